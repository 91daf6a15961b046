//! Load: creates, reads and live streams, each through the doors with a bearer token.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use desk::Stopwatch;
use http_body_util::BodyExt as _;
use serde_json::json;

use crate::client::{Ask, Client};
use crate::served::Served;

/// What a load came to.
pub struct Load {
    /// Requests a second.
    pub rate: f64,
    /// Half of them took no longer, in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 took no longer.
    pub p99_ms: f64,
    /// CPU milliseconds of the server for each.
    pub cpu_ms: f64,
}

/// A call as a duty officer puts it on record: place, class, times and first figures.
pub fn a_create() -> Ask {
    let body = json!({
        "class": "12D01", "summary": "water in the village, two houses, the road is cut", "occurred_at": "2026-11-23T03:12:00+08:00",
        "known_at": "2026-11-23T03:13:00+08:00", "place": { "lat": 41.57, "lon": 120.45, "text": "bridge" },
        "figures": { "deaths": 2, "missing": 1 },
    });
    Ask::post("/api/incidents", &body)
}

/// Puts `total` incidents on record over `connections` connections.
pub async fn creates(served: &Served, connections: usize, total: usize) -> Load {
    run(served, (connections, total), a_create()).await
}

/// Asks `total` times over `connections` connections.
pub async fn run(served: &Served, (connections, total): (usize, usize), ask: Ask) -> Load {
    let next = Arc::new(AtomicUsize::new(0));
    let mut clients = Vec::new();
    for _ in 0..connections {
        clients.push(Client::connect(served).await);
    }
    let (cpu, watch) = (served.cpu_s(), Stopwatch::start());
    let mut tasks = Vec::new();
    for mut client in clients {
        let (next, ask) = (next.clone(), ask.clone());
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while next.fetch_add(1, Ordering::Relaxed) < total {
                let watch = Stopwatch::start();
                client.ask(&ask).await;
                times.push(watch.seconds() * 1_000.0);
            }
            times
        }));
    }
    let mut times = Vec::with_capacity(total);
    for task in tasks {
        times.extend(task.await.unwrap());
    }
    let seconds = watch.seconds();
    times.sort_by(f64::total_cmp);
    let n = times.len();
    Load {
        rate: n as f64 / seconds,
        p50_ms: times[n / 2],
        p99_ms: times[n * 99 / 100],
        cpu_ms: (served.cpu_s() - cpu) * 1_000.0 / n as f64,
    }
}

/// Saves 500 calls one after the other while calls come in from elsewhere and a report is opened to be printed again and again.
pub async fn saves_beside(served: &Served, printed: &str) -> Load {
    let stop = Arc::new(AtomicBool::new(false));
    let mut beside = Vec::new();
    for ask in [a_create(), a_create(), Ask::get(printed, "text/html")] {
        let (mut client, stop) = (Client::connect(served).await, stop.clone());
        beside.push(tokio::spawn(async move {
            while !stop.load(Ordering::Relaxed) {
                client.ask(&ask).await;
            }
        }));
    }
    let load = creates(served, 1, 500).await;
    stop.store(true, Ordering::Relaxed);
    for task in beside {
        task.await.unwrap();
    }
    load
}

/// Opens `streams` live streams and answers after how many milliseconds the last of them has heard of one fact.
pub async fn live(served: &Served, streams: usize) -> f64 {
    let heard = Arc::new(AtomicUsize::new(0));
    let mut tasks = Vec::new();
    for _ in 0..streams {
        let mut client = Client::connect(served).await;
        let answer = client.open(&Ask::get("/api/stream", "text/event-stream")).await;
        assert!(answer.status().is_success(), "{}", answer.status());
        let heard = heard.clone();
        tasks.push(tokio::spawn(async move {
            let (_kept, mut body) = (client, answer.into_body());
            while let Some(Ok(part)) = body.frame().await {
                if part.data_ref().is_some_and(|bytes| String::from_utf8_lossy(bytes).contains("event: fact")) {
                    heard.fetch_add(1, Ordering::Relaxed);
                    return;
                }
            }
        }));
    }
    let watch = Stopwatch::start();
    creates(served, 1, 1).await;
    while heard.load(Ordering::Relaxed) < streams {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let took = watch.seconds() * 1_000.0;
    tasks.iter().for_each(tokio::task::JoinHandle::abort);
    took
}

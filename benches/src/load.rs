//! Load: creates, reads and live streams, each through the doors with a bearer token.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use desk::Stopwatch;
use futures_util::StreamExt as _;
use serde_json::json;

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

fn client() -> reqwest::Client {
    reqwest::Client::builder().pool_max_idle_per_host(128).build().unwrap()
}

/// Puts `total` incidents on record over `connections` connections.
pub async fn creates(served: &Served, connections: usize, total: usize) -> Load {
    let body = json!({
        "class": "12D01", "summary": "water in the village, two houses, the road is cut", "occurred_at": "2026-11-23T03:12:00+08:00",
        "known_at": "2026-11-23T03:13:00+08:00", "place": { "lat": 41.57, "lon": 120.45, "text": "bridge" },
        "figures": { "deaths": 2, "missing": 1 },
    });
    let ask = Arc::new(move |client: &reqwest::Client, url: &str, token: &str| {
        client.post(format!("{url}/api/incidents")).bearer_auth(token).json(&body)
    });
    run(served, (connections, total), ask).await
}

/// Asks for one page `total` times over `connections` connections.
pub async fn reads(served: &Served, what: (&str, bool), connections: usize, total: usize) -> Load {
    let (path, html) = (what.0.to_owned(), what.1);
    let ask = Arc::new(move |client: &reqwest::Client, url: &str, token: &str| {
        let accept = if html { "text/html" } else { "application/json" };
        client.get(format!("{url}{path}")).bearer_auth(token).header("accept", accept)
    });
    run(served, (connections, total), ask).await
}

type Ask = Arc<dyn Fn(&reqwest::Client, &str, &str) -> reqwest::RequestBuilder + Send + Sync>;

async fn run(served: &Served, (connections, total): (usize, usize), ask: Ask) -> Load {
    let (client, next) = (client(), Arc::new(AtomicUsize::new(0)));
    let (cpu, watch) = (served.cpu_s(), Stopwatch::start());
    let mut tasks = Vec::new();
    for _ in 0..connections {
        let (client, next, ask) = (client.clone(), next.clone(), ask.clone());
        let (url, token) = (served.url.clone(), served.token.clone());
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while next.fetch_add(1, Ordering::Relaxed) < total {
                let watch = Stopwatch::start();
                let answer = ask(&client, &url, &token).send().await.unwrap();
                assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
                answer.bytes().await.unwrap();
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

/// Opens `streams` live streams and answers after how many milliseconds the last of them has heard of one fact.
pub async fn live(served: &Served, streams: usize) -> f64 {
    let client = client();
    let (ready, heard) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut tasks = Vec::new();
    for _ in 0..streams {
        let (client, ready, heard) = (client.clone(), ready.clone(), heard.clone());
        let (url, token) = (served.url.clone(), served.token.clone());
        tasks.push(tokio::spawn(async move {
            let answer = client.get(format!("{url}/api/stream")).bearer_auth(token).send().await.unwrap();
            assert!(answer.status().is_success());
            ready.fetch_add(1, Ordering::Relaxed);
            let mut stream = answer.bytes_stream();
            while let Some(Ok(part)) = stream.next().await {
                if String::from_utf8_lossy(&part).contains("incident") {
                    heard.fetch_add(1, Ordering::Relaxed);
                    return;
                }
            }
        }));
    }
    while ready.load(Ordering::Relaxed) < streams {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let watch = Stopwatch::start();
    creates(served, 1, 1).await;
    while heard.load(Ordering::Relaxed) < streams {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    let took = watch.seconds() * 1_000.0;
    tasks.iter().for_each(tokio::task::JoinHandle::abort);
    took
}

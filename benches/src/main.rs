//! What is measured, against what, in one run: `cargo run --release -p benches -- [sqlite|postgres]`.
//!
//! The server is the release binary in a process of its own; its CPU time is read from the system's accounts, so that a noisy machine
//! moves the rates and not the cost. The disk's own rate of durable writes is measured in the same run and printed beside every rate.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program for people at a terminal; what fails ends it")]

mod client;
mod disk;
mod load;
mod points;
mod served;

use client::Ask;
use served::Served;

/// How many incidents the list is measured over.
const LISTED: usize = 100_000;
/// How many facts a create records.
const FACTS_A_CREATE: usize = 6;
/// How many facts the journal holds when it is started again and its tables are made anew, where that many incidents are listed.
const FACTS: usize = 1_000_000;

#[tokio::main]
async fn main() {
    let engine = std::env::args().nth(1).unwrap_or_else(|| "sqlite".to_owned());
    let listed = std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(LISTED);
    println!("{} points to one of the county outlines: {:.2} s", points::POINTS, points::located_s());
    println!("engine {engine}");
    let sync = disk::fdatasync_ms();
    println!("fdatasync of 4 kB: p50 {:.3} ms, p99 {:.3} ms, {:.0}/s", sync.0, sync.1, 1_000.0 / sync.0);
    let served = Served::start(&engine);
    creating(&served, sync).await;
    let fill = listed.saturating_sub(20_300);
    if fill > 0 {
        load::creates(&served, 64, fill).await;
    }
    reading(&served, listed).await;
    let live = load::live(&served, 1_000).await;
    println!("one fact to 1,000 live streams: last one served after {live:.0} ms");
    beside(&served).await;
    println!("memory of the server: {:.0} MB", served.memory_mb());
    let facts = grown(&served, if listed >= LISTED { FACTS } else { 0 }).await;
    let (started_s, memory_mb) = served.restart().await;
    println!("start with {facts} facts to the first page: {started_s:.2} s, then {memory_mb:.0} MB");
    println!("rebuild of all tables from {facts} facts: {:.1} s", served.rebuild());
}

/// Puts incidents on record until the journal holds `wanted` facts. Answers how many it holds.
async fn grown(served: &Served, wanted: usize) -> usize {
    loop {
        let facts = served.facts().await;
        if facts >= wanted {
            return facts;
        }
        load::creates(served, 64, (wanted - facts).div_ceil(FACTS_A_CREATE)).await;
    }
}

async fn creating(served: &Served, sync: (f64, f64)) {
    load::creates(served, 4, 2_000).await;
    let alone = load::creates(served, 1, 500).await;
    println!("one writer alone: p50 {:.2} ms, p99 {:.2} ms", alone.p50_ms, alone.p99_ms);
    println!("  over fdatasync: p50 +{:.2} ms, p99 +{:.2} ms", alone.p50_ms - sync.0, alone.p99_ms - sync.1);
    let many = load::creates(served, 64, 20_000).await;
    println!("64 connections: {:.0} creates/s, p50 {:.1} ms, p99 {:.1} ms", many.rate, many.p50_ms, many.p99_ms);
    println!("  CPU of the server: {:.3} ms a create", many.cpu_ms);
}

async fn reading(served: &Served, listed: usize) {
    for (what, path, accept) in
        [("JSON", "/api/incidents?limit=50", "application/json"), ("HTML", "/incidents?limit=50", "text/html")]
    {
        let read = load::run(served, (8, 2_000), Ask::get(path, accept)).await;
        println!("list of 50 of {listed}, {what}: CPU {:.3} ms, p50 {:.2} ms, {:.0}/s", read.cpu_ms, read.p50_ms, read.rate);
    }
}

/// A save while a report is opened for printing and calls come in.
async fn beside(served: &Served) {
    let mut client = client::Client::connect(served).await;
    let incident = id_in(&client.ask(&load::a_create()).await);
    let draft = Ask::post(&format!("/api/incidents/{incident}/reports"), &serde_json::json!({ "kind": "first" }));
    let report = id_in(&client.ask(&draft).await);
    let save = load::saves_beside(served, &format!("/reports/{report}/paper")).await;
    println!("a save while a report prints and calls come in: p50 {:.1} ms, p99 {:.1} ms", save.p50_ms, save.p99_ms);
}

fn id_in(answer: &[u8]) -> String {
    let answer: serde_json::Value = serde_json::from_slice(answer).unwrap();
    answer["id"].as_str().unwrap().to_owned()
}

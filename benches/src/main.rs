//! What is measured, against what, in one run: `cargo run --release -p benches -- [sqlite|postgres]`.
//!
//! The server is the release binary in a process of its own; its CPU time is read from the system's accounts, so that a noisy machine
//! moves the rates and not the cost. The disk's own rate of durable writes is measured in the same run and printed beside every rate.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program for people at a terminal; what fails ends it")]

mod disk;
mod load;
mod served;

use served::Served;

/// How many incidents the list is measured over.
const LISTED: usize = 100_000;

#[tokio::main]
async fn main() {
    let engine = std::env::args().nth(1).unwrap_or_else(|| "sqlite".to_owned());
    let listed = std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(LISTED);
    println!("engine {engine}");
    let sync = disk::fdatasync_ms();
    println!("fdatasync of 4 kB: p50 {:.3} ms, p99 {:.3} ms, {:.0}/s", sync.0, sync.1, 1_000.0 / sync.0);
    let served = Served::start(&engine).await;
    let alone = load::creates(&served, 1, 300).await;
    println!("one writer alone: p50 {:.2} ms, p99 {:.2} ms", alone.p50_ms, alone.p99_ms);
    println!("  over fdatasync: p50 +{:.2} ms, p99 +{:.2} ms", alone.p50_ms - sync.0, alone.p99_ms - sync.1);
    let many = load::creates(&served, 64, 20_000).await;
    println!("64 connections: {:.0} creates/s, p50 {:.1} ms, p99 {:.1} ms", many.rate, many.p50_ms, many.p99_ms);
    println!("  CPU of the server: {:.3} ms a create", many.cpu_ms);
    let fill = listed.saturating_sub(20_300);
    if fill > 0 {
        load::creates(&served, 64, fill).await;
    }
    for (what, path, html) in [("JSON", "/api/incidents?limit=50", false), ("HTML", "/incidents", true)] {
        let read = load::reads(&served, (path, html), 8, 2_000).await;
        println!("list of 50 of {listed}, {what}: CPU {:.3} ms, p50 {:.2} ms, {:.0}/s", read.cpu_ms, read.p50_ms, read.rate);
    }
    let live = load::live(&served, 1_000).await;
    println!("one fact to 1,000 live streams: last one served after {live:.0} ms");
    println!("memory of the server: {:.0} MB", served.memory_mb());
    let (started_s, memory_mb) = served.restart().await;
    println!("start with {listed} incidents to the first answer: {started_s:.2} s, then {memory_mb:.0} MB");
}

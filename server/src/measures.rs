//! What is measured while the program runs, for `/metrics`.

use std::sync::Arc;
use std::time::Duration;

use desk::{Desk, Fault, args};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// Upper bounds of the histograms: seconds from half a millisecond, and the same figures for small counts.
const BOUNDS: [f64; 16] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0, 300.0];
/// How often the figures that are counted in the database are taken.
const EVERY: Duration = Duration::from_secs(5);

/// The figures of this process.
#[derive(Clone)]
pub struct Measures(PrometheusHandle);

impl Measures {
    /// Begins to measure. Once a process.
    ///
    /// # Errors
    /// A fault when something else measures already.
    pub fn start() -> Result<Self, Fault> {
        let broken = |e: metrics_exporter_prometheus::BuildError| Fault::broken("metrics").from_error(e);
        let builder = PrometheusBuilder::new().set_buckets(&BOUNDS).map_err(broken)?;
        let handle = builder.install_recorder().map_err(broken)?;
        describe();
        Ok(Self(handle))
    }

    /// What `/metrics` shows.
    #[must_use]
    pub fn render(&self) -> Arc<dyn Fn() -> String + Send + Sync> {
        let handle = self.0.clone();
        Arc::new(move || handle.render())
    }

    /// Takes the figures that are counted in the database, until the process ends.
    pub async fn keep(self, desk: Desk) {
        loop {
            if let Err(fault) = count(&desk).await {
                tracing::debug!(%fault, "figures were not taken");
            }
            self.0.run_upkeep();
            tokio::time::sleep(EVERY).await;
        }
    }
}

fn describe() {
    metrics::describe_counter!("http_requests_total", "Requests answered, by door, method and status.");
    metrics::describe_histogram!("http_request_seconds", metrics::Unit::Seconds, "How long requests took, by door.");
    metrics::describe_gauge!("live_streams", "Pages that listen for changes.");
    metrics::describe_histogram!(
        "watchfire_commit_seconds",
        metrics::Unit::Seconds,
        "How long commits took, until they were durable."
    );
    metrics::describe_histogram!("watchfire_batch_requests", "How many requests one commit held.");
    metrics::describe_gauge!("watchfire_journal_position", "The position of the last fact.");
    metrics::describe_gauge!("watchfire_clocks_running", "Clocks that run.");
    metrics::describe_gauge!("watchfire_clocks_overdue", "Clocks that have run out and were not met.");
    metrics::describe_gauge!("watchfire_outbox_waiting", "Messages that wait to be sent.");
    metrics::describe_gauge!("watchfire_outbox_failed", "Messages that were given up.");
    metrics::describe_gauge!(
        "watchfire_clock_behind_seconds",
        metrics::Unit::Seconds,
        "By how much the clock is behind the last fact: it was turned back, and entry times stand still."
    );
    metrics::describe_gauge!("watchfire_parked", "Reactions and clocks that faulted again and again and wait for a person.");
}

async fn count(desk: &Desk) -> Result<(), Fault> {
    let clocks = "select count(*) as running, coalesce(sum(case when due_at_ms < $1 then 1 else 0 end), 0) as overdue \
                  from clocks where met_at_ms is null";
    let outbox = "select coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0) as waiting, \
                  coalesce(sum(case when state = 'failed' then 1 else 0 end), 0) as failed from outbox where state in ('waiting', 'failed')";
    if let Some(row) = desk.db().one(clocks, args![desk.now()]).await? {
        metrics::gauge!("watchfire_clocks_running").set(row.int("running")? as f64);
        metrics::gauge!("watchfire_clocks_overdue").set(row.int("overdue")? as f64);
    }
    if let Some(row) = desk.db().one(outbox, Vec::new()).await? {
        metrics::gauge!("watchfire_outbox_waiting").set(row.int("waiting")? as f64);
        metrics::gauge!("watchfire_outbox_failed").set(row.int("failed")? as f64);
    }
    metrics::gauge!("watchfire_parked").set(desk.parked().await?.len() as f64);
    metrics::gauge!("watchfire_clock_behind_seconds").set(desk.behind_ms() as f64 / 1_000.0);
    metrics::gauge!("watchfire_journal_position").set(desk.last_position() as f64);
    Ok(())
}

impl std::fmt::Debug for Measures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Measures")
    }
}

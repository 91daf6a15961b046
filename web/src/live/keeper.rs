//! Ends the streams of sessions and tokens that are no longer good, within a second.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use super::Live;
use crate::gate::CREDENTIALS_ASKED_MAX;
use crate::{Credential, Gate};

/// How often it is asked which credentials are still good.
const ASKED_EVERY: Duration = Duration::from_millis(400);

/// Asks while streams are open. A fault ends nothing: a database that stumbles must not black out every screen.
pub(super) async fn keep(live: Live, gate: Arc<dyn Gate>) {
    let mut closing = live.closing.subscribe();
    loop {
        tokio::select! {
            () = tokio::time::sleep(ASKED_EVERY) => {}
            _ = closing.wait_for(|closing| *closing) => return,
        }
        let open = live.credentials();
        for some in open.chunks(CREDENTIALS_ASKED_MAX) {
            match gate.still_good(some).await {
                Ok(good) => end_others(&live, some, good),
                Err(fault) => tracing::warn!(%fault, "it could not be asked whose sessions are still good"),
            }
        }
    }
}

fn end_others(live: &Live, asked: &[Credential], good: Vec<Credential>) {
    let good: HashSet<Credential> = good.into_iter().collect();
    for ended in asked.iter().filter(|c| !good.contains(c)) {
        live.end(ended);
    }
}

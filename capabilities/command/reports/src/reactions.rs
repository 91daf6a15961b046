//! What reports do about word from the outbox: a sending that was handed over, or muted in an exercise, meets its duties at that moment;
//! one that was given up meets none.

use desk::{BoxFuture, Desk, Fault, Outcome, Outgoing, Proposal, one};
use incidents::Incident;
use incidents::acts::Meet;
use kernel::{Claim, Id};

use crate::acts::{NoteFate, ToldFate};
use crate::duties::still_open;
use crate::state::Report;

/// Proposes what follows from what became of a message.
pub(crate) fn told<'a>(
    desk: &'a Desk,
    message: &'a Outgoing,
    outcome: &'a Outcome,
) -> BoxFuture<'a, Result<Option<Proposal>, Fault>> {
    Box::pin(propose(desk, message, outcome))
}

async fn propose(desk: &Desk, message: &Outgoing, outcome: &Outcome) -> Result<Option<Proposal>, Fault> {
    let id = message.stream.split_once('/').and_then(|(_, id)| Id::parse(id).ok());
    let Some(id) = id else { return Ok(None) };
    let (report, _) = desk.recall::<Report>(&id).await?;
    let (Some(about), Some(kept)) = (&report.about, report.sending(&message.id)) else { return Ok(None) };
    let fate = match outcome {
        Outcome::HandedOver(_) => ToldFate::HandedOver,
        Outcome::GivenUp(_) => ToldFate::NotDelivered,
        Outcome::Muted => ToldFate::Muted,
    };
    let mut acts = vec![one(&id, NoteFate { sending: message.id.clone(), fate })];
    if fate != ToldFate::NotDelivered {
        let (incident, _) = desk.recall::<Incident>(&about.incident).await?;
        let keys = still_open(&incident, &kept.sending.meets);
        if !keys.is_empty() {
            acts.push(one(&about.incident, Meet { keys, at: Claim::at(desk.now()), report: Some(id.clone()) }));
        }
    }
    Ok(Some(Proposal::all(acts)))
}

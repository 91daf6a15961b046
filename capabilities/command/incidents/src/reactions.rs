//! What follows from the end of an incident: whoever was called to it from elsewhere is let go. Nobody is called back when it is opened
//! again; that is for a person to say.

use accounts::acts::EndMembership;
use accounts::reads::members;
use desk::{BoxFuture, Desk, Entered, Fault, Proposal, one};
use kernel::Scope;

use crate::acts::LetGo;
use crate::facts::IncidentFact;

/// Proposes that everybody on an incident that has ended is let go: all of them or none, so that it is done once.
pub(crate) fn let_members_go(desk: &Desk, entered: Entered<IncidentFact>) -> BoxFuture<'_, Result<Vec<Proposal>, Fault>> {
    Box::pin(async move {
        if !matches!(entered.fact, IncidentFact::Closed { .. } | IncidentFact::FalseAlarm { .. }) {
            return Ok(Vec::new());
        }
        let (case, city) = (entered.id, desk.city());
        let members = members(desk.db(), &Scope::whole(city), (city, &case)).await?;
        let let_go = members.into_iter().flat_map(|(account, _)| {
            let end = EndMembership { case: case.clone() };
            [one(&case, LetGo { account: account.clone() }), one(&account, end)]
        });
        let acts: Vec<_> = let_go.collect();
        Ok(if acts.is_empty() { Vec::new() } else { vec![Proposal::all(acts)] })
    })
}

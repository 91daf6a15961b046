//! What follows from the end of an incident: whoever was called to it from elsewhere is let go. Nobody is called back when it is opened
//! again; that is for a person to say.

use accounts::acts::EndMembership;
use accounts::reads::members;
use desk::{BoxFuture, Desk, Entered, Fault, Proposal, one};
use kernel::{Id, Scope, Subject};

use crate::acts::LetGo;
use crate::facts::IncidentFact;
use crate::state::Incident;

/// Proposes for everybody who was on an incident when it ended that they are let go. Each is a proposal of its own in an order that
/// never changes, so that each is done once; whoever has been called again since is kept by the rules.
pub(crate) fn let_members_go(desk: &Desk, entered: Entered<IncidentFact>) -> BoxFuture<'_, Result<Vec<Proposal>, Fault>> {
    Box::pin(async move {
        let (case, city, ended_at) = (entered.id, desk.city(), Some(entered.version));
        let (mut then, mut now) = (Incident::default(), Incident::default());
        for envelope in desk.history::<Incident>(&case).await? {
            let fact = envelope.fact()?;
            now = now.fold(&fact);
            if now.version == entered.version {
                then = now.clone();
            }
        }
        let end = |account: &Id| one(account, EndMembership { case: case.clone() });
        let let_go = |account: &Id| one(&case, LetGo { account: account.clone(), ended_at });
        let mut proposals: Vec<Proposal> =
            then.members.keys().map(|account| Proposal::all(vec![let_go(account), end(account)])).collect();
        // What gives a membership by another way than the incident's own doors ends with it all the same.
        let others = members(desk.db(), &Scope::whole(city), (city, &case)).await?.into_iter().map(|(account, _)| account);
        let others = others.filter(|account| !then.members.contains_key(account) && !now.members.contains_key(account));
        proposals.extend(others.map(|account| Proposal::all(vec![end(&account)])));
        Ok(proposals)
    })
}

//! The two answers that others ask for: may this be done here, and what may be seen at all.

use kernel::Scope;

use crate::asker::{Asker, Ground};
use crate::load::Authority;
use crate::question::Matter;
use crate::reach::{Reach, widest};

impl Authority {
    /// Whether the asker may do the action to this matter.
    #[must_use]
    pub fn may(&self, asker: &Asker, action: &str, matter: &Matter) -> bool {
        let anywhere = matter.area.is_none() && matter.case.is_none();
        asker.claims().any(|claim| {
            let reach = self.reach(&claim, action, matter.work_secret);
            if anywhere { reach > Reach::Nowhere } else { claim.covers(reach, matter) }
        })
    }

    /// The same answer asked of Cedar itself, for this matter alone: what tests hold the remembered answers against.
    #[must_use]
    pub fn may_asked_anew(&self, asker: &Asker, action: &str, matter: &Matter) -> bool {
        asker.claims().any(|claim| self.allows(&claim, action, matter))
    }

    /// What the asker may see under the action: exactly the areas and cases for which [`Authority::may`] says yes.
    /// Work secrets are in it only if they are allowed everywhere in it, or for a case by itself.
    #[must_use]
    pub fn scope(&self, asker: &Asker, action: &str) -> Scope {
        let mut scope = Scope::nothing();
        let mut secrets = true;
        for claim in asker.claims() {
            let reach = self.reach(&claim, action, false);
            if reach == Reach::Nowhere {
                continue;
            }
            let is_secret_too = self.reach(&claim, action, true) >= reach;
            match &claim.ground {
                Ground::Post { area, .. } | Ground::Glass { area } => scope.areas.push(widest(reach, *area)),
                Ground::Member { case } => {
                    scope.cases.push(case.clone());
                    scope.secret_cases.extend(is_secret_too.then(|| case.clone()));
                }
                Ground::Person => continue,
            }
            secrets &= is_secret_too;
        }
        scope.areas = outermost(scope.areas);
        scope.work_secret = secrets && !scope.is_nothing();
        scope
    }
}

/// The areas that lie in no other of them, each once, in order.
fn outermost(mut areas: Vec<kernel::AreaCode>) -> Vec<kernel::AreaCode> {
    areas.sort_unstable();
    areas.dedup();
    let all = areas.clone();
    areas.retain(|area| !all.iter().any(|other| other != area && other.covers(*area)));
    areas
}

//! The two answers that others ask for: may this be done here, and what may be seen at all.

use kernel::{AreaCode, Scope};

use crate::asker::{Asker, Claim, Ground};
use crate::load::Authority;
use crate::question::Matter;

impl Authority {
    /// Whether the asker may do the action to this matter.
    #[must_use]
    pub fn may(&self, asker: &Asker, action: &str, matter: &Matter) -> bool {
        let anywhere = matter.area.is_none() && matter.case.is_none();
        asker.claims().any(|claim| {
            let here = if anywhere { claim.home(matter.work_secret) } else { matter.clone() };
            self.allows(&claim, action, &here)
        })
    }

    /// What the asker may see under the action: exactly the areas and cases for which [`Authority::may`] says yes.
    /// Work secrets are in it only if they are allowed everywhere in it.
    #[must_use]
    pub fn scope(&self, asker: &Asker, action: &str) -> Scope {
        let mut scope = Scope::nothing();
        let mut secrets = true;
        for claim in asker.claims() {
            match &claim.ground {
                Ground::Post { area, .. } | Ground::Glass { area } => {
                    let Some(widest) = self.widest(&claim, action, *area) else { continue };
                    secrets &= self.allows(&claim, action, &Matter::at(Some(widest), None).secret());
                    scope.areas.push(widest);
                }
                Ground::Member { case } => {
                    let matter = Matter::at(None, Some(case));
                    if self.allows(&claim, action, &matter) {
                        secrets &= self.allows(&claim, action, &matter.secret());
                        scope.cases.push(case.clone());
                    }
                }
                Ground::Person => {}
            }
        }
        scope.areas = outermost(scope.areas);
        scope.work_secret = secrets && !scope.is_nothing();
        scope
    }

    /// The largest area around `area` in which the claim allows the action; nothing when not even there.
    fn widest(&self, claim: &Claim, action: &str, area: AreaCode) -> Option<AreaCode> {
        let allowed = |area: &AreaCode| self.allows(claim, action, &Matter::at(Some(*area), None));
        std::iter::successors(Some(area), |inner| inner.parent()).take_while(allowed).last()
    }
}

impl Claim {
    /// The matter that lies closest to the claim: where it allows something if it allows it anywhere.
    fn home(&self, work_secret: bool) -> Matter {
        match &self.ground {
            Ground::Post { area, .. } | Ground::Glass { area } => Matter { area: Some(*area), case: None, work_secret },
            Ground::Member { case } => Matter { area: None, case: Some(case.clone()), work_secret },
            Ground::Person => Matter { area: None, case: None, work_secret },
        }
    }
}

/// The areas that lie in no other of them, each once, in order.
fn outermost(mut areas: Vec<AreaCode>) -> Vec<AreaCode> {
    areas.sort_unstable();
    areas.dedup();
    let all = areas.clone();
    areas.retain(|area| !all.iter().any(|other| other != area && other.covers(*area)));
    areas
}

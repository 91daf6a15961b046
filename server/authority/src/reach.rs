//! How far a claim reaches. Because of the one shape that policies have, a few questions to Cedar settle an action for a kind of post
//! wherever the post and the matter lie; they are asked once while these policies hold, however many requests come.

use std::sync::OnceLock;

use kernel::{AreaCode, AreaLevel, Id};

use crate::asker::{Claim, Ground};
use crate::load::Authority;
use crate::question::Matter;

/// A post or glass somewhere, another place of its city, and a place far away: what stands for all of them when Cedar is asked.
const HERE: &str = "990101";
const CITY: &str = "990102";
const AWAY: &str = "980101";
/// A case, and another.
const MINE: &str = "00000000-0000-7000-8000-000000000001";
const OTHER: &str = "00000000-0000-7000-8000-000000000002";
/// The sorts of claim besides posts: membership, glass, person.
const OTHER_SORTS: usize = 3;

/// How far a claim allows an action, each reaching farther than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// Nowhere.
    Nowhere,
    /// In the area of the claim and below it, or on its case.
    Own,
    /// In the whole city of the claim.
    City,
    /// Everywhere, as one's own account.
    Everywhere,
}

/// What Cedar has answered: a slot for each action, sort of claim, whether it has ended, and marking.
#[derive(Debug)]
pub(crate) struct Reaches(Vec<OnceLock<Reach>>);

impl Reaches {
    pub(crate) fn of(actions: usize, kinds: usize) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(actions * (kinds + OTHER_SORTS) * 4).collect())
    }
}

impl Authority {
    /// How far this claim allows the action. An unknown action and an unknown kind reach nowhere.
    pub(crate) fn reach(&self, claim: &Claim, action: &str, work_secret: bool) -> Reach {
        let (Some(action_at), Some(sort)) = (self.action_at(action), self.sort(&claim.ground)) else { return Reach::Nowhere };
        let slot = ((action_at * (self.kinds().count() + OTHER_SORTS) + sort) * 2 + usize::from(claim.expired)) * 2;
        let slot = self.reaches.0.get(slot + usize::from(work_secret));
        slot.map_or(Reach::Nowhere, |slot| *slot.get_or_init(|| self.measured(claim, action, work_secret)))
    }

    fn sort(&self, ground: &Ground) -> Option<usize> {
        Some(match ground {
            Ground::Member { .. } => 0,
            Ground::Glass { .. } => 1,
            Ground::Person => 2,
            Ground::Post { kind, .. } => OTHER_SORTS + self.kinds().position(|known| known == &**kind)?,
        })
    }

    /// Asks Cedar about one claim that stands for all of its sort. Whoever may do it far away may do it near: so the first no ends it.
    fn measured(&self, claim: &Claim, action: &str, work_secret: bool) -> Reach {
        let (Some(here), Some(city), Some(away)) = (area(HERE), area(CITY), area(AWAY)) else { return Reach::Nowhere };
        let (Ok(mine), Ok(other)) = (Id::parse(MINE), Id::parse(OTHER)) else { return Reach::Nowhere };
        let at = |area, case: Option<&Id>| Matter { work_secret, ..Matter::at(Some(area), case) };
        let (ground, steps) = match &claim.ground {
            Ground::Post { kind, .. } => {
                let steps =
                    vec![(Reach::Own, at(here, None)), (Reach::City, at(city, None)), (Reach::Everywhere, at(away, None))];
                (Ground::Post { kind: kind.clone(), area: here }, steps)
            }
            Ground::Glass { .. } => {
                (Ground::Glass { area: here }, vec![(Reach::Own, at(here, None)), (Reach::Everywhere, at(away, None))])
            }
            Ground::Member { .. } => {
                let steps = vec![(Reach::Own, at(away, Some(&mine))), (Reach::Everywhere, at(away, Some(&other)))];
                (Ground::Member { case: mine }, steps)
            }
            Ground::Person => (Ground::Person, vec![(Reach::Everywhere, at(away, None))]),
        };
        let typical = Claim { ground, expired: claim.expired };
        let allowed = steps.into_iter().take_while(|(_, matter)| self.allows(&typical, action, matter));
        allowed.last().map_or(Reach::Nowhere, |(reach, _)| reach)
    }
}

impl Claim {
    /// Whether the matter lies where a claim of this reach allows something.
    pub(crate) fn covers(&self, reach: Reach, matter: &Matter) -> bool {
        match (reach, &self.ground) {
            (Reach::Nowhere, _) => false,
            (Reach::Everywhere, _) => true,
            (_, Ground::Member { case }) => matter.case.as_ref() == Some(case),
            (_, Ground::Person) => false,
            (_, Ground::Post { area, .. } | Ground::Glass { area }) => {
                let widest = widest(reach, *area);
                matter.area.is_some_and(|place| widest.covers(place))
            }
        }
    }
}

/// The largest area that a post or glass of this reach covers.
pub(crate) fn widest(reach: Reach, area: AreaCode) -> AreaCode {
    match reach {
        Reach::Nowhere | Reach::Own => area,
        Reach::City => area.within(AreaLevel::City),
        Reach::Everywhere => area.within(AreaLevel::Province),
    }
}

fn area(code: &str) -> Option<AreaCode> {
    AreaCode::parse(code).ok()
}

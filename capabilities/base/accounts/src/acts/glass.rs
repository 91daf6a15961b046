//! Break-glass: more than one's posts give, for a short time, with a reason that others will read.

use desk::Sealing;
use kernel::{Act, AreaCode, Given};

use super::{Refusal, open, reason_given};
use crate::facts::AccountFact;
use crate::state::Account;

/// How long a glass stays broken at most, in minutes. Longer need is a post.
pub const GLASS_MINUTES_MAX: i64 = 8 * 60;

/// Break the glass.
#[derive(Debug, Clone)]
pub struct BreakGlass {
    /// Where it holds.
    pub area: AreaCode,
    /// Why.
    pub reason: Sealing,
    /// For how many minutes, at most [`GLASS_MINUTES_MAX`].
    pub minutes: i64,
}

/// Give the glass back before its time.
#[derive(Debug, Clone)]
pub struct EndGlass {}

impl Act for BreakGlass {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), given: &Given) -> Result<Vec<AccountFact>, Refusal> {
        open(now)?;
        reason_given(&self.reason.words)?;
        if !(1..=GLASS_MINUTES_MAX).contains(&self.minutes) {
            return Err(Refusal::GlassTooLong);
        }
        let until = given.at.plus_min(self.minutes);
        Ok(vec![AccountFact::BreakGlassTaken { area: self.area, reason: self.reason.sealed, until }])
    }
}

impl Act for EndGlass {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), given: &Given) -> Result<Vec<AccountFact>, Refusal> {
        if now.home.is_none() {
            return Err(Refusal::NoSuchAccount);
        }
        if now.glass_at(given.at).is_none() { Ok(Vec::new()) } else { Ok(vec![AccountFact::BreakGlassEnded {}]) }
    }
}

//! What the reader may do to an incident: forms that would be refused are not shown.

use kernel::{AreaCode, Id};
use web::Here;

use super::sight::Sight;
use super::which::Which;
use crate::members::CALL_IN;

/// What the reader may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Powers {
    /// Change, note, call.
    pub work: bool,
    /// Enter figures.
    pub enter: bool,
    /// Adopt figures.
    pub adopt: bool,
    /// Declare grades, lower duties.
    pub grade: bool,
    /// Close, reopen, call it false.
    pub close: bool,
    /// Call people from elsewhere, let them go.
    pub call_in: bool,
    /// Find that somebody reported late, left out, falsely, or concealed.
    pub find: bool,
}

impl Powers {
    /// What whoever is here may do to what is seen; nothing on a replay.
    pub fn of(here: &Here, sight: &Sight) -> Self {
        let (area, case): (Option<AreaCode>, &Id) = (kernel::Subject::area(&sight.incident), &sight.id);
        let may = |action: &str| sight.speak.live && here.may(action, area, Some(case));
        Self {
            work: may("incidents.work"),
            enter: may("figures.enter"),
            adopt: may("figures.adopt"),
            grade: may("incidents.grade"),
            close: may("incidents.close"),
            find: may("incidents.find"),
            call_in: may(CALL_IN),
        }
    }

    /// All of it: for samples.
    #[cfg(test)]
    pub const ALL: Self = Self { work: true, enter: true, adopt: true, grade: true, close: true, find: true, call_in: true };

    /// Whether a form may be shown.
    pub fn allow(self, which: Which) -> bool {
        match which.action() {
            "figures.enter" => self.enter,
            "figures.adopt" => self.adopt,
            "incidents.grade" => self.grade,
            "incidents.close" => self.close,
            "incidents.find" => self.find,
            CALL_IN => self.call_in,
            _ => self.work,
        }
    }
}

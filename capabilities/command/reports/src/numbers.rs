//! Numbers of reports and instructions: the incident's own number, a letter for the kind, and how many of it there are.

use kernel::Id;
use rules::ReportKind;

use crate::facts::word;

/// The number of a report: `211300-20261123-0007-U2` is the second follow-up.
#[must_use]
pub fn report(incident: &str, kind: ReportKind, seq: u32) -> String {
    format!("{incident}-{}{seq}", letter(kind))
}

/// The number of an instruction: `211300-20261123-0007-D1`.
#[must_use]
pub fn instruction(incident: &str, seq: u32) -> String {
    format!("{incident}-D{seq}")
}

/// Under which name the reports of one kind of an incident are counted.
pub(crate) fn report_counter(incident: &Id, kind: ReportKind) -> String {
    format!("reports/{incident}/{}", word(&kind))
}

/// Under which name the instructions of an incident are counted.
pub(crate) fn instruction_counter(incident: &Id) -> String {
    format!("reports/{incident}/instruction")
}

/// First, follow-Up, Zero, Correction, Verified, End, Notice.
const fn letter(kind: ReportKind) -> char {
    match kind {
        ReportKind::First => 'F',
        ReportKind::FollowUp => 'U',
        ReportKind::Zero => 'Z',
        ReportKind::Correction => 'C',
        ReportKind::Verified => 'V',
        ReportKind::Final => 'E',
        ReportKind::Notice => 'N',
    }
}

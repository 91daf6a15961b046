//! Writing a report until it is sent, throwing it away before, replacing it after.

use std::sync::Arc;

use desk::Sealing;
use incidents::{Incident, Standing as IncidentStanding};
use kernel::{Act, Given, Id, Subject, Time};
use rules::ReportKind;

use super::{Refusal, WORDS_CHARS_MAX, known, reason, said};
use crate::compose;
use crate::facts::{Drafted, Quoted, ReportFact};
use crate::numbers;
use crate::state::{Report, Standing};

/// Keeps a report as it was composed, and numbers it.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The incident it is about.
    pub incident: Id,
    /// What kind of report.
    pub report: ReportKind,
    /// Title and text.
    pub words: Sealing,
    /// The figures that it quotes.
    pub quoted: Vec<Quoted>,
    /// As of when.
    pub as_of: Time,
    /// The last report that was sent before it.
    pub previous: Option<Id>,
    /// The report whose place it takes; that one is superseded in the same breath.
    pub replaces: Option<Id>,
}

/// What drafting must know.
#[derive(Debug, Default)]
pub struct DraftKnown {
    /// The incident.
    pub incident: Arc<Incident>,
    /// Which of its kind.
    pub seq: u32,
    /// The last report that was sent before it.
    pub previous: Option<Arc<Report>>,
}

/// Puts it in other words, or takes the incident's figures in again.
#[derive(Debug, Clone)]
pub struct Write {
    /// Title and text.
    pub words: Sealing,
    /// The figures that it quotes from now on, where they were taken in again.
    pub quoted: Option<Vec<Quoted>>,
    /// As of when.
    pub as_of: Time,
}

/// Another report takes its place.
#[derive(Debug, Clone)]
pub struct Supersede {
    /// Which one.
    pub by: Id,
    /// Why.
    pub reason: String,
}

/// Throws it away before it is sent.
#[derive(Debug, Clone)]
pub struct Void(pub String);

impl Act for Draft {
    type Subject = Report;
    type Known = DraftKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Report, known: &DraftKnown, given: &Given) -> Result<Vec<ReportFact>, Refusal> {
        if now.about.is_some() {
            return Ok(Vec::new());
        }
        let incident = &known.incident;
        let area = incident.area().ok_or(Refusal::NoIncident)?;
        may_follow(incident, self.report, given)?;
        said(&self.words, WORDS_CHARS_MAX)?;
        if self.report == ReportKind::Zero {
            is_zero(incident, known.previous.as_deref())?;
        }
        Ok(vec![ReportFact::Drafted(Box::new(Drafted {
            incident: self.incident,
            report: self.report,
            seq: known.seq,
            number: numbers::report(&incident.number, self.report, known.seq),
            area,
            marking: incident.marking,
            words: self.words.sealed,
            quoted: self.quoted,
            as_of: self.as_of,
            previous: self.previous,
            replaces: self.replaces,
        }))])
    }
}

/// What has ended is followed by final, verified and correcting reports only, corrections within the law's window.
fn may_follow(incident: &Incident, report: ReportKind, given: &Given) -> Result<(), Refusal> {
    let over = incident.judged.supplement_until.is_some_and(|end| given.at > end);
    match (incident.standing, report) {
        (IncidentStanding::Unknown, _) => Err(Refusal::NoIncident),
        (IncidentStanding::Open, _) | (_, ReportKind::Final | ReportKind::Verified | ReportKind::Notice) => Ok(()),
        (IncidentStanding::Closed, ReportKind::Correction) if over => Err(Refusal::WindowOver),
        (_, ReportKind::Correction) => Ok(()),
        (_, ReportKind::First | ReportKind::FollowUp | ReportKind::Zero) => Err(Refusal::IncidentEnded),
    }
}

/// A report that nothing has changed must be true of the adopted figures.
fn is_zero(incident: &Incident, previous: Option<&Report>) -> Result<(), Refusal> {
    let Some(previous) = previous else { return Ok(()) };
    let changed = compose::changed(&incident.adopted(), &previous.quoted).len();
    if changed > 0 { Err(Refusal::NotZero(changed)) } else { Ok(()) }
}

impl Act for Write {
    type Subject = Report;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Report, (): &(), given: &Given) -> Result<Vec<ReportFact>, Refusal> {
        known(now)?;
        if now.standing() != Standing::Draft {
            return Err(Refusal::AlreadySent);
        }
        if given.seen.is_some_and(|seen| now.written_at > seen) {
            return Err(Refusal::Changed { version: now.written_at });
        }
        said(&self.words, WORDS_CHARS_MAX)?;
        Ok(vec![ReportFact::Written { words: self.words.sealed, quoted: self.quoted, as_of: self.as_of }])
    }
}

impl Act for Supersede {
    type Subject = Report;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Report, (): &(), _: &Given) -> Result<Vec<ReportFact>, Refusal> {
        known(now)?;
        match now.standing() {
            Standing::Superseded if now.superseded_by.as_ref() == Some(&self.by) => return Ok(Vec::new()),
            Standing::Superseded => return Err(Refusal::Superseded),
            Standing::Sent => {}
            _ => return Err(Refusal::NotSent),
        }
        reason(&self.reason)?;
        Ok(vec![ReportFact::Superseded { by: self.by, reason: self.reason }])
    }
}

impl Act for Void {
    type Subject = Report;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Report, (): &(), _: &Given) -> Result<Vec<ReportFact>, Refusal> {
        match now.standing() {
            Standing::Unknown => return Err(Refusal::NotFound),
            Standing::Voided => return Ok(Vec::new()),
            Standing::Sent | Standing::Superseded => return Err(Refusal::AlreadySent),
            Standing::Draft => {}
        }
        reason(&self.0)?;
        Ok(vec![ReportFact::Voided { reason: self.0 }])
    }
}

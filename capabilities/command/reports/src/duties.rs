//! Duties and reports: which duty of an incident a sending meets, and whom the duties ask to be told.

use incidents::Incident;
use incidents::facts::DutyKept;
use kernel::Time;
use rules::{Channel, InForce, Line, Party, ReportKind, Wording};

use crate::facts::Way;

/// Somebody whom the incident's duties ask to be told, on one line by one channel: one tick on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The party.
    pub party: String,
    /// What it is called; empty where no rule set in force declares it.
    pub name: Wording,
    /// On which line.
    pub line: Line,
    /// By which channel.
    pub channel: Channel,
    /// The duties that telling them so meets, by their keys.
    pub keys: Vec<String>,
    /// What the first of these duties says.
    pub title: Wording,
    /// From when its clock runs.
    pub starts_at: Option<Time>,
    /// When it runs out.
    pub due_at: Option<Time>,
    /// It applies only because something is unknown.
    pub assumed: bool,
}

/// Whether a report of `kind` says what a duty for `asked` asks for. Whatever follows the first report also tells what the first
/// would have told; a report with news also says that the day was not silent; to those beside us any report is word enough.
#[must_use]
pub const fn serves(kind: ReportKind, asked: ReportKind) -> bool {
    use ReportKind::{Correction, Final, First, FollowUp, Notice, Verified, Zero};
    match asked {
        First => matches!(kind, First | FollowUp | Correction | Verified | Final),
        FollowUp | Zero => matches!(kind, FollowUp | Zero | Correction | Verified | Final),
        Correction => matches!(kind, Correction | FollowUp | Verified | Final),
        Verified => matches!(kind, Verified | Final),
        Final => matches!(kind, Final),
        Notice => true,
    }
}

/// Whether the duty is our own desk's: its party stands at the level of the desk that received the incident.
/// A party that no rule set in force declares is taken for ours: a clock is shown rather than lost.
fn is_ours(incident: &Incident, law: &InForce, duty: &DutyKept) -> bool {
    law.party(&duty.who).is_none_or(|party| party.level == incident.setting.level)
}

fn open_duties<'a>(incident: &'a Incident, law: &'a InForce, kind: ReportKind) -> impl Iterator<Item = &'a DutyKept> {
    let open = move |duty: &&DutyKept| !incident.met.contains_key(&duty.key());
    incident.judged.duties.iter().filter(open).filter(move |d| serves(kind, d.report) && is_ours(incident, law, d))
}

/// The duties that a report of `kind` meets when it tells `party` on `line` this way at `at`. A clock that has not begun is not met.
#[must_use]
pub fn met_by(incident: &Incident, law: &InForce, report: (ReportKind, Time), to: (&str, Line, Way)) -> Vec<String> {
    let ((kind, at), (party, line, way)) = (report, to);
    let fits = |duty: &&DutyKept| duty.to == party && duty.line == line && way.satisfies(duty.channel);
    let begun = |duty: &&DutyKept| duty.starts_at.is_none_or(|start| start <= at);
    open_duties(incident, law, kind).filter(fits).filter(begun).map(DutyKept::key).collect()
}

/// Of `keys` those that still stand unmet: what the rules no longer ask for cannot be met any more and keeps nothing from being recorded.
#[must_use]
pub fn still_open(incident: &Incident, keys: &[String]) -> Vec<String> {
    let stands = |key: &&String| !incident.met.contains_key(*key) && incident.duties().any(|duty| duty.key() == **key);
    keys.iter().filter(stands).cloned().collect()
}

/// Whom a report of `kind` is to be sent to by the incident's unmet duties, soonest due first.
#[must_use]
pub fn offered(incident: &Incident, law: &InForce, kind: ReportKind) -> Vec<Offered> {
    let mut rows: Vec<Offered> = Vec::new();
    let (either, one): (Vec<_>, Vec<_>) = open_duties(incident, law, kind).partition(|duty| duty.channel == Channel::Any);
    for duty in one {
        match rows.iter_mut().find(|row| row.is_for(duty) && row.channel == duty.channel) {
            Some(row) => row.also(duty),
            None => rows.push(Offered::of(duty, law)),
        }
    }
    // What may go by either channel is met by whichever of the rows is chosen.
    for duty in either {
        let mut found = false;
        for row in rows.iter_mut().filter(|row| row.is_for(duty)) {
            row.also(duty);
            found = true;
        }
        if !found {
            rows.push(Offered::of(duty, law));
        }
    }
    rows.sort_by_key(|row| (row.due_at.is_none(), row.due_at, row.line, row.channel));
    rows
}

impl Offered {
    fn of(duty: &DutyKept, law: &InForce) -> Self {
        Self {
            party: duty.to.clone(),
            name: law.party(&duty.to).map(|party: &Party| party.name.clone()).unwrap_or_default(),
            line: duty.line,
            channel: duty.channel,
            keys: vec![duty.key()],
            title: duty.title.clone(),
            starts_at: duty.starts_at,
            due_at: duty.due_at,
            assumed: duty.assumed,
        }
    }

    fn is_for(&self, duty: &DutyKept) -> bool {
        self.party == duty.to && self.line == duty.line
    }

    fn also(&mut self, duty: &DutyKept) {
        self.keys.push(duty.key());
        self.assumed &= duty.assumed;
        if duty.due_at.is_some_and(|due| self.due_at.is_none_or(|mine| due < mine)) {
            (self.starts_at, self.due_at) = (duty.starts_at, duty.due_at);
        }
    }
}

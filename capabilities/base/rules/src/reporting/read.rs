//! Reading reporting sets.

use kernel::Zone;

use super::{
    Channel, DUTIES_MAX, DutyRule, HOURS_MAX, LEVELS_MAX, LIMIT_MIN_MAX, Limit, Line, PARTIES_MAX, Party, ReportKind, Reporting,
    Start, Until, WINDOWS_MAX, Window,
};
use crate::grading::Stems;
use crate::mark::Basis;
use crate::problem::Wrong;
use crate::set::{Head, ID_CHARS_MAX, NOTE_CHARS_MAX};
use crate::sheet::Part;
use crate::validity::Validity;
use crate::when::When;
use crate::wording::Wording;

const LINES: [(&str, Line); 6] = [
    ("party", Line::Party),
    ("government", Line::Government),
    ("department", Line::Department),
    ("neighbours", Line::Neighbours),
    ("garrison", Line::Garrison),
    ("other", Line::Other),
];
const CHANNELS: [(&str, Channel); 3] = [("phone", Channel::Phone), ("written", Channel::Written), ("any", Channel::Any)];
const REPORTS: [(&str, ReportKind); 7] = [
    ("first", ReportKind::First),
    ("follow_up", ReportKind::FollowUp),
    ("zero", ReportKind::Zero),
    ("correction", ReportKind::Correction),
    ("verified", ReportKind::Verified),
    ("final", ReportKind::Final),
    ("notice", ReportKind::Notice),
];
const STARTS: [(&str, Start); 8] = [
    ("occurred", Start::Occurred),
    ("known", Start::Known),
    ("received", Start::Received),
    ("signed", Start::Signed),
    ("previous_report", Start::PreviousReport),
    ("controlled", Start::Controlled),
    ("stable", Start::Stable),
    ("closed", Start::Closed),
];
const UNTILS: [(&str, Until); 3] = [("controlled", Until::Controlled), ("stable", Until::Stable), ("closed", Until::Closed)];
/// The keys of which a duty has exactly one.
const LIMITS: [&str; 4] = ["limit_min", "at_once", "every_min", "hours"];

impl Reporting {
    pub(crate) fn read(part: &Part<'_>, head: &Head) -> Self {
        let read = Self {
            levels: part.texts("levels", LEVELS_MAX, ID_CHARS_MAX),
            parties: part.list("parties", PARTIES_MAX, Party::read),
            duties: part.list("duties", DUTIES_MAX, |duty| DutyRule::read(duty, head)),
            windows: part.list("windows", WINDOWS_MAX, |window| Window::read(window, &head.basis)),
            zone: head.zone.clone(),
        };
        if read.levels.is_empty() {
            part.wrong("levels", if part.has("levels") { Wrong::Empty } else { Wrong::Missing });
        }
        if read.duties.is_empty() {
            part.wrong("duties", if part.has("duties") { Wrong::Empty } else { Wrong::Missing });
        }
        read.refuse_undeclared(part);
        read
    }

    fn refuse_undeclared(&self, part: &Part<'_>) {
        part.again("parties", |party| {
            let level = party.glance("level").filter(|level| self.levels.iter().all(|known| known != level));
            if let Some(name) = level {
                party.wrong("level", Wrong::NotDeclared { name: name.to_owned() });
            }
        });
        part.again("duties", |duty| {
            for key in ["who", "to"] {
                let party = duty.glance(key).filter(|party| self.parties.iter().all(|known| known.id != *party));
                if let Some(name) = party {
                    duty.wrong(key, Wrong::NotDeclared { name: name.to_owned() });
                }
            }
        });
    }
}

impl Party {
    fn read(part: &Part<'_>) -> Self {
        let id = part.name("id", ID_CHARS_MAX);
        part.once("id", &id);
        Self {
            id,
            name: Wording::read(part, "name"),
            level: part.text("level", ID_CHARS_MAX),
            kind: part.name("kind", ID_CHARS_MAX),
            field: part.maybe_name("field", ID_CHARS_MAX),
        }
    }
}

impl DutyRule {
    fn read(part: &Part<'_>, head: &Head) -> Self {
        Self {
            id: part.id(ID_CHARS_MAX),
            title: Wording::read(part, "title"),
            who: part.name("who", ID_CHARS_MAX),
            to: part.name("to", ID_CHARS_MAX),
            line: part.choice("line", &LINES),
            channel: part.choice("channel", &CHANNELS),
            report: part.choice("report", &REPORTS),
            starts: part.choice("starts", &STARTS),
            limit: read_limit(part, &head.zone),
            until: part.maybe_choice("until", &UNTILS),
            when: When::read(part),
            validity: Validity::read(part),
            note: Wording::long(part, "note", NOTE_CHARS_MAX),
            basis: Basis::read(part, &head.basis),
        }
    }
}

fn read_limit(part: &Part<'_>, zone: &Zone) -> Limit {
    let within = part.maybe_number("limit_min", 1, LIMIT_MIN_MAX).map(|limit_min| Limit::Within { limit_min });
    let at_once = part.maybe_table("at_once", |clock| clock.maybe_number("clock_min", 1, LIMIT_MIN_MAX));
    let at_once = at_once.map(|clock_min| Limit::AtOnce { clock_min });
    let every = part.maybe_number("every_min", 1, LIMIT_MIN_MAX).map(|every_min| Limit::Every { every_min });
    let hours = read_hours(part);
    let hours = (!hours.is_empty()).then(|| Limit::Hours { hours, zone: zone.name().to_owned() });
    if LIMITS.iter().filter(|key| part.has(key)).count() != 1 {
        part.wrong("limit_min", Wrong::OneOf { keys: LIMITS.join(", ") });
    }
    within.or(at_once).or(every).or(hours).unwrap_or(Limit::AtOnce { clock_min: None })
}

fn read_hours(part: &Part<'_>) -> Vec<String> {
    let hours = part.texts("hours", HOURS_MAX, 5);
    if hours.iter().any(|hour| parse_hour(hour).is_none()) {
        part.wrong("hours", Wrong::NotHour);
    }
    hours
}

/// Reads `08:00`.
pub(super) fn parse_hour(text: &str) -> Option<(i8, i8)> {
    let (hour, minute) = text.split_once(':')?;
    let two = |digits: &str| (digits.len() == 2).then(|| digits.parse::<i8>().ok()).flatten();
    let (hour, minute) = (two(hour)?, two(minute)?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

impl Window {
    fn read(part: &Part<'_>, basis: &Basis) -> Self {
        Self {
            id: part.id(ID_CHARS_MAX),
            title: Wording::read(part, "title"),
            classes: Stems::read(part),
            days: part.number("days", 1, 366),
            basis: Basis::read(part, basis),
        }
    }
}

//! The four strips: up, inside, sideways, down; who has been told and who has not, each with the clock that runs for it.

use desk::Fault;
use kernel::AreaCode;
use organisations::{BodyKind, reads as contact_book};
use rules::Line;
use web::{Here, Markup, Word};

use super::naming;
use super::sight::Sight;
use crate::facts::DutyKept;
use crate::words;

/// How many areas below are shown.
const BELOW_MAX: usize = 12;
/// Which sort of body answers for an area, the first to ask leading.
const ANSWERING: [BodyKind; 3] = [BodyKind::DutyRoom, BodyKind::Grassroots, BodyKind::Government];

/// One of the four.
pub struct Strip {
    /// What names it in the page.
    pub id: &'static str,
    /// Which.
    pub name: Word,
    /// How many have been told.
    pub told: usize,
    /// How many are to be told.
    pub all: usize,
    /// Who is to be told.
    pub lines: Vec<StripLine>,
}

/// Somebody who is to be told.
pub struct StripLine {
    /// On which line, where there are several.
    pub line: Option<Word>,
    /// Who.
    pub name: String,
    /// Whether all that they are owed has gone.
    pub told: bool,
    /// What they are owed still, or got too late.
    pub parts: Vec<StripPart>,
    /// What they got in time, and when.
    pub done: Vec<String>,
}

/// What somebody is owed: a call, a report.
pub struct StripPart {
    /// What it is.
    pub name: String,
    /// How long is left, or when it went.
    pub clock: Markup,
    /// What must be known of it.
    pub notes: Vec<String>,
}

/// An area below the desk's own, and how it stands with it.
pub struct Below {
    /// What names it among the calls.
    pub step: String,
    /// What it is called.
    pub name: String,
    /// The number to ring, as it is written and as it is dialled.
    pub phone: Option<(String, String)>,
    /// When it was told.
    pub told: Option<Markup>,
    /// Whether it was tried in vain.
    pub tried: bool,
}

/// The strip of the lines up.
pub fn up(sight: &Sight) -> Strip {
    let is_up = |line| matches!(line, Line::Party | Line::Government | Line::Department);
    counted(("up", words::STRIP_UP), by_line(sight, |duty| !duty.others && is_up(duty.line)))
}

/// The strip of neighbours, garrison and others.
pub fn sideways(sight: &Sight) -> Strip {
    let is_sideways = |line| matches!(line, Line::Neighbours | Line::Garrison | Line::Other);
    counted(("sideways", words::STRIP_SIDEWAYS), by_line(sight, |duty| !duty.others && is_sideways(duty.line)))
}

/// What other links of the chain owe: it is theirs to report, and ours to know whether they have.
pub fn others(sight: &Sight) -> Vec<StripLine> {
    by_line(sight, |duty| duty.others)
}

/// The strip of those inside.
pub fn inside(sight: &Sight) -> Strip {
    let say = sight.say();
    let received = sight.incident.received.as_ref().map_or(say.now, |claim| claim.at);
    let line = |step: &crate::facts::StepKept| {
        let told = sight.incident.told(&step.key());
        let clock = match told {
            Some(call) => say.clock_met(step.due_at, call.at.at),
            None => sight.speak.clock(received, step.due_at),
        };
        let part = StripPart { name: String::new(), clock, notes: Vec::new() };
        let name = step.name.say(say.language.code()).to_owned();
        StripLine { line: None, name, told: told.is_some(), parts: vec![part], done: Vec::new() }
    };
    counted(("inside", words::STRIP_INSIDE), sight.incident.judged.steps.iter().map(line).collect())
}

/// The areas below the desk's own in which it is, each with the number that answers for it.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn below(here: &Here, sight: &Sight) -> Result<Vec<Below>, Fault> {
    let mut found = Vec::new();
    for area in areas_below(sight) {
        let step = format!("area/{area}");
        let calls = || sight.incident.calls.iter().filter(|call| call.step.as_deref() == Some(step.as_str()));
        let told = calls().find(|call| call.reached).map(|call| sight.speak.when(call.at.at));
        let tried = calls().any(|call| !call.reached);
        let name = sight.atlas.gazetteer.areas().get(area).map_or_else(|| area.to_string(), |area| area.known_as().to_owned());
        let phone = if sight.speak.live { answering(here, area).await? } else { None };
        found.push(Below { step, name, phone, told, tried });
    }
    Ok(found)
}

/// Every area strictly below the desk's own that holds a part of the incident, widest first.
fn areas_below(sight: &Sight) -> Vec<AreaCode> {
    let Some(desk) = sight.incident.desk_area else { return Vec::new() };
    let areas = sight.atlas.gazetteer.areas();
    let mut below: Vec<AreaCode> = Vec::new();
    for area in sight.incident.place.areas.iter().flat_map(|area| areas.ancestry(*area)) {
        if area.code != desk && desk.covers(area.code) && !below.contains(&area.code) {
            below.push(area.code);
        }
    }
    below.sort_by_key(|area| (area.level(), *area));
    below.truncate(BELOW_MAX);
    below
}

async fn answering(here: &Here, area: AreaCode) -> Result<Option<(String, String)>, Fault> {
    let scope = here.scope_for("organisations.read");
    for kind in ANSWERING {
        let bodies = contact_book::bodies_by_kind(here.db(), &scope, area, (kind, None)).await?;
        if let Some(phone) = bodies.iter().find_map(|body| body.first_phone()) {
            return Ok(Some((phone.number.to_string(), phone.number.dial())));
        }
    }
    Ok(None)
}

/// The duties that are wanted, one line an addressee; of other links, one line for whom they are and to whom.
fn by_line(sight: &Sight, wanted: impl Fn(&DutyKept) -> bool) -> Vec<StripLine> {
    let mut lines: Vec<((Line, &str, &str), StripLine)> = Vec::new();
    for duty in sight.incident.duties().filter(|duty| wanted(duty)) {
        let key = (duty.line, if duty.others { duty.who.as_str() } else { "" }, duty.to.as_str());
        let met = sight.incident.met.get(&duty.key()).map(|claim| claim.at);
        let n = lines.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            lines.push((key, addressee(sight, duty)));
            lines.len() - 1
        });
        let Some((_, line)) = lines.get_mut(n) else { continue };
        line.told &= met.is_some();
        match met.filter(|met| duty.due_at.is_none_or(|due| *met <= due)) {
            Some(met) => line.done.push(format!("{} {}", part_said(sight, duty), sight.say().time(met))),
            None => line.parts.push(part(sight, duty)),
        }
    }
    lines.sort_by_key(|((line, _, _), _)| *line);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Whoever is told by a duty, with nothing told yet.
fn addressee(sight: &Sight, duty: &DutyKept) -> StripLine {
    let party = |id: &str| naming::party(&sight.law, id, sight.say());
    let to = party(&duty.to);
    let name = if duty.others { format!("{} → {to}", party(&duty.who)) } else { to };
    StripLine { line: Some(naming::line(duty.line)), name, told: true, parts: Vec::new(), done: Vec::new() }
}

/// What a duty asks for: which report by which channel.
fn part_said(sight: &Sight, duty: &DutyKept) -> String {
    let say = sight.say();
    let channel = say.word(naming::channel(duty.channel)).into_owned();
    let report = say.word(naming::report(duty.report)).into_owned();
    say.with(words::DUTY_PART, &[("channel", channel.into()), ("report", report.into())])
}

fn counted((id, name): (&'static str, Word), lines: Vec<StripLine>) -> Strip {
    Strip { id, name, told: lines.iter().filter(|line| line.told).count(), all: lines.len(), lines }
}

fn part(sight: &Sight, duty: &DutyKept) -> StripPart {
    let (say, key) = (sight.say(), duty.key());
    let met = sight.incident.met.get(&key).map(|claim| claim.at);
    let clock = match (met, duty.starts_at, duty.due_at) {
        (Some(met), _, due) => say.clock_met(due.unwrap_or(met), met),
        (None, Some(from), Some(due)) => sight.speak.clock(from, due),
        (None, Some(_), None) => Markup::text(&say.word(words::DUTY_AT_ONCE)),
        (None, None, _) => Markup::text(&say.word(words::DUTY_WAITS)),
    };
    StripPart { name: part_said(sight, duty), clock, notes: notes(sight, duty) }
}

fn notes(sight: &Sight, duty: &DutyKept) -> Vec<String> {
    let say = sight.say();
    let received = sight.incident.received.as_ref().map(|claim| claim.at);
    let was_over = duty.due_at.zip(received).is_some_and(|(due, received)| due < received);
    let fixed = [was_over.then_some(words::DUTY_EARLIER_LINK), duty.assumed.then_some(words::DUTY_ASSUMED)];
    let mut notes: Vec<String> = fixed.into_iter().flatten().map(|word| say.word(word).into_owned()).collect();
    notes.extend(sight.incident.explained.get(&duty.key()).map(|why| say.one(words::DUTY_EXPLAINED, "why", why.clone())));
    notes
}

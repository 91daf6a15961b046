//! The shapes of the API: what is sent in and what comes out. Times come out with the city's offset.

use std::collections::BTreeMap;

use kernel::{Id, Time};
use places::PlaceGiven;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Here, Whole};

use crate::facts::{CriterionMet, DutyKept, Marking, Milestone, Source, word};
use crate::reads::Line;
use crate::state::{Incident, Standing};

/// Word of an incident. Only `summary` must be there.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({
    "summary": "Water runs through the village; two houses are gone, nobody knows who was inside.",
    "occurred_at": "2026-11-23T03:12:00+08:00",
    "claimed_by": "the village's duty post",
    "basis": "watch",
    "place": { "lat": 41.57, "lon": 120.45, "datum": "wgs84", "text": "below the dam" },
    "figures": { "deaths": 2, "missing": 0 },
    "figures_from": "the village",
    "source": "phone"
}))]
#[serde(deny_unknown_fields)]
pub struct IncidentIn {
    /// What was said.
    #[schema(max_length = 10_000)]
    pub summary: String,
    /// Its class, a code of the class tree.
    #[serde(default)]
    pub class: Option<String>,
    /// When it happened, RFC 3339 (without an offset the city's clock is meant).
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Time>)]
    pub occurred_at: Option<String>,
    /// When those on the spot learned of it.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Time>)]
    pub known_at: Option<String>,
    /// When the desk received it, if not now: a call taken on paper.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Time>)]
    pub received_at: Option<String>,
    /// Who claims these times: a role, not a name.
    #[serde(default)]
    pub claimed_by: Option<String>,
    /// On what basis: `watch`, `phone log`, `paper sheet 3`.
    #[serde(default)]
    pub basis: Option<String>,
    /// Where.
    #[serde(default)]
    pub place: Option<PlaceGiven>,
    /// What is known in whole numbers, by item of the rule sets. What is not there is unknown, which is not zero.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, i64>)]
    pub figures: BTreeMap<String, Whole>,
    /// Who gives the figures.
    #[serde(default)]
    pub figures_from: Option<String>,
    /// Who rang and how to call back. It is kept where it can be erased.
    #[serde(default)]
    pub caller: Option<String>,
    /// How word came.
    #[serde(default = "api")]
    pub source: Source,
    /// Who may read it.
    #[serde(default)]
    pub marking: Marking,
}

fn api() -> Source {
    Source::Api
}

impl IncidentIn {
    pub(crate) fn place_text(&self) -> String {
        self.place.as_ref().map(|place| place.text.clone()).unwrap_or_default()
    }
}

/// An incident.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IncidentOut {
    /// Its id.
    #[schema(value_type = web::shape::Id)]
    pub id: Id,
    /// Its number.
    pub number: String,
    /// Its version, as in `ETag`.
    pub version: u64,
    /// How it stands.
    #[schema(value_type = super::StandingWord)]
    pub standing: &'static str,
    /// How word of it came.
    pub source: Source,
    /// Its class.
    pub class: Option<String>,
    /// What is said of it; nothing where it was erased.
    pub summary: Option<String>,
    /// Who rang.
    pub caller: Option<String>,
    /// Where, in words.
    pub place_text: Option<String>,
    /// The areas it is in.
    #[schema(value_type = Vec<web::shape::Area>)]
    pub areas: Vec<String>,
    /// How exactly the place is known: `words`, `city`, `county`, `township`, `village` or `point`.
    pub precision: String,
    /// Whether it lies outside the city: to be passed on.
    pub outside_city: bool,
    /// Latitude in degrees of WGS 84.
    pub lat: Option<f64>,
    /// Longitude in degrees of WGS 84.
    pub lon: Option<f64>,
    /// When it happened, as claimed.
    #[schema(value_type = Option<web::shape::Time>)]
    pub occurred_at: Option<String>,
    /// When those on the spot learned of it, as claimed.
    #[schema(value_type = Option<web::shape::Time>)]
    pub known_at: Option<String>,
    /// When the desk received it.
    #[schema(value_type = Option<web::shape::Time>)]
    pub received_at: Option<String>,
    /// Who may read it.
    pub marking: Marking,
    /// The adopted figures by item.
    pub figures: BTreeMap<String, FigureOut>,
    /// The grade by what is known: `I`, `II`, `III`, `IV`, or nothing.
    #[schema(value_type = Option<web::shape::Grade>)]
    pub assessed_grade: Option<&'static str>,
    /// The gravest grade that what is known leaves open.
    #[schema(value_type = Option<web::shape::Grade>)]
    pub possible_grade: Option<&'static str>,
    /// The grade that a person declared.
    #[schema(value_type = Option<web::shape::Grade>)]
    pub declared_grade: Option<&'static str>,
    /// The grade that duties run from.
    #[schema(value_type = Option<web::shape::Grade>)]
    pub duty_grade: Option<&'static str>,
    /// Which criterion of which rule set made the assessed grade and by which figures, or why there is none.
    pub grade_reason: Option<String>,
    /// What makes the possible grade possible.
    pub possible_reason: Option<String>,
    /// What makes it sensitive.
    pub sensitive: Vec<String>,
    /// The rule sets that held when it was received, as `id@version`.
    pub rules: Vec<String>,
    /// Who must report to whom by when.
    pub duties: Vec<DutyOut>,
}

/// A figure that is quoted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureOut {
    /// The value; nothing where the source does not know.
    pub value: Option<i64>,
    /// Who says so.
    pub source: String,
    /// As of when.
    #[schema(value_type = web::shape::Time)]
    pub as_of: String,
    /// Whether it has been verified.
    pub verified: bool,
    /// How many sources have given this item.
    pub entries: usize,
}

/// A duty of an incident.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DutyOut {
    /// What names it in this incident.
    pub key: String,
    /// The rule and its set.
    pub rule: String,
    /// What it says.
    pub title: String,
    /// Who must report.
    pub who: String,
    /// Who must be told.
    pub to: String,
    /// `party`, `government`, `department`, `neighbours`, `garrison` or `other`.
    pub line: String,
    /// `phone`, `written` or `any`.
    pub channel: String,
    /// What kind of report.
    pub report: String,
    /// When it runs out; nothing while it waits.
    #[schema(value_type = Option<web::shape::Time>)]
    pub due_at: Option<String>,
    /// When it was met, as claimed.
    #[schema(value_type = Option<web::shape::Time>)]
    pub met_at: Option<String>,
    /// `waiting`, `running`, `overdue`, `met` or `met_late`.
    pub state: &'static str,
    /// Minutes late, where it is or was.
    pub late_min: Option<i64>,
    /// Why, where somebody has said so.
    pub explained: Option<String>,
    /// Whether it applies only because something is unknown.
    pub assumed: bool,
}

/// An incident in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LineOut {
    /// Its id.
    #[schema(value_type = web::shape::Id)]
    pub id: Id,
    /// Its number.
    pub number: String,
    /// How it stands.
    #[schema(value_type = super::StandingWord)]
    pub standing: String,
    /// Its class.
    pub class: Option<String>,
    /// What is said of it.
    pub summary: Option<String>,
    /// Where, in words.
    pub place_text: Option<String>,
    /// The smallest area that holds all of it.
    #[schema(value_type = web::shape::Area)]
    pub area: String,
    /// Whether it lies outside the city.
    pub outside_city: bool,
    /// When it happened, as claimed.
    #[schema(value_type = Option<web::shape::Time>)]
    pub occurred_at: Option<String>,
    /// When the desk received it.
    #[schema(value_type = web::shape::Time)]
    pub received_at: String,
    /// The grade by what is known.
    #[schema(value_type = Option<web::shape::Grade>)]
    pub assessed_grade: Option<&'static str>,
    /// The gravest grade that what is known leaves open.
    #[schema(value_type = Option<web::shape::Grade>)]
    pub possible_grade: Option<&'static str>,
    /// The grade that a person declared.
    #[schema(value_type = Option<web::shape::Grade>)]
    pub declared_grade: Option<&'static str>,
    /// Whether anything makes it sensitive.
    pub is_sensitive: bool,
    /// The adopted figures by item.
    pub figures: BTreeMap<String, i64>,
    /// Its version.
    pub version: i64,
}

impl IncidentOut {
    /// The incident without its sealed words, as it stands now.
    pub(crate) fn of(here: &Here, id: &Id, (incident, version): (&Incident, u64)) -> Self {
        Self::at(here, id, (incident, version, here.desk().now()))
    }

    /// The same as it stood at a time.
    pub(crate) fn at(here: &Here, id: &Id, (incident, version, now): (&Incident, u64, Time)) -> Self {
        let zone = here.desk().zone();
        let time = |which| incident.time(which).map(|t| zone.rfc3339(t));
        let judged = &incident.judged;
        Self {
            id: id.clone(),
            number: incident.number.clone(),
            version,
            standing: incident.standing.as_str(),
            source: incident.source,
            class: incident.class.clone(),
            summary: None,
            caller: None,
            place_text: None,
            areas: incident.areas().iter().map(ToString::to_string).collect(),
            precision: word(&incident.place.precision),
            outside_city: incident.place.outside_city,
            lat: incident.place.point.map(|p| p.lat_deg),
            lon: incident.place.point.map(|p| p.lon_deg),
            occurred_at: time(Milestone::Occurred),
            known_at: time(Milestone::Known),
            received_at: incident.received.as_ref().map(|claim| zone.rfc3339(claim.at)),
            marking: incident.marking,
            figures: figures(here, incident),
            assessed_grade: judged.assessed.map(kernel::Grade::as_str),
            possible_grade: judged.possible.map(kernel::Grade::as_str),
            declared_grade: incident.declared.as_ref().map(|(grade, _)| grade.as_str()),
            duty_grade: judged.duty_grade.map(kernel::Grade::as_str),
            grade_reason: judged.assessed_by.as_ref().map(reason).or_else(|| judged.lack.as_ref().map(word)),
            possible_reason: judged.possible_by.as_ref().map(reason),
            sensitive: judged.flags.iter().map(|flag| flag.id.clone()).collect(),
            rules: incident.rules.iter().map(|set| format!("{}@{}", set.set, set.version)).collect(),
            duties: incident.duties().map(|duty| DutyOut::of(here, (incident, duty), now)).collect(),
        }
    }
}

impl DutyOut {
    pub(crate) fn of(here: &Here, (incident, duty): (&Incident, &DutyKept), now: Time) -> Self {
        let (zone, key) = (here.desk().zone(), duty.key());
        let met = incident.met.get(&key).map(|claim| claim.at);
        let (state, late_min) = standing(incident, duty, (met, now));
        Self {
            rule: duty.rule.clone(),
            title: duty.title.say(here.say.language.code()).to_owned(),
            who: duty.who.clone(),
            to: duty.to.clone(),
            line: word(&duty.line),
            channel: word(&duty.channel),
            report: word(&duty.report),
            due_at: duty.due_at.map(|t| zone.rfc3339(t)),
            met_at: met.map(|t| zone.rfc3339(t)),
            state,
            late_min,
            explained: incident.explained.get(&key).cloned(),
            assumed: duty.assumed,
            key,
        }
    }
}

/// How a duty stands, and how many minutes late it is or was. Lateness is computed, never stored, and nothing erases it.
pub(crate) fn standing(incident: &Incident, duty: &DutyKept, at: (Option<Time>, Time)) -> (&'static str, Option<i64>) {
    let (met, now) = at;
    let late = |when: Time| duty.due_at.filter(|due| when > *due).map(|due| when.since_ms(due) / 60_000);
    match (met, duty.due_at) {
        (Some(met), _) if late(met).is_some() => ("met_late", late(met)),
        (Some(_), _) => ("met", None),
        (None, None) => ("waiting", None),
        (None, Some(_)) if late(now).is_some() => ("overdue", late(now)),
        (None, Some(_)) if incident.standing == Standing::Open => ("running", None),
        (None, Some(_)) => ("waiting", None),
    }
}

fn figures(here: &Here, incident: &Incident) -> BTreeMap<String, FigureOut> {
    let out = incident.figures.iter().filter_map(|(item, figures)| {
        let entry = figures.quoted()?;
        let as_of = here.desk().zone().rfc3339(entry.as_of.at);
        let (value, source, verified) = (entry.value, entry.source.clone(), entry.verified);
        Some((item.clone(), FigureOut { value, source, as_of, verified, entries: figures.entries.len() }))
    });
    out.collect()
}

/// `set@version criterion (deaths 2)`.
fn reason(met: &CriterionMet) -> String {
    let had: Vec<String> = met.had.iter().map(|(item, value)| format!("{item} {value}")).collect();
    if had.is_empty() { met.by.clone() } else { format!("{} ({})", met.by, had.join(", ")) }
}

impl LineOut {
    pub(crate) fn of(here: &Here, line: &Line) -> Self {
        let zone = here.desk().zone();
        Self {
            id: line.id.clone(),
            number: line.number.clone(),
            standing: line.standing.clone(),
            class: line.class.clone(),
            summary: line.summary.clone(),
            place_text: line.place.clone(),
            area: line.area.to_string(),
            outside_city: line.outside_city,
            occurred_at: line.occurred_at.map(|t| zone.rfc3339(t)),
            received_at: zone.rfc3339(line.received_at),
            assessed_grade: line.assessed.map(kernel::Grade::as_str),
            possible_grade: line.possible.map(kernel::Grade::as_str),
            declared_grade: line.declared.map(kernel::Grade::as_str),
            is_sensitive: line.is_sensitive,
            figures: line.figures.0.clone(),
            version: line.version,
        }
    }
}

//! Tables kept from facts: the list of incidents, the areas they are in, their clocks and their numbers.

use desk::{Entered, NumberRow, Rows, args, clocks, table};
use kernel::{AreaCode, Grade, Id, Time};
use rules::Wording;

use crate::facts::{DutyKept, IncidentFact, Milestone, StepKept, word};
use crate::state::{Incident, Standing};

/// The capability's name, as clocks and numbers carry it.
pub(crate) const CAPABILITY: &str = "incidents";

table! {
    /// One row an incident, as lists show it.
    pub struct IncidentRow in "incidents" by ("id") {
        /// Which incident.
        pub id: Id,
        /// Its number.
        pub number: String,
        /// How it stands.
        pub standing: &'static str,
        /// How word of it came.
        pub source: String,
        /// Its class.
        pub class: Option<String>,
        /// Where the words of its summary lie.
        pub summary_id: Option<Id>,
        /// Where the words of its place lie.
        pub place_id: Option<Id>,
        /// The smallest area that holds all of it.
        pub area: AreaCode,
        /// How exactly the place is known.
        pub precision: String,
        /// Whether it lies outside the city.
        pub outside_city: bool,
        /// Its point, WGS 84.
        pub lat_deg: Option<f64>,
        /// Its point, WGS 84.
        pub lon_deg: Option<f64>,
        /// Who may read it.
        pub marking: String,
        /// When it happened, as claimed.
        pub occurred_at_ms: Option<Time>,
        /// When the desk received it.
        pub received_at_ms: Time,
        /// The grade by what is known.
        pub assessed: Option<Grade>,
        /// The gravest grade that what is known leaves open.
        pub possible: Option<Grade>,
        /// The grade that a person declared.
        pub declared: Option<Grade>,
        /// The grade that duties run from.
        pub duty_grade: Option<Grade>,
        /// How grave it stands for sorting: 4 for I to 1 for IV, 0 while unknown.
        pub weight: i64,
        /// Whether anything makes it sensitive.
        pub is_sensitive: bool,
        /// The adopted figures by item, as JSON.
        pub figures: String,
        /// How many facts there are.
        pub version: u64,
        /// When the last fact was recorded.
        pub changed_at_ms: Time,
    }
}

table! {
    /// One area that an incident is in.
    pub struct AreaRow in "incident_areas" by ("incident", "area") {
        /// Which incident.
        pub incident: Id,
        /// Which area.
        pub area: AreaCode,
    }
}

/// Keeps the rows of one incident.
pub(crate) fn keep(before: &Incident, after: &Incident, fact: &Entered<IncidentFact>, rows: &mut Rows) {
    let Some(area) = kernel::Subject::area(after) else { return };
    rows.put(row(after, area, fact));
    keep_areas(before, after, (&fact.id, rows));
    if let IncidentFact::Received(receipt) = &fact.fact
        && let Some((name, value)) = number_of(&receipt.number)
    {
        rows.put(NumberRow { capability: CAPABILITY, name, value });
    }
    if moves_clocks(&fact.fact) {
        keep_clocks(before, after, (area, &fact.id, fact.at), rows);
    }
}

/// Whether a fact can begin, meet or end a clock.
const fn moves_clocks(fact: &IncidentFact) -> bool {
    use IncidentFact::{CalledIn, FigureEntered, LetGo, Noted, Opened};
    !matches!(fact, Noted { .. } | Opened | FigureEntered(_) | CalledIn { .. } | LetGo { .. })
}

fn row(incident: &Incident, area: AreaCode, fact: &Entered<IncidentFact>) -> IncidentRow {
    let (judged, place) = (&incident.judged, &incident.place);
    let declared = incident.declared.as_ref().map(|(grade, _)| *grade);
    let gravest = Grade::graver_of(declared, judged.duty_grade);
    IncidentRow {
        id: fact.id.clone(),
        number: incident.number.clone(),
        standing: incident.standing.as_str(),
        source: word(&incident.source),
        class: incident.class.clone(),
        summary_id: incident.summary.as_ref().map(|s| s.id.clone()),
        place_id: incident.place_text.as_ref().map(|s| s.id.clone()),
        area,
        precision: word(&place.precision),
        outside_city: place.outside_city,
        lat_deg: place.point.map(|p| p.lat_deg),
        lon_deg: place.point.map(|p| p.lon_deg),
        marking: word(&incident.marking),
        occurred_at_ms: incident.time(Milestone::Occurred),
        received_at_ms: incident.received.as_ref().map_or(fact.at, |claim| claim.at),
        assessed: judged.assessed,
        possible: judged.possible,
        declared,
        duty_grade: judged.duty_grade,
        weight: gravest.map_or(0, |grade| i64::from(grade.weight())),
        is_sensitive: !judged.flags.is_empty(),
        figures: serde_json::to_string(&incident.adopted()).unwrap_or_default(),
        version: incident.version,
        changed_at_ms: fact.at,
    }
}

fn keep_areas(before: &Incident, after: &Incident, (id, rows): (&Id, &mut Rows)) {
    let (old, new) = (before.areas(), after.areas());
    for gone in old.iter().filter(|area| !new.contains(area)) {
        rows.remove::<AreaRow>(args![id, *gone]);
    }
    for area in new.into_iter().filter(|area| !old.contains(area)) {
        rows.put(AreaRow { incident: id.clone(), area });
    }
}

/// Duties and steps of the leader sheet run until they are met; those that no longer apply, or whose incident has ended, are gone.
fn keep_clocks(before: &Incident, after: &Incident, about: (AreaCode, &Id, Time), rows: &mut Rows) {
    let open = after.standing == Standing::Open;
    let (_, id, _) = about;
    let stream = clocks::stream::<Incident>(id);
    let running = |incident: &Incident, name: &str| names(incident).any(|known| known == name);
    for name in names(before).filter(|name| !after.met.contains_key(name)) {
        if !open || !running(after, &name) {
            clocks::drop(rows, &stream, &name);
        }
    }
    for duty in after.duties().filter(|duty| !duty.others) {
        let met = after.met.get(&duty.key()).map(|claim| claim.at);
        if let Some(clock) = duty_clock(duty, about).filter(|_| open || met.is_some()) {
            set(rows, clock, met);
        }
    }
    for step in &after.judged.steps {
        let met = after.told(&step.key()).map(|call| call.at.at);
        if open || met.is_some() {
            set(rows, step_clock(after, step, about), met);
        }
    }
}

fn names(incident: &Incident) -> impl Iterator<Item = String> + '_ {
    let duties = incident.judged.duties.iter().map(DutyKept::key);
    duties.chain(incident.judged.steps.iter().map(step_name))
}

fn set(rows: &mut Rows, clock: clocks::Clock, met_at: Option<Time>) {
    match met_at {
        Some(at) => clocks::meet(rows, clock, at),
        None => clocks::start(rows, clock),
    }
}

fn duty_clock(duty: &DutyKept, (area, id, _): (AreaCode, &Id, Time)) -> Option<clocks::Clock> {
    Some(clocks::Clock {
        capability: CAPABILITY,
        stream: clocks::stream::<Incident>(id),
        name: duty.key(),
        kind: "duty".into(),
        label: label(&duty.title),
        area,
        post: None,
        case: Some(id.clone()),
        started_at: duty.starts_at?,
        due_at: duty.due_at?,
        fires: false,
    })
}

fn step_clock(incident: &Incident, step: &StepKept, (area, id, at): (AreaCode, &Id, Time)) -> clocks::Clock {
    clocks::Clock {
        capability: CAPABILITY,
        stream: clocks::stream::<Incident>(id),
        name: step_name(step),
        kind: "tell".into(),
        label: label(&step.name),
        area,
        post: None,
        case: Some(id.clone()),
        started_at: incident.received.as_ref().map_or(at, |claim| claim.at),
        due_at: step.due_at,
        fires: false,
    }
}

/// The name of a step's clock.
fn step_name(step: &StepKept) -> String {
    format!("tell/{}", step.key())
}

/// Words by language as JSON: whoever shows the clock takes the reader's.
fn label(wording: &Wording) -> String {
    serde_json::to_string(wording).unwrap_or_default()
}

/// The counter and value of a number `211300-20261123-0007`: counted by the city's date.
fn number_of(number: &str) -> Option<(String, i64)> {
    let mut parts = number.split('-').skip(1);
    let (day, value) = (parts.next()?, parts.next()?);
    Some((counter(day), value.parse().ok()?))
}

/// Under which name the incidents of a day are numbered.
pub(crate) fn counter(day: &str) -> String {
    format!("{CAPABILITY}/{day}")
}

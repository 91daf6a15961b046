//! Putting word of an incident on record, whatever little is known.

use desk::Sealing;
use kernel::{Act, AreaCode, Claim, Given, Id};
use places::Place;

use super::count::{check_figure, entry};
use super::{NAME_CHARS_MAX, Refusal, reason, short};
use crate::facts::{IncidentFact, Marking, Receipt, Setting, Source};
use crate::judge::{Law, judged};
use crate::state::Incident;

/// Word of an incident came in.
#[derive(Debug, Clone, Default)]
pub struct Receive {
    /// How word came.
    pub source: Source,
    /// What was said.
    pub summary: Option<Sealing>,
    /// Who rang and how to call back.
    pub caller: Option<Sealing>,
    /// Its class.
    pub class: Option<String>,
    /// Where.
    pub place: Place,
    /// Where, in words.
    pub place_text: Option<Sealing>,
    /// When it happened.
    pub occurred: Option<Claim>,
    /// When those on the spot learned of it.
    pub known: Option<Claim>,
    /// When the desk received it, if not now.
    pub received: Option<Claim>,
    /// Figures that were given, each with the id of its entry.
    pub figures: Vec<(Id, String, i64)>,
    /// Who gave them.
    pub figures_from: String,
    /// Who may read it.
    pub marking: Marking,
    /// Where the desk stands, as rules ask for it.
    pub setting: Setting,
    /// That it had ended before word of it was put on record here: an old call from a file.
    pub ended: Option<Ended>,
}

/// How an incident had ended before it was put on record, each with the reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Work on it was over.
    Closed(String),
    /// It had not happened.
    FalseAlarm(String),
}

/// What receiving must know.
#[derive(Debug, Default)]
pub struct ReceiveKnown {
    /// The law at that time.
    pub law: Law,
    /// Its number.
    pub number: String,
    /// The area of the desk, where the actor has no post.
    pub desk_area: Option<AreaCode>,
}

impl Act for Receive {
    type Subject = Incident;
    type Known = ReceiveKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, known: &ReceiveKnown, given: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        if now.is_known() {
            return Ok(Vec::new());
        }
        self.check(known, given)?;
        let words: Vec<String> = [&self.summary, &self.place_text].into_iter().flatten().map(|s| s.words.clone()).collect();
        let received = self.received.clone().unwrap_or_else(|| Claim::at(given.at));
        let as_of = self.known.clone().unwrap_or_else(|| received.clone());
        let mut facts = Vec::with_capacity(2 + 2 * self.figures.len());
        facts.push(IncidentFact::Received(Box::new(Receipt {
            number: known.number.clone(),
            source: self.source,
            desk_area: given.area.or(known.desk_area).ok_or(Refusal::NotFound)?,
            setting: self.setting,
            received,
            summary: self.summary.map(|s| s.sealed),
            caller: self.caller.map(|s| s.sealed),
            class: self.class,
            place: self.place,
            place_text: self.place_text.map(|s| s.sealed),
            occurred: self.occurred,
            known: self.known,
            marking: self.marking,
            rules: known.law.in_force.sets().iter().map(|set| set.named()).collect(),
        })));
        for (id, item, value) in self.figures {
            facts.push(IncidentFact::FigureEntered(entry((&id, &item), Some(value), &self.figures_from, &as_of)));
            facts.push(IncidentFact::FigureAdopted { item, entry: id, reason: String::new() });
        }
        // What it was is judged even where nothing is to be done about it any more.
        let mut facts = judged(now, facts, &known.law, &words);
        facts.extend(self.ended.map(|ended| match ended {
            Ended::Closed(reason) => IncidentFact::Closed { reason, report: None },
            Ended::FalseAlarm(reason) => IncidentFact::FalseAlarm { reason },
        }));
        Ok(facts)
    }
}

impl Receive {
    fn check(&self, known: &ReceiveKnown, given: &Given) -> Result<(), Refusal> {
        let said = [&self.summary, &self.caller, &self.place_text].into_iter().flatten().any(|s| !s.words.trim().is_empty());
        if !said && self.class.is_none() && self.figures.is_empty() && self.place == Place::default() {
            return Err(Refusal::NothingSaid);
        }
        if let Some(class) = self.class.as_ref().filter(|class| known.law.in_force.classes().get(class).is_none()) {
            return Err(Refusal::UnknownClass(class.clone()));
        }
        if self.received.as_ref().is_some_and(|claim| claim.at > given.at) {
            return Err(Refusal::InTheFuture);
        }
        if let Some(Ended::Closed(why) | Ended::FalseAlarm(why)) = &self.ended {
            reason(why)?;
        }
        short(&self.figures_from, NAME_CHARS_MAX)?;
        self.figures.iter().try_for_each(|(_, item, value)| check_figure(&known.law, item, Some(*value)))
    }
}

//! What all doors of reports share: what an incident's reports are composed from, in which language they are written, and where they go.

use std::sync::Arc;

use desk::{Entered, Fault, TakenOut, sealed};
use incidents::Incident;
use incidents::facts::IncidentFact;
use incidents::reads::Whole;
use kernel::{Id, Sealed, Subject};
use organisations::reads::{BodyRead, Role, bodies_in_role};
use organisations::{BodyKind, Level, PhoneUse};
use places::Places;
use rules::{Channel, InForce, Line, ReportKind, Rules};
use web::{Here, Say, Trouble};

use crate::body::Body;
use crate::compose::{self, Before, Known, Note, Outline, Words};
use crate::duties::{Offered, offered};
use crate::facts::Way;
use crate::limits::Limits;
use crate::reads::{self, Case, InstructionRead, ReportRead};
use crate::state::Report;
use crate::wording::{Voice, write};

/// The action that lets somebody read reports: whoever reads an incident reads what was reported of it.
pub(crate) const READ: &str = "incidents.read";

/// How many bodies of one party are named on a line.
const SEVERAL_SHOWN: usize = 8;

/// What the doors share.
#[derive(Debug)]
pub struct Office {
    /// The areas in force.
    pub places: Arc<Places>,
    /// The rule book.
    pub rules: Arc<Rules>,
}

/// A report as it was composed, before it is kept.
#[derive(Debug, Clone)]
pub struct Composed {
    /// What it says.
    pub outline: Outline,
    /// In words.
    pub body: Body,
    /// The last report that was sent.
    pub previous: Option<Id>,
}

/// Somebody to be told, as the contact book knows them.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Whom the duties ask for.
    pub offered: Offered,
    /// What they are called: the body's name, the party's where the contact book has none.
    pub name: String,
    /// The body.
    pub body: Option<Id>,
    /// Which way they are told if nobody chooses another.
    pub way: Way,
    /// Their number or address for that way.
    pub address: String,
    /// Their number around the clock; where the party is several bodies, each with its number.
    pub phone: String,
}

impl Office {
    /// The rules that the incident keeps.
    pub fn law(&self, incident: &Incident) -> Arc<InForce> {
        incident.law(&self.rules.book())
    }

    /// How long the office waits, by the rules that the incident keeps.
    pub fn limits(&self, incident: &Incident) -> Limits {
        Limits::of(incident, &self.law(incident))
    }

    /// Speaks the language in which the city writes its documents.
    pub fn document_say(here: &Here) -> Say {
        here.site.say(here.site.city().language)
    }

    /// The incident with its reports and instructions, where this door's action may touch it.
    ///
    /// # Errors
    /// Not found for this reader, not allowed, or a fault.
    pub async fn case(here: &Here, incident: &Id) -> Result<Case, Trouble> {
        let found = reads::of_incident(here.db(), &here.scope_for(READ), incident).await?;
        let case = found.ok_or(Trouble::NotFound)?;
        here.require(case.whole.incident.area(), Some(incident))?;
        Ok(case)
    }

    /// One report with its incident, where this door's action may touch it.
    ///
    /// # Errors
    /// As [`Office::case`].
    pub async fn report(here: &Here, id: &Id) -> Result<(ReportRead, Whole, Id), Trouble> {
        let found = reads::report(here.db(), &here.scope_for(READ), id).await?;
        let (read, whole) = found.ok_or(Trouble::NotFound)?;
        let case = read.report.about.as_ref().map(|a| a.incident.clone()).ok_or(Trouble::NotFound)?;
        here.require(whole.incident.area(), Some(&case))?;
        Ok((read, whole, case))
    }

    /// Records that a report leaves the house: as a sheet of paper, or as a copy for another system.
    ///
    /// # Errors
    /// A fault when it cannot be recorded; then it does not leave.
    pub async fn take_out(here: &Here, read: &ReportRead, case: &Id) -> Result<(), Trouble> {
        let marking = read.report.about.as_ref().map(|about| crate::facts::word(&about.marking)).unwrap_or_default();
        let of = Some(desk::stream_of::<Report>(&read.id).to_string());
        here.take_out(TakenOut { of, rows: 1, marking, case: Some(case.clone()), ..TakenOut::default() }).await
    }

    /// One instruction with its incident, where this door's action may touch it.
    ///
    /// # Errors
    /// As [`Office::case`].
    pub async fn instruction(here: &Here, id: &Id) -> Result<(InstructionRead, Whole, Id), Trouble> {
        let found = reads::instruction(here.db(), &here.scope_for(READ), id).await?;
        let (read, whole) = found.ok_or(Trouble::NotFound)?;
        let case = read.instruction.about.as_ref().map(|a| a.incident.clone()).ok_or(Trouble::NotFound)?;
        here.require(whole.incident.area(), Some(&case))?;
        Ok((read, whole, case))
    }

    /// The words of an incident, as far as they were not erased.
    ///
    /// # Errors
    /// A fault when the stores do not answer.
    pub async fn words(&self, here: &Here, whole: &Whole) -> Result<Words, Fault> {
        let incident = &whole.incident;
        let mut notes = Vec::new();
        for envelope in &whole.facts {
            let entered = Entered::<IncidentFact>::open(envelope)?;
            if let IncidentFact::Noted { words, at } = entered.fact {
                notes.push((words, at.map_or(entered.at, |claim| claim.at), entered.at));
            }
        }
        let plain = [&incident.summary, &incident.place_text, &incident.caller];
        let mut ids: Vec<Id> = plain.into_iter().flatten().map(|s| s.id.clone()).collect();
        ids.extend(notes.iter().map(|(words, ..)| words.id.clone()));
        let mut found = sealed::words(here.db(), &ids).await?;
        let mut said = |sealed: &Option<Sealed>| sealed.as_ref().and_then(|s| found.remove(&s.id));
        let (summary, place, caller) = (said(&incident.summary), said(&incident.place_text), said(&incident.caller));
        let note = |(words, at, entered_at): (Sealed, _, _)| found.remove(&words.id).map(|words| Note { at, entered_at, words });
        Ok(Words { summary, place, caller, path: self.path(incident), notes: notes.into_iter().filter_map(note).collect() })
    }

    /// The names of the smallest area that holds the incident, without the city itself.
    fn path(&self, incident: &Incident) -> Vec<String> {
        let atlas = self.places.atlas();
        let Some(area) = incident.place.area() else { return Vec::new() };
        let names = atlas.gazetteer.areas().ancestry(area).into_iter();
        names.filter(|a| a.code != atlas.profile.code).map(|a| a.known_as().to_owned()).collect()
    }

    /// Composes a report of `kind` from what is known now.
    ///
    /// # Errors
    /// A fault when the stores do not answer.
    pub async fn compose(&self, here: &Here, case: &Case, (kind, seq): (ReportKind, u32)) -> Result<Composed, Fault> {
        let words = self.words(here, &case.whole).await?;
        let law = self.law(&case.whole.incident);
        let last = case.last_sent();
        let before = last.and_then(before);
        let now = here.desk().now();
        let known = Known { incident: &case.whole.incident, law: &law, words: &words, before: before.as_ref(), now };
        let outline = compose::compose(kind, known);
        let say = Self::document_say(here);
        let body = write(&outline, seq, Voice { say: &say, zone: here.desk().zone() });
        Ok(Composed { outline, body, previous: last.map(|read| read.id.clone()) })
    }

    /// Whom the incident's unmet duties ask to be told by a report of `kind`, as the contact book knows them.
    ///
    /// # Errors
    /// A fault when the database does not answer.
    pub async fn contacts(&self, here: &Here, incident: &Incident, kind: ReportKind) -> Result<Vec<Contact>, Fault> {
        let law = self.law(incident);
        let mut contacts = Vec::new();
        for row in offered(incident, &law, kind) {
            contacts.push(self.contact(here, (incident, &law), row).await?);
        }
        Ok(contacts)
    }

    async fn contact(&self, here: &Here, of: (&Incident, &InForce), row: Offered) -> Result<Contact, Fault> {
        let name = row.name.say(here.say.language.code());
        let name = if name.is_empty() { row.party.clone() } else { name.to_owned() };
        let wants_paper = row.channel == Channel::Written;
        let body = match bodies_of(here, of, (&row.party, row.line)).await? {
            Found::One(body) => *body,
            Found::Several(phone) => {
                let way = if wants_paper { Way::Fax } else { Way::Phone };
                return Ok(Contact { offered: row, name, body: None, way, address: String::new(), phone });
            }
        };
        let phone = body.first_phone().map(|p| p.number.to_string()).unwrap_or_default();
        let fax = body.phones.iter().find(|p| p.usage == PhoneUse::Fax).map(|p| p.number.to_string());
        let mailbox = body.mailbox.as_ref().map(ToString::to_string);
        let (way, address) = match (wants_paper, fax, mailbox) {
            (false, ..) => (Way::Phone, phone.clone()),
            (true, Some(fax), _) => (Way::Fax, fax),
            (true, None, Some(mailbox)) => (Way::Email, mailbox),
            (true, None, None) => (Way::Intranet, String::new()),
        };
        Ok(Contact { offered: row, name: body.name, body: Some(body.id), way, address, phone })
    }
}

/// Who a party is by the contact book.
pub(crate) enum Found {
    /// One body.
    One(Box<BodyRead>),
    /// None, or several that must all be told: their names and numbers, as far as they fit on a line.
    Several(String),
}

/// Which bodies a party is in this city.
///
/// # Errors
/// A fault when the database does not answer.
pub(crate) async fn bodies_of(
    here: &Here,
    (incident, law): (&Incident, &InForce),
    (party, line): (&str, Line),
) -> Result<Found, Fault> {
    let nobody = Found::Several(String::new());
    let Some(party) = law.party(party) else { return Ok(nobody) };
    let (Some(level), Some(kind)) = (Level::parse(&party.level), BodyKind::parse(&party.kind)) else { return Ok(nobody) };
    let scope = here.scope_for("organisations.read");
    let area = incident.area().unwrap_or_else(|| here.desk().city());
    let role = Role { level, kind, field: party.field.as_deref(), line: contact_line(line) };
    let mut found = bodies_in_role(here.db(), &scope, area, role).await?;
    // Neighbours, and departments without a field, are as many as there are: none of them stands for all.
    let each_by_itself =
        line == Line::Neighbours || (party.field.is_none() && !matches!(kind, BodyKind::Party | BodyKind::Government));
    if found.len() == 1 || (!found.is_empty() && !each_by_itself) {
        return Ok(Found::One(Box::new(found.swap_remove(0))));
    }
    let said =
        |body: &BodyRead| format!("{} {}", body.short_name, body.first_phone().map(|p| p.number.to_string()).unwrap_or_default());
    Ok(Found::Several(found.iter().take(SEVERAL_SHOWN).map(said).collect::<Vec<_>>().join(" · ")))
}

/// The same line in the words of the contact book.
const fn contact_line(line: Line) -> organisations::Line {
    match line {
        Line::Party => organisations::Line::Party,
        Line::Government => organisations::Line::Government,
        Line::Department => organisations::Line::Department,
        Line::Neighbours => organisations::Line::Neighbours,
        Line::Garrison => organisations::Line::Garrison,
        Line::Other => organisations::Line::Other,
    }
}

/// A sent report as the next one looks back on it.
pub(crate) fn before(read: &ReportRead) -> Option<Before> {
    let about = read.report.about.as_ref()?;
    Some(Before { report: about.report, seq: about.seq, as_of: read.report.as_of, quoted: read.report.quoted.clone() })
}

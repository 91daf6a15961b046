//! Everything that the page of one incident shows, read once: as of now, or as it was known at an earlier moment.

use std::collections::HashMap;
use std::sync::Arc;

use desk::clocks::{self, Due};
use desk::{Db, Entered, Fault, sealed};
use kernel::{Id, Scope, Sealed, Time};
use places::Atlas;
use rules::InForce;
use web::{Here, Say, Trouble};

use super::READ;
use super::speak::Speak;
use super::who::Who;
use crate::facts::IncidentFact;
use crate::office::{Office, incident};
use crate::reads::{self, Whole};
use crate::state::Incident;

/// An incident with all that is said of it.
pub struct Sight {
    /// Which incident.
    pub id: Id,
    /// As it is, or was.
    pub incident: Incident,
    /// What happened to it, oldest first.
    pub facts: Vec<Entered<IncidentFact>>,
    /// The words that its facts seal, as far as they have not been erased.
    pub words: HashMap<Id, String>,
    /// The rules that it keeps.
    pub law: Arc<InForce>,
    /// The areas and outlines in force.
    pub atlas: Arc<Atlas>,
    /// Its clocks, running and met.
    pub clocks: Vec<Due>,
    /// Who recorded the facts.
    pub who: Who,
    /// Speaks as of the moment that is shown.
    pub speak: Speak,
    /// The moment, where it is an earlier one.
    pub moment: Option<Moment>,
}

/// An earlier moment: the position and time of the last fact that was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The position in the journal.
    pub position: i64,
    /// When that fact was recorded.
    pub at: Time,
}

impl Sight {
    /// The incident as it is now.
    ///
    /// # Errors
    /// Not found for this reader, or a fault.
    pub async fn now(here: &Here, office: &Office, id: &Id) -> Result<Self, Trouble> {
        let whole = incident(here, id).await?;
        let clocks = clocks::of_case(here.db(), &here.scope_for(READ), id).await?;
        Ok(Self::of(here, office, (id, whole, clocks, None)).await?)
    }

    /// The incident as it was known at a position of the journal. Who may see it is decided by what is known now.
    ///
    /// # Errors
    /// Not found for this reader or not known then, or a fault.
    pub async fn then(here: &Here, office: &Office, (id, position, asked): (&Id, i64, Option<Time>)) -> Result<Self, Trouble> {
        incident(here, id).await?;
        let replay = here.desk().replay_case(id, position).await?;
        let scope = Scope { cases: vec![id.clone()], work_secret: true, ..Scope::default() };
        let whole = reads::incident(&replay.db, &scope, id).await?.ok_or(Trouble::NotFound)?;
        let clocks = clocks::of_case(&replay.db, &scope, id).await?;
        let moment = Moment { position: replay.position, at: asked.unwrap_or(replay.at) };
        Ok(Self::of(here, office, (id, whole, clocks, Some(moment))).await?)
    }

    async fn of(here: &Here, office: &Office, read: (&Id, Whole, Vec<Due>, Option<Moment>)) -> Result<Self, Fault> {
        let (id, whole, clocks, moment) = read;
        let facts = whole.facts.iter().map(Entered::open).collect::<Result<Vec<_>, _>>()?;
        let law = office.kept(&whole.incident);
        Ok(Self {
            id: id.clone(),
            words: said(here.db(), &facts).await?,
            law,
            atlas: office.atlas(),
            clocks,
            who: Who::of(here, &facts).await?,
            speak: moment.map_or_else(|| Speak::now(&here.say), |moment| Speak::then(&here.say, moment.at)),
            incident: whole.incident,
            facts,
            moment,
        })
    }

    /// Speaks to the reader.
    pub fn say(&self) -> &Say {
        &self.speak.say
    }

    /// The words that were sealed; nothing where there were none, or where they were erased.
    pub fn said(&self, sealed: Option<&Sealed>) -> Option<&str> {
        self.words.get(&sealed?.id).map(String::as_str)
    }
}

/// The words that facts seal, as far as they have not been erased.
async fn said(db: &Db, facts: &[Entered<IncidentFact>]) -> Result<HashMap<Id, String>, Fault> {
    let ids: Vec<Id> = facts.iter().flat_map(|fact| sealed_in(&fact.fact)).map(|sealed| sealed.id.clone()).collect();
    sealed::words(db, &ids).await
}

fn sealed_in(fact: &IncidentFact) -> Vec<&Sealed> {
    match fact {
        IncidentFact::Received(receipt) => {
            [&receipt.summary, &receipt.caller, &receipt.place_text].into_iter().flatten().collect()
        }
        IncidentFact::Described { summary } => vec![summary],
        IncidentFact::Located { place_text, .. } => place_text.iter().collect(),
        IncidentFact::Called(call) => call.said.iter().collect(),
        IncidentFact::Noted { words, .. } => vec![words],
        _ => Vec::new(),
    }
}

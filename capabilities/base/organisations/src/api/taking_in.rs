//! Taking files in: what a dry run answers, and how a plan is done.

use std::collections::BTreeSet;
use std::fmt;

use desk::{Because, Desk, Fault, NotDone, Performable, one};
use kernel::{AreaCode, Given, Id, Scope};

use crate::acts::{Correct, Enter};
use crate::facts::PersonFact;
use crate::import::{self, Counts, FileFault, Lexicon, Lines, Plan, RowFault, Step};
use crate::state::Person;
use crate::{PersonDetails, reads};

/// The sort of sealed words that the details of people are.
pub const PERSON_WORDS: &str = "person";

/// Files to be taken in, and under which bounds.
#[derive(Debug, Clone)]
pub struct Bringing {
    /// The contents of the files: CSV or XLSX.
    pub files: Vec<Vec<u8>>,
    /// The words they may use.
    pub lexicon: Lexicon,
    /// What whoever brings them may change.
    pub reach: Scope,
    /// The areas of the city, where they are known.
    pub areas: Option<BTreeSet<AreaCode>>,
}

/// Why files were not taken in.
#[derive(Debug)]
pub enum NotTaken {
    /// One cannot be read.
    File(FileFault),
    /// Rows have faults.
    Rows(Vec<RowFault>),
    /// An act was refused, or a fault stopped it. What was done before stays done; the same files can be taken in again.
    NotDone(NotDone),
}

/// The three files of a city, as `cities/` has them.
#[derive(Debug, Clone)]
pub struct CityFiles {
    /// Bodies.
    pub organisations: String,
    /// Posts and the people in them.
    pub posts: String,
    /// Whom bodies report to.
    pub reporting_lines: String,
}

/// Works out what files would change, and every fault in them. Nothing is changed.
///
/// # Errors
/// When a file cannot be read, or a fault stops it.
pub async fn plan(desk: &Desk, bringing: Bringing) -> Result<Plan, NotTaken> {
    let Bringing { files, lexicon, reach, areas } = bringing;
    let read = tokio::task::spawn_blocking(move || read(&files, &lexicon)).await;
    let lines = read.map_err(|e| Fault::broken("reading a file of the contact book").from_error(e))??;
    let present = reads::present(desk.db(), &Scope::whole(desk.city())).await?.reached_by(reach, desk.city());
    let present = match areas {
        Some(areas) => present.with_areas(areas),
        None => present,
    };
    let desk = desk.clone();
    let planned = tokio::task::spawn_blocking(move || import::plan(lines, present, &mut || desk.new_id())).await;
    Ok(planned.map_err(|e| Fault::broken("planning an import of the contact book").from_error(e))?)
}

/// Does what was planned, request by request.
///
/// # Errors
/// The faults of the rows while there is one; then nothing is done. A refusal when somebody changed the contact book meanwhile, or a
/// fault; then what was done stays, and the same files can be taken in again.
pub async fn take_in(desk: &Desk, given: Given, plan: Plan) -> Result<Counts, NotTaken> {
    if !plan.faults.is_empty() {
        return Err(NotTaken::Rows(plan.faults));
    }
    // One key cannot stand for many requests; a repeated import finds everything already so.
    let given = Given { once: None, seen: None, ..given };
    for request in plan.requests {
        let acts = request.into_iter().map(|step| performable(desk, step)).collect();
        desk.perform_all(given.clone(), acts).await?;
    }
    Ok(plan.counts)
}

/// Takes in the contact book of a city: what `init` does. Taken in again, it changes only what differs.
///
/// # Errors
/// As [`plan`] and [`take_in`].
pub async fn load_city(desk: &Desk, given: Given, files: CityFiles) -> Result<Counts, NotTaken> {
    let files = [files.organisations, files.posts, files.reporting_lines].map(String::into_bytes).to_vec();
    let bringing = Bringing { files, lexicon: Lexicon::plain(), reach: Scope::whole(desk.city()), areas: None };
    let plan = plan(desk, bringing).await?;
    take_in(desk, given, plan).await
}

/// The act that enters a person, with the details sealed.
#[must_use]
pub fn enter(desk: &Desk, details: PersonDetails) -> Enter {
    let sealing = desk.seal(PERSON_WORDS, None, &details.to_words());
    Enter { details, sealing }
}

/// The act that replaces the details of a person, with the new ones sealed.
#[must_use]
pub fn correct(desk: &Desk, details: PersonDetails) -> Correct {
    let sealing = desk.seal(PERSON_WORDS, None, &details.to_words());
    Correct { seen: None, details, sealing }
}

/// Erases a person for ever: the details as they are and as they ever were. The skeleton of their entry stays.
///
/// # Errors
/// Refused without a reason and a law; a fault when it cannot be made durable.
pub async fn erase(desk: &Desk, given: Given, (person, because): (&Id, Because)) -> Result<(), NotDone> {
    let given = Given { once: None, seen: None, ..given };
    for envelope in desk.history::<Person>(person).await? {
        let (PersonFact::Entered { details } | PersonFact::Corrected { details }) = envelope.fact()?;
        desk.erase(given.clone(), &details.id, because.clone()).await?;
    }
    Ok(())
}

fn read(files: &[Vec<u8>], lexicon: &Lexicon) -> Result<Lines, FileFault> {
    let mut all = Vec::new();
    for file in files {
        all.extend(import::sheets(file)?);
    }
    import::lines(&all, lexicon)
}

fn performable(desk: &Desk, step: Step) -> Box<dyn Performable> {
    match step {
        Step::Found(id, act) => one(&id, act),
        Step::Rename(id, act) => one(&id, act),
        Step::Move(id, act) => one(&id, act),
        Step::Classify(id, act) => one(&id, act),
        Step::SetPhones(id, act) => one(&id, act),
        Step::SetMailbox(id, act) => one(&id, act),
        Step::SetLine(id, act) => one(&id, act),
        Step::Establish(id, act) => one(&id, act),
        Step::Retitle(id, act) => one(&id, act),
        Step::Appoint(id, act) => one(&id, act),
        Step::Relieve(id, act) => one(&id, act),
        Step::SetDeputies(id, act) => one(&id, act),
        Step::Enter(id, details) => one(&id, enter(desk, details)),
        Step::Correct(id, details) => one(&id, correct(desk, details)),
    }
}

impl From<FileFault> for NotTaken {
    fn from(fault: FileFault) -> Self {
        Self::File(fault)
    }
}

impl From<Fault> for NotTaken {
    fn from(fault: Fault) -> Self {
        Self::NotDone(fault.into())
    }
}

impl From<NotDone> for NotTaken {
    fn from(not_done: NotDone) -> Self {
        Self::NotDone(not_done)
    }
}

impl fmt::Display for NotTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(fault) => write!(f, "a file of the contact book cannot be read: {fault}"),
            Self::Rows(faults) => {
                write!(f, "{} rows of the contact book have faults", faults.len())?;
                faults.iter().take(20).try_for_each(|fault| write!(f, "; {fault}"))
            }
            Self::NotDone(not_done) => write!(f, "{not_done}"),
        }
    }
}

impl std::error::Error for NotTaken {}

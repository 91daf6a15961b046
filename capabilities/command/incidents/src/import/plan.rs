//! What a file of calls would put on record, and doing it: calls that are on record already are passed over.

use std::collections::{HashMap, HashSet};

use desk::{Desk, Fault, NotDone};
use kernel::{Given, Scope, Time};
use places::Atlas;
use rules::RuleBook;

use super::fault::{NotRead, RowFault};
use super::lexicon::Lexicon;
use super::row::{Call, Phrases};
use super::sheet::{Reading, read};
use crate::facts::Setting;
use crate::reads::{self, OnRecord, Sought};

/// How many calls of a file are put on record in one durable step.
const STEP_ROWS: usize = 100;

/// A file on its way in.
#[derive(Debug, Clone, Copy)]
pub struct Bringing<'a> {
    /// The file.
    pub file: &'a [u8],
    /// The words that it may use.
    pub lexicon: &'a Lexicon,
    /// The rule book.
    pub book: &'a RuleBook,
    /// The areas of the city.
    pub atlas: &'a Atlas,
    /// For which areas whoever brings it puts calls on record.
    pub reach: &'a Scope,
}

/// What a file would put on record.
#[derive(Debug, Default)]
pub struct Plan {
    /// The calls that are new.
    pub calls: Vec<Call>,
    /// How many are on record already.
    pub already: usize,
    /// What is wrong, row by row.
    pub faults: Vec<RowFault>,
    /// Sheets that were passed over because nothing in them is a heading of calls.
    pub passed_over: Vec<String>,
    /// Headings that mean nothing here.
    pub unread_columns: Vec<String>,
}

/// Why there is no plan.
#[derive(Debug)]
pub enum NotPlanned {
    /// The file cannot be read.
    File(NotRead),
    /// The database does not answer.
    Fault(Fault),
}

/// Reads a file and works out what it would put on record.
///
/// # Errors
/// When the file cannot be read, or the database does not answer.
pub async fn plan(desk: &Desk, bringing: Bringing<'_>) -> Result<Plan, NotPlanned> {
    let Bringing { file, lexicon, book, atlas, reach } = bringing;
    let (gazetteer, features) = (&atlas.gazetteer, atlas.profile.features.as_slice());
    let with = Reading { lexicon, book, gazetteer, features, zone: desk.zone(), now: desk.now(), reach };
    let found = read(file, with).map_err(NotPlanned::File)?;
    let rows = found.calls.len();
    let calls = new_ones(desk, reach, found.calls).await.map_err(NotPlanned::Fault)?;
    Ok(Plan {
        already: rows - calls.len(),
        calls,
        faults: found.faults,
        passed_over: found.passed_over,
        unread_columns: found.unread_columns,
    })
}

/// Those that are not on record yet. Two calls that are alike need two on record.
async fn new_ones(desk: &Desk, reach: &Scope, calls: Vec<Call>) -> Result<Vec<Call>, Fault> {
    let numbers: Vec<String> = calls.iter().map(|call| call.number.clone()).filter(|number| !number.is_empty()).collect();
    let times: Vec<Time> = calls.iter().filter_map(Call::received).collect::<HashSet<_>>().into_iter().collect();
    let timeless = calls.iter().filter(|call| call.received().is_none() && !call.said.summary.is_empty());
    let words: Vec<String> = timeless.map(|call| call.said.summary.clone()).collect::<HashSet<_>>().into_iter().collect();
    let mut known = reads::on_record(desk.db(), reach, Sought::Numbers(&numbers)).await?;
    let numbered: HashSet<String> = known.drain(..).map(|one| one.number).collect();
    known.extend(reads::on_record(desk.db(), reach, Sought::ReceivedAt(&times)).await?);
    known.extend(reads::on_record(desk.db(), reach, Sought::ImportedWords(&words)).await?);
    let mut alike: HashMap<Key, usize> = HashMap::new();
    let mut counted: HashSet<String> = HashSet::new();
    for one in known.into_iter().filter(|one| counted.insert(one.number.clone())) {
        for key in Key::both(&one) {
            *alike.entry(key).or_default() += 1;
        }
    }
    let is_new = |call: &Call| {
        if numbered.contains(&call.number) {
            return false;
        }
        match alike.get_mut(&Key::of(call)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        }
    };
    let mut calls = calls;
    calls.retain(is_new);
    Ok(calls)
}

/// What makes two calls the same: when the desk received them, where the file says so, and the words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    received: Option<Time>,
    summary: String,
    place: String,
}

impl Key {
    fn of(call: &Call) -> Self {
        Self { received: call.received(), summary: call.said.summary.clone(), place: call.said.place.clone() }
    }

    /// A call on record answers to a row with its time and to one without.
    fn both(one: &OnRecord) -> [Self; 2] {
        let (summary, place) = (one.summary.clone().unwrap_or_default(), one.place.clone().unwrap_or_default());
        let timeless = Self { received: None, summary: summary.clone(), place: place.clone() };
        [timeless, Self { received: Some(one.received_at), summary, place }]
    }
}

/// Puts the calls on record, a hundred in each durable step. Answers how many there were.
///
/// # Errors
/// The refusal of the first row that the rules refuse, or a fault; the steps before it stay, and the same file goes on behind them.
pub async fn take_in(
    desk: &Desk,
    given: &Given,
    (calls, setting, phrases): (Vec<Call>, &Setting, &Phrases),
) -> Result<usize, NotDone> {
    let total = calls.len();
    let mut calls = calls.into_iter().peekable();
    let mut step = 0;
    while calls.peek().is_some() {
        let acts = calls.by_ref().take(STEP_ROWS).map(|call| call.performed(desk, (setting, phrases))).collect();
        desk.perform_all(nth(given, step), acts).await?;
        step += 1;
    }
    Ok(total)
}

/// Each step has a key of its own under that of the whole.
fn nth(given: &Given, step: usize) -> Given {
    let once = given.once.clone().map(|once| kernel::Once { key: format!("{}/{step}", once.key), ..once });
    Given { once, seen: None, ..given.clone() }
}

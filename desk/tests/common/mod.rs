//! A capability for the desk's own tests: ledgers that are opened, added to and closed.

#![allow(dead_code, clippy::unwrap_used, reason = "each test binary uses its part; a test that cannot go on fails")]

use std::collections::BTreeMap;

pub mod disk;

use desk::{
    Capability, Desk, Entered, Fault, Look, NumberRow, Pen, Proposal, Rows, Sealing, args, clocks, search::Document, table,
};
use kernel::{Act, AreaCode, Given, Id, Kind, Reason, Sealed, Subject, Time};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    pub name: String,
    pub number: String,
    pub sum: i64,
    pub note: Option<Sealed>,
    pub due_at: Option<Time>,
    pub rung_at: Option<Time>,
    pub closed: bool,
    pub echoes: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LedgerFact {
    Opened { name: String, number: String, due_at: Option<Time>, note: Option<Sealed> },
    Added { amount: i64 },
    Rung { due_at: Time },
    Echoed { of: i64 },
    Closed,
}

impl Subject for Ledger {
    const NAME: &'static str = "ledger";
    type Fact = LedgerFact;

    fn fold(mut self, fact: &LedgerFact) -> Self {
        match fact {
            LedgerFact::Opened { name, number, due_at, note } => {
                self.name.clone_from(name);
                self.number.clone_from(number);
                self.due_at = *due_at;
                self.note.clone_from(note);
            }
            LedgerFact::Added { amount } => self.sum += amount,
            LedgerFact::Rung { due_at } => self.rung_at = Some(*due_at),
            LedgerFact::Echoed { .. } => self.echoes += 1,
            LedgerFact::Closed => self.closed = true,
        }
        self
    }

    fn area(&self) -> Option<AreaCode> {
        AreaCode::parse(testkit::TOWN).ok()
    }

    fn case(&self, own: &Id) -> Option<Id> {
        Some(own.clone())
    }
}

#[derive(Debug, Clone, Default)]
pub struct Open {
    pub name: String,
    pub due_at: Option<Time>,
    pub note: Option<Sealing>,
}
#[derive(Debug, Clone)]
pub struct Add(pub i64);
#[derive(Debug, Clone)]
pub struct Close;
/// An act whose table row cannot be written: the guilty one of a batch.
#[derive(Debug, Clone)]
pub struct Poison;
#[derive(Debug, Clone)]
pub struct Ring(pub Time);
#[derive(Debug, Clone)]
pub struct Echo(pub i64);

#[derive(Debug)]
pub enum Refusal {
    Closed,
    TakenName,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Reason for Refusal {
    fn key(&self) -> &'static str {
        match self {
            Self::Closed => "ledgers-refused-closed",
            Self::TakenName => "ledgers-refused-taken-name",
        }
    }
    fn kind(&self) -> Kind {
        Kind::Conflict
    }
}

#[derive(Debug, Default)]
pub struct NameKnown {
    taken: bool,
    number: i64,
}

impl Act for Open {
    type Subject = Ledger;
    type Known = NameKnown;
    type Refusal = Refusal;
    fn decide(self, now: &Ledger, known: &NameKnown, _: &Given) -> Result<Vec<LedgerFact>, Refusal> {
        if !now.name.is_empty() {
            return Ok(Vec::new());
        }
        if known.taken {
            return Err(Refusal::TakenName);
        }
        let note = self.note.map(|n| n.sealed);
        Ok(vec![LedgerFact::Opened { name: self.name, number: format!("L-{:04}", known.number), due_at: self.due_at, note }])
    }
}

impl Look for Open {
    async fn look(&self, under: &Pen<'_>) -> Result<NameKnown, Fault> {
        let taken = !under.rows("select id from ledgers where name = $1 limit 1", args![&self.name]).await?.is_empty();
        Ok(NameKnown { taken, number: under.next_number("ledgers").await? })
    }
    fn beside(&self, _: &NameKnown, rows: &mut Rows) {
        if let Some(note) = &self.note {
            note.keep(rows);
        }
    }
}

macro_rules! plain_act {
    ($act:ty, |$self:ident, $now:ident| $body:expr) => {
        impl Act for $act {
            type Subject = Ledger;
            type Known = ();
            type Refusal = Refusal;
            fn decide($self, $now: &Ledger, (): &(), _: &Given) -> Result<Vec<LedgerFact>, Refusal> {
                $body
            }
        }
    };
}

plain_act!(Add, |self, now| if now.closed { Err(Refusal::Closed) } else { Ok(vec![LedgerFact::Added { amount: self.0 }]) });
plain_act!(Close, |self, now| if now.closed { Ok(Vec::new()) } else { Ok(vec![LedgerFact::Closed]) });
plain_act!(Poison, |self, _now| Ok(vec![LedgerFact::Added { amount: 0 }]));
plain_act!(Ring, |self, _now| Ok(vec![LedgerFact::Rung { due_at: self.0 }]));
plain_act!(Echo, |self, _now| Ok(vec![LedgerFact::Echoed { of: self.0 }]));
impl Look for Add {}
impl Look for Close {}
impl Look for Ring {}
impl Look for Echo {}
impl Look for Poison {
    fn beside(&self, (): &(), rows: &mut Rows) {
        rows.put(NoSuchRow { id: 1 });
    }
}

table! {
    pub struct NoSuchRow in "no_such_table" by ("id") { id: i64 }
}

table! {
    pub struct LedgerRow in "ledgers" by ("id") {
        id: Id, number: String, name: String, sum: i64, closed: bool, opened_at_ms: Time, ratio: f64,
    }
}

fn keep(_: &Ledger, after: &Ledger, fact: &Entered<LedgerFact>, rows: &mut Rows) {
    rows.put(LedgerRow {
        id: fact.id.clone(),
        number: after.number.clone(),
        name: after.name.clone(),
        sum: after.sum,
        closed: after.closed,
        opened_at_ms: fact.at,
        ratio: 0.5,
    });
    let number = after.number.strip_prefix("L-").and_then(|n| n.parse().ok());
    if let (Some(value), LedgerFact::Opened { .. }) = (number, &fact.fact) {
        rows.put(NumberRow { capability: "ledgers", name: "ledgers".into(), value });
    }
    if let Some(due_at) = after.due_at {
        let clock = clocks::Clock {
            capability: "ledgers",
            stream: clocks::stream::<Ledger>(&fact.id),
            name: "due".into(),
            kind: "due".into(),
            label: after.name.clone(),
            area: AreaCode::parse(testkit::TOWN).unwrap(),
            post: None,
            case: None,
            started_at: fact.at,
            due_at,
            fires: after.rung_at.is_none(),
        };
        match after.closed {
            true => clocks::meet(rows, clock, fact.at),
            false => clocks::start(rows, clock),
        }
    }
}

const TABLES: &str = "create table ledgers (id text primary key, number text not null, name text not null, sum bigint not null, \
    closed boolean not null, opened_at_ms bigint not null, ratio double precision not null);\ncreate index ledgers_name on ledgers (name);";

pub fn ledgers() -> Capability {
    ledgers_at(1)
}

pub fn ledgers_at(revision: i64) -> Capability {
    Capability::named("ledgers")
        .subject::<Ledger>()
        .tables(revision, TABLES)
        .keep::<Ledger>(keep)
        .ring(|_, due| Box::pin(async move { Ok(Some(Proposal::of(&due.id()?, Ring(due.due_at)))) }))
        .react::<Ledger, _>(|_, entered| {
            Box::pin(async move {
                Ok(match entered.fact {
                    LedgerFact::Added { amount: 777 } => vec![Proposal::of(&entered.id, Echo(entered.position))],
                    _ => Vec::new(),
                })
            })
        })
        .work("ledgers/count", |desk, job| {
            Box::pin(async move {
                desk.job_progress(job, 1, 2).await?;
                let row = desk.db().one("select count(*) as n from ledgers", Vec::new()).await?;
                Ok(row.map_or(Ok(0), |r| r.int("n"))?.to_string())
            })
        })
        .search::<Ledger>(|_, ledger| {
            Some(Document {
                title: ledger.name.clone(),
                sealed: ledger.note.iter().map(|n| n.id.clone()).collect(),
                areas: AreaCode::parse(testkit::TOWN).into_iter().collect(),
                ..Document::default()
            })
        })
}

/// What the journal says of one ledger.
#[derive(Debug, Default)]
struct Seen {
    opened: bool,
    added: usize,
    echoed: usize,
    rung: usize,
    due: bool,
}

/// Checks a journal of ledgers after a failure: what was answered (`opened ID`, `added ID`) is there once, each 777 is echoed once, each
/// clock has rung once, and the tables are not behind.
pub async fn audit(desk: &Desk, answered: &[String]) {
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let mut last = 0;
    loop {
        let page = desk::reads::after(desk.db(), last, 5_000).await.unwrap();
        let Some(end) = page.last() else { break };
        last = end.position;
        for envelope in &page {
            let ledger = seen.entry(envelope.id().unwrap().to_string()).or_default();
            match envelope.fact::<LedgerFact>().unwrap() {
                LedgerFact::Opened { due_at, .. } => (ledger.opened, ledger.due) = (true, due_at.is_some()),
                LedgerFact::Added { amount: 777 } => ledger.added += 1,
                LedgerFact::Echoed { .. } => ledger.echoed += 1,
                LedgerFact::Rung { .. } => ledger.rung += 1,
                LedgerFact::Added { .. } | LedgerFact::Closed => {}
            }
        }
    }
    for line in answered {
        let (what, id) = line.split_once(' ').unwrap();
        let ledger = seen.get(id).unwrap_or_else(|| panic!("{line}: was answered and is gone"));
        assert!(if what == "opened" { ledger.opened } else { ledger.added == 1 }, "{line}: {ledger:?}");
    }
    for (id, ledger) in &seen {
        assert_eq!(ledger.added, ledger.echoed, "{id}: each fact is answered once");
        assert_eq!(ledger.rung, usize::from(ledger.due), "{id}: each clock rings once");
    }
    let rows = desk.db().one("select count(*) as n from ledgers", Vec::new()).await.unwrap().unwrap();
    assert_eq!(usize::try_from(rows.int("n").unwrap()).unwrap(), seen.len(), "tables are never behind");
}

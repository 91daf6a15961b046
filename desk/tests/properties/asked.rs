//! What is asked in a property, and a plain model of what must come of it: one request after the other, without batches or databases.

use std::collections::HashMap;

use desk::{Desk, Fault, FaultSort, Look, NotDone, Pen, acts};
use kernel::{Act, Given, Id, Once};
use proptest::prelude::*;

use crate::common::{Add, Close, Ledger, LedgerFact, Open, Poison, Refusal};

/// How many ledgers a case is about.
pub const LEDGERS: usize = 3;

/// One request.
#[derive(Debug, Clone)]
pub enum Asked {
    Open {
        at: usize,
        name: usize,
    },
    Add {
        at: usize,
        amount: i64,
    },
    Close {
        at: usize,
    },
    /// Two at once, all or nothing.
    Move {
        from: usize,
        to: usize,
        amount: i64,
    },
    /// The same key may be used again, for the same or for something else.
    Keyed {
        at: usize,
        key: usize,
        amount: i64,
    },
    /// A row that no database takes.
    Poison {
        at: usize,
    },
    /// A look that faults.
    Blind {
        at: usize,
    },
    /// The first act is good, the second faults.
    Half {
        at: usize,
        amount: i64,
    },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// It was recorded; the version of each subject after it.
    Done(Vec<u64>),
    Already,
    Refused(&'static str),
    Faulted,
}

pub fn asked() -> impl Strategy<Value = Asked> {
    let at = || 0..LEDGERS;
    prop_oneof![
        3 => (at(), 0..3_usize).prop_map(|(at, name)| Asked::Open { at, name }),
        4 => (at(), -9..9_i64).prop_map(|(at, amount)| Asked::Add { at, amount }),
        1 => at().prop_map(|at| Asked::Close { at }),
        2 => (at(), at(), 1..9_i64).prop_map(|(from, to, amount)| Asked::Move { from, to, amount }),
        3 => (at(), 0..2_usize, 1..3_i64).prop_map(|(at, key, amount)| Asked::Keyed { at, key, amount }),
        1 => at().prop_map(|at| Asked::Poison { at }),
        1 => at().prop_map(|at| Asked::Blind { at }),
        1 => (at(), 1..9_i64).prop_map(|(at, amount)| Asked::Half { at, amount }),
    ]
}

/// An act that cannot look.
#[derive(Debug, Clone)]
struct Blind;

impl Act for Blind {
    type Subject = Ledger;
    type Known = ();
    type Refusal = Refusal;
    fn decide(self, _: &Ledger, (): &(), _: &Given) -> Result<Vec<LedgerFact>, Refusal> {
        Ok(vec![LedgerFact::Added { amount: 1_000 }])
    }
}

impl Look for Blind {
    async fn look(&self, _: &Pen<'_>) -> Result<(), Fault> {
        Err(Fault::broken("blind"))
    }
}

/// The ledgers of one case, with names and keys of its own.
pub struct Case {
    pub ids: Vec<Id>,
    pub name: String,
}

impl Case {
    pub fn new(desk: &Desk) -> Self {
        Self { ids: (0..LEDGERS).map(|_| desk.new_id()).collect(), name: desk.new_id().to_string() }
    }

    pub async fn ask(&self, desk: &Desk, given: Given, asked: Asked) -> Came {
        let id = |at: usize| &self.ids[at];
        let acts = match asked {
            Asked::Open { at, name } => acts![(id(at), Open { name: self.named(name), ..Open::default() })],
            Asked::Add { at, amount } | Asked::Keyed { at, amount, .. } => acts![(id(at), Add(amount))],
            Asked::Close { at } => acts![(id(at), Close)],
            Asked::Move { from, to, amount } => acts![(id(from), Add(-amount)), (id(to), Add(amount))],
            Asked::Poison { at } => acts![(id(at), Poison)],
            Asked::Blind { at } => acts![(id(at), Blind)],
            Asked::Half { at, amount } => acts![(id(at), Add(amount)), (id(at), Poison)],
        };
        let once = match asked {
            Asked::Keyed { at, key, amount } => {
                Some(Once { key: format!("http/{}/{key}", self.name), digest: format!("{at}/{amount}") })
            }
            _ => None,
        };
        let count = acts.len();
        match desk.perform_all(Given { once, ..given }, acts).await {
            Ok(done) if done.already => Came::Already,
            Ok(done) => Came::Done((0..count).map(|n| done.state::<Ledger>(n).unwrap().version).collect()),
            Err(NotDone::Refused(reason)) => Came::Refused(reason.key()),
            Err(NotDone::Fault(fault)) if fault.sort() == FaultSort::Broken => Came::Faulted,
            Err(NotDone::Fault(fault)) => panic!("{fault:?}"),
        }
    }

    fn named(&self, name: usize) -> String {
        format!("{name} of {}", self.name)
    }
}

/// The same in a few plain lines.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub ledgers: [Plain; LEDGERS],
    keys: HashMap<usize, (usize, i64)>,
    /// How many numbers were given.
    pub numbers: i64,
    /// How many facts were recorded.
    pub facts: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    pub name: Option<usize>,
    /// Which number of this case it was given.
    pub number: i64,
    pub sum: i64,
    pub closed: bool,
    pub version: u64,
}

const CLOSED: Came = Came::Refused("ledgers-refused-closed");

impl Model {
    pub fn ask(&mut self, asked: &Asked) -> Came {
        match *asked {
            Asked::Open { at, name } => self.open(at, name),
            Asked::Add { at, amount } => self.add(&[(at, amount)]),
            Asked::Move { from, to, amount } => self.add(&[(from, -amount), (to, amount)]),
            Asked::Close { at } if self.ledgers[at].closed => Came::Already,
            Asked::Close { at } => {
                self.ledgers[at].closed = true;
                self.recorded(&[at])
            }
            Asked::Keyed { at, key, amount } => match self.keys.get(&key) {
                Some(before) if *before == (at, amount) => Came::Already,
                Some(_) => Came::Refused("web-refused-key-used-otherwise"),
                None => {
                    let came = self.add(&[(at, amount)]);
                    if matches!(came, Came::Done(_)) {
                        self.keys.insert(key, (at, amount));
                    }
                    came
                }
            },
            // Whatever is refused before it faults is a refusal: acts are decided in their order.
            Asked::Half { at, .. } if self.ledgers[at].closed => CLOSED,
            Asked::Poison { .. } | Asked::Blind { .. } | Asked::Half { .. } => Came::Faulted,
        }
    }

    fn open(&mut self, at: usize, name: usize) -> Came {
        if self.ledgers[at].name.is_some() {
            return Came::Already;
        }
        if self.ledgers.iter().any(|l| l.name == Some(name)) {
            return Came::Refused("ledgers-refused-taken-name");
        }
        self.numbers += 1;
        self.ledgers[at].name = Some(name);
        self.ledgers[at].number = self.numbers;
        self.recorded(&[at])
    }

    fn add(&mut self, amounts: &[(usize, i64)]) -> Came {
        if amounts.iter().any(|(at, _)| self.ledgers[*at].closed) {
            return CLOSED;
        }
        for (at, amount) in amounts {
            self.ledgers[*at].sum += amount;
        }
        self.recorded(&amounts.iter().map(|(at, _)| *at).collect::<Vec<_>>())
    }

    fn recorded(&mut self, at: &[usize]) -> Came {
        self.facts += i64::try_from(at.len()).unwrap();
        at.iter().for_each(|at| self.ledgers[*at].version += 1);
        Came::Done(at.iter().map(|at| self.ledgers[*at].version).collect())
    }
}

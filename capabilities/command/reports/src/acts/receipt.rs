//! What came back of a sending: a receipt by hand, word from the outbox, nobody reached; and who opened the report.

use desk::Sealing;
use kernel::{Act, Claim, Given, Id};

use super::{NAME_CHARS_MAX, Refusal, claimed, known, short};
use crate::facts::{Proof, Receipt, ReportFact, WhyNot};
use crate::state::{Fate, OPENED_MAX, Report, Standing};

/// Notes that an addressee took it.
#[derive(Debug, Clone)]
pub struct NoteReceipt {
    /// Which sending.
    pub sending: Id,
    /// When they took it; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// The number that was dialled.
    pub number: Option<Sealing>,
    /// The name of who took it.
    pub taker: Option<Sealing>,
    /// Their post.
    pub taker_post: String,
    /// Their register number.
    pub register_no: String,
    /// What proves it.
    pub proof: Option<Attachment>,
}

/// A kept file with its name.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The hash of its content.
    pub hash: String,
    /// How many bytes.
    pub bytes: u64,
    /// What it was called.
    pub name: Sealing,
}

/// Notes that an addressee was not reached.
#[derive(Debug, Clone)]
pub struct NoteNotReached {
    /// Which sending.
    pub sending: Id,
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// Why.
    pub why: WhyNot,
}

/// Notes what the outbox did with a sending.
#[derive(Debug, Clone)]
pub struct NoteFate {
    /// Which sending.
    pub sending: Id,
    /// What became of it.
    pub fate: ToldFate,
}

/// What the outbox did with a sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldFate {
    /// The other side's machine took it.
    HandedOver,
    /// It was given up after the last try.
    NotDelivered,
    /// It stayed here because this is an exercise.
    Muted,
}

/// The actor opened it for the first time after it had been sent.
#[derive(Debug, Clone)]
pub struct Open;

impl Act for NoteReceipt {
    type Subject = Report;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Report, (): &(), given: &Given) -> Result<Vec<ReportFact>, Refusal> {
        known(now)?;
        let kept = now.sending(&self.sending).ok_or(Refusal::UnknownSending)?;
        let at = claimed(self.at, given)?;
        [&self.number, &self.taker].into_iter().flatten().try_for_each(|s| short(&s.words, NAME_CHARS_MAX))?;
        short(&self.taker_post, NAME_CHARS_MAX)?;
        short(&self.register_no, NAME_CHARS_MAX)?;
        let receipt = Receipt {
            sending: self.sending,
            at,
            number: self.number.map(|s| s.sealed),
            taker: self.taker.map(|s| s.sealed),
            taker_post: self.taker_post.trim().to_owned(),
            register_no: self.register_no.trim().to_owned(),
            proof: self.proof.map(|p| Proof { hash: p.hash, bytes: p.bytes, name: p.name.sealed }),
        };
        if kept.receipt.as_ref() == Some(&receipt) {
            return Ok(Vec::new());
        }
        Ok(vec![ReportFact::Received(Box::new(receipt))])
    }
}

impl Act for NoteNotReached {
    type Subject = Report;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Report, (): &(), given: &Given) -> Result<Vec<ReportFact>, Refusal> {
        known(now)?;
        now.sending(&self.sending).ok_or(Refusal::UnknownSending)?;
        let at = claimed(self.at, given)?;
        Ok(vec![ReportFact::NotReached { sending: self.sending, at, why: self.why }])
    }
}

impl Act for NoteFate {
    type Subject = Report;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Report, (): &(), _: &Given) -> Result<Vec<ReportFact>, Refusal> {
        let kept = now.sending(&self.sending).ok_or(Refusal::UnknownSending)?;
        let sending = self.sending;
        let (fate, fact) = match self.fate {
            ToldFate::HandedOver => (Fate::HandedOver, ReportFact::HandedOver { sending }),
            ToldFate::NotDelivered => (Fate::NotDelivered, ReportFact::NotDelivered { sending }),
            ToldFate::Muted => (Fate::Muted, ReportFact::Muted { sending }),
        };
        if kept.fate == fate { Ok(Vec::new()) } else { Ok(vec![fact]) }
    }
}

impl Act for Open {
    type Subject = Report;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Report, (): &(), given: &Given) -> Result<Vec<ReportFact>, Refusal> {
        let noted = now.opened.contains(&given.actor.0) || now.opened.len() >= OPENED_MAX;
        match now.standing() {
            Standing::Unknown => Err(Refusal::NotFound),
            Standing::Sent | Standing::Superseded if !noted => Ok(vec![ReportFact::Opened { by: given.actor.0.clone() }]),
            _ => Ok(Vec::new()),
        }
    }
}

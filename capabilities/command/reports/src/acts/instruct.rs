//! Instructions of leaders: given, passed on, acknowledged, fed back by a time, extended, withdrawn, closed (督办).

use std::sync::Arc;

use desk::Sealing;
use incidents::Incident;
use kernel::{Act, Claim, Given, Id, Subject, Time};

use super::{INSTRUCTION_CHARS_MAX, REASON_CHARS_MAX, Refusal, claimed, named, reason, said, short};
use crate::facts::{Instructed, InstructionFact, Manner, PostNamed, Progress, Within};
use crate::numbers;
use crate::state::{Instruction, InstructionStanding};

/// Records what a leader wants done.
#[derive(Debug, Clone)]
pub struct Give {
    /// The incident it is about.
    pub incident: Id,
    /// How it was given.
    pub manner: Manner,
    /// Who gave it.
    pub by: PostNamed,
    /// Whom it concerns.
    pub to: PostNamed,
    /// The words.
    pub words: Sealing,
    /// When it was given; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// By when there must be feedback; by the office's own rule, if nobody named a time.
    pub due: Option<Time>,
}

/// What giving must know.
#[derive(Debug, Default)]
pub struct GiveKnown {
    /// The incident.
    pub incident: Arc<Incident>,
    /// Which of the incident.
    pub seq: u32,
    /// How long feedback may take where nobody named a time; nothing where no rule says.
    pub within: Option<Within>,
}

/// It was passed on.
#[derive(Debug, Clone)]
pub struct PassOn {
    /// To whom.
    pub to: PostNamed,
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
}

/// Whom it concerns has it.
#[derive(Debug, Clone)]
pub struct Acknowledge {
    /// Who says so; whom it concerns, where nobody is named.
    pub by: Option<PostNamed>,
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
}

/// Feeds back what was done about it. It stays possible after the incident has been closed.
#[derive(Debug, Clone)]
pub struct FeedBack {
    /// The words.
    pub words: Sealing,
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// How far it is.
    pub progress: Progress,
}

/// Gives more time.
#[derive(Debug, Clone)]
pub struct Extend {
    /// Until when.
    pub until: Time,
    /// Why.
    pub reason: String,
}

/// It no longer holds.
#[derive(Debug, Clone)]
pub struct Withdraw(pub String);

/// The office closes it.
#[derive(Debug, Clone)]
pub struct Conclude(pub String);

impl Act for Give {
    type Subject = Instruction;
    type Known = GiveKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Instruction, known: &GiveKnown, given: &Given) -> Result<Vec<InstructionFact>, Refusal> {
        if now.about.is_some() {
            return Ok(Vec::new());
        }
        let incident = &known.incident;
        let area = incident.area().filter(|_| incident.is_known()).ok_or(Refusal::NoIncident)?;
        named(&self.by)?;
        named(&self.to)?;
        said(&self.words, INSTRUCTION_CHARS_MAX)?;
        let at = claimed(self.at, given)?;
        if self.due.is_some_and(|due| due < at.at) {
            return Err(Refusal::InThePast);
        }
        let by_rule = known.within.as_ref().filter(|_| self.due.is_none());
        Ok(vec![InstructionFact::Given(Box::new(Instructed {
            incident: self.incident,
            seq: known.seq,
            number: numbers::instruction(&incident.number, known.seq),
            area,
            marking: incident.marking,
            manner: self.manner,
            by: self.by,
            to: self.to,
            words: self.words.sealed,
            due: self.due.or_else(|| by_rule.map(|within| within.after(at.at))),
            due_by_default: by_rule.is_some(),
            due_rule: by_rule.map(|within| within.rule.clone()),
            at,
        }))])
    }
}

/// Refuses what nobody knows of, and what has ended.
fn running(now: &Instruction) -> Result<(), Refusal> {
    match now.standing {
        InstructionStanding::Unknown => Err(Refusal::NotFound),
        InstructionStanding::Withdrawn | InstructionStanding::Closed => Err(Refusal::Ended),
        _ => Ok(()),
    }
}

impl Act for PassOn {
    type Subject = Instruction;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Instruction, (): &(), given: &Given) -> Result<Vec<InstructionFact>, Refusal> {
        running(now)?;
        named(&self.to)?;
        let at = claimed(self.at, given)?;
        if now.passed_on_at.is_some() && now.to == self.to {
            return Ok(Vec::new());
        }
        Ok(vec![InstructionFact::PassedOn { to: self.to, at }])
    }
}

impl Act for Acknowledge {
    type Subject = Instruction;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Instruction, (): &(), given: &Given) -> Result<Vec<InstructionFact>, Refusal> {
        running(now)?;
        let by = self.by.unwrap_or_else(|| now.to.clone());
        named(&by)?;
        let at = claimed(self.at, given)?;
        if now.acknowledged.as_ref().is_some_and(|(who, _)| *who == by) {
            return Ok(Vec::new());
        }
        Ok(vec![InstructionFact::Acknowledged { by, at }])
    }
}

impl Act for FeedBack {
    type Subject = Instruction;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Instruction, (): &(), given: &Given) -> Result<Vec<InstructionFact>, Refusal> {
        running(now)?;
        said(&self.words, INSTRUCTION_CHARS_MAX)?;
        let at = claimed(self.at, given)?;
        Ok(vec![InstructionFact::FedBack { words: self.words.sealed, at, progress: self.progress }])
    }
}

impl Act for Extend {
    type Subject = Instruction;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Instruction, (): &(), given: &Given) -> Result<Vec<InstructionFact>, Refusal> {
        running(now)?;
        reason(&self.reason)?;
        if now.due == Some(self.until) {
            return Ok(Vec::new());
        }
        if self.until < given.at {
            return Err(Refusal::InThePast);
        }
        Ok(vec![InstructionFact::Extended { until: self.until, reason: self.reason }])
    }
}

impl Act for Withdraw {
    type Subject = Instruction;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Instruction, (): &(), _: &Given) -> Result<Vec<InstructionFact>, Refusal> {
        if now.standing == InstructionStanding::Withdrawn {
            return Ok(Vec::new());
        }
        running(now)?;
        reason(&self.0)?;
        Ok(vec![InstructionFact::Withdrawn { reason: self.0 }])
    }
}

impl Act for Conclude {
    type Subject = Instruction;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Instruction, (): &(), _: &Given) -> Result<Vec<InstructionFact>, Refusal> {
        if now.standing == InstructionStanding::Closed {
            return Ok(Vec::new());
        }
        running(now)?;
        short(&self.0, REASON_CHARS_MAX)?;
        // What was never fed back is closed with a reason only.
        if now.feedback.is_empty() {
            reason(&self.0)?;
        }
        Ok(vec![InstructionFact::Closed { note: self.0 }])
    }
}

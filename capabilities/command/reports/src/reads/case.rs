//! Reports and instructions of one incident, each folded from its facts.

use std::collections::BTreeMap;

use desk::{Db, Envelope, Fault};
use incidents::reads::Whole;
use kernel::{Id, Scope, Subject, Time};

use crate::facts::{InstructionFact, ReportFact};
use crate::state::{Instruction, Report};

/// A report with who recorded what of it.
#[derive(Debug, Clone)]
pub struct ReportRead {
    /// Which report.
    pub id: Id,
    /// As it is.
    pub report: Report,
    /// Who composed it, as the envelope has it.
    pub by: String,
    /// On which post.
    pub post: Option<String>,
    /// When that was recorded.
    pub made_at: Time,
    /// Who opened it since it was sent, and when.
    pub opened: Vec<(String, Time)>,
    /// When each sending was recorded, by its id: the claimed time stands beside it.
    pub entered: BTreeMap<Id, Time>,
    /// Why it was superseded or thrown away.
    pub reason: String,
}

/// An instruction with who recorded it.
#[derive(Debug, Clone)]
pub struct InstructionRead {
    /// Which instruction.
    pub id: Id,
    /// As it is.
    pub instruction: Instruction,
    /// Who recorded it, as the envelope has it.
    pub by: String,
    /// When that was recorded.
    pub made_at: Time,
    /// Why it was extended, withdrawn or closed, the last word.
    pub reason: String,
}

/// An incident with its reports and instructions, in the order in which they were recorded.
#[derive(Debug, Clone)]
pub struct Case {
    /// The incident with its facts.
    pub whole: Whole,
    /// Its reports.
    pub reports: Vec<ReportRead>,
    /// Its instructions.
    pub instructions: Vec<InstructionRead>,
}

/// An incident with its reports and instructions; nothing where there is none or the scope does not hold it.
///
/// # Errors
/// A fault when the journal cannot be read.
pub async fn of_incident(db: &Db, scope: &Scope, incident: &Id) -> Result<Option<Case>, Fault> {
    let Some(whole) = incidents::reads::incident(db, scope, incident).await? else { return Ok(None) };
    let mut case = Case { whole, reports: Vec::new(), instructions: Vec::new() };
    for envelope in desk::reads::case(db, incident, i64::MAX).await? {
        match envelope.subject() {
            Report::NAME => take_report(&mut case.reports, &envelope)?,
            Instruction::NAME => take_instruction(&mut case.instructions, &envelope)?,
            _ => {}
        }
    }
    Ok(Some(case))
}

/// One report with its incident; nothing where there is none or the scope does not hold it.
///
/// # Errors
/// A fault when the journal cannot be read.
pub async fn report(db: &Db, scope: &Scope, id: &Id) -> Result<Option<(ReportRead, Whole)>, Fault> {
    let mut found = Vec::new();
    for envelope in desk::reads::stream(db, &desk::stream_of::<Report>(id)).await? {
        take_report(&mut found, &envelope)?;
    }
    let Some(read) = found.pop() else { return Ok(None) };
    let Some(about) = &read.report.about else { return Ok(None) };
    let whole = incidents::reads::incident(db, scope, &about.incident).await?;
    Ok(whole.map(|whole| (read, whole)))
}

/// One instruction with its incident; nothing where there is none or the scope does not hold it.
///
/// # Errors
/// A fault when the journal cannot be read.
pub async fn instruction(db: &Db, scope: &Scope, id: &Id) -> Result<Option<(InstructionRead, Whole)>, Fault> {
    let mut found = Vec::new();
    for envelope in desk::reads::stream(db, &desk::stream_of::<Instruction>(id)).await? {
        take_instruction(&mut found, &envelope)?;
    }
    let Some(read) = found.pop() else { return Ok(None) };
    let Some(about) = &read.instruction.about else { return Ok(None) };
    let whole = incidents::reads::incident(db, scope, &about.incident).await?;
    Ok(whole.map(|whole| (read, whole)))
}

fn take_report(reports: &mut Vec<ReportRead>, envelope: &Envelope) -> Result<(), Fault> {
    let (id, fact) = (envelope.id()?, envelope.fact::<ReportFact>()?);
    let at = match reports.iter().position(|r| r.id == id) {
        Some(at) => at,
        None => {
            reports.push(ReportRead {
                id,
                report: Report::default(),
                by: envelope.actor.clone(),
                post: envelope.post.clone(),
                made_at: envelope.at(),
                opened: Vec::new(),
                entered: BTreeMap::new(),
                reason: String::new(),
            });
            reports.len() - 1
        }
    };
    let read = &mut reports[at];
    match &fact {
        ReportFact::Opened { by } => read.opened.push((by.clone(), envelope.at())),
        ReportFact::Sent(sending) => drop(read.entered.insert(sending.sending.clone(), envelope.at())),
        ReportFact::Superseded { reason, .. } | ReportFact::Voided { reason } => read.reason.clone_from(reason),
        _ => {}
    }
    read.report = std::mem::take(&mut read.report).fold(&fact);
    Ok(())
}

fn take_instruction(instructions: &mut Vec<InstructionRead>, envelope: &Envelope) -> Result<(), Fault> {
    let (id, fact) = (envelope.id()?, envelope.fact::<InstructionFact>()?);
    let at = match instructions.iter().position(|i| i.id == id) {
        Some(at) => at,
        None => {
            let (by, made_at) = (envelope.actor.clone(), envelope.at());
            instructions.push(InstructionRead { id, instruction: Instruction::default(), by, made_at, reason: String::new() });
            instructions.len() - 1
        }
    };
    let read = &mut instructions[at];
    match &fact {
        InstructionFact::Extended { reason, .. } | InstructionFact::Withdrawn { reason } => read.reason.clone_from(reason),
        InstructionFact::Closed { note } => read.reason.clone_from(note),
        _ => {}
    }
    read.instruction = std::mem::take(&mut read.instruction).fold(&fact);
    Ok(())
}

impl Case {
    /// The last report that went to anybody, by when it first went.
    #[must_use]
    pub fn last_sent(&self) -> Option<&ReportRead> {
        let sent = self.reports.iter().filter_map(|read| Some((read.report.first_sent()?, read)));
        sent.max_by_key(|(at, _)| *at).map(|(_, read)| read)
    }
}

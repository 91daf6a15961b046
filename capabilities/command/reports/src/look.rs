//! What acts on reports and instructions must know: the incident, the next number, the last report; and what is durable beside them.

use std::sync::Arc;

use desk::{Fault, Look, Outgoing, Pen, Rows, Sealing};
use incidents::Incident;
use kernel::Id;
use rules::RuleBook;

use crate::acts::{
    Acknowledge, Conclude, Draft, DraftKnown, Extend, FeedBack, Give, GiveKnown, NoteFate, NoteNotReached, NotePaper,
    NoteReceipt, Open, PassOn, Send, Sign, Supersede, Void, Withdraw, Write,
};
use crate::facts::Way;
use crate::limits::Limits;
use crate::numbers;
use crate::state::Report;

impl Look for Draft {
    async fn look(&self, under: &Pen<'_>) -> Result<DraftKnown, Fault> {
        let incident = under.state(&self.incident).await?;
        let seq = under.next_number(&numbers::report_counter(&self.incident, self.report)).await?;
        let previous = match &self.previous {
            Some(id) => Some(under.state(id).await?),
            None => None,
        };
        Ok(DraftKnown { incident, seq: u32::try_from(seq).unwrap_or(u32::MAX), previous })
    }

    fn beside(&self, _: &DraftKnown, rows: &mut Rows) {
        self.words.keep(rows);
    }
}

impl Look for Give {
    async fn look(&self, under: &Pen<'_>) -> Result<GiveKnown, Fault> {
        let incident: Arc<Incident> = under.state(&self.incident).await?;
        let seq = under.next_number(&numbers::instruction_counter(&self.incident)).await?;
        let within = limits(under, &incident).await?.feedback;
        Ok(GiveKnown { incident, seq: u32::try_from(seq).unwrap_or(u32::MAX), within })
    }

    fn beside(&self, _: &GiveKnown, rows: &mut Rows) {
        self.words.keep(rows);
    }
}

/// How long the office waits, by the rules that the incident keeps.
async fn limits(under: &Pen<'_>, incident: &Incident) -> Result<Limits, Fault> {
    let book: Arc<RuleBook> = under.state(&RuleBook::id()).await?;
    Ok(Limits::of(incident, &incident.law(&book)))
}

/// The same for a report: by the rules of the incident that it is about.
async fn limits_of(under: &Pen<'_>, report: &Id) -> Result<Limits, Fault> {
    let report: Arc<Report> = under.state(report).await?;
    let Some(about) = &report.about else { return Ok(Limits::default()) };
    let incident: Arc<Incident> = under.state(&about.incident).await?;
    limits(under, &incident).await
}

impl Look for Send {
    async fn look(&self, under: &Pen<'_>) -> Result<Limits, Fault> {
        limits_of(under, under.own_id()).await
    }

    /// Addresses, and the messages that this program itself sends: each under the id of its sending, so that no repeat goes twice.
    fn beside(&self, _: &Limits, rows: &mut Rows) {
        for addressee in &self.addressees {
            keep([&addressee.address], rows);
            let address = addressee.address.as_ref().map_or("", |s| s.words.trim());
            let (channel, body) = match addressee.way {
                Way::Email => ("email", &self.letter.text),
                Way::Webhook => ("webhook", &self.letter.json),
                _ => continue,
            };
            let message = Outgoing {
                id: addressee.sending.clone(),
                channel: channel.to_owned(),
                address: address.to_owned(),
                subject: self.letter.subject.clone(),
                body: body.clone(),
                stream: self.letter.stream.clone(),
                case: self.letter.case.clone(),
            };
            message.post(self.now, rows);
        }
    }
}

impl Look for Write {
    fn beside(&self, (): &(), rows: &mut Rows) {
        self.words.keep(rows);
    }
}

impl Look for Sign {
    async fn look(&self, under: &Pen<'_>) -> Result<Limits, Fault> {
        limits_of(under, under.own_id()).await
    }

    fn beside(&self, _: &Limits, rows: &mut Rows) {
        keep([&self.name, &self.phone], rows);
    }
}

impl Look for NoteReceipt {
    fn beside(&self, (): &(), rows: &mut Rows) {
        keep([&self.number, &self.taker, &self.proof.as_ref().map(|p| p.name.clone())], rows);
    }
}

impl Look for FeedBack {
    fn beside(&self, (): &(), rows: &mut Rows) {
        self.words.keep(rows);
    }
}

impl Look for Supersede {}
impl Look for Void {}
impl Look for NotePaper {}
impl Look for NoteFate {}
impl Look for NoteNotReached {}
impl Look for Open {}
impl Look for PassOn {}
impl Look for Acknowledge {}
impl Look for Extend {}
impl Look for Withdraw {}
impl Look for Conclude {}

fn keep<const N: usize>(words: [&Option<Sealing>; N], rows: &mut Rows) {
    words.into_iter().flatten().for_each(|sealing| sealing.keep(rows));
}

//! The outbox: messages to the outside, written in the act's transaction and sent after it, never out of an exercise.

use futures_util::future::BoxFuture;
use kernel::{Id, Time, World};

use crate::{Desk, Fault, Record, Rows, args};

/// After how many failed tries a message is given up and shown as failed.
pub const TRIES_MAX: i64 = 8;
/// How many messages are taken at once.
const TAKEN_MAX: i64 = 32;
/// The longest wait between two tries, in milliseconds.
const WAIT_MAX_MS: i64 = 10 * 60_000;

/// A message on its way out. The act that causes it pushes it in `beside`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its id, which is also the idempotency key that goes with it.
    pub id: Id,
    /// Which way out: `email`, `webhook` ….
    pub channel: String,
    /// Where to.
    pub address: String,
    /// Its subject line, where the channel has one.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// Whose message it is: `report/<id>`.
    pub stream: String,
    /// Which case it belongs to.
    pub case: Option<Id>,
}

/// A way out for messages.
pub trait Sender: Send + Sync {
    /// Which channel it serves.
    fn channel(&self) -> &'static str;
    /// Hands the message over; answers what the other side said. It may be asked again with the same id.
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<String, String>>;
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The other side took it and said this.
    HandedOver(String),
    /// It was given up; the last failure.
    GivenUp(String),
    /// It stayed here because this is not the live world.
    Muted,
}

crate::table! {
    struct OutboxRow in "outbox" by ("id") {
        id: Id,
        channel: String,
        address: String,
        subject: String,
        body: String,
        stream: String,
        case_id: Option<Id>,
        state: &'static str,
        tries: i64,
        next_at_ms: Time,
        made_at_ms: Time,
        done_at_ms: Option<Time>,
        answer: Option<String>,
    }
}

impl Outgoing {
    /// Puts the message into the outbox, to be durable with the fact that causes it.
    pub fn post(&self, at: Time, rows: &mut Rows) {
        rows.add(OutboxRow {
            id: self.id.clone(),
            channel: self.channel.clone(),
            address: self.address.clone(),
            subject: self.subject.clone(),
            body: self.body.clone(),
            stream: self.stream.clone(),
            case_id: self.case.clone(),
            state: "waiting",
            tries: 0,
            next_at_ms: at,
            made_at_ms: at,
            done_at_ms: None,
            answer: None,
        });
    }

    fn read(row: &Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id("id")?,
            channel: row.text("channel")?,
            address: row.text("address")?,
            subject: row.text("subject")?,
            body: row.text("body")?,
            stream: row.text("stream")?,
            case: row.maybe_id("case_id")?,
        })
    }
}

impl Desk {
    /// Sends what waits and is due. Answers how many messages were handled.
    pub(crate) async fn deliver(&self) -> Result<usize, Fault> {
        let sql = "select id, channel, address, subject, body, stream, case_id, tries from outbox \
                   where state = 'waiting' and next_at_ms <= $1 order by next_at_ms, id limit $2";
        let waiting = self.db().rows(sql, args![self.now(), TAKEN_MAX]).await?;
        for row in &waiting {
            let message = Outgoing::read(row)?;
            let tries = row.int("tries")? + 1;
            match self.hand_over(&message).await {
                Ok(outcome) => self.settle_message(&message, tries, outcome).await?,
                Err(failure) if tries >= TRIES_MAX => self.settle_message(&message, tries, Outcome::GivenUp(failure)).await?,
                Err(failure) => self.try_later(&message, tries, &failure).await?,
            }
        }
        Ok(waiting.len())
    }

    async fn hand_over(&self, message: &Outgoing) -> Result<Outcome, String> {
        if self.world() != World::Live {
            return Ok(Outcome::Muted);
        }
        let sender = self.0.senders.iter().find(|s| s.channel() == message.channel);
        let sender = sender.ok_or_else(|| format!("no way out called {:?} is set up", message.channel))?;
        sender.send(message).await.map(Outcome::HandedOver)
    }

    /// Tells the capability what became of its message, then marks the message; told twice it is done once.
    async fn settle_message(&self, message: &Outgoing, tries: i64, outcome: Outcome) -> Result<(), Fault> {
        self.tell_outcome(message, &outcome).await?;
        let (state, answer) = match outcome {
            Outcome::HandedOver(answer) => ("sent", Some(answer)),
            Outcome::GivenUp(failure) => ("failed", Some(failure)),
            Outcome::Muted => ("muted", None),
        };
        let sql = "update outbox set state = $1, tries = $2, done_at_ms = $3, answer = $4 where id = $5";
        self.store(vec![(sql.into(), args![state, tries, self.now(), answer, &message.id])]).await.map(drop)
    }

    async fn try_later(&self, message: &Outgoing, tries: i64, failure: &str) -> Result<(), Fault> {
        tracing::warn!(message = %message.id, channel = message.channel, tries, failure, "a message was not taken");
        let wait_ms = (1_000_i64 << tries.min(20)).min(WAIT_MAX_MS);
        let sql = "update outbox set tries = $1, next_at_ms = $2, answer = $3 where id = $4";
        self.store(vec![(sql.into(), args![tries, self.now().plus_ms(wait_ms), failure, &message.id])]).await.map(drop)
    }
}

//! The outbox: messages to the outside, written in the act's transaction and sent after it, never out of an exercise.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use kernel::{Id, Time, World};
use tokio::sync::Mutex;

use crate::{Desk, Fault, FaultSort, Record, Rows, args};

/// After how many failed tries a message is given up and shown as failed.
pub const TRIES_MAX: i64 = 8;
/// How many messages are taken at once.
const TAKEN_MAX: i64 = 32;
/// The longest wait between two tries, in milliseconds.
const WAIT_MAX_MS: i64 = 10 * 60_000;
/// How long a way out may take for one message; after that it counts as not taken.
const HAND_OVER_MAX: Duration = Duration::from_secs(120);
/// After how long a capability that could not take an outcome is told it again, in milliseconds.
const TOLD_AGAIN_MS: i64 = 60_000;

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

/// A way out for messages: they leave one after the other on each, and beside each other on several.
pub(crate) struct Lane {
    /// Whose channel it is; none for messages whose channel nobody serves.
    sender: Option<Arc<dyn Sender>>,
    /// Held while messages leave on it, so that `settle` and the background never send the same twice at once.
    alone: Mutex<()>,
}

impl Lane {
    pub(crate) fn all(senders: &[Arc<dyn Sender>]) -> Vec<Self> {
        let ways = senders.iter().cloned().map(Some).chain([None]);
        ways.map(|sender| Self { sender, alone: Mutex::new(()) }).collect()
    }
}

impl Outcome {
    /// The state of a message whose outcome is on record and not told yet, and the state when it is told.
    const fn states(&self) -> (&'static str, &'static str) {
        match self {
            Self::HandedOver(_) => ("handed_over", "sent"),
            Self::GivenUp(_) => ("given_up", "failed"),
            Self::Muted => ("held_back", "muted"),
        }
    }

    fn read(row: &Record) -> Result<Self, Fault> {
        let answer = row.maybe_text("answer")?.unwrap_or_default();
        match row.text("state")?.as_str() {
            "handed_over" => Ok(Self::HandedOver(answer)),
            "given_up" => Ok(Self::GivenUp(answer)),
            "held_back" => Ok(Self::Muted),
            other => Err(Fault::broken(format!("a message in the state {other:?} has no outcome"))),
        }
    }
}

const COLUMNS: &str = "id, channel, address, subject, body, stream, case_id, state, tries, answer";

impl Desk {
    /// Sends what waits and is due, on all ways out. Answers how many messages were handled.
    pub(crate) async fn deliver(&self) -> Result<usize, Fault> {
        let lanes = (0..self.0.lanes.len()).map(|lane| self.send_on(lane));
        let mut handled = 0;
        for one in futures_util::future::join_all(lanes).await {
            handled += one?;
        }
        Ok(handled)
    }

    /// The same on one way out. What became of a message is on record before anybody is told, so a teller that faults sends nothing again.
    pub(crate) async fn send_on(&self, lane: usize) -> Result<usize, Fault> {
        let Lane { sender, alone } = &self.0.lanes[lane];
        let _alone = alone.lock().await;
        let mut handled = 0;
        for row in &self.messages("state in ('handed_over', 'given_up', 'held_back')", sender.as_ref()).await? {
            handled += usize::from(self.tell(&Outgoing::read(row)?, &Outcome::read(row)?).await?);
        }
        for row in &self.messages("state = 'waiting'", sender.as_ref()).await? {
            let message = Outgoing::read(row)?;
            let tries = row.int("tries")? + 1;
            let outcome = match self.hand_over(&message, sender.as_ref()).await {
                Ok(outcome) => outcome,
                Err(failure) if tries >= TRIES_MAX => Outcome::GivenUp(failure),
                Err(failure) => {
                    self.try_later(&message, tries, &failure).await?;
                    handled += 1;
                    continue;
                }
            };
            self.note_outcome(&message, tries, &outcome).await?;
            self.tell(&message, &outcome).await?;
            handled += 1;
        }
        Ok(handled)
    }

    /// The messages of a way out that are in a state and due, the oldest first.
    async fn messages(&self, state: &str, sender: Option<&Arc<dyn Sender>>) -> Result<Vec<Record>, Fault> {
        let (channels, sign): (Vec<&str>, _) = match sender {
            Some(sender) => (vec![sender.channel()], "="),
            None => (self.0.senders.iter().map(|s| s.channel()).collect(), "<>"),
        };
        let mut args = args![self.record_now()];
        let mut of_lane = String::new();
        for channel in channels {
            args.push(channel.into());
            of_lane.push_str(&format!(" and channel {sign} ${}", args.len()));
        }
        args.push(TAKEN_MAX.into());
        let sql = format!(
            "select {COLUMNS} from outbox where {state} and next_at_ms <= $1{of_lane} order by next_at_ms, id limit ${}",
            args.len()
        );
        self.db().rows(sql, args).await
    }

    async fn hand_over(&self, message: &Outgoing, sender: Option<&Arc<dyn Sender>>) -> Result<Outcome, String> {
        if self.world() != World::Live {
            return Ok(Outcome::Muted);
        }
        let sender = sender.ok_or_else(|| format!("no way out called {:?} is set up", message.channel))?;
        let late = || Err(format!("no answer within {} s", HAND_OVER_MAX.as_secs()));
        let answer = tokio::time::timeout(HAND_OVER_MAX, sender.send(message)).await;
        answer.unwrap_or_else(|_| late()).map(Outcome::HandedOver)
    }

    async fn note_outcome(&self, message: &Outgoing, tries: i64, outcome: &Outcome) -> Result<(), Fault> {
        let answer = match outcome {
            Outcome::HandedOver(answer) | Outcome::GivenUp(answer) => Some(answer.as_str()),
            Outcome::Muted => None,
        };
        let sql = "update outbox set state = $1, tries = $2, done_at_ms = $3, next_at_ms = $3, answer = $4 where id = $5";
        self.store(vec![(sql.into(), args![outcome.states().0, tries, self.record_now(), answer, &message.id])]).await.map(drop)
    }

    /// Tells the capability what became of its message; told twice it is done once. False when it is to be told again later.
    async fn tell(&self, message: &Outgoing, outcome: &Outcome) -> Result<bool, Fault> {
        let (state, next_at) = match self.tell_outcome(message, outcome).await {
            Ok(()) => (outcome.states().1, self.record_now()),
            Err(fault) if fault.sort() == FaultSort::Broken => {
                tracing::error!(%fault, message = %message.id, stream = message.stream, "an outcome was not taken, and is told again");
                (outcome.states().0, self.record_now().plus_ms(TOLD_AGAIN_MS))
            }
            Err(fault) => return Err(fault),
        };
        let sql = "update outbox set state = $1, next_at_ms = $2 where id = $3";
        self.store(vec![(sql.into(), args![state, next_at, &message.id])]).await?;
        Ok(state == outcome.states().1)
    }

    async fn try_later(&self, message: &Outgoing, tries: i64, failure: &str) -> Result<(), Fault> {
        tracing::warn!(message = %message.id, channel = message.channel, tries, failure, "a message was not taken");
        let wait_ms = (1_000_i64 << tries.min(20)).min(WAIT_MAX_MS);
        let sql = "update outbox set tries = $1, next_at_ms = $2, answer = $3 where id = $4";
        self.store(vec![(sql.into(), args![tries, self.record_now().plus_ms(wait_ms), failure, &message.id])]).await.map(drop)
    }
}

//! A capability that sends letters and notes what became of them, and ways out whose answers a test decides.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::{BoxFuture, Capability, Fault, Look, Outcome, Outgoing, Pen, Proposal, Rows, Sender};
use kernel::{Act, Given, Id, Kind, Reason, Subject, Time};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Letter {
    pub fates: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LetterFact {
    Written { channel: String },
    Fared { fate: String },
}

impl Subject for Letter {
    const NAME: &'static str = "letter";
    type Fact = LetterFact;

    fn fold(mut self, fact: &LetterFact) -> Self {
        if let LetterFact::Fared { fate } = fact {
            self.fates.push(fate.clone());
        }
        self
    }
}

/// Writes a letter: the message waits in the outbox from the same commit on.
#[derive(Debug, Clone)]
pub struct Write(pub &'static str);
/// Notes what became of it. It is no "already so", so that being told twice would show.
#[derive(Debug, Clone)]
pub struct Note(pub String);

#[derive(Debug)]
pub struct Never;

impl std::fmt::Display for Never {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("never")
    }
}

impl Reason for Never {
    fn key(&self) -> &'static str {
        "letters-refused-never"
    }
    fn kind(&self) -> Kind {
        Kind::Conflict
    }
}

impl Act for Write {
    type Subject = Letter;
    type Known = (Option<Id>, Time);
    type Refusal = Never;
    fn decide(self, _: &Letter, _: &Self::Known, _: &Given) -> Result<Vec<LetterFact>, Never> {
        Ok(vec![LetterFact::Written { channel: self.0.into() }])
    }
}

impl Look for Write {
    async fn look(&self, under: &Pen<'_>) -> Result<Self::Known, Fault> {
        Ok((Some(under.own_id().clone()), under.at()))
    }

    fn beside(&self, known: &Self::Known, rows: &mut Rows) {
        let Some(id) = known.0.clone() else { return };
        let message = Outgoing {
            stream: format!("letter/{id}"),
            id,
            channel: self.0.into(),
            address: "somebody".into(),
            subject: "flood".into(),
            body: "water in the cellars".into(),
            case: None,
        };
        message.post(known.1, rows);
    }
}

impl Act for Note {
    type Subject = Letter;
    type Known = ();
    type Refusal = Never;
    fn decide(self, _: &Letter, (): &(), _: &Given) -> Result<Vec<LetterFact>, Never> {
        Ok(vec![LetterFact::Fared { fate: self.0 }])
    }
}

impl Look for Note {}

/// The capability. The first `deaf` times it is told something it faults.
pub fn letters(deaf: usize) -> Capability {
    let deaf = Arc::new(AtomicUsize::new(deaf));
    Capability::named("letters").subject::<Letter>().told(move |_, message, outcome| {
        let faults = deaf.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_ok();
        let fate = match outcome {
            Outcome::HandedOver(answer) => format!("handed over: {answer}"),
            Outcome::GivenUp(failure) => format!("given up: {failure}"),
            Outcome::Muted => "muted".to_owned(),
        };
        Box::pin(async move {
            if faults {
                return Err(Fault::broken("deaf"));
            }
            let id = message.stream.split_once('/').and_then(|(_, id)| Id::parse(id).ok());
            Ok(id.map(|id| Proposal::of(&id, Note(fate))))
        })
    })
}

/// What a way out does with the next message.
pub enum Next {
    Take,
    Refuse,
    /// It never answers.
    Hang,
}

/// A way out that does what the test says, and takes everything when nothing is said.
pub struct Way {
    channel: &'static str,
    next: Mutex<VecDeque<Next>>,
    /// The ids of what it was given, in order.
    pub given: Mutex<Vec<Id>>,
    /// One permit for each message that it was given.
    heard: Semaphore,
}

impl Way {
    pub fn out(channel: &'static str, next: impl IntoIterator<Item = Next>) -> Arc<Self> {
        let (next, given) = (Mutex::new(next.into_iter().collect()), Mutex::default());
        Arc::new(Self { channel, next, given, heard: Semaphore::new(0) })
    }

    /// Waits for the next message.
    pub async fn hears(&self) {
        tokio::time::timeout(Duration::from_secs(60), self.heard.acquire()).await.unwrap().unwrap().forget();
    }

    pub fn times(&self) -> usize {
        self.given.lock().unwrap().len()
    }
}

impl Sender for Way {
    fn channel(&self) -> &'static str {
        self.channel
    }

    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<String, String>> {
        self.given.lock().unwrap().push(message.id.clone());
        self.heard.add_permits(1);
        let next = self.next.lock().unwrap().pop_front().unwrap_or(Next::Take);
        Box::pin(async move {
            match next {
                Next::Take => Ok("250 taken".to_owned()),
                Next::Refuse => Err("451 not now".to_owned()),
                Next::Hang => std::future::pending().await,
            }
        })
    }
}

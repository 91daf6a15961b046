//! Asking for acts: what a door, a reaction or a clock hands to the pen, with the types of the act hidden.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use futures_util::future::LocalBoxFuture;
use kernel::{Act, Given, Id, Reason, Subject, Time};

use crate::batch::Step;
use crate::capability::{AnyState, state_of};
use crate::{Fault, Pen, Rows};

/// What an act must know before it is decided, and what must be durable beside its facts. Both are empty for most:
/// `impl Look for Close {}`.
pub trait Look: Act {
    /// Looks up, under the pen, what `decide` must know.
    fn look(&self, under: &Pen<'_>) -> impl Future<Output = Result<Self::Known, Fault>> {
        let _ = under;
        std::future::ready(Ok(Self::Known::default()))
    }

    /// Rows of stores that must be durable with the facts: sealed words, people, messages for the outbox.
    fn beside(&self, known: &Self::Known, rows: &mut Rows) {
        let _ = (known, rows);
    }
}

/// An act on one subject with its type hidden, so that acts on several subjects can be performed together.
pub trait Performable: Send + Sync {
    #[doc(hidden)]
    fn id(&self) -> &Id;
    #[doc(hidden)]
    fn stream(&self) -> &Arc<str>;
    #[doc(hidden)]
    fn look<'a>(&'a self, under: &'a Pen<'a>) -> LocalBoxFuture<'a, Result<Box<dyn Any>, Fault>>;
    #[doc(hidden)]
    fn decide(&self, known: &dyn Any, given: &Given, step: &mut Step<'_>) -> Result<Result<(), Box<dyn Reason>>, Fault>;
}

/// `acts![(&incident, close), (&team, release)]`: several acts to be performed all or not at all.
#[macro_export]
macro_rules! acts {
    ($(($id:expr, $act:expr)),* $(,)?) => { vec![$($crate::one($id, $act)),*] };
}

/// One act on the subject `id`.
pub fn one<A: Look>(id: &Id, act: A) -> Box<dyn Performable> {
    Box::new(One { id: id.clone(), stream: stream_of::<A::Subject>(id), act })
}

/// The stream of a subject: `incident/<id>`.
#[must_use]
pub fn stream_of<S: Subject>(id: &Id) -> Arc<str> {
    format!("{}/{id}", S::NAME).into()
}

struct One<A: Look> {
    id: Id,
    stream: Arc<str>,
    act: A,
}

impl<A: Look> Performable for One<A> {
    fn id(&self) -> &Id {
        &self.id
    }

    fn stream(&self) -> &Arc<str> {
        &self.stream
    }

    fn look<'a>(&'a self, under: &'a Pen<'a>) -> LocalBoxFuture<'a, Result<Box<dyn Any>, Fault>> {
        // `Known` outlives the look, so it may be hidden behind `Any` only when it borrows nothing.
        Box::pin(async move { Ok(Box::new(KnownOf::<A>(self.act.look(under).await?, PhantomData)) as Box<dyn Any>) })
    }

    fn decide(&self, known: &dyn Any, given: &Given, step: &mut Step<'_>) -> Result<Result<(), Box<dyn Reason>>, Fault> {
        let known =
            known.downcast_ref::<KnownOf<A>>().ok_or_else(|| Fault::broken("an act was given another act's knowledge"))?;
        let (now, version) = step.state::<A::Subject>(&self.stream)?;
        let given = Given { version, ..given.clone() };
        match self.act.clone().decide(&now, &known.0, &given) {
            Ok(facts) => {
                if !facts.is_empty() {
                    self.act.beside(&known.0, step.rows());
                }
                step.append::<A::Subject>(&self.id, &self.stream, facts, &given)?;
                Ok(Ok(()))
            }
            Err(refusal) => Ok(Err(Box::new(refusal))),
        }
    }
}

struct KnownOf<A: Look>(A::Known, PhantomData<A>);

/// Several acts that a reaction or a clock proposes, performed all or not at all.
pub struct Proposal {
    pub(crate) acts: Vec<Box<dyn Performable>>,
}

impl Proposal {
    /// Proposes one act.
    pub fn of<A: Look>(id: &Id, act: A) -> Self {
        Self { acts: vec![one(id, act)] }
    }

    /// Proposes several acts together.
    #[must_use]
    pub fn all(acts: Vec<Box<dyn Performable>>) -> Self {
        Self { acts }
    }
}

/// What was done to one subject.
#[derive(Debug, Clone)]
pub struct Done<S> {
    /// The position of the last fact that the request recorded, or of the journal's last fact when it was already so.
    pub position: i64,
    /// The entry time.
    pub at: Time,
    /// The subject's version now.
    pub version: u64,
    /// Whether nothing had to be recorded: it was already so, or the same key was asked before.
    pub already: bool,
    /// The subject now.
    pub state: Arc<S>,
}

/// What was done to several subjects, in the order of the acts.
#[derive(Clone)]
pub struct DoneAll {
    /// As in [`Done`].
    pub position: i64,
    /// The entry time.
    pub at: Time,
    /// Whether nothing had to be recorded.
    pub already: bool,
    /// For a key that was asked before: which stream its first act was performed on.
    pub stream: Option<String>,
    pub(crate) states: Vec<(u64, AnyState)>,
}

impl DoneAll {
    /// The subject of the act at `index`, if it is an `S`.
    pub fn state<S: Subject>(&self, index: usize) -> Result<Done<S>, Fault> {
        let (version, state) = self.states.get(index).ok_or_else(|| Fault::broken("no such act in this answer"))?;
        Ok(Done {
            position: self.position,
            at: self.at,
            version: *version,
            already: self.already,
            state: state_of::<S>(state.clone())?,
        })
    }
}

impl std::fmt::Debug for DoneAll {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DoneAll {{ position: {}, already: {}, states: {} }}", self.position, self.already, self.states.len())
    }
}

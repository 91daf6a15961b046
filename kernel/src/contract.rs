//! The contract: an actor performs an act on a subject; the rules refuse it with a reason or yield facts; facts fold into the subject.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{AreaCode, Id, Time};

/// What a fact must be: plain data that is written once as JSON `{"kind": …}` in `snake_case` and always reads again.
pub trait FactBody: Serialize + DeserializeOwned + Clone + fmt::Debug + Send + Sync + 'static {}
impl<T: Serialize + DeserializeOwned + Clone + fmt::Debug + Send + Sync + 'static> FactBody for T {}

/// A thing with a history: folded from its facts and nothing else.
pub trait Subject: Default + Clone + fmt::Debug + Send + Sync + 'static {
    /// The word for it, as in the glossary and in the names of streams: `incident`.
    const NAME: &'static str;
    /// What can have happened to it.
    type Fact: FactBody;

    /// The subject after one more fact. Never fails: every fact ever written folds.
    #[must_use]
    fn fold(self, fact: &Self::Fact) -> Self;

    /// The area it belongs to, for scopes and live updates; several areas give the smallest that holds them all.
    fn area(&self) -> Option<AreaCode> {
        None
    }

    /// The case it belongs to, for replay and membership: an incident (whose id is `own`) is its own case, its reports belong to it.
    fn case(&self, own: &Id) -> Option<Id> {
        let _ = own;
        None
    }
}

/// What somebody asks to be done to a subject. `decide` is pure: everything it must know comes in.
pub trait Act: Clone + fmt::Debug + Send + Sync + 'static {
    /// What it is done to.
    type Subject: Subject;
    /// What must be looked up under the pen before deciding; `()` for most.
    type Known: Default + 'static;
    /// Why it may be refused.
    type Refusal: Reason;

    /// The facts that follow, or the reason why not. No facts means "already so", which is an answer and not a refusal.
    ///
    /// # Errors
    /// The refusal, for the person who asked.
    fn decide(
        self,
        now: &Self::Subject,
        known: &Self::Known,
        given: &Given,
    ) -> Result<Vec<<Self::Subject as Subject>::Fact>, Self::Refusal>;
}

/// Who acts, on which post, when, where and why. The pen sets `at`.
#[derive(Debug, Clone)]
pub struct Given {
    /// Who acts.
    pub actor: Actor,
    /// On which post they act, where they hold one.
    pub post: Option<Id>,
    /// The area of that post.
    pub area: Option<AreaCode>,
    /// When it is decided: set by the pen, never earlier than the fact before it.
    pub at: Time,
    /// In which world.
    pub world: World,
    /// What it follows from: a request, or the position of the fact that a reaction answers.
    pub cause: Option<String>,
    /// The version of the subject that the person saw, where a form or `If-Match` carried it.
    pub seen: Option<u64>,
    /// The version of the subject before the act: set by the pen.
    pub version: u64,
    /// Under which key it is asked, so that a repeat is answered and not done again.
    pub once: Option<Once>,
}

/// An idempotency key: the same key with the same request is done once; with another request it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Once {
    /// Who asks and under which key: `http/<account>/<key>`, `<capability>/<position>/<n>`, `clock/…`.
    pub key: String,
    /// What was asked, shortened to a hash; empty where the key alone says it.
    pub digest: String,
}

/// Who acts, as the envelope keeps it: `account/<id>`, `token/<id>`, `system/<capability>`, `link/<name>`, `public/<door>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Actor(pub String);

/// A journal with its tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum World {
    /// The city.
    Live,
    /// The same program on a clock of its own; nothing leaves it.
    Exercise,
    /// The record as it was known at a moment; nothing is written.
    Replay,
}

/// Why an act is refused, for the person who asked. The words are in `texts/`, in every language; `Display` is for logs only.
pub trait Reason: fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// The key of the sentence that says what is so.
    fn key(&self) -> &'static str;
    /// What the sentence is about.
    fn args(&self) -> Vec<(&'static str, Arg)> {
        Vec::new()
    }
    /// The key of the sentence that says what to do, where something can be done.
    fn hint(&self) -> Option<&'static str> {
        None
    }
    /// What sort of refusal it is.
    fn kind(&self) -> Kind;
}

/// The sort of a refusal; a door turns it into a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What was asked about does not exist, or not for this reader (404).
    NotFound,
    /// It exists and stands against what was asked (409).
    Conflict,
    /// What was asked makes no sense (422).
    Invalid,
    /// Somebody changed the value since it was seen (412 with `If-Match`, 409 in a form).
    Stale,
}

/// An argument of a sentence: put into the text by the reader's language.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Words as they are.
    Text(String),
    /// A number.
    Number(i64),
    /// A time, written in the city's zone.
    Time(Time),
}

impl Given {
    /// An act of the program itself, such as a clock or a reaction of `capability`.
    #[must_use]
    pub fn system(capability: &str, world: World) -> Self {
        Self::of(Actor(format!("system/{capability}")), world)
    }

    /// An act of `actor` without a post.
    #[must_use]
    pub fn of(actor: Actor, world: World) -> Self {
        Self { actor, post: None, area: None, at: Time::default(), world, cause: None, seen: None, version: 0, once: None }
    }
}

impl World {
    /// The world's name in the journal's hash and on pages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Exercise => "exercise",
            Self::Replay => "replay",
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Time> for Arg {
    fn from(time: Time) -> Self {
        Self::Time(time)
    }
}

//! Registration: what each capability brings to the desk. The server lists all of them once.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use kernel::{Id, Subject};

use crate::journal::{Entered, Envelope};
use crate::perform::Proposal;
use crate::search::Document;
use crate::{Desk, Fault, Rows};

/// A folded state of any subject.
pub(crate) type AnyState = Arc<dyn Any + Send + Sync>;

/// Keeps the rows of one capability from one fact of `S`: before, after, the fact, where to push rows.
pub type Keep<S> = fn(&S, &S, &Entered<<S as Subject>::Fact>, &mut Rows);

/// Answers a fact with proposals of further acts.
pub(crate) type React = Arc<dyn for<'a> Fn(&'a Desk, &'a Envelope) -> BoxFuture<'a, Result<Vec<Proposal>, Fault>> + Send + Sync>;

/// Answers a clock that is due with a proposal of an act.
pub(crate) type Ring =
    Arc<dyn for<'a> Fn(&'a Desk, &'a crate::clocks::Due) -> BoxFuture<'a, Result<Option<Proposal>, Fault>> + Send + Sync>;

/// Does one job; may say how far it is.
pub(crate) type Work = Arc<dyn for<'a> Fn(&'a Desk, &'a crate::jobs::Job) -> BoxFuture<'a, Result<String, Fault>> + Send + Sync>;

/// Answers what became of a message with a proposal of an act.
pub(crate) type Told = Arc<
    dyn for<'a> Fn(
            &'a Desk,
            &'a crate::outbox::Outgoing,
            &'a crate::outbox::Outcome,
        ) -> BoxFuture<'a, Result<Option<Proposal>, Fault>>
        + Send
        + Sync,
>;

type Describe = Arc<dyn Fn(&Id, &AnyState) -> Option<Document> + Send + Sync>;

/// What one capability brings: its subjects, tables, stores, reactions, clocks, jobs and searchable documents.
#[derive(Clone)]
pub struct Capability {
    pub(crate) name: &'static str,
    pub(crate) revision: i64,
    pub(crate) tables_sql: &'static str,
    pub(crate) stores: &'static [&'static str],
    pub(crate) subjects: Vec<Arc<dyn AnySubject>>,
    pub(crate) keeps: Vec<AnyKeep>,
    pub(crate) reactions: Vec<(&'static str, React)>,
    pub(crate) ring: Option<Ring>,
    pub(crate) told: Option<Told>,
    pub(crate) works: Vec<(&'static str, Work)>,
    pub(crate) describes: Vec<(&'static str, Describe)>,
}

/// A `keep` whose subject is known by its type id.
#[derive(Clone)]
pub(crate) struct AnyKeep {
    pub(crate) capability: &'static str,
    subject: TypeId,
    keep: Arc<dyn Any + Send + Sync>,
}

/// A kind of subject whose type is not known here: folds the JSON of its facts.
pub(crate) trait AnySubject: Send + Sync {
    fn name(&self) -> &'static str;
    fn type_id_of(&self) -> TypeId;
    fn fresh(&self) -> AnyState;
    fn fold(&self, state: AnyState, envelope: &Envelope) -> Result<AnyState, Fault>;
    /// Folds and keeps the rows of those `keeps` that hear this subject.
    fn fold_and_keep(&self, state: AnyState, envelope: &Envelope, keeps: &[AnyKeep], rows: &mut Rows) -> Result<AnyState, Fault>;
}

struct Of<S: Subject>(std::marker::PhantomData<fn() -> S>);

impl Capability {
    /// A capability that brings nothing yet.
    #[must_use]
    pub fn named(name: &'static str) -> Self {
        Self {
            name,
            revision: 0,
            tables_sql: "",
            stores: &[],
            subjects: Vec::new(),
            keeps: Vec::new(),
            reactions: Vec::new(),
            ring: None,
            told: None,
            works: Vec::new(),
            describes: Vec::new(),
        }
    }

    /// Brings the subject `S`: its streams may be written.
    #[must_use]
    pub fn subject<S: Subject>(mut self) -> Self {
        self.subjects.push(Arc::new(Of::<S>(std::marker::PhantomData)));
        self
    }

    /// Brings tables kept from facts. A higher `revision` has them rebuilt from the journal at the next start.
    #[must_use]
    pub const fn tables(mut self, revision: i64, sql: &'static str) -> Self {
        self.revision = revision;
        self.tables_sql = sql;
        self
    }

    /// Keeps rows of this capability from the facts of `S`, its own or an earlier capability's.
    #[must_use]
    pub fn keep<S: Subject>(mut self, keep: Keep<S>) -> Self {
        self.keeps.push(AnyKeep { capability: self.name, subject: TypeId::of::<S>(), keep: Arc::new(keep) });
        self
    }

    /// Brings stores: numbered additive steps, each applied once, in order, never changed.
    #[must_use]
    pub const fn stores(mut self, steps: &'static [&'static str]) -> Self {
        self.stores = steps;
        self
    }

    /// Answers every fact of `S` with proposals, once each, in the order of the journal, after the commit. It may be asked about several
    /// facts before the first proposal is performed; what must hold is decided under the pen.
    #[must_use]
    pub fn react<S, F>(mut self, react: F) -> Self
    where
        S: Subject,
        F: for<'a> Fn(&'a Desk, Entered<S::Fact>) -> BoxFuture<'a, Result<Vec<Proposal>, Fault>> + Send + Sync + Copy + 'static,
    {
        let opened: React = Arc::new(move |desk, envelope| Box::pin(async move { react(desk, Entered::open(envelope)?).await }));
        self.reactions.push((S::NAME, opened));
        self
    }

    /// The same for facts of these kinds alone: others are passed over without being read.
    #[must_use]
    pub fn react_to<S, F>(mut self, kinds: &'static [&'static str], react: F) -> Self
    where
        S: Subject,
        F: for<'a> Fn(&'a Desk, Entered<S::Fact>) -> BoxFuture<'a, Result<Vec<Proposal>, Fault>> + Send + Sync + Copy + 'static,
    {
        let opened: React = Arc::new(move |desk, envelope| {
            Box::pin(async move {
                if kinds.contains(&envelope.kind.as_str()) { react(desk, Entered::open(envelope)?).await } else { Ok(Vec::new()) }
            })
        });
        self.reactions.push((S::NAME, opened));
        self
    }

    /// Proposes an act when a clock of this capability that fires is due.
    #[must_use]
    pub fn ring<F>(mut self, ring: F) -> Self
    where
        F: for<'a> Fn(&'a Desk, &'a crate::clocks::Due) -> BoxFuture<'a, Result<Option<Proposal>, Fault>> + Send + Sync + 'static,
    {
        self.ring = Some(Arc::new(ring));
        self
    }

    /// Proposes an act when a message of one of its subjects was handed over, given up or muted.
    #[must_use]
    pub fn told<F>(mut self, told: F) -> Self
    where
        F: for<'a> Fn(
                &'a Desk,
                &'a crate::outbox::Outgoing,
                &'a crate::outbox::Outcome,
            ) -> BoxFuture<'a, Result<Option<Proposal>, Fault>>
            + Send
            + Sync
            + 'static,
    {
        self.told = Some(Arc::new(told));
        self
    }

    /// Does jobs of the kind `kind`.
    #[must_use]
    pub fn work<F>(mut self, kind: &'static str, work: F) -> Self
    where
        F: for<'a> Fn(&'a Desk, &'a crate::jobs::Job) -> BoxFuture<'a, Result<String, Fault>> + Send + Sync + 'static,
    {
        self.works.push((kind, Arc::new(work)));
        self
    }

    /// Makes subjects `S` findable: how one reads as a document, or nothing when it is not to be found.
    #[must_use]
    pub fn search<S: Subject>(mut self, describe: fn(&Id, &S) -> Option<Document>) -> Self {
        let opened: Describe = Arc::new(move |id, state| state.downcast_ref::<S>().and_then(|s| describe(id, s)));
        self.describes.push((S::NAME, opened));
        self
    }
}

/// All capabilities of the program, found by subject.
pub(crate) struct Registry {
    pub(crate) capabilities: Vec<Capability>,
    subjects: HashMap<&'static str, Arc<dyn AnySubject>>,
    keeps: HashMap<TypeId, Vec<AnyKeep>>,
}

impl Registry {
    pub(crate) fn of(capabilities: Vec<Capability>) -> Self {
        let mut subjects: HashMap<&'static str, Arc<dyn AnySubject>> = HashMap::new();
        let mut keeps: HashMap<TypeId, Vec<AnyKeep>> = HashMap::new();
        let desk_own: [Arc<dyn AnySubject>; 2] = [
            Arc::new(Of::<crate::sealed::Erasures>(std::marker::PhantomData)),
            Arc::new(Of::<crate::exports::Export>(std::marker::PhantomData)),
        ];
        for subject in desk_own.iter().chain(capabilities.iter().flat_map(|c| &c.subjects)) {
            assert!(subjects.insert(subject.name(), subject.clone()).is_none(), "subject {} is brought twice", subject.name());
        }
        for keep in capabilities.iter().flat_map(|c| &c.keeps) {
            keeps.entry(keep.subject).or_default().push(keep.clone());
        }
        Self { capabilities, subjects, keeps }
    }

    pub(crate) fn subject(&self, name: &str) -> Result<&Arc<dyn AnySubject>, Fault> {
        self.subjects.get(name).ok_or_else(|| Fault::broken(format!("no capability brings the subject {name:?}")))
    }

    pub(crate) fn knows<S: Subject>(&self) -> bool {
        self.subjects.contains_key(S::NAME)
    }

    pub(crate) fn keeps_of<S: Subject>(&self) -> &[AnyKeep] {
        self.keeps.get(&TypeId::of::<S>()).map_or(&[], Vec::as_slice)
    }

    /// The keeps of some capabilities, by the name of the subject that they hear.
    pub(crate) fn keeps_by_subject(&self, wanted: impl Fn(&str) -> bool) -> HashMap<&'static str, Vec<AnyKeep>> {
        let of = |subject: &Arc<dyn AnySubject>| -> Vec<AnyKeep> {
            let all = self.keeps.get(&subject.type_id_of()).map_or(&[][..], Vec::as_slice);
            all.iter().filter(|keep| wanted(keep.capability)).cloned().collect()
        };
        let heard = self.subjects.iter().map(|(name, subject)| (*name, of(subject)));
        heard.filter(|(_, keeps)| !keeps.is_empty()).collect()
    }

    pub(crate) fn all_keeps(&self) -> Vec<AnyKeep> {
        self.keeps.values().flatten().cloned().collect()
    }

    pub(crate) fn describe(&self, subject: &str, id: &Id, state: &AnyState) -> Option<(&'static str, Document)> {
        for capability in &self.capabilities {
            for (name, describe) in &capability.describes {
                if *name == subject {
                    return describe(id, state).map(|d| (capability.name, d));
                }
            }
        }
        None
    }

    pub(crate) fn is_searched(&self, subject: &str) -> bool {
        self.capabilities.iter().any(|c| c.describes.iter().any(|(name, _)| *name == subject))
    }
}

impl AnyKeep {
    /// Runs the keep if it hears `S`.
    pub(crate) fn run<S: Subject>(&self, before: &S, after: &S, fact: &Entered<S::Fact>, rows: &mut Rows) {
        if let Some(keep) = self.keep.downcast_ref::<Keep<S>>() {
            keep(before, after, fact, rows);
        }
    }
}

impl<S: Subject> AnySubject for Of<S> {
    fn name(&self) -> &'static str {
        S::NAME
    }

    fn type_id_of(&self) -> TypeId {
        TypeId::of::<S>()
    }

    fn fresh(&self) -> AnyState {
        Arc::new(S::default())
    }

    fn fold(&self, state: AnyState, envelope: &Envelope) -> Result<AnyState, Fault> {
        let fact: S::Fact = envelope.fact()?;
        Ok(Arc::new(Arc::unwrap_or_clone(state_of::<S>(state)?).fold(&fact)))
    }

    fn fold_and_keep(&self, state: AnyState, envelope: &Envelope, keeps: &[AnyKeep], rows: &mut Rows) -> Result<AnyState, Fault> {
        let entered = Entered::<S::Fact>::open(envelope)?;
        let before = state_of::<S>(state)?;
        if keeps.iter().all(|k| k.subject != TypeId::of::<S>()) {
            return Ok(Arc::new(Arc::unwrap_or_clone(before).fold(&entered.fact)));
        }
        let after = S::clone(&before).fold(&entered.fact);
        for keep in keeps {
            keep.run::<S>(&before, &after, &entered, rows);
        }
        Ok(Arc::new(after))
    }
}

/// The state as `S`: streams are told apart by the subject's name, so another type is a bug in a registration.
pub(crate) fn state_of<S: Subject>(state: AnyState) -> Result<Arc<S>, Fault> {
    state.downcast::<S>().map_err(|_| Fault::broken(format!("the state is not of {}", S::NAME)))
}

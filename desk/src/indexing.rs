//! Indexing: subjects whose facts are new are described as documents and join the index in one durable step for a page of facts.

use std::collections::{BTreeMap, HashMap};
use std::iter;

use kernel::Id;

use crate::capability::AnyState;
use crate::follow::PAGE;
use crate::journal::Envelope;
use crate::search::{self, Document, WORK_SECRET};
use crate::writer::Statement;
use crate::{Desk, Fault, FaultSort, args, reads, sealed};

/// The name of the index's cursor.
const CURSOR: &str = "search";

/// A stream, with what it reads as and which capability says so; nothing when it is not to be found.
type Described = (String, Option<(&'static str, Document)>);

impl Desk {
    /// Indexes the subjects whose facts are new. Words that were erased leave the index here as well. Answers whether there were any.
    pub(crate) async fn index_new(&self) -> Result<bool, Fault> {
        let cursor = self.cursor(CURSOR).await?;
        if cursor >= self.last_position() {
            return Ok(false);
        }
        let facts = reads::after(self.db(), cursor, PAGE).await?;
        let Some(last) = facts.last() else { return Ok(false) };
        let described = self.described(&facts).await?;
        let documents = described.iter().filter_map(|(_, read)| read.as_ref().map(|(_, document)| document));
        let sealed: Vec<Id> = documents.flat_map(|document| document.sealed.iter().cloned()).collect();
        let found = sealed::words(self.db(), &sealed).await?;
        let engine = self.db().engine();
        let mut statements: Vec<Statement> = Vec::new();
        for (stream, read) in &described {
            let about = read.as_ref().map(|(capability, document)| (*capability, document, words_of(document, &found)));
            statements.extend(search::index(engine, stream, about));
        }
        let sql =
            "insert into cursors (name, position) values ($1, $2) on conflict (name) do update set position = excluded.position";
        statements.push((sql.into(), args![CURSOR, last.position]));
        self.store(statements).await?;
        Ok(true)
    }

    /// Whether the case that a fact belongs to is marked as a work secret: as its subject says, or what the index knows of the case where
    /// the subject says nothing. What is marked on a case stays as it is.
    ///
    /// # Errors
    /// A fault when neither can be read.
    pub async fn is_work_secret(&self, fact: &Envelope) -> Result<bool, Fault> {
        let Some(case) = &fact.case_id else { return Ok(false) };
        if self.0.registry.is_searched(fact.subject())
            && let Some((_, document)) = self.describe(&fact.stream, fact.version).await?
        {
            return Ok(document.marking == WORK_SECRET);
        }
        let sql = "select doc from search_docs where case_id = $1 and marking = 'work_secret' limit 1";
        Ok(self.db().one(sql, args![case]).await?.is_some())
    }

    /// The streams that facts touch, as documents. One that cannot be read is logged and left as it was.
    async fn described(&self, facts: &[Envelope]) -> Result<Vec<Described>, Fault> {
        let mut touched: BTreeMap<String, i64> = BTreeMap::new();
        for fact in facts {
            if self.0.registry.is_searched(fact.subject()) {
                touched.insert(fact.stream.clone(), fact.version);
            }
            if fact.subject() == <sealed::Erasures as kernel::Subject>::NAME {
                touched.extend(self.streams_with(&fact.id()?).await?.into_iter().map(|stream| (stream, i64::MAX)));
            }
        }
        let mut described = Vec::with_capacity(touched.len());
        for (stream, version) in touched {
            match self.describe(&stream, version).await {
                Ok(read) => described.push((stream, read)),
                Err(fault) if fault.sort() == FaultSort::Broken => tracing::error!(%fault, stream, "not indexed"),
                Err(fault) => return Err(fault),
            }
        }
        Ok(described)
    }

    async fn describe(&self, stream: &str, version: i64) -> Result<Option<(&'static str, Document)>, Fault> {
        let (name, id) = stream.split_once('/').unwrap_or_default();
        let id = Id::parse(id).map_err(|e| Fault::broken(format!("stream {stream}")).from_error(e))?;
        let state = self.folded(stream, version).await?;
        Ok(self.0.registry.describe(name, &id, &state))
    }

    /// A subject as the fact of a version left it, or a later one: from the writer's memory, or folded from the journal.
    async fn folded(&self, stream: &str, version: i64) -> Result<AnyState, Fault> {
        if let Some(held) = self.0.states.get(stream).filter(|held| held.version >= version) {
            return Ok(held.state);
        }
        let subject = self.0.registry.subject(stream.split_once('/').map_or("", |(name, _)| name))?.clone();
        let mut state = subject.fresh();
        for envelope in &reads::stream(self.db(), stream).await? {
            state = subject.fold(state, envelope)?;
        }
        Ok(state)
    }

    /// The streams whose documents hold the words of an erased text.
    async fn streams_with(&self, erased: &Id) -> Result<Vec<String>, Fault> {
        let sql = "select stream from search_docs where sealed like $1 limit 1000";
        self.db().rows(sql, args![format!("% {erased} %")]).await?.iter().map(|r| r.text("stream")).collect()
    }
}

fn words_of(document: &Document, found: &HashMap<Id, String>) -> String {
    let opened = document.sealed.iter().filter_map(|id| found.get(id));
    let all = iter::once(&document.title).chain(&document.words).chain(opened);
    all.map(String::as_str).collect::<Vec<_>>().join(" ")
}

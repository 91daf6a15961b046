//! Sealed words and people: kept in a store beside the facts, proved by a salted hash, erasable for ever without breaking the chain.

use std::collections::HashMap;

use kernel::{Act, Arg, Given, Id, Kind, Reason, Sealed, Subject, Time};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::db::Db;
use crate::{Desk, Fault, Look, NotDone, Pen, Rows, args};

/// The longest sealed text, in characters.
pub const SEALED_CHARS_MAX: usize = 20_000;
/// How many sealed texts are read at once.
const READ_MAX: usize = 512;
/// The file beside the database that remembers erasures, to be applied again after an older backup is restored.
pub(crate) const ERASURES_FILE: &str = "erasures.jsonl";

/// Words on their way into the store, with what the fact will carry. An act holds it and pushes it in `beside`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealing {
    /// What the fact carries.
    pub sealed: Sealed,
    /// What sort of words: `words`, `person`, `place`, `file_name` ….
    pub kind: &'static str,
    /// The case they belong to, so that a replay of the case finds them.
    pub case: Option<Id>,
    /// The words.
    pub words: String,
    salt: String,
    at: Time,
}

impl Sealing {
    /// Words as examples of rules need them: no salt, never kept.
    #[doc(hidden)]
    #[must_use]
    pub fn for_test(sealed: Sealed, words: &str) -> Self {
        Self { sealed, kind: "words", case: None, words: words.to_owned(), salt: String::new(), at: Time::default() }
    }

    /// Pushes the words into the store, to be durable with the fact.
    pub fn keep(&self, rows: &mut Rows) {
        rows.add(SealedRow {
            id: self.sealed.id.clone(),
            kind: self.kind.to_owned(),
            case_id: self.case.clone(),
            salt: Some(self.salt.clone()),
            words: Some(self.words.clone()),
            at_ms: self.at,
            erased_at_ms: None,
            erased_why: None,
        });
    }
}

crate::table! {
    struct SealedRow in "sealed" by ("id") {
        id: Id,
        kind: String,
        case_id: Option<Id>,
        salt: Option<String>,
        words: Option<String>,
        at_ms: Time,
        erased_at_ms: Option<Time>,
        erased_why: Option<String>,
    }
}

/// The salted hash that a fact carries.
#[must_use]
pub fn salted_hash(salt: &str, words: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update((salt.len() as u64).to_be_bytes());
    hasher.update(salt.as_bytes());
    hasher.update(words.as_bytes());
    hex::encode(hasher.finalize())
}

impl Desk {
    /// Seals words: a new id and salt, to be carried by an act. Words over [`SEALED_CHARS_MAX`] are cut there.
    #[must_use]
    pub fn seal(&self, kind: &'static str, case: Option<&Id>, words: &str) -> Sealing {
        // Sealed as they will be kept, or the hash would not prove them.
        let words = crate::value::keepable(words.chars().take(SEALED_CHARS_MAX).collect());
        let salt = hex::encode(self.chance().bytes::<16>());
        let sealed = Sealed { id: self.new_id(), hash: salted_hash(&salt, &words) };
        Sealing { sealed, kind, case: case.cloned(), words, salt, at: self.now() }
    }

    /// Erases sealed words for ever: words and salt go, the skeleton and the reason stay. Already erased is already so.
    ///
    /// # Errors
    /// Refused when there is no such text; a fault when it cannot be made durable.
    pub async fn erase(&self, given: Given, sealed: &Id, because: Because) -> Result<(), NotDone> {
        let done = self.perform(sealed, given, Erase { sealed: sealed.clone(), because }).await?;
        if !done.already {
            self.note_erasure(sealed, done.at)?;
        }
        Ok(())
    }

    fn note_erasure(&self, sealed: &Id, at: Time) -> Result<(), Fault> {
        use std::io::Write as _;
        let path = self.folder().join(ERASURES_FILE);
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
        writeln!(file, "{}", serde_json::json!({ "sealed": sealed, "at_ms": at.ms() }))?;
        file.sync_data()?;
        Ok(())
    }
}

/// The words of sealed texts, as far as they have not been erased.
pub async fn words(db: &Db, ids: &[Id]) -> Result<HashMap<Id, String>, Fault> {
    let mut found = HashMap::new();
    for some in ids.chunks(READ_MAX) {
        let args = crate::batch::padded(some.iter().map(crate::Value::from).collect());
        let sql = format!("select id, words from sealed where id in ({})", crate::batch::placeholders(args.len()));
        for row in db.rows(sql, args).await? {
            if let Some(words) = row.maybe_text("words")? {
                found.insert(row.id("id")?, words);
            }
        }
    }
    Ok(found)
}

/// Whether the store still holds the words that a fact sealed: yes, no longer (erased), or not the same.
pub async fn proof(db: &Db, sealed: &Sealed) -> Result<Proof, Fault> {
    let row = db.one("select salt, words from sealed where id = $1", args![&sealed.id]).await?;
    let Some(row) = row else { return Ok(Proof::Missing) };
    Ok(match (row.maybe_text("salt")?, row.maybe_text("words")?) {
        (Some(salt), Some(words)) if salted_hash(&salt, &words) == sealed.hash => Proof::Whole,
        (None, None) => Proof::Erased,
        _ => Proof::Altered,
    })
}

/// What the store says of a sealed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The words are those that were sealed.
    Whole,
    /// Words and salt were erased.
    Erased,
    /// The words are not those that were sealed.
    Altered,
    /// There never was such a text here.
    Missing,
}

/// Why and by which law something is erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// Why, in words that name nobody.
    pub why: String,
    /// By which law or rule.
    pub law: String,
}

/// The erasure of one sealed text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erasures {
    erased: Option<Because>,
}

/// What can have happened to a sealed text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ErasureFact {
    /// Its words and salt were erased.
    Erased {
        /// Why and by which law.
        because: Because,
    },
}

impl Subject for Erasures {
    const NAME: &'static str = "erasure";
    type Fact = ErasureFact;

    fn fold(self, fact: &ErasureFact) -> Self {
        match fact {
            ErasureFact::Erased { because } => Self { erased: Some(because.clone()) },
        }
    }
}

#[derive(Debug, Clone)]
struct Erase {
    sealed: Id,
    because: Because,
}

#[derive(Debug)]
enum EraseRefused {
    NoSuchText,
    NoReason,
}

/// The store's row as it stands, so that the erased row keeps what names nobody.
#[derive(Default)]
struct Standing(Option<(String, Option<Id>, Time, Time)>);

impl Act for Erase {
    type Subject = Erasures;
    type Known = Standing;
    type Refusal = EraseRefused;

    fn decide(self, now: &Erasures, known: &Standing, _: &Given) -> Result<Vec<ErasureFact>, EraseRefused> {
        if known.0.is_none() {
            return Err(EraseRefused::NoSuchText);
        }
        if self.because.why.trim().is_empty() || self.because.law.trim().is_empty() {
            return Err(EraseRefused::NoReason);
        }
        if now.erased.is_some() {
            return Ok(Vec::new());
        }
        Ok(vec![ErasureFact::Erased { because: self.because }])
    }
}

impl Look for Erase {
    async fn look(&self, under: &Pen<'_>) -> Result<Standing, Fault> {
        let rows = under.rows("select kind, case_id, at_ms from sealed where id = $1", args![&self.sealed]).await?;
        let standing =
            rows.first().map(|r| Ok::<_, Fault>((r.text("kind")?, r.maybe_id("case_id")?, r.time("at_ms")?, under.at())));
        Ok(Standing(standing.transpose()?))
    }

    fn beside(&self, known: &Standing, rows: &mut Rows) {
        if let Some((kind, case_id, at_ms, now)) = known.0.clone() {
            rows.put(SealedRow {
                id: self.sealed.clone(),
                kind,
                case_id,
                salt: None,
                words: None,
                at_ms,
                erased_at_ms: Some(now),
                erased_why: Some(self.because.why.clone()),
            });
        }
    }
}

impl std::fmt::Display for EraseRefused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoSuchText => "there is no such sealed text",
            Self::NoReason => "an erasure needs a reason and a law",
        })
    }
}

impl Reason for EraseRefused {
    fn key(&self) -> &'static str {
        match self {
            Self::NoSuchText => "web-refused-no-sealed-text",
            Self::NoReason => "web-refused-erasure-needs-reason",
        }
    }
    fn args(&self) -> Vec<(&'static str, Arg)> {
        Vec::new()
    }
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchText => Kind::NotFound,
            Self::NoReason => Kind::Invalid,
        }
    }
}

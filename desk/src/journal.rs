//! The journal: the envelope of a fact, and the hash that binds each fact to the one before.

use kernel::{AreaCode, Id, Time, World};
use sha2::{Digest, Sha256};

use crate::{Fault, Record, Value};

/// The columns of the journal, in the order of [`Envelope::values`].
pub(crate) const COLUMNS: [&str; 12] =
    ["position", "at_ms", "stream", "version", "kind", "body", "actor", "post", "area", "case_id", "cause", "hash"];

/// The same, as a statement lists them.
pub(crate) const COLUMN_LIST: &str = "position, at_ms, stream, version, kind, body, actor, post, area, case_id, cause, hash";

/// One row of the journal: a fact's exact bytes and all that was recorded beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Where it stands in the journal, from 1, without gaps.
    pub position: i64,
    /// When it was recorded: the entry time, UTC milliseconds, never earlier than the fact before.
    pub at_ms: i64,
    /// Whose history it belongs to: `incident/<id>`.
    pub stream: String,
    /// Which fact of that stream it is, from 1, without gaps.
    pub version: i64,
    /// The kind of fact, as in its body.
    pub kind: String,
    /// The fact as JSON: the exact bytes that are hashed.
    pub body: String,
    /// Who acted.
    pub actor: String,
    /// On which post.
    pub post: Option<String>,
    /// The subject's area, twelve digits.
    pub area: Option<String>,
    /// The case it belongs to.
    pub case_id: Option<String>,
    /// What it follows from.
    pub cause: Option<String>,
    /// SHA-256 over the hash before it and all fields above, in hexadecimal.
    pub hash: String,
}

/// The seal of the chain's beginning: which city, which installation, which world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genesis {
    /// The city's area code.
    pub city: AreaCode,
    /// The installation's id, made by `init`.
    pub installation: Id,
    /// The world whose journal it is.
    pub world: World,
}

impl Genesis {
    /// The hash that the first fact follows.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for field in ["watchfire journal 1", &self.city.full(), self.installation.as_str(), self.world.as_str()] {
            feed(&mut hasher, Some(field));
        }
        hex::encode(hasher.finalize())
    }
}

impl Envelope {
    /// The hash that the fact must carry when `before` is the hash of the fact before it.
    /// Every field is preceded by its length in eight bytes, big-endian; a missing one by eight bytes of 255.
    #[must_use]
    pub fn chained(&self, before: &str, world: World) -> String {
        let mut hasher = Sha256::new();
        feed(&mut hasher, Some(before));
        feed(&mut hasher, Some(world.as_str()));
        for number in [self.position, self.at_ms, self.version] {
            hasher.update(number.to_be_bytes());
        }
        for field in [&self.stream, &self.kind, &self.body, &self.actor] {
            feed(&mut hasher, Some(field));
        }
        for field in [&self.post, &self.area, &self.case_id, &self.cause] {
            feed(&mut hasher, field.as_deref());
        }
        hex::encode(hasher.finalize())
    }

    pub(crate) fn values(&self) -> Vec<Value> {
        vec![
            self.position.into(),
            self.at_ms.into(),
            (&self.stream).into(),
            self.version.into(),
            (&self.kind).into(),
            (&self.body).into(),
            (&self.actor).into(),
            self.post.clone().into(),
            self.area.clone().into(),
            self.case_id.clone().into(),
            self.cause.clone().into(),
            (&self.hash).into(),
        ]
    }

    pub(crate) fn read(row: &Record) -> Result<Self, Fault> {
        Ok(Self {
            position: row.int("position")?,
            at_ms: row.int("at_ms")?,
            stream: row.text("stream")?,
            version: row.int("version")?,
            kind: row.text("kind")?,
            body: row.text("body")?,
            actor: row.text("actor")?,
            post: row.maybe_text("post")?,
            area: row.maybe_text("area")?,
            case_id: row.maybe_text("case_id")?,
            cause: row.maybe_text("cause")?,
            hash: row.text("hash")?,
        })
    }

    /// The name of the subject: what stands before the slash of the stream.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.stream.split_once('/').map_or(&self.stream, |(name, _)| name)
    }

    /// The id of the subject: what stands behind the slash of the stream.
    pub fn id(&self) -> Result<Id, Fault> {
        let id = self.stream.split_once('/').map_or("", |(_, id)| id);
        Id::parse(id).map_err(|e| Fault::broken(format!("stream {}", self.stream)).from_error(e))
    }

    /// When it was recorded.
    #[must_use]
    pub const fn at(&self) -> Time {
        Time::from_ms(self.at_ms)
    }

    /// The fact itself.
    pub fn fact<F: kernel::FactBody>(&self) -> Result<F, Fault> {
        serde_json::from_str(&self.body)
            .map_err(|e| Fault::broken(format!("fact {} at {}", self.kind, self.position)).from_error(e))
    }
}

/// A fact that was recorded, with what its envelope says: what `keep`, reactions and timelines work on.
#[derive(Debug, Clone)]
pub struct Entered<F> {
    /// Whose history it belongs to.
    pub id: Id,
    /// Where it stands in the journal.
    pub position: i64,
    /// The entry time.
    pub at: Time,
    /// Which fact of its stream it is.
    pub version: u64,
    /// Who acted.
    pub actor: String,
    /// On which post.
    pub post: Option<String>,
    /// The subject's area.
    pub area: Option<String>,
    /// The case it belongs to.
    pub case: Option<String>,
    /// What it follows from.
    pub cause: Option<String>,
    /// The fact.
    pub fact: F,
}

impl<F: kernel::FactBody> Entered<F> {
    /// The fact of an envelope, with all that stands beside it.
    pub fn open(envelope: &Envelope) -> Result<Self, Fault> {
        Ok(Self::with(envelope, envelope.id()?, envelope.fact()?))
    }

    pub(crate) fn with(envelope: &Envelope, id: Id, fact: F) -> Self {
        Self {
            id,
            position: envelope.position,
            at: envelope.at(),
            version: u64::try_from(envelope.version).unwrap_or(0),
            actor: envelope.actor.clone(),
            post: envelope.post.clone(),
            area: envelope.area.clone(),
            case: envelope.case_id.clone(),
            cause: envelope.cause.clone(),
            fact,
        }
    }
}

fn feed(hasher: &mut Sha256, field: Option<&str>) {
    match field {
        Some(text) => {
            hasher.update((text.len() as u64).to_be_bytes());
            hasher.update(text.as_bytes());
        }
        None => hasher.update(u64::MAX.to_be_bytes()),
    }
}

/// The kind of a fact, read from the start of its JSON: serde writes the tag first.
pub(crate) fn kind_of(body: &str) -> Result<&str, Fault> {
    body.strip_prefix("{\"kind\":\"")
        .and_then(|rest| rest.split_once('"'))
        .map(|(kind, _)| kind)
        .ok_or_else(|| Fault::broken("a fact must be written as {\"kind\": …}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope() -> Envelope {
        Envelope {
            position: 1,
            at_ms: 1_000,
            stream: "team/a".into(),
            version: 1,
            kind: "formed".into(),
            body: r#"{"kind":"formed","name":"Bravo"}"#.into(),
            actor: "system/test".into(),
            post: None,
            area: Some("211300000000".into()),
            case_id: None,
            cause: None,
            hash: String::new(),
        }
    }

    #[test]
    fn a_hash_depends_on_every_field_and_on_where_a_field_ends() {
        let before = "00";
        let whole = envelope().chained(before, World::Live);
        let changed = [
            Envelope { position: 2, ..envelope() },
            Envelope { at_ms: 1_001, ..envelope() },
            Envelope { version: 2, ..envelope() },
            Envelope { kind: "forme".into(), body: format!("d{}", envelope().body), ..envelope() },
            Envelope { actor: "system/other".into(), ..envelope() },
            Envelope { post: Some(String::new()), ..envelope() },
            Envelope { area: None, case_id: envelope().area, ..envelope() },
            Envelope { cause: Some("1".into()), ..envelope() },
        ];
        for other in changed {
            assert_ne!(other.chained(before, World::Live), whole, "{other:?}");
        }
        assert_ne!(envelope().chained("01", World::Live), whole);
        assert_ne!(envelope().chained(before, World::Exercise), whole);
    }

    #[test]
    fn the_kind_of_a_fact_stands_first_in_its_json() {
        assert_eq!(kind_of(r#"{"kind":"formed","name":"Bravo"}"#).unwrap(), "formed");
        assert!(kind_of(r#"{"name":"Bravo"}"#).is_err());
    }
}

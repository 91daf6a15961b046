//! Verifying the chain: an altered, missing, inserted or reordered fact is found and its position named; with a head, a cut tail too.

use std::collections::HashMap;

use crate::db::Db;
use crate::journal::Genesis;
use crate::{Fault, reads};

/// How many facts are read at once.
const PAGE: i64 = 2_000;

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every fact follows from the one before; how many there are, and the hash of the last.
    Whole {
        /// How many facts.
        facts: i64,
        /// The hash of the last.
        hash: String,
    },
    /// The chain is broken.
    Broken {
        /// The first position that does not hold.
        position: i64,
        /// What is so.
        what: String,
    },
}

/// A head that was let out: what the journal must still hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadSeen {
    /// The position.
    pub position: i64,
    /// The hash at that position.
    pub hash: String,
}

impl HeadSeen {
    /// Reads `HASH@POSITION`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hash, position) = text.trim().split_once('@')?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
        is_hash.then_some(Self { position: position.parse().ok()?, hash: hash.to_ascii_lowercase() })
    }
}

/// Reads the whole journal and checks every link. It may run beside a server.
pub async fn verify(db: &Db, genesis: &Genesis, seen: Option<&HeadSeen>) -> Result<Verdict, Fault> {
    let (pen_position, pen_hash, _) = reads::pen(db).await?;
    let mut link = Link { position: 0, hash: genesis.hash(), at_ms: 0, versions: HashMap::new() };
    let mut seen_found = seen.is_none_or(|s| s.position == 0 && s.hash == link.hash);
    loop {
        let page = reads::after(db, link.position, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for envelope in page {
            if let Err(what) = link.take(&envelope, genesis) {
                return Ok(Verdict::Broken { position: link.position + 1, what });
            }
            if seen.is_some_and(|s| s.position == envelope.position) {
                if seen.is_some_and(|s| s.hash != envelope.hash) {
                    let what = "the hash is not the one of the head that was let out: the journal was rewritten".to_owned();
                    return Ok(Verdict::Broken { position: envelope.position, what });
                }
                seen_found = true;
            }
        }
    }
    if link.position < pen_position || (link.position == pen_position && link.hash != pen_hash) {
        let what = format!("the pen stands at {pen_position}, the journal ends at {}: the tail was cut", link.position);
        return Ok(Verdict::Broken { position: link.position + 1, what });
    }
    if !seen_found {
        let what = "the head that was let out lies beyond the end: the tail was cut".to_owned();
        return Ok(Verdict::Broken { position: link.position + 1, what });
    }
    Ok(Verdict::Whole { facts: link.position, hash: link.hash })
}

struct Link {
    position: i64,
    hash: String,
    at_ms: i64,
    versions: HashMap<String, i64>,
}

impl Link {
    fn take(&mut self, next: &crate::journal::Envelope, genesis: &Genesis) -> Result<(), String> {
        if next.position != self.position + 1 {
            return Err(format!("the fact is missing: the next one stands at {}", next.position));
        }
        let hash = next.chained(&self.hash, genesis.world);
        if hash != next.hash {
            return Err(format!(
                "the fact ({} {}) does not follow from the one before: altered, inserted or moved",
                next.stream, next.kind
            ));
        }
        let version = self.versions.entry(next.stream.clone()).or_insert(0);
        if next.version != *version + 1 {
            return Err(format!("{} has version {} after {version}", next.stream, next.version));
        }
        if next.at_ms < self.at_ms {
            return Err("the fact is older than the one before it".to_owned());
        }
        *version = next.version;
        (self.position, self.hash, self.at_ms) = (next.position, hash, next.at_ms);
        Ok(())
    }
}

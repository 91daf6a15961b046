//! Identifiers: UUIDs kept as their 36-character text, made at the door so that a repeated request names the same thing.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An identifier: the lower-case hyphenated text of a UUID (version 7 when Watchfire makes it). Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Arc<str>);

/// The text is not a hyphenated UUID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnId;

impl Id {
    /// Reads an id; upper case is folded to lower case.
    pub fn parse(text: &str) -> Result<Self, NotAnId> {
        let hyphens = [8, 13, 18, 23];
        let well_formed = text.len() == 36
            && text.bytes().enumerate().all(|(i, b)| if hyphens.contains(&i) { b == b'-' } else { b.is_ascii_hexdigit() });
        if well_formed { Ok(Self(text.to_ascii_lowercase().into())) } else { Err(NotAnId) }
    }

    /// The text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id: expected the 36 characters of a UUID")
    }
}

impl std::error::Error for NotAnId {}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_hyphenated_uuid_and_nothing_else() {
        let id = Id::parse("0190F3D2-7C4A-7B11-8AAA-000000000001").unwrap();
        assert_eq!(id.as_str(), "0190f3d2-7c4a-7b11-8aaa-000000000001");
        for wrong in ["", "0190f3d27c4a7b118aaa000000000001", "0190f3d2-7c4a-7b11-8aaa-00000000000g", "../../etc/passwd"] {
            assert_eq!(Id::parse(wrong), Err(NotAnId), "{wrong}");
        }
    }
}

//! Addresses of electronic mail: read once at the door.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::typed;

/// The longest address, by RFC 5321 §4.5.3.1.3.
pub const EMAIL_CHARS_MAX: usize = 254;
const LOCAL_CHARS_MAX: usize = 64;

/// An address of electronic mail; the domain in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

/// The text is not an address such as `duty@city.example`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnEmail;

impl Email {
    /// Reads one address. Quoted local parts and address literals are refused: nobody's duty room has one.
    pub fn parse(text: &str) -> Result<Self, NotAnEmail> {
        let plain = typed::plain(text);
        let (local, domain) = plain.split_once('@').ok_or(NotAnEmail)?;
        let ok = plain.len() <= EMAIL_CHARS_MAX
            && (1..=LOCAL_CHARS_MAX).contains(&local.len())
            && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom))
            && domain.contains('.')
            && domain.split('.').all(is_label);
        if ok { Ok(Self(format!("{local}@{}", domain.to_lowercase()))) } else { Err(NotAnEmail) }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_atom(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotAnEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an e-mail address: expected name@domain")
    }
}

impl std::error::Error for NotAnEmail {}

impl Serialize for Email {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        assert_eq!(Email::parse(" Duty.Room＠City.Example ").unwrap().as_str(), "Duty.Room@city.example");
        for wrong in [
            "",
            "duty",
            "@city.example",
            "duty@",
            "duty@city",
            "a b@city.example",
            "a@b@city.example",
            "a@-b.example",
            "a..b@c.example",
        ] {
            assert_eq!(Email::parse(wrong), Err(NotAnEmail), "{wrong}");
        }
        let local = "x".repeat(LOCAL_CHARS_MAX);
        assert!(Email::parse(&format!("{local}@city.example")).is_ok());
        assert!(Email::parse(&format!("{local}x@city.example")).is_err());
    }
}

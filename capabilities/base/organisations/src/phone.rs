//! Telephone numbers: read once at the door, kept with digits, grouping and extension, printed as they are dialled.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::typed;

/// The fewest digits of a number: 119 is one.
pub const PHONE_DIGITS_MIN: usize = 3;
/// The most digits: 15 by ITU-T E.164, and room for prefixes that are dialled before them.
pub const PHONE_DIGITS_MAX: usize = 18;
/// The most digits of an extension.
pub const EXTENSION_DIGITS_MAX: usize = 6;

/// A telephone number. Grouping is kept as it was typed, with single hyphens; the extension stands apart.
///
/// It reads `0421-0001234`, `(0421) 000 1234`, `+86 100 0000 0001`, `119`, and an extension after any word or sign that
/// stands for one: `0001234 ext. 802`, `0001234#802`, `0001234x802`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone {
    number: String,
    extension: String,
}

/// The text is not one telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAPhone {
    /// There is no digit in it, or fewer than [`PHONE_DIGITS_MIN`].
    TooShort,
    /// More than [`PHONE_DIGITS_MAX`] digits, or more than [`EXTENSION_DIGITS_MAX`] in the extension: perhaps two numbers.
    TooLong,
    /// A character that stands in no telephone number.
    Strange,
}

impl Phone {
    /// Reads one telephone number.
    pub fn parse(text: &str) -> Result<Self, NotAPhone> {
        let plain = typed::plain(text);
        let (before, after) = split_extension(&plain);
        let number = grouped(before)?;
        let digits = count_digits(&number);
        if digits < PHONE_DIGITS_MIN {
            return Err(NotAPhone::TooShort);
        }
        let extension = after.map(extension_digits).transpose()?.unwrap_or_default();
        if digits > PHONE_DIGITS_MAX { Err(NotAPhone::TooLong) } else { Ok(Self { number, extension }) }
    }

    /// The number without its extension, grouped as it was typed: `0421-0001234`.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The digits of the number alone, as a search compares them.
    #[must_use]
    pub fn digits(&self) -> String {
        self.number.chars().filter(char::is_ascii_digit).collect()
    }

    /// The extension, where there is one.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        (!self.extension.is_empty()).then_some(self.extension.as_str())
    }

    /// What a machine dials: digits, a leading `+` where there is one, a pause before the extension (`+10000,802`).
    #[must_use]
    pub fn dial(&self) -> String {
        let plus = if self.number.starts_with('+') { "+" } else { "" };
        let pause = if self.extension.is_empty() { "" } else { "," };
        format!("{plus}{}{pause}{}", self.digits(), self.extension)
    }
}

/// Where the number ends and the extension begins: the first letter, `#`, `,`, `*` or `;` after a digit.
fn split_extension(text: &str) -> (&str, Option<&str>) {
    let mut digit_seen = false;
    for (at, c) in text.char_indices() {
        if digit_seen && (c.is_alphabetic() || matches!(c, '#' | ',' | '*' | ';')) {
            return (&text[..at], Some(&text[at..]));
        }
        digit_seen |= c.is_ascii_digit();
    }
    (text, None)
}

fn grouped(text: &str) -> Result<String, NotAPhone> {
    let mut number = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '0'..='9' => number.push(c),
            '+' if number.is_empty() => number.push(c),
            '-' | ' ' | '.' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {
                if number.ends_with(|c: char| c.is_ascii_digit()) {
                    number.push('-');
                }
            }
            _ => return Err(NotAPhone::Strange),
        }
    }
    number.truncate(number.trim_end_matches('-').len());
    Ok(number)
}

fn extension_digits(text: &str) -> Result<String, NotAPhone> {
    let from = text.find(|c: char| c.is_ascii_digit()).ok_or(NotAPhone::Strange)?;
    let (marker, digits) = text.split_at(from);
    let marker_is_one = marker.chars().all(|c| c.is_alphabetic() || matches!(c, '#' | ',' | '*' | ';' | '.' | ':' | '=' | ' '));
    let digits = digits.trim_end();
    if !marker_is_one || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NotAPhone::Strange);
    }
    if digits.len() > EXTENSION_DIGITS_MAX { Err(NotAPhone::TooLong) } else { Ok(digits.to_owned()) }
}

fn count_digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.number)?;
        if self.extension.is_empty() { Ok(()) } else { write!(f, " x{}", self.extension) }
    }
}

impl fmt::Display for NotAPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooShort => "not a telephone number: too few digits",
            Self::TooLong => "not a telephone number: too many digits",
            Self::Strange => "not a telephone number: a character that cannot be dialled",
        })
    }
}

impl std::error::Error for NotAPhone {}

impl Serialize for Phone {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Phone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn phone(text: &str) -> Phone {
        Phone::parse(text).unwrap()
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (typed, printed) in [
            ("0421-0001234", "0421-0001234"),
            ("（０４２１）０００１２３４", "0421-0001234"),
            ("0421 000 1234", "0421-000-1234"),
            ("0421—0001234", "0421-0001234"),
            (" +86 100-0000-0001 ", "+86-100-0000-0001"),
            ("119", "119"),
            ("0421-0001234转802", "0421-0001234 x802"),
            ("0421-0001234 分机：802", "0421-0001234 x802"),
            ("0001234 ext. 802", "0001234 x802"),
            ("0001234#802", "0001234 x802"),
            ("0001234,802", "0001234 x802"),
            ("0001234;ext=802", "0001234 x802"),
        ] {
            assert_eq!(phone(typed).to_string(), printed, "{typed}");
        }
    }

    #[test]
    fn the_extension_stands_apart_from_the_number() {
        let phone = phone("+86-421-0001234转802");
        assert_eq!(phone.digits(), "864210001234");
        assert_eq!(phone.extension(), Some("802"));
        assert_eq!(phone.dial(), "+864210001234,802");
        assert_eq!(Phone::parse("119").unwrap().dial(), "119");
    }

    #[test]
    fn what_cannot_be_dialled_is_refused() {
        for (text, why) in [
            ("", NotAPhone::TooShort),
            ("12", NotAPhone::TooShort),
            ("1+23", NotAPhone::Strange),
            ("0001234/0001235", NotAPhone::Strange),
            ("0001234、0001235", NotAPhone::Strange),
            ("电话0001234", NotAPhone::Strange),
            ("0001234转", NotAPhone::Strange),
            ("0001234,0001235", NotAPhone::TooLong),
            ("1234567890123456789", NotAPhone::TooLong),
            ("1e10", NotAPhone::TooShort),
            ("<script>", NotAPhone::Strange),
        ] {
            assert_eq!(Phone::parse(text), Err(why), "{text}");
        }
        assert!(Phone::parse("123").is_ok());
        assert!(Phone::parse(&"1".repeat(PHONE_DIGITS_MAX)).is_ok());
        assert!(Phone::parse("0001234x123456").is_ok());
        assert_eq!(Phone::parse("0001234x1234567"), Err(NotAPhone::TooLong));
    }

    proptest! {
        #[test]
        fn whatever_is_read_prints_as_something_that_reads_the_same(text in "\\PC{0,30}") {
            if let Ok(read) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(&read.to_string()), Ok(read));
            }
        }
    }
}

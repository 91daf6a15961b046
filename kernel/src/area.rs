//! Area codes: twelve digits, two for the province, two for the city, two for the county, three for the township, three for the village.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How many digits an area code keeps.
pub const AREA_DIGITS: usize = 12;

/// A twelve-digit area code. It parses 6, 9 or 12 digits and prints the shortest of these that says the same.
/// A subtree is the half-open range [`AreaCode::subtree`]: areas are compared by code, never by name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AreaCode(u64);

/// The text is not an area code of 6, 9 or 12 digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnArea;

/// How deep in the tree of areas a code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AreaLevel {
    /// Two digits and zeros: a province or its like.
    Province,
    /// Four digits and zeros: a prefecture city.
    City,
    /// Six digits: a county, district or county-level city.
    County,
    /// Nine digits: a township or street.
    Township,
    /// Twelve digits: a village or community.
    Village,
}

impl AreaCode {
    /// Reads 6, 9 or 12 digits.
    pub fn parse(text: &str) -> Result<Self, NotAnArea> {
        if !matches!(text.len(), 6 | 9 | 12) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAnArea);
        }
        let digits: u64 = text.parse().map_err(|_| NotAnArea)?;
        let code = digits * 10_u64.pow((AREA_DIGITS - text.len()) as u32);
        if code < 10_u64.pow(10) { Err(NotAnArea) } else { Ok(Self(code)) }
    }

    /// All twelve digits, as the tables keep them.
    #[must_use]
    pub fn full(self) -> String {
        format!("{:012}", self.0)
    }

    /// How deep the code stands, read from its trailing zeros.
    #[must_use]
    pub const fn level(self) -> AreaLevel {
        if !self.0.is_multiple_of(1_000) {
            AreaLevel::Village
        } else if !self.0.is_multiple_of(1_000_000) {
            AreaLevel::Township
        } else if !self.0.is_multiple_of(100_000_000) {
            AreaLevel::County
        } else if !self.0.is_multiple_of(10_000_000_000) {
            AreaLevel::City
        } else {
            AreaLevel::Province
        }
    }

    /// The area and everything in it, as the half-open range of twelve-digit texts `[from, to)`. Behind the last code of all stands
    /// `:`, the sign after the nine.
    #[must_use]
    pub fn subtree(self) -> (String, String) {
        let behind = self.0 + self.level().span();
        let to = if behind < 10_u64.pow(AREA_DIGITS as u32) { format!("{behind:012}") } else { ":".to_owned() };
        (self.full(), to)
    }

    /// Whether `other` is this area or lies in it.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        other.0 >= self.0 && other.0 < self.0 + self.level().span()
    }

    /// The area one level up, or nothing above a province.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        let up = match self.level() {
            AreaLevel::Province => return None,
            AreaLevel::City => AreaLevel::Province,
            AreaLevel::County => AreaLevel::City,
            AreaLevel::Township => AreaLevel::County,
            AreaLevel::Village => AreaLevel::Township,
        };
        Some(self.within(up))
    }

    /// The area of `level` that this one lies in; itself when it already stands at or above that level.
    #[must_use]
    pub fn within(self, level: AreaLevel) -> Self {
        if self.level() <= level { self } else { Self(self.0 - self.0 % level.span()) }
    }

    /// The smallest area that holds both, or nothing when they share no province.
    #[must_use]
    pub fn common(self, other: Self) -> Option<Self> {
        let mut area = self;
        while !area.covers(other) {
            area = area.parent()?;
        }
        Some(area)
    }
}

impl AreaLevel {
    const fn span(self) -> u64 {
        match self {
            Self::Village => 1,
            Self::Township => 1_000,
            Self::County => 1_000_000,
            Self::City => 100_000_000,
            Self::Province => 10_000_000_000,
        }
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level() {
            AreaLevel::Village => write!(f, "{:012}", self.0),
            AreaLevel::Township => write!(f, "{:09}", self.0 / 1_000),
            _ => write!(f, "{:06}", self.0 / 1_000_000),
        }
    }
}

impl fmt::Debug for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for NotAnArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an area code: expected 6, 9 or 12 digits")
    }
}

impl std::error::Error for NotAnArea {}

impl Serialize for AreaCode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AreaCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> AreaCode {
        AreaCode::parse(text).unwrap()
    }

    #[test]
    fn a_code_prints_the_shortest_text_that_says_the_same() {
        for text in ["211300", "211321", "211321101", "211321101203"] {
            assert_eq!(code(text).to_string(), text);
        }
        assert_eq!(code("211321000000").to_string(), "211321");
        assert_eq!(code("211321").full(), "211321000000");
        for wrong in ["", "2113", "21132a", "2113211012031", "000000"] {
            assert_eq!(AreaCode::parse(wrong), Err(NotAnArea), "{wrong}");
        }
    }

    #[test]
    fn a_city_covers_its_counties_townships_and_villages_and_no_neighbour() {
        let city = code("211300");
        assert_eq!(city.level(), AreaLevel::City);
        for inside in ["211300", "211321", "211321101", "211321101203"] {
            assert!(city.covers(code(inside)), "{inside}");
        }
        assert!(!city.covers(code("211400")));
        assert!(!code("211321").covers(city));
        assert_eq!(city.subtree(), ("211300000000".into(), "211400000000".into()));
        assert_eq!(code("211321101203").parent(), Some(code("211321101")));
        assert_eq!(code("211321101").common(code("211322")), Some(city));
    }

    #[test]
    fn the_last_province_holds_what_lies_in_it_in_texts_as_in_numbers() {
        for last in ["990000", "999900", "999999", "999999999", "999999999999"] {
            let (from, to) = code(last).subtree();
            assert!(
                from <= code(last).full() && code(last).full() < to && code("999999999999").full() < to,
                "{last}: {from} {to}"
            );
        }
        assert!(code("980000").full() < code("990000").subtree().0 && code("990000").full() >= code("980000").subtree().1);
    }

    proptest! {
        #[test]
        fn a_parent_always_covers_its_child(digits in 100_000_000_000_u64..=999_999_999_999) {
            let child = code(&digits.to_string());
            let (from, to) = child.subtree();
            prop_assert!(from == child.full() && from < to);
            if let Some(parent) = child.parent() {
                prop_assert!(parent.covers(child));
                prop_assert!(!child.covers(parent));
                let (from, to) = parent.subtree();
                prop_assert!(from <= child.full() && child.full() < to);
            }
        }
    }
}

//! Where a rule set holds: in a country, in a part of it, in one area.

use std::fmt;

use kernel::AreaCode;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::problem::Wrong;
use crate::sheet::Part;

/// Where a rule set holds. A narrower jurisdiction does not replace a wider one: the rules of both hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jurisdiction {
    /// A whole country by its two-letter word.
    Country(String),
    /// The part of a country whose area codes begin with these digits.
    Region {
        /// The two-letter word of the country.
        country: String,
        /// The first digits of the area codes.
        digits: String,
    },
    /// One area with everything in it.
    Area(AreaCode),
}

/// Where something happened, as far as jurisdictions go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The two-letter word of the country.
    pub country: String,
    /// The areas it lies in or touches; none when no area is known, and then no rule set is left out for its area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaCode>,
    /// What the place has that not every place has, such as `coast`: shows the classes that need it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
}

impl Jurisdiction {
    /// Reads `fr`, `fr-21` or an area code of 6, 9 or 12 digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(area) = AreaCode::parse(text) {
            return Some(Self::Area(area));
        }
        let (country, digits) = text.split_once('-').unwrap_or((text, ""));
        let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_lowercase());
        let is_digits = digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= 12;
        match (is_country && is_digits, text.contains('-')) {
            (true, false) => Some(Self::Country(country.to_owned())),
            (true, true) if !digits.is_empty() => Some(Self::Region { country: country.to_owned(), digits: digits.to_owned() }),
            _ => None,
        }
    }

    /// Whether it holds at `place`: where only a wider area is known, it holds if it lies in that area.
    #[must_use]
    pub fn holds_at(&self, place: &Place) -> bool {
        let no_area = place.areas.is_empty();
        match self {
            Self::Country(country) => place.country.is_empty() || *country == place.country,
            Self::Region { country, digits } => {
                (place.country.is_empty() || *country == place.country)
                    && (no_area || place.areas.iter().any(|area| begins(*area, digits)))
            }
            Self::Area(mine) => no_area || place.areas.iter().any(|area| mine.covers(*area) || area.covers(*mine)),
        }
    }

    /// How narrow it is: a country 0, a part of it by the number of its digits, an area 12.
    #[must_use]
    pub fn narrowness(&self) -> usize {
        match self {
            Self::Country(_) => 0,
            Self::Region { digits, .. } => digits.len().min(11),
            Self::Area(_) => 12,
        }
    }

    pub(crate) fn read(part: &Part<'_>) -> Self {
        let text = part.text("jurisdiction", 20);
        let read = Self::parse(&text);
        if read.is_none() && !text.is_empty() {
            part.wrong("jurisdiction", Wrong::NotAJurisdiction);
        }
        read.unwrap_or_else(|| Self::Country(String::new()))
    }
}

/// Whether an area's code begins with `digits`, or could once it is known more closely.
fn begins(area: AreaCode, digits: &str) -> bool {
    let known = area.to_string();
    let known = known.trim_end_matches("00");
    area.full().starts_with(digits) || digits.starts_with(known)
}

impl fmt::Display for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(country) => f.write_str(country),
            Self::Region { country, digits } => write!(f, "{country}-{digits}"),
            Self::Area(area) => write!(f, "{area}"),
        }
    }
}

impl Serialize for Jurisdiction {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Jurisdiction {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a jurisdiction"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(country: &str, areas: &[&str]) -> Place {
        let areas = areas.iter().map(|a| AreaCode::parse(a).unwrap()).collect();
        Place { country: country.into(), areas, features: Vec::new() }
    }

    #[test]
    fn a_jurisdiction_is_a_country_a_part_of_it_or_an_area() {
        for text in ["cn", "cn-21", "211300", "211321101", "xt"] {
            assert_eq!(Jurisdiction::parse(text).unwrap().to_string(), text);
        }
        for wrong in ["", "CN", "china", "cn-", "cn-x", "21", "-21"] {
            assert_eq!(Jurisdiction::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_rule_set_holds_where_its_jurisdiction_reaches() {
        let village = at("cn", &["211321101203"]);
        for (text, holds) in [
            ("cn", true),
            ("xt", false),
            ("cn-21", true),
            ("cn-2113", true),
            ("cn-22", false),
            ("211300", true),
            ("211400", false),
        ] {
            assert_eq!(Jurisdiction::parse(text).unwrap().holds_at(&village), holds, "{text}");
        }
        let unknown = at("cn", &[]);
        assert!(Jurisdiction::parse("211300").unwrap().holds_at(&unknown), "an unknown area leaves no rule out");
        let province = at("cn", &["210000"]);
        assert!(Jurisdiction::parse("211300").unwrap().holds_at(&province), "it may lie there");
        assert!(Jurisdiction::parse("cn-2113").unwrap().holds_at(&province), "it may lie there");
        assert!(!Jurisdiction::parse("cn-2213").unwrap().holds_at(&province));
    }
}

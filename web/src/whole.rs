//! Whole numbers as programs write them: `3` and `3.0` are the same number in JSON, and a count must not be lost over the point.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use utoipa::ToSchema;

/// The largest number up to which every whole number has a floating one of its own.
const EXACT_MAX: f64 = 9_007_199_254_740_992.0;

/// A whole number of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToSchema)]
#[schema(value_type = i64)]
pub struct Whole(pub i64);

struct Reader;

impl Visitor<'_> for Reader {
    type Value = Whole;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Whole, E> {
        Ok(Whole(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Whole, E> {
        i64::try_from(value).map(Whole).map_err(|_| E::custom("a whole number larger than any that is kept"))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Whole, E> {
        if value.fract() != 0.0 || value.abs() > EXACT_MAX {
            return Err(E::custom(format!("expected a whole number, not {value}")));
        }
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and within what both kinds of numbers hold exactly")]
        let whole = value as i64;
        Ok(Whole(whole))
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

impl From<Whole> for i64 {
    fn from(whole: Whole) -> Self {
        whole.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_the_same_with_and_without_a_point() {
        for (text, value) in [
            ("3", 3),
            ("3.0", 3),
            ("-2e1", -20),
            ("9223372036854775807", i64::MAX),
            ("9007199254740992.0", 9_007_199_254_740_992),
        ] {
            assert_eq!(serde_json::from_str::<Whole>(text).unwrap(), Whole(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_whole_number_is_refused_and_never_rounded() {
        for text in ["3.5", "1e300", "9223372036854775808", "\"3\"", "null", "true"] {
            assert!(serde_json::from_str::<Whole>(text).is_err(), "{text}");
        }
    }
}

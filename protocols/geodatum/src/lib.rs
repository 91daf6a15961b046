//! Map datums and the way between them: GCJ-02 and BD-09 to and from WGS 84, so that a point read off one map lands on the same spot of another.
//!
//! Whoever mixes them is 300 to 700 m (GCJ-02) or about 1 km (BD-09) off. Inside the program every point is WGS 84; the other two
//! exist only at a door, in [`Degrees`] that cannot be taken for a [`Point`].
//!
//! Neither shift is published by its authority; both have been recovered from map services and are public knowledge since 2010. The
//! formulas and constants here are those of that published rule, as in `eviltransform` (MIT) and `coordtransform` (MIT), whose figures
//! the tests repeat. Both authorities leave points outside a rectangle around China as they are: see [`gcj02::APPLIES_TO`].

pub mod bd09;
pub mod gcj02;

use std::fmt;
use std::str::FromStr;

use kernel::{Point, PointOutOfRange};
use serde::{Deserialize, Serialize};

/// The datum of a pair of degrees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Datum {
    /// World Geodetic System 1984: satellites, surveys, and everything inside the program.
    #[default]
    Wgs84,
    /// GCJ-02, "Mars coordinates": the maps of Amap and Tencent.
    Gcj02,
    /// BD-09: the maps of Baidu; GCJ-02 shifted once more.
    Bd09,
}

/// The text names none of the datums `wgs84`, `gcj02`, `bd09`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownDatum(pub String);

/// A pair of degrees whose datum is named beside it. Only WGS 84 is a [`Point`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degrees {
    /// Latitude in degrees of the datum, north positive.
    pub lat_deg: f64,
    /// Longitude in degrees of the datum, east positive.
    pub lon_deg: f64,
}

/// The WGS 84 point of a latitude and longitude read in `datum`; exact to less than 1 mm against [`from_wgs84`].
///
/// # Errors
/// The numbers are no latitude and longitude.
pub fn to_wgs84(datum: Datum, lat_deg: f64, lon_deg: f64) -> Result<Point, PointOutOfRange> {
    let given = Point::new(lat_deg, lon_deg)?;
    let given = Degrees { lat_deg: given.lat_deg, lon_deg: given.lon_deg };
    let found = match datum {
        Datum::Wgs84 => given,
        Datum::Gcj02 => gcj02::to_wgs84(given),
        Datum::Bd09 => bd09::to_wgs84(given),
    };
    Point::new(found.lat_deg, found.lon_deg)
}

/// Where a map of `datum` shows the point.
#[must_use]
pub fn from_wgs84(datum: Datum, point: Point) -> Degrees {
    let point = Degrees { lat_deg: point.lat_deg, lon_deg: point.lon_deg };
    match datum {
        Datum::Wgs84 => point,
        Datum::Gcj02 => gcj02::from_wgs84(point),
        Datum::Bd09 => bd09::from_wgs84(point),
    }
}

/// The argument for which `shift` gives `target`, by fixed-point iteration. Both shifts move neighbouring points almost alike (they
/// stretch by less than 3 %), so each step divides the error by 30 or more.
pub(crate) fn invert(target: Degrees, shift: impl Fn(Degrees) -> Degrees) -> Degrees {
    /// A tenth of a millimetre on the ground, in degrees of latitude.
    const CLOSE_ENOUGH_DEG: f64 = 1e-9;
    /// Four or five steps are enough; the limit only makes the loop finite.
    const STEPS_MAX: usize = 20;
    let mut guess = target;
    for _ in 0..STEPS_MAX {
        let there = shift(guess);
        let (off_lat, off_lon) = (there.lat_deg - target.lat_deg, there.lon_deg - target.lon_deg);
        guess.lat_deg -= off_lat;
        guess.lon_deg -= off_lon;
        if off_lat.abs() < CLOSE_ENOUGH_DEG && off_lon.abs() < CLOSE_ENOUGH_DEG {
            break;
        }
    }
    guess
}

impl Datum {
    /// The name as doors write and read it: `wgs84`, `gcj02`, `bd09`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
            Self::Bd09 => "bd09",
        }
    }
}

impl FromStr for Datum {
    type Err = UnknownDatum;

    /// Reads the name in any case, with or without hyphen or blank: `GCJ-02`, `WGS 84`.
    fn from_str(text: &str) -> Result<Self, UnknownDatum> {
        let name: String =
            text.chars().filter(|c| !matches!(c, '-' | ' ')).map(|c| c.to_ascii_lowercase()).take(NAME_CHARS_MAX + 1).collect();
        match name.as_str() {
            "wgs84" => Ok(Self::Wgs84),
            "gcj02" => Ok(Self::Gcj02),
            "bd09" => Ok(Self::Bd09),
            _ => Err(UnknownDatum(text.chars().take(NAME_CHARS_MAX).collect())),
        }
    }
}

/// How much of an unknown name is repeated in the refusal.
const NAME_CHARS_MAX: usize = 24;

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for UnknownDatum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no datum is called {:?}: expected wgs84, gcj02 or bd09", self.0)
    }
}

impl std::error::Error for UnknownDatum {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn far(a: Point, b: Point) -> f64 {
        a.distance_m(b)
    }

    #[test]
    fn a_datum_is_read_by_its_name_and_no_other() {
        for (text, datum) in [("wgs84", Datum::Wgs84), ("GCJ-02", Datum::Gcj02), ("Bd 09", Datum::Bd09)] {
            assert_eq!(text.parse(), Ok(datum));
            assert_eq!(datum.as_str().parse(), Ok(datum));
            assert_eq!(serde_json::to_string(&datum).unwrap(), format!("\"{datum}\""));
        }
        assert_eq!("wgs84x".parse::<Datum>(), Err(UnknownDatum("wgs84x".into())));
        assert!("".parse::<Datum>().is_err());
        assert_eq!("九".repeat(1_000).parse::<Datum>().unwrap_err().0.chars().count(), NAME_CHARS_MAX);
    }

    #[test]
    fn numbers_that_are_no_point_are_refused_in_every_datum() {
        for datum in [Datum::Wgs84, Datum::Gcj02, Datum::Bd09] {
            for (lat, lon) in [(120.45, 41.57), (f64::NAN, 120.0), (41.0, f64::INFINITY), (-90.1, 0.0), (0.0, 180.1)] {
                assert_eq!(to_wgs84(datum, lat, lon), Err(PointOutOfRange), "{datum} {lat} {lon}");
            }
            for (lat, lon) in [(90.0, 180.0), (-90.0, -180.0), (0.0, 0.0)] {
                assert!(to_wgs84(datum, lat, lon).is_ok(), "{datum} {lat} {lon}");
            }
        }
    }

    #[test]
    fn a_point_outside_the_rectangle_is_the_same_in_every_datum() {
        for (lat, lon) in [(48.8566, 2.3522), (-33.86, 151.2), (41.57, 72.0), (0.8, 105.0), (56.0, 120.0), (41.0, 137.9)] {
            let point = Point::new(lat, lon).unwrap();
            for datum in [Datum::Gcj02, Datum::Bd09] {
                assert_eq!(from_wgs84(datum, point), Degrees { lat_deg: lat, lon_deg: lon });
                assert_eq!(to_wgs84(datum, lat, lon), Ok(point));
            }
        }
    }

    proptest! {
        /// The edges of the rectangle are left out: there a shifted and an unshifted point can have the same degrees.
        #[test]
        fn a_point_shifted_and_shifted_back_is_within_a_millimetre(lat in 0.86..55.80_f64, lon in 72.03..137.81_f64) {
            let point = Point::new(lat, lon).unwrap();
            for datum in [Datum::Wgs84, Datum::Gcj02, Datum::Bd09] {
                let there = from_wgs84(datum, point);
                let back = to_wgs84(datum, there.lat_deg, there.lon_deg).unwrap();
                prop_assert!(far(point, back) < 0.001, "{datum}: {} m", far(point, back));
            }
        }

        #[test]
        fn degrees_read_off_a_map_are_found_again_on_it(lat in 0.86..55.80_f64, lon in 72.03..137.81_f64) {
            for datum in [Datum::Gcj02, Datum::Bd09] {
                let there = from_wgs84(datum, to_wgs84(datum, lat, lon).unwrap());
                prop_assert!((there.lat_deg - lat).abs() < 1e-8 && (there.lon_deg - lon).abs() < 1e-8);
            }
        }

        #[test]
        fn the_shift_is_never_more_than_two_kilometres(lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64) {
            for datum in [Datum::Gcj02, Datum::Bd09] {
                let back = to_wgs84(datum, lat, lon).unwrap();
                prop_assert!(far(back, Point::new(lat, lon).unwrap()) < 2_000.0);
            }
        }
    }
}

//! Where something is: a point in WGS 84 degrees, and how exactly it is known.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A point in WGS 84 degrees. Other datums are converted at the door and named there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPoint")]
pub struct Point {
    /// Latitude, −90 to 90 degrees, north positive.
    pub lat_deg: f64,
    /// Longitude, −180 to 180 degrees, east positive.
    pub lon_deg: f64,
}

#[derive(Deserialize)]
struct RawPoint {
    lat_deg: f64,
    lon_deg: f64,
}

/// The numbers are not a latitude of −90 to 90 and a longitude of −180 to 180 degrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointOutOfRange;

/// How exactly a place is known. A village without a point is an area, not a false point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Only words: no area could be found.
    #[default]
    Words,
    /// Known to the city only.
    City,
    /// Known to the county; also where polygons end at the county ("resolved to county").
    County,
    /// Known to the township.
    Township,
    /// Known to the village.
    Village,
    /// A point was given.
    Point,
}

impl Point {
    /// A point, if latitude and longitude are in range (which refuses NaN as well).
    pub fn new(lat_deg: f64, lon_deg: f64) -> Result<Self, PointOutOfRange> {
        if (-90.0..=90.0).contains(&lat_deg) && (-180.0..=180.0).contains(&lon_deg) {
            Ok(Self { lat_deg, lon_deg })
        } else {
            Err(PointOutOfRange)
        }
    }

    /// Great-circle distance to `other` in metres (haversine on a sphere of 6,371,008.8 m; within 0.6 % of the ellipsoid).
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        const EARTH_RADIUS_M: f64 = 6_371_008.8;
        let (lat_a, lat_b) = (self.lat_deg.to_radians(), other.lat_deg.to_radians());
        let half_lat = ((lat_b - lat_a) / 2.0).sin();
        let half_lon = ((other.lon_deg - self.lon_deg).to_radians() / 2.0).sin();
        let chord = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
        2.0 * EARTH_RADIUS_M * chord.sqrt().min(1.0).asin()
    }
}

impl TryFrom<RawPoint> for Point {
    type Error = PointOutOfRange;
    fn try_from(raw: RawPoint) -> Result<Self, Self::Error> {
        Self::new(raw.lat_deg, raw.lon_deg)
    }
}

impl fmt::Display for PointOutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a point: latitude is -90 to 90 degrees, longitude -180 to 180")
    }
}

impl std::error::Error for PointOutOfRange {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_must_lie_on_the_earth() {
        assert!(Point::new(41.57, 120.45).is_ok());
        assert_eq!(Point::new(120.45, 41.57), Err(PointOutOfRange), "latitude and longitude exchanged");
        assert_eq!(Point::new(f64::NAN, 0.0), Err(PointOutOfRange));
        assert!(serde_json::from_str::<Point>(r#"{"lat_deg":91.0,"lon_deg":0.0}"#).is_err());
    }

    #[test]
    fn a_degree_of_latitude_is_about_111_km() {
        let a = Point::new(41.0, 120.0).unwrap();
        let b = Point::new(42.0, 120.0).unwrap();
        assert!((a.distance_m(b) - 111_195.0).abs() < 1.0, "{}", a.distance_m(b));
    }
}

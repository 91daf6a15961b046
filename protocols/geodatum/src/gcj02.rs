//! GCJ-02 (国测局 2002): a smooth shift of 300 to 700 m that maps published in China must carry.
//!
//! The published rule (reverse-engineered, first posted by its users in 2010; `EvilTransform` 2013, `googollee/eviltransform`, MIT):
//! with x = lon − 105° and y = lat − 35°, two polynomials with sines give an offset in metres, which the radii of curvature of the
//! Krasovsky 1940 ellipsoid turn into degrees.

use std::f64::consts::PI;

use crate::{Degrees, invert};

/// A rectangle of degrees, its edges included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// Southern edge, degrees of latitude.
    pub south_deg: f64,
    /// Northern edge, degrees of latitude.
    pub north_deg: f64,
    /// Western edge, degrees of longitude.
    pub west_deg: f64,
    /// Eastern edge, degrees of longitude.
    pub east_deg: f64,
}

/// Where the published rule shifts at all; what lies outside is left as it is. It is a rectangle and takes in parts of the neighbours.
pub const APPLIES_TO: Rectangle = Rectangle { south_deg: 0.8293, north_deg: 55.8271, west_deg: 72.004, east_deg: 137.8347 };

/// Semi-major axis of the Krasovsky 1940 ellipsoid, metres.
const AXIS_M: f64 = 6_378_245.0;
/// Square of its first eccentricity, with the digits of the published rule.
const ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_943;

impl Rectangle {
    /// Whether the degrees lie in the rectangle or on its edge.
    #[must_use]
    pub fn holds(self, at: Degrees) -> bool {
        (self.south_deg..=self.north_deg).contains(&at.lat_deg) && (self.west_deg..=self.east_deg).contains(&at.lon_deg)
    }
}

/// Where a GCJ-02 map shows a point of WGS 84.
#[must_use]
pub fn from_wgs84(point: Degrees) -> Degrees {
    if APPLIES_TO.holds(point) { shifted(point) } else { point }
}

/// The point of WGS 84 that a GCJ-02 map shows at these degrees. There is no closed inverse; the iteration ends below 1 mm.
#[must_use]
pub fn to_wgs84(shown: Degrees) -> Degrees {
    if APPLIES_TO.holds(shown) { invert(shown, shifted) } else { shown }
}

/// The shift itself, wherever the point lies.
pub(crate) fn shifted(point: Degrees) -> Degrees {
    let (x, y) = (point.lon_deg - 105.0, point.lat_deg - 35.0);
    let lat = point.lat_deg.to_radians();
    let flattening = 1.0 - ECCENTRICITY_SQUARED * lat.sin() * lat.sin();
    let meridian_radius_m = AXIS_M * (1.0 - ECCENTRICITY_SQUARED) / (flattening * flattening.sqrt());
    let parallel_radius_m = AXIS_M / flattening.sqrt() * lat.cos();
    Degrees {
        lat_deg: point.lat_deg + (north_m(x, y) / meridian_radius_m).to_degrees(),
        lon_deg: point.lon_deg + (east_m(x, y) / parallel_radius_m).to_degrees(),
    }
}

/// The northward part of the shift, in metres.
fn north_m(x: f64, y: f64) -> f64 {
    let plain = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * x.abs().sqrt();
    plain + ripple(x) + wave(y, [(20.0, 1.0), (40.0, 3.0), (160.0, 12.0), (320.0, 30.0)])
}

/// The eastward part of the shift, in metres.
fn east_m(x: f64, y: f64) -> f64 {
    let plain = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * x.abs().sqrt();
    plain + ripple(x) + wave(x, [(20.0, 1.0), (40.0, 3.0), (150.0, 12.0), (300.0, 30.0)])
}

/// ⅔ (20 sin 6πx + 20 sin 2πx): the same in both parts.
fn ripple(x: f64) -> f64 {
    (20.0 * (6.0 * PI * x).sin() + 20.0 * (2.0 * PI * x).sin()) * 2.0 / 3.0
}

/// ⅔ Σ a sin(πt/n) over the pairs (a, n).
fn wave(t: f64, terms: [(f64, f64); 4]) -> f64 {
    terms.iter().map(|(amplitude, period)| amplitude * (PI * t / period).sin()).sum::<f64>() * 2.0 / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Degrees of WGS 84 and of GCJ-02 as `eviltransform` and `coordtransform` give them in their own tests.
    const PUBLISHED: [[f64; 4]; 4] = [
        [31.1774276, 121.5272106, 31.17530398364597, 121.531541859215],
        [22.543847, 113.912316, 22.540796131694766, 113.9171764808363],
        [39.911954, 116.377817, 39.91334545536069, 116.38404722455657],
        [39.915, 116.404, 39.91640428150164, 116.41024449916938],
    ];

    #[test]
    fn the_shift_gives_the_published_figures() {
        for [lat, lon, shown_lat, shown_lon] in PUBLISHED {
            let shown = from_wgs84(Degrees { lat_deg: lat, lon_deg: lon });
            assert!((shown.lat_deg - shown_lat).abs() < 1e-11, "{} {shown_lat}", shown.lat_deg);
            assert!((shown.lon_deg - shown_lon).abs() < 1e-11, "{} {shown_lon}", shown.lon_deg);
            let back = to_wgs84(Degrees { lat_deg: shown_lat, lon_deg: shown_lon });
            assert!((back.lat_deg - lat).abs() < 1e-9 && (back.lon_deg - lon).abs() < 1e-9);
        }
    }

    /// The bisecting inverse of `eviltransform`, which stops at about 10 cm.
    #[test]
    fn the_way_back_agrees_with_a_search_by_halves() {
        let back = to_wgs84(Degrees { lat_deg: 39.915, lon_deg: 116.404 });
        assert!((back.lat_deg - 39.913596801757805).abs() < 2e-6, "{}", back.lat_deg);
        assert!((back.lon_deg - 116.39775549316407).abs() < 2e-6, "{}", back.lon_deg);
    }

    #[test]
    fn the_edge_of_the_rectangle_is_shifted_and_what_lies_beyond_is_not() {
        let edge = Degrees { lat_deg: APPLIES_TO.south_deg, lon_deg: 105.0 };
        assert_ne!(from_wgs84(edge), edge);
        let beyond = Degrees { lat_deg: APPLIES_TO.south_deg.next_down(), lon_deg: 105.0 };
        assert_eq!(from_wgs84(beyond), beyond);
    }
}

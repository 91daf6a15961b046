//! BD-09 (Baidu 2009): GCJ-02 shifted once more by a small turn, a small stretch and a fixed step of about 1 km.
//!
//! The published rule (`coordtransform`, MIT): in polar form of the GCJ-02 degrees, z = √(x² + y²) + 0.00002 sin(y·k) and
//! θ = atan2(y, x) + 0.000003 cos(x·k) with k = 3000 π / 180; then lon = z cos θ + 0.0065° and lat = z sin θ + 0.006°.
//! Abroad Baidu's maps use WGS 84 as it is, so the rectangle of GCJ-02 holds here too.

use std::f64::consts::PI;

use crate::gcj02::{self, APPLIES_TO};
use crate::{Degrees, invert};

const RIPPLE: f64 = PI * 3_000.0 / 180.0;
const STEP_LON_DEG: f64 = 0.0065;
const STEP_LAT_DEG: f64 = 0.006;

/// Where a BD-09 map shows a point of WGS 84.
#[must_use]
pub fn from_wgs84(point: Degrees) -> Degrees {
    if APPLIES_TO.holds(point) { from_gcj02(gcj02::shifted(point)) } else { point }
}

/// The point of WGS 84 that a BD-09 map shows at these degrees. There is no closed inverse; the iteration ends below 1 mm.
#[must_use]
pub fn to_wgs84(shown: Degrees) -> Degrees {
    if APPLIES_TO.holds(shown) { invert(shown, |point| from_gcj02(gcj02::shifted(point))) } else { shown }
}

/// The second shift alone: degrees of GCJ-02 as degrees of BD-09.
#[must_use]
pub fn from_gcj02(at: Degrees) -> Degrees {
    let (x, y) = (at.lon_deg, at.lat_deg);
    let z = x.hypot(y) + 0.000_02 * (y * RIPPLE).sin();
    let theta = y.atan2(x) + 0.000_003 * (x * RIPPLE).cos();
    Degrees { lat_deg: z * theta.sin() + STEP_LAT_DEG, lon_deg: z * theta.cos() + STEP_LON_DEG }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_shift_gives_the_published_figures() {
        let shown = from_gcj02(Degrees { lat_deg: 39.915, lon_deg: 116.404 });
        assert!((shown.lat_deg - 39.92133699351021).abs() < 1e-11, "{}", shown.lat_deg);
        assert!((shown.lon_deg - 116.41036949371029).abs() < 1e-11, "{}", shown.lon_deg);
    }

    /// The published way back is one step and only good to about a metre; ours must lie that close to it.
    #[test]
    fn the_way_back_lies_within_a_metre_of_the_published_one() {
        let point = to_wgs84(Degrees { lat_deg: 39.915, lon_deg: 116.404 });
        let gcj02 = gcj02::shifted(point);
        assert!((gcj02.lat_deg - 39.90865673957631).abs() < 1e-5, "{}", gcj02.lat_deg);
        assert!((gcj02.lon_deg - 116.39762729119315).abs() < 1e-5, "{}", gcj02.lon_deg);
    }
}

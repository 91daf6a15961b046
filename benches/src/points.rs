//! Points to areas: how long the outlines of the reference city take to say which county each point of a grid lies in.

use std::hint::black_box;

use desk::Stopwatch;
use kernel::Point;
use places::{Areas, Boundaries, Located};

/// How many points are asked for.
pub const POINTS: usize = 1_000_000;
/// How many points a side of the grid has.
const SIDE: usize = 1_000;

/// Seconds that all the points of the grid take; the grid covers the city's extent, corners outside it too.
pub fn located_s() -> f64 {
    let areas = Areas::read(include_str!("../../cities/chaoyang/areas.csv")).unwrap();
    let outlines = Boundaries::read(include_str!("../../cities/chaoyang/districts.geojson"), &areas).unwrap();
    let (south_west, north_east) = outlines.extent().unwrap();
    let step = |from: f64, to: f64, n: usize| from + (to - from) * n as f64 / SIDE as f64;
    let watch = Stopwatch::start();
    let mut inside = 0_usize;
    for row in 0..SIDE {
        for column in 0..SIDE {
            let lat_deg = step(south_west.lat_deg, north_east.lat_deg, row);
            let lon_deg = step(south_west.lon_deg, north_east.lon_deg, column);
            let located = outlines.locate(Point { lat_deg, lon_deg });
            inside += usize::from(!matches!(located, Located::Outside));
        }
    }
    let took = watch.seconds();
    assert!(black_box(inside) > POINTS / 4, "the city fills a good part of its extent");
    took
}

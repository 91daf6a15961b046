//! One outline on the map, cut into level bands so that asking whether a point lies in it looks at a handful of edges.
//!
//! Exact, not approximate: every doubtful edge is decided by the adaptive predicate of Shewchuk (1997) as `geo` carries it. A point on
//! the boundary counts as inside. Polygons with holes and outlines of several parts follow from the even-odd rule.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, MultiPolygon};
use kernel::Point;

/// The most bands of one outline.
const BANDS_MAX: usize = 8_192;
/// In how many bands an edge may stand on average: bounds the memory of an outline whose edges are all tall.
const BANDS_AN_EDGE_MAX: f64 = 16.0;

/// An outline made ready for many questions.
#[derive(Debug, Clone)]
pub struct Outline {
    /// South-western corner of its box.
    pub low: Coord<f64>,
    /// North-eastern corner of its box.
    pub high: Coord<f64>,
    bands_per_deg: f64,
    /// Where each band's edges begin in `edges`, and one more for the end.
    starts: Vec<u32>,
    edges: Vec<Edge>,
}

/// A piece of the boundary, its southern end first.
#[derive(Debug, Clone, Copy)]
struct Edge {
    south: Coord<f64>,
    north: Coord<f64>,
}

/// How a point lies to an edge, seen along the parallel to the east.
enum Meets {
    /// The point lies on the edge.
    On,
    /// The way east crosses the edge.
    Crossed,
    /// It does not.
    Missed,
}

impl Outline {
    /// Cuts an outline into bands; `None` where it encloses nothing.
    #[must_use]
    pub fn of(shape: &MultiPolygon<f64>) -> Option<Self> {
        let edges: Vec<Edge> = shape
            .iter()
            .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()))
            .flat_map(geo::LineString::lines)
            .map(|line| Edge::between(line.start, line.end))
            .collect();
        let (mut low, mut high) = edges.first().map(|e| (e.south, e.south))?;
        for at in edges.iter().flat_map(|e| [e.south, e.north]) {
            low = Coord { x: low.x.min(at.x), y: low.y.min(at.y) };
            high = Coord { x: high.x.max(at.x), y: high.y.max(at.y) };
        }
        if low.x >= high.x || low.y >= high.y {
            return None;
        }
        let bands = bands_for(&edges, high.y - low.y);
        let mut outline =
            Self { low, high, bands_per_deg: bands as f64 / (high.y - low.y), starts: Vec::new(), edges: Vec::new() };
        outline.fill(&edges, bands);
        Some(outline)
    }

    /// Puts every edge into each band it touches, band after band in one row of memory.
    fn fill(&mut self, edges: &[Edge], bands: usize) {
        let touched = |edge: &Edge| self.band(edge.south.y, bands)..=self.band(edge.north.y, bands);
        let mut starts = vec![0_u32; bands + 1];
        for band in edges.iter().flat_map(touched) {
            starts[band + 1] += 1;
        }
        for band in 0..bands {
            starts[band + 1] += starts[band];
        }
        let mut next = starts.clone();
        let mut row = vec![Edge { south: self.low, north: self.low }; starts[bands] as usize];
        for edge in edges {
            for band in touched(edge) {
                row[next[band] as usize] = *edge;
                next[band] += 1;
            }
        }
        self.starts = starts;
        self.edges = row;
    }

    /// The band of a latitude. Rounding is harmless: it never decreases as the latitude grows, so a latitude between the ends of an
    /// edge falls into a band between theirs.
    fn band(&self, lat_deg: f64, bands: usize) -> usize {
        (((lat_deg - self.low.y) * self.bands_per_deg) as usize).min(bands - 1)
    }

    /// Whether the point lies in the outline or on its boundary.
    #[must_use]
    pub fn covers(&self, point: Point) -> bool {
        let at = Coord { x: point.lon_deg, y: point.lat_deg };
        if at.x < self.low.x || at.x > self.high.x || at.y < self.low.y || at.y > self.high.y {
            return false;
        }
        let band = self.band(at.y, self.starts.len() - 1);
        let mut inside = false;
        for edge in &self.edges[self.starts[band] as usize..self.starts[band + 1] as usize] {
            match edge.meets(at) {
                Meets::On => return true,
                Meets::Crossed => inside = !inside,
                Meets::Missed => {}
            }
        }
        inside
    }
}

/// About as many bands as edges, fewer where tall edges would stand in too many.
fn bands_for(edges: &[Edge], height_deg: f64) -> usize {
    let tall: f64 = edges.iter().map(|edge| (edge.north.y - edge.south.y) / height_deg).sum();
    let bearable = edges.len() as f64 * BANDS_AN_EDGE_MAX / tall;
    edges.len().min(bearable as usize).clamp(1, BANDS_MAX)
}

impl Edge {
    fn between(a: Coord<f64>, b: Coord<f64>) -> Self {
        if a.y <= b.y { Self { south: a, north: b } } else { Self { south: b, north: a } }
    }

    /// An edge holds its southern end and not its northern one, so that a vertex passed by counts once, or twice at a peak.
    fn meets(&self, at: Coord<f64>) -> Meets {
        let (south, north) = (self.south, self.north);
        if at.y < south.y || at.y > north.y {
            return Meets::Missed;
        }
        let (west, east) = (south.x.min(north.x), south.x.max(north.x));
        if at.x > east {
            return Meets::Missed;
        }
        if at.y == north.y {
            let on = if south.y == north.y { at.x >= west } else { at.x == north.x };
            return if on { Meets::On } else { Meets::Missed };
        }
        if at.x < west {
            return Meets::Crossed;
        }
        match RobustKernel::orient2d(south, north, at) {
            Orientation::Collinear => Meets::On,
            Orientation::CounterClockwise => Meets::Crossed,
            Orientation::Clockwise => Meets::Missed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Intersects, LineString, Polygon, point, polygon};
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> Point {
        Point::new(lat, lon).unwrap()
    }

    #[test]
    fn a_point_on_an_edge_or_a_corner_is_inside() {
        let square =
            Outline::of(&polygon![(x: 0.0, y: 0.0), (x: 2.0, y: 0.0), (x: 2.0, y: 2.0), (x: 0.0, y: 2.0)].into()).unwrap();
        for (lon, lat) in
            [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (1.0, 0.0), (1.0, 2.0), (0.0, 1.0), (2.0, 1.0), (1.0, 1.0)]
        {
            assert!(square.covers(at(lon, lat)), "{lon} {lat}");
        }
        for (lon, lat) in [(-0.1, 0.0), (2.1, 2.0), (1.0, -0.1), (1.0, 2.1)] {
            assert!(!square.covers(at(lon, lat)), "{lon} {lat}");
        }
    }

    #[test]
    fn a_hole_is_outside_and_its_edge_is_inside() {
        let ring = polygon![
            exterior: [(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 3.0, y: 1.0), (x: 3.0, y: 3.0), (x: 1.0, y: 3.0)]],
        ];
        let ring = Outline::of(&ring.into()).unwrap();
        assert!(!ring.covers(at(2.0, 2.0)));
        assert!(ring.covers(at(1.0, 2.0)));
        assert!(ring.covers(at(0.5, 2.0)));
    }

    #[test]
    fn a_line_encloses_nothing() {
        let line = Polygon::new(LineString::from(vec![(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)]), vec![]);
        assert!(Outline::of(&line.into()).is_none());
        assert!(Outline::of(&MultiPolygon::new(vec![])).is_none());
    }

    #[test]
    fn an_outline_of_tall_edges_only_stays_small() {
        let teeth = (0..20_000).map(|n| (f64::from(n) / 1_000.0, if n % 2 == 0 { 0.0 } else { 1.0 }));
        let comb = Outline::of(&Polygon::new(teeth.collect::<Vec<_>>().into(), vec![]).into()).unwrap();
        assert!(comb.edges.len() <= 20_001 * 18, "{} edges in all bands", comb.edges.len());
        assert!(comb.covers(at(1.0, 0.0)) && !comb.covers(at(1.0, 1.0)));
    }

    /// A star around (0, 0) on a grid of quarters, so that many points fall exactly on corners and edges.
    fn star(rays: &[u8]) -> Polygon<f64> {
        let count = rays.len() as f64;
        let corners = rays.iter().enumerate().map(|(n, far)| {
            let turn = n as f64 / count * std::f64::consts::TAU;
            let far = 1.0 + f64::from(*far);
            ((turn.cos() * far * 4.0).round() / 4.0, (turn.sin() * far * 4.0).round() / 4.0)
        });
        Polygon::new(corners.collect::<Vec<_>>().into(), vec![])
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_plain_method_everywhere(
            rays in prop::collection::vec(0_u8..8, 3..40),
            points in prop::collection::vec((-36_i32..=36, -36_i32..=36), 200),
        ) {
            let shape = star(&rays);
            prop_assume!(geo::algorithm::Validation::is_valid(&shape));
            let outline = Outline::of(&shape.clone().into());
            for (x, y) in points {
                let (x, y) = (f64::from(x) / 4.0, f64::from(y) / 4.0);
                let plain = shape.intersects(&point! { x: x, y: y });
                prop_assert_eq!(outline.as_ref().is_some_and(|o| o.covers(at(x, y))), plain, "{} {} {:?}", x, y, shape);
            }
        }
    }
}

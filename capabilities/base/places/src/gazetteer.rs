//! The gazetteer: every question about where, answered from memory. Built from the text of a city's files, without reading any.

use kernel::{AreaCode, Point};

use crate::mentions::Names;
use crate::search::Index;
use crate::{
    Areas, Boundaries, CityProfile, Found, Located, Mentions, NotAPlace, PlaceGiven, Resolved, SearchPage, Unreadable, place,
};

/// The areas of a city with their names and outlines, ready to answer.
#[derive(Debug, Default)]
pub struct Gazetteer {
    areas: Areas,
    boundaries: Boundaries,
    index: Index,
    names: Names,
}

impl Gazetteer {
    /// Builds it from the table of areas, the outlines (nothing where the city has none) and the neighbours and namesakes of `city`.
    ///
    /// # Errors
    /// What in the files makes no sense, and where.
    pub fn build(city: &CityProfile, areas_csv: &str, boundaries_geojson: Option<&str>) -> Result<Self, Unreadable> {
        let areas = Areas::read(areas_csv)?;
        if let Some(root) = areas.root().filter(|root| root.code != city.code) {
            return Err(Unreadable::new("areas", 0, format!("begins with {}, but the city is {}", root.code, city.code)));
        }
        let boundaries = boundaries_geojson.map(|text| Boundaries::read(text, &areas)).transpose()?.unwrap_or_default();
        let elsewhere = city.elsewhere();
        let (index, names) = (Index::of(&areas, &elsewhere), Names::of(&areas, &elsewhere));
        Ok(Self { areas, boundaries, index, names })
    }

    /// The tree of areas.
    #[must_use]
    pub fn areas(&self) -> &Areas {
        &self.areas
    }

    /// The outlines.
    #[must_use]
    pub fn boundaries(&self) -> &Boundaries {
        &self.boundaries
    }

    /// Whether the area is the city or lies in it.
    #[must_use]
    pub fn in_city(&self, code: AreaCode) -> bool {
        self.areas.root().is_some_and(|root| root.code.covers(code))
    }

    /// The names down to an area of the city or one elsewhere that the city knows of; where it is not known, the path of the nearest
    /// known area around it, and its bare code where there is none.
    #[must_use]
    pub fn path(&self, code: AreaCode) -> String {
        let elsewhere = || self.index.found(code).map(|found| found.path);
        let around = || self.areas.nearest(code).and_then(|area| self.areas.path(area.code));
        self.areas.path(code).or_else(elsewhere).or_else(around).unwrap_or_else(|| code.to_string())
    }

    /// The area as a list shows it.
    #[must_use]
    pub fn found(&self, code: AreaCode) -> Option<Found> {
        self.index.found(code)
    }

    /// Areas for what a person typed, best first: `limit` of them from number `from` on. A whole sentence gives the areas it names.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize, from: usize) -> SearchPage {
        let page = self.index.search(query, limit, from);
        if page.total > 0 {
            return page;
        }
        let mentions = self.mentions(query);
        let mut codes = mentions.certain;
        codes.extend(mentions.offered.into_iter().flat_map(|offer| offer.areas));
        let mut seen = std::collections::BTreeSet::new();
        codes.retain(|code| seen.insert(*code));
        let found = codes.iter().skip(from).take(limit.min(crate::SEARCH_FOUND_MAX)).filter_map(|c| self.index.found(*c));
        SearchPage { found: found.collect(), total: codes.len() }
    }

    /// The areas that a free text names.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Mentions {
        self.names.in_text(text)
    }

    /// The deepest area whose outline holds the point.
    #[must_use]
    pub fn locate(&self, point: Point) -> Located {
        self.boundaries.locate(point)
    }

    /// Makes a place of what was given: the point in WGS 84, the areas it lies in, how exactly it is known.
    ///
    /// # Errors
    /// What in it makes no sense.
    pub fn resolve(&self, given: &PlaceGiven) -> Result<Resolved, NotAPlace> {
        place::resolve(self, given)
    }
}

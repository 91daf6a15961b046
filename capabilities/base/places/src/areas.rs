//! The areas of a city as a tree: read from its table of codes and names, walked up, down and along.

use kernel::{AreaCode, AreaLevel};

use crate::Unreadable;

/// The most areas a city may have; the largest prefecture has about 12,000.
pub const AREAS_MAX: usize = 100_000;
/// The longest name of an area.
pub const NAME_CHARS_MAX: usize = 80;
/// What stands between the names of a path.
pub const PATH_SEPARATOR: &str = " / ";

const FILE: &str = "areas";

/// One area of the city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its code; the level in the tree follows from it.
    pub code: AreaCode,
    /// Its official name.
    pub name: String,
    /// The name on signs and in reports, where it differs from the official one.
    pub short: Option<String>,
    /// The bare name as callers say it, which can also be an ordinary word: only ever offered.
    pub spoken: Option<String>,
    /// The area it lies in; nothing for the city itself.
    pub parent: Option<AreaCode>,
}

/// All areas of a city in order of their codes. The first one is the city and covers every other.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    all: Vec<Area>,
}

impl Area {
    /// How deep it stands.
    #[must_use]
    pub const fn level(&self) -> AreaLevel {
        self.code.level()
    }

    /// The name people use: the short one, or the official one where there is none.
    #[must_use]
    pub fn known_as(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }
}

impl Areas {
    /// Reads a table with the columns `code`, `name` and, where there are any, `short` and `spoken`.
    ///
    /// # Errors
    /// The first line that is no area, stands twice, or lies outside the area that comes first by code.
    pub fn read(csv_text: &str) -> Result<Self, Unreadable> {
        let mut table = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(csv_text.as_bytes());
        let columns = Columns::of(table.headers().map_err(|e| Unreadable::new(FILE, 1, e.to_string()))?)?;
        let mut all = Vec::new();
        for record in table.records() {
            let record = record.map_err(|e| Unreadable::new(FILE, 0, e.to_string()))?;
            let line = record.position().map_or(0, |p| p.line() as usize);
            if all.len() == AREAS_MAX {
                return Err(Unreadable::new(FILE, line, format!("more than {AREAS_MAX} areas")));
            }
            all.push((line, columns.area(&record, line)?));
        }
        all.sort_by_key(|(_, area)| area.code);
        Self::planted(all)
    }

    /// Hangs every area below the nearest one that covers it.
    fn planted(mut all: Vec<(usize, Area)>) -> Result<Self, Unreadable> {
        let Some((_, root)) = all.first() else {
            return Err(Unreadable::new(FILE, 0, "no areas"));
        };
        let root = root.code;
        let mut above: Vec<AreaCode> = Vec::new();
        for (line, area) in &mut all {
            while above.last().is_some_and(|up| !up.covers(area.code)) {
                above.pop();
            }
            if above.last() == Some(&area.code) {
                return Err(Unreadable::new(FILE, *line, format!("{} stands twice", area.code)));
            }
            if !root.covers(area.code) {
                return Err(Unreadable::new(FILE, *line, format!("{} lies outside {root}", area.code)));
            }
            area.parent = above.last().copied();
            above.push(area.code);
        }
        Ok(Self { all: all.into_iter().map(|(_, area)| area).collect() })
    }

    /// The city: the area that covers all others.
    #[must_use]
    pub fn root(&self) -> Option<&Area> {
        self.all.first()
    }

    /// Every area, in order of codes.
    #[must_use]
    pub fn all(&self) -> &[Area] {
        &self.all
    }

    /// The area of this code.
    #[must_use]
    pub fn get(&self, code: AreaCode) -> Option<&Area> {
        self.position(code).map(|at| &self.all[at])
    }

    pub(crate) fn position(&self, code: AreaCode) -> Option<usize> {
        self.all.binary_search_by_key(&code, |area| area.code).ok()
    }

    /// The area of this code, or the nearest known one that it lies in; nothing outside the city.
    #[must_use]
    pub fn nearest(&self, code: AreaCode) -> Option<&Area> {
        let mut code = code;
        loop {
            match self.get(code) {
                Some(area) => return Some(area),
                None => code = code.parent()?,
            }
        }
    }

    /// The areas directly in this one, in order of codes.
    pub fn children(&self, code: AreaCode) -> impl Iterator<Item = &Area> {
        self.subtree(code).iter().filter(move |area| area.parent == Some(code))
    }

    /// The area and everything in it.
    #[must_use]
    pub fn subtree(&self, code: AreaCode) -> &[Area] {
        let from = self.all.partition_point(|area| area.code < code);
        let count = self.all[from..].partition_point(|area| code.covers(area.code));
        &self.all[from..from + count]
    }

    /// The areas from the city down to this one; empty for a code that is not known.
    #[must_use]
    pub fn ancestry(&self, code: AreaCode) -> Vec<&Area> {
        let mut up: Vec<&Area> = std::iter::successors(self.get(code), |area| self.get(area.parent?)).collect();
        up.reverse();
        up
    }

    /// The names from the city down to this area, as people use them; nothing for a code that is not known.
    #[must_use]
    pub fn path(&self, code: AreaCode) -> Option<String> {
        let names: Vec<&str> = self.ancestry(code).into_iter().map(Area::known_as).collect();
        (!names.is_empty()).then(|| names.join(PATH_SEPARATOR))
    }
}

/// Where the columns of a table stand.
struct Columns {
    code: usize,
    name: usize,
    short: Option<usize>,
    spoken: Option<usize>,
}

impl Columns {
    fn of(head: &csv::StringRecord) -> Result<Self, Unreadable> {
        let find = |name: &str| head.iter().position(|h| h.trim_start_matches('\u{feff}') == name);
        let need = |name: &str| find(name).ok_or_else(|| Unreadable::new(FILE, 1, format!("no column {name:?}")));
        Ok(Self { code: need("code")?, name: need("name")?, short: find("short"), spoken: find("spoken") })
    }

    fn area(&self, record: &csv::StringRecord, line: usize) -> Result<Area, Unreadable> {
        let code = record.get(self.code).unwrap_or_default();
        let code = AreaCode::parse(code).map_err(|e| Unreadable::new(FILE, line, format!("{code:?}: {e}")))?;
        let name = record.get(self.name).unwrap_or_default().to_owned();
        let other = |column: Option<usize>| column.and_then(|c| record.get(c)).filter(|n| !n.is_empty()).map(str::to_owned);
        let (short, spoken) = (other(self.short), other(self.spoken));
        if name.is_empty() {
            return Err(Unreadable::new(FILE, line, format!("{code} has no name")));
        }
        if [Some(&name), short.as_ref(), spoken.as_ref()].iter().flatten().any(|n| n.chars().count() > NAME_CHARS_MAX) {
            return Err(Unreadable::new(FILE, line, format!("a name of {code} is longer than {NAME_CHARS_MAX} characters")));
        }
        Ok(Area { code, name, short, spoken, parent: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOWN: &str = include_str!("../tests/town/areas.csv");

    fn code(text: &str) -> AreaCode {
        AreaCode::parse(text).unwrap()
    }

    #[test]
    fn the_tree_follows_from_the_codes_alone() {
        let areas = Areas::read(TOWN).unwrap();
        assert_eq!(areas.root().unwrap().name, "Ashmouth");
        let names = |of: &str| areas.children(code(of)).map(|a| a.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("990100"), ["North Ashmouth", "Eastfold", "Gull Rock"]);
        assert_eq!(names("990104"), ["Lighthouse Cottages"], "a village hangs on the county where no township stands between");
        assert_eq!(areas.path(code("990103001201")).unwrap(), "Ashmouth / Eastfold / Ashford / Lower Mill");
        assert_eq!(areas.path(code("990103001999")), None);
        assert_eq!(areas.nearest(code("990103001999")).unwrap().name, "Ashford");
        assert_eq!(areas.nearest(code("990300")), None);
        assert_eq!(areas.subtree(code("990103001")).len(), 3);
    }

    #[test]
    fn a_path_uses_the_name_on_the_signs() {
        let areas = Areas::read(TOWN).unwrap();
        let mill = areas.get(code("990102001")).unwrap();
        assert_eq!(mill.name, "Royal Borough of Mill Quarter");
        assert_eq!(areas.path(mill.code).unwrap(), "Ashmouth / North Ashmouth / Mill Quarter");
    }

    #[test]
    fn a_table_that_is_wrong_says_where() {
        let wrong = |text: &str| Areas::read(text).unwrap_err().to_string();
        assert_eq!(wrong("code,name\n"), "areas: no areas");
        assert_eq!(wrong("code,title\n"), "areas 1: no column \"name\"");
        assert!(wrong("code,name\n990100,A\n9901,B\n").starts_with("areas 3: \"9901\": not an area code"));
        assert_eq!(wrong("code,name\n990100,A\n990101,\n"), "areas 3: 990101 has no name");
        assert_eq!(wrong("code,name\n990100,A\n990101,B\n990101000,C\n"), "areas 4: 990101 stands twice");
        assert_eq!(wrong("code,name\n990100,A\n990201,B\n"), "areas 3: 990201 lies outside 990100");
        assert!(wrong(&format!("code,name\n990100,{}\n", "x".repeat(NAME_CHARS_MAX + 1))).contains("longer than 80"));
        assert!(Areas::read(&format!("code,name\n990100,{}\n", "x".repeat(NAME_CHARS_MAX))).is_ok());
    }

    #[test]
    fn a_table_saved_by_a_spreadsheet_reads_the_same() {
        let areas = Areas::read("\u{feff}name,code,note\r\n\"Ashmouth\",990100,\r\n North , 990101 ,x\r\n").unwrap();
        assert_eq!(areas.all().len(), 2);
        assert_eq!(areas.get(code("990101")).unwrap().name, "North");
    }
}

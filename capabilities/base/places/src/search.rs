//! Finding areas by what people type: a name or a part of it, the letters of its syllables, the beginning of its code, or several of these.

use kernel::{AreaCode, AreaLevel};

use crate::Areas;
use crate::profile::Elsewhere;
use crate::spelling::{Fit, Spelling, folded, letters};

/// The longest query; what comes after is not looked at.
pub const QUERY_CHARS_MAX: usize = 60;
/// The most areas on one page of an answer.
pub const SEARCH_FOUND_MAX: usize = 50;
/// The fewest digits that are taken for the beginning of a code.
const CODE_DIGITS_MIN: usize = 2;

/// An area that was found, never without its path: the same name stands for many places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its code.
    pub code: AreaCode,
    /// Its official name.
    pub name: String,
    /// The names from the city, or from the province where it lies elsewhere, down to it.
    pub path: String,
    /// Whether it lies outside the city.
    pub outside_city: bool,
}

/// One page of what was found, best first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchPage {
    /// At most as many as were asked for.
    pub found: Vec<Found>,
    /// How many there are in all.
    pub total: usize,
}

/// How an area answers a query, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Code,
    Name,
    NameStart,
    CodeStart,
    NameInside,
    Spelled(Fit),
}

/// Everything that is looked through, made once.
#[derive(Debug, Default)]
pub struct Index {
    /// The areas of the city in order of codes, then those elsewhere.
    entries: Vec<Entry>,
    ours: usize,
}

#[derive(Debug)]
struct Entry {
    code: AreaCode,
    full_code: String,
    path: String,
    name: String,
    /// Folded: the official name, the short one, the spoken one.
    names: Vec<String>,
    spellings: Vec<Spelling>,
    parent: Option<usize>,
    outside_city: bool,
}

impl Index {
    /// The areas of the city, and those elsewhere that people confuse with them.
    #[must_use]
    pub fn of(areas: &Areas, elsewhere: &[Elsewhere]) -> Self {
        let ours = areas.all().iter().map(|area| {
            let names = [Some(&area.name), area.short.as_ref(), area.spoken.as_ref()].into_iter().flatten();
            let mut entry = Entry::new(area.code, &area.name, names);
            entry.path = areas.path(area.code).unwrap_or_default();
            entry.parent = area.parent.and_then(|code| areas.position(code));
            entry
        });
        let others = elsewhere.iter().map(|other| {
            let mut entry = Entry::new(other.code, &other.name, std::iter::once(&other.name));
            entry.path.clone_from(&other.path);
            entry.outside_city = true;
            entry
        });
        Self { entries: ours.chain(others).collect(), ours: areas.all().len() }
    }

    /// What answers the query, best first, `limit` areas from number `from` on.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize, from: usize) -> SearchPage {
        let query: String = folded(query).chars().take(QUERY_CHARS_MAX).collect();
        if query.is_empty() {
            return SearchPage::default();
        }
        let mut ranked = self.ranked(&query);
        ranked.sort_unstable();
        let page = ranked.iter().skip(from).take(limit.min(SEARCH_FOUND_MAX));
        SearchPage { found: page.map(|key| self.entries[key.4].found()).collect(), total: ranked.len() }
    }

    /// The number of every area that answers, under the key it is sorted by.
    fn ranked(&self, query: &str) -> Vec<(Rank, bool, AreaLevel, AreaCode, usize)> {
        let whole = Term::of(query);
        let terms: Vec<Term> = query.split(' ').map(Term::of).collect();
        let of_terms: Vec<Vec<Option<Rank>>> = if terms.len() > 1 {
            terms.iter().map(|term| self.entries.iter().map(|e| e.rank(term)).collect()).collect()
        } else {
            Vec::new()
        };
        let ranks = self.entries.iter().enumerate().filter_map(|(n, entry)| {
            let rank = entry.rank(&whole).into_iter().chain(self.rank_together(n, &of_terms)).min()?;
            Some((rank, entry.outside_city, entry.code.level(), entry.code, n))
        });
        ranks.collect()
    }

    /// The rank of an area for several words: each must fit it or an area it lies in, and at least one the area itself.
    fn rank_together(&self, n: usize, of_terms: &[Vec<Option<Rank>>]) -> Option<Rank> {
        let fits = |ranks: &Vec<Option<Rank>>| {
            std::iter::successors(Some(n), |at| self.entries[*at].parent).any(|at| ranks[at].is_some())
        };
        if of_terms.iter().all(fits) { of_terms.iter().filter_map(|ranks| ranks[n]).min() } else { None }
    }

    /// The area as an answer shows it.
    #[must_use]
    pub fn found(&self, code: AreaCode) -> Option<Found> {
        let (ours, others) = self.entries.split_at(self.ours);
        let entry = match ours.binary_search_by_key(&code, |entry| entry.code) {
            Ok(at) => ours.get(at),
            Err(_) => others.iter().find(|entry| entry.code == code),
        };
        entry.map(Entry::found)
    }
}

/// A part of a query in the forms it is compared in.
struct Term {
    text: String,
    letters: Option<String>,
    digits: bool,
    code: Option<AreaCode>,
}

impl Term {
    fn of(folded_text: &str) -> Self {
        Self {
            text: folded_text.to_owned(),
            letters: letters(folded_text),
            digits: folded_text.len() >= CODE_DIGITS_MIN && folded_text.bytes().all(|b| b.is_ascii_digit()),
            code: AreaCode::parse(folded_text).ok(),
        }
    }
}

impl Entry {
    fn new<'a>(code: AreaCode, name: &str, names: impl Iterator<Item = &'a String>) -> Self {
        let names: Vec<String> = names.map(|n| folded(n)).collect();
        Self {
            code,
            full_code: code.full(),
            path: String::new(),
            name: name.to_owned(),
            spellings: names.iter().map(|n| Spelling::of(n)).collect(),
            names,
            parent: None,
            outside_city: false,
        }
    }

    fn rank(&self, term: &Term) -> Option<Rank> {
        if term.code == Some(self.code) {
            return Some(Rank::Code);
        }
        let by_name = self.names.iter().filter_map(|name| {
            if *name == term.text {
                Some(Rank::Name)
            } else if name.starts_with(&term.text) {
                Some(Rank::NameStart)
            } else {
                name.contains(&term.text).then_some(Rank::NameInside)
            }
        });
        let by_code = (term.digits && self.full_code.starts_with(&term.text)).then_some(Rank::CodeStart);
        by_name.chain(by_code).min().or_else(|| self.spelled(term))
    }

    fn spelled(&self, term: &Term) -> Option<Rank> {
        let letters = term.letters.as_deref()?;
        self.spellings.iter().filter_map(|s| s.fit(letters)).min().map(Rank::Spelled)
    }

    fn found(&self) -> Found {
        Found { code: self.code, name: self.name.clone(), path: self.path.clone(), outside_city: self.outside_city }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let areas = Areas::read(include_str!("../tests/town/areas.csv")).unwrap();
        let other =
            Elsewhere { code: AreaCode::parse("980103").unwrap(), name: "Ashford".into(), path: "Other Land / Ashford".into() };
        Index::of(&areas, &[other])
    }

    fn paths(query: &str) -> Vec<String> {
        index().search(query, 10, 0).found.into_iter().map(|f| f.path).collect()
    }

    #[test]
    fn areas_of_one_name_are_told_apart_by_their_paths() {
        let mills = ["Ashmouth / North Ashmouth / Mill Quarter / Lower Mill", "Ashmouth / Eastfold / Ashford / Lower Mill"];
        assert_eq!(paths("lower mill"), mills);
        let fords = ["Ashmouth / Eastfold / Ashford", "Other Land / Ashford", "Ashmouth / Eastfold / Ashford Green"];
        assert_eq!(paths("Ashford"), fords);
        assert!(index().search("Ashford", 10, 0).found[1].outside_city);
    }

    #[test]
    fn an_area_is_found_by_initials_by_code_and_by_words_along_its_path() {
        assert_eq!(paths("na"), ["Ashmouth / North Ashmouth"]);
        assert_eq!(
            paths("990103001"),
            [
                "Ashmouth / Eastfold / Ashford",
                "Ashmouth / Eastfold / Ashford / Lower Mill",
                "Ashmouth / Eastfold / Ashford / Cooper's Row"
            ]
        );
        assert_eq!(paths("eastfold lower"), ["Ashmouth / Eastfold / Ashford / Lower Mill"]);
        assert_eq!(paths("lm ef"), Vec::<String>::new());
        assert_eq!(paths("lm ea"), ["Ashmouth / Eastfold / Ashford / Lower Mill"]);
        assert_eq!(paths("ROYAL borough"), ["Ashmouth / North Ashmouth / Mill Quarter"]);
    }

    #[test]
    fn an_answer_is_bounded_and_says_how_many_there_are() {
        let index = index();
        let first = index.search("a", 2, 0);
        let rest = index.search("a", SEARCH_FOUND_MAX + 1, 2);
        assert_eq!(first.found.len(), 2);
        assert_eq!(rest.total, first.total);
        assert_eq!(rest.found.len(), first.total - 2);
        assert!(index.search("  ", 10, 0).found.is_empty());
        assert_eq!(index.search("a", 10, 1_000).found, []);
    }
}

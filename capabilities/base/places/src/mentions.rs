//! Areas named in free text: "three houses under water in Lower Mill, Ashford". What is certain is taken, what could be several is offered.
//!
//! The longest name at each place counts. A name that stands for several areas is decided by the nearest other area named in the text,
//! first what stands before it, then what stands after it; if that does not leave exactly one, it is offered and not chosen.

use std::collections::{BTreeSet, HashMap};

use kernel::AreaCode;

use crate::Areas;
use crate::profile::Elsewhere;
use crate::spelling::{folded, is_letter_of_a_word};

/// The most areas, and the most offers, taken from one text.
pub const MENTIONS_MAX: usize = 20;
/// The most areas in one offer.
pub const OFFER_AREAS_MAX: usize = 20;
/// A name of fewer characters is not looked for in text.
const NAME_CHARS_MIN: usize = 2;
/// How many characters of blank or comma may stand between the parts of one address.
const GAP_CHARS_MAX: usize = 2;

/// The areas that a text names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Named without doubt, in the order of the text; of an address written in one run only its smallest part.
    pub certain: Vec<AreaCode>,
    /// Named in a way that can mean several areas, or an area outside the city, or no area at all: for a person to choose.
    pub offered: Vec<Offer>,
}

/// Words of a text and the areas they can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The words, as in the text but folded to one way of writing.
    pub words: String,
    /// What they can mean, in order of codes.
    pub areas: Vec<AreaCode>,
}

/// Every name that is looked for, by its first character, the longest first.
#[derive(Debug, Default)]
pub struct Names {
    by_first: HashMap<char, Vec<Name>>,
}

#[derive(Debug, Default)]
struct Name {
    chars: Vec<char>,
    /// Areas that this is a proper name of.
    proper: BTreeSet<AreaCode>,
    /// Areas that callers may mean by it.
    spoken: BTreeSet<AreaCode>,
}

/// A name found in a text.
struct Hit<'a> {
    from: usize,
    to: usize,
    name: &'a Name,
    proper: bool,
}

impl Names {
    /// Collects the names of the city's areas and of those elsewhere; the latter are only ever offered.
    #[must_use]
    pub fn of(areas: &Areas, elsewhere: &[Elsewhere]) -> Self {
        let mut names: HashMap<String, Name> = HashMap::new();
        for area in areas.all() {
            for name in [Some(&area.name), area.short.as_ref()].into_iter().flatten() {
                names.entry(folded(name)).or_default().proper.insert(area.code);
            }
            if let Some(name) = &area.spoken {
                names.entry(folded(name)).or_default().spoken.insert(area.code);
            }
        }
        for other in elsewhere {
            names.entry(folded(&other.name)).or_default().spoken.insert(other.code);
        }
        let mut by_first: HashMap<char, Vec<Name>> = HashMap::new();
        for (text, name) in names {
            let chars: Vec<char> = text.chars().collect();
            if let (Some(first), true) = (chars.first(), chars.len() >= NAME_CHARS_MIN) {
                by_first.entry(*first).or_default().push(Name { chars, ..name });
            }
        }
        for names in by_first.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.chars.len()));
        }
        Self { by_first }
    }

    /// The areas that the text names.
    #[must_use]
    pub fn in_text(&self, text: &str) -> Mentions {
        let text: Vec<char> = folded(text).chars().collect();
        let hits = self.hits(&text);
        let meant: Vec<BTreeSet<AreaCode>> = (0..hits.len()).map(|n| narrowed(n, &hits)).collect();
        let certain = certain(&text, &hits, &meant);
        let offered = offered(&text, &hits, &meant, &certain);
        Mentions { certain, offered }
    }

    /// Proper names first, wherever they stand; what callers may mean only in the words left over.
    fn hits(&self, text: &[char]) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        let mut taken = vec![false; text.len()];
        for proper in [true, false] {
            let mut from = 0;
            while from < text.len() {
                match self.longest(text, from, proper).filter(|name| !taken[from..from + name.chars.len()].contains(&true)) {
                    Some(name) => {
                        let to = from + name.chars.len();
                        taken[from..to].fill(true);
                        hits.push(Hit { from, to, name, proper });
                        from = to;
                    }
                    None => from += 1,
                }
            }
        }
        hits.sort_by_key(|hit| hit.from);
        hits
    }

    fn longest(&self, text: &[char], from: usize, proper: bool) -> Option<&Name> {
        let here = &text[from..];
        let known = |name: &&Name| !(if proper { &name.proper } else { &name.spoken }).is_empty();
        let fits = |name: &&Name| here.starts_with(&name.chars) && stands_alone(text, from, from + name.chars.len());
        self.by_first.get(&text[from])?.iter().find(|name| known(name) && fits(name))
    }
}

impl Hit<'_> {
    fn candidates(&self) -> &BTreeSet<AreaCode> {
        if self.proper { &self.name.proper } else { &self.name.spoken }
    }
}

/// Whether the name in `from..to` does not cut a word in letters.
fn stands_alone(text: &[char], from: usize, to: usize) -> bool {
    let joined = |a: usize, b: usize| is_letter_of_a_word(text[a]) && is_letter_of_a_word(text[b]);
    let cut_before = from > 0 && joined(from - 1, from);
    let cut_after = to < text.len() && joined(to - 1, to);
    !cut_before && !cut_after
}

/// What hit `n` can mean beside the other proper names of the text, the nearest before it first, then the nearest after it.
fn narrowed(n: usize, hits: &[Hit<'_>]) -> BTreeSet<AreaCode> {
    let mine = hits[n].candidates();
    if mine.len() > 1 {
        for other in hits[..n].iter().rev().chain(&hits[n + 1..]).filter(|hit| hit.proper) {
            let related = |c: &&AreaCode| other.candidates().iter().any(|d| d != *c && (d.covers(**c) || c.covers(*d)));
            let kept: BTreeSet<AreaCode> = mine.iter().filter(related).copied().collect();
            if !kept.is_empty() {
                return kept;
            }
        }
    }
    mine.clone()
}

/// Proper names that can mean one area only, without the wider parts of an address written in one run.
fn certain(text: &[char], hits: &[Hit<'_>], meant: &[BTreeSet<AreaCode>]) -> Vec<AreaCode> {
    let sure: Vec<(usize, AreaCode)> = (0..hits.len())
        .filter(|n| hits[*n].proper && meant[*n].len() == 1)
        .filter_map(|n| meant[n].first().map(|area| (n, *area)))
        .collect();
    let mut wider = BTreeSet::new();
    for pair in sure.windows(2) {
        let ((a, first), (b, second)) = (pair[0], pair[1]);
        if first != second && one_run(&text[hits[a].to..hits[b].from]) {
            if first.covers(second) {
                wider.insert(first);
            } else if second.covers(first) {
                wider.insert(second);
            }
        }
    }
    let mut found: Vec<AreaCode> = Vec::new();
    for (_, area) in sure {
        if found.len() < MENTIONS_MAX && !wider.contains(&area) && !found.contains(&area) {
            found.push(area);
        }
    }
    found
}

/// Whether only blanks and a comma stand between two parts of an address.
fn one_run(between: &[char]) -> bool {
    between.len() <= GAP_CHARS_MAX && between.iter().all(|c| matches!(c, ' ' | ','))
}

/// What is left for a person to choose: not what only repeats a certain area or one around it.
fn offered(text: &[char], hits: &[Hit<'_>], meant: &[BTreeSet<AreaCode>], certain: &[AreaCode]) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for (hit, areas) in hits.iter().zip(meant) {
        let said = areas.iter().any(|area| certain.iter().any(|known| area.covers(*known)));
        if said || (hit.proper && areas.len() == 1) || offers.len() == MENTIONS_MAX {
            continue;
        }
        let offer = Offer {
            words: text[hit.from..hit.to].iter().collect(),
            areas: areas.iter().take(OFFER_AREAS_MAX).copied().collect(),
        };
        if !offers.contains(&offer) {
            offers.push(offer);
        }
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names() -> Names {
        let areas = Areas::read(include_str!("../tests/town/areas.csv")).unwrap();
        let other =
            Elsewhere { code: AreaCode::parse("990200").unwrap(), name: "Farshore".into(), path: "Far Coast / Farshore".into() };
        Names::of(&areas, &[other])
    }

    fn certain(text: &str) -> Vec<String> {
        names().in_text(text).certain.iter().map(ToString::to_string).collect()
    }

    fn offered(text: &str) -> Vec<(String, Vec<String>)> {
        let texts = |areas: Vec<AreaCode>| areas.iter().map(ToString::to_string).collect();
        names().in_text(text).offered.into_iter().map(|o| (o.words, texts(o.areas))).collect()
    }

    #[test]
    fn the_longest_name_counts() {
        assert_eq!(certain("Fire at Ashford Green!"), ["990103002"]);
        assert_eq!(certain("fire in ashford, green smoke"), ["990103001"]);
        assert_eq!(certain("ROYAL BOROUGH OF MILL QUARTER"), ["990102001"]);
    }

    #[test]
    fn a_name_within_another_word_is_no_name() {
        assert_eq!(certain("the Ashfords called"), Vec::<String>::new());
        assert_eq!(offered("windmill"), []);
    }

    #[test]
    fn a_name_of_two_areas_is_offered_and_not_chosen() {
        assert_eq!(certain("water in Lower Mill"), Vec::<String>::new());
        let both = vec!["990102001201".to_owned(), "990103001201".to_owned()];
        assert_eq!(offered("water in Lower Mill"), [("lower mill".to_owned(), both)]);
    }

    #[test]
    fn another_area_named_beside_it_decides_and_an_address_is_its_smallest_part() {
        assert_eq!(certain("water in Lower Mill, Ashford"), ["990103001201"]);
        assert_eq!(certain("Eastfold, Ashford, Lower Mill under water"), ["990103001201"]);
        assert_eq!(certain("Mill Quarter Lower Mill and Ashford Lower Mill"), ["990102001201", "990103001201"]);
        assert_eq!(offered("water in Lower Mill, Ashford"), []);
    }

    #[test]
    fn an_area_named_apart_from_its_part_stays_beside_it() {
        assert_eq!(certain("all of Ashford is under water, worst in Cooper's Row"), ["990103001", "990103001202"]);
        assert_eq!(certain("Gull Rock and Eastfold have no light"), ["990104", "990103"]);
    }

    #[test]
    fn what_may_be_an_ordinary_word_or_lies_elsewhere_is_only_offered() {
        assert_eq!(certain("fire in a mill"), Vec::<String>::new());
        assert_eq!(offered("fire in a mill"), [("mill".to_owned(), vec!["990102001".to_owned()])]);
        assert_eq!(offered("smoke over Farshore"), [("farshore".to_owned(), vec!["990200".to_owned()])]);
        assert_eq!(offered("Lower Mill, North Ashmouth, at the mill"), [], "the mill only repeats what is known");
    }

    proptest! {
        #[test]
        fn any_text_gives_bounded_answers(text in "(Ashford|Lower Mill|mill|, |朝|.){0,200}") {
            let mentions = names().in_text(&text);
            prop_assert!(mentions.certain.len() <= MENTIONS_MAX && mentions.offered.len() <= MENTIONS_MAX);
        }
    }
}

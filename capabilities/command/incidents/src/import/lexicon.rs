//! The words that a file of calls may use: the program's own, and those of every language that the pages speak.

use std::collections::{HashMap, HashSet};

use web::Say;

use super::column::Column;
use crate::facts::{Marking, word};
use crate::pages::naming;
use crate::state::Standing;
use crate::words;

/// What divides other spellings of a heading: the comma of Chinese lists as well.
const OTHERS: [char; 2] = [';', '\u{3001}'];
/// What may stand between the numbers of a time, besides the words for year, month, day and so on.
const TIME_MARKS: &str = "-/.: T";

/// From written words to what they mean.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    columns: HashMap<String, Column>,
    standings: HashMap<String, Standing>,
    markings: HashMap<String, Marking>,
    /// Words that say that something is not known.
    unknown: HashSet<String>,
    time_marks: HashSet<char>,
}

impl Lexicon {
    /// Knows the program's own words, and those of the languages of `says`.
    #[must_use]
    pub fn of(says: &[Say]) -> Self {
        let mut lexicon = Self { time_marks: TIME_MARKS.chars().collect(), ..Self::default() };
        for column in Column::ALL {
            lexicon.learn(column.as_str(), column);
            for say in says {
                lexicon.learn(&say.word(column.word()), column);
            }
        }
        // Other spellings come last: a word that is a column's own is never another's.
        for (column, also) in Column::ALL.into_iter().filter_map(|column| Some((column, column.also()?))) {
            for say in says {
                say.word(also).split(OTHERS).for_each(|other| lexicon.learn(other, column));
            }
        }
        for say in says {
            lexicon.unknown.extend([web::words::UNKNOWN, words::TO_BE_VERIFIED].map(|word| folded(&say.word(word))));
            lexicon.time_marks.extend(say.word(words::TIME_MARKS).chars());
        }
        lexicon.values(says);
        lexicon
    }

    fn values(&mut self, says: &[Say]) {
        for standing in [Standing::Open, Standing::Closed, Standing::FalseAlarm] {
            let said = says.iter().map(|say| say.word(naming::standing(standing)).into_owned());
            let own = std::iter::once(standing.as_str().to_owned());
            self.standings.extend(own.chain(said).map(|text| (folded(&text), standing)));
        }
        for marking in [Marking::Public, Marking::Internal, Marking::WorkSecret] {
            let said = says.iter().map(|say| say.word(naming::marking(marking)).into_owned());
            self.markings.extend(std::iter::once(word(&marking)).chain(said).map(|text| (folded(&text), marking)));
        }
    }

    fn learn(&mut self, written: &str, column: Column) {
        let written = folded(written);
        if !written.is_empty() {
            self.columns.entry(written).or_insert(column);
        }
    }

    /// The column that a heading means.
    #[must_use]
    pub fn column(&self, heading: &str) -> Option<Column> {
        self.columns.get(&folded(heading)).copied()
    }

    pub(super) fn standing(&self, text: &str) -> Option<Standing> {
        self.standings.get(&folded(text)).copied()
    }

    pub(super) fn marking(&self, text: &str) -> Option<Marking> {
        self.markings.get(&folded(text)).copied()
    }

    /// Whether a cell says that something is not known. Unknown is not zero.
    pub(super) fn is_unknown(&self, text: &str) -> bool {
        self.unknown.contains(&folded(text))
    }

    /// A time as people write it, with its numbers divided by marks or words, in the form in which zones read it; nothing where something
    /// else stands between the numbers.
    pub(super) fn time(&self, text: &str) -> Option<String> {
        let is_mark = |c: char| c.is_whitespace() || self.time_marks.contains(&c);
        if !text.chars().all(|c| c.is_ascii_digit() || is_mark(c)) {
            return None;
        }
        let numbers: Vec<&str> = text.split(is_mark).filter(|number| !number.is_empty()).collect();
        let ([year, rest @ ..], 5..=6) = (numbers.as_slice(), numbers.len()) else { return None };
        if year.len() != 4 || rest.iter().any(|number| number.len() > 2) {
            return None;
        }
        let [month, day, hour, minute] = [rest[0], rest[1], rest[2], rest[3]];
        let second = rest.get(4).copied().unwrap_or("0");
        Some(format!("{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute:0>2}:{second:0>2}"))
    }
}

/// Case, blanks, full width and the asterisk that marks a mandatory column make no difference.
pub(super) fn folded(written: &str) -> String {
    organisations::typed::plain(written).to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

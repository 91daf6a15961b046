//! How names are matched when they are typed: folded to one way of writing, and by the letters of their syllables.
//!
//! A Han character is a syllable with one or several readings (Unihan, through the `pinyin` crate); a word in letters is a syllable with
//! itself as reading. `ashg` and `ag` both find "Ashford Green" the same way as initials find a Chinese name.

use pinyin::ToPinyinMulti;

/// The longest run of letters that is matched; one bit of a word for each place in it.
pub const LETTERS_MAX: usize = 60;

/// A name as syllables, each with all its readings.
#[derive(Debug, Clone, Default)]
pub struct Spelling {
    syllables: Vec<Vec<String>>,
}

/// How well letters fit a name, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// How much of the name they take in.
    pub reach: Reach,
    /// How they spell it.
    pub manner: Manner,
}

/// How much of a name is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// From the first to the last syllable.
    Whole,
    /// From the first syllable on.
    Start,
    /// From a later syllable on.
    Inside,
}

/// How syllables are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// Letter by letter; only the last syllable may be unfinished.
    Full,
    /// By the first letter or letters of each.
    Initials,
}

/// The text in one way of writing: small letters, full-width forms as plain ones, single blanks, none at the ends.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().map(narrow) {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The plain form of a full-width letter, digit or sign (Unicode block FF00, offset FEE0 from ASCII), and of the ideographic blank.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Whether the character belongs to a word that must be matched as a whole, unlike a character that is a syllable by itself.
pub fn is_letter_of_a_word(c: char) -> bool {
    c.is_alphanumeric() && !is_a_syllable(c)
}

fn is_a_syllable(c: char) -> bool {
    c.to_pinyin_multi().is_some()
}

/// The letters and digits of a query, or nothing when it has others or too many.
#[must_use]
pub fn letters(folded_query: &str) -> Option<String> {
    let plain: String = folded_query.chars().filter(|c| !matches!(c, ' ' | '\'' | '-')).collect();
    let fits = !plain.is_empty() && plain.len() <= LETTERS_MAX && plain.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then_some(plain)
}

impl Spelling {
    /// The syllables of a folded name.
    #[must_use]
    pub fn of(folded_name: &str) -> Self {
        let mut syllables: Vec<Vec<String>> = Vec::new();
        let mut in_word = false;
        for c in folded_name.chars().filter(|c| *c != '\'') {
            if let Some(readings) = c.to_pinyin_multi() {
                syllables.push(plain_readings(readings.into_iter().map(|r| r.plain())));
                in_word = false;
            } else if c.is_alphanumeric() {
                match syllables.last_mut() {
                    Some(word) if in_word => word[0].push(c),
                    _ => syllables.push(vec![c.to_string()]),
                }
                in_word = true;
            } else {
                in_word = false;
            }
        }
        Self { syllables }
    }

    /// How well the letters fit, or nothing. Letters come from [`letters`].
    #[must_use]
    pub fn fit(&self, letters: &str) -> Option<Fit> {
        let mut best = None;
        for start in 0..self.syllables.len() {
            for manner in [Manner::Full, Manner::Initials] {
                if let Some(end) = self.run(start, letters.as_bytes(), manner) {
                    let reach = match (start, end == self.syllables.len()) {
                        (0, true) => Reach::Whole,
                        (0, false) => Reach::Start,
                        _ => Reach::Inside,
                    };
                    let fit = Fit { reach, manner };
                    best = Some(best.map_or(fit, |b: Fit| b.min(fit)));
                }
            }
        }
        best
    }

    /// Lays the letters along the syllables from `start`; returns the syllable after the last one touched, in the way that touches most.
    /// Bit n of `laid` says that the first n letters can be laid along the syllables so far: every way is followed at once.
    fn run(&self, start: usize, letters: &[u8], manner: Manner) -> Option<usize> {
        let mut laid = 1_u64;
        let mut end = None;
        for (at, readings) in self.syllables.iter().enumerate().skip(start) {
            let mut next = 0_u64;
            for from in (0..letters.len()).filter(|n| laid >> n & 1 == 1) {
                for reading in readings {
                    next |= reached(reading.as_bytes(), letters, from, manner);
                }
            }
            if next >> letters.len() & 1 == 1 {
                end = Some(at + 1);
            }
            if next == 0 {
                break;
            }
            laid = next;
        }
        end
    }
}

/// How many letters can be laid once this reading is laid after the first `from`, one bit for each possibility.
fn reached(reading: &[u8], letters: &[u8], from: usize, manner: Manner) -> u64 {
    let same = reading.iter().zip(&letters[from..]).take_while(|(a, b)| a == b).count();
    match manner {
        Manner::Full if same == reading.len() || (same > 0 && from + same == letters.len()) => 1 << (from + same),
        Manner::Full => 0,
        Manner::Initials => (1..=same).fold(0, |bits, n| bits | 1 << (from + n)),
    }
}

/// The readings without tones, each once; ü also as `v`, as keyboards have it.
fn plain_readings(readings: impl Iterator<Item = &'static str>) -> Vec<String> {
    let mut plain: Vec<String> = Vec::new();
    for reading in readings {
        for spelled in [reading.replace('ü', "v"), reading.replace('ü', "u")] {
            if !plain.contains(&spelled) {
                plain.push(spelled);
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fit(name: &str, query: &str) -> Option<(Reach, Manner)> {
        Spelling::of(&folded(name)).fit(&letters(&folded(query))?).map(|f| (f.reach, f.manner))
    }

    #[test]
    fn words_are_found_by_their_initials_and_by_their_letters() {
        assert_eq!(fit("Ashford Green", "ag"), Some((Reach::Whole, Manner::Initials)));
        assert_eq!(fit("Ashford Green", "ashgr"), Some((Reach::Whole, Manner::Initials)));
        assert_eq!(fit("Ashford Green", "ashfordgr"), Some((Reach::Whole, Manner::Full)));
        assert_eq!(fit("Ashford Green", "ash"), Some((Reach::Start, Manner::Full)));
        assert_eq!(fit("Ashford Green", "gree"), Some((Reach::Inside, Manner::Full)));
        assert_eq!(fit("Cooper's Row", "coopersrow"), Some((Reach::Whole, Manner::Full)));
        assert_eq!(
            fit("As S", "as"),
            Some((Reach::Whole, Manner::Initials)),
            "both are initials, though the first word alone is spelled so"
        );
        assert_eq!(fit("Ashford Green", "afg"), None);
        assert_eq!(fit("Ashford Green", "hf"), None, "a syllable begins with its first letter");
    }

    #[test]
    fn a_character_with_several_readings_is_found_by_each() {
        assert_eq!(fit("长乐", "changle"), Some((Reach::Whole, Manner::Full)));
        assert_eq!(fit("长乐", "zhangle"), Some((Reach::Whole, Manner::Full)));
        assert_eq!(fit("长乐", "zl"), Some((Reach::Whole, Manner::Initials)));
        assert_eq!(fit("吕家", "lvjia"), Some((Reach::Whole, Manner::Full)));
        assert_eq!(fit("吕家", "lujia"), Some((Reach::Whole, Manner::Full)));
        assert_eq!(fit("吕家 2 组", "lj2z"), Some((Reach::Whole, Manner::Initials)));
    }

    #[test]
    fn full_width_letters_and_blanks_fold_to_plain_ones() {
        assert_eq!(folded("　ＡＢ１　　c "), "ab1 c");
        assert_eq!(folded("   "), "");
        assert_eq!(letters("长"), None);
        assert_eq!(letters(&"a".repeat(LETTERS_MAX)).map(|l| l.len()), Some(LETTERS_MAX));
        assert_eq!(letters(&"a".repeat(LETTERS_MAX + 1)), None);
    }

    proptest! {
        #[test]
        fn the_first_letters_of_every_word_always_find_the_name(words in prop::collection::vec("[a-z]{1,8}", 1..8)) {
            let initials: String = words.iter().map(|w| &w[..1]).collect();
            prop_assert!(Spelling::of(&words.join(" ")).fit(&initials).is_some_and(|f| f.reach == Reach::Whole));
        }

        #[test]
        fn no_text_stops_the_matching(name in ".{0,40}", query in ".{0,80}") {
            let spelling = Spelling::of(&folded(&name));
            if let Some(letters) = letters(&folded(&query)) {
                let _ = spelling.fit(&letters);
            }
        }
    }
}

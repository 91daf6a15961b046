//! The shape of class codes, as a rule set declares it: one set of characters a place, such as `[1-5][0-9][A-Z0][0-9][0-9]`.

/// How many characters a code may have.
pub const CODE_CHARS_MAX: usize = 12;

/// What characters a code may have at each place, and how many of them name each level of the tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// The shape as it is written.
    pub text: String,
    places: Vec<Vec<(char, char)>>,
    /// How many characters name a class at each level, uppermost first; the last is the whole code.
    pub levels: Vec<usize>,
    /// What stands in the places that a level does not name.
    pub fill: Option<char>,
}

impl Shape {
    /// Reads a shape; nothing when it cannot be read or the levels do not rise to the whole code.
    #[must_use]
    pub fn parse(text: &str, levels: &[usize], fill: Option<char>) -> Option<Self> {
        let places = places(text)?;
        let rising = levels.windows(2).all(|pair| pair[0] < pair[1]) && levels.first().is_some_and(|n| *n > 0);
        let whole = levels.last() == Some(&places.len()) && places.len() <= CODE_CHARS_MAX;
        (rising && whole).then(|| Self { text: text.to_owned(), places, levels: levels.to_vec(), fill })
    }

    /// Whether `code` has this shape.
    #[must_use]
    pub fn fits(&self, code: &str) -> bool {
        code.chars().count() == self.places.len()
            && code.chars().zip(&self.places).all(|(c, set)| set.iter().any(|(from, to)| (*from..=*to).contains(&c)))
    }

    /// The part of `code` that names its class, without what only fills the places below it: all that lies under a class
    /// begins with its stem. A code of another shape is its own stem.
    #[must_use]
    pub fn stem<'c>(&self, code: &'c str) -> &'c str {
        let Some(fill) = self.fill else { return code };
        let named = self.levels.iter().find(|n| code.chars().skip(**n).all(|c| c == fill));
        match named {
            Some(n) if self.fits(code) => code.char_indices().nth(*n).map_or(code, |(at, _)| &code[..at]),
            _ => code,
        }
    }

    /// The part of `code` that all classes of its sub-class begin with: those that stand together on the lowest level. A class
    /// above that level is named by its stem.
    #[must_use]
    pub fn sub_class<'c>(&self, code: &'c str) -> &'c str {
        let stem = self.stem(code);
        match self.levels.as_slice() {
            [.., upper, _] if self.fits(code) => stem.char_indices().nth(*upper).map_or(stem, |(at, _)| &stem[..at]),
            _ => stem,
        }
    }

    /// The code one level above `code`, or nothing for the uppermost.
    #[must_use]
    pub fn parent(&self, code: &str) -> Option<String> {
        let fill = self.fill?;
        let named = self.stem(code).chars().count();
        let up = self.levels.iter().rev().find(|n| **n < named)?;
        let head: String = code.chars().take(*up).collect();
        Some(head.chars().chain(std::iter::repeat(fill)).take(self.places.len()).collect())
    }
}

fn places(text: &str) -> Option<Vec<Vec<(char, char)>>> {
    let mut places = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '[' {
            places.push(vec![(c, c)]);
            continue;
        }
        let inside: Vec<char> = chars.by_ref().take_while(|c| *c != ']').collect();
        places.push(ranges(&inside)?);
    }
    let closed = text.matches('[').count() == text.matches(']').count();
    (!places.is_empty() && closed).then_some(places)
}

fn ranges(inside: &[char]) -> Option<Vec<(char, char)>> {
    let mut ranges = Vec::new();
    let mut rest = inside;
    loop {
        match rest {
            [] => break,
            [from, '-', to, more @ ..] if from <= to => {
                ranges.push((*from, *to));
                rest = more;
            }
            [c, more @ ..] if *c != '-' => {
                ranges.push((*c, *c));
                rest = more;
            }
            _ => return None,
        }
    }
    (!ranges.is_empty()).then_some(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn national() -> Shape {
        Shape::parse("[1-5][0-9][A-Z0][0-9][0-9]", &[1, 2, 3, 5], Some('0')).unwrap()
    }

    #[test]
    fn a_code_has_the_declared_shape_or_is_refused() {
        let shape = national();
        for code in ["10000", "11000", "11A00", "11A51", "12D01", "19000"] {
            assert!(shape.fits(code), "{code}");
        }
        for code in ["", "1", "61A00", "11a51", "11A5", "11A511", "１1A51", "11A5x"] {
            assert!(!shape.fits(code), "{code}");
        }
    }

    #[test]
    fn a_stem_is_what_all_classes_below_begin_with() {
        let shape = national();
        for (code, stem, parent) in [
            ("10000", "1", None),
            ("11000", "11", Some("10000")),
            ("11A00", "11A", Some("11000")),
            ("11A51", "11A51", Some("11A00")),
            ("12P10", "12P10", Some("12P00")),
        ] {
            assert_eq!(shape.stem(code), stem, "{code}");
            assert_eq!(shape.parent(code).as_deref(), parent, "{code}");
        }
        assert_eq!(shape.stem("fire"), "fire", "a code of another tree is its own stem");
    }

    #[test]
    fn classes_of_one_sub_class_share_it_and_others_do_not() {
        let shape = national();
        for (code, sub_class) in [("11A51", "11A"), ("11A07", "11A"), ("11A00", "11A"), ("11B51", "11B"), ("11000", "11")] {
            assert_eq!(shape.sub_class(code), sub_class, "{code}");
        }
        let flat = Shape::parse("[A-Z][0-9]", &[1, 2], Some('0')).unwrap();
        assert_eq!(["F0", "F1", "W1"].map(|code| flat.sub_class(code)), ["F", "F", "W"]);
        assert_eq!(shape.sub_class("fire"), "fire", "a code of another tree is its own sub-class");
        assert_eq!(Shape::default().sub_class("11A51"), "11A51", "without a tree every class is its own");
    }

    #[test]
    fn a_shape_that_cannot_be_read_is_refused() {
        for wrong in ["", "[", "[]", "[9-1]", "[1-", "1]", "[-3]"] {
            assert_eq!(Shape::parse(wrong, &[1], None), None, "{wrong}");
        }
        assert_eq!(Shape::parse("[A-Z][0-9]", &[1], None), None, "the last level is not the whole code");
        assert_eq!(Shape::parse("[A-Z][0-9]", &[2, 1], None), None, "the levels fall");
        assert!(Shape::parse("[A-Z][0-9]", &[1, 2], Some('0')).is_some());
    }
}

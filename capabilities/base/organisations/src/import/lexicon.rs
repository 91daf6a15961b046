//! The words a file may use: those of the program, and those of any language that the city's people fill files in.

use std::collections::HashMap;

use crate::{BodyKind, Column, Level, Line, PostKind, Standing, typed};

/// From written words to what they mean: heads of columns, and the words that stand in columns with a closed list.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    words: HashMap<(Topic, String), &'static str>,
}

/// What a word is about: the same word may mean different things in different columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// The head of a column.
    Column,
    /// The sort of a body.
    BodyKind,
    /// The sort of a post.
    PostKind,
    /// The level of a body.
    Level,
    /// Whether a body is one of the city's own.
    Standing,
    /// A line on which reports go.
    Line,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 6] = [Self::Column, Self::BodyKind, Self::PostKind, Self::Level, Self::Standing, Self::Line];

    /// The program's own words of the topic.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Column => Column::ALL.iter().map(|one| one.as_str()).collect(),
            Self::BodyKind => BodyKind::ALL.iter().map(|one| one.as_str()).collect(),
            Self::PostKind => PostKind::ALL.iter().map(|one| one.as_str()).collect(),
            Self::Level => Level::ALL.iter().map(|one| one.as_str()).collect(),
            Self::Standing => Standing::ALL.iter().map(|one| one.as_str()).collect(),
            Self::Line => Line::ALL.iter().map(|one| one.as_str()).collect(),
        }
    }
}

impl Lexicon {
    /// Knows the program's own words, as the city's files use them.
    #[must_use]
    pub fn plain() -> Self {
        let mut lexicon = Self::default();
        for topic in Topic::ALL {
            for word in topic.words() {
                lexicon.learn(topic, word, word);
            }
        }
        lexicon
    }

    /// Lets `written` stand for the program's own `word`. The first meaning of a word is kept.
    pub fn learn(&mut self, topic: Topic, written: &str, word: &'static str) {
        let written = folded(written);
        if !written.is_empty() {
            self.words.entry((topic, written)).or_insert(word);
        }
    }

    /// What `written` means.
    #[must_use]
    pub fn find(&self, topic: Topic, written: &str) -> Option<&'static str> {
        self.words.get(&(topic, folded(written))).copied()
    }
}

/// Case, blanks and the asterisk that marks a mandatory column make no difference.
fn folded(written: &str) -> String {
    typed::plain(written).to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_however_it_is_spelled() {
        let mut lexicon = Lexicon::plain();
        lexicon.learn(Topic::Column, "值班电话", "duty_phone");
        lexicon.learn(Topic::Line, "党委", "party");
        assert_eq!(lexicon.find(Topic::Column, " 值班 电话＊"), Some("duty_phone"));
        assert_eq!(lexicon.find(Topic::Column, "DUTY_PHONE"), Some("duty_phone"));
        assert_eq!(lexicon.find(Topic::BodyKind, "党委"), None, "another topic");
    }
}

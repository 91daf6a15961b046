//! The words of the contact book: its closed lists in the reader's language, numbers as links, and what files may be filled in with.

use askama::Template;
use kernel::Reason as _;
use web::{Markup, Say, Word};

use crate::import::{Lexicon, Topic, Why};
use crate::{BodyKind, Column, Level, Line, Phone, PhoneUse, PostKind, Standing, words};

/// What divides other spellings of a head: the comma of Chinese lists as well.
const OTHERS: [char; 2] = [';', '\u{3001}'];

/// A word of a closed list as people say it.
pub trait Worded: Copy {
    /// What stands before the word in the key of its text.
    const KEYS: &'static str;

    /// The word itself.
    fn slug(self) -> &'static str;

    /// The word in the reader's language.
    fn said(self, say: &Say) -> String {
        say.key(&key(Self::KEYS, self.slug()), &[])
    }
}

macro_rules! worded {
    ($($list:ty = $keys:literal),+ $(,)?) => {
        $(impl Worded for $list {
            const KEYS: &'static str = $keys;
            fn slug(self) -> &'static str {
                self.as_str()
            }
        })+
    };
}

worded! {
    BodyKind = "organisations-body-kind-",
    PostKind = "organisations-post-kind-",
    Level = "organisations-level-",
    Standing = "organisations-standing-",
    Line = "organisations-line-",
    PhoneUse = "organisations-phone-use-",
    Column = "organisations-column-",
}

/// The key of a word of a closed list.
fn key(keys: &str, word: &str) -> String {
    format!("{keys}{}", word.replace('_', "-"))
}

/// A closed list as choices of a form, with `any` before it where one need not choose.
pub fn choices<T: Worded>(say: &Say, all: &[T], any: Option<Word>) -> Vec<(String, String)> {
    let first = any.map(|word| (String::new(), say.word(word).into_owned()));
    first.into_iter().chain(all.iter().map(|one| (one.slug().to_owned(), one.said(say)))).collect()
}

/// What files may be filled in with: the program's own words, and those of every language of `says`.
#[must_use]
pub fn lexicon(says: &[Say]) -> Lexicon {
    let mut lexicon = Lexicon::plain();
    for say in says {
        for topic in Topic::ALL {
            for word in topic.words() {
                lexicon.learn(topic, &say.key(&key(keys_of(topic), word), &[]), word);
            }
        }
    }
    for say in says {
        for word in Topic::Column.words() {
            let others = say.key(&format!("{}-also", key(keys_of(Topic::Column), word)), &[]);
            others.split(OTHERS).for_each(|other| lexicon.learn(Topic::Column, other, word));
        }
    }
    lexicon
}

const fn keys_of(topic: Topic) -> &'static str {
    match topic {
        Topic::Column => Column::KEYS,
        Topic::BodyKind => BodyKind::KEYS,
        Topic::PostKind => PostKind::KEYS,
        Topic::Level => Level::KEYS,
        Topic::Standing => Standing::KEYS,
        Topic::Line => Line::KEYS,
    }
}

/// A number in words: with its extension as people say it.
pub fn number(say: &Say, phone: &Phone) -> String {
    match phone.extension() {
        Some(extension) => say.with(words::EXTENSION, &[("number", phone.number().into()), ("extension", extension.into())]),
        None => phone.number().to_owned(),
    }
}

/// A number to be pressed.
pub fn call(say: &Say, name: &str, phone: &Phone) -> Markup {
    Markup::of(&Call::of(say, (name, "phone"), phone))
}

/// A number to be pressed, large enough to be read from a metre away.
pub fn call_large(say: &Say, name: &str, phone: &Phone) -> Markup {
    Markup::of(&Call::of(say, (name, "phone h2"), phone))
}

#[derive(Template)]
#[template(path = "call.html")]
struct Call {
    class: &'static str,
    dial: String,
    label: String,
    written: String,
}

impl Call {
    fn of(say: &Say, (name, class): (&str, &'static str), phone: &Phone) -> Self {
        let written = number(say, phone);
        let label = say.with(words::CALL, &[("name", name.into()), ("number", written.clone().into())]);
        Self { class, dial: phone.dial(), label, written }
    }
}

/// Why a row cannot be taken in: the key, what is so, and what to do. Words of closed lists are named as the reader knows them.
pub fn told(say: &Say, why: &Why) -> (&'static str, String, Option<String>) {
    let (title, hint) = say.reason(why);
    let Why::NotAWord { topic } = why else { return (why.key(), title, hint) };
    let known: Vec<String> = topic.words().into_iter().map(|word| say.key(&key(keys_of(*topic), word), &[])).collect();
    (why.key(), title, Some(say.one(words::ROW_NOT_A_WORD_HINT, "words", known.join(" / "))))
}

/// The codes in a field, however they are divided.
pub fn codes(text: &str) -> Vec<String> {
    let parts = text.split(['\n', ';', ',', ' ', '\u{ff0c}', '\u{ff1b}', '\u{3001}']);
    parts.map(crate::typed::plain).filter(|code| !code.is_empty()).collect()
}

/// The keys of texts that are put together while the program runs: words of closed lists. A test looks for each in every language.
pub fn keys() -> Vec<String> {
    let topics = Topic::ALL.into_iter().flat_map(|topic| topic.words().into_iter().map(move |word| key(keys_of(topic), word)));
    let others = Topic::Column.words().into_iter().map(|word| format!("{}-also", key(keys_of(Topic::Column), word)));
    let uses = PhoneUse::ALL.iter().map(|usage| key(PhoneUse::KEYS, usage.as_str()));
    topics.chain(others).chain(uses).collect()
}

//! The words of the contact book: its closed lists in the reader's language, numbers as links, and what files may be filled in with.

use askama::Template;
use kernel::Reason as _;
use web::{Language, Markup, Say, Site, Word};

use crate::import::{Lexicon, Topic};
use crate::{BodyKind, Column, Level, Line, Phone, PhoneUse, PostKind, Standing, words};

/// What divides other spellings of a head.
const OTHERS: char = ';';

/// A word of a closed list as people say it.
pub trait Worded: Copy {
    /// What stands before the word in the keys of texts.
    const TOPIC: &'static str;

    /// The word itself.
    fn slug(self) -> &'static str;

    /// The word in the reader's language.
    fn said(self, say: &Say) -> String {
        say.key(&key(Self::TOPIC, self.slug()), &[])
    }
}

macro_rules! worded {
    ($($list:ty = $topic:literal),+ $(,)?) => {
        $(impl Worded for $list {
            const TOPIC: &'static str = $topic;
            fn slug(self) -> &'static str {
                self.as_str()
            }
        })+
    };
}

worded! {
    BodyKind = "body-kind",
    PostKind = "post-kind",
    Level = "level",
    Standing = "standing",
    Line = "line",
    PhoneUse = "phone-use",
    Column = "column",
}

/// The key of a word of a closed list.
fn key(topic: &str, word: &str) -> String {
    format!("organisations-{topic}-{}", word.replace('_', "-"))
}

/// A closed list as choices of a form, with `any` before it where one need not choose.
pub fn choices<T: Worded>(say: &Say, all: &[T], any: Option<Word>) -> Vec<(String, String)> {
    let first = any.map(|word| (String::new(), say.word(word).into_owned()));
    first.into_iter().chain(all.iter().map(|one| (one.slug().to_owned(), one.said(say)))).collect()
}

/// What files may be filled in with: the program's own words, and those of every language that the pages speak.
pub fn lexicon(site: &Site) -> Lexicon {
    let mut lexicon = Lexicon::plain();
    for language in Language::ALL {
        let say = site.say(language);
        for topic in Topic::ALL {
            for word in topic.words() {
                lexicon.learn(topic, &say.key(&key(topic_key(topic), word), &[]), word);
            }
        }
    }
    for language in Language::ALL {
        let say = site.say(language);
        for word in Topic::Column.words() {
            let others = say.key(&format!("{}-also", key(topic_key(Topic::Column), word)), &[]);
            others.split(OTHERS).for_each(|other| lexicon.learn(Topic::Column, other, word));
        }
    }
    lexicon
}

const fn topic_key(topic: Topic) -> &'static str {
    match topic {
        Topic::Column => Column::TOPIC,
        Topic::BodyKind => BodyKind::TOPIC,
        Topic::PostKind => PostKind::TOPIC,
        Topic::Level => Level::TOPIC,
        Topic::Standing => Standing::TOPIC,
        Topic::Line => Line::TOPIC,
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

/// What was refused, in words: for a row of a file.
pub fn told(say: &Say, why: &crate::import::Why) -> (&'static str, String, Option<String>) {
    let (title, hint) = say.reason(why);
    (why.key(), title, hint)
}

/// The codes in a field, however they are divided.
pub fn codes(text: &str) -> Vec<String> {
    let parts = text.split(['\n', ';', ',', ' ', '\u{ff0c}', '\u{ff1b}', '\u{3001}']);
    parts.map(crate::typed::plain).filter(|code| !code.is_empty()).collect()
}

/// The keys of texts that are put together while the program runs: words of closed lists. A test looks for each in every language.
pub fn keys() -> Vec<String> {
    let topics = Topic::ALL.into_iter().flat_map(|topic| topic.words().into_iter().map(move |word| key(topic_key(topic), word)));
    let others = Topic::Column.words().into_iter().map(|word| format!("{}-also", key(topic_key(Topic::Column), word)));
    let uses = PhoneUse::ALL.iter().map(|usage| key(PhoneUse::TOPIC, usage.as_str()));
    topics.chain(others).chain(uses).collect()
}

//! What is read into the telephone and sent as a short message: where, what, since when, how many as of when, how grave, under which number.

use kernel::{Grade, Time};
use web::Say;

use super::naming;
use super::sight::Sight;
use crate::words;

/// The longest text to read aloud, in characters.
pub const ALOUD_CHARS_MAX: usize = 100;
/// The longest short message, in characters.
pub const MESSAGE_CHARS_MAX: usize = 200;
/// How much of the call stands for a class that is not known yet, in characters.
const WORDS_CHARS_MAX: usize = 40;

/// The sentences, each complete in itself; figures can be left out from the end.
#[derive(Debug, Clone, Default)]
pub struct Sentences {
    /// Where, what and since when.
    pub what: String,
    /// The figures, the first to be said leading.
    pub figures: Vec<String>,
    /// As of when they are.
    pub as_of: Option<Time>,
    /// How grave it is, could be, was declared.
    pub grade: String,
    /// How grave it is by the last word on it, alone.
    pub grade_alone: String,
    /// Its number.
    pub number: String,
    /// What the caller said, for the short message.
    pub words: String,
}

/// The text to read aloud.
pub fn aloud(sentences: &Sentences, say: &Say) -> String {
    fitted(sentences, say, ALOUD_CHARS_MAX)
}

/// The short message: the text to read aloud, and as much of the caller's words as there is room for.
pub fn message(sentences: &Sentences, say: &Say) -> String {
    let text = fitted(sentences, say, MESSAGE_CHARS_MAX);
    let frame = say.one(words::MESSAGE_WORDS, "words", "").chars().count();
    let room = MESSAGE_CHARS_MAX.saturating_sub(text.chars().count() + frame);
    if sentences.words.is_empty() || room < 10 || sentences.what.contains(sentences.words.as_str()) {
        return text;
    }
    format!("{text}{}", say.one(words::MESSAGE_WORDS, "words", cut(&sentences.words, room)))
}

/// How much of the sentences is said.
#[derive(Clone, Copy)]
struct Much<'a> {
    figures: usize,
    grade: &'a str,
    number: &'a str,
}

/// As much as `max` characters hold: first the number goes, then figures from the end, then what the grade could become, then the
/// grade; the first figure goes last.
fn fitted(sentences: &Sentences, say: &Say, max: usize) -> String {
    let (all, grade) = (sentences.figures.len(), sentences.grade.as_str());
    let fewer = (all.min(1)..=all).rev().flat_map(|figures| [(figures, grade, sentences.number.as_str()), (figures, grade, "")]);
    let short = sentences.grade_alone.as_str();
    let least = [(all.min(1), short, ""), (all.min(1), "", ""), (0, grade, ""), (0, short, "")];
    for (figures, grade, number) in fewer.chain(least) {
        let text = put_together(sentences, say, Much { figures, grade, number });
        if text.chars().count() <= max {
            return text;
        }
    }
    cut(&sentences.what, max)
}

fn put_together(sentences: &Sentences, say: &Say, much: Much<'_>) -> String {
    let listed = sentences.figures[..much.figures].join(&say.word(words::COMMA));
    let counted = match sentences.as_of.filter(|_| !listed.is_empty()) {
        Some(at) => say.with(words::ALOUD_AS_OF, &[("time", at.into()), ("figures", listed.into())]),
        None => listed,
    };
    let all = [sentences.what.as_str(), &counted, much.grade, much.number];
    let stop = say.word(words::STOP);
    all.into_iter()
        .filter(|sentence| !sentence.is_empty())
        .map(|sentence| format!("{sentence}{stop}"))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The first characters of a text, with a mark where something was left out.
pub fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max.saturating_sub(1)).collect();
    format!("{}\u{2026}", kept.trim_end())
}

/// What is to be said of an incident.
pub fn sentences(sight: &Sight) -> Sentences {
    let (say, incident) = (sight.say(), &sight.incident);
    let (figures, as_of) = figures(sight);
    Sentences {
        what: what(sight),
        figures,
        as_of,
        grade: grades(sight).join(&say.word(words::COMMA)),
        grade_alone: grades(sight).into_iter().next().unwrap_or_default(),
        number: say.one(words::ALOUD_NUMBER, "number", incident.number.clone()),
        words: one_line(sight.said(incident.summary.as_ref()).unwrap_or_default()),
    }
}

/// Where it is, as it is said: the areas by name, or the words for the place.
pub fn place(sight: &Sight) -> Option<String> {
    let said = sight.said(sight.incident.place_text.as_ref()).map(one_line);
    naming::place(&sight.atlas, &sight.incident.place.areas, sight.say()).or(said)
}

fn what(sight: &Sight) -> String {
    let (say, incident) = (sight.say(), &sight.incident);
    let class = incident.class.as_ref().map(|code| naming::class(&sight.law, code, say));
    let words = one_line(sight.said(incident.summary.as_ref()).unwrap_or_default());
    let what = match (place(sight), class) {
        (Some(place), Some(class)) => say.with(words::ALOUD_WHERE_WHAT, &[("place", place.into()), ("what", class.into())]),
        (None, Some(class)) => say.one(words::ALOUD_WHAT, "what", class),
        (Some(place), None) => {
            say.with(words::ALOUD_WHERE_WORDS, &[("place", place.into()), ("words", cut(&words, WORDS_CHARS_MAX).into())])
        }
        (None, None) => cut(&words, WORDS_CHARS_MAX),
    };
    let received = incident.received.as_ref().map_or(say.now, |claim| claim.at);
    say.with(words::ALOUD_SINCE, &[("what", what.into()), ("time", received.into())])
}

/// The first item always, for unknown is not zero; then what is known, in the order of the rules.
fn figures(sight: &Sight) -> (Vec<String>, Option<Time>) {
    let (say, incident, law) = (sight.say(), &sight.incident, &sight.law);
    let quoted = |item: &str| incident.figures.get(item).and_then(|figures| figures.quoted());
    let (mut said, mut as_of) = (Vec::new(), None);
    for (n, item) in law.items().iter().enumerate() {
        let entry = quoted(&item.id);
        let value = entry.and_then(|entry| entry.value);
        if n == 0 || value.is_some() {
            said.push(naming::figure(law, &item.id, value, say));
            as_of = as_of.max(entry.filter(|_| value.is_some()).map(|entry| entry.as_of.at));
        }
    }
    (said, as_of)
}

/// The declared grade first, then the assessed one, then what it could become.
fn grades(sight: &Sight) -> Vec<String> {
    let (say, incident) = (sight.say(), &sight.incident);
    let (assessed, possible) = (incident.judged.assessed, incident.judged.possible);
    let graver = possible.filter(|grade| Grade::graver_of(Some(*grade), assessed) != assessed);
    let said = [
        incident.declared.as_ref().map(|(grade, _)| (words::ALOUD_DECLARED, *grade)),
        assessed.map(|grade| (words::ALOUD_ASSESSED, grade)),
        graver.map(|grade| (words::ALOUD_POSSIBLE, grade)),
    ];
    let said = said.into_iter().flatten().map(|(word, grade)| say.one(word, "grade", naming::grade(Some(grade), say)));
    let said: Vec<String> = said.collect();
    if said.is_empty() && incident.judged.graded { vec![say.word(words::ALOUD_UNGRADED).into_owned()] } else { said }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::say;
    use web::Language;

    fn sentences(figures: usize) -> Sentences {
        Sentences {
            what: "w".repeat(40),
            figures: (0..figures).map(|n| format!("figure {n} {}", "f".repeat(12))).collect(),
            as_of: None,
            grade: "g".repeat(20),
            grade_alone: "a".repeat(8),
            number: "n".repeat(24),
            words: "the water is at the windows of the school".into(),
        }
    }

    #[test]
    fn a_hundred_characters_are_never_passed_and_the_number_goes_before_a_figure() {
        for language in Language::ALL {
            let say = say(language);
            for n in 0..6 {
                assert!(aloud(&sentences(n), &say).chars().count() <= ALOUD_CHARS_MAX, "{n}");
            }
            assert!(aloud(&sentences(0), &say).contains("nnn"));
            let one = aloud(&sentences(1), &say);
            assert!(one.contains("figure 0") && !one.contains("nnn"), "{one}");
            let wide = Sentences { what: "w".repeat(64), ..sentences(3) };
            let one = aloud(&wide, &say);
            assert!(one.contains("figure 0") && !one.contains("figure 1") && one.contains("aaa") != one.contains("ggg"), "{one}");
            let long = Sentences { what: "w".repeat(300), ..sentences(0) };
            assert_eq!(aloud(&long, &say).chars().count(), ALOUD_CHARS_MAX);
        }
    }

    #[test]
    fn a_short_message_ends_with_the_callers_words_and_keeps_to_its_length() {
        for language in Language::ALL {
            let say = say(language);
            let text = message(&sentences(1), &say);
            assert!(text.contains("windows of the school"), "{text}");
            let long = Sentences { words: "x".repeat(500), ..sentences(2) };
            assert_eq!(message(&long, &say).chars().count(), MESSAGE_CHARS_MAX);
        }
    }
}

//! A report in words: the outline written as a duty room writes it, in the language of the document.

use kernel::{Arg, Time, Zone};
use rules::{Nature, ReportKind, Wording};
use web::{Language, Say, Word};

use crate::body::Body;
use crate::compose::{Change, FigureLine, Outline};
use crate::words;

/// From this value on, a language may write numbers in larger units.
const BIG: i64 = 10_000;

/// In which language a document is written, and by which clock.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    /// Speaks the language.
    pub say: &'a Say,
    /// The city's zone.
    pub zone: &'a Zone,
}

/// Writes the report.
#[must_use]
pub fn write(outline: &Outline, seq: u32, voice: Voice<'_>) -> Body {
    let kind = voice.label(outline.report, seq);
    let class = voice.class(outline);
    let place = voice.place(outline);
    let title = voice.say.with(words::DOC_TITLE, &[("place", place.into()), ("class", class.into()), ("kind", kind.into())]);
    let paragraphs = match outline.report {
        ReportKind::First => {
            vec![voice.course(outline), voice.received(outline), voice.losses(outline), voice.measures(outline), voice.end()]
        }
        ReportKind::Notice => {
            vec![
                voice.course(outline),
                voice.losses(outline),
                voice.measures(outline),
                voice.say.word(words::DOC_END_NOTICE).into_owned(),
            ]
        }
        ReportKind::FollowUp => vec![voice.changes(outline), voice.losses(outline), voice.measures(outline), voice.end()],
        ReportKind::Zero => vec![voice.zero(outline), voice.losses(outline), voice.end()],
        ReportKind::Correction => vec![voice.correction(outline), voice.losses(outline)],
        ReportKind::Verified => vec![voice.plain(words::DOC_VERIFIED), voice.changes(outline), voice.losses(outline)],
        ReportKind::Final => voice.last(outline),
    };
    let text = paragraphs.into_iter().filter(|p| !p.is_empty()).map(|p| capital(&p)).collect::<Vec<_>>().join("\n");
    Body { title: capital(&title), text }
}

/// What ends a sentence in either script: the pattern ends it as its language does.
const STOPS: [char; 2] = ['.', '\u{3002}'];

/// What a text says where nothing is known: its patterns choose by it.
const NONE: &str = "none";

impl Voice<'_> {
    fn plain(self, word: Word) -> String {
        self.say.word(word).into_owned()
    }

    /// The kind with its number: follow-ups and zero reports are counted, of the others only those after the first.
    #[must_use]
    pub fn label(self, kind: ReportKind, seq: u32) -> String {
        let name = self.plain(kind_word(kind));
        let counted = matches!(kind, ReportKind::FollowUp | ReportKind::Zero);
        if seq <= 1 && !counted {
            return name;
        }
        self.say.with(words::KIND_NUMBERED, &[("kind", name.into()), ("n", i64::from(seq).into())])
    }

    /// The kind with its number as a heading.
    #[must_use]
    pub fn heading(self, kind: ReportKind, seq: u32) -> String {
        capital(&self.label(kind, seq))
    }

    /// A time as a document writes it; with the year where it is another than that of `now`.
    #[must_use]
    pub fn time(self, time: Time, now: Time) -> String {
        let year = |t: Time| self.zone.written(t, "%Y");
        let pattern = if year(time) == year(now) { words::DOC_TIME } else { words::DOC_TIME_FULL };
        self.zone.written(time, &self.say.word(pattern))
    }

    fn name(self, wording: &Wording) -> &str {
        wording.say(self.say.language.code())
    }

    fn class(self, outline: &Outline) -> String {
        outline.class.as_ref().map_or_else(|| self.plain(words::DOC_CLASS_UNKNOWN), |class| self.name(class).to_owned())
    }

    fn course(self, outline: &Outline) -> String {
        let time = outline.occurred.map_or_else(|| NONE.to_owned(), |time| self.time(time, outline.as_of));
        let place = self.place(outline);
        let args = [("time", time.into()), ("place", place.into()), ("class", self.class(outline).into())];
        self.say.with(words::DOC_COURSE, &args)
    }

    /// The words of the place with the names of its areas, in the order of the language; the mark for nothing where nothing is known.
    fn place(self, outline: &Outline) -> String {
        let path = self.path(&outline.path);
        match (&outline.place, path.is_empty()) {
            (None, true) => NONE.to_owned(),
            (None, false) => path,
            (Some(text), true) => text.clone(),
            (Some(text), false) => self.say.with(words::DOC_PLACE, &[("path", path.into()), ("text", text.clone().into())]),
        }
    }

    /// The names of areas from the largest down, or in a language that goes from the smallest up, the other way round.
    #[must_use]
    pub fn path(self, names: &[String]) -> String {
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        if self.say.language != Language::Zh {
            names.reverse();
        }
        names.join(&self.say.word(words::DOC_PATH_JOINT))
    }

    fn received(self, outline: &Outline) -> String {
        let Some(received) = outline.received else { return String::new() };
        let summary = outline.summary.as_deref().map_or(NONE, |s| s.trim().trim_end_matches(STOPS));
        self.say.with(words::DOC_RECEIVED, &[("time", self.time(received, outline.as_of).into()), ("summary", summary.into())])
    }

    /// The figures as of now, what nobody has verified, and what is unknown.
    fn losses(self, outline: &Outline) -> String {
        let known: Vec<String> = outline.known().map(|line| self.figure(line)).collect();
        let unknown: Vec<&str> = outline.unknown().map(|line| self.name(&line.name)).collect();
        let mut text = String::new();
        if !known.is_empty() {
            let time = self.time(outline.as_of, outline.as_of);
            text.push_str(&self.say.with(words::DOC_AS_OF, &[("time", time.into()), ("figures", self.list(&known).into())]));
            text.push_str(&self.unverified(outline));
        }
        if outline.lines.is_empty() {
            text.push_str(&self.say.word(words::DOC_NOTHING_KNOWN));
        } else if !unknown.is_empty() {
            text.push_str(&self.say.one(words::DOC_UNKNOWN, "names", self.list(&unknown)));
        }
        text
    }

    fn unverified(self, outline: &Outline) -> String {
        let names: Vec<&str> = outline.known().filter(|l| !l.quoted.verified).map(|l| self.name(&l.name)).collect();
        match (names.len(), outline.known().count()) {
            (0, _) => String::new(),
            (n, all) if n == all => self.plain(words::DOC_UNVERIFIED_ALL),
            _ => self.say.one(words::DOC_UNVERIFIED_SOME, "names", self.list(&names)),
        }
    }

    fn list<S: AsRef<str>>(self, parts: &[S]) -> String {
        let and = self.say.word(words::DOC_AND);
        parts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(&and)
    }

    /// `deaths: 2 persons`, as the language puts it.
    fn figure(self, line: &FigureLine) -> String {
        let name = self.name(&line.name);
        match (line.nature, line.quoted.value) {
            (_, None) => self.say.one(words::DOC_UNKNOWN_ONE, "name", name),
            (Nature::YesNo, Some(0)) => self.say.one(words::DOC_FIGURE_NO, "name", name),
            (Nature::YesNo, Some(_)) => self.say.one(words::DOC_FIGURE_YES, "name", name),
            (_, Some(value)) => {
                let value = self.value(line, value);
                self.say.with(words::DOC_FIGURE, &[("name", name.into()), ("value", value.into())])
            }
        }
    }

    /// A value with its unit; yes or no where that is what it says.
    #[must_use]
    pub fn value(self, line: &FigureLine, value: i64) -> String {
        match line.nature {
            Nature::YesNo if value == 0 => self.plain(words::DOC_NO),
            Nature::YesNo => self.plain(words::DOC_YES),
            _ => {
                let unit = line.unit.as_ref().map_or("", |unit| self.name(unit));
                let args = [("value", self.number(value).into()), ("unit", Arg::from(unit))];
                self.say.with(words::DOC_VALUE, &args).trim_end().to_owned()
            }
        }
    }

    /// The value of a figure in words; that it is to be verified where it is unknown.
    #[must_use]
    pub fn said(self, line: &FigureLine) -> String {
        line.quoted.value.map_or_else(|| self.plain(words::DOC_TO_BE_VERIFIED), |value| self.value(line, value))
    }

    /// A whole number as the language writes it.
    fn number(self, value: i64) -> String {
        if value < BIG {
            return value.to_string();
        }
        let args = [("large", large(value).into()), ("plain", grouped(value).into())];
        self.say.with(words::DOC_BIG_NUMBER, &args)
    }

    /// What the last report said otherwise.
    fn changes(self, outline: &Outline) -> String {
        let Some(before) = &outline.before else { return String::new() };
        let changes: Vec<String> = outline.changes().map(|line| self.change(line)).collect();
        let last =
            [("report", self.label(before.report, before.seq).into()), ("time", self.time(before.as_of, outline.as_of).into())];
        if changes.is_empty() {
            return self.say.with(words::DOC_UNCHANGED, &last);
        }
        let [report, time] = last;
        self.say.with(words::DOC_CHANGES, &[report, time, ("changes", self.list(&changes).into())])
    }

    /// How one item changed, in words.
    #[must_use]
    pub fn change(self, line: &FigureLine) -> String {
        let Change::From(from) = line.change else { return String::new() };
        let to = line.quoted.value;
        let way = match (from, to) {
            (None, Some(_)) => "known",
            (_, None) => "unknown",
            (Some(from), Some(to)) if to > from => "up",
            _ => "down",
        };
        let from = from.map_or_else(|| self.plain(words::DOC_TO_BE_VERIFIED), |v| self.value(line, v));
        let to = self.said(line);
        let args = [("name", Arg::from(self.name(&line.name))), ("way", way.into()), ("from", from.into()), ("to", to.into())];
        self.say.with(words::DOC_CHANGE, &args)
    }

    fn zero(self, outline: &Outline) -> String {
        let since = outline.before.as_ref().map_or(outline.received, |before| Some(before.as_of));
        let since = since.map_or_else(|| NONE.to_owned(), |time| self.time(time, outline.as_of));
        let time = self.time(outline.as_of, outline.as_of);
        self.say.with(words::DOC_ZERO, &[("since", since.into()), ("time", time.into())])
    }

    fn correction(self, outline: &Outline) -> String {
        let changes = self.changes(outline);
        if changes.is_empty() { self.plain(words::DOC_CORRECTION) } else { changes }
    }

    fn measures(self, outline: &Outline) -> String {
        if outline.notes.is_empty() {
            return self.plain(words::DOC_MEASURES_NONE);
        }
        let note = |note: &crate::compose::Note| {
            let time = self.time(note.at, outline.as_of);
            self.say.with(words::DOC_NOTE, &[("time", time.into()), ("words", note.words.trim().into())])
        };
        let lines: Vec<String> = outline.notes.iter().map(note).collect();
        format!("{}\n{}", self.say.word(words::DOC_MEASURES), lines.join("\n"))
    }

    fn end(self) -> String {
        self.plain(words::DOC_END)
    }

    /// The last report, with a heading for each thing that it must say; what nobody has said yet is said to be missing.
    fn last(self, outline: &Outline) -> Vec<String> {
        let under = |heading: Word, text: String| format!("{}\n{text}", self.say.word(heading));
        vec![
            under(words::DOC_HEAD_COURSE, [self.course(outline), self.received(outline)].join("\n").trim().to_owned()),
            under(words::DOC_HEAD_LOSSES, self.losses(outline)),
            under(words::DOC_HEAD_MEASURES, self.measures(outline)),
            under(words::DOC_HEAD_CAUSE, self.plain(words::DOC_CAUSE_OPEN)),
            under(words::DOC_HEAD_LESSONS, self.plain(words::DOC_LESSONS_OPEN)),
        ]
    }
}

/// What a kind of report is called.
#[must_use]
pub const fn kind_word(kind: ReportKind) -> Word {
    match kind {
        ReportKind::First => words::KIND_FIRST,
        ReportKind::FollowUp => words::KIND_FOLLOW_UP,
        ReportKind::Zero => words::KIND_ZERO,
        ReportKind::Correction => words::KIND_CORRECTION,
        ReportKind::Verified => words::KIND_VERIFIED,
        ReportKind::Final => words::KIND_FINAL,
        ReportKind::Notice => words::KIND_NOTICE,
    }
}

/// A sentence with a capital, in a script that has them: names of classes and items stand in the middle of others without.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A number in ten thousands, exactly: 9,999,999 is `999.9999`.
fn large(value: i64) -> String {
    let (whole, rest) = (value / BIG, value % BIG);
    let decimals = format!("{rest:04}");
    match decimals.trim_end_matches('0') {
        "" => whole.to_string(),
        decimals => format!("{whole}.{decimals}"),
    }
}

/// A number with its digits in threes.
fn grouped(value: i64) -> String {
    let digits = value.to_string();
    let first = digits.len() % 3;
    let mut parts: Vec<&str> = Vec::new();
    if first > 0 {
        parts.push(&digits[..first]);
    }
    let mut at = first;
    while at < digits.len() {
        parts.push(&digits[at..at + 3]);
        at += 3;
    }
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_written_exactly() {
        for (value, in_ten_thousands, in_threes) in
            [(10_000, "1", "10,000"), (9_999_999, "999.9999", "9,999,999"), (100_000_500, "10000.05", "100,000,500")]
        {
            assert_eq!((large(value).as_str(), grouped(value).as_str()), (in_ten_thousands, in_threes));
        }
    }

    #[test]
    fn a_sentence_begins_with_a_capital_where_there_are_any() {
        let [none, plain, cyrillic, han] =
            ["", "fire in the mill", "\u{43f}\u{43e}\u{436}\u{430}\u{440}", "\u{706b}\u{707e}"].map(capital);
        assert_eq!((none.as_str(), plain.as_str()), ("", "Fire in the mill"));
        assert_eq!((cyrillic.as_str(), han.as_str()), ("\u{41f}\u{43e}\u{436}\u{430}\u{440}", "\u{706b}\u{707e}"));
    }
}

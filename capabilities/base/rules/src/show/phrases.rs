//! The conditions of rules in words: what must be reached, when a rule applies, by when.

use crate::figures::Nature;
use crate::grading::{Need, Stems};
use crate::reporting::{Channel, DutyRule, Limit, Line, ReportKind, Start, Until};
use crate::sensitivity::FlagRule;
use crate::show::Reader;
use crate::validity::Validity;
use crate::when::When;
use crate::wording::Wording;
use crate::words;

/// The word in a rule for "any flag at all".
const ANY: &str = "any";

impl Reader<'_> {
    fn item(&self, id: &str) -> String {
        self.names.item(id).map_or_else(|| id.to_owned(), |item| item.name.say(self.say.language.code()).to_owned())
    }

    fn party(&self, id: &str) -> String {
        self.names.party(id).map_or_else(|| id.to_owned(), |party| party.name.say(self.say.language.code()).to_owned())
    }

    /// Several things with the reader's comma between them.
    pub(super) fn list(&self, things: Vec<String>) -> String {
        things.join(&self.say.word(words::COMMA))
    }

    /// Several clauses with the reader's semicolon between them; empty ones are left out.
    pub(super) fn clauses(&self, mut clauses: Vec<String>) -> String {
        clauses.retain(|clause| !clause.is_empty());
        clauses.join(&self.say.word(words::SEMICOLON))
    }

    /// A name with what must be known of it.
    pub(super) fn noted(&self, name: &Wording, note: Option<&Wording>) -> String {
        let (name, language) = (name.say(self.say.language.code()), self.say.language.code());
        note.map_or_else(
            || name.to_owned(),
            |note| self.say.with(words::WITH_NOTE, &[("text", name.into()), ("note", note.say(language).into())]),
        )
    }

    /// "deaths + missing ≥ 10 persons"; the name alone of what is either so or not.
    fn need(&self, need: &Need) -> String {
        let items: Vec<String> = need.items.iter().map(|item| self.item(item)).collect();
        let first = need.items.first().and_then(|item| self.names.item(item));
        if first.is_some_and(|item| item.nature == Nature::YesNo) && need.at_least == 1 {
            return items.join(" + ");
        }
        let unit = first.and_then(|item| item.unit.as_ref()).map_or("", |unit| unit.say(self.say.language.code()));
        let args = [("items", items.join(" + ").into()), ("n", grouped(need.at_least).into()), ("unit", unit.into())];
        self.say.with(words::NEED, &args).trim_end().to_owned()
    }

    /// All of several needs.
    pub(super) fn needs(&self, needs: &[Need]) -> String {
        let needs: Vec<String> = needs.iter().map(|need| self.need(need)).collect();
        needs.join(&format!(" {} ", self.say.word(words::NEED_AND)))
    }

    /// The classes a rule is for; empty for all.
    pub(super) fn stems(&self, stems: &Stems) -> String {
        let mut parts = Vec::new();
        if !stems.within.is_empty() {
            parts.push(self.say.one(words::WHEN_CLASSES, "classes", self.list(stems.within.clone())));
        }
        if !stems.except.is_empty() {
            parts.push(self.say.one(words::WHEN_EXCEPT, "classes", self.list(stems.except.clone())));
        }
        self.list(parts)
    }

    /// When a rule applies.
    pub(super) fn when(&self, when: &When) -> String {
        let mut parts = vec![self.stems(&when.classes)];
        if !when.areas.is_empty() {
            let areas: Vec<String> = when.areas.iter().map(ToString::to_string).collect();
            parts.push(self.say.one(words::WHEN_AREAS, "areas", self.list(areas)));
        }
        let any = self.any_of(when);
        parts.push(any.join(&format!(" {} ", self.say.word(words::WHEN_OR))));
        let said = self.clauses(parts);
        if said.is_empty() { self.word(words::WHEN_ALWAYS) } else { said }
    }

    fn any_of(&self, when: &When) -> Vec<String> {
        let mut any = Vec::new();
        if let Some(grade) = when.grade {
            any.push(self.say.one(words::WHEN_GRADE, "grade", grade.as_str()));
        }
        match when.flags.as_slice() {
            [] => {}
            [one] if one == ANY => any.push(self.word(words::WHEN_ANY_FLAG)),
            flags => any.push(self.say.one(words::WHEN_FLAGS, "flags", self.list(flags.to_vec()))),
        }
        match when.triggers.as_slice() {
            [] => {}
            [one] if one == ANY => any.push(self.word(words::WHEN_ANY_TRIGGER)),
            triggers => any.push(self.say.one(words::WHEN_TRIGGERS, "triggers", self.list(triggers.to_vec()))),
        }
        any.extend(when.figures.iter().map(|need| self.need(need)));
        any
    }

    /// Who tells whom: report, both parties.
    pub(super) fn errand(&self, duty: &DutyRule) -> String {
        let report = match duty.report {
            ReportKind::First => words::REPORT_FIRST,
            ReportKind::FollowUp => words::REPORT_FOLLOW_UP,
            ReportKind::Zero => words::REPORT_ZERO,
            ReportKind::Correction => words::REPORT_CORRECTION,
            ReportKind::Verified => words::REPORT_VERIFIED,
            ReportKind::Final => words::REPORT_FINAL,
            ReportKind::Notice => words::REPORT_NOTICE,
        };
        let args =
            [("who", self.party(&duty.who).into()), ("to", self.party(&duty.to).into()), ("report", self.word(report).into())];
        self.say.with(words::ERRAND, &args)
    }

    /// The line and channel.
    pub(super) fn line(&self, duty: &DutyRule) -> String {
        let line = match duty.line {
            Line::Party => words::LINE_PARTY,
            Line::Government => words::LINE_GOVERNMENT,
            Line::Department => words::LINE_DEPARTMENT,
            Line::Neighbours => words::LINE_NEIGHBOURS,
            Line::Garrison => words::LINE_GARRISON,
            Line::Other => words::LINE_OTHER,
        };
        let channel = match duty.channel {
            Channel::Phone => words::CHANNEL_PHONE,
            Channel::Written => words::CHANNEL_WRITTEN,
            Channel::Any => words::CHANNEL_ANY,
        };
        self.list(vec![self.word(line), self.word(channel)])
    }

    /// By when, from when, until when.
    pub(super) fn limit(&self, duty: &DutyRule) -> String {
        let limit = match &duty.limit {
            Limit::Within { limit_min } => self.say.count(words::LIMIT_WITHIN, *limit_min),
            Limit::AtOnce { clock_min: None } => self.word(words::LIMIT_AT_ONCE),
            Limit::AtOnce { clock_min: Some(minutes) } => self.say.count(words::LIMIT_AT_ONCE_CLOCK, *minutes),
            Limit::Every { every_min } => self.say.count(words::LIMIT_EVERY, *every_min),
            Limit::Hours { hours, .. } => self.say.one(words::LIMIT_HOURS, "hours", self.list(hours.clone())),
        };
        let mut parts = vec![limit, self.word(start_word(duty.starts))];
        parts.extend(duty.until.map(|until| self.word(until_word(until))));
        self.list(parts)
    }

    /// The signs that raise a flag.
    pub(super) fn signs(&self, flag: &FlagRule) -> String {
        let mut signs = vec![self.stems(&flag.classes), self.list(flag.words.clone()), self.list(flag.tags.clone())];
        signs.extend(flag.areas.iter().map(ToString::to_string));
        let season = |from: &str, to: &str| self.say.with(words::SEASON, &[("from", from.into()), ("to", to.into())]);
        signs.extend(flag.seasons.iter().map(|one| season(&one.from, &one.to)));
        signs.extend(flag.dates.iter().map(|dates| self.dates(dates)));
        signs.extend(flag.figures.iter().map(|need| self.need(need)));
        self.clauses(signs)
    }

    fn dates(&self, dates: &Validity) -> String {
        let day = |day: Option<kernel::CityDate>| day.map_or_else(String::new, |day| day.to_string());
        self.say.with(words::DATES, &[("from", day(dates.from).into()), ("until", day(dates.until).into())])
    }
}

/// A number of at least 0 with its digits in threes, so that noughts can be counted at a glance.
fn grouped(n: i64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

const fn start_word(start: Start) -> web::Word {
    match start {
        Start::Occurred => words::STARTS_OCCURRED,
        Start::Known => words::STARTS_KNOWN,
        Start::Received => words::STARTS_RECEIVED,
        Start::Signed => words::STARTS_SIGNED,
        Start::PreviousReport => words::STARTS_PREVIOUS_REPORT,
        Start::Controlled => words::STARTS_CONTROLLED,
        Start::Stable => words::STARTS_STABLE,
        Start::Closed => words::STARTS_CLOSED,
    }
}

const fn until_word(until: Until) -> web::Word {
    match until {
        Until::Controlled => words::UNTIL_CONTROLLED,
        Until::Stable => words::UNTIL_STABLE,
        Until::Closed => words::UNTIL_CLOSED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        for (n, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (100_000_000, "100,000,000")] {
            assert_eq!(grouped(n), text);
        }
    }
}

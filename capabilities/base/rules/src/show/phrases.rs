//! The conditions of rules in words: what must be reached, when a rule applies, by when.

use crate::grading::{Need, Stems};
use crate::reporting::{Channel, DutyRule, Limit, Line, ReportKind, Start, Until};
use crate::sensitivity::FlagRule;
use crate::show::Reader;
use crate::validity::Validity;
use crate::when::When;
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

    /// "deaths + missing ≥ 10".
    fn need(&self, need: &Need) -> String {
        let items: Vec<String> = need.items.iter().map(|item| self.item(item)).collect();
        self.say.with(words::NEED, &[("items", items.join(" + ").into()), ("n", need.at_least.into())])
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
            parts.push(self.say.one(words::WHEN_CLASSES, "classes", stems.within.join(", ")));
        }
        if !stems.except.is_empty() {
            parts.push(self.say.one(words::WHEN_EXCEPT, "classes", stems.except.join(", ")));
        }
        parts.join(" ")
    }

    /// When a rule applies.
    pub(super) fn when(&self, when: &When) -> String {
        let mut parts = vec![self.stems(&when.classes)];
        if !when.areas.is_empty() {
            let areas: Vec<String> = when.areas.iter().map(ToString::to_string).collect();
            parts.push(self.say.one(words::WHEN_AREAS, "areas", areas.join(", ")));
        }
        let any = self.any_of(when);
        parts.push(any.join(&format!(" {} ", self.say.word(words::WHEN_OR))));
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() { self.word(words::WHEN_ALWAYS) } else { parts.join("; ") }
    }

    fn any_of(&self, when: &When) -> Vec<String> {
        let mut any = Vec::new();
        if let Some(grade) = when.grade {
            any.push(self.say.one(words::WHEN_GRADE, "grade", grade.as_str()));
        }
        match when.flags.as_slice() {
            [] => {}
            [one] if one == ANY => any.push(self.word(words::WHEN_ANY_FLAG)),
            flags => any.push(self.say.one(words::WHEN_FLAGS, "flags", flags.join(", "))),
        }
        match when.triggers.as_slice() {
            [] => {}
            [one] if one == ANY => any.push(self.word(words::WHEN_ANY_TRIGGER)),
            triggers => any.push(self.say.one(words::WHEN_TRIGGERS, "triggers", triggers.join(", "))),
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
        format!("{} → {} ({})", self.party(&duty.who), self.party(&duty.to), self.say.word(report))
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
        format!("{}, {}", self.say.word(line), self.say.word(channel))
    }

    /// By when, from when, until when.
    pub(super) fn limit(&self, duty: &DutyRule) -> String {
        let limit = match &duty.limit {
            Limit::Within { limit_min } => self.say.count(words::LIMIT_WITHIN, *limit_min),
            Limit::AtOnce { clock_min: None } => self.word(words::LIMIT_AT_ONCE),
            Limit::AtOnce { clock_min: Some(minutes) } => self.say.count(words::LIMIT_AT_ONCE_CLOCK, *minutes),
            Limit::Every { every_min } => self.say.count(words::LIMIT_EVERY, *every_min),
            Limit::Hours { hours, .. } => self.say.one(words::LIMIT_HOURS, "hours", hours.join(", ")),
        };
        let mut parts = vec![limit, self.word(start_word(duty.starts))];
        parts.extend(duty.until.map(|until| self.word(until_word(until))));
        parts.join(", ")
    }

    /// The signs that raise a flag.
    pub(super) fn signs(&self, flag: &FlagRule) -> String {
        let mut signs = vec![self.stems(&flag.classes), flag.words.join(", "), flag.tags.join(", ")];
        signs.extend(flag.areas.iter().map(ToString::to_string));
        let season = |from: &str, to: &str| self.say.with(words::SEASON, &[("from", from.into()), ("to", to.into())]);
        signs.extend(flag.seasons.iter().map(|one| season(&one.from, &one.to)));
        signs.extend(flag.dates.iter().map(|dates| self.dates(dates)));
        signs.extend(flag.figures.iter().map(|need| self.need(need)));
        signs.retain(|sign| !sign.is_empty());
        signs.join("; ")
    }

    fn dates(&self, dates: &Validity) -> String {
        let day = |day: Option<kernel::CityDate>| day.map_or_else(String::new, |day| day.to_string());
        self.say.with(words::DATES, &[("from", day(dates.from).into()), ("until", day(dates.until).into())])
    }
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

//! What rule sets and areas are called, in the reader's language: classes, items with their figures, parties, paths of places.

use kernel::{AreaCode, Grade};
use places::{Atlas, PATH_SEPARATOR};
use rules::{Channel, InForce, Line, Nature, ReportKind};
use web::{Language, Say, Word};

use crate::facts::{CriterionMet, FindingKind, Marking, Milestone, Source, word};
use crate::state::Standing;
use crate::words;

/// The name of a class; its code where the tree does not know it.
pub fn class(law: &InForce, code: &str, say: &Say) -> String {
    law.classes().get(code).map_or_else(|| code.to_owned(), |class| class.name.say(say.language.code()).to_owned())
}

/// The name of an item of figures; its id where the rules do not know it.
pub fn item(law: &InForce, id: &str, say: &Say) -> String {
    law.item(id).map_or_else(|| id.to_owned(), |item| item.name.say(say.language.code()).to_owned())
}

/// The name of a party; its id where the rules do not know it.
pub fn party(law: &InForce, id: &str, say: &Say) -> String {
    law.party(id).map_or_else(|| id.to_owned(), |party| party.name.say(say.language.code()).to_owned())
}

/// A value of an item with its unit; that it is unknown, where it is.
pub fn value(law: &InForce, id: &str, value: Option<i64>, say: &Say) -> String {
    let Some(value) = value else { return say.word(web::words::UNKNOWN).into_owned() };
    let item = law.item(id);
    if item.is_some_and(|item| item.nature == Nature::YesNo) {
        return say.word(if value == 0 { words::NO } else { words::YES }).into_owned();
    }
    let number = grouped(value);
    match item.and_then(|item| item.unit.as_ref()) {
        Some(unit) => say.with(words::VALUE_UNIT, &[("value", number.into()), ("unit", unit.say(say.language.code()).into())]),
        None => number,
    }
}

/// An item with its value in one breath: "deaths 3 persons"; "deaths: to be verified" where it is unknown.
pub fn figure(law: &InForce, id: &str, known: Option<i64>, say: &Say) -> String {
    let name = item(law, id, say);
    match known {
        Some(known) => say.with(words::FIGURE_IS, &[("name", name.into()), ("value", value(law, id, Some(known), say).into())]),
        None => say.one(words::FIGURE_UNKNOWN, "name", name),
    }
}

/// The criterion that makes a grade: what there was, then where it stands.
pub fn criterion(law: &InForce, met: &CriterionMet, say: &Say) -> String {
    let had: Vec<String> = met.had.iter().map(|(id, value)| figure(law, id, Some(*value), say)).collect();
    if had.is_empty() {
        return met.by.clone();
    }
    let had = had.join(&say.word(words::AND));
    say.with(words::GRADE_BY, &[("had", had.into()), ("rule", met.by.clone().into())])
}

/// Digits in groups of three from ten thousand on, as long sums are read.
fn grouped(value: i64) -> String {
    let digits = value.to_string();
    if value.unsigned_abs() < 10_000 {
        return digits;
    }
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    format!("{sign}{}", groups.join(","))
}

/// The path down to an area without the city itself, as it is said aloud.
pub fn place(atlas: &Atlas, areas: &[AreaCode], say: &Say) -> Option<String> {
    let spoken = |area: &AreaCode| {
        let path = atlas.gazetteer.path(*area);
        let mut names: Vec<&str> = path.split(PATH_SEPARATOR).collect();
        if names.len() > 1 && atlas.gazetteer.in_city(*area) {
            names.remove(0);
        }
        if say.language != Language::Zh {
            names.reverse();
        }
        names.join(&say.word(words::PATH_JOINT))
    };
    (!areas.is_empty()).then(|| areas.iter().map(spoken).collect::<Vec<_>>().join(&say.word(words::AND)))
}

/// The whole path down to each area, with the city.
pub fn paths(atlas: &Atlas, areas: &[AreaCode]) -> Vec<String> {
    areas.iter().map(|area| atlas.gazetteer.path(*area)).collect()
}

/// A grade in words, or that there is none.
pub fn grade(grade: Option<Grade>, say: &Say) -> String {
    let word = match grade {
        Some(Grade::I) => web::words::GRADE_1,
        Some(Grade::II) => web::words::GRADE_2,
        Some(Grade::III) => web::words::GRADE_3,
        Some(Grade::IV) => web::words::GRADE_4,
        None => web::words::GRADE_0,
    };
    say.word(word).into_owned()
}

/// The grades to choose from, after the word for none.
pub fn grades(say: &Say, none: Word) -> Vec<(String, String)> {
    let first = (String::new(), say.word(none).into_owned());
    let all = Grade::ALL.map(|g| (g.as_str().to_owned(), grade(Some(g), say)));
    std::iter::once(first).chain(all).collect()
}

/// The line that a report goes on.
pub const fn line(line: Line) -> Word {
    match line {
        Line::Party => words::LINE_PARTY,
        Line::Government => words::LINE_GOVERNMENT,
        Line::Department => words::LINE_DEPARTMENT,
        Line::Neighbours => words::LINE_NEIGHBOURS,
        Line::Garrison => words::LINE_GARRISON,
        Line::Other => words::LINE_OTHER,
    }
}

/// The channel that meets a duty.
pub const fn channel(channel: Channel) -> Word {
    match channel {
        Channel::Phone => words::CHANNEL_PHONE,
        Channel::Written => words::CHANNEL_WRITTEN,
        Channel::Any => words::CHANNEL_ANY,
    }
}

/// The kind of a report.
pub const fn report(kind: ReportKind) -> Word {
    match kind {
        ReportKind::First => words::REPORT_FIRST,
        ReportKind::FollowUp => words::REPORT_FOLLOW_UP,
        ReportKind::Zero => words::REPORT_ZERO,
        ReportKind::Correction => words::REPORT_CORRECTION,
        ReportKind::Verified => words::REPORT_VERIFIED,
        ReportKind::Final => words::REPORT_FINAL,
        ReportKind::Notice => words::REPORT_NOTICE,
    }
}

/// A time of the course.
pub const fn milestone(which: Milestone) -> Word {
    match which {
        Milestone::Occurred => words::TIME_OCCURRED,
        Milestone::Known => words::TIME_KNOWN,
        Milestone::Signed => words::TIME_SIGNED,
        Milestone::Controlled => words::TIME_CONTROLLED,
        Milestone::Stable => words::TIME_STABLE,
    }
}

/// How it stands.
pub const fn standing(standing: Standing) -> Word {
    match standing {
        Standing::Unknown | Standing::Open => words::STANDING_OPEN,
        Standing::Closed => words::STANDING_CLOSED,
        Standing::FalseAlarm => words::STANDING_FALSE_ALARM,
    }
}

/// How word came in.
pub const fn source(source: Source) -> Word {
    match source {
        Source::Phone => words::SOURCE_PHONE,
        Source::Api => words::SOURCE_API,
        Source::Import => words::SOURCE_IMPORT,
        Source::Paper => words::SOURCE_PAPER,
    }
}

/// Who may read it.
pub const fn marking(marking: Marking) -> Word {
    match marking {
        Marking::Public => words::MARKING_PUBLIC,
        Marking::Internal => words::MARKING_INTERNAL,
        Marking::WorkSecret => words::MARKING_WORK_SECRET,
    }
}

/// The same from the word in tables.
pub fn marking_of(text: &str) -> Word {
    let known = [Marking::Public, Marking::WorkSecret].into_iter().find(|one| word(one) == text);
    marking(known.unwrap_or_default())
}

/// What was found of a report.
pub const fn finding(kind: FindingKind) -> Word {
    match kind {
        FindingKind::Late => words::FINDING_LATE,
        FindingKind::LeftOut => words::FINDING_LEFT_OUT,
        FindingKind::False => words::FINDING_FALSE,
        FindingKind::Concealed => words::FINDING_CONCEALED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sums_are_written_in_groups_of_three() {
        assert_eq!(
            ["0", "9999", "10,000", "9,999,999", "-12,345"],
            [0, 9_999, 10_000, 9_999_999, -12_345].map(grouped).each_ref().map(String::as_str)
        );
    }
}

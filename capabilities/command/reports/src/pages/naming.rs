//! What lines, ways, kinds and states are called.

use kernel::Time;
use rules::{Channel, Line, ReportKind};
use web::{Markup, Say, Word};

use crate::facts::{Manner, Way, WhyNot, Within, word};
use crate::state::{Fate, InstructionStanding, Standing};
use crate::wording::kind_word;
use crate::words;

/// The minutes of an hour.
const HOUR_MIN: i64 = 60;

/// The kinds that somebody may draft, in the order in which they are mostly wanted.
pub(super) const KINDS: [ReportKind; 7] = [
    ReportKind::First,
    ReportKind::FollowUp,
    ReportKind::Zero,
    ReportKind::Final,
    ReportKind::Correction,
    ReportKind::Verified,
    ReportKind::Notice,
];
/// The lines, in the order in which people read them.
pub(super) const LINES: [Line; 6] =
    [Line::Party, Line::Government, Line::Department, Line::Neighbours, Line::Garrison, Line::Other];

/// The kinds to choose from.
pub(super) fn kinds(say: &Say) -> Vec<(String, String)> {
    KINDS.iter().map(|kind| (word(kind), say.word(kind_word(*kind)).into_owned())).collect()
}

/// The ways to choose from.
pub(super) fn ways(say: &Say) -> Vec<(String, String)> {
    Way::ALL.iter().map(|one| (word(one), say.word(way(*one)).into_owned())).collect()
}

/// The lines to choose from.
pub(super) fn lines(say: &Say) -> Vec<(String, String)> {
    LINES.iter().map(|one| (word(one), say.word(line(*one)).into_owned())).collect()
}

/// Why somebody was not reached, to choose from.
pub(super) fn whys(say: &Say) -> Vec<(String, String)> {
    let all = [WhyNot::NoAnswer, WhyNot::Busy, WhyNot::Wrong, WhyNot::Down, WhyNot::Declined];
    all.iter().map(|one| (word(one), say.word(why(*one)).into_owned())).collect()
}

pub(super) const fn line(line: Line) -> Word {
    match line {
        Line::Party => words::LINE_PARTY,
        Line::Government => words::LINE_GOVERNMENT,
        Line::Department => words::LINE_DEPARTMENT,
        Line::Neighbours => words::LINE_NEIGHBOURS,
        Line::Garrison => words::LINE_GARRISON,
        Line::Other => words::LINE_OTHER,
    }
}

pub(super) const fn channel(channel: Channel) -> Word {
    match channel {
        Channel::Phone => words::CHANNEL_PHONE,
        Channel::Written => words::CHANNEL_WRITTEN,
        Channel::Any => words::CHANNEL_ANY,
    }
}

pub(super) const fn way(way: Way) -> Word {
    match way {
        Way::Phone => words::WAY_PHONE,
        Way::Fax => words::WAY_FAX,
        Way::NationalSystem => words::WAY_NATIONAL_SYSTEM,
        Way::Intranet => words::WAY_INTRANET,
        Way::Email => words::WAY_EMAIL,
        Way::Webhook => words::WAY_WEBHOOK,
        Way::SameProgram => words::WAY_SAME_PROGRAM,
    }
}

pub(super) const fn why(why: WhyNot) -> Word {
    match why {
        WhyNot::NoAnswer => words::WHY_NO_ANSWER,
        WhyNot::Busy => words::WHY_BUSY,
        WhyNot::Wrong => words::WHY_WRONG,
        WhyNot::Down => words::WHY_DOWN,
        WhyNot::Declined => words::WHY_DECLINED,
    }
}

/// What became of a sending, where that is worth saying.
pub(super) fn fate(say: &Say, fate: &Fate) -> Option<String> {
    match fate {
        Fate::Gone => None,
        Fate::HandedOver => Some(say.word(words::FATE_HANDED_OVER).into_owned()),
        Fate::NotDelivered => Some(say.word(words::FATE_NOT_DELIVERED).into_owned()),
        Fate::Muted => Some(say.word(words::FATE_MUTED).into_owned()),
        Fate::NotReached { at, why: reason } => {
            let reason = say.word(why(*reason)).into_owned();
            Some(say.with(words::FATE_NOT_REACHED, &[("time", at.at.into()), ("why", reason.into())]))
        }
    }
}

pub(super) const fn standing(standing: Standing) -> Word {
    match standing {
        Standing::Unknown | Standing::Draft => words::STANDING_DRAFT,
        Standing::Sent => words::STANDING_SENT,
        Standing::Superseded => words::STANDING_SUPERSEDED,
        Standing::Voided => words::STANDING_VOIDED,
    }
}

pub(super) const fn manner(manner: Manner) -> Word {
    match manner {
        Manner::Written => words::MANNER_WRITTEN,
        Manner::Oral => words::MANNER_ORAL,
    }
}

pub(super) const fn instruction(standing: InstructionStanding) -> Word {
    match standing {
        InstructionStanding::Unknown | InstructionStanding::Given => words::INSTRUCTION_GIVEN,
        InstructionStanding::PassedOn => words::INSTRUCTION_PASSED_ON,
        InstructionStanding::Acknowledged => words::INSTRUCTION_ACKNOWLEDGED,
        InstructionStanding::UnderWay => words::INSTRUCTION_UNDER_WAY,
        InstructionStanding::Done => words::INSTRUCTION_DONE,
        InstructionStanding::Withdrawn => words::INSTRUCTION_WITHDRAWN,
        InstructionStanding::Closed => words::INSTRUCTION_CLOSED,
    }
}

/// The clock of something that the office waits for, running or met. Where no rule says how long, it says so.
pub(super) fn clock(say: &Say, (started, due): (Time, Option<Time>), met: Option<Time>) -> Markup {
    match (due, met) {
        (Some(due), Some(met)) => say.clock_met(due, met),
        (Some(due), None) => say.clock(started, due),
        (None, Some(_)) => Markup::default(),
        (None, None) => Markup::text(&say.word(words::NO_LIMIT)),
    }
}

/// How long something may take: in hours where it is whole ones, in minutes otherwise.
pub(super) fn span(say: &Say, within: &Within) -> String {
    let minutes = within.limit_min;
    let is_hours = minutes > HOUR_MIN && minutes % HOUR_MIN == 0;
    if is_hours { say.count(words::HOURS, minutes / HOUR_MIN) } else { say.count(words::MINUTES, minutes) }
}

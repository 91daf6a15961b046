//! The parts of an incident's page that change by themselves: each is a template of its own, and is fetched again alone.

use askama::Template;
use kernel::Id;
use web::{Answer, Count, Form, Here, Markup, Say, Trouble};

use super::figures::{self, FigureRow};
use super::head::{Clocks, Head, label};
use super::leader_sheet::LeaderSheet;
use super::members::{self, MembersPart};
use super::naming;
use super::powers::Powers;
use super::sight::Sight;
use super::strips::{self, Below, Strip, StripLine, StripPart};
use super::timeline::Timeline;
use crate::words;

/// Makes the hidden fields of forms: each form has a key of its own.
#[derive(Clone, Copy)]
pub struct Hidden<'a> {
    here: Option<&'a Here>,
    seen: u64,
}

/// What needs me now: what to read aloud, grades, clocks, the four strips.
#[derive(Template)]
#[template(path = "part_now.html")]
pub struct NowPart<'a> {
    pub say: &'a Say,
    pub id: &'a Id,
    pub number: &'a str,
    pub head: Head,
    pub figures: Vec<FigureRow>,
    pub clocks: Clocks,
    pub strips: Vec<Strip>,
    pub below: Vec<Below>,
    pub instructions: Vec<StripLine>,
    pub others: Vec<StripLine>,
    pub live: bool,
    pub may_call: bool,
    pub hidden: Hidden<'a>,
}

/// What it is: class, place, times, grades with their reasons, the words of the call.
#[derive(Template)]
#[template(path = "part_about.html")]
pub struct AboutPart<'a> {
    pub say: &'a Say,
    pub head: Head,
    pub worse: Vec<String>,
    pub supplement: Option<Markup>,
    pub rules: Vec<String>,
    pub summary: Option<&'a str>,
    pub is_erased: bool,
}

/// The leader sheet.
#[derive(Template)]
#[template(path = "part_sheet.html")]
pub struct SheetPart<'a> {
    pub say: &'a Say,
    pub id: &'a Id,
    pub sheet: LeaderSheet,
    pub live: bool,
    pub may_call: bool,
    pub hidden: Hidden<'a>,
}

/// The figures.
#[derive(Template)]
#[template(path = "part_figures.html")]
pub struct FiguresPart<'a> {
    pub say: &'a Say,
    pub id: &'a Id,
    pub rows: Vec<FigureRow>,
    pub live: bool,
    pub may_adopt: bool,
    pub hidden: Hidden<'a>,
}

/// The timeline.
#[derive(Template)]
#[template(path = "part_timeline.html")]
pub struct TimelinePart<'a> {
    pub say: &'a Say,
    pub id: &'a Id,
    pub timeline: Timeline,
}

impl<'a> Hidden<'a> {
    /// For forms of whoever is here, about an incident of this version; for nobody in samples.
    pub const fn of(here: Option<&'a Here>, seen: u64) -> Self {
        Self { here, seen }
    }

    /// The hidden fields of one form.
    pub fn fresh(&self) -> Markup {
        self.again(&Form::blank().seeing(self.seen))
    }

    /// The hidden fields of a form that came back: the key and the version it was sent with.
    pub fn again(&self, form: &Form) -> Markup {
        self.here.map_or_else(Markup::default, |here| here.hidden(form))
    }
}

impl<'a> NowPart<'a> {
    /// What needs me now, with the areas below as the contact book knows them.
    pub fn of(sight: &'a Sight, below: Vec<Below>, (may_call, hidden): (bool, Hidden<'a>)) -> Self {
        Self {
            say: sight.say(),
            id: &sight.id,
            number: &sight.incident.number,
            head: Head::of(sight),
            figures: figures::rows(sight),
            clocks: Clocks::of(sight),
            strips: vec![strips::up(sight), strips::inside(sight), strips::sideways(sight)],
            below,
            instructions: instructions(sight),
            others: strips::others(sight),
            live: sight.speak.live,
            may_call,
            hidden,
        }
    }

    fn told(&self, told: impl Count, all: impl Count) -> String {
        counted(self.say, told, all)
    }

    fn below_told(&self) -> usize {
        self.below.iter().filter(|area| area.told.is_some()).count()
    }
}

/// Instructions that run or have run, by their clocks.
fn instructions(sight: &Sight) -> Vec<StripLine> {
    let say = sight.say();
    let given = sight.clocks.iter().filter(|due| due.stream.starts_with("instruction/"));
    let line = |due: &desk::clocks::Due| {
        let clock = match due.met_at {
            Some(met) => say.clock_met(due.due_at, met),
            None => sight.speak.clock(due.started_at, due.due_at),
        };
        let part = StripPart { name: String::new(), clock, notes: Vec::new() };
        StripLine { line: None, name: label(&due.label, say), told: due.met_at.is_some(), parts: vec![part], done: Vec::new() }
    };
    given.map(line).collect()
}

impl<'a> AboutPart<'a> {
    /// What it is.
    pub fn of(sight: &'a Sight) -> Self {
        let (say, incident) = (sight.say(), &sight.incident);
        let fear = |worse: &rules::Worse| {
            let grade = worse.grade.map(|grade| naming::grade(Some(grade), say));
            let figures = worse.figures.iter().flat_map(|figures| &figures.0);
            let figures = figures.map(|(item, value)| naming::figure(&sight.law, item, Some(*value), say));
            std::iter::once(worse.why.clone()).chain(grade).chain(figures).collect::<Vec<_>>().join(&say.word(words::AND))
        };
        let summary = sight.said(incident.summary.as_ref());
        Self {
            say,
            head: Head::of(sight),
            worse: incident.worse.iter().map(fear).collect(),
            supplement: incident.judged.supplement_until.map(|until| sight.speak.when(until)),
            rules: incident.rules.iter().map(|set| format!("{}@{}", set.set, set.version)).collect(),
            is_erased: incident.summary.is_some() && summary.is_none(),
            summary,
        }
    }
}

impl<'a> SheetPart<'a> {
    /// The leader sheet.
    pub fn of(sight: &'a Sight, sheet: LeaderSheet, (may_call, hidden): (bool, Hidden<'a>)) -> Self {
        Self { say: sight.say(), id: &sight.id, sheet, live: sight.speak.live, may_call, hidden }
    }

    fn told(&self) -> String {
        counted(self.say, self.sheet.told(), self.sheet.steps.len())
    }
}

impl<'a> FiguresPart<'a> {
    /// The figures.
    pub fn of(sight: &'a Sight, (may_adopt, hidden): (bool, Hidden<'a>)) -> Self {
        Self { say: sight.say(), id: &sight.id, rows: figures::rows(sight), live: sight.speak.live, may_adopt, hidden }
    }
}

impl<'a> TimelinePart<'a> {
    /// The timeline.
    pub fn of(sight: &'a Sight) -> Self {
        Self { say: sight.say(), id: &sight.id, timeline: Timeline::of(sight) }
    }
}

fn counted(say: &Say, told: impl Count, all: impl Count) -> String {
    say.with(words::STRIP_TOLD, &[("told", told.count().into()), ("all", all.count().into())])
}

/// Answers one part alone.
///
/// # Errors
/// There is no such part, or a fault.
pub async fn answer(here: &Here, sight: &Sight, part: &str) -> Answer {
    let may = Powers::of(here, sight);
    let hidden = Hidden::of(Some(here), sight.incident.version);
    match part {
        "now" => {
            let below = strips::below(here, sight).await?;
            here.part(&NowPart::of(sight, below, (may.work, hidden)))
        }
        "about" => here.part(&AboutPart::of(sight)),
        "sheet" => {
            let sheet = LeaderSheet::read(here, sight).await?;
            here.part(&SheetPart::of(sight, sheet, (may.work, hidden)))
        }
        "figures" => here.part(&FiguresPart::of(sight, (may.adopt, hidden))),
        "members" => {
            let rows = members::rows(here, sight).await?;
            here.part(&MembersPart::of(sight, rows, (may.call_in, hidden)))
        }
        "timeline" => here.part(&TimelinePart::of(sight)),
        _ => Err(Trouble::NotFound),
    }
}

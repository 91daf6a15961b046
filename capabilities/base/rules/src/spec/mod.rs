//! The rules as examples: the shipped law on the questions of the field, and a made-up law that shows nothing is built in.

mod book;
mod comparing;
mod duty_clocks;
mod grades;
mod office_limits;
mod possible;
mod reading;
mod sensitive;
mod shipped_sets;
mod tiny;
mod tree;

use std::sync::{Arc, LazyLock};

use kernel::{AreaCode, Time};

use crate::{Figures, InForce, Place, RuleSet, Situation, default_sets};

/// The shipped sets of `folder`, all in force.
pub(super) fn shipped(folder: &str) -> Vec<Arc<RuleSet>> {
    default_sets(folder).iter().map(|set| Arc::new(RuleSet::parse(set.text).unwrap())).collect()
}

static NATIONAL: LazyLock<InForce> = LazyLock::new(|| InForce::of(shipped("cn")));

/// The law that comes with the program for its reference country.
pub(super) fn national() -> &'static InForce {
    &NATIONAL
}

/// A time of 2026-11-23 by the clock of the reference city.
pub(super) fn at(hour_minute: &str) -> Time {
    Time::parse(&format!("2026-11-23T{hour_minute}:00+08:00")).unwrap()
}

/// A place in the reference city.
pub(super) fn here() -> Place {
    Place { country: "cn".into(), areas: vec![AreaCode::parse("211321101").unwrap()], features: Vec::new() }
}

/// An incident of `class` with `figures`, that our city desk received at 03:12.
pub(super) fn incident<const N: usize>(class: &str, figures: [(&str, i64); N]) -> Situation {
    let mut situation =
        Situation { place: here(), desk_level: "city".into(), figures: Figures::from(figures), ..Situation::default() };
    situation.class = (!class.is_empty()).then(|| class.to_owned());
    situation.times.received = at("03:12");
    situation
}

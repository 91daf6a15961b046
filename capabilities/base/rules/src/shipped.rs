//! The rule sets that come with the program, by the folder they lie in: what `init` adopts for a new city.

use crate::set::{RuleSet, SetKind};

/// A rule set that comes with the program.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// The folder it lies in: the country's two-letter word, or `tiny` for the made-up one of the tests.
    pub folder: &'static str,
    /// The name of its file, without the ending.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The sets in `folder`, in the order in which they can be adopted: those that declare before those that name.
#[must_use]
pub fn default_sets(folder: &str) -> Vec<Shipped> {
    let mut sets: Vec<Shipped> = ALL.iter().filter(|set| set.folder == folder).copied().collect();
    sets.sort_by_key(|set| (RuleSet::parse(set.text).map_or(SetKind::OfficeLimits, |read| read.head.kind), set.file));
    sets
}

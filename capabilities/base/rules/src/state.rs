//! The rule book, folded from its facts: every version ever adopted, and which of them hold when.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use kernel::{Id, Subject, Time};

use crate::facts::RuleBookFact;
use crate::in_force::InForce;
use crate::set::{RuleSet, SetRef};

/// The one stream of the rule book: the same in every journal, so that acts of others can look it up under the pen.
const BOOK: &str = "00000000-0000-7000-8000-72756c65626b";

/// The rule book of an office. There is one, under [`RuleBook::id`]. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct RuleBook {
    versions: Vec<Version>,
    eras: Arc<[Era]>,
}

/// One version of a rule set, as it was adopted.
#[derive(Debug, Clone)]
pub struct Version {
    /// Which set, which version, and the hash of the text.
    pub named: SetRef,
    /// From when it holds; nothing when no beginning is known.
    pub begins: Option<Time>,
    /// From when it no longer holds by its own words.
    pub ends: Option<Time>,
    /// When it was withdrawn.
    pub withdrawn: Option<Time>,
    /// The set as it reads today; nothing when this program no longer can.
    pub set: Option<Arc<RuleSet>>,
}

/// A stretch of time in which the same versions hold.
#[derive(Debug)]
struct Era {
    from: Time,
    sets: Vec<Arc<RuleSet>>,
    in_force: OnceLock<Arc<InForce>>,
}

impl RuleBook {
    /// The id under which the rule book is kept.
    #[must_use]
    pub fn id() -> Id {
        Id::parse(BOOK).expect("the constant above is an id")
    }

    /// The rules in force at `at`: of each set the version that began last. Worked out once for each stretch of time.
    #[must_use]
    pub fn in_force(&self, at: Time) -> Arc<InForce> {
        let after = self.eras.partition_point(|era| era.from <= at);
        let era = after.checked_sub(1).and_then(|n| self.eras.get(n));
        era.map(Era::in_force).unwrap_or_default()
    }

    /// The rules that an incident has kept by name, whatever holds today. Versions that are not in the book are left out.
    #[must_use]
    pub fn keeping(&self, named: &[SetRef]) -> InForce {
        let kept = named.iter().filter_map(|one| self.version(&one.set, &one.version)).filter_map(|version| version.set.clone());
        InForce::of(kept.collect())
    }

    /// The same rules, for an incident that was received at `received`: mostly nothing has been adopted for that time since, and
    /// what was worked out once serves again.
    #[must_use]
    pub fn kept(&self, named: &[SetRef], received: Time) -> Arc<InForce> {
        let then = self.in_force(received);
        let same = then.sets().len() == named.len() && then.sets().iter().zip(named).all(|(set, kept)| set.named() == *kept);
        if same { then } else { Arc::new(self.keeping(named)) }
    }

    /// Every version ever adopted, in the order of adoption.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The versions of one set, in the order of adoption.
    pub fn versions_of<'a>(&'a self, set: &'a str) -> impl Iterator<Item = &'a Version> {
        self.versions.iter().filter(move |version| version.named.set == set)
    }

    /// One version of one set.
    #[must_use]
    pub fn version(&self, set: &str, version: &str) -> Option<&Version> {
        self.versions.iter().find(|held| held.named.set == set && held.named.version == version)
    }

    /// The times at which what holds may change, each once, earliest first, from the beginning of time.
    fn turns(&self) -> Vec<Time> {
        let ends = |version: &Version| [version.begins, version.ends, version.withdrawn];
        let mut turns: Vec<Time> = self.versions.iter().flat_map(ends).flatten().chain([Time::from_ms(i64::MIN)]).collect();
        turns.sort_unstable();
        turns.dedup();
        turns
    }

    fn sets_at(&self, at: Time) -> Vec<Arc<RuleSet>> {
        let mut newest: BTreeMap<&str, &Version> = BTreeMap::new();
        for version in self.versions.iter().filter(|version| version.holds(at)) {
            let older = newest.get(version.named.set.as_str()).is_none_or(|known| known.begins <= version.begins);
            if older {
                newest.insert(&version.named.set, version);
            }
        }
        newest.into_values().filter_map(|version| version.set.clone()).collect()
    }

    /// The book with one version more that nobody can read, for tests of its limit.
    #[cfg(test)]
    pub(crate) fn with_unreadable(mut self, n: usize) -> Self {
        let named = SetRef { set: format!("unreadable-{n}"), version: "1".into(), hash: String::new() };
        self.versions.push(Version { named, begins: None, ends: None, withdrawn: None, set: None });
        self
    }

    fn with_eras(mut self) -> Self {
        let era = |from| Era { from, sets: self.sets_at(from), in_force: OnceLock::new() };
        self.eras = self.turns().into_iter().map(era).collect();
        self
    }
}

impl Era {
    fn in_force(&self) -> Arc<InForce> {
        self.in_force.get_or_init(|| Arc::new(InForce::of(self.sets.clone()))).clone()
    }
}

impl Version {
    /// Whether it holds at `at`, if no other version of its set goes before it.
    #[must_use]
    pub fn holds(&self, at: Time) -> bool {
        let ended = |end: Option<Time>| end.is_some_and(|end| end <= at);
        self.begins.is_none_or(|from| from <= at) && !ended(self.ends) && !ended(self.withdrawn)
    }
}

impl Subject for RuleBook {
    const NAME: &'static str = "rule_book";
    type Fact = RuleBookFact;

    fn fold(mut self, fact: &RuleBookFact) -> Self {
        match fact {
            RuleBookFact::Adopted { set, version, hash, begins_ms, ends_ms, text } => self.versions.push(Version {
                named: SetRef { set: set.clone(), version: version.clone(), hash: hash.clone() },
                begins: *begins_ms,
                ends: *ends_ms,
                withdrawn: None,
                set: RuleSet::parse(text).ok().map(Arc::new),
            }),
            RuleBookFact::Withdrawn { set, version, at_ms, .. } => {
                let same = |held: &&mut Version| held.named.set == *set && held.named.version == *version;
                if let Some(held) = self.versions.iter_mut().find(same) {
                    held.withdrawn = Some(*at_ms);
                }
            }
        }
        self.with_eras()
    }
}

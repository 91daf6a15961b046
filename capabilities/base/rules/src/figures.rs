//! Figures: what is known of an incident in numbers, and the items that a rule set declares for them. Unknown is not zero.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::mark::Basis;
use crate::problem::Wrong;
use crate::set::ID_CHARS_MAX;
use crate::sheet::Part;
use crate::wording::Wording;

/// How many items a rule set may declare.
pub const ITEMS_MAX: usize = 200;

/// What is known in whole numbers, by item. An item that is not there is unknown, which is not zero.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Figures(pub BTreeMap<String, i64>);

/// One item that figures are kept of.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id, with the unit at its end where there is one: `deaths`, `loss_cny`.
    pub id: String,
    /// Its name.
    pub name: Wording,
    /// The word for its unit.
    pub unit: Option<Wording>,
    /// How its figures follow each other.
    pub nature: Nature,
    /// The item that it may still turn into: who is missing may be dead.
    pub may_become: Option<String>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// How the figures of one item follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Counted from the beginning: it can only fall by a correction (dead, injured, moved).
    Cumulative,
    /// As it is now: it rises and falls (missing, trapped, in shelter).
    Current,
    /// A measure of the thing itself (magnitude, burned area).
    Measure,
    /// Yes is 1, no is 0.
    YesNo,
}

impl Figures {
    /// What is known of `item`.
    #[must_use]
    pub fn get(&self, item: &str) -> Option<i64> {
        self.0.get(item).copied()
    }

    /// The same figures with one more.
    #[must_use]
    pub fn with(mut self, item: &str, value: i64) -> Self {
        self.0.insert(item.to_owned(), value);
        self
    }

    /// Whether nothing is known at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sum of what is known of `items`; nothing when none of them is known.
    #[must_use]
    pub fn sum(&self, items: &[String]) -> Option<i64> {
        items.iter().filter_map(|item| self.get(item)).reduce(i64::saturating_add)
    }

    /// The worst that these figures leave open: items that may become others have become them.
    #[must_use]
    pub fn at_worst(&self, items: &[Item]) -> Self {
        let mut worst = self.clone();
        for item in items {
            let turned = item.may_become.as_ref().zip(self.get(&item.id));
            if let Some((target, n)) = turned.filter(|(_, n)| *n > 0) {
                let sum = worst.get(target).unwrap_or(0).saturating_add(n);
                worst.0.insert(target.clone(), sum);
                worst.0.insert(item.id.clone(), 0);
            }
        }
        worst
    }

    /// These figures, or those of `other` where they are higher or alone known.
    #[must_use]
    pub fn higher_of(mut self, other: &Self) -> Self {
        for (item, n) in &other.0 {
            let higher = self.get(item).map_or(*n, |mine| mine.max(*n));
            self.0.insert(item.clone(), higher);
        }
        self
    }
}

impl<const N: usize> From<[(&str, i64); N]> for Figures {
    fn from(figures: [(&str, i64); N]) -> Self {
        Self(figures.into_iter().map(|(item, n)| (item.to_owned(), n)).collect())
    }
}

impl Item {
    pub(crate) fn read_all(part: &Part<'_>, basis: &Basis) -> Vec<Self> {
        let items = part.list("items", ITEMS_MAX, |item| Self::read(item, basis));
        if items.is_empty() {
            part.wrong("items", if part.has("items") { Wrong::Empty } else { Wrong::Missing });
        }
        part.again("items", |entry| {
            let target = entry.glance("may_become");
            if let Some(name) = target.filter(|target| items.iter().all(|item| item.id != *target)) {
                entry.wrong("may_become", Wrong::NotDeclared { name: name.to_owned() });
            }
        });
        items
    }

    fn read(part: &Part<'_>, basis: &Basis) -> Self {
        const NATURES: [(&str, Nature); 4] = [
            ("cumulative", Nature::Cumulative),
            ("current", Nature::Current),
            ("measure", Nature::Measure),
            ("yes_no", Nature::YesNo),
        ];
        let id = part.name("id", ID_CHARS_MAX);
        part.once("id", &id);
        Self {
            id,
            name: Wording::read(part, "name"),
            unit: Wording::maybe(part, "unit"),
            nature: part.choice("nature", &NATURES),
            may_become: part.maybe_name("may_become", ID_CHARS_MAX),
            basis: Basis::read(part, basis),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_figure_is_not_zero() {
        let items = ["deaths".to_owned(), "missing".to_owned()];
        assert_eq!(Figures::default().sum(&items), None);
        assert_eq!(Figures::from([("deaths", 0)]).sum(&items), Some(0));
        assert_eq!(Figures::from([("deaths", 2), ("missing", 3)]).sum(&items), Some(5));
        assert_eq!(Figures::from([("deaths", i64::MAX), ("missing", 1)]).sum(&items), Some(i64::MAX));
    }

    #[test]
    fn the_higher_figure_stands_where_two_are_known() {
        let one = Figures::from([("deaths", 2), ("missing", 5)]);
        let other = Figures::from([("deaths", 3), ("missing", 1), ("trapped", 4)]);
        assert_eq!(one.higher_of(&other), Figures::from([("deaths", 3), ("missing", 5), ("trapped", 4)]));
    }
}

//! What a reader may see: the areas of their posts, the cases they are members of, and how far up the markings go.

use crate::{AreaCode, Id};

/// The bounds of a read. Every `reads` function takes one first; it is made from the policies, once per action.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Areas whose subtrees are visible.
    pub areas: Vec<AreaCode>,
    /// Cases (incidents) visible by membership, wherever they are.
    pub cases: Vec<Id>,
    /// Whether work secrets are visible in all of it, besides public and internal matter.
    pub work_secret: bool,
    /// The cases whose work secrets are visible though not all others are.
    pub secret_cases: Vec<Id>,
}

impl Scope {
    /// Sees nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Sees `area` with everything in it, work secrets included: what the program itself reads under, and tests.
    #[must_use]
    pub fn whole(area: AreaCode) -> Self {
        Self { areas: vec![area], work_secret: true, ..Self::default() }
    }

    /// Whether something in `area` belonging to `case` is visible.
    #[must_use]
    pub fn sees(&self, area: AreaCode, case: Option<&Id>) -> bool {
        self.areas.iter().any(|mine| mine.covers(area)) || case.is_some_and(|c| self.cases.contains(c))
    }

    /// Whether the work secrets of `case` are visible, where the case itself is.
    #[must_use]
    pub fn sees_secrets_of(&self, case: &Id) -> bool {
        self.work_secret || self.secret_cases.contains(case)
    }

    /// Whether nothing at all is visible.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.areas.is_empty() && self.cases.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_sees_its_areas_and_its_cases_only() {
        let county = AreaCode::parse("211321").unwrap();
        let elsewhere = AreaCode::parse("211322").unwrap();
        let case = Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").unwrap();
        let scope = Scope { areas: vec![county], cases: vec![case.clone()], ..Scope::default() };
        assert!(scope.sees(AreaCode::parse("211321101").unwrap(), None));
        assert!(!scope.sees(elsewhere, None));
        assert!(scope.sees(elsewhere, Some(&case)));
        assert!(!Scope::nothing().sees(county, Some(&case)));
    }

    #[test]
    fn work_secrets_of_a_case_are_seen_by_whoever_sees_all_or_was_let_into_that_one() {
        let [mine, other] = [1, 2].map(|n| Id::parse(&format!("0190f3d2-7c4a-7b11-8aaa-{n:012}")).unwrap());
        let scope = Scope { cases: vec![mine.clone()], secret_cases: vec![mine.clone()], ..Scope::default() };
        assert!(scope.sees_secrets_of(&mine) && !scope.sees_secrets_of(&other));
        assert!(Scope { work_secret: true, ..Scope::default() }.sees_secrets_of(&other));
    }
}

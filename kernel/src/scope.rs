//! What a reader may see: the areas of their posts, the cases they are members of, and how far up the markings go.

use crate::{AreaCode, Id};

/// The bounds of a read. Every `reads` function takes one first; it is made from the policies, once per action.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Areas whose subtrees are visible.
    pub areas: Vec<AreaCode>,
    /// Cases (incidents) visible by membership, wherever they are.
    pub cases: Vec<Id>,
    /// Whether work secrets are visible besides public and internal matter.
    pub work_secret: bool,
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
        Self { areas: vec![area], cases: Vec::new(), work_secret: true }
    }

    /// Whether something in `area` belonging to `case` is visible.
    #[must_use]
    pub fn sees(&self, area: AreaCode, case: Option<&Id>) -> bool {
        self.areas.iter().any(|mine| mine.covers(area)) || case.is_some_and(|c| self.cases.contains(c))
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
        let scope = Scope { areas: vec![county], cases: vec![case.clone()], work_secret: false };
        assert!(scope.sees(AreaCode::parse("211321101").unwrap(), None));
        assert!(!scope.sees(elsewhere, None));
        assert!(scope.sees(elsewhere, Some(&case)));
        assert!(!Scope::nothing().sees(county, Some(&case)));
    }
}

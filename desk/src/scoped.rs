//! Scopes in SQL: lists are filtered where they are read.

use kernel::{AreaLevel, Scope};

use crate::Value;

/// A condition that holds where a row's area or case is in the scope, and its arguments from `$first` on.
#[must_use]
pub fn scoped(scope: &Scope, area_column: &str, case_column: &str, first: usize) -> (String, Vec<Value>) {
    let mut args: Vec<Value> = Vec::new();
    let mut any: Vec<String> = Vec::new();
    for area in &scope.areas {
        let (from, to) = area.subtree();
        any.push(format!("({area_column} >= ${} and {area_column} < ${})", first + args.len(), first + args.len() + 1));
        args.extend([from.into(), to.into()]);
    }
    if !scope.cases.is_empty() {
        let places: Vec<String> = (0..scope.cases.len()).map(|i| format!("${}", first + args.len() + i)).collect();
        any.push(format!("{case_column} in ({})", places.join(", ")));
        args.extend(scope.cases.iter().map(Value::from));
    }
    if any.is_empty() { ("1 = 0".to_owned(), args) } else { (format!("({})", any.join(" or ")), args) }
}

/// The same for a column that lists several areas as ` 211321000000 211322101000 `.
#[must_use]
pub(crate) fn scoped_listed(scope: &Scope, areas_column: &str, case_column: &str, first: usize) -> (String, Vec<Value>) {
    let by_case = Scope { areas: Vec::new(), ..scope.clone() };
    let (case_filter, mut args) = scoped(&by_case, "", case_column, first);
    let mut any = vec![case_filter];
    for area in &scope.areas {
        let digits = match area.level() {
            AreaLevel::Province => 2,
            AreaLevel::City => 4,
            AreaLevel::County => 6,
            AreaLevel::Township => 9,
            AreaLevel::Village => 12,
        };
        any.push(format!("{areas_column} like ${}", first + args.len()));
        args.push(format!("% {}%", &area.full()[..digits]).into());
    }
    (format!("({})", any.join(" or ")), args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::AreaCode;

    #[test]
    fn a_scope_that_sees_nothing_filters_everything() {
        assert_eq!(scoped(&Scope::nothing(), "area", "case_id", 1), ("1 = 0".to_owned(), Vec::new()));
    }

    #[test]
    fn areas_become_ranges_and_arguments_are_numbered_on() {
        let scope = Scope::whole(AreaCode::parse("211321").unwrap());
        let (sql, args) = scoped(&scope, "i.area", "i.id", 3);
        assert_eq!(sql, "((i.area >= $3 and i.area < $4))");
        assert_eq!(args, crate::args!["211321000000", "211322000000"]);
    }
}

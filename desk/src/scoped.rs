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

/// The further condition, beginning with ` and`, that a row is no work secret, or one of a case whose secrets the scope holds; with its
/// arguments from `$first` on.
#[must_use]
pub fn unless_secret(scope: &Scope, marking_column: &str, case_column: &str, first: usize) -> (String, Vec<Value>) {
    if scope.work_secret {
        return (String::new(), Vec::new());
    }
    let cases = Scope { cases: scope.secret_cases.clone(), ..Scope::default() };
    let (held, args) = scoped(&cases, "", case_column, first);
    (format!(" and ({marking_column} <> 'work_secret' or {held})"), args)
}

/// The same as [`scoped`] for a column that lists several areas as ` 211321000000 211322101000 `.
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

    #[test]
    fn work_secrets_are_left_out_but_those_of_a_case_that_the_scope_holds() {
        let case = kernel::Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").unwrap();
        assert_eq!(unless_secret(&Scope { work_secret: true, ..Scope::default() }, "i.marking", "i.id", 1).0, "");
        let (sql, args) = unless_secret(&Scope::nothing(), "i.marking", "i.id", 1);
        assert_eq!((sql.as_str(), args.len()), (" and (i.marking <> 'work_secret' or 1 = 0)", 0));
        let scope = Scope { secret_cases: vec![case.clone()], ..Scope::default() };
        let (sql, args) = unless_secret(&scope, "i.marking", "i.id", 4);
        assert_eq!((sql.as_str(), args), (" and (i.marking <> 'work_secret' or (i.id in ($4)))", crate::args![&case]));
    }
}

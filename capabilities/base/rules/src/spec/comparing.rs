//! Comparing two versions: what changed, by the names of the rules.

use crate::{Change, RuleSet, default_sets, diff};

fn reporting() -> &'static str {
    default_sets("tiny").iter().find(|set| set.file == "reporting").unwrap().text
}

fn changes(edited: &str) -> Vec<Change> {
    diff(&RuleSet::parse(reporting()).unwrap(), &RuleSet::parse(edited).unwrap())
}

#[test]
fn a_changed_limit_is_named_by_its_rule() {
    let edited = reporting().replace("limit_min = 45", "limit_min = 30").replace("version = \"1\"", "version = \"2\"");
    let change = |path: &str, old: &str, new: &str| Change { path: path.into(), old: Some(old.into()), new: Some(new.into()) };
    assert_eq!(changes(&edited), [change("duties.4-2.limit_min", "45", "30"), change("version", "1", "2")]);
}

#[test]
fn a_rule_that_goes_is_listed_with_all_it_said() {
    let gone = reporting().split("[[duties]]\nid = \"4-3\"").next().unwrap().to_owned();
    let changes = changes(&gone);
    assert!(changes.iter().all(|change| change.path.starts_with("duties.4-3.") && change.new.is_none()), "{changes:?}");
    assert!(changes.iter().any(|change| change.path == "duties.4-3.hours"));
}

#[test]
fn comments_and_layout_change_nothing() {
    assert_eq!(changes(&format!("# a remark\n\n{}", reporting().replace(" = ", "  =  "))), []);
}

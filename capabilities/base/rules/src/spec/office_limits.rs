//! The office's own limits: proposed by default, the strictest stands, and where none is set nobody invents one.

use std::sync::Arc;

use crate::{Awaited, InForce, Place, Problem, RuleSet, Wrong};

use super::{here, national, shipped};

fn limits_min(law: &InForce, place: &Place) -> [Option<i64>; 4] {
    let awaited = [Awaited::Receipt, Awaited::Signature, Awaited::Paper, Awaited::Feedback];
    awaited.map(|one| law.allowed(one, place).map(|allowed| allowed.limit_min))
}

fn own(jurisdiction: &str, limits: &str) -> Result<Arc<RuleSet>, Vec<Problem>> {
    let head = format!(
        "id = \"own\"\nkind = \"office_limits\"\nversion = \"1\"\ntitle = {{ en = \"own\" }}\nsource = \"page 1\"\nmark = \"C\"\n\
         jurisdiction = \"{jurisdiction}\"\nzone = \"Asia/Shanghai\"\n{limits}"
    );
    RuleSet::parse(&head).map(Arc::new)
}

#[test]
fn the_office_waits_as_long_as_its_own_rules_say_and_names_the_rule() {
    assert_eq!(limits_min(national(), &here()), [Some(30), Some(60), Some(1_440), Some(60)]);
    let allowed = national().allowed(Awaited::Receipt, &here()).unwrap();
    assert_eq!((allowed.rule.as_str(), allowed.rules.set.as_str()), ("receipt", "cn-office-limits"));
    assert!(!allowed.basis.mark.is_confirmed(), "no law says so, and no city has confirmed it");
}

#[test]
fn another_country_waits_by_its_own_rules_and_what_it_does_not_name_it_does_not_wait_for() {
    let law = InForce::of(shipped("tiny"));
    let there = Place { country: "xt".into(), ..Place::default() };
    assert_eq!(limits_min(&law, &there), [Some(15), Some(120), None, Some(45)]);
    assert_eq!(limits_min(&law, &here()), [None; 4], "and it says nothing in another country");
    assert_eq!(limits_min(&InForce::default(), &here()), [None; 4]);
}

#[test]
fn of_two_limits_for_the_same_the_strictest_stands_where_it_holds() {
    let city = own("211300", "limits = [{ id = \"r\", awaits = \"receipt\", name = { en = \"r\" }, limit_min = 10 }]").unwrap();
    let slower = own("cn", "limits = [{ id = \"r\", awaits = \"receipt\", name = { en = \"r\" }, limit_min = 90 }]").unwrap();
    let with = |set: &Arc<RuleSet>| InForce::of(shipped("cn").into_iter().chain([set.clone()]).collect());
    assert_eq!(limits_min(&with(&city), &here())[0], Some(10));
    assert_eq!(limits_min(&with(&slower), &here())[0], Some(30));
    let elsewhere = Place { areas: vec![kernel::AreaCode::parse("990100").unwrap()], ..here() };
    assert_eq!(limits_min(&with(&city), &elsewhere)[0], Some(30), "a city's limit holds in that city");
}

#[test]
fn a_limit_for_what_no_office_waits_for_is_refused_on_its_line() {
    let problems = own("cn", "[[limits]]\nid = \"x\"\nawaits = \"recipt\"\nname = { en = \"x\" }\nlimit_min = 0\n").unwrap_err();
    let choices = Wrong::NotOneOf { choices: "receipt, signature, paper, feedback".into() };
    assert_eq!(problems[0], Problem::at(Some(11), "limits[1].awaits", choices));
    assert_eq!(problems[1].key, "limits[1].limit_min");
    assert_eq!(own("cn", "limits = []\n").unwrap_err()[0].wrong, Wrong::Empty);
    assert_eq!(own("cn", "").unwrap_err()[0].wrong, Wrong::Missing);
}

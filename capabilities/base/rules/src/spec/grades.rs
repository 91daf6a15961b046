//! Grades at their boundaries: the vectors of the field word for word, and every threshold of every shipped set at n−1, n, n+1.

use std::sync::LazyLock;

use kernel::Grade;
use proptest::prelude::*;

use crate::{Assessment, Content, Criterion, Family, Figures, Lack, Mark, RuleSet, Situation};

use super::{incident, national, shipped};

fn assess(situation: &Situation) -> Assessment {
    national().assess(situation)
}

#[test]
fn the_boundary_vectors_of_production_safety_accidents_hold() {
    // deaths, serious injuries, loss in yuan (999.99 wan = 9,999,900), grade
    for (deaths, serious, loss, grade) in [
        (2, 9, 9_999_900, Grade::IV),
        (3, 0, 0, Grade::III),
        (0, 10, 0, Grade::III),
        (0, 0, 10_000_000, Grade::III),
        (9, 49, 49_999_900, Grade::III),
        (10, 0, 0, Grade::II),
        (0, 100, 0, Grade::I),
        (29, 99, 99_999_900, Grade::II),
        (30, 0, 0, Grade::I),
        (0, 0, 100_000_000, Grade::I),
        (0, 0, 9_999_999, Grade::IV),
    ] {
        let situation = incident("12D01", [("deaths", deaths), ("serious_injuries", serious), ("loss_cny", loss)]);
        let assessment = assess(&situation);
        assert_eq!(assessment.assessed, Some(grade), "{deaths} {serious} {loss}");
        assert_eq!(assessment.lack, None);
    }
}

#[test]
fn the_reason_names_set_version_hash_criterion_threshold_and_value() {
    let assessment = assess(&incident("12D01", [("deaths", 3), ("serious_injuries", 2)]));
    let reason = assessment.reason.unwrap();
    assert_eq!(reason.rules.set, "cn-grading-accident");
    assert_eq!(reason.rules.version, "1");
    assert_eq!(reason.rules.hash.len(), 64);
    assert_eq!((reason.family.as_str(), reason.criterion.as_str()), ("production-safety", "deaths/III"));
    assert_eq!((reason.met[0].at_least, reason.met[0].value), (3, Some(3)));
    assert_eq!(reason.basis.mark, Mark("C: O493 art 3".into()));
}

#[test]
fn unknown_figures_do_not_count_as_zero() {
    let nothing = assess(&incident("12D01", []));
    assert_eq!((nothing.assessed, nothing.possible, nothing.lack), (None, None, Some(Lack::NoFigure)));
    assert_eq!(nothing.could_reach, Some(Grade::I), "the strictest is reckoned with");
    assert_eq!(assess(&incident("12D01", [("deaths", 0)])).assessed, Some(Grade::IV), "one known figure is enough");
    assert_eq!(assess(&incident("12D01", [("light_injuries", 5)])).lack, Some(Lack::NoFigure), "no criterion asks for it");
}

#[test]
fn social_security_incidents_are_not_graded() {
    let assessment = assess(&incident("14A00", [("deaths", 40)]));
    assert!(!assessment.graded);
    assert_eq!((assessment.assessed, assessment.possible, assessment.could_reach), (None, None, None));
    assert_eq!(assessment.lack, Some(Lack::NotGraded));
}

#[test]
fn a_narrower_jurisdiction_may_grade_what_the_wider_leaves_ungraded() {
    let own = RuleSet::parse(
        r#"
        id = "own"
        kind = "grading"
        version = "1"
        title = { en = "own grades" }
        source = "order 1"
        mark = "P"
        jurisdiction = "211300"
        zone = "Asia/Shanghai"
        [[families]]
        id = "cyber"
        name = { en = "cyber" }
        classes = ["14H"]
        ladders = [{ items = ["deaths"], III = 1 }]
        "#,
    );
    let mut sets = shipped("cn");
    sets.push(own.unwrap().into());
    let in_force = crate::InForce::of(sets);
    assert_eq!(in_force.assess(&incident("14H00", [("deaths", 1)])).assessed, Some(Grade::III));
    assert!(!in_force.assess(&incident("14A00", [("deaths", 1)])).graded, "only what it names");
}

#[test]
fn deaths_and_missing_are_added_only_where_the_rules_say_so() {
    let figures = [("deaths", 2), ("missing", 8)];
    assert_eq!(assess(&incident("12D01", figures)).assessed, Some(Grade::IV));
    let quake = assess(&incident("11C02", figures));
    assert_eq!(quake.assessed, Some(Grade::III));
    assert_eq!(quake.reason.unwrap().criterion, "deaths+missing/III");
}

#[test]
fn a_class_too_general_for_any_family_is_possible_but_not_assessed() {
    let general = assess(&incident("11000", [("deaths", 3)]));
    assert_eq!((general.assessed, general.lack), (None, Some(Lack::NoClass)));
    assert_eq!(general.possible, Some(Grade::III), "a landslide with three dead would be");
    let unknown = assess(&incident("", [("deaths", 3)]));
    assert_eq!((unknown.assessed, unknown.lack, unknown.possible), (None, Some(Lack::NoClass), Some(Grade::III)));
}

#[test]
fn a_class_that_no_set_grades_says_so() {
    let assessment = assess(&incident("12T00", [("deaths", 3)]));
    assert_eq!((assessment.assessed, assessment.lack), (None, Some(Lack::NoRule)));
    assert!(assessment.graded);
}

/// The gravest grade that a family's own criteria give, worked out in another way than the engine does.
fn by_hand(family: &Family, figures: &Figures) -> Option<Grade> {
    let met = |criterion: &&Criterion| {
        criterion.needs.iter().all(|need| {
            let known: Vec<i64> = need.items.iter().filter_map(|item| figures.0.get(item).copied()).collect();
            !known.is_empty() && known.iter().sum::<i64>() >= need.at_least
        })
    };
    family.criteria.iter().filter(met).map(|criterion| criterion.grade).max_by_key(|grade| grade.weight())
}

static FAMILIES: LazyLock<Vec<(String, Family)>> = LazyLock::new(families);

fn families() -> Vec<(String, Family)> {
    let mut families = Vec::new();
    for set in shipped("cn") {
        if let Content::Grading(grading) = &set.content {
            families.extend(grading.families.iter().map(|family| (set.head.id.clone(), family.clone())));
        }
    }
    families
}

/// A class of `family` that is fit for its rules alone.
fn class_of(family: &Family) -> String {
    let in_force = national();
    let classes = in_force.classes().classes.iter();
    let fits = |code: &str| family.classes.fit(Some(in_force.classes().stem(code))) == crate::Fit::Is;
    classes.map(|class| class.code.clone()).find(|code| fits(code)).unwrap()
}

#[test]
fn every_threshold_of_every_shipped_set_holds_at_its_boundary() {
    let in_force = national();
    let mut checked = 0;
    for (set, family) in families() {
        let class = class_of(&family);
        for criterion in &family.criteria {
            for need in &criterion.needs {
                // all other needs of the criterion are just met
                let others = criterion.needs.iter().filter(|other| *other != need);
                let base = others.fold(Figures::default(), |figures, other| figures.with(&other.items[0], other.at_least));
                for value in [need.at_least - 1, need.at_least, need.at_least + 1] {
                    let figures = base.clone().with(&need.items[0], value);
                    let reached = by_hand(&family, &figures);
                    let at = format!("{set} {} {} {value}", family.id, criterion.id);
                    if value >= need.at_least {
                        assert!(reached.is_some_and(|grade| grade.at_least(criterion.grade)), "{at}");
                    } else if criterion.needs.len() == 1 {
                        assert!(reached.is_none_or(|grade| grade.weight() < criterion.grade.weight()), "{at}");
                    }
                    let alone = Situation { class: Some(class.clone()), figures: figures.clone(), ..incident("", []) };
                    let assessed = in_force.assess(&alone).assessed;
                    assert_eq!(Grade::graver_of(assessed, reached), assessed, "{at}: the engine gives less than the criterion");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 250, "{checked}");
}

#[test]
fn a_ladder_gives_each_grade_from_its_bound_up_to_the_next() {
    for (class, item, bounds) in [
        ("11G01", "burned_ha", [1000, 100, 1, 0]),
        ("11D01", "loss_cny", [10_000_000, 5_000_000, 1_000_000, 0]),
        ("12Q00", "evacuated", [50_000, 10_000, 5_000, 0]),
        ("12Q00", "loss_cny", [100_000_000, 20_000_000, 5_000_000, 0]),
        ("12Q00", "poisoned", [100, 50, 10, 0]),
        ("11C02", "deaths", [300, 50, 10, 0]),
        ("12S00", "deaths", [30, 10, 3, 0]),
        ("11A51", "deaths", [30, 10, 3, 0]),
    ] {
        let above = [i64::MAX, bounds[0], bounds[1], bounds[2]];
        for ((grade, bound), next) in Grade::ALL.into_iter().zip(bounds).zip(above) {
            for value in [bound, next - 1] {
                assert_eq!(assess(&incident(class, [(item, value)])).assessed, Some(grade), "{class} {item} {value}");
            }
        }
    }
}

#[test]
fn health_incidents_are_graded_by_the_2006_plan() {
    for (class, figures, grade) in [
        ("13B03", &[("poisoned", 29)][..], None),
        ("13B03", &[("poisoned", 30)], Some(Grade::IV)),
        ("13B03", &[("poisoned", 100)], Some(Grade::IV)),
        ("13B03", &[("poisoned", 101)], Some(Grade::III)),
        ("13B03", &[("poisoned", 101), ("deaths", 1)], Some(Grade::II)),
        ("13B03", &[("poisoned", 5), ("deaths", 9)], Some(Grade::III)),
        ("13B03", &[("deaths", 10)], Some(Grade::II)),
        ("13C01", &[("poisoned", 9)], Some(Grade::IV)),
        ("13C01", &[("poisoned", 49), ("deaths", 4)], Some(Grade::III)),
        ("13C01", &[("poisoned", 1), ("deaths", 5)], Some(Grade::II)),
        ("13A01", &[("pneumonic_plague_cases", 4)], Some(Grade::III)),
        ("13A01", &[("pneumonic_plague_cases", 5)], Some(Grade::II)),
        ("13A01", &[("bubonic_plague_cases", 9)], Some(Grade::IV)),
        ("13A01", &[("bubonic_plague_cases", 10)], Some(Grade::III)),
        ("13A02", &[("cases_week", 9)], Some(Grade::IV)),
        ("13A02", &[("cases_week", 29)], Some(Grade::III)),
        ("13A02", &[("cases_week", 30)], Some(Grade::II)),
        ("13A08", &[("cases", 1)], Some(Grade::I)),
    ] {
        let figures = Figures(figures.iter().map(|(item, n)| ((*item).to_owned(), *n)).collect());
        let situation = Situation { figures, ..incident(class, []) };
        assert_eq!(assess(&situation).assessed, grade, "{class} {:?}", situation.figures);
    }
}

const ITEMS: [&str; 9] =
    ["deaths", "missing", "trapped", "serious_injuries", "poisoned", "evacuated", "loss_cny", "burned_ha", "magnitude_tenths"];
const CLASSES: [&str; 8] = ["12D01", "12Q00", "11G01", "11D02", "11C02", "12K00", "13B03", "11A51"];

fn some_figures() -> impl Strategy<Value = Vec<(usize, i64)>> {
    proptest::collection::vec((0..ITEMS.len(), prop_oneof![0i64..120, 0i64..200_000_000]), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn more_of_anything_never_lowers_the_grade(class in 0..CLASSES.len(), known in some_figures(), more in some_figures()) {
        let in_force = national();
        let named = |figures: Vec<(usize, i64)>| Figures(figures.into_iter().map(|(at, n)| (ITEMS[at].to_owned(), n)).collect());
        let less = Situation { figures: named(known), ..incident(CLASSES[class], []) };
        let higher = Situation { figures: less.figures.clone().higher_of(&named(more)), ..less.clone() };
        let (before, after) = (in_force.assess(&less), in_force.assess(&higher));
        prop_assert_eq!(Grade::graver_of(before.assessed, after.assessed), after.assessed);
        prop_assert_eq!(Grade::graver_of(after.assessed, after.possible), after.possible, "possible is never less grave");
    }

    #[test]
    fn the_grade_is_what_the_criteria_give_when_they_are_read_one_by_one(class in 0..CLASSES.len(), known in some_figures()) {
        let in_force = national();
        let figures = Figures(known.into_iter().map(|(at, n)| (ITEMS[at].to_owned(), n)).collect());
        let situation = Situation { figures: figures.clone(), ..incident(CLASSES[class], []) };
        let stem = in_force.classes().stem(CLASSES[class]).to_owned();
        let fitting = FAMILIES.iter().filter(|(_, family)| family.classes.fit(Some(&stem)) == crate::Fit::Is);
        let expected = fitting.filter_map(|(_, family)| by_hand(family, &figures)).max_by_key(|grade| grade.weight());
        prop_assert_eq!(in_force.assess(&situation).assessed, expected);
    }
}

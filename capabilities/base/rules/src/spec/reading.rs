//! A text with faults is refused whole, with every fault on its line.

use proptest::prelude::*;

use crate::{PROBLEMS_MAX, Problem, RuleSet, SET_BYTES_MAX, Wrong, default_sets, loose_ends};

use super::shipped;

const HEAD: &str = r#"id = "x"
kind = "telling"
version = "1"
title = { en = "Who is told" }
source = "section 1"
mark = "P"
jurisdiction = "xt"
zone = "America/Denver"
"#;

const STEP: &str = r#"[[steps]]
id = "a"
post_kind = "head"
name = { en = "head" }
order = 1
limit_min = 5
"#;

fn faults(text: &str) -> Vec<Problem> {
    RuleSet::parse(text).unwrap_err()
}

fn fault(line: usize, key: &str, wrong: Wrong) -> Problem {
    Problem::at(Some(line), key, wrong)
}

#[test]
fn a_plain_set_reads() {
    assert!(RuleSet::parse(&format!("{HEAD}{STEP}")).is_ok());
}

#[test]
fn every_fault_is_listed_with_its_line_not_only_the_first() {
    let text = format!("{HEAD}{STEP}").replace("mark = \"P\"", "mark = \"sure\"").replace("limit_min = 5", "limit_min = 0");
    let text = text.replace("order = 1", "ordre = 1").replace("America/Denver", "Mars/Olympus");
    assert_eq!(
        faults(&text),
        [
            fault(6, "mark", Wrong::NotAMark),
            fault(8, "zone", Wrong::NotAZone),
            fault(9, "steps[1].order", Wrong::Missing),
            fault(
                13,
                "steps[1].ordre",
                Wrong::Unknown {
                    known: "body_kind, field, id, limit_min, mark, name, note, order, post_kind, source, when".into()
                }
            ),
            fault(14, "steps[1].limit_min", Wrong::OutOfRange { min: 1, max: 366 * 24 * 60 }),
        ]
    );
}

#[test]
fn an_unknown_key_is_refused_so_that_a_slip_is_never_a_silent_rule() {
    let found = faults(&format!("colour = \"red\"\n{HEAD}{STEP}"));
    assert!(matches!(&found[..], [Problem { line: Some(1), key, wrong: Wrong::Unknown { .. } }] if key == "colour"), "{found:?}");
}

#[test]
fn what_is_not_toml_says_so_on_its_line() {
    let found = faults("id = \"x\"\nkind = \n");
    assert!(matches!(&found[..], [Problem { line: Some(2), wrong: Wrong::NotToml { .. }, .. }]), "{found:?}");
}

#[test]
fn an_empty_text_lacks_everything() {
    let found = faults("");
    for key in ["id", "kind", "version", "title", "source", "mark", "jurisdiction", "zone"] {
        assert!(found.iter().any(|problem| problem.key == key && problem.wrong == Wrong::Missing), "{key}: {found:?}");
    }
}

#[test]
fn a_text_that_is_too_long_is_refused_unread() {
    let text = "#".repeat(SET_BYTES_MAX + 1);
    assert_eq!(faults(&text), [Problem::at(None, "", Wrong::TooBig { max: SET_BYTES_MAX })]);
}

#[test]
fn a_flood_of_faults_is_cut_off_and_counted() {
    let text: String = (0..PROBLEMS_MAX + 50).map(|n| format!("[[steps]]\nid = \"{n}\"\n")).collect();
    let found = faults(&format!("{HEAD}{text}"));
    assert_eq!(found.len(), PROBLEMS_MAX + 1);
    assert!(matches!(found.last().unwrap().wrong, Wrong::More { count } if count > 0));
}

#[test]
fn names_are_given_once_and_dates_do_not_run_backwards() {
    let text = format!("{HEAD}valid_from = 2026-01-01\nvalid_until = 2025-01-01\n{STEP}{STEP}");
    assert_eq!(
        faults(&text),
        [fault(10, "valid_until", Wrong::Reversed), fault(18, "steps[2].id", Wrong::Twice { name: "a".into() })]
    );
    let dates = format!("{HEAD}valid_from = \"soon\"\n{STEP}");
    assert_eq!(faults(&dates), [fault(9, "valid_from", Wrong::NotDate)]);
}

#[test]
fn the_steps_of_a_ladder_fall_from_the_gravest_grade() {
    let head = HEAD.replace("telling", "grading");
    let ladder = "[[families]]\nid = \"f\"\nname = { en = \"f\" }\nladders = [{ items = [\"dead\"], I = 3, II = 10 }]\n";
    assert_eq!(faults(&format!("{head}{ladder}")), [fault(12, "families[1].ladders[1].II", Wrong::NotFalling)]);
}

#[test]
fn a_duty_has_exactly_one_limit_and_names_declared_parties() {
    let text = default_sets("tiny").iter().find(|set| set.file == "reporting").unwrap().text;
    let two = text.replace("limit_min = 90", "limit_min = 90\nevery_min = 5");
    assert!(faults(&two).iter().any(|problem| matches!(problem.wrong, Wrong::OneOf { .. })));
    let none = text.replace("limit_min = 90", "");
    assert!(faults(&none).iter().any(|problem| matches!(problem.wrong, Wrong::OneOf { .. })));
    let nobody = text.replace("who = \"town-office\"", "who = \"mayor\"");
    assert!(faults(&nobody).iter().any(|problem| problem.wrong == Wrong::NotDeclared { name: "mayor".into() }));
    let hour = text.replace("18:00", "25:00");
    assert!(faults(&hour).iter().any(|problem| problem.wrong == Wrong::NotHour));
}

#[test]
fn a_class_needs_its_parent_and_the_declared_shape() {
    let text = default_sets("tiny").iter().find(|set| set.file == "classes").unwrap().text;
    let orphan = text.replace("{ code = \"F0\", name = { en = \"fire\" } },", "");
    assert!(faults(&orphan).iter().any(|problem| problem.wrong == Wrong::NoParent { parent: "F0".into() }));
    let odd = text.replace("\"M0\"", "\"M00\"");
    assert!(faults(&odd).iter().any(|problem| problem.wrong == Wrong::NotOfShape { shape: "[A-Z][0-9]".into() }));
}

#[test]
fn a_set_that_names_what_nobody_declares_has_loose_ends() {
    let beside = shipped("tiny");
    let text = default_sets("tiny").iter().find(|set| set.file == "grading").unwrap().text;
    let set = RuleSet::parse(&text.replace("\"acres\"", "\"akers\"").replace("\"F1\"", "\"Z\"")).unwrap();
    assert_eq!(
        loose_ends(&set, &beside),
        [
            fault(23, "Z", Wrong::NotDeclared { name: "Z".into() }),
            fault(24, "akers", Wrong::NotDeclared { name: "akers".into() }),
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_whatever_breaks_the_reader(text in "(?s).{0,400}") {
        let _ = RuleSet::parse(&text);
    }

    #[test]
    fn a_shipped_set_cut_or_spliced_anywhere_is_read_or_refused(at in 0usize..6_000, more in "[a-z=\\[\\]{}\"#, \n0-9]{0,20}") {
        for set in default_sets("tiny") {
            let at = at % set.text.len();
            if set.text.is_char_boundary(at) {
                let _ = RuleSet::parse(&format!("{}{more}{}", &set.text[..at], &set.text[at..]));
                let _ = RuleSet::parse(&set.text[..at]);
            }
        }
    }
}

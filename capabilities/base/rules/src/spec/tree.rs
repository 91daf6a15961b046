//! The tree of classes: found by code, by characters, by first letters, in English; hidden where a place has no use for it.

use crate::{ClassTree, FOUND_MAX, InForce};

use super::national;

fn codes(in_force: &InForce, query: &str) -> Vec<String> {
    in_force.classes().find(query, &[], 10).into_iter().map(|class| class.code.clone()).collect()
}

#[test]
fn a_class_is_found_by_code_characters_first_letters_or_english() {
    let law = national();
    for query in ["11A51", "11a51", "山洪", "sh", "SH", "shanhong", "flash flood", "flash"] {
        assert!(codes(law, query).contains(&"11A51".to_owned()), "{query}: {:?}", codes(law, query));
    }
    assert_eq!(codes(law, "11A51"), ["11A51"]);
    assert_eq!(codes(law, "山洪")[0], "11A51");
    assert_eq!(codes(law, "nsl")[0], "11D02", "泥石流");
    assert_eq!(codes(law, "供热中断"), ["12U00"], "by a further word");
    assert_eq!(codes(law, "着火"), ["12G00"]);
    assert_eq!(codes(law, "12d")[0], "12D00", "the beginning of a code");
}

#[test]
fn an_exact_name_comes_before_one_that_only_holds_the_words() {
    let law = national();
    assert_eq!(codes(law, "暴雨"), ["11B03", "11B49"]);
    assert_eq!(codes(law, "干旱")[0], "11B22");
    assert!(codes(law, "火灾").len() > 3);
}

#[test]
fn a_search_is_bounded_and_an_empty_one_finds_nothing() {
    let law = national();
    assert!(codes(law, "").is_empty());
    assert!(codes(law, "   ").is_empty());
    assert!(codes(law, "没有这种灾害").is_empty());
    assert_eq!(law.classes().find("事", &[], 1_000).len(), FOUND_MAX);
    assert!(law.classes().find(&"长".repeat(10_000), &[], 5).is_empty());
}

#[test]
fn what_needs_a_coast_is_hidden_inland_and_shown_by_the_sea() {
    let law = national();
    let tree = law.classes();
    let sea = ["coast".to_owned()];
    for code in ["11E00", "11E01", "11B23"] {
        assert!(tree.is_hidden(code, &[]), "{code}");
        assert!(!tree.is_hidden(code, &sea), "{code}");
    }
    assert!(!tree.is_hidden("11A51", &[]));
    assert!(tree.find("海啸", &[], 5).is_empty());
    assert_eq!(tree.find("海啸", &sea, 5)[0].code, "11E01");
}

#[test]
fn a_class_knows_what_stands_above_it() {
    let law = national();
    let chain: Vec<&str> = law.classes().chain("12D01").iter().map(|class| class.code.as_str()).collect();
    assert_eq!(chain, ["10000", "12000", "12D00", "12D01"]);
    assert!(law.classes().chain("99999").is_empty());
    let under: Vec<&str> = law.classes().under(Some("10000")).map(|class| class.code.as_str()).collect();
    assert_eq!(under, ["11000", "12000", "13000", "14000", "19000"]);
}

#[test]
fn a_code_that_is_not_listed_falls_to_the_nearest_above_it() {
    let law = national();
    assert_eq!(law.classes().nearest("11F07").unwrap().code, "11F00");
    assert_eq!(law.classes().nearest("12D01").unwrap().code, "12D01");
    assert!(law.classes().nearest("fire").is_none());
    assert!(law.classes().nearest("21000").is_none(), "not an incident");
}

#[test]
fn the_kind_of_disaster_statistics_is_inherited() {
    let law = national();
    let kind = |code: &str| law.classes().statistic(code).map(|kind| kind.id.clone());
    assert_eq!(kind("11A01").as_deref(), Some("flood"));
    assert_eq!(kind("11B15").as_deref(), Some("wind_hail"));
    assert_eq!(kind("11D02").as_deref(), Some("geological"), "from the class above");
    assert_eq!(kind("12D01"), None);
    assert_eq!(law.classes().statistics.len(), 12);
}

#[test]
fn an_empty_tree_answers_without_failing() {
    let tree = ClassTree::default();
    assert!(tree.find("x", &[], 5).is_empty());
    assert_eq!(tree.stem("12D01"), "12D01");
    assert!(tree.nearest("12D01").is_none());
}

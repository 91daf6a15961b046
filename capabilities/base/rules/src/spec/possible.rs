//! The possible grade: what the figures leave open, and what a person says could come.

use kernel::Grade;

use crate::{Figures, Grounds, Lack, Situation, Supposed, Worse};

use super::{incident, national};

#[test]
fn the_trapped_and_the_missing_may_be_dead() {
    let assessment = national().assess(&incident("12A01", [("deaths", 2), ("missing", 3), ("trapped", 5)]));
    assert_eq!((assessment.assessed, assessment.possible), (Some(Grade::IV), Some(Grade::II)));
    let Some(Grounds::Criterion { reached }) = &assessment.possible_reason else { panic!("{assessment:?}") };
    assert_eq!((reached.criterion.as_str(), reached.met[0].value), ("deaths/II", Some(10)));
    let supposed = |item: &str, value| Supposed { item: item.into(), becomes: "deaths".into(), value };
    assert_eq!(assessment.supposing, [supposed("missing", 3), supposed("trapped", 5)]);
    assert_eq!(assessment.for_duties(None), Some(Grade::II), "duties run from the graver one");
    assert_eq!(assessment.for_duties(Some(Grade::IV)), Some(Grade::IV), "until a named person lowers it");
}

#[test]
fn trapped_alone_makes_a_grade_possible_but_not_assessed() {
    let assessment = national().assess(&incident("12A01", [("trapped", 12)]));
    assert_eq!((assessment.assessed, assessment.possible), (None, Some(Grade::II)));
    assert_eq!(assessment.lack, Some(Lack::NoFigure));
}

#[test]
fn nobody_missing_supposes_nothing() {
    let assessment = national().assess(&incident("12A01", [("deaths", 1), ("missing", 0)]));
    assert_eq!((assessment.assessed, assessment.possible), (Some(Grade::IV), Some(Grade::IV)));
    assert_eq!(assessment.supposing, []);
}

#[test]
fn a_person_can_say_how_much_worse_it_could_get() {
    let dam = Worse { why: "the dam could go".into(), figures: None, grade: Some(Grade::I) };
    let situation = Situation { worse: vec![dam], ..incident("11A03", [("deaths", 0)]) };
    let assessment = national().assess(&situation);
    assert_eq!((assessment.assessed, assessment.possible), (Some(Grade::IV), Some(Grade::I)));
    assert_eq!(assessment.possible_reason, Some(Grounds::Declared { why: "the dam could go".into() }));

    let tank = Worse { why: "the tank could burst".into(), figures: Some(Figures::from([("deaths", 12)])), grade: None };
    let situation = Situation { worse: vec![tank], ..incident("12D02", []) };
    let assessment = national().assess(&situation);
    assert_eq!((assessment.assessed, assessment.possible), (None, Some(Grade::II)));
}

#[test]
fn a_persons_word_never_makes_the_possible_grade_less_grave() {
    let mild = Worse { why: "not so bad".into(), figures: Some(Figures::from([("deaths", 0)])), grade: Some(Grade::IV) };
    let situation = Situation { worse: vec![mild], ..incident("12D01", [("deaths", 11)]) };
    assert_eq!(national().assess(&situation).possible, Some(Grade::II));
}

#[test]
fn a_criterion_with_an_unknown_part_stays_possible() {
    let strong = national().assess(&incident("11C02", [("magnitude_tenths", 72)]));
    assert_eq!((strong.assessed, strong.possible), (None, Some(Grade::I)), "how many live there is not known yet");
    let empty = national().assess(&incident("11C02", [("magnitude_tenths", 72), ("density", 0)]));
    assert_eq!((empty.assessed, empty.possible), (None, None), "nobody lives there");
    let dense = national().assess(&incident("11C02", [("magnitude_tenths", 59), ("density", 2)]));
    assert_eq!(dense.assessed, Some(Grade::II));
}

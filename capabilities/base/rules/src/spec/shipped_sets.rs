//! Every shipped set reads, says where it stands and how sure it is, and leaves nothing undeclared.

use crate::{Content, Jurisdiction, RuleSet, SetKind, default_sets, loose_ends};

use super::shipped;

#[test]
fn every_shipped_set_reads_without_a_fault() {
    for set in default_sets("cn").iter().chain(&default_sets("tiny")) {
        let read = RuleSet::parse(set.text);
        assert!(read.is_ok(), "{}/{}: {:#?}", set.folder, set.file, read.err());
    }
    assert_eq!(default_sets("cn").len(), 12);
    assert_eq!(default_sets("tiny").len(), 5);
    assert!(default_sets("nowhere").is_empty());
}

#[test]
fn shipped_sets_can_be_adopted_in_the_order_given() {
    for folder in ["cn", "tiny"] {
        let mut beside = Vec::new();
        for set in shipped(folder) {
            assert_eq!(loose_ends(&set, &beside), [], "{folder}/{}", set.head.id);
            beside.push(set);
        }
    }
}

#[test]
fn every_rule_says_where_it_stands_and_how_sure_it_is() {
    for set in shipped("cn") {
        let mut bases = vec![&set.head.basis];
        match &set.content {
            Content::Grading(grading) => {
                bases.extend(grading.families.iter().flat_map(|family| family.criteria.iter().map(|criterion| &criterion.basis)));
                bases.extend(grading.triggers.iter().map(|trigger| &trigger.basis));
            }
            Content::Reporting(reporting) => bases.extend(reporting.duties.iter().map(|duty| &duty.basis)),
            Content::Telling(telling) => bases.extend(telling.steps.iter().map(|step| &step.basis)),
            Content::OfficeLimits(own) => bases.extend(own.limits.iter().map(|limit| &limit.basis)),
            _ => {}
        }
        assert!(bases.iter().all(|basis| !basis.source.is_empty() && !basis.mark.0.is_empty()), "{}", set.head.id);
    }
}

#[test]
fn drafts_are_never_shown_as_confirmed() {
    for set in shipped("cn").iter().filter(|set| set.head.version.starts_with('0')) {
        assert!(!set.head.basis.mark.is_confirmed(), "{}", set.head.id);
    }
    let city = Jurisdiction::parse("211300").unwrap();
    for set in shipped("cn").iter().filter(|set| set.head.jurisdiction == city) {
        assert!(!set.head.basis.mark.is_confirmed(), "{}: the city has confirmed nothing", set.head.id);
    }
}

#[test]
fn the_same_text_has_the_same_hash_and_one_more_space_another() {
    let text = default_sets("tiny").iter().find(|set| set.file == "grading").unwrap().text;
    let once = RuleSet::parse(text).unwrap();
    assert_eq!(once.hash, RuleSet::parse(text).unwrap().hash);
    assert_eq!(once.hash.len(), 64);
    assert_ne!(once.hash, RuleSet::parse(&format!("{text} ")).unwrap().hash);
    assert_eq!(once.head.kind, SetKind::Grading);
}

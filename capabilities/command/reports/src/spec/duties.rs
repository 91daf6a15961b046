//! Which duties a sending meets, and whom the duties ask to be told.

use incidents::acts::Meet;
use incidents::facts::DutyKept;
use kernel::Claim;
use rules::{Channel, Line, ReportKind};

use super::*;
use crate::duties::{met_by, offered, serves, still_open};

const GOVERNMENT: &str = "province-government";

fn keys(way: Way, kind: ReportKind) -> Vec<String> {
    met_by(&incident(&[("deaths", 3)]), &LAW, (kind, at("03:20")), (GOVERNMENT, Line::Government, way))
}

#[test]
fn a_call_meets_phone_duties_and_paper_meets_written_ones() {
    let now = incident(&[("deaths", 3)]);
    let channel = |key: &String| now.judged.duties.iter().find(|d| d.key() == *key).map(|d| d.channel).unwrap();
    let (phone, fax) = (keys(Way::Phone, ReportKind::First), keys(Way::Fax, ReportKind::First));
    assert!(!phone.is_empty() && phone.iter().all(|k| channel(k) != Channel::Written), "{phone:?}");
    assert!(!fax.is_empty() && fax.iter().all(|k| channel(k) != Channel::Phone), "{fax:?}");
    for way in [Way::NationalSystem, Way::Intranet, Way::Email, Way::Webhook, Way::SameProgram] {
        assert_eq!(keys(way, ReportKind::First), fax, "{way:?} is as good as fax");
    }
}

#[test]
fn only_our_own_desks_duties_are_met() {
    let now = incident(&[("deaths", 3)]);
    let mine = met_by(&now, &LAW, (ReportKind::First, at("03:20")), ("province-emergency", Line::Department, Way::Phone));
    assert!(mine.iter().all(|key| key.starts_with("city-")), "a county's duty is the county's: {mine:?}");
}

#[test]
fn a_duty_that_was_met_is_not_met_again_nor_offered() {
    let now = incident(&[("deaths", 3)]);
    let keys = keys(Way::Phone, ReportKind::First);
    let before = offered(&now, &LAW, ReportKind::First);
    assert!(before.iter().any(|o| o.party == GOVERNMENT && o.channel == Channel::Phone));
    let met = then(&now, Meet { keys: keys.clone(), at: Claim::at(at("03:18")), report: Some(id(2)) }, &law());
    assert!(met_by(&met, &LAW, (ReportKind::First, at("03:20")), (GOVERNMENT, Line::Government, Way::Phone)).is_empty());
    let after = offered(&met, &LAW, ReportKind::First);
    assert!(!after.iter().any(|o| o.party == GOVERNMENT && o.channel == Channel::Phone));
    assert!(still_open(&met, &keys).is_empty());
    assert_eq!(still_open(&now, &[keys[0].clone(), "gone#1".into()]), [keys[0].clone()]);
}

#[test]
fn whom_to_tell_comes_with_the_clock_that_runs_out_first_leading() {
    let rows = offered(&incident(&[("deaths", 3)]), &LAW, ReportKind::First);
    let lines: Vec<Line> = rows.iter().map(|row| row.line).collect();
    for line in [Line::Party, Line::Government, Line::Department] {
        assert!(lines.contains(&line), "{line:?} is missing: {rows:?}");
    }
    let dues: Vec<_> = rows.iter().filter_map(|row| row.due_at).collect();
    assert!(dues.is_sorted());
    assert!(rows.iter().all(|row| !row.keys.is_empty() && !row.name.is_empty()));
    let mut seen = std::collections::BTreeSet::new();
    assert!(rows.iter().all(|row| seen.insert((row.party.clone(), row.line, row.channel))), "one tick each");
}

#[test]
fn a_later_report_tells_what_the_first_would_have_told_and_a_zero_report_does_not() {
    use ReportKind::{Correction, Final, First, FollowUp, Notice, Verified, Zero};
    for kind in [First, FollowUp, Correction, Verified, Final] {
        assert!(serves(kind, First), "{kind:?}");
    }
    assert!(!serves(Zero, First) && !serves(Notice, First));
    assert!(serves(Zero, FollowUp) && serves(FollowUp, Zero) && !serves(First, FollowUp));
    assert!(serves(FollowUp, Correction) && !serves(Zero, Correction));
    assert!(serves(Final, Final) && !serves(FollowUp, Final));
    assert!([First, FollowUp, Zero, Correction, Verified, Final, Notice].iter().all(|kind| serves(*kind, Notice)));
}

#[test]
fn a_clock_that_has_not_begun_is_not_met() {
    let now = incident(&[("deaths", 3)]);
    let duty: &DutyKept = now.judged.duties.iter().find(|d| d.to == GOVERNMENT && d.starts_at.is_some()).unwrap();
    let before = duty.starts_at.unwrap().plus_ms(-1);
    let early = met_by(&now, &LAW, (ReportKind::First, before), (GOVERNMENT, Line::Government, Way::Phone));
    assert!(!early.contains(&duty.key()));
}

//! Duties and their clocks: who tells whom by when, from what is known; what is unknown is reckoned with strictly.

use std::collections::BTreeSet;

use kernel::{AreaCode, Grade, Time};

use crate::{Channel, Duty, InForce, Line, Mark, ReportKind, RuleSet, Situation, Standing, Start, default_sets};

use super::{at, incident, national, shipped};

fn graded(class: &str, grade: Option<Grade>) -> Situation {
    let mut situation = incident(class, []);
    situation.standing = Standing { grade, ..Standing::default() };
    situation
}

fn duties(situation: &Situation) -> Vec<Duty> {
    national().duties(situation)
}

fn find<'d>(duties: &'d [Duty], rule: &str) -> Option<&'d Duty> {
    duties.iter().find(|duty| duty.rule == rule)
}

#[test]
fn a_large_accident_goes_up_on_three_lines_by_phone_in_30_and_in_writing_in_60_minutes() {
    let duties = duties(&graded("12D01", Some(Grade::III)));
    for (line, to) in
        [(Line::Party, "province-party"), (Line::Government, "province-government"), (Line::Department, "province-emergency")]
    {
        let up = |channel| {
            let mut found = duties.iter().filter(|duty| duty.line == line && duty.to == to && duty.report == ReportKind::First);
            found.find(|duty| duty.channel == channel && duty.who.starts_with("city")).unwrap()
        };
        assert_eq!(up(Channel::Phone).due_at, Some(at("03:42")), "{line:?}");
        assert_eq!(up(Channel::Written).due_at, Some(at("04:12")), "{line:?}");
        assert!(!up(Channel::Phone).assumed && !up(Channel::Phone).basis.mark.is_confirmed());
    }
}

#[test]
fn of_rules_that_say_the_same_the_strictest_stands_and_names_the_others() {
    let duties = duties(&graded("12D01", Some(Grade::III)));
    let phone = find(&duties, "GP-2-department-phone").unwrap();
    let covered: Vec<&str> = phone.covers.iter().map(|covered| covered.rule.as_str()).collect();
    assert_eq!(covered, ["PS-5-city", "PS-3-city"], "60 minutes by phone, 120 by either channel");
    assert_eq!(phone.covers[0].due_at, Some(at("04:12")));
    assert!(find(&duties, "PS-5-city").is_none() && find(&duties, "PS-3-city").is_none());
}

#[test]
fn an_ordinary_accident_stays_below_the_province() {
    let duties = duties(&graded("12D01", Some(Grade::IV)));
    assert!(duties.iter().all(|duty| !duty.to.starts_with("province") && !duty.to.starts_with("nation")), "{duties:#?}");
    assert!(find(&duties, "PS-4-police").is_some(), "the police of the city are told all the same");
}

#[test]
fn without_any_grade_the_strictest_plausible_clocks_run_and_say_so() {
    let unknown = duties(&graded("12D01", None));
    for rule in ["GP-2-government-phone", "ERL-62-garrison", "ERL-62-neighbours", "PS-5-ministry"] {
        let duty = find(&unknown, rule).unwrap_or_else(|| panic!("{rule}"));
        assert!(duty.assumed && duty.due_at.is_some(), "{rule}");
    }
    let mut not_graded = graded("14A00", None);
    not_graded.standing = Standing { grade: None, graded: false, could_reach: None };
    assert!(find(&duties(&not_graded), "ERL-62-garrison").is_none(), "what is never graded cannot become major");
    let mut harmless = graded("12D01", None);
    harmless.standing.could_reach = Some(Grade::III);
    assert!(find(&duties(&harmless), "ERL-62-garrison").is_none(), "no criterion could make it major");
}

#[test]
fn what_may_become_major_is_told_to_garrison_and_neighbours() {
    let major = duties(&graded("11A51", Some(Grade::II)));
    let garrison = find(&major, "ERL-62-garrison").unwrap();
    assert_eq!((garrison.line, garrison.due_at), (Line::Garrison, Some(at("03:42"))));
    assert!(garrison.is_reckoned(), "the law only says at once");
    assert!(find(&duties(&graded("11A51", Some(Grade::III))), "ERL-62-garrison").is_none());
}

#[test]
fn the_clock_of_a_unit_runs_from_learning_and_of_an_authority_from_receiving() {
    let mut situation = graded("12D01", Some(Grade::III));
    situation.times.occurred = Some(at("02:00"));
    situation.times.known = Some(at("02:10"));
    situation.times.received_by.insert("county".into(), at("02:40"));
    let duties = duties(&situation);
    let unit = find(&duties, "PS-2").unwrap();
    assert_eq!((unit.starts, unit.starts_at, unit.due_at), (Start::Known, Some(at("02:10")), Some(at("03:10"))));
    let county = find(&duties, "CITY-department-phone").unwrap();
    assert_eq!((county.due_at, county.assumed), (Some(at("03:00")), false));
    let city = find(&duties, "PS-4-government").unwrap();
    assert_eq!(city.starts_at, Some(at("03:12")));
}

#[test]
fn an_unknown_start_is_supposed_as_early_as_plausible() {
    let mut situation = graded("12D01", Some(Grade::III));
    situation.times.occurred = Some(at("01:30"));
    let found = duties(&situation);
    let unit = find(&found, "PS-2").unwrap();
    assert_eq!((unit.starts_at, unit.assumed), (Some(at("01:30")), true));
    let bare = duties(&graded("12D01", Some(Grade::III)));
    assert_eq!(find(&bare, "PS-2").unwrap().starts_at, Some(at("03:12")), "when we heard is the latest it can be");
}

#[test]
fn the_links_above_us_have_no_clock_until_they_have_it() {
    let mut situation = graded("12D01", Some(Grade::I));
    assert!(find(&duties(&situation), "PS-3-province").is_none());
    situation.times.received_by.insert("province".into(), at("03:50"));
    assert_eq!(find(&duties(&situation), "PS-3-province").unwrap().due_at, Some(at("05:50")));
}

#[test]
fn disaster_losses_run_from_occurrence_the_stricter_reading() {
    let mut situation = graded("11A51", Some(Grade::IV));
    situation.times.occurred = Some(at("02:30"));
    situation.times.known = Some(at("03:00"));
    let found = duties(&situation);
    // 20 minutes by phone is stricter and covers it
    let phone = find(&found, "CITY-department-phone").unwrap();
    assert!(phone.covers.iter().any(|covered| covered.rule == "NS-1" && covered.due_at == Some(at("04:30"))), "{phone:#?}");
    let national = InForce::of(shipped("cn").into_iter().filter(|set| set.head.id == "cn-reporting-national").collect());
    let losses = national.duties(&situation);
    let losses = find(&losses, "NS-1").unwrap();
    assert_eq!((losses.starts, losses.due_at), (Start::Occurred, Some(at("04:30"))));
    assert!(!losses.basis.mark.is_confirmed());
}

#[test]
fn ten_dead_and_missing_go_direct_to_the_ministry() {
    let mut situation = graded("11A51", Some(Grade::III));
    situation.figures = crate::Figures::from([("deaths", 4), ("missing", 5)]);
    assert!(find(&duties(&situation), "NS-2-ministry").is_none());
    situation.figures = situation.figures.with("missing", 6);
    assert!(find(&duties(&situation), "NS-2-ministry").is_some());
}

#[test]
fn zero_reports_fall_on_fixed_hours_until_stable() {
    let mut situation = graded("11A51", Some(Grade::III));
    let found = duties(&situation);
    let zero = find(&found, "NS-3-city").unwrap();
    assert_eq!((zero.report, zero.due_at), (ReportKind::Zero, Some(at("10:00"))));
    let tomorrow = Time::parse("2026-11-24T10:00:00+08:00").unwrap();
    assert_eq!(zero.limit.next_due(at("10:00"), at("09:20")), Some(tomorrow));
    situation.times.stable = Some(at("12:00"));
    let found = duties(&situation);
    assert!(find(&found, "NS-3-city").is_none(), "stable ends it");
    let verified = find(&found, "NS-4-county").unwrap();
    assert_eq!(verified.due_at, Some(Time::parse("2026-11-28T12:00:00+08:00").unwrap()));
}

#[test]
fn follow_ups_wait_for_the_first_report_and_repeat_until_closed() {
    let mut situation = graded("11G01", Some(Grade::IV));
    assert_eq!(find(&duties(&situation), "RW-1-forest").unwrap().due_at, None, "nothing was reported yet");
    situation.times.previous_report = Some(at("03:40"));
    let found = duties(&situation);
    let hourly = find(&found, "RW-1-forest").unwrap();
    assert_eq!(hourly.due_at, Some(at("04:40")));
    assert_eq!(hourly.limit.next_due(at("04:40"), at("04:30")), Some(at("05:30")));
    situation.times.previous_to.insert("province-emergency".into(), at("03:50"));
    assert_eq!(find(&duties(&situation), "RW-1-forest").unwrap().due_at, Some(at("04:50")), "by the addressee's own");
    situation.times.controlled = Some(at("06:00"));
    assert!(find(&duties(&situation), "RW-1-forest").is_none());
}

#[test]
fn closing_ends_what_repeats() {
    let mut situation = graded("11A51", Some(Grade::III));
    situation.times.previous_report = Some(at("03:40"));
    situation.times.closed = Some(at("20:00"));
    assert!(duties(&situation).iter().all(|duty| duty.until.is_none()));
}

#[test]
fn a_rule_that_no_longer_holds_lays_no_duty() {
    let mut situation = graded("11A51", Some(Grade::I));
    situation.desk_level = "province".into();
    assert!(find(&duties(&situation), "GP-1").is_none(), "replaced in 2025");
    situation.times.received = Time::parse("2025-02-24T15:59:59Z").unwrap();
    assert!(find(&duties(&situation), "GP-1").is_some());
    situation.times.received = Time::parse("2025-02-24T16:00:00Z").unwrap();
    assert!(find(&duties(&situation), "GP-1").is_none(), "from the first minute of that day");
}

#[test]
fn rules_of_another_area_lay_no_duty() {
    let mut situation = graded("12D01", Some(Grade::III));
    situation.place.areas = vec![AreaCode::parse("210781").unwrap()];
    let found = duties(&situation);
    assert!(find(&found, "GP-2-party-phone").is_some(), "the same province");
    assert!(found.iter().all(|duty| duty.rules.set != "cn-2113-reporting-draft"), "another city");
    situation.place.areas = Vec::new();
    assert!(duties(&situation).iter().any(|duty| duty.rules.set == "cn-2113-reporting-draft"), "it may be here");
}

#[test]
fn casualty_figures_count_for_30_days_and_7_on_the_road_and_in_fires() {
    let law = national();
    for (class, days) in [("12D01", 30), ("12H00", 7), ("12H05", 7), ("12G00", 7)] {
        let window = law.supplement(&graded(class, None)).unwrap();
        assert_eq!(window.ends_at, at("03:12").plus_min(days * 24 * 60), "{class}");
        assert!(window.assumed, "when it happened is not known");
    }
    assert_eq!(law.supplement(&graded("11A51", None)), None);
    assert_eq!(law.supplement(&graded("", None)), None);
}

#[test]
fn minutes_can_be_changed_by_a_new_version_alone() {
    let text = default_sets("cn").iter().find(|set| set.file == "reporting-province-typical").unwrap().text;
    let text = text.replace("limit_min = 30", "limit_min = 15").replace("limit_min = 60", "limit_min = 35");
    let mut sets = shipped("cn");
    sets.retain(|set| set.head.id != "cn-21-reporting-typical");
    sets.push(RuleSet::parse(&text).unwrap().into());
    let duties = InForce::of(sets).duties(&graded("12D01", Some(Grade::III)));
    assert_eq!(find(&duties, "GP-2-party-phone").unwrap().due_at, Some(at("03:27")));
    assert_eq!(find(&duties, "GP-2-party-written").unwrap().due_at, Some(at("03:47")));
}

#[test]
fn the_leader_of_the_shift_is_told_within_three_minutes_and_first() {
    let steps = national().steps(&graded("12D01", Some(Grade::IV)));
    assert_eq!((steps[0].post_kind.as_str(), steps[0].due_at), ("leader_in_charge", at("03:15")));
    assert_eq!(steps.len(), 2);
    let large = national().steps(&graded("12D01", Some(Grade::III)));
    let orders: Vec<i64> = large.iter().map(|step| step.order).collect();
    assert_eq!(orders, [1, 2, 3, 3, 4, 4, 5]);
    let unknown = national().steps(&graded("12D01", None));
    assert_eq!(unknown.len(), 7);
    assert!(unknown[1].assumed && !unknown[0].assumed);
    assert_eq!(unknown[0].basis.mark, Mark("P; to be confirmed".into()));
}

/// Every rule that lays a duty, whether it stands or is covered by a stricter one.
fn all_rules(situation: &Situation) -> BTreeSet<String> {
    let found = duties(situation);
    let covered = found.iter().flat_map(|duty| &duty.covers).map(|covered| covered.rule.clone());
    found.iter().map(|duty| duty.rule.clone()).chain(covered).collect()
}

#[test]
fn a_graver_grade_never_lays_fewer_duties_and_an_unknown_one_lays_all() {
    for class in ["11A51", "11C02", "11D02", "11G01", "12D01", "12H05", "13B03", "13E00", "14A00", ""] {
        let mut before = all_rules(&graded(class, None));
        for grade in Grade::ALL {
            let rules = all_rules(&graded(class, Some(grade)));
            assert!(rules.is_subset(&before), "{class} {grade}: {:?}", rules.difference(&before));
            before = rules;
        }
    }
}

#[test]
fn no_errand_is_asked_for_twice_and_the_soonest_comes_first() {
    for class in ["11A51", "11G01", "12D01", "13B03", ""] {
        let found = duties(&graded(class, None));
        let errands: BTreeSet<String> =
            found.iter().map(|d| format!("{} {} {:?} {:?} {:?}", d.who, d.to, d.line, d.channel, d.report)).collect();
        assert_eq!(errands.len(), found.len(), "{class}");
        let due: Vec<_> = found.iter().map(|duty| duty.due_at).collect();
        let timed = due.iter().take_while(|at| at.is_some()).count();
        assert!(due[..timed].is_sorted() && due[timed..].iter().all(Option::is_none), "{class}: {due:?}");
        for duty in &found {
            let later = |covered: &crate::Covered| covered.due_at.is_none() || covered.due_at >= duty.due_at;
            assert!(duty.covers.iter().all(later), "{class} {}: what is covered is never stricter", duty.rule);
        }
    }
}

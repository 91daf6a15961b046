//! How times are written, in both languages.

use super::*;
use crate::{Language, Texts};

fn say(language: Language, now: &str) -> Say {
    let zone = Zone::named("Asia/Shanghai").unwrap();
    let now = zone.parse(now).unwrap();
    Say::new(Texts::of(&[&words::TEXTS]).unwrap(), language, zone, now)
}

fn at(text: &str) -> Time {
    Zone::named("Asia/Shanghai").unwrap().parse(text).unwrap()
}

#[test]
fn a_time_shows_no_more_than_is_needed() {
    let say = say(Language::Zh, "2026-11-23T14:17");
    assert_eq!(say.time(at("2026-11-23T14:05")), "14:05");
    assert_eq!(say.time(at("2026-11-23T00:00")), "00:00");
    assert_eq!(say.time(at("2026-11-22T23:59")), "11-22 23:59");
    assert_eq!(say.time(at("2025-12-31T23:59")), "2025-12-31 23:59");
    assert_eq!(say.zone_name(), "UTC+8");
}

#[test]
fn an_age_is_said_in_the_largest_whole_unit() {
    let (zh, en) = (say(Language::Zh, "2026-11-23T14:17"), say(Language::En, "2026-11-23T14:17"));
    let ago = |ms: i64| zh.now.plus_ms(-ms);
    assert_eq!(zh.age(ago(59_999)), "刚刚");
    assert_eq!(zh.age(ago(12 * MINUTE_MS)), "12 分钟前");
    assert_eq!(en.age(ago(HOUR_MS)), "1 h ago");
    assert_eq!(zh.age(ago(2 * DAY_MS)), "2 天前");
    assert_eq!(zh.age(ago(-12 * MINUTE_MS)), "12 分钟后");
}

#[test]
fn what_is_left_counts_in_minutes_and_under_five_in_seconds() {
    let zh = say(Language::Zh, "2026-11-23T14:00");
    let left = |ms: i64| zh.left(zh.now.plus_ms(ms));
    assert_eq!(left(5 * MINUTE_MS), "剩 5 分钟");
    assert_eq!(left(5 * MINUTE_MS - 1), "剩 4:59");
    assert_eq!(left(0), "剩 0:00");
    assert_eq!(left(-1), "超时 1 分钟");
    assert_eq!(left(-61 * MINUTE_MS), "超时 1 小时 1 分");
    assert_eq!(left(50 * HOUR_MS), "剩 2 天 2 小时");
}

#[test]
fn a_clock_turns_amber_at_half_and_pressing_at_four_fifths() {
    let from = at("2026-11-23T14:00");
    let due = from.plus_min(10);
    let pressure = |ms: i64| Pressure::of(from, due, from.plus_ms(ms));
    assert_eq!(pressure(5 * MINUTE_MS - 1), Pressure::Calm);
    assert_eq!(pressure(5 * MINUTE_MS), Pressure::Amber);
    assert_eq!(pressure(8 * MINUTE_MS - 1), Pressure::Amber);
    assert_eq!(pressure(8 * MINUTE_MS), Pressure::Pressing);
    assert_eq!(pressure(10 * MINUTE_MS), Pressure::Pressing);
    assert_eq!(pressure(10 * MINUTE_MS + 1), Pressure::Overdue);
    assert_eq!(Pressure::of(due, from, from), Pressure::Calm, "a clock due before it started does not divide by nothing");
}

#[test]
fn a_clock_that_was_met_says_so_and_no_longer_runs() {
    let zh = say(Language::Zh, "2026-11-23T14:00");
    let due = at("2026-11-23T13:00");
    assert!(zh.clock_met(due, due).as_str().contains("data-pressure=\"met\""));
    let late = zh.clock_met(due, due.plus_min(7));
    assert!(late.as_str().contains("late") && late.as_str().contains("7 分"), "{late}");
    assert!(!late.as_str().contains("data-due"));
}

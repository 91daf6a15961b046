//! The leader cannot be reached: the next is rung, every try stays, and the clock goes on until somebody has been told.

use desk::clocks;
use kernel::Scope;
use stories::Night;
use testkit::engines;

#[tokio::test]
async fn a_leader_who_cannot_be_reached_is_followed_by_the_next_and_the_clock_goes_on() {
    for engine in engines() {
        let night = Night::begins(engine, "2026-07-21T03:12:00+08:00").await;
        let officer = night.officer().await;
        let case = officer.takes_call("羊山镇肖家店村发山洪").await;
        let first = case.next_to_tell().await;
        assert_eq!(waiting(&night).await, 1, "somebody must be told");
        night.passes_min(1).await;
        case.tells_next("未接通，下一位", "").await;
        let second = case.next_to_tell().await;
        assert_eq!(second.value("step"), first.value("step"), "the same duty is still owed");
        assert_ne!(second.value("post"), first.value("post"), "and another person is rung");
        case.page().await.shows(&["未接通"]);
        night.passes_min(3).await;
        assert_eq!(waiting(&night).await, 1, "a try tells nobody: the clock is past its end and goes on");
        case.tells_next("已告知", "我马上到").await;
        assert_eq!(waiting(&night).await, 0);
        let third = case.next_to_tell().await;
        assert_ne!(third.value("step"), first.value("step"), "then whoever comes next on the sheet");
        case.page().await.shows(&["我马上到", "未接通"]);
    }
}

/// How many clocks run for the first step of the leader sheet.
async fn waiting(night: &Night) -> usize {
    let all = clocks::running(night.desk.db(), &Scope::whole(night.desk.city()), 200).await.unwrap();
    all.iter().filter(|clock| clock.name.starts_with("tell/leader_in_charge")).count()
}

//! One wording on all lines.

use rules::Line;

use super::*;
use crate::acts::NoteNotReached;
use crate::facts::WhyNot;
use crate::lines::{differing, holds};

fn report(n: u32, deaths: Option<i64>, sendings: &[(Line, &str)]) -> (Id, Report) {
    let mut report = drafted();
    report.quoted = vec![quoted("deaths", deaths)];
    for (at_line, (line, time)) in sendings.iter().enumerate() {
        let act = Send { at: Some(Claim::at(at(time))), ..send(vec![addressee(n * 10 + at_line as u32, *line, Way::Phone)]) };
        report = after(&report, act);
    }
    (id(n), report)
}

fn held(reports: &[(Id, Report)]) -> Vec<crate::lines::LineHolds> {
    holds(reports.iter().map(|(id, report)| (id, report)))
}

#[test]
fn lines_that_hold_the_same_figures_do_not_differ() {
    let all = [(Line::Party, "03:16"), (Line::Government, "03:17"), (Line::Department, "03:18")];
    let lines = held(&[report(5, Some(2), &all)]);
    assert_eq!(lines.len(), 3);
    assert!(differing(&lines).is_empty());
    assert!(differing(&[]).is_empty());
}

#[test]
fn a_line_that_holds_an_older_figure_is_named() {
    let first = report(5, Some(2), &[(Line::Party, "03:14"), (Line::Government, "03:15")]);
    let second = report(6, Some(3), &[(Line::Government, "03:19")]);
    let found = differing(&held(&[first, second]));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].item.as_str(), found[0].newest, found[0].newest_line), ("deaths", Some(3), Line::Government));
    assert_eq!(found[0].behind, [(Line::Party, Some(2))]);
}

#[test]
fn unknown_differs_from_zero() {
    let first = report(5, None, &[(Line::Party, "03:14")]);
    let second = report(6, Some(0), &[(Line::Government, "03:19")]);
    assert_eq!(differing(&held(&[first, second]))[0].behind, [(Line::Party, None)]);
}

#[test]
fn a_sending_that_did_not_arrive_puts_nothing_on_its_line() {
    let first = report(5, Some(2), &[(Line::Party, "03:14")]);
    let (id_of, second) = report(6, Some(3), &[(Line::Party, "03:19")]);
    let busy = NoteNotReached { sending: id(60), at: None, why: WhyNot::Busy };
    let lines = held(&[first, (id_of, after(&second, busy))]);
    assert_eq!(lines[0].value("deaths"), Some(2));
}

//! What each kind of post may do, and where, as the policies say.

use authority::{Asker, Authority, Glass, HeldPost, Matter, Membership};
use kernel::{AreaCode, Id, Time};

use crate::table::{NO, grid};

/// Where the post is, somewhere else in its city, and somewhere else altogether.
const HERE: &str = "990101";
const CITY: &str = "990102";
const AWAY: &str = "980101";
const CASE: &str = "0190f3d2-7c4a-7b11-8aaa-000000000001";

/// The actions that the policies know.
pub fn known() -> Vec<String> {
    policies().actions().map(str::to_owned).collect()
}

/// One row an action, one column a kind of post, and those who ask without one.
pub fn table() -> String {
    let policies = policies();
    let kinds: Vec<&str> = policies.kinds().filter(|kind| *kind != "public").collect();
    let mut head = vec!["action", "group"];
    head.extend(&kinds);
    head.extend(["called to a case", "broke the glass", "signed in"]);
    let rows: Vec<Vec<String>> = policies
        .actions()
        .map(|action| {
            let mut row = vec![format!("`{action}`"), policies.group(action).unwrap_or_default().to_owned()];
            row.extend(kinds.iter().map(|kind| reach(&policies, &post(kind), action)));
            row.extend([called(), broke_glass(), signed_in()].map(|asker| reach(&policies, &asker, action)));
            row
        })
        .collect();
    grid(&head, &rows)
}

/// How far the asker may do the action: nowhere, on the case, in the area, in the city, or as a person; with work secrets or without.
fn reach(policies: &Authority, asker: &Asker, action: &str) -> String {
    let may = |matter: &Matter| policies.may(asker, action, matter);
    let case = Id::parse(CASE).expect("an id");
    let reaches = [
        ("own", Matter::at(Some(area(AWAY)), None)),
        ("city", Matter::at(Some(area(CITY)), None)),
        ("area", Matter::at(Some(area(HERE)), None)),
        ("case", Matter::at(Some(area(AWAY)), Some(&case))),
    ];
    let Some((word, matter)) = reaches.into_iter().find(|(_, matter)| may(matter)) else { return NO.to_owned() };
    let whole = word == "own";
    assert!(!whole || policies.group(action) == Some("own"), "{action} reaches out of the city");
    if !whole && may(&matter.secret()) { format!("{word} ◆") } else { word.to_owned() }
}

fn policies() -> Authority {
    Authority::shipped().expect("policies")
}

fn area(code: &str) -> AreaCode {
    AreaCode::parse(code).expect("a code")
}

fn post(kind: &str) -> Asker {
    Asker { posts: vec![HeldPost { kind: kind.into(), area: area(HERE), until: None }], ..Asker::default() }
}

fn called() -> Asker {
    let case = Id::parse(CASE).expect("an id");
    Asker { memberships: vec![Membership { case, until: None }], ..Asker::default() }
}

fn broke_glass() -> Asker {
    Asker { break_glass: Some(Glass { area: area(HERE), until: Time::from_ms(1) }), ..Asker::default() }
}

fn signed_in() -> Asker {
    Asker { signed_in: true, ..Asker::default() }
}

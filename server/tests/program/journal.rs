//! Verifying, exporting, the head; and a journal that somebody has laid hands on.

use rusqlite::Connection;

use crate::harness::{COUNTY, Place, Ran, run};

/// An office with a few more facts.
fn office(place: &Place) -> String {
    let data = place.office();
    for post in ["duty-officer", "auditor", "leader"] {
        run(&["account", "token", "--data", &data, "--post", post, "--area", COUNTY]).done();
    }
    data
}

fn verify(data: &str) -> Ran {
    run(&["journal", "verify", "--data", data])
}

fn tamper(data: &str, sql: &str) {
    let db = Connection::open(format!("{data}/watchfire.db")).expect("the database");
    db.execute_batch(sql).expect("the hands reach it");
}

#[track_caller]
fn is_broken_at(ran: Ran, position: i64) {
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains(&format!("broken: position {position}")), "{ran:?}");
    assert!(ran.err.contains(&format!("at position {position}:")), "{ran:?}");
}

#[test]
fn a_whole_journal_says_how_many_facts_and_its_head() {
    let place = Place::new();
    let data = office(&place);
    let out = verify(&data).done();
    let head = run(&["journal", "head", "--data", &data]).done();
    let facts = head.trim().rsplit_once('@').unwrap().1;
    assert_eq!(out, format!("whole: {facts} facts\nhead: {head}"));
    run(&["journal", "verify", "--data", &data, "--head", head.trim()]).done();
    let signed: serde_json::Value = serde_json::from_str(&run(&["journal", "head", "--data", &data, "--json"]).done()).unwrap();
    assert_eq!(signed["position"].to_string(), facts);
    assert!(signed["signature"].is_string() && signed["public_key"].is_string());
}

#[test]
fn an_altered_fact_is_found_at_its_position() {
    let place = Place::new();
    let data = office(&place);
    tamper(&data, "update journal set body = replace(body, '211300', '211400') where position = 2");
    tamper(&data, "update journal set actor = 'account/nobody' where position = 3");
    tamper(&data, "update journal set body = replace(body, '{\"kind\"', '{ \"kind\"') where position = 2");
    is_broken_at(verify(&data), 2);
}

#[test]
fn a_missing_an_inserted_and_a_moved_fact_are_found() {
    let columns = "at_ms, stream, version, kind, body, actor, post, area, case_id, cause, hash";
    for (position, sql) in [
        (2, "delete from journal where position = 2".to_owned()),
        (
            3,
            format!(
                "update journal set position = -position where position >= 3; \
                 insert into journal (position, {columns}) select 3, at_ms, stream || 'x', version, kind, body, actor, post, area, \
                 case_id, cause, hash from journal where position = 2; \
                 update journal set position = 1 - position where position < 0"
            ),
        ),
        (
            2,
            "update journal set position = -2 where position = 2; update journal set position = 2 where position = 3; \
             update journal set position = 3 where position = -2"
                .to_owned(),
        ),
    ] {
        let place = Place::new();
        let data = office(&place);
        tamper(&data, &sql);
        is_broken_at(verify(&data), position);
    }
}

#[test]
fn a_tail_that_was_cut_is_found_by_a_head_that_was_let_out() {
    let place = Place::new();
    let data = office(&place);
    let head = run(&["journal", "head", "--data", &data]).done();
    let last: i64 = head.trim().rsplit_once('@').unwrap().1.parse().unwrap();
    tamper(&data, "delete from journal where position = (select max(position) from journal)");
    is_broken_at(verify(&data), last);
    // Whoever cuts carefully moves the pen back too: then only a head that is elsewhere tells.
    tamper(
        &data,
        "update pen set (position, hash, at_ms) = (select position, hash, at_ms from journal order by position desc limit 1)",
    );
    verify(&data).done();
    is_broken_at(run(&["journal", "verify", "--data", &data, "--head", head.trim()]), last);
}

#[test]
fn an_export_holds_every_fact_as_a_line() {
    let place = Place::new();
    let data = office(&place);
    let lines = run(&["journal", "export", "--data", &data]).done();
    let facts: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(facts.iter().zip(1..).all(|(fact, position)| fact["position"] == position));
    let file = place.path("journal.jsonl");
    run(&["journal", "export", "--data", &data, &file]).done();
    let written = std::fs::read_to_string(&file).unwrap();
    let taken = written.strip_prefix(&lines).expect("the facts before it as they were");
    let taken: serde_json::Value = serde_json::from_str(taken).unwrap();
    assert_eq!(
        (&taken["kind"], &taken["actor"]),
        (&"taken_out".into(), &"system/command-line".into()),
        "who took it is on record"
    );
    assert_eq!((&taken["body"]["what"], &taken["body"]["rows"]), (&"journal".into(), &lines.lines().count().into()));
    assert!(run(&["journal", "export", "--data", &data, &file]).refused().contains("journal.jsonl"), "never written over");
}

#[test]
fn looking_changes_nothing() {
    let place = Place::new();
    let data = office(&place);
    let before = run(&["journal", "head", "--data", &data]).done();
    verify(&data).done();
    run(&["account", "list", "--data", &data]).done();
    assert_eq!(run(&["journal", "head", "--data", &data]).done(), before);
    assert!(run(&["journal", "verify", "--data", &place.path("nothing")]).refused().contains("no data folder"));
}

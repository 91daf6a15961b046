//! Exercises: a clock of their own, never on a live journal, never ahead of itself.

use crate::harness::{COUNTY, Place, Server, run};

const BEGIN: &str = "2026-07-30T01:40:00+08:00";
const BEGIN_MS: i64 = 1_785_346_800_000;

fn last_ms(data: &str) -> i64 {
    let head: serde_json::Value =
        serde_json::from_str(&run(&["journal", "head", "--data", data, "--json"]).done()).expect("JSON");
    head["at_ms"].as_i64().expect("a time")
}

#[tokio::test]
async fn a_clock_on_an_empty_folder_makes_an_exercise() {
    let place = Place::new();
    let data = place.path("drill");
    let server = Server::start(&["--data", &data, "--clock-from", BEGIN, "--clock-rate", "60"]);
    assert!(server.url.starts_with("http://"), "the address comes first: {}", server.url);
    let sign_in = server.line();
    assert!(sign_in.contains(&format!("{}/welcome/", server.url)), "{sign_in}");
    let health: serde_json::Value = server.get("/healthz", None).await.json().await.unwrap();
    assert_eq!(health["world"], "exercise");
    let token = run(&["account", "token", "--data", &data, "--post", "duty-officer", "--area", COUNTY]).done();
    assert_eq!(server.get("/api/places?limit=1", Some(token.trim())).await.status(), 200);
    let last = last_ms(&data);
    assert!((BEGIN_MS..BEGIN_MS + 24 * 3_600_000).contains(&last), "a command beside it never takes the machine's time: {last}");
    drop(server);
    let again = Server::of(&data);
    run(&["account", "token", "--data", &data, "--post", "leader", "--area", COUNTY]).done();
    assert!((BEGIN_MS..BEGIN_MS + 24 * 3_600_000).contains(&last_ms(&data)), "it goes on where it stopped");
    drop(again);
    let said = run(&["serve", "--data", &data, "--clock-from", "2026-07-29T00:00:00+08:00"]).refused();
    assert!(said.contains("cannot begin anew"), "{said}");
    let later = Server::start(&["--data", &data, "--clock-from", "2026-08-01T00:00:00+08:00"]);
    drop(later);
    run(&["journal", "verify", "--data", &data]).done();
}

#[test]
fn a_live_journal_runs_on_no_other_clock() {
    let place = Place::new();
    let data = place.office();
    for words in [&["--clock-from", BEGIN][..], &["--clock-rate", "60"]] {
        let said = run(&[&["serve", "--data", &data, "--addr", "127.0.0.1:0"], words].concat()).refused();
        assert!(said.contains("live journal"), "{said}");
    }
}

#[test]
fn an_exercise_is_made_at_the_time_it_begins() {
    let place = Place::new();
    let data = place.path("drill");
    let out = run(&["init", "--city", "chaoyang", "--data", &data, "--world", "exercise", "--clock-from", BEGIN]).done();
    assert!(out.contains("exercise"), "{out}");
    assert_eq!(last_ms(&data), BEGIN_MS);
    let server = Server::start(&["--data", &data, "--clock-from", BEGIN, "--clock-rate", "600"]);
    drop(server);
}

#[test]
fn an_exercise_cannot_be_turned_into_the_city_by_editing_a_file() {
    let place = Place::new();
    let data = place.path("drill");
    run(&["init", "--city", "chaoyang", "--data", &data, "--world", "exercise"]).done();
    let file = format!("{data}/watchfire.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("world = \"exercise\"", "world = \"live\"")).unwrap();
    let said = run(&["serve", "--data", &data]).refused();
    assert!(said.contains("do not belong together"), "{said}");
}

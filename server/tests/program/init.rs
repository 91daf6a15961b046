//! Making a data folder, and what is refused about it.

use crate::harness::{Place, Server, client, run};

#[test]
fn a_new_office_prints_the_first_administrators_link_and_says_what_it_is() {
    let place = Place::new();
    let data = place.path("data");
    let out = run(&["init", "--city", "chaoyang", "--data", &data]).done();
    let link = out.lines().last().unwrap();
    assert!(link.starts_with("http://127.0.0.1:8737/welcome/"), "{out}");
    let said = std::fs::read_to_string(place.path("data/watchfire.toml")).unwrap();
    for part in ["code = \"211300\"", "zone = \"Asia/Shanghai\"", "world = \"live\"", "朝阳市"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(!said.contains("url ="), "the embedded database needs no address");
}

#[cfg(unix)]
#[test]
fn what_is_in_a_data_folder_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let data = place.own_office();
    for name in ["", "/head.key", "/watchfire.toml"] {
        let mode = std::fs::metadata(format!("{data}{name}")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} {mode:o}");
    }
}

#[test]
fn a_folder_in_use_is_refused_and_left_as_it_is() {
    let place = Place::new();
    let data = place.office();
    let before = std::fs::read_to_string(format!("{data}/watchfire.toml")).unwrap();
    let said = run(&["init", "--city", "chaoyang", "--data", &data]).refused();
    assert!(said.contains("holds a journal already") && said.contains("watchfire serve"), "{said}");
    assert_eq!(std::fs::read_to_string(format!("{data}/watchfire.toml")).unwrap(), before);
    let other = place.path("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(format!("{other}/letter.txt"), "mine").unwrap();
    let said = run(&["init", "--city", "chaoyang", "--data", &other]).refused();
    assert!(said.contains("holds other things"), "{said}");
    assert_eq!(std::fs::read_to_string(format!("{other}/letter.txt")).unwrap(), "mine");
}

#[test]
fn a_city_that_cannot_be_read_leaves_nothing_behind() {
    let place = Place::new();
    let data = place.path("data");
    let said = run(&["init", "--city", "atlantis", "--data", &data]).refused();
    assert!(said.contains("no city is called \"atlantis\"") && said.contains("hint: "), "{said}");
    let broken = place.path("city");
    std::fs::create_dir(&broken).unwrap();
    std::fs::write(format!("{broken}/city.toml"), "code = \"990100\"").unwrap();
    run(&["init", "--city", &broken, "--data", &data]).refused();
    assert!(!std::path::Path::new(&data).exists());
}

#[test]
fn another_city_is_another_folder_with_the_same_files() {
    let place = Place::new();
    let data = place.path("data");
    let town = concat!(env!("CARGO_MANIFEST_DIR"), "/../capabilities/base/places/tests/town");
    let out = run(&["init", "--city", town, "--data", &data]).done();
    assert!(out.contains("990100"), "{out}");
    run(&["journal", "verify", "--data", &data]).done();
}

#[test]
fn words_that_make_no_sense_end_with_two() {
    for words in [
        &["init", "--data", "x"][..],
        &["nothing"],
        &["serve", "--addr", "somewhere"],
        &["serve", "--clock-rate", "601"],
        &["serve", "--tls-cert", "cert.pem"],
        &["init", "--city", "chaoyang", "--data", "x", "--clock-from", "2026-07-30T01:40:00+08:00"],
        &["journal", "verify", "--head", "0@1"],
        &["init", "--city", "chaoyang", "--data", "x", "--database", "mysql://db.example/watchfire"],
        &["account", "token", "--post", "duty-officer", "--area", "21"],
    ] {
        let ran = run(words);
        assert_eq!(ran.code, 2, "{words:?} {ran:?}");
        assert!(ran.err.contains("error: ") && ran.out.is_empty(), "{words:?} {ran:?}");
    }
}

#[test]
fn help_is_an_answer() {
    for words in [&["--help"][..], &["help", "serve"], &["journal", "verify", "-h"], &["--version"]] {
        assert!(!run(words).done().is_empty());
    }
}

#[tokio::test]
async fn an_office_can_sign_its_own_certificate() {
    let place = Place::new();
    let data = place.path("data");
    let out = run(&["init", "--city", "chaoyang", "--data", &data, "--tls", "self", "--tls-name", "duty.city.example"]).done();
    assert!(out.contains("certificate SHA-256 ") && out.contains("https://"), "{out}");
    let server = Server::of(&data);
    assert!(server.url.starts_with("https://127.0.0.1:"), "{}", server.url);
    let trusting = client(Some(&std::path::Path::new(&data).join("tls/cert.pem")));
    let answer = trusting.get(format!("{}/healthz", server.url)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.headers().contains_key("strict-transport-security"));
    assert!(client(None).get(format!("{}/healthz", server.url)).send().await.is_err(), "nobody else trusts it");
}

//! The same on a PostgreSQL server.

use testkit::{engines, fresh_database};

use crate::harness::{COUNTY, Place, Server, program, ran, run};

#[tokio::test]
async fn an_office_on_a_server_is_made_served_and_verified() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let (url, _server) = fresh_database();
    let place = Place::new();
    let data = place.path("data");
    run(&["init", "--city", "chaoyang", "--data", &data, "--database", &url]).done();
    assert!(std::fs::read_to_string(format!("{data}/watchfire.toml")).unwrap().contains(&url), "remembered");
    assert!(!std::path::Path::new(&data).join("watchfire.db").exists());
    let server = Server::of(&data);
    let token = run(&["account", "token", "--data", &data, "--post", "duty-officer", "--area", COUNTY]).done();
    assert_eq!(server.get("/api/places?limit=1", Some(token.trim())).await.status(), 200);
    let second = Server::start(&["--data", &data, "--database", &url]);
    assert_eq!(second.get("/api/places?limit=1", Some(token.trim())).await.status(), 200);
    run(&["journal", "verify", "--data", &data]).done();
    run(&["account", "list", "--data", &data]).done();
    let said = run(&["backup", "--data", &data, &place.path("x.tar.gz")]).refused();
    assert!(said.contains("pg_dump"), "{said}");
    let other = place.path("other");
    let said = run(&["init", "--city", "chaoyang", "--data", &other, "--database", &url]).refused();
    assert!(said.contains("already holds a journal") && said.contains("second node"), "{said}");
    assert!(!std::path::Path::new(&other).exists(), "a refused folder is not left behind");
    let stranger = place.path("stranger");
    run(&["init", "--city", "chaoyang", "--data", &stranger]).done();
    let said = run(&["journal", "verify", "--data", &stranger, "--database", &url]).refused();
    assert!(said.contains("do not belong together"), "{said}");
}

#[test]
fn an_address_from_the_environment_is_kept_without_its_password() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let (url, _server) = fresh_database();
    let with_password = url.replacen('@', ":open-sesame@", 1);
    assert_ne!(url, with_password, "the address names its user");
    let place = Place::new();
    let data = place.path("data");
    let mut init = program();
    init.args(["init", "--city", "chaoyang", "--data", &data]).env("WATCHFIRE_DATABASE", &with_password);
    ran(&mut init).done();
    let said = std::fs::read_to_string(format!("{data}/watchfire.toml")).unwrap();
    assert!(said.contains(&url) && !said.contains("open-sesame"), "{said}");
    ran(program().args(["journal", "verify", "--data", &data]).env("WATCHFIRE_DATABASE", &with_password)).done();
    run(&["journal", "verify", "--data", &data]).done();
}

#[test]
fn a_server_that_does_not_answer_is_a_sentence_and_leaves_nothing_behind() {
    let place = Place::new();
    let data = place.path("data");
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("postgres://watchfire:open-sesame@127.0.0.1:{port}/watchfire");
    let said = run(&["init", "--city", "chaoyang", "--data", &data, "--database", &url]).refused();
    assert!(said.contains("PostgreSQL does not answer") && !said.contains("open-sesame"), "{said}");
    assert!(!std::path::Path::new(&data).exists());
}

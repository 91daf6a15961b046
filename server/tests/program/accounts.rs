//! Tokens and accounts from the command line, while the server runs.

use crate::harness::{COUNTY, Place, Server, run};

#[tokio::test]
async fn a_token_is_printed_alone_and_is_good_at_once() {
    let place = Place::new();
    let data = place.office();
    let server = Server::of(&data);
    let out = run(&["account", "token", "--data", &data, "--post", "duty-officer", "--area", COUNTY]).done();
    assert_eq!(out.lines().count(), 1, "{out}");
    let token = out.trim();
    let answer = server.get("/api/places?limit=5", Some(token)).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(server.get("/api/places?limit=5", Some(&format!("{token}0"))).await.status(), 401);
    assert_eq!(server.get("/api/places?limit=5", None).await.status(), 401);
}

#[tokio::test]
async fn a_token_is_good_for_its_actions_only() {
    let place = Place::new();
    let data = place.office();
    let server = Server::of(&data);
    let narrow = ["account", "token", "--data", &data, "--post", "duty-officer", "--area", COUNTY, "--action", "rules.read"];
    let token = run(&narrow).done();
    assert_eq!(server.get("/api/places?limit=5", Some(token.trim())).await.status(), 403);
}

#[test]
fn a_token_for_what_does_not_exist_is_refused() {
    let place = Place::new();
    let data = place.office();
    let token = |more: &[&str]| run(&[&["account", "token", "--data", &data][..], more].concat()).refused();
    let said = token(&["--post", "emperor", "--area", COUNTY]);
    assert!(said.contains("\"emperor\"") && said.contains("duty-officer"), "{said}");
    let said = token(&["--post", "duty-officer", "--area", "211399"]);
    assert!(said.contains("has no area 211399"), "{said}");
    let said = token(&["--post", "duty-officer", "--area", COUNTY, "--action", "everything"]);
    assert!(said.contains("everything"), "{said}");
    for days in ["0", "401"] {
        let said = token(&["--post", "duty-officer", "--area", COUNTY, "--days", days]);
        assert!(said.contains("400"), "said in words, not as a key: {said}");
    }
}

#[tokio::test]
async fn a_new_link_for_the_first_administrator_undoes_the_one_before_also_while_the_server_runs() {
    let place = Place::new();
    let data = place.path("data");
    let path_of = |said: String| format!("/welcome/{}", said.trim().rsplit('/').next().unwrap());
    let from_init = path_of(run(&["init", "--city", "chaoyang", "--data", &data]).done());
    let server = Server::of(&data);
    let status = async |path: &str| server.get(path, None).await.status().as_u16();
    assert_eq!(status(&from_init).await, 200);
    let again = || path_of(run(&["account", "link", "--data", &data, "--first-administrator"]).done());
    let (second, third) = (again(), again());
    assert_eq!([status(&from_init).await, status(&second).await, status(&third).await], [409, 409, 200]);
    // Whoever came in by the command line is the administrator: the link that was left over makes no other.
    let person = ["--name", "A", "--sign-in", "ada", "--post", "administrator", "--area", "211300"];
    run(&[&["account", "open", "--data", &data][..], &person].concat()).done();
    assert_eq!(status(&third).await, 409);
}

#[test]
fn an_account_is_opened_listed_and_given_a_new_link() {
    let place = Place::new();
    let data = place.office();
    let first = run(&["account", "link", "--data", &data, "--first-administrator"]).done();
    assert!(first.contains("/welcome/"), "{first}");
    let person = ["--name", "演示", "--sign-in", "Demo", "--post", "duty-officer", "--area", COUNTY];
    let link = run(&[&["account", "open", "--data", &data][..], &person].concat()).done();
    assert!(link.contains("/welcome/"), "{link}");
    let listed = run(&["account", "list", "--data", &data]).done();
    assert!(listed.contains("demo") && listed.contains("演示") && listed.contains("duty-officer 211321"), "{listed}");
    let again = run(&["account", "link", "--data", &data, "--sign-in", "DEMO"]).done();
    assert_ne!(again, link);
    let said = run(&[&["account", "open", "--data", &data][..], &person].concat()).refused();
    assert!(!said.contains("accounts-refused"), "said in words, not as a key: {said}");
    assert!(run(&["account", "link", "--data", &data, "--sign-in", "nobody"]).refused().contains("nobody"));
    let said = run(&["account", "link", "--data", &data, "--first-administrator"]).refused();
    assert!(said.contains("accounts already"), "{said}");
}

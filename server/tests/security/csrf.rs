//! Changes that a person's browser is tricked into: refused at every door, whatever they look like, and nothing is recorded.

use reqwest::Method;
use web::{DoorFacts, DoorKind};

use crate::office::{Answer, Ask, CITY, Office, Visitor, doors};

/// What a forged request carries: a token or none, and what a browser says of where it comes from.
const FORGERIES: [(Token, &str, &str); 8] = [
    (Token::None, "", ""),
    (Token::Wrong, "", ""),
    (Token::OfAnother, "", ""),
    (Token::Own, "origin", "https://elsewhere.example"),
    (Token::Own, "origin", "null"),
    (Token::Own, "sec-fetch-site", "cross-site"),
    (Token::Own, "sec-fetch-site", "same-site"),
    (Token::None, "sec-fetch-site", "same-origin"),
];

#[derive(Clone, Copy, PartialEq)]
enum Token {
    None,
    Wrong,
    OfAnother,
    Own,
}

#[tokio::test]
async fn no_door_takes_a_change_that_did_not_come_from_our_own_pages() {
    let office = Office::open();
    let people = [office.person("reader", "director", CITY).await, office.person("keeper", "administrator", CITY).await];
    let before = office.facts();
    let mut guarded = 0;
    for door in doors(&office.data).await.iter().filter(|door| !door.method.is_safe()) {
        let (person, other) = if is_let_in(&people[0], door).await { (&people[0], &people[1]) } else { (&people[1], &people[0]) };
        assert!(is_let_in(person, door).await, "nobody comes in at {} {}", door.method, door.path);
        for forgery in FORGERIES {
            let answer = forge(person, other, (door, forgery)).await;
            assert_eq!(answer.status, 403, "{} {} {} {}: {}", door.method, door.path, forgery.1, forgery.2, answer.body);
            guarded += 1;
        }
    }
    assert_eq!(office.facts(), before, "a forged change was recorded");
    assert!(guarded > 500, "{guarded}");
    for person in &people {
        assert_eq!(person.get("/me").await.status, 200, "and nobody was signed out by one");
    }
}

/// Whether the door takes this person's own change: it goes as far as its key, which cannot be one, and no further.
async fn is_let_in(person: &Visitor, door: &DoorFacts) -> bool {
    let headers = vec![("x-csrf-token", person.csrf.clone()), ("idempotency-key", "no key".to_owned())];
    let answer = ask(person, door, headers).await;
    assert!(matches!(answer.status, 400 | 403), "{} {}: {} {}", door.method, door.path, answer.status, answer.body);
    answer.status == 400
}

async fn forge(person: &Visitor, other: &Visitor, (door, (token, name, value)): (&DoorFacts, (Token, &str, &str))) -> Answer {
    let mut headers = match token {
        Token::None => Vec::new(),
        Token::Wrong => vec![("x-csrf-token", "0".repeat(64))],
        Token::OfAnother => vec![("x-csrf-token", other.csrf.clone())],
        Token::Own => vec![("x-csrf-token", person.csrf.clone())],
    };
    if !name.is_empty() {
        headers.push((if name == "origin" { "origin" } else { "sec-fetch-site" }, value.to_owned()));
    }
    ask(person, door, headers).await
}

async fn ask(person: &Visitor, door: &DoorFacts, mut headers: Vec<(&str, String)>) -> Answer {
    let path = door.path.split('/').map(|part| if part.starts_with('{') { "0190f3d2-7c4a-7b11-8aaa-00000000000f" } else { part });
    let path = path.collect::<Vec<_>>().join("/");
    let form = door.kind == DoorKind::Form;
    let kind = if form { "application/x-www-form-urlencoded" } else { "application/json" };
    headers.push(("content-type", kind.to_owned()));
    let body = if form { b"a=1".to_vec() } else { b"{}".to_vec() };
    let method = Method::from_bytes(door.method.as_str().as_bytes()).expect("a method");
    person.ask(Ask { method, path: &path, headers, body }).await
}

#[tokio::test]
async fn another_site_cannot_sign_somebody_in_either() {
    let office = Office::open();
    let link = office.invite("victim", "leader", CITY);
    let browser = office.nobody();
    for (name, value) in [("origin", "https://elsewhere.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
        for path in ["/sign-in", link.as_str(), "/view"] {
            let kind = ("content-type", "application/x-www-form-urlencoded".to_owned());
            let headers = vec![kind, (name, value.to_owned())];
            let body = b"name=attacker&password=attackers+own+password+1".to_vec();
            let answer = browser.ask(Ask { method: Method::POST, path, headers, body }).await;
            assert_eq!(answer.status, 403, "{path} {name} {value}");
        }
    }
    assert_eq!(browser.session(), "");
}

#[tokio::test]
async fn a_token_in_the_address_or_in_a_cookie_is_none() {
    let office = Office::open();
    let person = office.person("reader", "director", CITY).await;
    let csrf = person.csrf.clone();
    person.plant("csrf", &csrf);
    person.plant("x-csrf-token", &csrf);
    let path = format!("/incidents/new?csrf={csrf}");
    let headers = vec![("content-type", "application/x-www-form-urlencoded".to_owned())];
    let answer = person.ask(Ask { method: Method::POST, path: &path, headers, body: b"summary=x".to_vec() }).await;
    assert_eq!(answer.status, 403);
    // JSON dressed up as what a page of another site may send without asking first.
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let headers = vec![("content-type", kind.to_owned())];
        let body = b"{\"summary\":\"x\",\"csrf\":\"x\"}".to_vec();
        let answer = person.ask(Ask { method: Method::POST, path: "/api/incidents", headers, body }).await;
        assert!(matches!(answer.status, 403 | 415), "{kind}: {}", answer.status);
    }
}

//! Bodies that are too large, too deep, of another kind than they say, or made of too many parts.

use desk::Engine;
use reqwest::Method;
use serde_json::json;
use testkit::{engines, fresh_database};
use web::DoorKind;

use crate::harness::{Place, Server, client, run};
use crate::office::{Answer, Ask, CITY, Office, Visitor, doors};
use crate::wire::{request, send, status};

async fn post(who: &Visitor, path: &str, (kind, body): (&str, Vec<u8>)) -> Answer {
    let headers = vec![("content-type", kind.to_owned())];
    who.ask(Ask { method: Method::POST, path, headers, body }).await
}

#[tokio::test]
async fn a_body_over_the_limit_of_its_door_is_refused_before_it_is_read() {
    let office = Office::open();
    let tokens = ["director", "administrator"].map(|kind| format!("authorization: Bearer {}", office.token(kind, CITY)));
    for door in doors(&office.data).await.iter().filter(|door| !door.method.is_safe()) {
        let path =
            door.path.split('/').map(|part| if part.starts_with('{') { "0190f3d2-7c4a-7b11-8aaa-00000000000f" } else { part });
        let line = format!("{} {} HTTP/1.1", door.method, path.collect::<Vec<_>>().join("/"));
        let form = door.kind == DoorKind::Form;
        let kind = format!("content-type: {}", if form { "application/x-www-form-urlencoded" } else { "application/json" });
        let answers = tokens.each_ref().map(|token| {
            let length = format!("content-length: {}", door.limit_kb * 1_000 + 1);
            status(&send(office.server.host(), &request(&line, &[token, &kind, &length], "")))
        });
        assert!(answers.contains(&413), "{line} takes {} kB: {answers:?}", door.limit_kb);
    }
}

#[tokio::test]
async fn a_body_that_does_not_say_how_long_it_is_is_cut_at_the_limit() {
    let office = Office::open();
    let token = format!("authorization: Bearer {}", office.token("director", CITY));
    let before = office.facts();
    for (path, kind, limit_kb) in [
        ("/api/incidents", "application/json", 256),
        ("/incidents/new", "application/x-www-form-urlencoded", 256),
        ("/view", "application/x-www-form-urlencoded", 4),
    ] {
        let chunk = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
        let body = chunk.repeat(limit_kb * 1_000 / 0x1000 + 2);
        let headers = [token.as_str(), &format!("content-type: {kind}"), "transfer-encoding: chunked"];
        let answer = send(office.server.host(), &request(&format!("POST {path} HTTP/1.1"), &headers, &body));
        assert_eq!(status(&answer), 413, "{path}: {answer}");
    }
    assert_eq!(office.facts(), before);
}

#[tokio::test]
async fn a_body_as_large_as_the_limit_is_taken() {
    let office = Office::open();
    let director = office.bearer("director", CITY);
    let words = json!({ "summary": "x".repeat(10_000) }).to_string();
    let padded = |bytes: usize| ("application/json", format!("{words}{}", " ".repeat(bytes - words.len())).into_bytes());
    post(&director, "/api/incidents", padded(256_000)).await.with(201);
    post(&director, "/api/incidents", padded(256_001)).await.with(413);
    let over = json!({ "summary": "x".repeat(10_001) });
    director.send(Method::POST, "/api/incidents", &over).await.with(422);
}

#[tokio::test]
async fn what_is_nested_two_hundred_deep_is_refused_wherever_it_stands() {
    let office = Office::open();
    let director = office.bearer("director", CITY);
    let (lists, objects) =
        (format!("{}{}", "[".repeat(200), "]".repeat(200)), format!("{}1{}", "{\"a\":".repeat(200), "}".repeat(200)));
    for deep in [lists, objects, "[".repeat(200_000), "{\"a\":".repeat(40_000)] {
        let headers = || vec![("content-type", "application/json".to_owned())];
        if deep.len() < 10_000 {
            let kept = Ask { method: Method::PUT, path: "/api/drafts/deep", headers: headers(), body: deep.clone().into_bytes() };
            assert_eq!(director.ask(kept).await.status, 400, "a door that takes any JSON");
        }
        for body in [
            deep.clone(),
            format!("{{\"summary\":{deep}}}"),
            format!("{{\"summary\":\"x\",\"place\":{deep}}}"),
            format!("{{\"summary\":\"x\",\"figures\":{deep}}}"),
            format!("{{\"summary\":\"x\",\"strange\":{deep}}}"),
        ] {
            let answer = post(&director, "/api/incidents", ("application/json", body.into_bytes())).await;
            assert!(matches!(answer.status, 400 | 422), "{} {}", answer.status, answer.body);
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
        let set = format!("id = 'x'\na = {}", deep.replace(':', "="));
        let answer = director.send(Method::POST, "/api/rules/checks", &json!({ "text": set })).await;
        assert!(matches!(answer.status, 200 | 413 | 422), "{}", answer.status);
    }
    assert_eq!(director.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn a_door_takes_the_kind_of_body_that_it_is_for_and_no_other() {
    let office = Office::open();
    let director = office.bearer("director", CITY);
    let json = b"{\"summary\":\"x\"}".to_vec();
    for kind in [
        "text/plain",
        "text/json",
        "application/xml",
        "application/jsonx",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "image/png",
        "",
    ] {
        let answer = post(&director, "/api/incidents", (kind, json.clone())).await;
        assert_eq!(answer.status, 415, "{kind}: {}", answer.body);
    }
    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", "application/xml"] {
        let answer = post(&director, "/incidents/new", (kind, json.clone())).await;
        assert_eq!(answer.status, 415, "{kind}");
    }
    // What is packed is not unpacked: a small body cannot become a large one.
    let headers = vec![("content-type", "application/json".to_owned()), ("content-encoding", "gzip".to_owned())];
    let body = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let packed = director.ask(Ask { method: Method::POST, path: "/api/incidents", headers, body }).await;
    assert!(matches!(packed.status, 400 | 415), "{}", packed.status);
}

#[tokio::test]
async fn a_form_of_too_many_parts_or_of_broken_ones_is_refused() {
    let office = Office::open();
    let administrator = office.bearer("administrator", CITY);
    let before = office.facts();
    let fields = "a=1&".repeat(1_001);
    assert_eq!(
        post(&administrator, "/organisations", ("application/x-www-form-urlencoded", fields.into_bytes())).await.status,
        400
    );
    let part = |head: &str| format!("--x\r\ncontent-disposition: form-data; {head}\r\n\r\n1\r\n");
    let many_fields = part("name=\"a\"").repeat(1_001) + "--x--\r\n";
    let many_files = part("name=\"a\"; filename=\"a.csv\"").repeat(21) + "--x--\r\n";
    let broken = ["", "--x", "--x--", "--x\r\n\r\n", "--x\r\ncontent-disposition: form-data\r\n\r\n", "\0\0\0", "--y\r\n"];
    for body in broken.map(str::to_owned).into_iter().chain([many_fields, many_files, part("name=\"a\"; filename=\"\u{0}\"")]) {
        let answer =
            post(&administrator, "/api/organisations/import", ("multipart/form-data; boundary=x", body.clone().into_bytes()))
                .await;
        assert!(matches!(answer.status, 400 | 422), "{:?}: {} {}", &body[..body.len().min(80)], answer.status, answer.body);
    }
    for kind in [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\r",
        "multipart/mixed; boundary=x",
    ] {
        if reqwest::header::HeaderValue::from_str(kind).is_ok() {
            let answer = post(&administrator, "/api/organisations/import", (kind, b"--x--".to_vec())).await;
            assert!(matches!(answer.status, 400 | 415 | 422), "{kind}: {}", answer.status);
        }
    }
    assert_eq!(office.facts(), before);
}

/// A NUL comes with words that are pasted from elsewhere. One of the two engines takes none.
#[tokio::test]
async fn a_nul_in_words_or_in_a_question_keeps_nothing_from_being_recorded_or_answered() {
    for engine in engines() {
        let place = Place::new();
        let (data, _cluster) = match engine {
            Engine::Sqlite => (place.office(), None),
            Engine::Postgres => {
                let (url, cluster) = fresh_database();
                let data = place.path("data");
                run(&["init", "--city", "chaoyang", "--data", &data, "--database", &url]).done();
                (data, cluster)
            }
        };
        let server = Server::of(&data);
        let token = run(&["account", "token", "--data", &data, "--post", "director", "--area", CITY]).done();
        let ask = async |method: Method, path: &str, body: serde_json::Value| {
            let request = client(None).request(method, format!("{}{path}", server.url)).bearer_auth(token.trim());
            let answer = request.json(&body).send().await.expect("an answer");
            (answer.status().as_u16(), answer.text().await.expect("words"))
        };
        let call = json!({ "summary": "water\0 in the village", "caller": "\0", "place": { "text": "Bridge\0" } });
        let (status, said) = ask(Method::POST, "/api/incidents", call).await;
        assert_eq!(status, 201, "{engine:?}: {said}");
        let incident: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let path = format!("/api/incidents/{}", incident["id"].as_str().expect("an id"));
        for (act, body) in [
            ("notes", json!({ "words": "a\0b" })),
            ("transfer", json!({ "to": "a\0b", "receipt": "\0" })),
            ("findings", json!({ "what": "late", "about": "\0", "evidence": "\0" })),
            ("calls", json!({ "post_title": "a\0b", "reached": true, "said": "\0" })),
        ] {
            let (status, said) = ask(Method::POST, &format!("{path}/{act}"), body).await;
            assert_eq!(status, 200, "{engine:?} {act}: {said}");
        }
        let (_, said) = ask(Method::GET, &path, json!(null)).await;
        assert!(said.contains("water\u{fffd} in the village"), "{engine:?}: {said}");
        for question in [
            "incidents?standing=%00&class=%00",
            "rules/%00/%00",
            "organisations?field=%00&kind=department",
            "find?q=a%00b",
            "contacts?q=%00",
        ] {
            let (status, said) = ask(Method::GET, &format!("/api/{question}"), json!(null)).await;
            assert!(status < 500, "{engine:?} {question}: {status} {said}");
        }
        run(&["journal", "verify", "--data", &data]).done();
    }
}

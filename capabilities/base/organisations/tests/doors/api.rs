//! The doors of the API.

use axum::http::Method;
use serde_json::Value;
use testkit::engines;

use super::frame::{with_book, without_book};
use super::town::{BODIES, LINES, POSTS, body, post};

fn texts<'a>(items: &'a Value, field: &str) -> Vec<&'a str> {
    items.as_array().unwrap().iter().map(|item| item[field].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_contact_book_is_searched_and_paged() {
    for engine in engines() {
        let (_town, frame) = with_book(engine).await;
        let found = frame.get("/api/contacts?q=%E5%BC%A0%E4%B8%80").await.with(200).json();
        let entry = &found["items"][0];
        assert_eq!(entry["body"]["short_name"], "市政府");
        assert_eq!(entry["post"]["holder"]["mobile"], "+86-100-0000-0001");
        assert_eq!(entry["body"]["phones"][0], serde_json::json!({"use": "duty", "number": "0990-0000001"}));
        let mut next = String::new();
        let mut seen = 0;
        loop {
            let page = frame.get(&format!("/api/contacts?limit=4&cursor={next}")).await.with(200).json();
            seen += page["items"].as_array().unwrap().len();
            match page["next"].as_str() {
                Some(cursor) => next = cursor.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen, 11);
        let kinds = frame.get("/api/contacts?post_kind=main_duty&area=990103").await.with(200).json();
        assert_eq!(kinds["items"].as_array().unwrap().len(), 1);
        assert_eq!(frame.get("/api/contacts?kind=nonsense").await.status, 422);
        assert_eq!(frame.get("/api/contacts?cursor=nonsense").await.status, 422);
        assert_eq!(frame.get_as("", "/api/contacts").await.status, 401);
    }
}

#[tokio::test]
async fn a_body_is_entered_changed_and_dissolved() {
    for engine in engines() {
        let (town, frame) = with_book(engine).await;
        let new = r#"{"code":"water","name":"演示市水务局","kind":"department","field":"water","area":"990100",
            "phones":[{"use":"duty","number":"０９９０－００００００９"}],"mailbox":"water@demo.invalid"}"#;
        let made = frame.send(Method::POST, "/api/organisations", new).await.with(201);
        let item = made.json();
        assert_eq!((&item["level"], &item["standing"]), (&"city".into(), &"own".into()));
        assert_eq!(item["phones"][0]["number"], "0990-0000009");
        let path = made.headers["location"].to_str().unwrap().to_owned();
        let version = item["version"].as_u64().unwrap();
        let taken = frame.send(Method::POST, "/api/organisations", new).await.with(409).json();
        assert!(taken["type"].as_str().unwrap().contains("organisations-code-taken"), "{taken}");
        let changed = frame
            .send_seen(version, (Method::PATCH, &path), r#"{"short_name":"市水务局","mailbox":null}"#)
            .await
            .with(200)
            .json();
        assert_eq!((&changed["short_name"], &changed["mailbox"]), (&"市水务局".into(), &Value::Null));
        let stale = frame.send_seen(version, (Method::PATCH, &path), r#"{"short_name":"水务"}"#).await;
        assert_eq!(stale.status, 412, "{}", stale.body);
        let room = body(&town, "room").await;
        let line = format!("{path}/lines/government");
        frame.send(Method::PUT, &line, &format!(r#"{{"to":["{room}"]}}"#)).await.with(200);
        let shown = frame.get(&path).await.with(200).json();
        assert_eq!(texts(&shown["reports_to"]["government"], "code"), ["room"]);
        let id = shown["id"].as_str().unwrap();
        assert_eq!(frame.send(Method::PUT, &line, &format!(r#"{{"to":["{id}"]}}"#)).await.status, 422, "to itself");
        assert_eq!(frame.send(Method::POST, &format!("{path}/dissolution"), "").await.status, 204);
        assert_eq!(frame.get(&path).await.with(200).json()["dissolved"], true);
        assert_eq!(frame.send(Method::PATCH, &path, r#"{"name":"名"}"#).await.status, 409);
        let wrong =
            frame.send(Method::POST, "/api/organisations", r#"{"code":"x","name":"名","kind":"ministry","area":"990100"}"#).await;
        assert_eq!(wrong.status, 422);
    }
}

#[tokio::test]
async fn bodies_are_listed_by_area_sort_and_field() {
    for engine in engines() {
        let (_town, frame) = with_book(engine).await;
        let all = frame.get("/api/organisations").await.with(200).json();
        assert_eq!(texts(&all["items"], "code"), ["gov", "room", "fire"]);
        let fire = frame.get("/api/organisations?kind=force&field=fire").await.with(200).json();
        assert_eq!(texts(&fire["items"], "code"), ["fire"]);
        let east = frame.get("/api/organisations?area=990102").await.with(200).json();
        assert_eq!(texts(&east["items"], "code"), ["east.room"]);
        assert_eq!(frame.get("/api/organisations?area=x").await.status, 422);
    }
}

#[tokio::test]
async fn a_post_is_entered_filled_corrected_vacated_and_abolished() {
    for engine in engines() {
        let (town, frame) = with_book(engine).await;
        let room = body(&town, "room").await;
        let path = format!("/api/organisations/{room}/posts");
        let made = frame.send(Method::POST, &path, r#"{"title":"值班长","kind":"shift_chief"}"#).await.with(201).json();
        assert_eq!((&made["code"], &made["order"]), (&"room/值班长".into(), &4.into()));
        let path = format!("/api/posts/{}", made["id"].as_str().unwrap());
        let holder = format!("{path}/holder");
        let person = r#"{"name":"演示·周一","mobile":"+86 100-0000-0021"}"#;
        let held = frame.send(Method::PUT, &holder, person).await.with(200).json();
        let id = held["holder"]["id"].as_str().unwrap().to_owned();
        let again = frame.send(Method::PUT, &holder, person).await.with(200).json();
        assert_eq!(again["version"], held["version"], "already so");
        let corrected =
            frame.send(Method::PUT, &holder, r#"{"name":"演示·周一","mobile":"+86 100-0000-0022"}"#).await.with(200).json();
        assert_eq!(corrected["holder"]["id"], id, "the same person with another number");
        let replaced =
            frame.send(Method::PUT, &holder, r#"{"name":"演示·李一","mobile":"+86 100-0000-0003"}"#).await.with(200).json();
        let known = frame.get(&format!("/api/posts/{}", post(&town, "room", "主班").await)).await.with(200).json();
        assert_eq!(replaced["holder"]["id"], known["holder"]["id"], "somebody who is in the book already");
        let deputies = format!(r#"{{"deputies":["{}"],"title":"值班长（甲）"}}"#, known["id"].as_str().unwrap());
        let changed = frame.send(Method::PATCH, &path, &deputies).await.with(200).json();
        assert_eq!((&changed["title"], &changed["deputies"][0]), (&"值班长（甲）".into(), &known["id"]));
        assert_eq!(frame.send(Method::DELETE, &holder, "").await.with(200).json()["holder"], Value::Null);
        assert_eq!(frame.send(Method::POST, &format!("{path}/abolition"), "").await.status, 204);
        assert_eq!(frame.send(Method::PUT, &holder, person).await.status, 409);
        let main = format!("/api/posts/{}/holder", known["id"].as_str().unwrap());
        assert_eq!(frame.send(Method::PUT, &main, r#"{"name":" "}"#).await.status, 422);
    }
}

#[tokio::test]
async fn a_county_changes_only_its_own() {
    for engine in engines() {
        let (town, frame) = with_book(engine).await;
        let (room, east) = (body(&town, "room").await, body(&town, "east.room").await);
        let rename = r#"{"short_name":"新名"}"#;
        let ask = async |path: String| frame.send_as("990102", (Method::PATCH, &path), rename).await.status.as_u16();
        assert_eq!(ask(format!("/api/organisations/{east}")).await, 200);
        assert_eq!(ask(format!("/api/organisations/{room}")).await, 403);
        let away = frame.send_as("990102", (Method::PATCH, &format!("/api/organisations/{east}")), r#"{"area":"990103"}"#).await;
        assert_eq!(away.status, 403, "nobody gives a body away that they could not take");
        let outside = body(&town, "prov.room").await;
        assert_eq!(ask(format!("/api/organisations/{outside}")).await, 403);
        let main = post(&town, "room", "主班").await;
        assert_eq!(frame.send_as("990102", (Method::DELETE, &format!("/api/posts/{main}/holder")), "").await.status, 403);
        let new = r#"{"code":"x","name":"名","kind":"other","area":"990103"}"#;
        assert_eq!(frame.send_as("990102", (Method::POST, "/api/organisations"), new).await.status, 403);
    }
}

#[tokio::test]
async fn files_are_checked_and_taken_in() {
    for engine in engines() {
        let (_town, frame) = without_book(engine).await;
        let files = [BODIES.as_bytes(), POSTS.as_bytes(), LINES.as_bytes()];
        let dry = frame.upload("/api/organisations/import?dry_run=true", &[], ("files", &files)).await.with(200).json();
        assert_eq!((&dry["taken_in"], &dry["counts"]["bodies"]["new"]), (&false.into(), &8.into()));
        assert_eq!(frame.get("/api/contacts").await.with(200).json()["items"], Value::Array(Vec::new()), "nothing was changed");
        let done = frame.upload("/api/organisations/import", &[], ("files", &files)).await.with(200).json();
        assert_eq!((&done["taken_in"], &done["counts"]["people"]["new"]), (&true.into(), &8.into()));
        let again = frame.send(Method::POST, "/api/organisations/import", BODIES).await.with(200).json();
        assert_eq!(
            (&again["counts"]["bodies"]["same"], &again["counts"]["bodies"]["new"]),
            (&8.into(), &0.into()),
            "sent as it is"
        );
        let faulty = "单位编码,职务,姓名,手机\nroom,主班,演示·李一,打我电话\nnone,主班,,\n";
        let refused = frame.upload("/api/organisations/import", &[], ("files", &[faulty.as_bytes()])).await.with(422).json();
        assert_eq!((&refused["taken_in"], &refused["faults_total"]), (&false.into(), &2.into()));
        let fault = &refused["faults"][0];
        assert_eq!((&fault["row"], &fault["column"], &fault["said"]), (&2.into(), &"mobile".into(), &"打我电话".into()));
        assert_eq!(fault["key"], "organisations-row-phone-strange");
        assert!(!fault["title"].as_str().unwrap().is_empty() && !fault["hint"].as_str().unwrap().is_empty());
        let gbk = [b"code,name,kind,area\na,".as_slice(), &[0xd6, 0xb5, 0xb0, 0xe0], b",other,990100\n"].concat();
        let told = frame.upload("/api/organisations/import", &[], ("files", &[&gbk])).await.with(422).json();
        assert!(told["type"].as_str().unwrap().contains("organisations-file-not-utf8"), "{told}");
    }
}

#[tokio::test]
async fn only_whoever_answers_for_the_city_erases_a_person() {
    for engine in engines() {
        let (town, frame) = with_book(engine).await;
        let mayor = post(&town, "gov", "市长").await;
        let path = format!("/api/posts/{mayor}");
        let person = frame.get(&path).await.with(200).json()["holder"]["id"].as_str().unwrap().to_owned();
        let erasure = format!("/api/people/{person}/erasure");
        let because = r#"{"why":"本人申请","law":"突发事件应对法第八十五条"}"#;
        assert_eq!(frame.send_as("990102", (Method::POST, &erasure), because).await.status, 403);
        assert_eq!(frame.send(Method::POST, &erasure, r#"{"why":"","law":"x"}"#).await.status, 422);
        assert_eq!(frame.send(Method::POST, &erasure, because).await.status, 204);
        let holder = &frame.get(&path).await.with(200).json()["holder"];
        assert_eq!((&holder["erased"], &holder["name"], &holder["mobile"]), (&true.into(), &Value::Null, &Value::Null));
        assert_eq!(frame.send(Method::POST, &erasure, because).await.status, 204, "already so");
    }
}

#[tokio::test]
async fn the_command_bar_finds_whom_to_call() {
    for engine in engines() {
        let (town, frame) = with_book(engine).await;
        let found = frame.get("/api/find?q=%E6%9D%8E%E4%B8%80").await.with(200).json();
        let entry = &found["entries"][0];
        assert_eq!((&entry["title"], &entry["detail"]), (&"演示·李一 主班".into(), &"市值班室 · +86-100-0000-0003".into()));
        assert_eq!(entry["path"], format!("/organisations/{}", body(&town, "room").await));
    }
}

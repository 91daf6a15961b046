//! The doors of incidents, each once, on both engines, through the whole frame.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use axum::http::{Method, Request};
use desk::Engine;
use incidents::Office;
use places::{CityTexts, Places};
use rules::Rules;
use serde_json::{Value, json};
use testkit::{Frame, NOTHING, Town, engines};

const CITY: &str = "code = \"990100\"\nnames = { en = \"Ashmouth\" }\nzone = \"Asia/Shanghai\"\nlanguage = \"en\"\ncountry = \"cn\"\n\
    jurisdictions = [\"cn\"]\nfeatures = []\nseat = { lat_deg = 50.05, lon_deg = -29.92 }\n[files]\nareas = \"areas.csv\"\n";
const AREAS: &str = "code,name\n990100,Ashmouth\n990102,North Ashmouth\n990102001,Mill Quarter\n990103,Eastfold\n";

struct Desk {
    town: Town,
    frame: Frame,
}

async fn desk(engine: Engine) -> Desk {
    let capabilities = vec![places::capability(), rules::capability(), accounts::capability(), incidents::capability()];
    let town = Town::new(engine, capabilities).await;
    let texts = CityTexts { profile: CITY.into(), areas: AREAS.into(), boundaries: None };
    places::adopt(&town.desk, town.given(), texts).await.unwrap();
    rules::adopt_shipped(&town.desk, &town.given(), "cn").await.unwrap();
    let (places, rules) = (Places::load(&town.desk).await.unwrap(), Rules::load(&town.desk).await.unwrap());
    let office = Arc::new(Office { places, rules });
    let frame = Frame::around(&town.desk, incidents::doors(&office), &[&incidents::words::TEXTS]);
    Desk { town, frame }
}

impl Desk {
    async fn reported(&self, body: Value) -> Value {
        self.frame.post("/api/incidents", &body).await.with(201).json()
    }

    async fn act(&self, method: Method, incident: &Value, thing: &str, body: Value) -> Value {
        let path = format!("/api/incidents/{}/{thing}", incident["id"].as_str().unwrap());
        self.frame.send(method, &path, &body).await.with(200).json()
    }
}

#[tokio::test]
async fn an_incident_is_put_on_record_with_grade_and_duties() {
    for engine in engines() {
        let desk = desk(engine).await;
        let made = desk
            .reported(json!({
                "class": "12D01", "summary": "explosion at the plant", "occurred_at": "2026-11-23T03:02:00+08:00",
                "known_at": "2026-11-23T03:05:00+08:00", "place": { "text": "Mill Quarter", "areas": ["990102001"] },
                "figures": { "deaths": 2, "missing": 0, "serious_injuries": 9, "loss_cny": 9_999_999 },
            }))
            .await;
        assert_eq!(made["number"], "990100-20261123-0001");
        assert_eq!((&made["assessed_grade"], &made["possible_grade"]), (&json!("IV"), &json!("IV")));
        assert!(made["grade_reason"].as_str().unwrap().contains('@'), "{made}");
        assert_eq!(made["areas"], json!(["990102001"]));
        let duties = made["duties"].as_array().unwrap();
        assert!(!duties.is_empty());
        for duty in duties {
            for key in ["rule", "to", "line", "channel", "state"] {
                assert!(duty[key].is_string(), "{duty}");
            }
        }
        assert!(duties.iter().any(|d| d["due_at"].is_string() && d["state"] == "running"), "{duties:?}");
        let read = desk.frame.get(&format!("/api/incidents/{}", made["id"].as_str().unwrap())).await.with(200).json();
        assert_eq!(read["summary"], "explosion at the plant");
        assert_eq!(read["duties"], made["duties"]);
        let clocks = desk::clocks::running(desk.town.desk.db(), &kernel::Scope::whole(desk.town.desk.city()), 100).await.unwrap();
        assert!(clocks.iter().any(|clock| clock.kind == "tell") && clocks.iter().any(|clock| clock.kind == "duty"), "{clocks:?}");
    }
}

#[tokio::test]
async fn only_the_summary_must_be_there_and_what_makes_no_sense_is_named() {
    for engine in engines() {
        let desk = desk(engine).await;
        let made = desk.reported(json!({ "summary": "water" })).await;
        assert_eq!((&made["assessed_grade"], &made["areas"]), (&Value::Null, &json!(["990100"])));
        for (body, status) in [
            (json!({}), 422),
            (json!({ "summary": "x", "class": "99X99" }), 422),
            (json!({ "summary": "x", "figures": { "ghosts": 1 } }), 422),
            (json!({ "summary": "x", "figures": { "deaths": -1 } }), 422),
            (json!({ "summary": "x", "occurred_at": "yesterday" }), 422),
            (json!({ "summary": "x", "place": { "lat": 120.45, "lon": 41.57 } }), 422),
            (json!({ "summary": "x", "place": { "lat": 41.57 } }), 422),
            (json!({ "summary": "x", "surprise": true }), 422),
        ] {
            let refused = desk.frame.post("/api/incidents", &body).await.with(status);
            assert_eq!(refused.headers["content-type"], "application/problem+json", "{body}");
            assert!(!refused.json()["title"].as_str().unwrap().is_empty());
        }
        assert_eq!(desk.frame.get("/api/incidents").await.with(200).json()["items"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn the_same_key_makes_one_incident() {
    for engine in engines() {
        let desk = desk(engine).await;
        let ask = |summary: &'static str| {
            let request =
                Request::post("/api/incidents").header("content-type", "application/json").header("idempotency-key", "k1");
            desk.frame.ask(testkit::TOWN, request, json!({ "summary": summary }).to_string())
        };
        let (first, again) = (ask("water").await.with(201).json(), ask("water").await.with(201).json());
        assert_eq!(first["id"], again["id"]);
        let other = ask("fire").await;
        assert_eq!(other.status.as_u16(), 422, "{}", other.body);
    }
}

#[tokio::test]
async fn figures_change_the_grade_and_every_source_stays() {
    for engine in engines() {
        let desk = desk(engine).await;
        let made = desk.reported(json!({ "summary": "explosion", "class": "12D01", "figures": { "deaths": 2 } })).await;
        let now = desk
            .act(Method::POST, &made, "figures", json!({ "item": "deaths", "value": 3, "source": "hospital", "adopt": true }))
            .await;
        assert_eq!((&now["assessed_grade"], &now["figures"]["deaths"]["value"]), (&json!("III"), &json!(3)));
        assert_eq!(now["figures"]["deaths"]["entries"], 2);
        let path = format!("/api/incidents/{}/figures", made["id"].as_str().unwrap());
        let fall = json!({ "item": "deaths", "value": 1, "source": "county", "adopt": true });
        desk.frame.post(&path, &fall).await.with(422);
        let lowered = desk.act(Method::PUT, &made, "duty-grade", json!({ "grade": "IV", "reason": "one was found alive" })).await;
        assert_eq!(lowered["duty_grade"], "IV");
        let declared =
            desk.act(Method::PUT, &made, "grade", json!({ "grade": "II", "reason": "the whole street is gone" })).await;
        assert_eq!((&declared["declared_grade"], &declared["assessed_grade"]), (&json!("II"), &json!("III")));
    }
}

#[tokio::test]
async fn a_stale_change_is_refused_and_an_addition_is_not() {
    for engine in engines() {
        let desk = desk(engine).await;
        let made = desk.reported(json!({ "summary": "explosion", "class": "12D01" })).await;
        desk.act(Method::PUT, &made, "class", json!({ "class": "12D02" })).await;
        let request = Request::put(format!("/api/incidents/{}/class", made["id"].as_str().unwrap()))
            .header("content-type", "application/json")
            .header("if-match", format!("\"{}\"", made["version"]));
        desk.frame.ask(testkit::TOWN, request, json!({ "class": "12D03" }).to_string()).await.with(412);
    }
}

#[tokio::test]
async fn the_course_of_an_incident_is_kept_and_its_end_is_refused_without_reason() {
    for engine in engines() {
        let desk = desk(engine).await;
        let made = desk.reported(json!({ "summary": "explosion", "class": "12D01", "figures": { "deaths": 3 } })).await;
        desk.act(Method::POST, &made, "calls", json!({ "post_title": "leader", "reached": true, "said": "send the team" })).await;
        desk.act(Method::POST, &made, "notes", json!({ "words": "foam on the tank" })).await;
        desk.act(Method::PUT, &made, "times", json!({ "which": "controlled", "at": "2026-11-23T03:10:00+08:00", "by": "fire" }))
            .await;
        desk.act(Method::PUT, &made, "tags", json!({ "tags": ["school"] })).await;
        desk.act(Method::PUT, &made, "fears", json!({ "fears": [{ "why": "the tank may burst", "grade": "I" }] })).await;
        let moved = desk.act(Method::PUT, &made, "place", json!({ "text": "the mill", "areas": ["990103"] })).await;
        assert_eq!((&moved["areas"], &moved["possible_grade"]), (&json!(["990103"]), &json!("I")));
        desk.act(Method::PUT, &made, "summary", json!({ "summary": "explosion of a tank" })).await;
        desk.act(Method::POST, &made, "transfer", json!({ "to": "Farshore" })).await;
        let duty = moved["duties"][0]["key"].as_str().unwrap();
        desk.act(Method::POST, &made, "lateness", json!({ "duty": duty, "reason": "the line was down" })).await;
        let finding = json!({ "what": "concealed", "about": "the plant", "evidence": "fact 3" });
        desk.act(Method::POST, &made, "findings", finding).await;
        let path = format!("/api/incidents/{}/closure", made["id"].as_str().unwrap());
        desk.frame.post(&path, &json!({})).await.with(422);
        assert_eq!(desk.act(Method::POST, &made, "closure", json!({ "reason": "over" })).await["standing"], "closed");
        let path = format!("/api/incidents/{}/class", made["id"].as_str().unwrap());
        desk.frame.send(Method::PUT, &path, &json!({ "class": "12D02" })).await.with(409);
        assert_eq!(desk.act(Method::POST, &made, "reopening", json!({ "reason": "more" })).await["standing"], "open");
        assert_eq!(desk.act(Method::POST, &made, "false-alarm", json!({ "reason": "a drill" })).await["standing"], "false_alarm");
    }
}

#[tokio::test]
async fn whoever_looks_after_another_area_sees_nothing_of_it() {
    for engine in engines() {
        let desk = desk(engine).await;
        let north = desk.reported(json!({ "summary": "north", "place": { "areas": ["990102001"] } })).await;
        desk.reported(json!({ "summary": "both", "place": { "areas": ["990102", "990103"] } })).await;
        let count = async |area: &'static str| {
            desk.frame.get_as(area, "/api/incidents").await.with(200).json()["items"].as_array().unwrap().len()
        };
        assert_eq!((count("990100").await, count("990102").await, count("990103").await, count(NOTHING).await), (2, 2, 1, 0));
        let path = format!("/api/incidents/{}", north["id"].as_str().unwrap());
        desk.frame.get_as("990103", &path).await.with(404);
        let note = json!({ "words": "seen" });
        desk.frame.send_as("990103", (Method::POST, &format!("{path}/notes")), &note).await.with(404);
        desk.frame.get_as("", &path).await.with(401);
    }
}

#[tokio::test]
async fn the_list_is_filtered_sorted_and_paged() {
    for engine in engines() {
        let desk = desk(engine).await;
        for n in 0..5 {
            desk.town.clock.set(desk.town.clock.now().plus_min(1));
            desk.reported(json!({ "summary": format!("call {n}"), "class": "12D01", "figures": { "deaths": n * 2 } })).await;
        }
        desk.town.desk.settle().await.unwrap();
        let list = async |query: &str| {
            let page = desk.frame.get(&format!("/api/incidents?{query}")).await.with(200).json();
            let items = page["items"].as_array().unwrap().clone();
            let said: Vec<String> = items.iter().map(|i| i["summary"].as_str().unwrap().to_owned()).collect();
            (said, page["next"].as_str().map(ToOwned::to_owned))
        };
        let (first, next) = list("limit=2").await;
        assert_eq!(first, ["call 4", "call 3"]);
        let (second, next) = list(&format!("limit=2&cursor={}", next.unwrap())).await;
        assert_eq!(second, ["call 2", "call 1"]);
        let (third, end) = list(&format!("limit=2&cursor={}", next.unwrap())).await;
        assert_eq!((third, end), (vec!["call 0".to_owned()], None));
        assert_eq!(list("grade=III").await.0, ["call 4", "call 3", "call 2"]);
        assert_eq!(list("class=12A").await.0.len(), 0);
        assert_eq!(list("order=gravest&limit=1").await.0, ["call 4"]);
        assert_eq!(list("q=call").await.0.len(), 5);
        assert_eq!(list("q=nobody").await.0.len(), 0);
        desk.frame.get("/api/incidents?grade=V").await.with(422);
    }
}

#[tokio::test]
async fn a_second_call_about_the_same_is_hinted_at_and_never_blocked() {
    for engine in engines() {
        let desk = desk(engine).await;
        let same = |summary: &str| json!({ "summary": summary, "class": "11A51", "place": { "text": "the mill", "areas": ["990102001"] } });
        let made = desk.reported(same("water in the cellars of Mill Quarter")).await;
        desk.reported(json!({ "summary": "bus overturned", "class": "12H00", "place": { "areas": ["990103"] } })).await;
        let hints =
            desk.frame.post("/api/incidents/duplicates", &same("cellars under water in Mill Quarter")).await.with(200).json();
        assert_eq!(hints["items"].as_array().unwrap().len(), 1, "{hints}");
        assert_eq!(hints["items"][0]["id"], made["id"]);
        desk.reported(same("cellars under water in Mill Quarter")).await;
    }
}

#[tokio::test]
async fn erasing_the_caller_leaves_the_incident_and_the_chain_whole() {
    for engine in engines() {
        let desk = desk(engine).await;
        let made = desk.reported(json!({ "summary": "water", "caller": "Lao Wang 13000000000" })).await;
        let id = kernel::Id::parse(made["id"].as_str().unwrap()).unwrap();
        let (incident, _) = desk.town.desk.recall::<incidents::Incident>(&id).await.unwrap();
        let because = desk::Because { why: "asked".into(), law: "art. 85".into() };
        desk.town.desk.erase(desk.town.given(), &incident.caller.unwrap().id, because).await.unwrap();
        let read = desk.frame.get(&format!("/api/incidents/{id}")).await.with(200).json();
        assert_eq!((&read["caller"], &read["summary"]), (&Value::Null, &json!("water")));
        let verdict = desk::verify(desk.town.desk.db(), desk.town.desk.genesis(), None).await.unwrap();
        assert!(matches!(verdict, desk::Verdict::Whole { .. }));
        let rows = desk.town.desk.db().rows("select body from journal limit 100", Vec::new()).await.unwrap();
        assert!(rows.iter().all(|r| !r.text("body").unwrap().contains("13000000000")), "no name in a fact");
    }
}

#[tokio::test]
async fn a_case_is_replayed_as_it_was_known() {
    for engine in engines() {
        let desk = desk(engine).await;
        let made = desk.reported(json!({ "summary": "explosion", "class": "12D01", "figures": { "deaths": 2 } })).await;
        let then = desk.town.desk.last_position();
        let figure = json!({ "item": "deaths", "value": 3, "source": "hospital", "adopt": true });
        desk.act(Method::POST, &made, "figures", figure).await;
        let id = kernel::Id::parse(made["id"].as_str().unwrap()).unwrap();
        let replay = desk.town.desk.replay_case(&id, then).await.unwrap();
        let scope = kernel::Scope::whole(desk.town.desk.city());
        let whole = incidents::reads::incident(&replay.db, &scope, &id).await.unwrap().unwrap();
        assert_eq!(whole.incident.adopted().get("deaths"), Some(2));
        let listed = incidents::reads::list(&replay.db, &scope, &Default::default(), (None, 10)).await.unwrap();
        assert_eq!(listed.lines[0].summary.as_deref(), Some("explosion"));
        assert_eq!(listed.lines[0].assessed, Some(kernel::Grade::IV));
    }
}

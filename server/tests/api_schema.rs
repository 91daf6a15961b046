//! The description of the API against the server that serves it: what it promises is asked of every door, with what it allows and
//! with what it does not.

#[path = "program/harness.rs"]
#[expect(dead_code, reason = "shared with the tests of the command line, which use more of it")]
mod harness;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

use harness::{COUNTY, Place, Server, client, run};
use serde_json::{Value, json};

/// Where the configuration and the hooks of schemathesis lie.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemathesis");
/// The program `schemathesis`; `cargo xtask test` installs it and says where it is.
const SCHEMATHESIS: &str = "WATCHFIRE_TEST_SCHEMATHESIS";
/// The city of the tests.
const CITY: &str = "211300";
/// Doors that are asked with an example of what people really send.
const WITH_EXAMPLE: [&str; 7] = ["IncidentIn", "DraftIn", "SendIn", "SignatureIn", "InstructionIn", "NewAccount", "NewToken"];

fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "\n{line}");
}

/// A server, and the tokens of a director and an administrator.
struct Office {
    server: Server,
    director: String,
    administrator: String,
    _place: Place,
}

impl Office {
    fn open() -> Self {
        let place = Place::new();
        let data = place.office();
        let server = Server::of(&data);
        let token = |post| run(&["account", "token", "--data", &data, "--post", post, "--area", CITY]).done().trim().to_owned();
        let (director, administrator) = (token("director"), token("administrator"));
        Self { server, director, administrator, _place: place }
    }

    async fn read(&self, path: &str) -> Value {
        let answer = self.server.get(path, Some(&self.director)).await;
        assert_eq!(answer.status(), 200, "{path}");
        serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON")
    }

    async fn post(&self, token: &str, asked: (&str, Value)) -> Value {
        self.send("POST", token, asked).await
    }

    /// Sends JSON; what is made or changed comes back.
    async fn send(&self, method: &str, token: &str, (path, body): (&str, Value)) -> Value {
        let method = method.parse().expect("a method");
        let request = client(None).request(method, format!("{}{path}", self.server.url)).bearer_auth(token);
        let request = request.header("content-type", "application/json").body(body.to_string());
        let answer = request.send().await.expect("an answer");
        let (status, text) = (answer.status(), answer.text().await.expect("a body"));
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    async fn id(&self, token: &str, asked: (&str, Value)) -> String {
        text(&self.post(token, asked).await, "/id")
    }

    /// One of each thing that doors name in their paths, and another one of each that a door makes an end of.
    async fn things(&self) -> Vec<(&'static str, String)> {
        let mut all = self.cases().await;
        all.extend(self.house().await);
        let rules = self.read("/api/rules").await;
        all.push(("API_RULE_SET", text(&rules, "/items/0/id")));
        all.push(("API_RULE_SET_VERSION", text(&rules, "/items/0/version")));
        all.push(("API_AREA", COUNTY.to_owned()));
        all
    }

    async fn cases(&self) -> Vec<(&'static str, String)> {
        let director = self.director.as_str();
        let call = || ("/api/incidents", json!({ "summary": "water in the lower village", "place": { "areas": [COUNTY] } }));
        let (incident, to_close) = (self.id(director, call()).await, self.id(director, call()).await);
        let reports = format!("/api/incidents/{incident}/reports");
        let first = || (reports.as_str(), json!({ "kind": "first" }));
        let report = self.id(director, first()).await;
        let sent = self.id(director, first()).await;
        let to_void = self.id(director, (&reports, json!({ "kind": "follow_up" }))).await;
        let addressee = json!({ "addressees": [{ "name": "the duty room above", "line": "government", "way": "phone" }] });
        let gone = self.post(director, (&format!("/api/reports/{sent}/sendings"), addressee)).await;
        let instructions = format!("/api/incidents/{incident}/instructions");
        let given = || (instructions.as_str(), json!({ "by": "leader", "to": "water bureau", "words": "send boats" }));
        vec![
            ("API_SENDING", text(&gone, "/sendings/0/id")),
            ("API_INSTRUCTION", self.id(director, given()).await),
            ("API_INSTRUCTION_TO_CLOSE", self.id(director, given()).await),
            ("API_INCIDENT", incident),
            ("API_INCIDENT_TO_CLOSE", to_close),
            ("API_REPORT", report),
            ("API_REPORT_SENT", sent),
            ("API_REPORT_TO_VOID", to_void),
        ]
    }

    async fn house(&self) -> Vec<(&'static str, String)> {
        let administrator = self.administrator.as_str();
        let body = |code: &str| {
            let body = json!({ "code": code, "name": format!("body {code}"), "kind": "department", "area": COUNTY });
            ("/api/organisations", body)
        };
        let (standing, dissolved) = (self.id(administrator, body("t-1")).await, self.id(administrator, body("t-2")).await);
        let posts = format!("/api/organisations/{standing}/posts");
        let post = |title: &str| (posts.as_str(), json!({ "title": title, "kind": "head" }));
        let account = |name: &str| ("/api/accounts", json!({ "name": name, "sign_in": name, "area": COUNTY }));
        let grant = || json!({ "kind": "duty-officer", "area": COUNTY });
        let (head, ada) = (self.id(administrator, post("head")).await, self.id(administrator, account("ada")).await);
        let held = self.send("PUT", administrator, (&format!("/api/posts/{head}/holder"), json!({ "name": "Ada" }))).await;
        vec![
            ("API_POST", head),
            ("API_PERSON", text(&held, "/holder/id")),
            ("API_POST_TO_ABOLISH", self.id(administrator, post("another head")).await),
            ("API_GRANT", self.id(administrator, (&format!("/api/accounts/{ada}/posts"), grant())).await),
            ("API_ACCOUNT", ada),
            ("API_ACCOUNT_TO_CLOSE", self.id(administrator, account("bob")).await),
            ("API_TOKEN", self.id(administrator, ("/api/tokens", grant())).await),
            ("API_BODY", standing),
            ("API_BODY_TO_DISSOLVE", dissolved),
        ]
    }
}

fn text(json: &Value, at: &str) -> String {
    json.pointer(at).and_then(Value::as_str).unwrap_or_else(|| panic!("no {at} in {json}")).to_owned()
}

/// Every operation of a description by method and path.
fn operations(api: &Value) -> BTreeMap<String, &Value> {
    let paths = api["paths"].as_object().expect("paths");
    let all = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().expect("a path item");
        item.iter().map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation))
    });
    all.collect()
}

/// Every place that points to a type, with where it points.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get("$ref").and_then(Value::as_str));
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_door_says_what_it_takes_what_it_answers_and_how_it_refuses() {
    let office = Office::open();
    let api = office.read("/api/openapi.json").await;
    let operations = operations(&api);
    assert!(operations.len() > 100, "only {} doors", operations.len());
    for (name, operation) in &operations {
        assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{name} has no name");
        let responses = operation["responses"].as_object().expect("responses");
        let (good, bad): (Vec<_>, Vec<_>) = responses.iter().partition(|(status, _)| status.as_str() < "400");
        assert!(!good.is_empty(), "{name} answers nothing");
        for (status, response) in good {
            let says = response["content"].as_object().is_some_and(|content| content.values().all(|c| c["schema"].is_object()));
            assert!(says || matches!(status.as_str(), "204" | "304"), "{name} answers {status} with what?");
        }
        for (status, response) in bad {
            let response = response["$ref"].as_str().and_then(|at| api.pointer(&at[1..])).unwrap_or(response);
            let problem = &response["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(problem, "#/components/schemas/Problem", "{name} {status}");
        }
        let changes = !name.starts_with("GET ");
        let named = |wanted: &str| operation["parameters"].as_array().is_some_and(|all| all.iter().any(|p| p["name"] == wanted));
        assert_eq!(named("Idempotency-Key"), changes, "{name}");
        assert_eq!(named("If-Match"), changes, "{name}");
        let open = ["/healthz", "/metrics", "/api/openapi.json", "/api/session"].iter().any(|path| name.ends_with(path));
        assert_eq!(operation["security"].is_array(), !open, "{name}");
    }
    let mut pointed = Vec::new();
    references(&api, &mut pointed);
    for reference in pointed {
        assert!(api.pointer(&reference[1..]).is_some_and(Value::is_object), "{reference} leads nowhere");
    }
    for name in WITH_EXAMPLE {
        assert!(api["components"]["schemas"][name]["example"].is_object(), "{name} has no example");
    }
}

#[tokio::test]
async fn every_door_keeps_what_its_description_promises() {
    let Some(schemathesis) = std::env::var_os(SCHEMATHESIS).map(PathBuf::from) else {
        say(&format!("skipped: {SCHEMATHESIS} names no program; `cargo xtask test` installs it"));
        return;
    };
    let office = Office::open();
    let things = office.things().await;
    let place = tempfile::tempdir().expect("a folder");
    let mut asking = Command::new(schemathesis);
    asking.args(["--config-file", &format!("{FOLDER}/schemathesis.toml"), "run", "--no-color", "--checks", "all"]);
    asking.arg(format!("{}/api/openapi.json", office.server.url)).current_dir(place.path());
    asking.env("API_HOOKS", format!("{FOLDER}/hooks.py")).env("PYTHONDONTWRITEBYTECODE", "1").env("NO_PROXY", "*");
    asking.env("API_DIRECTOR", &office.director).env("API_ADMINISTRATOR", &office.administrator).envs(things);
    // It waits for the server, which is another process: no thread of this one has anything else to do.
    let ran = asking.output().expect("schemathesis runs");
    let said = String::from_utf8_lossy(&ran.stdout);
    say(&said);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(!said.contains("0 generated"), "{said}");
    let faults: Vec<String> = office.server.log().lines().filter(|line| line.contains("ERROR")).map(str::to_owned).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn the_names_that_others_build_on_hold() {
    let office = Office::open();
    let body = json!({
        "class": "12D01", "summary": "explosion in a works", "occurred_at": "2026-11-23T03:12:00+08:00",
        "known_at": "2026-11-23T03:20:00+08:00",
        "place": { "lat": 41.57, "lon": 120.45, "datum": "wgs84", "text": "the works" },
        "figures": { "deaths": 2, "missing": 0, "serious_injuries": 9, "loss_cny": 9_999_999 }
    });
    let asked = |key: &'static str, body: Value| {
        let request = client(None).post(format!("{}/api/incidents", office.server.url)).bearer_auth(&office.director);
        let request = request.header("content-type", "application/json").header("Idempotency-Key", key);
        request.body(body.to_string()).send()
    };
    let first = asked("first", body.clone()).await.expect("an answer");
    let (status, tag) = (first.status(), first.headers()["etag"].to_str().unwrap().to_owned());
    let made: Value = serde_json::from_str(&first.text().await.unwrap()).unwrap();
    assert_eq!((status.as_u16(), tag), (201, format!("\"{}\"", made["version"])));
    for name in ["id", "number", "areas", "assessed_grade", "possible_grade", "grade_reason", "duties"] {
        assert!(made.get(name).is_some(), "no {name} in {made}");
    }
    assert_eq!(made["areas"], json!(["211302"]));
    assert!(
        ["assessed_grade", "possible_grade"].iter().all(|name| matches!(made[name].as_str(), Some("I" | "II" | "III" | "IV")))
    );
    let duty = &made["duties"][0];
    for name in ["rule", "to", "line", "channel", "due_at", "state"] {
        assert!(duty.get(name).is_some(), "no {name} in {duty}");
    }
    let again = asked("first", body.clone()).await.expect("an answer");
    assert_eq!(again.status(), 201);
    assert_eq!(serde_json::from_str::<Value>(&again.text().await.unwrap()).unwrap()["id"], made["id"], "asked twice, done once");
    let other = asked("first", json!({ "summary": "something else" })).await.expect("an answer");
    assert_eq!((other.status().as_u16(), &other.headers()["content-type"]), (422, &"application/problem+json".parse().unwrap()));
    assert!(other.text().await.unwrap().contains("web-refused-key-used-otherwise"));
    asked("second", json!({ "summary": "water" })).await.expect("an answer");
    let (page, id) = (office.read("/api/incidents?limit=1").await, text(&made, "/id"));
    let next = text(&page, "/next");
    let last = office.read(&format!("/api/incidents?limit=1&cursor={next}")).await;
    assert_eq!((&last["items"][0]["id"], &last["next"]), (&made["id"], &Value::Null), "the newest first, each once");
    let one = office.server.get(&format!("/api/incidents/{id}"), Some(&office.director)).await;
    let version = one.headers()["etag"].to_str().unwrap().to_owned();
    let change = |version: &str, summary: &str| {
        let request = client(None).put(format!("{}/api/incidents/{id}/summary", office.server.url)).bearer_auth(&office.director);
        let request = request.header("content-type", "application/json").header("If-Match", version);
        request.body(json!({ "summary": summary }).to_string()).send()
    };
    assert_eq!(change(&version, "explosion in the upper works").await.unwrap().status(), 200);
    assert_eq!(change(&version, "explosion in the lower works").await.unwrap().status(), 412, "somebody changed it since");
}

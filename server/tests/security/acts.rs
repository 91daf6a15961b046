//! Every act of the API with somebody's words in every text that it takes: done in an order in which each makes sense, and done again
//! by those who may not. `§` stands for hostile words, each with a mark of its own; `{name}` for what an earlier answer said.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};

use crate::office::{COUNTY, Office, Visitor};

/// Whose post an act needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Post {
    Director,
    Administrator,
}

/// One act.
#[derive(Debug, Clone)]
pub struct Act {
    pub post: Post,
    pub method: Method,
    pub path: &'static str,
    pub body: Value,
    saves: Vec<(&'static str, &'static str)>,
    /// Whether it is about the county even where its path names nothing there.
    local: bool,
}

/// Words that should be words and nothing else: they end an attribute and begin a tag, are an address that runs, end a statement. `N` is
/// where each one's mark stands. Forty characters are the shortest limit of a text.
pub const HOSTILE: [&str; 3] =
    ["\"'></textarea><svg/onload=N()>", "javascript:N()//{{7*7}}%n{ $a }", "'; drop table journal;--N<b>"];

/// One time through all acts.
#[derive(Debug, Clone, Copy)]
pub struct Round<'a> {
    /// What tells it from other rounds.
    pub once: &'a str,
    /// What is written into every text.
    pub words: &'a str,
    /// How the incident is marked.
    pub marking: &'a str,
}

/// What was done: what the answers said, and every hostile text by its mark with the field that it went in by.
#[derive(Debug, Default)]
pub struct Deeds {
    pub saved: BTreeMap<String, String>,
    pub said: BTreeMap<String, (String, String)>,
}

impl Act {
    fn saves(mut self, name: &'static str, pointer: &'static str) -> Self {
        self.saves.push((name, pointer));
        self
    }

    fn local(mut self) -> Self {
        self.local = true;
        self
    }

    /// Whether somebody of another county must be refused.
    pub fn is_of_the_county(&self) -> bool {
        self.local || self.path.contains('{')
    }

    /// The path as its door has it, whatever the places that vary are called.
    pub fn place(&self) -> String {
        format!("{} {}", self.method, shape(self.path))
    }

    /// Path and body with what was saved in their places.
    pub fn filled(&self, saved: &BTreeMap<String, String>) -> (String, Value) {
        let fill =
            |text: &str| saved.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
        let mut body = self.body.clone();
        each_text(&mut body, "", &mut |_, text| *text = fill(text));
        (fill(self.path), body)
    }
}

/// Shows every text of a body to `change`, with the pointer to it.
fn each_text(value: &mut Value, at: &str, change: &mut dyn FnMut(&str, &mut String)) {
    match value {
        Value::String(text) => change(at, text),
        Value::Array(list) => list.iter_mut().enumerate().for_each(|(n, one)| each_text(one, &format!("{at}/{n}"), change)),
        Value::Object(map) => map.iter_mut().for_each(|(name, one)| each_text(one, &format!("{at}/{name}"), change)),
        _ => {}
    }
}

/// A path with `{}` for whatever varies in it.
pub fn shape(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn director(method: Method, path: &'static str, body: Value) -> Act {
    Act { post: Post::Director, method, path, body, saves: Vec::new(), local: false }
}

fn administrator(method: Method, path: &'static str, body: Value) -> Act {
    Act { post: Post::Administrator, ..director(method, path, body) }
}

/// All of them, in order.
pub fn all() -> Vec<Act> {
    [taking_in(), working(), telling(), reporting(), instructing(), contacts(), looking_after(), ruling(), ending()].concat()
}

fn taking_in() -> Vec<Act> {
    let incident = json!({
        "summary": "§", "class": "12D01", "occurred_at": "2026-11-23T03:12:00+08:00", "known_at": "2026-11-23T03:13:00+08:00",
        "claimed_by": "§", "basis": "§", "place": { "text": "§", "areas": [COUNTY] }, "figures": { "deaths": 2 },
        "figures_from": "§", "caller": "§", "marking": "{marking}",
    });
    vec![
        director(Method::POST, "/api/incidents", incident.clone()).saves("incident", "/id").saves("duty", "/duties/0/key"),
        director(Method::POST, "/api/incidents/duplicates", incident),
        director(Method::PUT, "/api/drafts/call", json!({ "words": "§" })),
        director(Method::POST, "/api/places/mentions", json!({ "text": "§" })),
    ]
}

fn working() -> Vec<Act> {
    vec![
        director(Method::PUT, "/api/incidents/{incident}/summary", json!({ "summary": "§" })),
        director(Method::PUT, "/api/incidents/{incident}/place", json!({ "text": "§", "areas": [COUNTY] })),
        director(Method::PUT, "/api/incidents/{incident}/class", json!({ "class": "12D01" })),
        director(
            Method::PUT,
            "/api/incidents/{incident}/times",
            json!({ "which": "controlled", "at": "2026-11-23T04:00:00+08:00", "by": "§", "basis": "§" }),
        ),
        director(Method::PUT, "/api/incidents/{incident}/tags", json!({ "tags": ["§"] })),
        director(
            Method::POST,
            "/api/incidents/{incident}/figures",
            json!({ "item": "deaths", "value": 3, "source": "§", "reason": "§" }),
        ),
        director(
            Method::POST,
            "/api/incidents/{incident}/adoptions",
            json!({ "item": "deaths", "entry": "{entry}", "reason": "§" }),
        ),
        director(Method::PUT, "/api/incidents/{incident}/grade", json!({ "grade": "II", "reason": "§" })),
        director(Method::PUT, "/api/incidents/{incident}/duty-grade", json!({ "grade": "III", "reason": "§" })),
        director(
            Method::PUT,
            "/api/incidents/{incident}/fears",
            json!({ "fears": [{ "why": "§", "figures": { "deaths": 9 } }] }),
        ),
    ]
}

fn telling() -> Vec<Act> {
    vec![
        director(Method::POST, "/api/incidents/{incident}/calls", json!({ "post_title": "§", "reached": true, "said": "§" })),
        director(Method::POST, "/api/incidents/{incident}/notes", json!({ "words": "§" })),
        director(Method::POST, "/api/incidents/{incident}/transfer", json!({ "to": "§", "receipt": "§" })),
        director(Method::POST, "/api/incidents/{incident}/findings", json!({ "what": "late", "about": "§", "evidence": "§" })),
        director(Method::POST, "/api/incidents/{incident}/lateness", json!({ "duty": "{duty}", "reason": "§" })),
    ]
}

fn reporting() -> Vec<Act> {
    let addressee = json!({ "name": "§", "line": "government", "way": "phone", "address": "§" });
    let sending = json!({ "addressees": [addressee, addressee], "basis": "§", "at": "2026-11-23T04:00:00+08:00" });
    let receipt = json!({ "number": "§", "taker": "§", "taker_post": "§", "register_no": "§" });
    let signature =
        json!({ "by": "oral", "post": "§", "name": "§", "phone": "§", "basis": "§", "at": "2026-11-23T04:00:00+08:00" });
    vec![
        director(Method::POST, "/api/incidents/{incident}/reports", json!({ "kind": "first" })).saves("report", "/id"),
        director(Method::POST, "/api/reports/{report}/composition", json!({})),
        director(Method::PUT, "/api/reports/{report}", json!({ "title": "§", "text": "§\n§" })),
        director(Method::POST, "/api/reports/{report}/signature", signature),
        director(Method::POST, "/api/reports/{report}/sendings", sending)
            .saves("sending", "/sendings/0/id")
            .saves("missed", "/sendings/1/id"),
        director(Method::POST, "/api/reports/{report}/sendings/{sending}/receipt", receipt),
        director(Method::POST, "/api/reports/{report}/sendings/{missed}/failure", json!({ "why": "busy" })),
        director(Method::POST, "/api/reports/{report}/paper", json!({})),
        director(
            Method::POST,
            "/api/incidents/{incident}/reports",
            json!({ "kind": "first", "replaces": "{report}", "reason": "§" }),
        )
        .saves("draft", "/id"),
        director(Method::POST, "/api/reports/{draft}/void", json!({ "reason": "§" })),
    ]
}

fn instructing() -> Vec<Act> {
    let instruction = json!({ "manner": "oral", "by": "§", "to": "§", "words": "§" });
    vec![
        director(Method::POST, "/api/incidents/{incident}/instructions", instruction.clone()).saves("instruction", "/id"),
        director(Method::POST, "/api/instructions/{instruction}/passing", json!({ "to": "§" })),
        director(Method::POST, "/api/instructions/{instruction}/acknowledgement", json!({ "by": "§" })),
        director(
            Method::POST,
            "/api/instructions/{instruction}/extension",
            json!({ "until": "2036-11-23T04:00:00+08:00", "reason": "§" }),
        ),
        director(Method::POST, "/api/instructions/{instruction}/feedback", json!({ "words": "§", "progress": "done" })),
        director(Method::POST, "/api/instructions/{instruction}/closure", json!({ "reason": "§" })),
        director(Method::POST, "/api/incidents/{incident}/instructions", instruction).saves("another", "/id"),
        director(Method::POST, "/api/instructions/{another}/withdrawal", json!({ "reason": "§" })),
    ]
}

fn contacts() -> Vec<Act> {
    let body = |code: &str| json!({ "code": code, "name": "§", "short_name": "§", "kind": "department", "area": COUNTY });
    vec![
        administrator(Method::POST, "/api/organisations", body("{once}a")).saves("body", "/id").local(),
        administrator(Method::PATCH, "/api/organisations/{body}", json!({ "name": "§", "short_name": "§" })),
        administrator(Method::PUT, "/api/organisations/{body}/lines/government", json!({ "to": [] })),
        administrator(Method::POST, "/api/organisations/{body}/posts", json!({ "title": "§", "kind": "head" }))
            .saves("post", "/id"),
        administrator(Method::PATCH, "/api/posts/{post}", json!({ "title": "§" })),
        administrator(Method::PUT, "/api/posts/{post}/holder", json!({ "name": "§" })),
        administrator(Method::POST, "/api/organisations", body("{once}b")).saves("empty", "/id").local(),
        administrator(Method::POST, "/api/organisations/{empty}/posts", json!({ "title": "§", "kind": "head" }))
            .saves("spare", "/id"),
        administrator(Method::PUT, "/api/posts/{spare}/holder", json!({ "name": "§" })).saves("holder", "/holder/id"),
        administrator(Method::DELETE, "/api/posts/{spare}/holder", json!({})),
        administrator(Method::POST, "/api/posts/{spare}/abolition", json!({})),
        administrator(Method::POST, "/api/organisations/{empty}/dissolution", json!({})),
        director(Method::POST, "/api/people/{holder}/erasure", json!({ "why": "§", "law": "§" })),
    ]
}

fn looking_after() -> Vec<Act> {
    let account = |name: &str| {
        let posts = json!([{ "kind": "leader", "area": COUNTY, "title": "§" }]);
        json!({ "name": "§", "sign_in": name, "area": COUNTY, "posts": posts })
    };
    vec![
        administrator(Method::POST, "/api/accounts", account("{once}c")).saves("account", "/id").local(),
        administrator(Method::PUT, "/api/accounts/{account}/name", json!({ "name": "§" })),
        administrator(Method::POST, "/api/accounts/{account}/posts", json!({ "kind": "auditor", "area": COUNTY, "title": "§" }))
            .saves("grant", "/id"),
        administrator(Method::DELETE, "/api/accounts/{account}/posts/{grant}", json!({})),
        administrator(Method::POST, "/api/accounts/{account}/link", json!({})),
        administrator(Method::DELETE, "/api/accounts/{account}/codes", json!({})),
        administrator(Method::POST, "/api/accounts/{account}/closure", json!({ "reason": "§ and more" })),
        administrator(Method::DELETE, "/api/accounts/{account}/closure", json!({})),
        administrator(Method::POST, "/api/accounts", account("{once}d")).saves("gone", "/id").local(),
        administrator(Method::POST, "/api/accounts/{gone}/closure", json!({ "reason": "§ and more" })),
        director(Method::POST, "/api/accounts/{gone}/erasure", json!({ "why": "§", "law": "§" })),
        administrator(Method::POST, "/api/tokens", json!({ "kind": "leader", "area": COUNTY, "label": "§" }))
            .saves("token", "/id")
            .local(),
        administrator(Method::DELETE, "/api/tokens/{token}", json!({})),
    ]
}

fn ruling() -> Vec<Act> {
    let set = include_str!("../../../rules/tiny/figures.toml");
    let set = set.replace("id = \"tiny-figures\"", "id = 'x-{once}'").replace("en = \"Items of figures\"", "en = '''§'''");
    let set = set.replace("source = \"Incident Act, schedule 2\"", "source = '''§'''").replace("en = \"dead\"", "en = '''§'''");
    vec![
        administrator(Method::POST, "/api/rules/checks", json!({ "text": set })),
        administrator(Method::POST, "/api/rules", json!({ "text": set })),
        administrator(Method::POST, "/api/rules/x-{once}/1/withdrawal", json!({ "why": "§" })),
    ]
}

fn ending() -> Vec<Act> {
    vec![
        director(Method::POST, "/api/incidents/{incident}/members", json!({ "account": "{account}" })),
        director(Method::DELETE, "/api/incidents/{incident}/members/{account}", json!({})),
        director(Method::POST, "/api/incidents/{incident}/closure", json!({ "reason": "§" })),
        director(Method::POST, "/api/incidents/{incident}/reopening", json!({ "reason": "§" })),
        director(Method::POST, "/api/incidents/{incident}/false-alarm", json!({ "reason": "§" })),
        director(Method::POST, "/api/journal/verification", json!({})),
        director(Method::POST, "/api/sealed/{sealed}/erasure", json!({ "why": "§", "law": "§" })),
    ]
}

impl<'a> Round<'a> {
    /// A round whose incident is marked as most are.
    pub fn of(once: &'a str, words: &'a str) -> Self {
        Self { once, words, marking: "internal" }
    }
}

/// Does all of it with one sort of words: director and administrator do what is theirs.
pub async fn perform(office: &Office, who: (&Visitor, &Visitor), round: Round<'_>) -> Deeds {
    let mut deeds = Deeds::default();
    deeds.saved.insert("once".into(), round.once.into());
    deeds.saved.insert("marking".into(), round.marking.into());
    for act in all() {
        let (path, mut body) = act.filled(&deeds.saved);
        deeds.put_words(&act, &mut body, round);
        let visitor = if act.post == Post::Director { who.0 } else { who.1 };
        let answer = visitor.send(act.method.clone(), &path, &body).await;
        assert!((200..300).contains(&answer.status), "{} {path} {body}: {} {}", act.method, answer.status, answer.body);
        for (name, pointer) in &act.saves {
            deeds.saved.insert((*name).to_owned(), answer.text(pointer));
        }
        if act.path.ends_with("/figures") {
            deeds.saved.insert("entry".into(), latest(office, "figure_entered", &["/entry", "/id"]));
        }
        if act.path.ends_with("/transfer") {
            deeds.saved.insert("sealed".into(), latest(office, "noted", &["/words/id"]));
        }
    }
    deeds
}

impl Deeds {
    /// Puts hostile words into each place for them, each with a mark of its own.
    fn put_words(&mut self, act: &Act, body: &mut Value, Round { once, words, .. }: Round<'_>) {
        let said = &mut self.said;
        each_text(body, "", &mut |at, text| {
            while text.contains('§') {
                let mark = format!("wf{once}n{}z", said.len());
                let hostile = words.replace('N', &mark);
                *text = text.replacen('§', &hostile, 1);
                said.insert(mark, (hostile, format!("{} {at}", act.place())));
            }
        });
    }
}

/// An id in the last fact of a kind.
fn latest(office: &Office, kind: &str, pointers: &[&str]) -> String {
    let sql = "select body from journal where kind = $1 order by position desc limit 1";
    let body: String = office.database().query_row(sql, [kind], |row| row.get(0)).expect("a fact");
    let fact: Value = serde_json::from_str(&body).expect("JSON");
    let id = pointers.iter().find_map(|pointer| fact.pointer(pointer).and_then(Value::as_str));
    id.unwrap_or_else(|| panic!("no id in {fact}")).to_owned()
}

//! The frame with this capability's doors alone, and a gate that lets in whoever says where they look after.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, StatusCode};
use desk::{Engine, Fault};
use kernel::{Actor, AreaCode, Id, Scope};
use rules::{Rules, adopt_shipped, capability, default_sets, doors};
use testkit::Town;
use tower::ServiceExt as _;
use web::{App, Caller, Credential, Gate, Language, Soon, Texts};

/// The header that says which area the caller looks after; without it nobody is there.
const LOOKS_AFTER: &str = "x-looks-after";
/// The area of a caller who may come in and see nothing, and change nothing.
pub const NOTHING: &str = "980000";

/// A town with its doors, and the made-up law in force.
pub struct Frame {
    pub town: Town,
    router: Router,
}

/// What a door answered.
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

struct Anyone;

/// A shipped text of the made-up law.
pub fn tiny(file: &str) -> String {
    default_sets("tiny").iter().find(|set| set.file == file).unwrap().text.to_owned()
}

/// The made-up reporting duties with other minutes, from a day on.
pub fn quicker(version: &str, from: &str) -> String {
    let text = tiny("reporting").replace("version = \"1\"", &format!("version = \"{version}\"\nvalid_from = {from}"));
    text.replace("limit_min = 45", "limit_min = 20")
}

impl Frame {
    pub async fn new(engine: Engine) -> Self {
        let town = Town::new(engine, vec![capability()]).await;
        adopt_shipped(&town.desk, &town.given(), "tiny").await.unwrap();
        Self::over(town).await
    }

    /// The doors of a town, opened on its book as it is.
    pub async fn over(town: Town) -> Self {
        let rules = Rules::load(&town.desk).await.unwrap();
        let router = web::router(App {
            desk: town.desk.clone(),
            gate: Arc::new(Anyone),
            texts: Texts::of(&[&web::words::TEXTS, &rules::words::TEXTS]).unwrap(),
            doors: doors(&rules),
            city: web::City {
                names: vec![(Language::En, "Ashmouth".into())],
                zone: town.desk.zone().clone(),
                area: town.desk.city(),
                language: Language::En,
            },
            finders: Vec::new(),
            metrics: None,
            behind_proxy: false,
            tls: false,
            sign_in: "/sign-in",
            sign_out: "/sign-out",
        });
        Self { town, router: router.unwrap() }
    }

    /// What the duty officer of the town is answered.
    pub async fn get(&self, path: &str) -> Answered {
        self.get_as(testkit::TOWN, path).await
    }

    /// What somebody who looks after `area` is answered.
    pub async fn get_as(&self, area: &str, path: &str) -> Answered {
        self.ask(Request::get(path).header(LOOKS_AFTER, area), String::new()).await
    }

    /// What is answered in Chinese.
    pub async fn get_in_chinese(&self, path: &str) -> Answered {
        self.ask(Request::get(path).header(LOOKS_AFTER, testkit::TOWN).header("accept-language", "zh-CN"), String::new()).await
    }

    /// A request of the town's duty officer by POST with JSON.
    pub async fn post(&self, path: &str, json: &serde_json::Value) -> Answered {
        self.post_as(testkit::TOWN, path, json).await
    }

    /// The same by somebody who looks after `area`.
    pub async fn post_as(&self, area: &str, path: &str, json: &serde_json::Value) -> Answered {
        let request = Request::post(path).header(LOOKS_AFTER, area).header("content-type", "application/json");
        self.ask(request, json.to_string()).await
    }

    /// A form of the town's duty officer.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let request = Request::post(path).header(LOOKS_AFTER, testkit::TOWN);
        self.ask(request.header("content-type", "application/x-www-form-urlencoded"), body.join("&")).await
    }

    /// A form with a file in it.
    pub async fn upload(&self, path: &str, field: (&str, &str), file: &[u8]) -> Answered {
        let mut body = format!("--b\r\ncontent-disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", field.0, field.1).into_bytes();
        body.extend(b"--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"set.toml\"\r\n\r\n");
        body.extend(file);
        body.extend(b"\r\n--b--\r\n");
        let request = Request::post(path).header(LOOKS_AFTER, testkit::TOWN);
        let request = request.header("content-type", "multipart/form-data; boundary=b").body(Body::from(body)).unwrap();
        self.answer(request).await
    }

    async fn ask(&self, request: axum::http::request::Builder, body: String) -> Answered {
        self.answer(request.body(Body::from(body)).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap();
        Answered { status, headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}

fn encoded(value: &str) -> String {
    value.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_alphanumeric() {
            out.push(char::from(b))
        } else {
            out.push_str(&format!("%{b:02X}"))
        }
        out
    })
}

impl Answered {
    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// Refuses unless the page holds all of these.
    pub fn shows(&self, words: &[&str]) {
        for word in words {
            assert!(self.body.contains(word), "{word:?} is not in {} {}", self.status, self.body);
        }
    }
}

impl Gate for Anyone {
    fn caller<'a>(&'a self, parts: &'a Parts) -> Soon<'a, Result<Option<Caller>, Fault>> {
        let area = parts.headers.get(LOOKS_AFTER).map(|h| h.to_str().unwrap().to_owned());
        let id = || Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").unwrap();
        let caller = area.map(|area| Caller {
            actor: Actor("account/test".into()),
            account: id(),
            name: area,
            post: None,
            language: None,
            csrf: String::new(),
            credential: Credential::Token(id()),
        });
        Box::pin(async move { Ok(caller) })
    }

    fn may(&self, caller: &Caller, _: &str, area: Option<AreaCode>, _: Option<&Id>) -> bool {
        area.is_none_or(|area| AreaCode::parse(&caller.name).unwrap().covers(area))
    }

    fn scope(&self, caller: &Caller, _: &str) -> Scope {
        if caller.name == NOTHING { Scope::nothing() } else { Scope::whole(AreaCode::parse(&caller.name).unwrap()) }
    }

    fn public_scope(&self, _: &str) -> Scope {
        Scope::nothing()
    }

    fn still_good<'a>(&'a self, credentials: &'a [Credential]) -> Soon<'a, Result<Vec<Credential>, Fault>> {
        Box::pin(async move { Ok(credentials.to_vec()) })
    }
}

//! The page frame around the doors that a test is about, with a gate that lets in whoever says which area they look after.

use std::fmt::Display;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::request::{Builder, Parts};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use desk::{Desk, Fault};
use kernel::{Actor, AreaCode, Id, Scope};
use serde_json::Value;
use tower::ServiceExt as _;
use web::{App, Caller, City, Credential, Door, Gate, Language, PostHeld, Soon, Texts};

/// The header that says which area the caller looks after; without it nobody is there.
const LOOKS_AFTER: &str = "x-looks-after";
/// The area of a caller who may come in and see nothing.
pub const NOTHING: &str = "980000";
/// What divides the parts of a form with files.
const BOUNDARY: &str = "part-of-a-form";
/// The largest answer that a test reads, in bytes.
const ANSWER_BYTES_MAX: usize = 16 << 20;

/// Doors with the frame around them.
#[derive(Clone)]
pub struct Frame {
    /// The frame while it runs.
    pub site: web::Site,
    router: Router,
}

/// What a door answered.
pub struct Answered {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, as far as it is text.
    pub body: String,
    /// Its body as it came.
    pub bytes: Vec<u8>,
}

/// Lets everybody in who says which area they look after, and lets them do everything there.
#[derive(Debug, Clone, Copy)]
pub struct Anyone;

/// What a test's frame is made of: English, and everybody comes in who says which area they look after. A test that needs
/// something else sets it: `App { finders, ..app(&desk, doors, texts) }`. The texts of the frame are added.
#[must_use]
pub fn app(desk: &Desk, doors: Vec<Door>, texts: &[&'static web::Source]) -> App {
    let mut all = vec![&web::words::TEXTS];
    all.extend_from_slice(texts);
    let city = City {
        names: vec![(Language::En, "Ashmouth".into()), (Language::Zh, "Ashmouth".into())],
        zone: desk.zone().clone(),
        area: desk.city(),
        language: Language::En,
    };
    App {
        desk: desk.clone(),
        gate: Arc::new(Anyone),
        texts: Texts::of(&all).expect("the texts of all crates fit together"),
        doors,
        city,
        finders: Vec::new(),
        metrics: None,
        behind_proxy: false,
        tls: false,
        sign_in: "/sign-in",
        sign_out: "/sign-out",
    }
}

impl Frame {
    /// The frame around `doors`, with the texts of their crates; those of the frame are added.
    #[must_use]
    pub fn around(desk: &Desk, doors: Vec<Door>, texts: &[&'static web::Source]) -> Self {
        Self::of(app(desk, doors, texts))
    }

    /// The frame that a test has set up for itself.
    #[must_use]
    pub fn of(app: App) -> Self {
        let web = web::open(app).expect("the doors open");
        Self { site: web.site, router: web.router }
    }

    /// What is answered to a request of somebody who looks after `area`; of nobody where it is empty.
    pub async fn ask(&self, area: &str, request: Builder, body: impl Into<Body>) -> Answered {
        let request = if area.is_empty() { request } else { request.header(LOOKS_AFTER, area) };
        let request = request.body(body.into()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), ANSWER_BYTES_MAX).await.expect("a whole answer");
        Answered { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes: bytes.to_vec() }
    }

    /// What the duty officer of the town is answered.
    pub async fn get(&self, path: &str) -> Answered {
        self.get_as(crate::TOWN, path).await
    }

    /// What somebody who looks after `area` is answered.
    pub async fn get_as(&self, area: &str, path: &str) -> Answered {
        self.ask(area, Request::get(path), String::new()).await
    }

    /// The same in a language.
    pub async fn get_in(&self, language: &str, path: &str) -> Answered {
        self.ask(crate::TOWN, Request::get(path).header("accept-language", language), String::new()).await
    }

    /// The file that the duty officer of the town is given.
    pub async fn file(&self, path: &str) -> Vec<u8> {
        self.get(path).await.with(200).bytes
    }

    /// A JSON request of the duty officer of the town.
    pub async fn send(&self, method: Method, path: &str, json: impl Display) -> Answered {
        self.send_as(crate::TOWN, (method, path), json).await
    }

    /// A JSON request of somebody who looks after `area`.
    pub async fn send_as(&self, area: &str, (method, path): (Method, &str), json: impl Display) -> Answered {
        let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        self.ask(area, request, json.to_string()).await
    }

    /// A JSON request of the duty officer of the town, who saw this version.
    pub async fn send_seen(&self, version: u64, (method, path): (Method, &str), json: impl Display) -> Answered {
        let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        self.ask(crate::TOWN, request.header("if-match", format!("\"{version}\"")), json.to_string()).await
    }

    /// `POST` of the duty officer of the town.
    pub async fn post(&self, path: &str, json: impl Display) -> Answered {
        self.send(Method::POST, path, json).await
    }

    /// A form of the duty officer of the town.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        self.form_as(crate::TOWN, path, fields).await
    }

    /// A form of somebody who looks after `area`.
    pub async fn form_as(&self, area: &str, path: &str, fields: &[(&str, &str)]) -> Answered {
        let encoded: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.ask(area, request, encoded.join("&")).await
    }

    /// A form of the duty officer of the town with files in it, all of them under the name `field`.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], (field, files): (&str, &[&[u8]])) -> Answered {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        for file in files {
            let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"a\"\r\n\r\n");
            body.extend(head.bytes());
            body.extend_from_slice(file);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let request = Request::post(path).header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        self.ask(crate::TOWN, request, body).await
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

impl Answered {
    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// The same answer, once it has this status.
    ///
    /// # Panics
    /// When it has another.
    #[allow(clippy::must_use_candidate, reason = "often the status is all that is asked for")]
    pub fn with(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// Refuses unless the page is there and holds all of these.
    ///
    /// # Panics
    /// When one is missing.
    pub fn shows(&self, words: &[&str]) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self.holds(words);
    }

    /// Refuses unless all of these stand in the body, whatever the status.
    ///
    /// # Panics
    /// When one is missing.
    pub fn holds(&self, words: &[&str]) {
        for word in words {
            assert!(self.body.contains(word), "{word:?} is not in {}", self.body);
        }
    }

    /// Where a form led on to.
    ///
    /// # Panics
    /// When it led nowhere.
    #[allow(clippy::must_use_candidate, reason = "often that it led on is all that is asked for")]
    pub fn led_to(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.headers["location"].to_str().expect("an address").to_owned()
    }
}

impl Gate for Anyone {
    fn caller<'a>(&'a self, parts: &'a Parts) -> Soon<'a, Result<Option<Caller>, Fault>> {
        let area = parts.headers.get(LOOKS_AFTER).and_then(|h| h.to_str().ok()).map(ToOwned::to_owned);
        let id = || Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").expect("an id");
        let caller = area.map(|area| Caller {
            actor: Actor(format!("account/{}", id())),
            account: id(),
            post: AreaCode::parse(&area).ok().map(|area| PostHeld {
                id: id(),
                name: "duty".into(),
                area,
                kind: "duty-officer".into(),
            }),
            name: area,
            language: None,
            csrf: String::new(),
            credential: Credential::Token(id()),
        });
        Box::pin(async move { Ok(caller) })
    }

    fn may(&self, caller: &Caller, action: &str, area: Option<AreaCode>, case: Option<&Id>) -> bool {
        area.is_none_or(|area| self.scope(caller, action).sees(area, case))
    }

    fn scope(&self, caller: &Caller, _: &str) -> Scope {
        if caller.name == NOTHING {
            return Scope::nothing();
        }
        AreaCode::parse(&caller.name).map_or_else(|_| Scope::nothing(), Scope::whole)
    }

    fn public_scope(&self, _: &str) -> Scope {
        Scope::nothing()
    }

    fn still_good<'a>(&'a self, credentials: &'a [Credential]) -> Soon<'a, Result<Vec<Credential>, Fault>> {
        Box::pin(async move { Ok(credentials.to_vec()) })
    }
}

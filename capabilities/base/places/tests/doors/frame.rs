//! The frame with this capability's doors alone, and a gate that lets in whoever says where they look after.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, StatusCode};
use desk::{Engine, Fault};
use kernel::{Actor, AreaCode, Id, Scope};
use places::{Places, adopt, capability, doors};
use testkit::Town;
use tower::ServiceExt as _;
use web::{App, Caller, Credential, Gate, Language, Soon, Texts};

use super::adopting::texts;

/// The header that says which area the caller looks after; without it nobody is there.
const LOOKS_AFTER: &str = "x-looks-after";
/// The area of a caller who may come in and see nothing.
pub const NOTHING: &str = "980000";

/// A town with its doors.
pub struct Frame {
    _town: Town,
    router: Router,
}

/// What a door answered.
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

struct Anyone;

impl Frame {
    pub async fn new(engine: Engine) -> Self {
        let town = Town::new(engine, vec![capability()]).await;
        adopt(&town.desk, town.given(), texts()).await.unwrap();
        let places = Places::load(&town.desk).await.unwrap();
        let router = web::router(App {
            desk: town.desk.clone(),
            gate: Arc::new(Anyone),
            texts: Texts::of(&[&web::words::TEXTS, &places::words::TEXTS]).unwrap(),
            doors: doors(&places),
            city: web::City {
                names: vec![(Language::En, "Ashmouth".into())],
                zone: places.atlas().profile.zone.clone(),
                area: town.desk.city(),
                language: Language::En,
            },
            finders: vec![places],
            metrics: None,
            behind_proxy: false,
            tls: false,
            sign_in: "/sign-in",
            sign_out: "/sign-out",
        });
        Self { _town: town, router: router.unwrap() }
    }

    /// What the duty officer of the town is answered.
    pub async fn get(&self, path: &str) -> Answered {
        self.ask(Request::get(path).header(LOOKS_AFTER, testkit::TOWN), String::new()).await
    }

    /// What somebody who looks after `area` is answered; nobody where it is empty.
    pub async fn get_as(&self, area: &str, path: &str) -> Answered {
        let request = Request::get(path);
        let request = if area.is_empty() { request } else { request.header(LOOKS_AFTER, area) };
        self.ask(request, String::new()).await
    }

    /// The file that the duty officer of the town is given.
    pub async fn get_file(&self, path: &str) -> Vec<u8> {
        let request = Request::get(path).header(LOOKS_AFTER, testkit::TOWN).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap().to_vec()
    }

    /// What is answered to a request with more headers or a body.
    pub async fn ask(&self, request: axum::http::request::Builder, body: String) -> Answered {
        let request = request.body(Body::from(body)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap();
        Answered { status, headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    /// A request of the town's duty officer by `POST`.
    pub async fn post(&self, path: &str, json: &str) -> Answered {
        let request = Request::post(path).header(LOOKS_AFTER, testkit::TOWN).header("content-type", "application/json");
        self.ask(request, json.to_owned()).await
    }

    /// A request of the town's duty officer that already holds the version `tag`.
    pub async fn get_unless(&self, tag: &str, path: &str) -> Answered {
        let request = Request::get(path).header(LOOKS_AFTER, testkit::TOWN).header("if-none-match", tag);
        self.ask(request, String::new()).await
    }
}

impl Answered {
    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// Refuses unless the page holds all of these.
    pub fn shows(&self, words: &[&str]) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        for word in words {
            assert!(self.body.contains(word), "{word:?} is not in {}", self.body);
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

    fn may(&self, _: &Caller, _: &str, _: Option<AreaCode>, _: Option<&Id>) -> bool {
        true
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

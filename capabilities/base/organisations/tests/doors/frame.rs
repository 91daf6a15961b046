//! The frame with this capability's doors, and a gate that lets everybody look up and only whoever looks after an area change it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::request::{Builder, Parts};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use desk::{Engine, Fault};
use kernel::{Actor, AreaCode, Id, Scope};
use organisations::{capability, doors, finder, load_city};
use places::{CityTexts, Places};
use testkit::Town;
use tower::ServiceExt as _;
use web::{App, Caller, Credential, Gate, Language, Soon, Texts};

use super::town;

/// The header that says which area the caller looks after; without it nobody is there.
const LOOKS_AFTER: &str = "x-looks-after";
/// What divides the parts of a form with files in these tests.
const BOUNDARY: &str = "part-of-a-form";

const PROFILE: &str = "code = \"990100\"\nnames = { en = \"Ashmouth\", zh = \"灰口市\" }\nzone = \"Asia/Shanghai\"\n\
    language = \"zh\"\ncountry = \"zz\"\njurisdictions = [\"zz\"]\nseat = { lat_deg = 50.0, lon_deg = 10.0 }\n\
    [files]\nareas = \"areas.csv\"\n";
const AREAS: &str = "code,name,short,spoken\n990100,灰口市,,\n990102,东区,,\n990102101,小山镇,,\n990103,西区,,\n";

/// A town with its doors.
pub struct Frame {
    pub town: Town,
    pub site: web::Site,
    router: Router,
}

/// What a door answered.
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

struct Lookers;

impl Frame {
    /// The town with its contact book taken in.
    pub async fn new(engine: Engine) -> Self {
        let frame = Self::empty(engine).await;
        let files = organisations::CityFiles {
            organisations: town::BODIES.into(),
            posts: town::POSTS.into(),
            reporting_lines: town::LINES.into(),
        };
        load_city(&frame.town.desk, frame.town.given(), files).await.expect("the files have no fault");
        frame
    }

    /// The town before anybody is in its contact book.
    pub async fn empty(engine: Engine) -> Self {
        let town = Town::new(engine, vec![places::capability(), capability()]).await;
        let texts = CityTexts { profile: PROFILE.into(), areas: AREAS.into(), boundaries: None };
        places::adopt(&town.desk, town.given(), texts).await.unwrap();
        let places = Places::load(&town.desk).await.unwrap();
        let web = web::open(App {
            desk: town.desk.clone(),
            gate: Arc::new(Lookers),
            texts: Texts::of(&[&web::words::TEXTS, &places::words::TEXTS, &organisations::words::TEXTS]).unwrap(),
            doors: doors(&places),
            city: web::City {
                names: vec![(Language::Zh, "灰口市".into())],
                zone: places.atlas().profile.zone.clone(),
                area: town.desk.city(),
                language: Language::Zh,
            },
            finders: vec![finder()],
            metrics: None,
            behind_proxy: false,
            tls: false,
            sign_in: "/sign-in",
            sign_out: "/sign-out",
        })
        .unwrap();
        Self { town, site: web.site, router: web.router }
    }

    /// What whoever looks after the whole town is answered.
    pub async fn get(&self, path: &str) -> Answered {
        self.get_as(testkit::TOWN, path).await
    }

    /// What somebody who looks after `area` is answered; nobody where it is empty.
    pub async fn get_as(&self, area: &str, path: &str) -> Answered {
        let request = Request::get(path);
        let request = if area.is_empty() { request } else { request.header(LOOKS_AFTER, area) };
        self.ask(request, Body::empty()).await
    }

    /// A request with JSON by somebody who looks after `area`.
    pub async fn send_as(&self, area: &str, (method, path): (Method, &str), json: &str) -> Answered {
        let request =
            Request::builder().method(method).uri(path).header(LOOKS_AFTER, area).header("content-type", "application/json");
        self.ask(request, Body::from(json.to_owned())).await
    }

    /// A request with JSON by whoever looks after the whole town.
    pub async fn send(&self, method: Method, path: &str, json: &str) -> Answered {
        self.send_as(testkit::TOWN, (method, path), json).await
    }

    /// The same with `If-Match`.
    pub async fn send_seen(&self, seen: u64, (method, path): (Method, &str), json: &str) -> Answered {
        let request = Request::builder().method(method).uri(path).header(LOOKS_AFTER, testkit::TOWN);
        let request = request.header("content-type", "application/json").header("if-match", format!("\"{seen}\""));
        self.ask(request, Body::from(json.to_owned())).await
    }

    /// A form sent by somebody who looks after `area`.
    pub async fn form_as(&self, area: &str, path: &str, fields: &[(&str, &str)]) -> Answered {
        let encoded: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        let request = Request::post(path).header(LOOKS_AFTER, area).header("content-type", "application/x-www-form-urlencoded");
        self.ask(request, Body::from(encoded.join("&"))).await
    }

    /// Files and fields in a form with files.
    pub async fn upload(&self, path: &str, files: &[&[u8]], fields: &[(&str, &str)]) -> Answered {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        for file in files {
            body.extend(
                format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\n").bytes(),
            );
            body.extend_from_slice(file);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = Request::post(path).header(LOOKS_AFTER, testkit::TOWN).header("content-type", kind);
        self.ask(request, Body::from(body)).await
    }

    /// A file that whoever looks after the whole town is given.
    pub async fn file(&self, path: &str) -> Vec<u8> {
        let request = Request::get(path).header(LOOKS_AFTER, testkit::TOWN).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        axum::body::to_bytes(response.into_body(), 8 << 20).await.unwrap().to_vec()
    }

    async fn ask(&self, request: Builder, body: Body) -> Answered {
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 8 << 20).await.unwrap();
        Answered { status, headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}

impl Answered {
    /// The body as JSON, once the status is as expected.
    pub fn json(&self, status: u16) -> serde_json::Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// Refuses unless the page holds all of these.
    pub fn shows(&self, words: &[&str]) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self.holds(words);
    }

    /// Refuses unless all of these stand in the body, whatever the status.
    pub fn holds(&self, words: &[&str]) {
        for word in words {
            assert!(self.body.contains(word), "{word:?} is not in {}", self.body);
        }
    }

    /// Where a form led on to.
    pub fn led_to(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.headers["location"].to_str().unwrap().to_owned()
    }
}

fn percent(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

impl Gate for Lookers {
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

    fn may(&self, caller: &Caller, action: &str, area: Option<AreaCode>, _: Option<&Id>) -> bool {
        let mine = AreaCode::parse(&caller.name).unwrap();
        action.ends_with(".read") || area.is_none_or(|area| mine.covers(area))
    }

    fn scope(&self, caller: &Caller, action: &str) -> Scope {
        // As the policies have it: numbers are looked up in the whole city, and changed where one looks after.
        let mine = AreaCode::parse(&caller.name).unwrap();
        Scope::whole(if action == "organisations.read" { mine.within(kernel::AreaLevel::City) } else { mine })
    }

    fn public_scope(&self, _: &str) -> Scope {
        Scope::nothing()
    }

    fn still_good<'a>(&'a self, credentials: &'a [Credential]) -> Soon<'a, Result<Vec<Credential>, Fault>> {
        Box::pin(async move { Ok(credentials.to_vec()) })
    }
}

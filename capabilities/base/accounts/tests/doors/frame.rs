//! The frame with the doors of accounts, a small town, policies of three lines, and browsers that keep cookies.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use accounts::{Asker, Gatekeeper, Powers, Secret, capability, doors, opening};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use desk::{Clock, Desk, Engine};
use kernel::{AreaCode, Id, Scope};
use opening::{NewPerson, NewPost};
use places::{CityTexts, Places, adopt};
use testkit::Town;
use tower::ServiceExt as _;
use web::{Answer, App, Audience, Door, Form, Here, Language, Page, Texts, Trouble};

/// The password of everybody.
pub const PASSWORD: &str = "the gate keeper counts 9 geese";
/// The county that most tests are about.
pub const COUNTY: &str = "990102";
/// Its neighbour.
pub const NEIGHBOUR: &str = "990103";

const PROFILE: &str = r#"
code = "990100"
names = { en = "Ashmouth", zh = "灰口镇" }
zone = "Atlantic/Azores"
language = "en"
country = "zz"
jurisdictions = ["zz"]
features = []
seat = { lat_deg = 50.05, lon_deg = -29.92 }

[files]
areas = "areas.csv"
"#;
const AREAS: &str = "code,name\n990100,Ashmouth\n990102,Westfold\n990102001,Westford\n990103,Eastfold\n";

/// What each kind of post may do in the tests, in its area.
const ALLOWED: [(&str, &[&str]); 4] = [
    ("administrator", &["accounts.manage"]),
    ("director", &["journal.read", "sealed.erase", "incidents.read", "reports.sign"]),
    ("duty-officer", &["incidents.read", "incidents.report", "accounts.break-glass"]),
    ("public", &[]),
];
/// What a broken glass gives.
const GLASS: &[&str] = &["incidents.read", "incidents.report"];

struct Three;

impl Powers for Three {
    fn may(&self, asker: &Asker, action: &str, (area, case): (Option<AreaCode>, Option<&Id>)) -> bool {
        let scope = self.scope(asker, action);
        match area {
            Some(area) => scope.sees(area, case),
            None => case.map_or(!scope.is_nothing(), |case| scope.cases.contains(case)),
        }
    }

    fn scope(&self, asker: &Asker, action: &str) -> Scope {
        let allowed = |kind: &str| ALLOWED.iter().any(|(one, actions)| *one == kind && actions.contains(&action));
        let live = |until: &Option<kernel::Time>| until.is_none_or(|end| end > asker.at);
        let mut areas: Vec<AreaCode> =
            asker.posts.iter().filter(|p| live(&p.until) && allowed(&p.kind)).map(|p| p.area).collect();
        areas.extend(asker.glass.filter(|(_, until)| *until > asker.at && GLASS.contains(&action)).map(|(area, _)| area));
        let cases =
            asker.cases.iter().filter(|(_, until)| live(until) && action == "incidents.read").map(|(case, _)| case.clone());
        Scope { areas, cases: cases.collect(), ..Scope::default() }
    }

    fn kinds(&self) -> Vec<String> {
        ALLOWED.iter().map(|(kind, _)| (*kind).to_owned()).collect()
    }

    fn knows(&self, action: &str) -> bool {
        ALLOWED.iter().any(|(_, actions)| actions.contains(&action))
    }
}

/// A town with its doors.
pub struct Frame {
    pub town: Town,
    pub keeper: Arc<Gatekeeper>,
    /// The machine's clock as the keeper sees it.
    pub machine: Clock,
    router: Router,
}

/// What a door answered.
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

/// A browser: an address, and the cookies it was given.
pub struct Browser<'a> {
    frame: &'a Frame,
    pub address: String,
    pub cookies: Mutex<BTreeMap<String, String>>,
}

pub fn area(text: &str) -> AreaCode {
    AreaCode::parse(text).unwrap()
}

pub fn capabilities() -> Vec<desk::Capability> {
    vec![places::capability(), capability()]
}

/// Doors of another capability: one that is read by county, and one that is signed at the desk.
fn other_doors() -> Vec<Door> {
    vec![
        Door::read("/api/incidents", "incidents.read", |here: Here| async move {
            let seen: Vec<String> = here.scope().areas.iter().map(ToString::to_string).collect();
            Ok::<_, Trouble>(web::Reply::ok(seen))
        })
        .answers::<Vec<String>>(200),
        Door::act(Method::POST, "/api/incidents", "incidents.report", |_: Here| async move {
            Ok::<_, Trouble>(web::Reply::nothing())
        }),
        Door::form("/reports/signature", "incidents.read", sign).audience(Audience::SignedIn),
    ]
}

async fn sign(here: Here, mut form: Form) -> Answer {
    let account = form.id("account").ok_or(Trouble::NotFound)?;
    let signatory = accounts::sign_with_pin(&here, &account, &Secret::new(form.value("pin"))).await?;
    let may = signatory.may(&here, "reports.sign", Some(area(COUNTY)), None);
    let given = signatory.given(&here);
    Ok(Page::html(StatusCode::OK, format!("{may} {}", given.actor)))
}

impl Frame {
    pub async fn new(engine: Engine) -> Self {
        let town = Town::new(engine, capabilities()).await;
        let city = CityTexts { profile: PROFILE.into(), areas: AREAS.into(), boundaries: None };
        adopt(&town.desk, town.given(), city).await.unwrap();
        let places = Places::load(&town.desk).await.unwrap();
        let machine = Clock::hand(desk::machine_now());
        let texts = Texts::of(&[&web::words::TEXTS, &accounts::words::TEXTS]).unwrap();
        let keeper = Gatekeeper::new(town.desk.clone(), Arc::new(Three), false).with_clock(machine.clone());
        let keeper = Arc::new(keeper.with_words(texts.clone(), Language::En));
        let mut all = doors(&keeper, &places);
        all.extend(other_doors());
        let router = web::router(App {
            desk: town.desk.clone(),
            gate: keeper.clone(),
            texts,
            doors: all,
            city: web::City {
                names: vec![(Language::En, "Ashmouth".into())],
                zone: places.atlas().profile.zone.clone(),
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
        Self { town, keeper, machine, router: router.unwrap() }
    }

    pub fn desk(&self) -> &Desk {
        &self.town.desk
    }

    /// Opens an account with a post and the password of everybody.
    pub async fn person(&self, sign_in: &str, kind: &str, at: &str) -> Id {
        let posts = vec![NewPost { kind: kind.into(), area: area(at), title: String::new(), until: None }];
        let person = NewPerson { name: format!("Person {sign_in}"), sign_in: sign_in.into(), area: area(at), posts };
        opening::open_with_password(self.desk(), self.town.given(), person, &Secret::new(PASSWORD)).await.unwrap()
    }

    /// A browser at an address, with no cookies yet.
    pub fn browser(&self, address: &str) -> Browser<'_> {
        Browser { frame: self, address: address.into(), cookies: Mutex::default() }
    }

    /// A browser in which somebody is signed in.
    pub async fn inside(&self, sign_in: &str) -> Browser<'_> {
        let browser = self.browser("10.0.0.9");
        let answered = browser.sign_in(sign_in, PASSWORD).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
        browser
    }

    /// What a program with a token is answered.
    pub async fn ask(&self, method: &str, path: &str, (token, body): (&str, &str)) -> Answered {
        let request = Request::builder().method(method).uri(path).header("authorization", format!("Bearer {token}"));
        let request = request.header(CONTENT_TYPE, "application/json").body(Body::from(body.to_owned())).unwrap();
        self.answer(request, "10.0.0.50").await
    }

    async fn answer(&self, mut request: Request<Body>, address: &str) -> Answered {
        let peer: SocketAddr = format!("{address}:40000").parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap();
        Answered { status, headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    /// The kinds of all facts that the journal holds of an account, in order.
    pub async fn kinds_of(&self, account: &Id) -> Vec<String> {
        let history = self.desk().history::<accounts::Account>(account).await.unwrap();
        history.into_iter().map(|envelope| envelope.kind).collect()
    }

    /// All bodies of facts in the journal.
    pub async fn bodies(&self) -> Vec<String> {
        let rows = self.desk().db().rows("select body from journal order by position limit 10000", Vec::new()).await.unwrap();
        rows.iter().map(|row| row.text("body").unwrap()).collect()
    }
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answered {
        self.send(Request::get(path), String::new()).await
    }

    /// Sends a form, with the token that the browser's pages carry.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let csrf = self.csrf().await;
        let mut pairs = fields.to_vec();
        pairs.push(("csrf", &csrf));
        self.post_as_is(path, &pairs).await
    }

    /// Sends a form with nothing added.
    pub async fn post_as_is(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let body = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&");
        self.send(Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded"), body).await
    }

    /// Sends JSON, with the token of the session.
    pub async fn json(&self, method: &str, path: &str, body: &str) -> Answered {
        let csrf = self.csrf().await;
        let request =
            Request::builder().method(method).uri(path).header(CONTENT_TYPE, "application/json").header("x-csrf-token", csrf);
        self.send(request, body.to_owned()).await
    }

    pub async fn sign_in(&self, name: &str, password: &str) -> Answered {
        self.post("/sign-in", &[("name", name), ("password", password)]).await
    }

    /// Sends a request with the browser's cookies and keeps those that come back.
    pub async fn send(&self, request: axum::http::request::Builder, body: String) -> Answered {
        let cookies: Vec<String> = self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request =
            request.header(COOKIE, cookies.join("; ")).header("user-agent", "Kestrel 90").body(Body::from(body)).unwrap();
        let answered = self.frame.answer(request, &self.address).await;
        for set in answered.headers.get_all(SET_COOKIE) {
            let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap().to_owned();
            let mut jar = self.cookies.lock().unwrap();
            if value.is_empty() {
                jar.remove(name)
            } else {
                jar.insert(name.to_owned(), value)
            };
        }
        answered
    }

    /// The token that the pages carry now; empty where nobody is signed in.
    pub async fn csrf(&self) -> String {
        let page = self.get("/sign-in").await;
        page.field("csrf").unwrap_or_default()
    }

    pub fn session(&self) -> Option<String> {
        self.cookies.lock().unwrap().get("wf-session").cloned()
    }
}

impl Answered {
    /// The value of a hidden field of the page.
    pub fn field(&self, name: &str) -> Option<String> {
        let from = self.body.find(&format!("name=\"{name}\" value=\""))?;
        self.body[from..].split('"').nth(3).map(str::to_owned)
    }

    /// Where it goes on.
    pub fn to(&self) -> &str {
        self.headers.get(LOCATION).map_or("", |to| to.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Refuses unless the answer has this status and its body holds all of these.
    pub fn says(&self, status: u16, words: &[&str]) {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        for word in words {
            assert!(self.body.contains(word), "{word:?} is not in {}", self.body);
        }
    }
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte))
        } else {
            out.push_str(&format!("%{byte:02X}"))
        }
        out
    })
}

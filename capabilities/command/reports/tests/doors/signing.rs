//! Signing at the shared desk: a leader's PIN on the duty officer's screen, with the real keeper of the doors.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use accounts::opening::{NewPerson, NewPost, open_with_password};
use accounts::{Asker, Gatekeeper, Powers, Secret};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Request, StatusCode};
use kernel::{AreaCode, Id, Scope};
use places::Places;
use rules::Rules;
use serde_json::{Value, json};
use testkit::engines;
use tower::ServiceExt as _;
use web::{App, City, Language, Texts};

use super::room::{Room, path, room};

const PASSWORD: &str = "the gate keeper counts 9 geese";

/// The duty officer works, the director signs as well, each in the area of their post.
struct Two;

impl Powers for Two {
    fn may(&self, asker: &Asker, action: &str, (area, case): (Option<AreaCode>, Option<&Id>)) -> bool {
        let scope = self.scope(asker, action);
        area.map_or(!scope.is_nothing(), |area| scope.sees(area, case))
    }

    fn scope(&self, asker: &Asker, action: &str) -> Scope {
        let allowed = |kind: &str| kind == "director" || (kind == "duty-officer" && action != "reports.sign");
        Scope {
            areas: asker.posts.iter().filter(|p| allowed(&p.kind)).map(|p| p.area).collect(),
            work_secret: true,
            ..Scope::default()
        }
    }

    fn kinds(&self) -> Vec<String> {
        ["director", "duty-officer"].map(str::to_owned).to_vec()
    }

    fn knows(&self, _: &str) -> bool {
        true
    }
}

/// A browser at the desk.
struct Browser {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    async fn at(room: &Room) -> Self {
        let desk = &room.town.desk;
        let (places, rules) = (Places::load(desk).await.unwrap(), Rules::load(desk).await.unwrap());
        let texts = [
            &web::words::TEXTS,
            &places::words::TEXTS,
            &organisations::words::TEXTS,
            &rules::words::TEXTS,
            &accounts::words::TEXTS,
            &incidents::words::TEXTS,
            &reports::words::TEXTS,
        ];
        let texts = Texts::of(&texts).unwrap();
        let keeper = Arc::new(Gatekeeper::new(desk.clone(), Arc::new(Two), false).with_words(texts.clone(), Language::En));
        let mut doors = accounts::doors(&keeper, &places);
        doors.extend(reports::doors(&places, &rules));
        let names = vec![(Language::En, "Ashmouth".into())];
        let city = City { names, zone: desk.zone().clone(), area: desk.city(), language: Language::En };
        let app = App {
            desk: desk.clone(),
            gate: keeper,
            texts,
            doors,
            city,
            finders: Vec::new(),
            metrics: None,
            behind_proxy: false,
            tls: false,
            sign_in: "/sign-in",
            sign_out: "/sign-out",
        };
        Self { router: web::router(app).unwrap(), cookies: Mutex::default() }
    }

    async fn ask(&self, request: axum::http::request::Builder, body: String) -> (StatusCode, String) {
        let jar: Vec<String> = self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = request.header(COOKIE, jar.join("; ")).body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo("10.0.0.7:40000".parse::<SocketAddr>().unwrap()));
        let response = self.router.clone().oneshot(request).await.unwrap();
        for set in response.headers().get_all(SET_COOKIE) {
            let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap_or_default().to_owned();
            self.cookies.lock().unwrap().insert(name.to_owned(), value);
        }
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    async fn csrf(&self) -> String {
        let (_, page) = self.ask(Request::get("/sign-in"), String::new()).await;
        let at = page.find("name=\"csrf\" value=\"").unwrap_or(page.len());
        page[at..].split('"').nth(3).unwrap_or_default().to_owned()
    }

    async fn form(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let csrf = self.csrf().await;
        let all = fields.iter().copied().chain([("csrf", csrf.as_str())]);
        let body = all.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
        self.ask(Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded"), body).await
    }

    async fn signs_in(&self, name: &str) {
        let (status, page) = self.form("/sign-in", &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

async fn person(room: &Room, name: &str, kind: &str) -> Id {
    let area = room.town.desk.city();
    let posts = vec![NewPost { kind: kind.into(), area, title: format!("{kind} of the shift"), until: None }];
    let person = NewPerson { name: format!("Person {name}"), sign_in: name.into(), area, posts };
    open_with_password(&room.town.desk, room.town.given(), person, &Secret::new(PASSWORD)).await.unwrap()
}

async fn signature(room: &Room, report: &Value) -> Value {
    room.frame.get(path(report, "").trim_end_matches('/')).await.with(200).json()["signature"].clone()
}

#[tokio::test]
async fn a_leader_signs_by_pin_on_the_officers_screen_and_nobody_else_does() {
    for engine in engines() {
        let room = room(engine).await;
        let report = room.drafts(&room.explosion(2).await, "first").await;
        let at = path(&report, "pin").replacen("/api", "", 1);
        let (officer, leader) = (person(&room, "wang", "duty-officer").await, person(&room, "li", "director").await);
        let browser = Browser::at(&room).await;
        for (name, pin) in [("li", "2580"), ("wang", "1937")] {
            browser.signs_in(name).await;
            let (status, page) = browser.form("/me/pin", &[("pin-password", PASSWORD), ("pin", pin)]).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        }
        let (_, page) = browser.ask(Request::get(at.trim_end_matches("/pin")), String::new()).await;
        assert!(page.contains("Person li") && page.contains("Sign by PIN"), "{page}");
        let (status, _) = browser.form(&at, &[("account", leader.as_str()), ("pin", "0852")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a wrong PIN signs nothing");
        let (status, _) = browser.form(&at, &[("account", officer.as_str()), ("pin", "1937")]).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "an officer signs nothing, by PIN neither");
        assert_eq!(signature(&room, &report).await, Value::Null);
        let (status, page) = browser.form(&at, &[("account", leader.as_str()), ("pin", "2580")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let signed = signature(&room, &report).await;
        assert_eq!(
            (&signed["by"], &signed["post"], &signed["name"]),
            (&json!("in_person"), &json!("director of the shift"), &json!("Person li"))
        );
        let fact = room.town.desk.history::<reports::Report>(&Id::parse(report["id"].as_str().unwrap()).unwrap()).await.unwrap();
        assert_eq!(fact.last().unwrap().actor, format!("account/{leader}"), "what is signed is signed by the leader");
    }
}

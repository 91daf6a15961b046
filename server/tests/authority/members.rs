//! Membership of an incident under the policies that ship, on both engines: whoever is called sees that one and no other, works on it and
//! decides nothing, until it ends. And how seldom Cedar is asked for all that.

use accounts::Secret;
use accounts::opening::{NewPerson, NewPost, open_with_password};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Method, Request};
use axum::response::Response;
use desk::Engine;
use kernel::{AreaCode, Id};
use serde_json::{Value, json};
use server::demonstration::Demonstration;
use server::house::given;
use server::wiring::SIGN_IN;
use testkit::{Postgres, engines, fresh_database};
use tower::ServiceExt as _;

const PASSWORD: &str = "a long enough password 7";
const CITY: &str = "211300";
const COUNTY: &str = "211321";
const ELSEWHERE: &str = "211322101";

/// The whole program, and a server for its database where it needs one.
struct House {
    program: Demonstration,
    _server: Option<Postgres>,
}

/// Somebody who has signed in.
struct Person<'a> {
    house: &'a House,
    account: Id,
    cookie: String,
    csrf: String,
}

async fn house(engine: Engine) -> House {
    let (url, server) = match engine {
        Engine::Sqlite => (None, None),
        Engine::Postgres => {
            let (url, server) = fresh_database();
            (Some(url), server)
        }
    };
    House { program: Demonstration::on(url).await.expect("a demonstration"), _server: server }
}

impl House {
    async fn ask(&self, request: Request<Body>) -> Response {
        self.program.web.router.clone().oneshot(request).await.expect("an answer")
    }

    /// Opens an account with a post and signs in.
    async fn person(&self, name: &str, (kind, at): (&str, &str)) -> Person<'_> {
        let (desk, area) = (&self.program.house.desk, AreaCode::parse(at).expect("a code"));
        let posts = vec![NewPost { kind: kind.to_owned(), area, title: String::new(), until: None }];
        let person = NewPerson { name: name.to_owned(), sign_in: name.to_owned(), area, posts };
        let account = open_with_password(desk, given(desk.world()), person, &Secret::new(PASSWORD)).await.expect("an account");
        let form = format!("name={name}&password={}", PASSWORD.replace(' ', "+"));
        let request = Request::post(SIGN_IN).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.ask(request.body(Body::from(form)).expect("a request")).await;
        let cookies = answer.headers().get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        let session = cookies.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.starts_with("wf-session="));
        let mut person = Person { house: self, account, cookie: session.expect("a session").to_owned(), csrf: String::new() };
        let me = person.get("/api/me").await.1;
        person.csrf = me["csrf"].as_str().expect("a token").to_owned();
        person
    }

    async fn settle(&self) {
        self.program.house.desk.settle().await.expect("the desk comes to rest");
    }
}

impl Person<'_> {
    async fn send(&self, (method, path): (Method, &str), body: &Value) -> (u16, Value) {
        let request = Request::builder().method(method).uri(path).header(COOKIE, &self.cookie).header("x-csrf-token", &self.csrf);
        let request = request.header(CONTENT_TYPE, "application/json").body(Body::from(body.to_string()));
        let answer = self.house.ask(request.expect("a request")).await;
        let status = answer.status().as_u16();
        let bytes = axum::body::to_bytes(answer.into_body(), 16 << 20).await.expect("a whole answer");
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        self.send((Method::GET, path), &Value::Null).await
    }

    async fn post(&self, path: &str, body: Value) -> u16 {
        self.send((Method::POST, path), &body).await.0
    }

    async fn reports(&self, summary: &str, marking: &str) -> String {
        let body = json!({ "summary": summary, "marking": marking, "place": { "areas": [COUNTY] } });
        let (status, made) = self.send((Method::POST, "/api/incidents"), &body).await;
        assert_eq!(status, 201, "{made}");
        made["id"].as_str().expect("an id").to_owned()
    }

    /// The statuses of page and API for one incident, and how many the list shows.
    async fn sees(&self, incident: &str) -> (u16, u16, usize) {
        let page = self.get(&format!("/incidents/{incident}")).await.0;
        let api = self.get(&format!("/api/incidents/{incident}")).await.0;
        let listed = self.get("/api/incidents").await.1;
        (page, api, listed["items"].as_array().map_or(0, Vec::len))
    }
}

#[tokio::test]
async fn whoever_is_called_to_an_incident_sees_it_and_no_other_until_it_ends() {
    for engine in engines() {
        let house = house(engine).await;
        let officer = house.person("officer", ("duty-officer", CITY)).await;
        let called = house.person("called", ("township-officer", ELSEWHERE)).await;
        let (flood, secret) = (officer.reports("flood", "internal").await, officer.reports("strike", "work_secret").await);
        officer.reports("fire", "internal").await;
        assert_eq!(called.sees(&flood).await, (404, 404, 0), "a township elsewhere sees nothing of it");

        let members = |incident: &str| format!("/api/incidents/{incident}/members");
        let whom = json!({ "account": called.account });
        assert_eq!(called.post(&members(&flood), whom.clone()).await, 403, "nobody calls themselves");
        assert_eq!(officer.post(&members(&flood), whom.clone()).await, 200);
        assert_eq!(called.sees(&flood).await, (200, 200, 1), "that one and no other");
        assert_eq!(called.sees(&secret).await, (404, 404, 1));
        let on = |thing: &str| format!("/api/incidents/{flood}/{thing}");
        let figure = json!({ "item": "deaths", "value": 1, "source": "township" });
        assert_eq!(called.post(&on("notes"), json!({ "words": "two boats" })).await, 200);
        assert_eq!(called.post(&on("figures"), figure.clone()).await, 200);
        assert_eq!(called.post(&on("closure"), json!({ "reason": "over" })).await, 403, "a member decides nothing");
        assert_eq!(called.post(&members(&flood), whom.clone()).await, 403);
        assert_eq!(officer.post(&members(&secret), whom).await, 200);
        assert_eq!(called.sees(&secret).await, (200, 200, 2), "whoever is called sees the work secret they are called for");

        assert_eq!(officer.post(&on("closure"), json!({ "reason": "over" })).await, 200);
        house.settle().await;
        assert_eq!(called.sees(&flood).await, (404, 404, 1), "it ends with the incident");
        assert_eq!(called.post(&on("notes"), json!({ "words": "late" })).await, 404);
        assert_eq!(officer.post(&on("reopening"), json!({ "reason": "more water" })).await, 200);
        house.settle().await;
        assert_eq!(called.sees(&flood).await, (404, 404, 1), "and nobody is called back in silence");
        let let_go = format!("{}/{}", members(&secret), called.account);
        assert_eq!(officer.send((Method::DELETE, &let_go), &Value::Null).await.0, 204);
        assert_eq!(called.sees(&secret).await, (404, 404, 0));
    }
}

#[tokio::test]
async fn a_second_person_on_the_same_kind_of_post_asks_cedar_nothing() {
    let house = house(Engine::Sqlite).await;
    let questions = || house.program.rooms.policies().authority().questions();
    let officer = house.person("officer", ("county-duty-officer", COUNTY)).await;
    let pages = async |person: &Person<'_>| {
        let incident = person.reports("flood", "internal").await;
        for path in ["/duty", "/incidents", "/incidents/list.xlsx", "/contacts", "/api/incidents"] {
            assert_eq!(person.get(path).await.0, 200, "{path}");
        }
        assert_eq!(person.sees(&incident).await.1, 200);
    };
    pages(&officer).await;
    let first = questions();
    let bound = 6 * house.program.rooms.policies().authority().actions().count() as u64;
    assert!(first > 0 && first <= bound, "at most three questions an action and marking, for the post and the person: {first}");
    for _ in 0..3 {
        pages(&officer).await;
    }
    assert_eq!(questions(), first, "further pages and incidents ask nothing");
    let other = house.person("other", ("county-duty-officer", "211322")).await;
    let made = json!({ "summary": "fire", "place": { "areas": ["211322"] } });
    assert_eq!(other.post("/api/incidents", made).await, 201);
    for path in ["/duty", "/incidents", "/incidents/list.xlsx", "/contacts", "/api/incidents"] {
        assert_eq!(other.get(path).await.0, 200, "{path}");
    }
    assert_eq!(questions(), first, "neither does somebody else on such a post elsewhere");
}

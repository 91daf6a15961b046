//! Every role knocks at every door. At a door that changes something the knock carries an `Idempotency-Key` that cannot be one: it is
//! refused after the keeper has said who may come in and before anything is done, so that no act of the walk disturbs another.

use accounts::opening::{NewPerson, NewPost, open_with_password};
use accounts::{Powers as _, Secret};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use kernel::AreaCode;
use server::demonstration::Demonstration;
use server::house::given;
use server::powers::Policies;
use server::wiring::SIGN_IN;
use tower::ServiceExt as _;
use web::{DoorFacts, DoorKind};

use crate::table::DoorRow;

const PASSWORD: &str = "a long enough password 7";

/// Those who knock.
pub struct Roles(Vec<Role>);

struct Role {
    name: String,
    /// The session's cookie; nothing for nobody.
    cookie: Option<String>,
}

impl Roles {
    /// Nobody, a person without a post, and a person on each kind of post for the whole city.
    pub async fn of(demonstration: &Demonstration) -> Self {
        let kinds = Policies::shipped().expect("policies").kinds();
        let mut roles = vec![
            Role { name: "nobody".to_owned(), cookie: None },
            Role { name: "signed in".to_owned(), cookie: Some(sign_in(demonstration, "person", None).await) },
        ];
        for kind in kinds.into_iter().filter(|kind| kind != "public") {
            let cookie = Some(sign_in(demonstration, &kind, Some(&kind)).await);
            roles.push(Role { name: kind, cookie });
        }
        Self(roles)
    }

    /// What they are called, in order.
    pub fn names(&self) -> Vec<&str> {
        self.0.iter().map(|role| role.name.as_str()).collect()
    }
}

/// Whom each door lets in, in the order of rooms and paths.
pub async fn walk(demonstration: &Demonstration, roles: &Roles) -> Vec<DoorRow> {
    let mut doors: Vec<&DoorFacts> = demonstration.web.site.doors().iter().map(|door| &**door).collect();
    doors.sort_by_key(|door| (room(door), door.path, door.method.to_string()));
    let mut rows = Vec::new();
    for door in doors {
        let mut lets_in = Vec::new();
        for role in &roles.0 {
            lets_in.push(knock(demonstration, door, role).await);
        }
        let (method, audience) = (door.method.to_string(), door.audience.as_str());
        rows.push(DoorRow { room: room(door).to_owned(), method, path: door.path, action: door.action, audience, lets_in });
    }
    rows
}

fn room(door: &DoorFacts) -> &'static str {
    door.action.split('.').next().unwrap_or_default()
}

/// Whether the door lets the role in.
async fn knock(demonstration: &Demonstration, door: &DoorFacts, role: &Role) -> bool {
    let changes = !door.method.is_safe();
    let mut request = Request::builder().method(&door.method).uri(place(demonstration, door));
    if changes {
        request = request.header("idempotency-key", "no key").header(CONTENT_TYPE, "application/json");
    }
    if let Some(cookie) = &role.cookie {
        request = request.header(COOKIE, cookie);
    }
    let request = request.body(Body::empty()).expect("a request");
    let answer = demonstration.web.router.clone().oneshot(request).await.expect("an answer");
    let said = format!("{} {} to {}: {}", door.method, door.path, role.name, answer.status());
    match answer.status() {
        StatusCode::UNAUTHORIZED => {
            assert!(role.cookie.is_none(), "{said}");
            false
        }
        StatusCode::FORBIDDEN => false,
        StatusCode::SEE_OTHER if leads_to_sign_in(&answer) => {
            assert!(role.cookie.is_none() || door.kind != DoorKind::Page, "{said}");
            false
        }
        status => {
            assert!(!status.is_server_error(), "{said}");
            assert!(
                !changes || status == StatusCode::BAD_REQUEST,
                "a knock at a door that changes something goes no further: {said}"
            );
            true
        }
    }
}

fn leads_to_sign_in(answer: &Response) -> bool {
    answer.headers().get(LOCATION).is_some_and(|to| to.to_str().is_ok_and(|to| to.starts_with(SIGN_IN)))
}

/// The door's path with something in each place that varies.
fn place(demonstration: &Demonstration, door: &DoorFacts) -> String {
    let city = demonstration.house.desk.city().to_string();
    let part = |part: &str| match part.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
        None => part.to_owned(),
        Some("code" | "area") => city.clone(),
        Some("id" | "case" | "post" | "session" | "token") => "0190f3d2-7c4a-7b11-8aaa-00000000000f".to_owned(),
        Some(_) => "x".to_owned(),
    };
    door.path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Opens an account and signs in by the page. Answers the session's cookie.
async fn sign_in(demonstration: &Demonstration, name: &str, kind: Option<&str>) -> String {
    let desk = &demonstration.house.desk;
    let area: AreaCode = desk.city();
    let post = |kind: &str| NewPost { kind: kind.to_owned(), area, title: String::new(), until: None };
    let person = NewPerson { name: name.to_owned(), sign_in: name.to_owned(), area, posts: kind.map(post).into_iter().collect() };
    open_with_password(desk, given(desk.world()), person, &Secret::new(PASSWORD)).await.expect("an account");
    let form = format!("name={name}&password={}", PASSWORD.replace(' ', "+"));
    let request = Request::builder()
        .method(Method::POST)
        .uri(SIGN_IN)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .expect("a request");
    let answer = demonstration.web.router.clone().oneshot(request).await.expect("an answer");
    let cookies = answer.headers().get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    let session = cookies.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.starts_with("wf-session="));
    session.unwrap_or_else(|| panic!("{name} is let in: {}", answer.status())).to_owned()
}

//! The listener for the public: only the doors that are meant for anybody, so that a wall in front can let everybody come to it and
//! nobody to the other one. Who works here signs in elsewhere.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, Uri};
use axum::middleware::map_request;
use tower::Layer as _;
use web::{Audience, DoorFacts, Web};

/// Rooms whose doors stand open because nobody is signed in yet, not because they are for the public.
const FOR_STAFF: [&str; 1] = ["accounts"];
/// Actions of the frame that are for whoever runs the program.
const FOR_OPERATORS: [&str; 1] = ["web.metrics"];
/// Where no door stands, so that the frame answers as it answers any wrong address.
const NOWHERE: &str = "/not-here";

/// The same answers, for the doors of the public only.
#[must_use]
pub fn only(web: &Web) -> Web {
    let doors: Arc<[Way]> = web.site.doors().iter().filter(|door| is_public(door)).map(|door| Way::of(door)).collect();
    let turned = map_request(move |mut request: Request| {
        let open = doors.iter().any(|way| way.leads(request.method(), request.uri().path()));
        if !open {
            *request.uri_mut() = Uri::from_static(NOWHERE);
        }
        std::future::ready(request)
    });
    Web { site: web.site.clone(), router: Router::new().fallback_service(turned.layer(web.router.clone())) }
}

fn is_public(door: &DoorFacts) -> bool {
    let room = door.action.split('.').next().unwrap_or_default();
    door.audience == Audience::Public && !FOR_STAFF.contains(&room) && !FOR_OPERATORS.contains(&door.action)
}

/// A method and a path with places that vary.
struct Way {
    method: Method,
    parts: Vec<&'static str>,
}

impl Way {
    fn of(door: &DoorFacts) -> Self {
        Self { method: door.method.clone(), parts: door.path.split('/').collect() }
    }

    fn leads(&self, method: &Method, path: &str) -> bool {
        let same = self.method == *method || (*method == Method::HEAD && self.method == Method::GET);
        let mut asked = path.split('/');
        for part in &self.parts {
            match asked.next() {
                Some(_) if part.starts_with("{*") => return same,
                Some(said) if part.starts_with('{') && !said.is_empty() => {}
                Some(said) if said == *part => {}
                _ => return false,
            }
        }
        same && asked.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(door: &'static str, method: &Method, path: &str) -> bool {
        Way { method: Method::GET, parts: door.split('/').collect() }.leads(method, path)
    }

    #[test]
    fn a_way_leads_where_its_door_stands() {
        assert!(leads("/notices/{id}", &Method::GET, "/notices/7"));
        assert!(leads("/notices/{id}", &Method::HEAD, "/notices/7"));
        assert!(leads("/assets/{*path}", &Method::GET, "/assets/a/b.js"));
        for (door, method, path) in [
            ("/notices/{id}", &Method::POST, "/notices/7"),
            ("/notices/{id}", &Method::GET, "/notices/"),
            ("/notices/{id}", &Method::GET, "/notices/7/closure"),
            ("/notices/{id}", &Method::GET, "//notices/7"),
            ("/", &Method::GET, "/notices"),
        ] {
            assert!(!leads(door, method, path), "{door} {path}");
        }
    }
}

//! From the list of doors to a router: each behind its guard, none twice, and the table that auditors read.

use std::collections::HashSet;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware};
use desk::Fault;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::door::DoorFacts;
use crate::guard::{guard, nowhere};
use crate::{App, Door, Site, Trouble, assets, drafts, find, headers, health, help, live, view, viewer};

/// The frame at work: its state, and the router that answers.
pub struct Web {
    /// What handlers reach; closes the live streams at shutdown.
    pub site: Site,
    /// Answers requests.
    pub router: Router,
}

/// One line of the authority table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Authority {
    /// The path.
    pub path: &'static str,
    /// The method.
    pub method: String,
    /// The action that the policies name.
    pub action: &'static str,
    /// Who may come in: `public`, `signed-in` or `post`.
    pub audience: &'static str,
}

/// Opens all doors. Must be called inside the runtime.
///
/// # Errors
/// Two doors in one place, or a text that cannot be read.
pub fn open(mut app: App) -> Result<Web, Fault> {
    let mut doors = std::mem::take(&mut app.doors);
    doors.extend(own_doors());
    check(&doors)?;
    let facts: Vec<Arc<DoorFacts>> = doors.iter().map(|d| Arc::new(d.facts.clone())).collect();
    let tls = app.tls || app.behind_proxy;
    let site = Site::open(app, facts.clone())?;
    let mut routes: Router<Site> = Router::new();
    for (door, facts) in doors.into_iter().zip(facts) {
        let path = facts.path;
        let guarded = door
            .handler
            .route_layer(CatchPanicLayer::custom(panicked))
            .route_layer(from_fn_with_state((site.clone(), facts), guard));
        routes = routes.route(path, guarded);
    }
    let router = routes
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::disable())
        .layer(CompressionLayer::new())
        .layer(middleware::map_response_with_state(tls, headers::secure))
        .with_state(site.clone());
    Ok(Web { site, router })
}

/// Opens all doors and gives only the router, for tests.
///
/// # Errors
/// As [`open`].
pub fn router(app: App) -> Result<Router, Fault> {
    Ok(open(app)?.router)
}

impl Site {
    /// The authority table: every door and who may come in, in the order of paths.
    #[must_use]
    pub fn authority(&self) -> Vec<Authority> {
        let mut table: Vec<Authority> = self
            .doors()
            .iter()
            .map(|d| Authority { path: d.path, method: d.method.to_string(), action: d.action, audience: d.audience.as_str() })
            .collect();
        table.sort();
        table
    }
}

fn own_doors() -> Vec<Door> {
    let mut doors = vec![view::door(), live::door(), find::door()];
    doors.extend(assets::doors());
    doors.extend(health::doors());
    doors.extend(help::doors());
    doors.extend(viewer::doors());
    doors.extend(drafts::doors());
    doors
}

fn check(doors: &[Door]) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for DoorFacts { method, path, action, .. } in doors.iter().map(Door::facts) {
        if !path.starts_with('/') || !action.contains('.') {
            return Err(Fault::broken(format!(
                "door {method} {path}: a path starts with / and an action is named room.verb, not {action:?}"
            )));
        }
        // Two names for what varies in one place would be two routes for one path.
        let place: String =
            path.split('/').map(|part| if part.starts_with('{') { "/{}".to_owned() } else { format!("/{part}") }).collect();
        if !seen.insert((method.clone(), place)) {
            return Err(Fault::broken(format!("two doors stand at {method} {path}")));
        }
    }
    Ok(())
}

fn panicked(what: Box<dyn std::any::Any + Send>) -> Response {
    let said = what.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| what.downcast_ref::<String>().cloned());
    Trouble::Fault(Fault::broken(format!("a handler gave up: {}", said.unwrap_or_default()))).into_response()
}

async fn no_such_path(State(site): State<Site>, request: Request) -> Response {
    nowhere(site, request, Trouble::NotFound).await
}

async fn no_such_method(State(site): State<Site>, request: Request) -> Response {
    nowhere(site, request, Trouble::Method).await
}

//! The guard of every door: who asks, whether they may, whether the request is ours; and what goes out again, logged once.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, IF_MATCH, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use desk::Stopwatch;
use sha2::{Digest as _, Sha256};

use crate::door::{Audience, DoorFacts, DoorKind};
use crate::here::Asked;
use crate::shared::is_shared;
use crate::trouble::Carried;
use crate::view::View;
use crate::{Here, Site, Trouble, body, csrf, problem};

/// How long a request may take before it is given up, in seconds.
pub const REQUEST_S_MAX: u64 = 30;
/// How long one with files may take, in seconds.
pub const UPLOAD_S_MAX: u64 = 300;
/// The longest `Idempotency-Key`, in characters.
pub const KEY_CHARS_MAX: usize = 200;
/// The longest path and query that is kept for a request.
const PATH_CHARS_MAX: usize = 2_000;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(crate) async fn guard(State((site, door)): State<(Site, Arc<DoorFacts>)>, request: Request, next: Next) -> Response {
    let watch = Stopwatch::start();
    let mut here = arrive(&site, door, &request);
    let response = match pass(&mut here, request, next).await {
        Ok(response) => response,
        Err(trouble) => problem::told(&here, &trouble),
    };
    leave(&here, response, watch)
}

/// Answers what no door stands for, or no door with this method.
pub(crate) async fn nowhere(site: Site, request: Request, trouble: Trouble) -> Response {
    let watch = Stopwatch::start();
    let mut here = arrive(&site, DoorFacts::nowhere(request.uri().path()), &request);
    let (parts, _) = request.into_parts();
    // Who asks only changes how the page looks; a fault must not turn a 404 into a 503.
    here.caller = site.gate().caller(&parts).await.unwrap_or_default();
    let response = problem::told(&here, &trouble);
    leave(&here, response, watch)
}

fn arrive(site: &Site, door: Arc<DoorFacts>, request: &Request) -> Here {
    let headers = request.headers();
    let view = View::of(headers);
    let language = view.language.or_else(|| accepted(headers)).unwrap_or(site.city().language);
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str());
    let asked = Asked {
        id: site.new_id(),
        path: path.chars().take(PATH_CHARS_MAX).collect(),
        peer: peer(request, site.0.behind_proxy),
        seen: None,
        matched: false,
        once: None,
        digest: String::new(),
        acts: Arc::default(),
        fragment: headers.contains_key("x-fragment"),
        theme: view.theme,
        language_chosen: view.language.is_some(),
    };
    Here { site: site.clone(), say: site.say(language), caller: None, door, asked }
}

fn accepted(headers: &HeaderMap) -> Option<crate::Language> {
    headers.get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok()).and_then(crate::Language::accepted)
}

fn peer(request: &Request, behind_proxy: bool) -> Option<IpAddr> {
    // The last hop is the one that our own proxy wrote; those before it are whatever the client claims.
    let forwarded = request.headers().get("x-forwarded-for").and_then(|h| h.to_str().ok());
    let named = forwarded.filter(|_| behind_proxy).and_then(|f| f.rsplit(',').next()).and_then(|ip| ip.trim().parse().ok());
    named.or_else(|| request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip()))
}

async fn pass(here: &mut Here, request: Request, next: Next) -> Result<Response, Trouble> {
    let (site, door) = (here.site.clone(), here.door.clone());
    let _place = match door.audience {
        Audience::Public if !door.is_free => Some(site.0.public.try_acquire().map_err(|_| Trouble::Busy)?),
        _ => None,
    };
    let _room = if door.takes_files { Some(site.0.uploads.try_acquire().map_err(|_| Trouble::Busy)?) } else { None };
    if door.kind == DoorKind::Stream || door.is_free {
        let request = admit(here, request).await?;
        return Ok(next.run(request).await);
    }
    let limit_s = if door.takes_files { UPLOAD_S_MAX } else { REQUEST_S_MAX };
    let work = async {
        let request = admit(here, request).await?;
        if is_shared(here) {
            return Ok(site.0.shared.or_write(here, async || next.run(request).await).await);
        }
        Ok(next.run(request).await)
    };
    tokio::time::timeout(Duration::from_secs(limit_s), work).await.unwrap_or(Err(Trouble::Late))
}

async fn admit(here: &mut Here, request: Request) -> Result<Request, Trouble> {
    let (mut parts, body) = request.into_parts();
    let (site, door) = (here.site.clone(), here.door.clone());
    if !door.is_free {
        here.caller = site.gate().caller(&parts).await?;
    }
    if let Some(language) = here.caller.as_ref().and_then(|c| c.language).filter(|_| !here.asked.language_chosen) {
        here.say = site.say(language);
    }
    authorise(here)?;
    check_query(&door, &parts)?;
    read_conditions(&mut here.asked, &parts)?;
    let body = if parts.method.is_safe() {
        Body::empty()
    } else {
        let (sent, bytes) = body::read(&site, &door, &parts, body).await?;
        judge_origin(here, &parts, &sent)?;
        here.asked.seen = here.asked.seen.or_else(|| sent.field("seen").and_then(|v| v.parse().ok()));
        if here.asked.once.is_none() {
            here.asked.once = sent.field("once").filter(|key| sound_key(key)).map(ToOwned::to_owned);
        }
        if here.asked.once.is_some() {
            here.asked.digest = digest(&parts, &sent, &bytes);
        }
        parts.extensions.insert(sent);
        Body::from(bytes)
    };
    parts.extensions.insert(here.clone());
    Ok(Request::from_parts(parts, body))
}

/// A program is told when it asks with a word that the door does not know, or with one twice: a filter that is misspelt must not
/// be answered with everything. Who asks after the program's health is never refused for how.
fn check_query(door: &DoorFacts, parts: &Parts) -> Result<(), Trouble> {
    let Some(query) = parts.uri.query().filter(|_| door.is_api() && !door.is_free) else { return Ok(()) };
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(|error| bad(&error.to_string()))?;
    for (n, (name, _)) in pairs.iter().enumerate() {
        if door.query.iter().all(|known| known.name != *name) {
            return Err(bad(&format!("this door knows no parameter {name:?}")));
        }
        if pairs[..n].iter().any(|(before, _)| before == name) {
            return Err(bad(&format!("the parameter {name:?} was given twice")));
        }
    }
    Ok(())
}

fn authorise(here: &Here) -> Result<(), Trouble> {
    let action = here.door.action;
    match here.door.audience {
        Audience::Public => Ok(()),
        Audience::SignedIn => here.caller().map(|_| ()),
        Audience::Post => {
            here.caller()?;
            here.require(None, None).inspect_err(|_| tracing::warn!(request = %here.asked.id, action, "refused by the policies"))
        }
    }
}

fn judge_origin(here: &Here, parts: &Parts, sent: &body::Sent) -> Result<(), Trouble> {
    let judged = csrf::judge(
        &parts.headers,
        &csrf::Sent {
            method: &parts.method,
            caller: here.caller.as_ref(),
            field: sent.field(csrf::CSRF_FIELD),
            behind_proxy: here.site.0.behind_proxy,
        },
    );
    judged.inspect_err(
        |_| tracing::warn!(request = %here.asked.id, door = here.door.path, "a change did not come from our own pages"),
    )
}

fn read_conditions(asked: &mut Asked, parts: &Parts) -> Result<(), Trouble> {
    let text = |name: &HeaderName| parts.headers.get(name).map(|h| h.to_str().unwrap_or("\u{0}"));
    if let Some(tag) = text(&IF_MATCH).filter(|tag| tag.trim() != "*") {
        let number = tag.trim().trim_start_matches("W/").trim_matches('"').parse().ok();
        asked.seen = Some(number.ok_or_else(|| bad("If-Match is not a version such as \"7\""))?);
        asked.matched = true;
    }
    if let Some(key) = text(&HeaderName::from_static("idempotency-key")) {
        if !sound_key(key) {
            return Err(bad("Idempotency-Key takes 1 to 200 visible characters of ASCII"));
        }
        asked.once = Some(key.to_owned());
    }
    Ok(())
}

/// What was asked, without what changes when the same thing is asked again: the token and the key itself.
fn digest(parts: &Parts, sent: &body::Sent, bytes: &[u8]) -> String {
    let mut hasher = Sha256::new();
    let mut feed = |part: &[u8]| {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part);
    };
    feed(parts.method.as_str().as_bytes());
    feed(parts.uri.path().as_bytes());
    feed(bytes);
    for (name, value) in sent.fields.iter().filter(|(name, _)| name != csrf::CSRF_FIELD && name != "once") {
        feed(name.as_bytes());
        feed(value.as_bytes());
    }
    for file in sent.files.iter() {
        feed(file.field.as_bytes());
        feed(file.name.as_bytes());
        feed(&file.bytes);
    }
    hex::encode(hasher.finalize())
}

fn sound_key(key: &str) -> bool {
    (1..=KEY_CHARS_MAX).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic())
}

fn bad(detail: &str) -> Trouble {
    Trouble::Unreadable { status: StatusCode::BAD_REQUEST, detail: detail.to_owned() }
}

fn leave(here: &Here, response: Response, watch: Stopwatch) -> Response {
    let carried = response.extensions().get::<Carried>().and_then(Carried::take);
    let mut response = match carried {
        Some(trouble) => problem::told(here, &trouble),
        None => response,
    };
    if let Ok(id) = HeaderValue::try_from(here.asked.id.as_str()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().entry(RETRY_AFTER).or_insert(HeaderValue::from_static("2"));
    }
    log(here, response.status(), watch.seconds());
    response
}

/// One line a request, without query, body, token or cookie: those can hold words that people typed.
fn log(here: &Here, status: StatusCode, seconds: f64) {
    let (door, method) = (here.door.path, here.door.method.as_str());
    let account = here.caller.as_ref().map_or("", |c| c.account.as_str());
    let status = status.as_u16();
    metrics::counter!("http_requests_total", "door" => door, "method" => method.to_owned(), "status" => status.to_string())
        .increment(1);
    metrics::histogram!("http_request_seconds", "door" => door).record(seconds);
    let ms = (seconds * 1_000_000.0).round() / 1_000.0;
    tracing::info!(target: "access", request = %here.asked.id, method, door, status, ms, account, peer = ?here.asked.peer, "answered");
}

//! `/healthz` for whoever watches the program, `/metrics` for whoever measures it.

use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Audience, Door, Here, Reply, Trouble, words};

pub(crate) fn doors() -> [Door; 2] {
    let health = Door::free("/healthz", "web.health", health)
        .says(words::API_HEALTH)
        .speaking_json()
        .answers::<Health>(200)
        .answers::<Health>(503);
    let metrics = Door::read("/metrics", "web.metrics", metrics)
        .audience(Audience::Public)
        .says(words::API_METRICS)
        .answers_raw(200, "text/plain")
        .answers_raw(200, "application/openmetrics-text")
        .refuses(401)
        .refuses(403);
    [health, metrics]
}

/// How the program is.
#[derive(Debug, Serialize, ToSchema)]
struct Health {
    /// `ok` while the database answers, else `degraded`.
    status: &'static str,
    /// The world it serves.
    world: &'static str,
    /// What time it is in that world, with the city's offset.
    now: String,
    /// The position of the last fact.
    position: i64,
    /// The program's version.
    version: &'static str,
}

async fn health(here: Here) -> Response {
    let answers = here.db().one("select position from pen where one = 1", Vec::new()).await.is_ok();
    let health = Health {
        status: if answers { "ok" } else { "degraded" },
        world: here.world().as_str(),
        now: here.desk().zone().rfc3339(here.desk().now()),
        position: here.desk().last_position(),
        version: env!("CARGO_PKG_VERSION"),
    };
    let mut response = Reply::ok(health).into_response();
    if !answers {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    response
}

/// For whoever measures from this machine, and for whoever the policies allow `web.metrics`.
async fn metrics(here: Here, headers: HeaderMap) -> Result<Response, Trouble> {
    let nearby = here.asked.peer.is_some_and(|peer| peer.is_loopback()) && !here.site.0.behind_proxy;
    if !nearby {
        here.caller()?;
        here.require(None, None)?;
    }
    let text = here.site.0.metrics.as_ref().map(|render| render()).unwrap_or_default();
    let open = headers.get(ACCEPT).and_then(|h| h.to_str().ok()).is_some_and(|a| a.contains("application/openmetrics-text"));
    let (kind, text) = if open {
        ("application/openmetrics-text; version=1.0.0; charset=utf-8", open_metrics(&text))
    } else {
        ("text/plain; version=0.0.4; charset=utf-8", text)
    };
    Ok(([(CONTENT_TYPE, kind)], text).into_response())
}

/// The same figures as OpenMetrics has them: a counter's family is named without `_total`, and the end is marked.
fn open_metrics(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 6);
    for line in text.lines().filter(|line| !line.is_empty()) {
        let family = line.strip_prefix("# TYPE ").and_then(|rest| rest.strip_suffix("_total counter"));
        match family {
            Some(family) => out.push_str(&format!("# TYPE {family} counter")),
            None => match line.strip_prefix("# HELP ").and_then(|rest| rest.split_once("_total ")) {
                Some((family, help)) if !family.contains(' ') => out.push_str(&format!("# HELP {family} {help}")),
                _ => out.push_str(line),
            },
        }
        out.push('\n');
    }
    out.push_str("# EOF\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_named_as_openmetrics_names_them() {
        let text = "# HELP http_requests_total Requests.\n# TYPE http_requests_total counter\nhttp_requests_total{status=\"200\"} 7\n\n# TYPE live_streams gauge\nlive_streams 1\n";
        let open = "# HELP http_requests Requests.\n# TYPE http_requests counter\nhttp_requests_total{status=\"200\"} 7\n# TYPE live_streams gauge\nlive_streams 1\n# EOF\n";
        assert_eq!(open_metrics(text), open);
    }
}

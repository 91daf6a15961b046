//! The API for people: its description as JSON, and a page that reads it.

use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::{Answer, Audience, Door, Here, Say, Section, Sheet, words};

pub(crate) fn doors() -> [Door; 2] {
    [
        Door::page("/api", "web.api", viewer).audience(Audience::Public).says(words::API_TITLE),
        Door::read("/api/openapi.json", "web.openapi", description)
            .audience(Audience::Public)
            .says(words::API_OPENAPI)
            .answers_raw(200, "application/json"),
    ]
}

#[derive(Template)]
#[template(path = "api.html")]
pub(crate) struct ApiPage<'a> {
    pub say: &'a Say,
    pub doors: Vec<ApiLine>,
}

/// One door, for readers without script.
pub(crate) struct ApiLine {
    pub method: String,
    pub path: &'static str,
    pub name: String,
    pub audience: &'static str,
}

async fn viewer(here: Here) -> Answer {
    let line = |d: &std::sync::Arc<crate::DoorFacts>| ApiLine {
        method: d.method.to_string(),
        path: d.path,
        name: d.name.map(|n| here.say.word(n).into_owned()).unwrap_or_default(),
        audience: d.audience.as_str(),
    };
    let mut doors: Vec<ApiLine> = here.site.doors().iter().filter(|d| d.is_api()).map(line).collect();
    doors.sort_by(|a, b| a.path.cmp(b.path).then_with(|| a.method.cmp(&b.method)));
    let page = ApiPage { say: &here.say, doors };
    here.page(Sheet::titled(here.say.word(words::API_TITLE)).section(Section::Office).script("api.js"), &page)
}

async fn description(here: Here) -> Response {
    ([(CONTENT_TYPE, "application/json")], here.site.openapi().to_owned()).into_response()
}

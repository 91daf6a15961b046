//! What a door answers, and how it refuses, as the API description says it.

use std::collections::BTreeMap;

use utoipa::ToSchema as _;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Response};

use super::{raw, text, typed, varying};
use crate::door::{Answered, Audience, DoorFacts, DoorKind};
use crate::problem::Problem;

/// The statuses of refusals that are written once for all doors.
const REFUSALS: [u16; 10] = [400, 401, 403, 404, 409, 412, 413, 415, 422, 503];

/// Every answer by its status, refusals included.
pub(super) fn all(door: &DoorFacts) -> BTreeMap<u16, RefOr<Response>> {
    let mut all: BTreeMap<u16, Response> = BTreeMap::new();
    for (status, answered) in &door.answers {
        let response = answer(door, *status, answered);
        match all.get_mut(status) {
            Some(known) => known.content.extend(response.content),
            None => drop(all.insert(*status, response)),
        }
    }
    let refused = refusals(door);
    for (status, known) in &mut all {
        if refused.contains(status) {
            known.content.extend(refusal(*status).content);
        }
    }
    let mut all: BTreeMap<u16, RefOr<Response>> = all.into_iter().map(|(status, response)| (status, response.into())).collect();
    for status in refused {
        let once =
            || if REFUSALS.contains(&status) { Ref::from_response_name(name(status)).into() } else { refusal(status).into() };
        all.entry(status).or_insert_with(once);
    }
    all
}

/// The refusals that are written once for all doors, by name.
pub(super) fn refusals_by_name() -> impl Iterator<Item = (String, Response)> {
    REFUSALS.into_iter().map(|status| (name(status), refusal(status)))
}

fn name(status: u16) -> String {
    format!("Refused{status}")
}

fn answer(door: &DoorFacts, status: u16, answered: &Answered) -> Response {
    let mut response = ResponseBuilder::new().description(if status < 400 { "As asked." } else { meaning(status) });
    response = response.header("X-Request-Id", header("The request's id, as the log has it.", Type::String));
    if status == 201 {
        response = response.header("Location", header("Where it is found from now on.", Type::String));
    }
    let json = if door.kind == DoorKind::Stream { "text/event-stream" } else { "application/json" };
    match answered {
        Answered::Nothing => response.build(),
        Answered::Raw(media_type) => response.content(*media_type, raw(media_type)).build(),
        Answered::Typed(described) => {
            let version = header("Its version, where it has one: to be sent as `If-Match`.", Type::String);
            response.header("ETag", version).content(json, typed(described)).build()
        }
    }
}

fn header(says: &str, kind: Type) -> Header {
    let schema = ObjectBuilder::new().schema_type(SchemaType::Type(kind)).build();
    HeaderBuilder::new().schema(Some(schema)).description(Some(says)).build()
}

fn refusals(door: &DoorFacts) -> Vec<u16> {
    let mut all = vec![400, 503];
    all.extend(&door.refuses);
    if door.audience != Audience::Public {
        all.extend([401, 403]);
    }
    if varying(door.path).next().is_some() {
        all.push(404);
    }
    if !door.query.is_empty() {
        all.push(422);
    }
    if door.kind == DoorKind::Act {
        all.extend([403, 409, 412, 413, 415, 422]);
    }
    all.sort_unstable();
    all.dedup();
    all
}

const fn meaning(status: u16) -> &'static str {
    match status {
        400 => "The request cannot be read.",
        401 => "Nobody is signed in.",
        403 => "The policies do not allow it, or it did not come from one of our own pages.",
        404 => "There is no such thing, or not for this reader.",
        409 => "It stands against what is so.",
        412 => "Somebody changed it since the version in If-Match.",
        413 => "The body is too large.",
        415 => "The body is of a sort that this door does not take.",
        422 => "What was asked makes no sense, or a rule refuses it.",
        503 => "Nothing was done: try again.",
        _ => "Refused.",
    }
}

fn refusal(status: u16) -> Response {
    let schema = Ref::from_schema_name(Problem::name().as_ref());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let mut response = ResponseBuilder::new().description(meaning(status)).content("application/problem+json", content);
    response =
        response.header("X-Request-Id", HeaderBuilder::new().schema(Some(text())).description(Some("The request's id.")).build());
    if status == 503 {
        response = response.header("Retry-After", header("After how many seconds to try again.", Type::Integer));
    }
    response.build()
}

//! The API description (OpenAPI 3.1), made from the doors.

use std::collections::BTreeMap;

use axum::http::Method;
use desk::Fault;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required, Response};
use utoipa::{PartialSchema as _, ToSchema as _};

use crate::door::{Audience, Described, DoorFacts, DoorKind};
use crate::problem::{Problem, ProblemField};
use crate::{Language, Texts, words};

/// The description of all doors that speak JSON, as JSON.
pub(crate) fn described(doors: &[std::sync::Arc<DoorFacts>], texts: &Texts) -> Result<String, Fault> {
    let api = describe(doors.iter().map(|d| &**d).filter(|d| d.is_api()), texts);
    api.to_json().map_err(Fault::from)
}

fn describe<'a>(doors: impl Iterator<Item = &'a DoorFacts>, texts: &Texts) -> OpenApi {
    let mut schemas: BTreeMap<String, RefOr<Schema>> = BTreeMap::new();
    schemas.insert(Problem::name().into_owned(), Problem::schema());
    schemas.insert(ProblemField::name().into_owned(), ProblemField::schema());
    let mut items: BTreeMap<&'static str, PathItem> = BTreeMap::new();
    for door in doors {
        for described in door.request.iter().chain(door.answers.iter().filter_map(|(_, d)| d.as_ref())) {
            let mut beneath = vec![(described.name.to_string(), (described.schema)())];
            (described.beneath)(&mut beneath);
            schemas.extend(beneath);
        }
        let item = PathItem::new(method(&door.method), operation(door, texts));
        match items.get_mut(door.path) {
            Some(known) => known.merge_operations(item),
            None => drop(items.insert(door.path, item)),
        }
    }
    let paths = items.into_iter().fold(PathsBuilder::new(), |paths, (path, item)| paths.path(path, item));
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme("token", SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()))
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-session"))));
    let say = |word: crate::Word| texts.say(Language::En, word.key(), &[]).into_owned();
    let info = InfoBuilder::new().title("Watchfire").version(env!("CARGO_PKG_VERSION")).description(Some(say(words::API_ABOUT)));
    OpenApiBuilder::new().info(info.build()).paths(paths.build()).components(Some(components.build())).build()
}

fn method(method: &Method) -> HttpMethod {
    match *method {
        Method::POST => HttpMethod::Post,
        Method::PUT => HttpMethod::Put,
        Method::PATCH => HttpMethod::Patch,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

fn operation(door: &DoorFacts, texts: &Texts) -> OperationBuilder {
    let summary = door.name.map(|name| texts.say(Language::En, name.key(), &[]).into_owned());
    let tag = door.action.split('.').next().unwrap_or("web");
    let id = format!("{} {}", door.method.as_str().to_ascii_lowercase(), door.path);
    let mut operation = OperationBuilder::new().operation_id(Some(id)).tag(tag).summary(summary).description(Some(format!(
        "Action `{}`, audience `{}`.",
        door.action,
        door.audience.as_str()
    )));
    for parameter in parameters(door) {
        operation = operation.parameter(parameter);
    }
    if let Some(described) = &door.request {
        let content = ContentBuilder::new().schema(Some(reference(described))).build();
        let body = RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True));
        operation = operation.request_body(Some(body.build()));
    }
    for (status, described) in &door.answers {
        operation = operation.response(status.to_string(), answer(door, described.as_ref()));
    }
    for (status, description) in refusals(door) {
        operation = operation.response(status.to_string(), refusal(description));
    }
    if door.audience != Audience::Public {
        operation = operation
            .security(SecurityRequirement::new::<_, [&str; 0], _>("token", []))
            .security(SecurityRequirement::new::<_, [&str; 0], _>("session", []));
    }
    operation
}

fn parameters(door: &DoorFacts) -> Vec<Parameter> {
    let text = |name: &str, place: ParameterIn, required: Required| {
        let schema = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).build();
        ParameterBuilder::new().name(name).parameter_in(place).required(required).schema(Some(Schema::Object(schema))).build()
    };
    let mut all: Vec<Parameter> = varying(door.path).map(|name| text(name, ParameterIn::Path, Required::True)).collect();
    all.extend(door.query.iter().cloned());
    if door.kind == DoorKind::Act {
        all.push(text("Idempotency-Key", ParameterIn::Header, Required::False));
        all.push(text("If-Match", ParameterIn::Header, Required::False));
    }
    all
}

/// The names in braces of a path.
pub(crate) fn varying(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).map(|name| name.trim_start_matches('*'))
}

fn reference(described: &Described) -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(described.name.as_ref()))
}

fn answer(door: &DoorFacts, described: Option<&Described>) -> Response {
    let response = ResponseBuilder::new().description("As asked.");
    let Some(described) = described else { return response.build() };
    let kind = if door.kind == DoorKind::Stream { "text/event-stream" } else { "application/json" };
    response.content(kind, ContentBuilder::new().schema(Some(reference(described))).build()).build()
}

fn refusals(door: &DoorFacts) -> Vec<(u16, &'static str)> {
    let mut all = vec![(400, "The request cannot be read."), (503, "Nothing was done: try again.")];
    if door.audience != Audience::Public {
        all.extend([(401, "Nobody is signed in."), (403, "The policies do not allow it.")]);
    }
    if varying(door.path).next().is_some() {
        all.push((404, "There is no such thing, or not for this reader."));
    }
    if door.kind == DoorKind::Act {
        all.extend([
            (409, "It stands against what is so."),
            (412, "Somebody changed it since the version in If-Match."),
            (413, "The body is too large."),
            (415, "The body is not JSON."),
            (422, "What was asked makes no sense."),
        ]);
    }
    all.sort_unstable();
    all
}

fn refusal(description: &str) -> Response {
    let schema = RefOr::Ref(Ref::from_schema_name(Problem::name().as_ref()));
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(description).content("application/problem+json", content).build()
}

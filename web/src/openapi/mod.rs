//! The API description (OpenAPI 3.1), made from the doors.

mod answers;

use std::collections::BTreeMap;

use axum::http::Method;
use desk::Fault;
use utoipa::openapi::content::{Content, ContentBuilder};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{AdditionalProperties, KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required};
use utoipa::{PartialSchema as _, ToSchema as _};

use crate::door::{Answered, Audience, Described, DoorFacts, DoorKind};
use crate::guard::KEY_CHARS_MAX;
use crate::problem::{Problem, ProblemField};
use crate::{Language, Texts, shape, words};

/// What stands for the id of a subject in a path.
const IDS: [&str; 5] = ["id", "post", "session", "sending", "token"];

/// What types bring along of the language itself, and what nothing points to: a list is written where it stands.
const CONTAINERS: [&str; 4] = ["Vec", "Option", "BTreeMap", "HashMap"];

/// The types that the description names.
type Schemas = BTreeMap<String, RefOr<Schema>>;

/// The description of all doors that speak JSON, as JSON.
pub(crate) fn described(doors: &[std::sync::Arc<DoorFacts>], texts: &Texts) -> Result<String, Fault> {
    let doors: Vec<&DoorFacts> = doors.iter().map(|d| &**d).filter(|d| d.is_api()).collect();
    let api = describe(&doors, schemas(&doors)?, texts);
    api.to_json().map_err(Fault::from)
}

fn describe(doors: &[&DoorFacts], schemas: Schemas, texts: &Texts) -> OpenApi {
    let mut items: BTreeMap<&'static str, PathItem> = BTreeMap::new();
    for door in doors {
        let item = PathItem::new(method(&door.method), operation(door, texts));
        match items.get_mut(door.path) {
            Some(known) => known.merge_operations(item),
            None => drop(items.insert(door.path, item)),
        }
    }
    let paths = items.into_iter().fold(PathsBuilder::new(), |paths, (path, item)| paths.path(path, item));
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .responses_from_iter(answers::refusals_by_name())
        .security_scheme("token", SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()))
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-session"))));
    let say = |word: crate::Word| texts.say(Language::En, word.key(), &[]).into_owned();
    let info = InfoBuilder::new().title("Watchfire").version(env!("CARGO_PKG_VERSION")).description(Some(say(words::API_ABOUT)));
    OpenApiBuilder::new().info(info.build()).paths(paths.build()).components(Some(components.build())).build()
}

/// All types of the doors by name. A name means one type: whoever reads the description must not be told of another.
fn schemas(doors: &[&DoorFacts]) -> Result<Schemas, Fault> {
    let mut all = Schemas::new();
    let mut beneath = shape::all();
    beneath.push((Problem::name().into_owned(), Problem::schema()));
    beneath.push((ProblemField::name().into_owned(), ProblemField::schema()));
    for described in doors.iter().flat_map(|door| types(door)) {
        beneath.push((described.name.to_string(), (described.schema)()));
        (described.beneath)(&mut beneath);
    }
    for (name, schema) in beneath.into_iter().filter(|(name, _)| !CONTAINERS.contains(&name.as_str())) {
        if all.get(&name).is_some_and(|known| *known != schema) {
            return Err(Fault::broken(format!("two types of the API are called {name}: say `#[schema(as = …)]` to one of them")));
        }
        all.insert(name, schema);
    }
    Ok(all)
}

fn types(door: &DoorFacts) -> impl Iterator<Item = &Described> {
    let answered = door.answers.iter().filter_map(|(_, answered)| match answered {
        Answered::Typed(described) => Some(described),
        Answered::Nothing | Answered::Raw(_) => None,
    });
    door.request.iter().chain(answered).chain(door.parts.iter().map(|(_, part)| part))
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
    if door.request.is_some() || !door.takes.is_empty() {
        let mut body = RequestBodyBuilder::new().required(Some(Required::True));
        if let Some(described) = &door.request {
            body = body.content("application/json", typed(described));
        }
        for media_type in &door.takes {
            body = body.content(*media_type, raw(media_type));
        }
        operation = operation.request_body(Some(body.build()));
    }
    for (status, response) in answers::all(door) {
        operation = operation.response(status.to_string(), response);
    }
    if door.audience != Audience::Public {
        operation = operation
            .security(SecurityRequirement::new::<_, [&str; 0], _>("token", []))
            .security(SecurityRequirement::new::<_, [&str; 0], _>("session", []));
    }
    operation
}

fn parameters(door: &DoorFacts) -> Vec<Parameter> {
    let mut all: Vec<Parameter> = varying(door.path).map(|name| part(door, name)).collect();
    all.extend(door.query.iter().cloned().map(given_or_not));
    if door.kind == DoorKind::Act {
        let key = text().pattern(Some(format!("^[!-~]{{1,{KEY_CHARS_MAX}}}$")));
        all.push(header("Idempotency-Key", "Asked again with the same key, it is done once and answered the same.", key));
        let version = text().pattern(Some(r#"^(\*|(W/)?"?[0-9]{1,18}"?)$"#));
        all.push(header("If-Match", "The version that was seen, as `ETag` told it: refused when it has changed since.", version));
    }
    if door.kind == DoorKind::Stream {
        all.push(header("Last-Event-ID", "The position of the last event that was heard.", text()));
    }
    all
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String))
}

fn header(name: &str, says: &str, schema: ObjectBuilder) -> Parameter {
    let header = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header).required(Required::False);
    header.description(Some(says)).schema(Some(schema)).build()
}

/// What varies in a path: of the type that the door says, else an id or words.
fn part(door: &DoorFacts, name: &str) -> Parameter {
    let described = door.parts.iter().find(|(part, _)| *part == name).map(|(_, described)| reference(described));
    let schema = described.unwrap_or_else(|| match name {
        name if IDS.contains(&name) => Ref::from_schema_name(shape::Id::name()).into(),
        _ => text().min_length(Some(1)).into(),
    });
    ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True).schema(Some(schema)).build()
}

/// A parameter of a query is left out where a field of a body would be null.
fn given_or_not(mut parameter: Parameter) -> Parameter {
    let schema = parameter.schema.take();
    parameter.schema = schema.map(|schema| match schema {
        RefOr::T(Schema::Object(mut object)) => {
            if let SchemaType::Array(types) = &mut object.schema_type {
                types.retain(|one| *one != Type::Null);
                if let [one] = types.as_slice() {
                    object.schema_type = SchemaType::Type(one.clone());
                }
            }
            RefOr::T(Schema::Object(object))
        }
        RefOr::T(Schema::OneOf(mut one_of)) => match one_of.items.iter().position(|item| matches!(item, RefOr::Ref(_))) {
            Some(at) => one_of.items.swap_remove(at),
            None => RefOr::T(Schema::OneOf(one_of)),
        },
        other => other,
    });
    parameter
}

/// The names in braces of a path.
pub(crate) fn varying(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).map(|name| name.trim_start_matches('*'))
}

fn reference(described: &Described) -> RefOr<Schema> {
    if CONTAINERS.contains(&described.name.as_ref()) {
        return (described.schema)();
    }
    RefOr::Ref(Ref::from_schema_name(described.name.as_ref()))
}

fn typed(described: &Described) -> Content {
    ContentBuilder::new().schema(Some(reference(described))).build()
}

/// Bytes of a media type, or a form whose files bring them.
fn raw(media_type: &str) -> Content {
    let bytes = text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    let schema = match media_type {
        "multipart/form-data" => {
            let alone = Some(AdditionalProperties::FreeForm(false));
            ObjectBuilder::new().property("file", bytes).required("file").additional_properties(alone)
        }
        media_type if media_type.ends_with("json") => ObjectBuilder::new(),
        media_type if media_type.starts_with("text/") => text(),
        _ => bytes,
    };
    ContentBuilder::new().schema(Some(schema)).build()
}

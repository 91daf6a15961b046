//! Doors: a route exists only as one. Router, API description, authority table and command bar are made from the list of them.

use std::borrow::Cow;
use std::sync::Arc;

use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{RefOr, path::ParameterIn};
use utoipa::{IntoParams, ToSchema};

use crate::{Section, Site, Word};

/// The largest body of a door that says nothing else, in kB.
pub const LIMIT_KB: usize = 256;

/// One way in: a method, a path, who may, and what answers.
pub struct Door {
    pub(crate) facts: DoorFacts,
    pub(crate) handler: MethodRouter<Site>,
}

/// What is known of a door without opening it.
#[derive(Clone)]
pub struct DoorFacts {
    /// GET, or the method of an act.
    pub method: Method,
    /// The path, with `{name}` for what varies.
    pub path: &'static str,
    /// The action that the policies name: `incidents.report`.
    pub action: &'static str,
    /// What comes out of it.
    pub kind: DoorKind,
    /// Who may come in.
    pub audience: Audience,
    /// What it is called in the command bar and the API description.
    pub name: Option<Word>,
    /// Where it stands in the rail.
    pub section: Option<Section>,
    /// Whose page it is, where its path ends in the subject's id: `incident`. Finds of the command bar lead there.
    pub shows: Option<&'static str>,
    /// The largest body it takes, in kB.
    pub limit_kb: usize,
    /// Whether it takes files.
    pub takes_files: bool,
    /// Whether it is open whatever happens: it asks neither who comes nor how many are there. For assets and health.
    pub is_free: bool,
    /// Whether its parts are written once for all readers of one scope, post and language.
    pub is_shared: bool,
    pub(crate) request: Option<Described>,
    /// The sorts of bodies that it takes besides JSON.
    pub(crate) takes: Vec<&'static str>,
    pub(crate) answers: Vec<(u16, Answered)>,
    /// Refusals that cannot be told from its kind alone.
    pub(crate) refuses: Vec<u16>,
    pub(crate) query: Vec<Parameter>,
    /// What varies in its path, where it is neither an id nor free words.
    pub(crate) parts: Vec<(&'static str, Described)>,
}

/// What comes out of a door, and so how it refuses: with a page or with problem+json.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DoorKind {
    /// GET, HTML for people.
    Page,
    /// POST from a form of a page; answers with a redirect, or with the page and what was typed.
    Form,
    /// GET, a file to keep: XLSX, CSV, DOCX.
    File,
    /// GET, JSON.
    Read,
    /// Anything but GET, JSON.
    Act,
    /// GET, server-sent events.
    Stream,
}

/// Who may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    /// Anybody, signed in or not.
    Public,
    /// Whoever is signed in, on whatever post.
    SignedIn,
    /// Whoever the policies allow the door's action; refused unless they do.
    Post,
}

/// A type of the API, for its description.
#[derive(Clone)]
pub(crate) struct Described {
    pub name: Cow<'static, str>,
    pub schema: fn() -> RefOr<Schema>,
    pub beneath: fn(&mut Vec<(String, RefOr<Schema>)>),
}

/// What an answer brings, for its description.
#[derive(Clone)]
pub(crate) enum Answered {
    /// No body.
    Nothing,
    /// A type, as JSON (or, of a stream, as the data of its events).
    Typed(Described),
    /// Something that no type describes, by its media type.
    Raw(&'static str),
}

impl Described {
    fn of<T: ToSchema>() -> Self {
        Self { name: T::name(), schema: T::schema, beneath: T::schemas }
    }
}

impl Door {
    /// A page for people.
    pub fn page<H: Handler<T, Site>, T: 'static>(path: &'static str, action: &'static str, handler: H) -> Self {
        Self::made(DoorKind::Page, Method::GET, (path, action), handler)
    }

    /// What a form of a page is sent to by POST.
    pub fn form<H: Handler<T, Site>, T: 'static>(path: &'static str, action: &'static str, handler: H) -> Self {
        Self::made(DoorKind::Form, Method::POST, (path, action), handler)
    }

    /// A file to keep.
    pub fn file<H: Handler<T, Site>, T: 'static>(path: &'static str, action: &'static str, handler: H) -> Self {
        Self::made(DoorKind::File, Method::GET, (path, action), handler)
    }

    /// A question of the API.
    pub fn read<H: Handler<T, Site>, T: 'static>(path: &'static str, action: &'static str, handler: H) -> Self {
        Self::made(DoorKind::Read, Method::GET, (path, action), handler)
    }

    /// An act of the API: POST, PUT, PATCH or DELETE.
    pub fn act<H: Handler<T, Site>, T: 'static>(method: Method, path: &'static str, action: &'static str, handler: H) -> Self {
        Self::made(DoorKind::Act, method, (path, action), handler)
    }

    /// A door that is open whatever happens: assets, health.
    pub(crate) fn free<H: Handler<T, Site>, T: 'static>(path: &'static str, action: &'static str, handler: H) -> Self {
        let mut door = Self::made(DoorKind::File, Method::GET, (path, action), handler).audience(Audience::Public);
        door.facts.is_free = true;
        door
    }

    /// Its live parts (and the whole page, for whoever is not signed in) are written once for all readers of the same scope, kind of
    /// post and language, at most a second old. Only for pages that show nothing of the single reader.
    #[must_use]
    pub const fn shared(mut self) -> Self {
        self.facts.is_shared = true;
        self
    }

    /// The same door, speaking JSON.
    pub(crate) const fn speaking_json(mut self) -> Self {
        self.facts.kind = DoorKind::Read;
        self
    }

    pub(crate) fn stream<H: Handler<T, Site>, T: 'static>(path: &'static str, action: &'static str, handler: H) -> Self {
        Self::made(DoorKind::Stream, Method::GET, (path, action), handler)
    }

    fn made<H: Handler<T, Site>, T: 'static>(
        kind: DoorKind,
        method: Method,
        (path, action): (&'static str, &'static str),
        handler: H,
    ) -> Self {
        let filter = MethodFilter::try_from(method.clone()).expect("a door's method is one of HTTP's own");
        let facts = DoorFacts { method, path, action, ..DoorFacts::of(kind) };
        Self { facts, handler: on(filter, handler) }
    }

    /// Who may come in; without this, whoever the policies allow.
    #[must_use]
    pub const fn audience(mut self, audience: Audience) -> Self {
        self.facts.audience = audience;
        self
    }

    /// What it is called in the command bar and the API description.
    #[must_use]
    pub const fn says(mut self, name: Word) -> Self {
        self.facts.name = Some(name);
        self
    }

    /// Puts the page into the rail.
    #[must_use]
    pub const fn rail(mut self, section: Section) -> Self {
        self.facts.section = Some(section);
        self
    }

    /// It is the page of one subject, whose id stands in its path as `{id}`: finds of the command bar lead there.
    #[must_use]
    pub const fn shows(mut self, subject: &'static str) -> Self {
        self.facts.shows = Some(subject);
        self
    }

    /// The JSON it takes.
    #[must_use]
    pub fn request<T: ToSchema>(mut self) -> Self {
        self.facts.request = Some(Described::of::<T>());
        self
    }

    /// The JSON it answers with.
    #[must_use]
    pub fn answers<T: ToSchema>(mut self, status: u16) -> Self {
        self.facts.answers.push((status, Answered::Typed(Described::of::<T>())));
        self
    }

    /// It answers with something that no type describes: GeoJSON, plain text.
    #[must_use]
    pub fn answers_raw(mut self, status: u16, media_type: &'static str) -> Self {
        self.facts.answers.push((status, Answered::Raw(media_type)));
        self
    }

    /// It also refuses with `status`, which cannot be told from its kind, its path and what it takes.
    #[must_use]
    pub fn refuses(mut self, status: u16) -> Self {
        self.facts.refuses.push(status);
        self
    }

    /// It takes bodies of these sorts besides JSON.
    #[must_use]
    pub fn takes(mut self, media_types: &[&'static str]) -> Self {
        self.facts.takes.extend(media_types);
        self
    }

    /// What varies in its path as `{name}` is a `T`.
    #[must_use]
    pub fn part<T: ToSchema>(mut self, name: &'static str) -> Self {
        self.facts.parts.push((name, Described::of::<T>()));
        self
    }

    /// It answers without a body.
    #[must_use]
    pub fn answers_nothing(mut self, status: u16) -> Self {
        self.facts.answers.push((status, Answered::Nothing));
        self
    }

    /// The query it takes.
    #[must_use]
    pub fn query<T: IntoParams>(mut self) -> Self {
        self.facts.query.extend(T::into_params(|| Some(ParameterIn::Query)));
        self
    }

    /// The largest body it takes, in kB.
    #[must_use]
    pub const fn limit_kb(mut self, limit_kb: usize) -> Self {
        self.facts.limit_kb = limit_kb;
        self
    }

    /// It takes files, by `multipart/form-data`, of at most `limit_kb` kB in all.
    #[must_use]
    pub const fn files(mut self, limit_kb: usize) -> Self {
        self.facts.takes_files = true;
        self.facts.limit_kb = limit_kb;
        self
    }

    /// What is known of it.
    #[must_use]
    pub const fn facts(&self) -> &DoorFacts {
        &self.facts
    }
}

impl DoorFacts {
    /// Whether it speaks JSON, and so refuses with problem+json.
    #[must_use]
    pub const fn is_api(&self) -> bool {
        matches!(self.kind, DoorKind::Read | DoorKind::Act | DoorKind::Stream)
    }

    /// A door of `kind` of which nothing else has been said.
    const fn of(kind: DoorKind) -> Self {
        Self {
            method: Method::GET,
            path: "",
            action: "",
            kind,
            audience: Audience::Post,
            name: None,
            section: None,
            shows: None,
            limit_kb: LIMIT_KB,
            takes_files: false,
            is_free: false,
            is_shared: false,
            request: None,
            takes: Vec::new(),
            answers: Vec::new(),
            refuses: Vec::new(),
            query: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The door that stands where no door is: for what is asked of no route.
    pub(crate) fn nowhere(path: &str) -> Arc<Self> {
        let api = path.starts_with("/api/") || path == "/healthz" || path == "/metrics";
        let kind = if api { DoorKind::Read } else { DoorKind::Page };
        Arc::new(Self { audience: Audience::Public, limit_kb: 0, ..Self::of(kind) })
    }
}

impl Audience {
    /// The name in the authority table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::SignedIn => "signed-in",
            Self::Post => "post",
        }
    }
}

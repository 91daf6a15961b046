//! A small town for these tests: one subject, a few doors, a gate with three people, and a clock that stands.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use askama::Template;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use axum::http::request::Parts;
use axum::http::{Method, Request, StatusCode};
use desk::{Capability, Chance, Clock, Config, DbPlace, Desk, Fault, Look};
use kernel::{Act, Actor, AreaCode, Given, Id, Kind, Reason, Scope, Subject, Time, World, Zone};
use serde::{Deserialize, Serialize};
use tower::ServiceExt as _;
use utoipa::{IntoParams, ToSchema};
use web::{
    Answer, ApiAnswer, App, Audience, Caller, Cell, City, Credential, Door, Form, Gate, Here, Json, Language, Page, Path,
    PostHeld, Query, Reply, Say, Section, Sheet, Soon, Table, Texts, Trouble, Uploads, Web, words,
};

pub const CITY: &str = "211300";
pub const COUNTY: &str = "211321";
pub const OTHER_COUNTY: &str = "211322";
/// 14:05 in the town.
pub const NOW: &str = "2026-11-23T14:05:00+08:00";

/// A note on the board: the only thing that happens here.
#[derive(Debug, Clone, Default)]
pub struct Note {
    pub words: Option<String>,
    pub area: Option<AreaCode>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NoteFact {
    Pinned { words: String, area: AreaCode },
}

impl Subject for Note {
    const NAME: &'static str = "note";
    type Fact = NoteFact;

    fn fold(self, fact: &NoteFact) -> Self {
        let NoteFact::Pinned { words, area } = fact;
        Self { words: Some(words.clone()), area: Some(*area) }
    }

    fn area(&self) -> Option<AreaCode> {
        self.area
    }
}

#[derive(Debug, Clone)]
pub struct Pin {
    pub words: String,
    pub area: AreaCode,
}

#[derive(Debug)]
pub enum NotPinned {
    Rude,
    Stale,
}

impl std::fmt::Display for NotPinned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Reason for NotPinned {
    fn key(&self) -> &'static str {
        words::TROUBLE_TOO_LARGE.key()
    }
    fn args(&self) -> Vec<(&'static str, kernel::Arg)> {
        vec![("n", 7_i64.into())]
    }
    fn hint(&self) -> Option<&'static str> {
        Some(words::TROUBLE_BUSY_HINT.key())
    }
    fn kind(&self) -> Kind {
        if matches!(self, Self::Stale) { Kind::Stale } else { Kind::Conflict }
    }
}

impl Act for Pin {
    type Subject = Note;
    type Known = ();
    type Refusal = NotPinned;

    fn decide(self, _: &Note, (): &(), given: &Given) -> Result<Vec<NoteFact>, NotPinned> {
        match self.words.as_str() {
            "rude" => Err(NotPinned::Rude),
            _ if given.seen.is_some_and(|seen| seen != given.version) => Err(NotPinned::Stale),
            _ => Ok(vec![NoteFact::Pinned { words: self.words, area: self.area }]),
        }
    }
}

impl Look for Pin {}

/// Who may come in. `duty` may do everything in the county, `guest` is signed in and may do nothing, `robot` has a token.
#[derive(Default)]
pub struct Keeper {
    revoked: Mutex<Vec<Credential>>,
}

pub fn id(n: u32) -> Id {
    Id::parse(&format!("0190f3d2-7c4a-7b11-8aaa-{n:012}")).unwrap()
}

pub fn area(code: &str) -> AreaCode {
    AreaCode::parse(code).unwrap()
}

impl Keeper {
    fn known(name: &str) -> Option<Caller> {
        let post =
            |area_code| PostHeld { id: id(20), name: "Duty officer".into(), area: area(area_code), kind: "duty-officer".into() };
        let (n, credential, post) = match name {
            "duty" => (1, Credential::Session(id(11)), Some(post(COUNTY))),
            "guest" => (2, Credential::Session(id(12)), None),
            "robot" => (3, Credential::Token(id(13)), Some(post(COUNTY))),
            "neighbour" => (4, Credential::Token(id(14)), Some(post(OTHER_COUNTY))),
            _ => return None,
        };
        let csrf = if matches!(credential, Credential::Session(_)) { format!("csrf-of-{name}") } else { String::new() };
        let actor = Actor(format!("account/{}", id(n)));
        Some(Caller { actor, account: id(n), name: name.to_owned(), post, language: None, csrf, credential })
    }

    pub fn revoke(&self, credential: Credential) {
        self.revoked.lock().unwrap().push(credential);
    }
}

impl Gate for Keeper {
    fn caller<'a>(&'a self, parts: &'a Parts) -> Soon<'a, Result<Option<Caller>, Fault>> {
        Box::pin(async move {
            let bearer = parts.headers.get(AUTHORIZATION).and_then(|h| h.to_str().ok()).and_then(|h| h.strip_prefix("Bearer "));
            let name = bearer.or_else(|| web::cookie(&parts.headers, "session"));
            let caller = name.and_then(Self::known);
            Ok(caller.filter(|c| !self.revoked.lock().unwrap().contains(&c.credential)))
        })
    }

    fn may(&self, caller: &Caller, _action: &str, area: Option<AreaCode>, _case: Option<&Id>) -> bool {
        caller.post.as_ref().is_some_and(|post| area.is_none_or(|area| post.area.covers(area)))
    }

    fn scope(&self, caller: &Caller, _action: &str) -> Scope {
        caller.post.as_ref().map_or_else(Scope::nothing, |post| Scope::whole(post.area))
    }

    fn public_scope(&self, _action: &str) -> Scope {
        Scope::nothing()
    }

    fn still_good<'a>(&'a self, credentials: &'a [Credential]) -> Soon<'a, Result<Vec<Credential>, Fault>> {
        Box::pin(async move {
            let revoked = self.revoked.lock().unwrap();
            Ok(credentials.iter().filter(|c| !revoked.contains(c)).cloned().collect())
        })
    }
}

#[derive(Template)]
#[template(
    source = r#"{{ form.told_box(say) }}<form method="post" {{ form.draft("note") }}>{{ here.hidden(form) }}
{{ form.field(say, "words", web::words::RAIL_DUTY).lines(3).needed().max(20).first() }}<button class="btn btn-primary">ok</button></form>"#,
    ext = "html"
)]
struct NotePage<'a> {
    here: &'a Here,
    say: &'a Say,
    form: &'a Form,
}

#[derive(Debug, Deserialize, ToSchema)]
struct NoteIn {
    words: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct NoteOut {
    id: String,
    words: String,
}

/// How something breaks.
#[derive(Debug, Deserialize, IntoParams)]
struct Broken {
    how: Option<String>,
}

async fn page(here: Here) -> Answer {
    show(&here, &Form::blank())
}

fn show(here: &Here, form: &Form) -> Answer {
    here.page(Sheet::titled("Notes & news").of(form), &NotePage { here, say: &here.say, form })
}

async fn pin(here: Here, mut form: Form, uploads: Uploads) -> Answer {
    let mut words = form.needed("words", 20);
    if let Some(file) = uploads.0.first() {
        words = format!("{} {}", file.name, file.bytes.len());
    }
    if form.is_good() {
        match here.perform_new(Pin { words, area: area(COUNTY) }).await {
            Ok((id, _)) => return Ok(Page::go(format!("/notes/{id}"))),
            Err(trouble) => form.refuse(trouble),
        }
    }
    show(&here, &form)
}

async fn one(here: Here, Path(id): Path<Id>) -> Answer {
    let (note, _) = here.desk().recall::<Note>(&id).await?;
    let words = note.words.ok_or(Trouble::NotFound)?;
    here.require(note.area, None)?;
    here.page(Sheet::titled(words), &NotePage { here: &here, say: &here.say, form: &Form::blank() })
}

/// How often the shared board was written.
pub static BOARDS: AtomicU32 = AtomicU32::new(0);

async fn board(here: Here) -> Answer {
    BOARDS.fetch_add(1, Ordering::SeqCst);
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    here.page(Sheet::titled("Board"), &NotePage { here: &here, say: &here.say, form: &Form::blank() })
}

async fn sheet(here: Here) -> Answer {
    let row = |words: &str, dead| vec![Cell::Text(words.into()), dead, Cell::Time(here.say.now)];
    let rows = vec![row("=1+1", Cell::Int(2)), row("水", Cell::Unknown)];
    Table { title: "山洪 list".into(), columns: vec!["words".into(), "dead".into(), "at".into()], rows }.file(&here).await
}

async fn api_pin(here: Here, Json(note): Json<NoteIn>) -> ApiAnswer<NoteOut> {
    let (id, done) = here.perform_new(Pin { words: note.words, area: area(COUNTY) }).await?;
    let words = done.state.words.clone().unwrap_or_default();
    Ok(Reply::created(format!("/api/notes/{id}"), NoteOut { id: id.to_string(), words }).version(done.version))
}

async fn api_change(here: Here, Path(id): Path<Id>, Json(note): Json<NoteIn>) -> ApiAnswer<NoteOut> {
    let done = here.perform(&id, Pin { words: note.words, area: area(COUNTY) }).await?;
    Ok(Reply::ok(NoteOut { id: id.to_string(), words: done.state.words.clone().unwrap_or_default() }).version(done.version))
}

async fn api_broken(_: Here, Query(broken): Query<Broken>) -> ApiAnswer<NoteOut> {
    match broken.how.as_deref() {
        Some("panic") => panic!("a bug"),
        Some("busy") => Err(Fault::busy("the pen").into()),
        _ => Err(Fault::unavailable("the database at /secret/place").into()),
    }
}

pub fn doors() -> Vec<Door> {
    vec![
        Door::page("/notes", "notes.read", page).says(words::RAIL_DUTY).rail(Section::Duty),
        Door::page("/notes/{id}", "notes.read", one).shows("note"),
        Door::file("/notes.xlsx", "notes.read", sheet),
        Door::page("/board", "notes.read", board).shared(),
        Door::page("/public", "notes.public", page).audience(Audience::Public).says(words::RAIL_RELEASES),
        Door::page("/mine", "notes.mine", page).audience(Audience::SignedIn),
        Door::form("/notes", "notes.pin", pin).files(100),
        Door::form("/public", "notes.pin-public", pin).audience(Audience::Public),
        Door::act(Method::POST, "/api/notes", "notes.pin", api_pin).request::<NoteIn>().answers::<NoteOut>(201).limit_kb(1),
        Door::act(Method::PUT, "/api/notes/{id}", "notes.pin", api_change).request::<NoteIn>().answers::<NoteOut>(200),
        Door::read("/api/broken", "notes.read", api_broken).query::<Broken>().answers::<NoteOut>(200),
    ]
}

/// The town at work.
pub struct Town {
    pub web: Web,
    pub desk: Desk,
    pub keeper: Arc<Keeper>,
    _folder: tempfile::TempDir,
}

/// What a door answered.
#[derive(Debug)]
pub struct Answered {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
}

impl Answered {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |h| h.to_str().unwrap())
    }
}

impl Town {
    pub async fn new() -> Self {
        Self::in_world(World::Live).await
    }

    pub async fn in_world(world: World) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let config = Config {
            folder: folder.path().to_owned(),
            place: DbPlace::File(folder.path().join("watchfire.db")),
            zone,
            clock: Clock::hand(Time::parse(NOW).unwrap()),
            chance: Chance::counted(1),
            capabilities: vec![Capability::named("notes").subject::<Note>()],
            senders: Vec::new(),
        };
        let desk = Desk::create(config, area(CITY), world).await.unwrap();
        let keeper = Arc::new(Keeper::default());
        let web = web::open(app(&desk, &keeper, doors())).unwrap();
        Self { web, desk, keeper, _folder: folder }
    }

    /// The same town with other doors.
    pub fn reopened(&self, doors: Vec<Door>) -> Result<Web, Fault> {
        web::open(app(&self.desk, &self.keeper, doors))
    }

    pub fn router(&self) -> Router {
        self.web.router.clone()
    }

    /// Asks as `who` (a name of [`Keeper`]) and gives the answer.
    pub async fn ask(&self, request: Request<Body>) -> Answered {
        let response = self.router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 10_000_000).await.unwrap();
        Answered { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub async fn get(&self, who: &str, path: &str) -> Answered {
        self.ask(as_who(who, Method::GET, path).body(Body::empty()).unwrap()).await
    }

    pub async fn post_form(&self, who: &str, path: &str, body: &str) -> Answered {
        let request = as_who(who, Method::POST, path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub async fn post_json(&self, who: &str, path: &str, body: &str) -> Answered {
        let request = as_who(who, Method::POST, path).header(CONTENT_TYPE, "application/json");
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub async fn pin(&self, words: &str, area_code: &str) -> Id {
        let id = self.desk.new_id();
        let given = Given::of(Actor("account/test".into()), self.desk.world());
        self.desk.perform(&id, given, Pin { words: words.into(), area: area(area_code) }).await.unwrap();
        id
    }
}

fn app(desk: &Desk, keeper: &Arc<Keeper>, doors: Vec<Door>) -> App {
    App {
        desk: desk.clone(),
        gate: keeper.clone(),
        texts: Texts::of(&[&words::TEXTS]).unwrap(),
        doors,
        city: City {
            names: vec![(Language::Zh, "示范市".into()), (Language::En, "Example City".into())],
            zone: desk.zone().clone(),
            area: area(CITY),
            language: Language::Zh,
        },
        finders: Vec::new(),
        metrics: Some(Arc::new(|| "# TYPE x_total counter\nx_total 1\n".into())),
        behind_proxy: false,
        tls: false,
        sign_in: "/sign-in",
        sign_out: "/sign-out",
    }
}

/// A request from `who`: people by cookie, `robot` and `neighbour` by token.
pub fn as_who(who: &str, method: Method, path: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path);
    match who {
        "" => request,
        "robot" | "neighbour" => request.header(AUTHORIZATION, format!("Bearer {who}")),
        _ => request.header(COOKIE, format!("session={who}")),
    }
}

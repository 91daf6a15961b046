//! An office under attack: the real program on a data folder of its own, with programs that hold tokens and people who sign in.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;
use server::frame::{Reached, app};
use server::house::Where;
use server::wiring::Rooms;
use web::DoorFacts;

use crate::harness::{Place, Server, copy, init, made_once, program, run};

/// The city of the tests, and two counties in it.
pub const CITY: &str = "211300";
pub const COUNTY: &str = "211321";
pub const OTHER_COUNTY: &str = "211322";
/// The password of everybody who signs in.
pub const PASSWORD: &str = "a long enough password 7";

/// The posts for which there is a token in every office from the beginning.
const POSTS: [(&str, &str); 11] = [
    ("director", CITY),
    ("administrator", CITY),
    ("duty-officer", CITY),
    ("auditor", CITY),
    ("information-officer", CITY),
    ("director", COUNTY),
    ("administrator", COUNTY),
    ("township-officer", COUNTY),
    ("director", OTHER_COUNTY),
    ("administrator", OTHER_COUNTY),
    ("auditor", OTHER_COUNTY),
];

/// The program at work.
pub struct Office {
    pub place: Place,
    pub data: String,
    pub server: Server,
    tokens: String,
}

/// Somebody at the doors: nobody, a program with a token, or a person with the cookies of a browser.
pub struct Visitor {
    url: String,
    client: Client,
    token: Option<String>,
    cookies: Mutex<BTreeMap<String, String>>,
    pub csrf: String,
}

/// What a door answered: its body as text where it is text, and as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

/// One request.
pub struct Ask<'a> {
    pub method: Method,
    pub path: &'a str,
    pub headers: Vec<(&'a str, String)>,
    pub body: Vec<u8>,
}

impl Office {
    /// Makes a data folder and serves it.
    pub fn open() -> Self {
        Self::logging("info")
    }

    /// The same, with a log of this much.
    pub fn logging(much: &str) -> Self {
        let (place, prepared) = (Place::new(), made_once("attacked", prepare));
        let data = place.path("data");
        copy(&prepared.join("data"), Path::new(&data));
        let tokens = std::fs::read_to_string(prepared.join("tokens")).expect("its tokens");
        let server = Server::started(
            program().args(["serve", "--data", &data, "--addr", "127.0.0.1:0", "--log", "json"]).env("WATCHFIRE_LOG", much),
        );
        Self { place, data, server, tokens }
    }

    /// A token with the powers of a kind of post in an area.
    pub fn token(&self, kind: &str, area: &str) -> String {
        let there = self.tokens.lines().find_map(|line| line.strip_prefix(&format!("{kind} {area} ")));
        there.map_or_else(|| issued(&self.data, (kind, area), &[]), str::to_owned)
    }

    /// Another one, for whoever is somebody else on the same post, or may do only this.
    pub fn another(&self, kind: &str, area: &str, only: &[&str]) -> Visitor {
        Visitor::with_token(self, &issued(&self.data, (kind, area), only))
    }

    /// A program with such a token.
    pub fn bearer(&self, kind: &str, area: &str) -> Visitor {
        Visitor::with_token(self, &self.token(kind, area))
    }

    /// Nobody, in a browser of their own.
    pub fn nobody(&self) -> Visitor {
        Visitor { url: self.server.url.clone(), client: client(), token: None, cookies: Mutex::default(), csrf: String::new() }
    }

    /// The link by which a new person with a post sets a password.
    pub fn invite(&self, sign_in: &str, kind: &str, area: &str) -> String {
        let who = ["--name", sign_in, "--sign-in", sign_in, "--post", kind, "--area", area];
        let said = run(&[&["account", "open", "--data", &self.data][..], &who].concat()).done();
        let link = said.split_whitespace().find(|word| word.contains("/welcome/")).expect("a link");
        format!("/welcome/{}", link.rsplit('/').next().expect("its last part"))
    }

    /// A person with a post, signed in by the pages.
    pub async fn person(&self, sign_in: &str, kind: &str, area: &str) -> Visitor {
        let link = self.invite(sign_in, kind, area);
        let browser = self.nobody();
        let entered = browser.form(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await;
        assert_eq!(entered.status, 303, "{sign_in} is let in: {}", entered.body);
        browser.inside().await
    }

    /// The journal and the tables, looked at from beside the server.
    pub fn database(&self) -> rusqlite::Connection {
        let database = rusqlite::Connection::open(format!("{}/watchfire.db", self.data)).expect("the database");
        database.busy_timeout(std::time::Duration::from_secs(10)).expect("patience");
        database
    }

    /// How many facts there are.
    pub fn facts(&self) -> i64 {
        self.database().query_row("select count(*) from journal", [], |row| row.get(0)).expect("a count")
    }
}

impl Visitor {
    /// A program with this token.
    pub fn with_token(office: &Office, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..office.nobody() }
    }

    /// The same browser with the token that its pages carry.
    pub async fn inside(mut self) -> Self {
        self.csrf = self.csrf_of_page().await;
        self
    }

    async fn csrf_of_page(&self) -> String {
        let page = self.get("/me").await;
        let marked = page.body.split_once("name=\"csrf\" content=\"").and_then(|(_, rest)| rest.split('"').next());
        marked.unwrap_or_else(|| panic!("a page carries its token: {} {}", page.status, page.body)).to_owned()
    }

    /// Signs in by the page with whatever cookies the browser has.
    pub async fn signs_in(&self, name: &str, password: &str) -> Answer {
        self.form("/sign-in", &[("name", name), ("password", password)]).await
    }

    /// The cookie of the session.
    pub fn session(&self) -> String {
        self.cookies.lock().unwrap().get("wf-session").cloned().unwrap_or_default()
    }

    /// Puts a cookie into the browser, as somebody else on the same machine or a neighbouring site could.
    pub fn plant(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// The token, for whoever looks for it where it must not be.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Ask { method: Method::GET, path, headers: Vec::new(), body: Vec::new() }).await
    }

    /// Sends JSON, with the token of the session where there is one.
    pub async fn send(&self, method: Method, path: &str, body: &Value) -> Answer {
        let headers = vec![("content-type", "application/json".to_owned()), ("x-csrf-token", self.csrf.clone())];
        self.ask(Ask { method, path, headers, body: body.to_string().into_bytes() }).await
    }

    /// Sends a form as a page does.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = format!("csrf={}", self.csrf);
        for (name, value) in fields {
            body.push_str(&format!("&{}={}", encoded(name), encoded(value)));
        }
        let headers = vec![("content-type", "application/x-www-form-urlencoded".to_owned())];
        self.ask(Ask { method: Method::POST, path, headers, body: body.into_bytes() }).await
    }

    /// Sends a form with files: field, name, what it says it is, and what is in it.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields.iter().chain([&("csrf", self.csrf.as_str())]) {
            body.extend(format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        for (field, name, kind, bytes) in files {
            let head = format!("content-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\ncontent-type: {kind}");
            body.extend(format!("--x\r\n{head}\r\n\r\n").bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        let headers = vec![("content-type", "multipart/form-data; boundary=x".to_owned())];
        self.ask(Ask { method: Method::POST, path, headers, body }).await
    }

    /// The request with whatever this visitor carries.
    fn carried(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let cookies: Vec<String> = self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    /// Begins to listen to what happens, from where the query says.
    pub async fn listens(&self, query: &str) -> Response {
        self.carried(Method::GET, &format!("/api/stream{query}")).send().await.expect("an answer")
    }

    /// Asks exactly this, and keeps the cookies that come back.
    pub async fn ask(&self, ask: Ask<'_>) -> Answer {
        let mut request = self.carried(ask.method, ask.path).body(ask.body);
        for (name, value) in ask.headers {
            request = request.header(name, value);
        }
        let answer = request.send().await.expect("an answer");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = answer.bytes().await.expect("a body").to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        self.keep_cookies(&headers);
        Answer { status, headers, body, bytes }
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        let mut jar = self.cookies.lock().unwrap();
        for cookie in headers.get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()) {
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).unwrap_or_default();
            if value.is_empty() {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Answer {
    #[track_caller]
    pub fn with(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// A text of the JSON that was answered.
    #[track_caller]
    pub fn text(&self, pointer: &str) -> String {
        let json = self.json();
        json.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer} in {json}")).to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it leads on.
    pub fn to(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    pub fn is_html(&self) -> bool {
        self.header(CONTENT_TYPE.as_str()).starts_with("text/html")
    }
}

/// One for all visitors: it costs more to make than most of what they ask. A connection is used once, since whoever was refused while
/// still talking finds it closed.
fn client() -> Client {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    let made = || {
        // A second provider in one process is refused, and then the first one is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder().redirect(Policy::none()).no_proxy().pool_max_idle_per_host(0);
        builder.build().expect("a client")
    };
    CLIENT.get_or_init(made).clone()
}

/// Makes the data folder that every office is a copy of, and its tokens beside it.
fn prepare(folder: &Path) {
    let data = folder.join("data");
    copy(&made_once("office", init), &data);
    let data = data.to_str().expect("text");
    let tokens = POSTS.map(|(kind, area)| format!("{kind} {area} {}\n", issued(data, (kind, area), &[])));
    std::fs::write(folder.join("tokens"), tokens.concat()).expect("written");
}

/// A token as the command line gives it out, for all of a post or for single actions.
fn issued(data: &str, (kind, area): (&str, &str), only: &[&str]) -> String {
    let mut words = vec!["account", "token", "--data", data, "--post", kind, "--area", area];
    words.extend(only.iter().flat_map(|action| ["--action", action]));
    run(&words).done().trim().to_owned()
}

/// Every door of the program, with what is known of it, as it stands over the data of an office.
pub async fn doors(data: &str) -> Vec<Arc<DoorFacts>> {
    let house = Where { data: data.into(), database: None }.work().await.expect("the data");
    let rooms = Rooms::open(&house.desk, false).await.expect("all rooms");
    let web = web::open(app(&house.desk, &rooms, (Reached::default(), None)).expect("their frame")).expect("open doors");
    web.site.doors().to_vec()
}

/// Percent-encoded, as addresses and forms carry it.
pub fn encoded(text: &str) -> String {
    let byte = |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(byte).collect()
}

//! Somebody who comes to the office over HTTP: signed in through the pages as people are, with a token as programs are, or nobody.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use reqwest::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Method, RequestBuilder};
use serde_json::Value;

use crate::case::Case;
use crate::forms::{Button, PageForm, forms};

/// Somebody at the doors.
pub struct Person {
    url: String,
    client: Client,
    holds: Holds,
}

/// What somebody shows at the doors.
enum Holds {
    Nothing,
    Token(String),
    Session { cookies: Mutex<BTreeMap<String, String>>, csrf: String },
}

/// What a door answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Where it leads on, if it does.
    pub to: String,
    /// Its body.
    pub body: String,
}

impl Person {
    /// Nobody: whoever comes to the public doors of the office at `url`.
    #[must_use]
    pub fn nobody(url: &str) -> Self {
        // A connection that is kept would break with a house that is killed, and the person would not know what was done.
        let client = client().redirect(Policy::none()).pool_max_idle_per_host(0).build().expect("a client");
        Self { url: url.to_owned(), client, holds: Holds::Nothing }
    }

    /// Whoever holds a token.
    #[must_use]
    pub fn with_token(url: &str, token: &str) -> Self {
        Self { holds: Holds::Token(token.trim().to_owned()), ..Self::nobody(url) }
    }

    /// Somebody who signs in by the page.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn signs_in(url: &str, name: &str, password: &str) -> Self {
        let visitor = Self::at_the_door(url);
        let page = visitor.get("/sign-in").await;
        let form = page.form_to("/sign-in").with("name", name).with("password", password);
        let answer = visitor.sends_form(&form, None).await;
        assert_eq!(answer.status, 303, "{name} is let in: {}", answer.body);
        visitor.inside().await
    }

    /// Somebody who sets their password by the one-time link that they were given, and is inside then.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn sets_password(url: &str, link: &str, password: &str) -> Self {
        let visitor = Self::at_the_door(url);
        let form = visitor.get(link).await.with(200).form_to(link).with("password", password).with("again", password);
        let answer = visitor.sends_form(&form, None).await;
        assert_eq!(answer.status, 303, "a link lets in: {}", answer.body);
        visitor.inside().await
    }

    fn at_the_door(url: &str) -> Self {
        Self { holds: Holds::Session { cookies: Mutex::default(), csrf: String::new() }, ..Self::nobody(url) }
    }

    /// The same, with the token that the pages of the new session carry.
    async fn inside(mut self) -> Self {
        let page = self.get("/me").await.with(200);
        let marked = page.body.split_once("name=\"csrf\" content=\"").and_then(|(_, rest)| rest.split('"').next());
        let found = marked.expect("a page carries its token").to_owned();
        if let Holds::Session { csrf, .. } = &mut self.holds {
            *csrf = found;
        }
        self
    }

    /// Takes a call: types its words on the call card and saves it.
    ///
    /// # Panics
    /// When it is refused: saving a call never is.
    pub async fn takes_call(&self, words: &str) -> Case<'_> {
        self.fills_card("/incidents/new", &[("words", words)]).await
    }

    /// Fills in a call card and saves it.
    ///
    /// # Panics
    /// When it is refused: saving a call never is.
    pub async fn fills_card(&self, page: &str, fields: &[(&str, &str)]) -> Case<'_> {
        let card = self.get(page).await.with(200).form_to("/incidents/new");
        let card = fields.iter().fold(card, |card, (name, value)| card.with(name, value));
        let saved = self.sends_form(&card, None).await;
        assert_eq!(saved.status, 303, "a call is saved: {}", saved.body);
        let id = saved.to.trim_start_matches("/incidents/").split(['?', '#']).next().unwrap_or_default();
        self.takes_over(id).await
    }

    /// Puts an incident on record with whatever is known.
    ///
    /// # Panics
    /// When it is refused: saving a call never is.
    pub async fn records(&self, body: Value) -> Case<'_> {
        let made = self.sends(Method::POST, "/api/incidents", &body).await.with(201).json();
        Case::of(self, &made)
    }

    /// Takes an incident in hand that is on record.
    pub async fn takes_over(&self, id: &str) -> Case<'_> {
        let found = self.get(&format!("/api/incidents/{id}")).await.with(200).json();
        Case::of(self, &found)
    }

    /// What a door answers.
    pub async fn get(&self, path: &str) -> Answer {
        self.answer(self.request(Method::GET, path)).await
    }

    /// What a door of the API answers to a body.
    pub async fn sends(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.answer(self.request(method, path).json(body)).await
    }

    /// What a door of the API answers to a body sent under a key, under which it is done once.
    pub async fn sends_once(&self, key: &str, path: &str, body: &Value) -> Answer {
        self.answer(self.request(Method::POST, path).header("Idempotency-Key", key).json(body)).await
    }

    /// Presses a button of a form.
    pub async fn presses(&self, form: &PageForm, label: &str) -> Answer {
        let button = form.buttons.iter().find(|button| button.label == label);
        let button = button.unwrap_or_else(|| panic!("no button says {label:?}: {:?}", form.buttons));
        self.sends_form(form, Some(button)).await
    }

    /// Sends a form, by its button if it has one.
    pub async fn sends_form(&self, form: &PageForm, button: Option<&Button>) -> Answer {
        let mut form = form.clone();
        if let Some(field) = button.and_then(|button| button.field.as_ref()) {
            form.fields.push(field.clone());
        }
        if let Holds::Session { csrf, .. } = &self.holds
            && form.value("csrf").is_none()
        {
            form.fields.push(("csrf".to_owned(), csrf.clone()));
        }
        let pairs: Vec<String> =
            form.fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        let to = button.and_then(|button| button.action.as_deref()).unwrap_or(&form.action);
        let request = self.request(Method::POST, to).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.answer(request.body(pairs.join("&"))).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        match &self.holds {
            Holds::Nothing => request,
            Holds::Token(token) => request.bearer_auth(token),
            Holds::Session { cookies, csrf } => {
                let cookies = cookies.lock().unwrap_or_else(PoisonError::into_inner);
                let pairs: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
                request.header("cookie", pairs.join("; ")).header(web::CSRF_HEADER, csrf).header("accept-language", "zh")
            }
        }
    }

    async fn answer(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap_or_else(|fault| panic!("{} does not answer: {fault}", self.url));
        if let Holds::Session { cookies, .. } = &self.holds {
            let mut jar = cookies.lock().unwrap_or_else(PoisonError::into_inner);
            for set in response.headers().get_all(SET_COOKIE).iter().filter_map(|set| set.to_str().ok()) {
                keep_cookie(&mut jar, set);
            }
        }
        let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
        let status = response.status().as_u16();
        let body = response.text().await.unwrap_or_else(|fault| panic!("{} broke off: {fault}", self.url));
        Answer { status, to, body }
    }
}

/// A client of this machine's own addresses.
pub(crate) fn client() -> ClientBuilder {
    knows_secrets();
    Client::builder().no_proxy()
}

/// Makes clients possible in this process: they want a provider of cryptography even where they speak in the clear.
pub(crate) fn knows_secrets() {
    // A second one is refused, and then the first one is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn keep_cookie(jar: &mut BTreeMap<String, String>, set: &str) {
    let Some((name, value)) = set.split(';').next().and_then(|pair| pair.split_once('=')) else { return };
    if value.is_empty() {
        jar.remove(name);
    } else {
        jar.insert(name.to_owned(), value.to_owned());
    }
}

/// As forms and addresses carry text.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

impl Answer {
    /// The same, once it has this status.
    ///
    /// # Panics
    /// When it has another.
    #[must_use]
    pub fn with(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|fault| panic!("{fault}: {}", self.body))
    }

    /// Refuses unless the page is there and holds all of these.
    ///
    /// # Panics
    /// When one is missing.
    pub fn shows(&self, words: &[&str]) {
        assert_eq!(self.status, 200, "{}", self.body);
        for word in words {
            assert!(self.body.contains(word), "{word:?} is not in {}", self.body);
        }
    }

    /// The first form of the page that is sent to this path.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn form_to(&self, action: &str) -> PageForm {
        let mut forms = self.forms_to(action);
        assert!(!forms.is_empty(), "no form is sent to {action}: {}", self.body);
        forms.remove(0)
    }

    /// All forms of the page that are sent to this path.
    #[must_use]
    pub fn forms_to(&self, action: &str) -> Vec<PageForm> {
        forms(&self.body).into_iter().filter(|form| form.action == action).collect()
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person at {}", self.url)
    }
}

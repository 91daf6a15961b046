//! An incident in somebody's hands: what they do with it, in the words of the duty room, and what they are told of it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::forms::PageForm;
use crate::person::{Answer, Person};

/// An incident, as one person works on it.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// Who works on it.
    pub person: &'a Person,
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// As it was when it was put on record.
    pub made: Value,
}

impl<'a> Case<'a> {
    pub(crate) fn of(person: &'a Person, made: &Value) -> Self {
        let text = |key: &str| made[key].as_str().unwrap_or_else(|| panic!("no {key}: {made}")).to_owned();
        Self { person, id: text("id"), number: text("number"), made: made.clone() }
    }

    /// The same incident in the hands of another.
    #[must_use]
    pub fn by<'b>(&self, person: &'b Person) -> Case<'b> {
        Case { person, id: self.id.clone(), number: self.number.clone(), made: self.made.clone() }
    }

    /// As it is now.
    pub async fn now(&self) -> Value {
        self.person.get(&self.path("")).await.with(200).json()
    }

    /// As it was known at a time (RFC 3339) or a position of the journal.
    pub async fn known_at(&self, at: &str) -> Value {
        let path = format!("{}?at={}", self.path(""), crate::person::escaped(at));
        self.person.get(&path).await.with(200).json()
    }

    /// Its page.
    pub async fn page(&self) -> Answer {
        self.person.get(&format!("/incidents/{}", self.id)).await.with(200)
    }

    /// A source gives a figure. The first of an item is quoted, later ones stand beside it until somebody adopts one.
    pub async fn figure(&self, item: &str, value: i64, source: &str) -> Value {
        self.adds("figures", json!({ "item": item, "value": value, "source": source })).await
    }

    /// A source gives a figure, and the person has reports quote it from now on.
    pub async fn figure_adopted(&self, item: &str, value: i64, source: &str) -> Value {
        self.adds("figures", json!({ "item": item, "value": value, "source": source, "adopt": true })).await
    }

    /// The form of whoever must be told next, as the leader sheet has it.
    ///
    /// # Panics
    /// When everybody has been told.
    pub async fn next_to_tell(&self) -> PageForm {
        let page = self.page().await;
        let calls = page.forms_to(&format!("/incidents/{}/calls", self.id));
        let step = calls.into_iter().find(|form| form.value("said").is_some() && form.value("outcome").is_none());
        step.unwrap_or_else(|| panic!("nobody is left to tell: {}", page.body))
    }

    /// Rings whoever must be told next and presses the button for how the call ended.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn tells_next(&self, label: &str, said: &str) {
        let form = self.next_to_tell().await.with("said", said);
        let answer = self.person.presses(&form, label).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }

    /// Notes that a step of the leader sheet was rung and nobody answered.
    pub async fn tells_nobody(&self, step: &str, post: &str) -> Value {
        self.adds("calls", json!({ "step": step, "post_title": post, "reached": false })).await
    }

    /// Presses the button at the figure of one source that makes reports quote it. The page shows it as `VALUE … SOURCE`.
    ///
    /// # Panics
    /// When the page has no such figure to adopt.
    pub async fn adopts(&self, (item, value): (&str, i64), label: &str) -> Value {
        let page = self.page().await;
        let wanted = format!("/incidents/{}/adoptions", self.id);
        let mut rows = page.body.split("<div class=\"is-other\">").skip(1);
        let row =
            rows.find(|row| row.starts_with(&value.to_string()) && row.contains(&format!("name=\"item\" value=\"{item}\"")));
        let row = row.unwrap_or_else(|| panic!("the page offers no {item} {value}: {}", page.body));
        let form = Answer { status: 200, to: String::new(), body: row.to_owned() }.form_to(&wanted);
        let answer = self.person.presses(&form, label).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        self.now().await
    }

    /// Adds a thing to it: `notes`, `calls`, `figures`.
    pub async fn adds(&self, thing: &str, body: Value) -> Value {
        self.person.sends(Method::POST, &self.path(thing), &body).await.with(200).json()
    }

    /// Sets a thing of it: `class`, `place`, `grade`.
    pub async fn sets(&self, thing: &str, body: Value) -> Value {
        self.person.sends(Method::PUT, &self.path(thing), &body).await.with(200).json()
    }

    /// The path of a thing of it in the API.
    #[must_use]
    pub fn path(&self, thing: &str) -> String {
        let slash = if thing.is_empty() { "" } else { "/" };
        format!("/api/incidents/{}{slash}{thing}", self.id)
    }
}

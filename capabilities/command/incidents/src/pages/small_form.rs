//! The small forms of an incident's page: each changes one thing, opens in place, and shows what is wrong without losing what was typed.

use askama::Template;
use web::{Field, Form, Markup, Say, Told, Word};

/// A small form.
#[derive(Template)]
#[template(path = "small_form.html")]
pub struct SmallForm<'a> {
    /// What names it in the page.
    pub id: &'static str,
    /// Where it is sent.
    pub action: String,
    /// What it does, as its heading says.
    pub title: String,
    /// What must be known before it is used.
    pub lead: Option<String>,
    /// Its fields.
    pub fields: Vec<Field<'a>>,
    /// What its button says.
    pub button: String,
    /// Token, key and version seen.
    pub hidden: Markup,
    /// Why it could not be done.
    pub told: Option<Told>,
    /// Whether it stands open.
    pub open: bool,
    /// Suggestions for its fields.
    pub lists: Vec<Suggested>,
    /// Whether its button should be pressed with care.
    pub is_grave: bool,
}

/// Suggestions for a field.
pub struct Suggested {
    /// The id of the list.
    pub id: &'static str,
    /// What is suggested: a value, and words beside it.
    pub options: Vec<(String, String)>,
}

impl<'a> SmallForm<'a> {
    /// A form that is sent to `action` and called `title`.
    pub fn new(say: &Say, (id, action): (&'static str, String), title: Word) -> Self {
        Self {
            id,
            action,
            title: say.word(title).into_owned(),
            lead: None,
            fields: Vec::new(),
            button: say.word(crate::words::SAVE).into_owned(),
            hidden: Markup::default(),
            told: None,
            open: false,
            lists: Vec::new(),
            is_grave: false,
        }
    }

    /// With these fields.
    pub fn fields(mut self, fields: Vec<Field<'a>>) -> Self {
        self.fields = fields;
        self
    }

    /// With a sentence before the fields.
    pub fn lead(mut self, say: &Say, lead: Word) -> Self {
        self.lead = Some(say.word(lead).into_owned());
        self
    }

    /// With a button that says this.
    pub fn button(mut self, say: &Say, button: Word) -> Self {
        self.button = say.word(button).into_owned();
        self
    }

    /// With suggestions for a field.
    pub fn list(mut self, id: &'static str, options: Vec<(String, String)>) -> Self {
        self.lists.push(Suggested { id, options });
        self
    }

    /// A form whose button should be pressed with care.
    pub const fn grave(mut self) -> Self {
        self.is_grave = true;
        self
    }

    /// As it came back: open, with what is wrong.
    pub fn came_back(mut self, say: &Say, form: &Form) -> Self {
        self.told = form.told(say);
        self.open = self.told.is_some();
        self
    }
}

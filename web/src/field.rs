//! Fields of forms: each with its label, what was typed, what is wrong with it, and a word of help.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::form::field_id;
use crate::{Form, Say, Word};

/// One field on its way into a page: `{{ form.field(say, "name", words::NAME).needed() }}`.
#[derive(Debug, Template)]
#[template(path = "field.html")]
pub struct Field<'a> {
    name: &'a str,
    id: String,
    label: String,
    kind: FieldKind,
    value: String,
    values: Vec<String>,
    trouble: Option<String>,
    hint: Option<String>,
    needed: bool,
    first: bool,
    max: Option<usize>,
    choices: Vec<(String, String)>,
    input: InputHints,
    data: Vec<(&'static str, String)>,
    wide: bool,
}

/// What sort of field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldKind {
    /// One line of some sort: `text`, `password`, `date`, …
    Line(&'static str),
    /// Several lines.
    Lines(u8),
    /// One of several, from a list.
    Choice,
    /// One of several, all shown.
    Radios,
    /// Some of several, all shown.
    Boxes,
    /// Yes or no.
    Tick,
    /// Files.
    Files,
}

/// What helps keyboards and browsers.
#[derive(Debug, Default)]
struct InputHints {
    mode: Option<&'static str>,
    complete: Option<&'static str>,
    list: Option<String>,
    accept: Option<&'static str>,
    placeholder: Option<String>,
}

impl Form {
    /// A field of one line of words called `name`.
    #[must_use]
    pub fn field<'a>(&self, say: &Say, name: &'a str, label: Word) -> Field<'a> {
        Field {
            name,
            id: field_id(name),
            label: say.word(label).into_owned(),
            kind: FieldKind::Line("text"),
            value: self.value(name).to_owned(),
            values: self.values(name).map(ToOwned::to_owned).collect(),
            trouble: self.trouble(say, name),
            hint: None,
            needed: false,
            first: false,
            max: None,
            choices: Vec::new(),
            input: InputHints::default(),
            data: Vec::new(),
            wide: false,
        }
    }
}

impl Field<'_> {
    /// Several lines, `rows` high.
    #[must_use]
    pub const fn lines(mut self, rows: u8) -> Self {
        self.kind = FieldKind::Lines(rows);
        self
    }

    /// A whole number: digits on a phone's keyboard, never a wheel that turns it by accident.
    #[must_use]
    pub const fn number(mut self) -> Self {
        self.input.mode = Some("numeric");
        self
    }

    /// A number with decimals.
    #[must_use]
    pub const fn decimal(mut self) -> Self {
        self.input.mode = Some("decimal");
        self
    }

    /// A telephone number.
    #[must_use]
    pub const fn phone(mut self) -> Self {
        self.kind = FieldKind::Line("tel");
        self
    }

    /// A date and time by the city's clock.
    #[must_use]
    pub const fn time(mut self) -> Self {
        self.kind = FieldKind::Line("datetime-local");
        self
    }

    /// A date.
    #[must_use]
    pub const fn date(mut self) -> Self {
        self.kind = FieldKind::Line("date");
        self
    }

    /// Words to search for.
    #[must_use]
    pub const fn search(mut self) -> Self {
        self.kind = FieldKind::Line("search");
        self
    }

    /// A password: never shown, never kept in a page.
    #[must_use]
    pub fn password(mut self, complete: &'static str) -> Self {
        self.kind = FieldKind::Line("password");
        self.input.complete = Some(complete);
        self.value.clear();
        self
    }

    /// One of several from a list, each a value and its words.
    #[must_use]
    pub fn choice(mut self, choices: Vec<(String, String)>) -> Self {
        self.kind = FieldKind::Choice;
        self.choices = choices;
        self
    }

    /// One of several, all shown.
    #[must_use]
    pub fn radios(mut self, choices: Vec<(String, String)>) -> Self {
        self.kind = FieldKind::Radios;
        self.choices = choices;
        self
    }

    /// Some of several, all shown.
    #[must_use]
    pub fn boxes(mut self, choices: Vec<(String, String)>) -> Self {
        self.kind = FieldKind::Boxes;
        self.choices = choices;
        self
    }

    /// Yes or no.
    #[must_use]
    pub const fn tick(mut self) -> Self {
        self.kind = FieldKind::Tick;
        self
    }

    /// Files of the sorts that `accept` names: `.csv,.xlsx`.
    #[must_use]
    pub const fn files(mut self, accept: &'static str) -> Self {
        self.kind = FieldKind::Files;
        self.input.accept = Some(accept);
        self
    }

    /// It must not stay empty.
    #[must_use]
    pub const fn needed(mut self) -> Self {
        self.needed = true;
        self
    }

    /// The cursor stands here when the page opens.
    #[must_use]
    pub const fn first(mut self) -> Self {
        self.first = true;
        self
    }

    /// At most `chars` characters.
    #[must_use]
    pub const fn max(mut self, chars: usize) -> Self {
        self.max = Some(chars);
        self
    }

    /// A word of help under it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// An example of what is typed.
    #[must_use]
    pub fn like(mut self, example: impl Into<String>) -> Self {
        self.input.placeholder = Some(example.into());
        self
    }

    /// What the browser may fill in: `username`, `one-time-code`, `off`.
    #[must_use]
    pub const fn complete(mut self, complete: &'static str) -> Self {
        self.input.complete = Some(complete);
        self
    }

    /// Suggestions from the `datalist` with this id.
    #[must_use]
    pub fn list(mut self, id: impl Into<String>) -> Self {
        self.input.list = Some(id.into());
        self
    }

    /// An attribute `data-…` for scripts.
    #[must_use]
    pub fn data(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.data.push((name, value.into()));
        self
    }

    /// Takes the whole width of the form.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    fn is_group(&self) -> bool {
        matches!(self.kind, FieldKind::Radios | FieldKind::Boxes)
    }

    fn described(&self) -> Option<String> {
        let trouble = self.trouble.as_ref().map(|_| format!("{}-wrong", self.id));
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        match (trouble, hint) {
            (Some(trouble), Some(hint)) => Some(format!("{trouble} {hint}")),
            (trouble, hint) => trouble.or(hint),
        }
    }

    fn ticked(&self) -> bool {
        !matches!(self.value.as_str(), "" | "0" | "false")
    }

    fn has(&self, value: &str) -> bool {
        self.values.iter().any(|v| v == value)
    }
}

impl HtmlSafe for Field<'_> {}

//! Forms: what was typed is kept, each field says what is wrong with it, and a refusal stands above.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::{AreaCode, Arg, Id, Time, Zone};

use crate::body::Sent;
use crate::{FieldTrouble, Markup, Say, Site, Told, Trouble, Upload, Word, words};

/// The comma that an input method types between digits.
const FULL_WIDTH_COMMA: char = '\u{ff0c}';

/// What a form holds: fresh for a page, or what was sent with all that is wrong about it.
#[derive(Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    troubles: Vec<FieldTrouble>,
    refusal: Option<Trouble>,
}

/// The files that came with a form.
#[derive(Debug, Clone, Default)]
pub struct Uploads(pub Vec<Upload>);

impl Form {
    /// A form with nothing typed in it.
    #[must_use]
    pub fn blank() -> Self {
        Self::default()
    }

    /// The form with `value` in `field`.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<String>) -> Self {
        self.fields.push((field.to_owned(), value.into()));
        self
    }

    /// The form of a value that was seen in `version`: sent back, a change by somebody else since then is refused.
    #[must_use]
    pub fn seeing(self, version: u64) -> Self {
        self.with("seen", version.to_string())
    }

    /// What `field` holds; empty when it holds nothing.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.fields.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// Everything that `field` holds, where it can be sent more than once: a group of boxes.
    pub fn values<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Whether the box `field` is ticked.
    #[must_use]
    pub fn ticked(&self, field: &str) -> bool {
        !matches!(self.value(field), "" | "0" | "false")
    }

    /// The words in `field`, without blanks around them, at most `chars_max` characters. Empty is allowed.
    pub fn text(&mut self, field: &str, chars_max: usize) -> String {
        let text = self.value(field).trim().to_owned();
        let chars = text.chars().count();
        if chars > chars_max {
            let args = vec![("max", number(chars_max)), ("n", number(chars))];
            self.wrong_with(field, words::FIELD_TOO_LONG, args);
        }
        text
    }

    /// The words in `field`, of which there must be some.
    pub fn needed(&mut self, field: &str, chars_max: usize) -> String {
        let text = self.text(field, chars_max);
        if text.is_empty() {
            self.wrong(field, words::FIELD_NEEDED);
        }
        text
    }

    /// The words in `field`, or nothing when it is empty.
    pub fn maybe(&mut self, field: &str, chars_max: usize) -> Option<String> {
        Some(self.text(field, chars_max)).filter(|text| !text.is_empty())
    }

    /// The whole number in `field` from `range`; nothing when it is empty. Unknown is not zero.
    pub fn number(&mut self, field: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let text = self.value(field).trim().replace([',', FULL_WIDTH_COMMA, ' '], "");
        if text.is_empty() {
            return None;
        }
        let found = text.parse().ok().filter(|n| range.contains(n));
        if found.is_none() {
            let args = vec![("from", Arg::Number(*range.start())), ("to", Arg::Number(*range.end()))];
            self.wrong_with(field, words::FIELD_NUMBER, args);
        }
        found
    }

    /// The decimal number in `field` from `range`; nothing when it is empty.
    pub fn decimal(&mut self, field: &str, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let text = self.value(field).trim().to_owned();
        if text.is_empty() {
            return None;
        }
        let found = text.parse().ok().filter(|n| range.contains(n));
        if found.is_none() {
            let args = vec![("from", Arg::Text(range.start().to_string())), ("to", Arg::Text(range.end().to_string()))];
            self.wrong_with(field, words::FIELD_NUMBER, args);
        }
        found
    }

    /// The time in `field` by the city's clock; nothing when it is empty.
    pub fn time(&mut self, field: &str, zone: &Zone) -> Option<Time> {
        self.read(field, words::FIELD_TIME, |text| zone.parse(text).ok())
    }

    /// The id in `field`; nothing when it is empty.
    pub fn id(&mut self, field: &str) -> Option<Id> {
        self.read(field, words::FIELD_CHOICE, |text| Id::parse(text).ok())
    }

    /// The area code in `field`; nothing when it is empty.
    pub fn area(&mut self, field: &str) -> Option<AreaCode> {
        self.read(field, words::FIELD_CHOICE, |text| AreaCode::parse(text).ok())
    }

    /// What `reader` makes of `field`; nothing when it is empty, and `word` stands at the field when it makes nothing of it.
    pub fn read<T>(&mut self, field: &str, word: Word, reader: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.value(field).trim();
        if text.is_empty() {
            return None;
        }
        let found = reader(text);
        if found.is_none() {
            self.wrong(field, word);
        }
        found
    }

    /// Says at `field` what is wrong with it.
    pub fn wrong(&mut self, field: &str, word: Word) {
        self.wrong_with(field, word, Vec::new());
    }

    /// Says at `field` what is wrong with it, with arguments.
    pub fn wrong_with(&mut self, field: &str, word: Word, args: Vec<(&'static str, Arg)>) {
        self.troubles.push(FieldTrouble { field: field.to_owned(), word, args });
    }

    /// Puts a refusal or fault above the form; what was typed stays.
    pub fn refuse(&mut self, trouble: impl Into<Trouble>) {
        match trouble.into() {
            Trouble::Fields(more) => self.troubles.extend(more),
            trouble => self.refusal = Some(trouble),
        }
    }

    /// Whether nothing is wrong with it so far.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.troubles.is_empty() && self.refusal.is_none()
    }

    /// What is wrong with `field`, in the reader's words.
    #[must_use]
    pub fn trouble(&self, say: &Say, field: &str) -> Option<String> {
        self.troubles.iter().find(|t| t.field == field).map(|t| t.told(say))
    }

    /// What stands above the form: the refusal, or that fields need another look.
    #[must_use]
    pub fn told(&self, say: &Say) -> Option<Told> {
        match &self.refusal {
            Some(trouble) => Some(trouble.told(say)),
            None if !self.troubles.is_empty() => Some(Trouble::Fields(Vec::new()).told(say)),
            None => None,
        }
    }

    /// The fields that are wrong, in the order they were read: for the list above the form that leads to each.
    #[must_use]
    pub fn troubles(&self) -> &[FieldTrouble] {
        &self.troubles
    }

    /// What stands above the form, as a page shows it: what is so, what to do, and the way to each field that is wrong.
    #[must_use]
    pub fn told_box(&self, say: &Say) -> Markup {
        let Some(told) = self.told(say) else { return Markup::default() };
        let fields = self.troubles.iter().map(|t| (field_id(&t.field), t.told(say))).collect();
        Markup::of(&ToldBox { told: &told, fields })
    }

    /// Attributes of a form whose draft is kept on the server as `name`: `<form method="post" {{ form.draft("call") }}>`.
    #[must_use]
    pub fn draft(&self, name: &str) -> Markup {
        let wrong = if self.is_good() { "" } else { " data-wrong" };
        Markup::written(format!("data-draft=\"{}\"{wrong}", Markup::text(name)))
    }

    /// The status of the page that shows it: 200 while nothing is wrong.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match &self.refusal {
            Some(trouble) => trouble.status(false),
            None if self.troubles.is_empty() => StatusCode::OK,
            None => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The fault above the form, for the log.
    pub(crate) fn fault(&self) -> Option<&desk::Fault> {
        match &self.refusal {
            Some(Trouble::Fault(fault)) => Some(fault),
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "told.html")]
struct ToldBox<'a> {
    told: &'a Told,
    fields: Vec<(String, String)>,
}

/// The id of the element that holds the field `name`.
pub(crate) fn field_id(name: &str) -> String {
    format!("f-{}", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"))
}

fn number(n: usize) -> Arg {
    Arg::Number(i64::try_from(n).unwrap_or(i64::MAX))
}

impl FromRequestParts<Site> for Form {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Trouble> {
        let fields = parts.extensions.get::<Sent>().map(|sent| sent.fields.as_ref().clone()).unwrap_or_default();
        Ok(Self { fields, ..Self::default() })
    }
}

impl FromRequestParts<Site> for Uploads {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Trouble> {
        Ok(Self(parts.extensions.get::<Sent>().map(|sent| sent.files.as_ref().clone()).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_whatever_is_wrong_with_it() {
        let mut form = Form::blank().with("dead", "many").with("summary", "  水  ");
        assert_eq!(form.number("dead", 0..=1_000_000), None);
        assert_eq!(form.text("summary", 10), "水");
        assert!(!form.is_good());
        assert_eq!((form.value("dead"), form.status()), ("many", StatusCode::UNPROCESSABLE_ENTITY));
        assert_eq!(form.troubles()[0].field, "dead");
    }

    #[test]
    fn an_empty_field_is_unknown_and_not_zero() {
        let mut form = Form::blank().with("dead", " ").with("hurt", "0").with("loss", "9，999,999");
        assert_eq!(form.number("dead", 0..=10), None);
        assert_eq!(form.number("hurt", 0..=10), Some(0));
        assert_eq!(form.number("loss", 0..=10_000_000), Some(9_999_999));
        assert!(form.is_good());
    }

    #[test]
    fn a_text_may_have_as_many_characters_as_the_limit_says_and_not_one_more() {
        let mut form = Form::blank().with("a", "水".repeat(5)).with("b", "水".repeat(6));
        form.text("a", 5);
        assert!(form.is_good());
        form.text("b", 5);
        assert_eq!(form.troubles().len(), 1);
    }

    #[test]
    fn a_fault_keeps_what_was_typed_and_says_503() {
        let mut form = Form::blank().with("summary", "x");
        form.refuse(desk::Fault::unavailable("database"));
        assert_eq!((form.value("summary"), form.status()), ("x", StatusCode::SERVICE_UNAVAILABLE));
    }
}

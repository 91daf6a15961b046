//! The rows of addressees: whom the duties ask for, one tick each, and one row for anybody else. Read from and put into a form.

use kernel::{Id, Time};
use rules::Line;
use web::{Form, Say, Word};

use super::naming;
use crate::acts::NAME_CHARS_MAX;
use crate::api::office::Contact;
use crate::api::sending::{Came, To};
use crate::facts::{Way, parse, word};
use crate::words;

/// How many rows a form may bring.
const ROWS_MAX: usize = 60;
/// The row for whoever is not among the duties.
const OTHER: &str = "other";

/// One row of addressees.
pub(super) struct Row {
    /// What its fields are called after: a number, or `other`.
    pub key: String,
    /// Whether it is ticked.
    pub ticked: bool,
    /// The party of the rules.
    pub party: String,
    /// The body of the contact book.
    pub body: String,
    /// What it is called.
    pub name: String,
    /// On which line.
    pub line: String,
    /// What the line is called.
    pub line_name: Word,
    /// What the channel is called that the duty asks for.
    pub channel: Word,
    /// The ways to choose from, each with whether it is chosen.
    pub ways: Vec<(String, String, bool)>,
    /// The number or address.
    pub address: String,
    /// Their number around the clock.
    pub phone: String,
    /// The duties that it meets.
    pub duties: String,
    /// What the first of them says.
    pub title: String,
    /// The clock of the first of them.
    pub clock: Option<(Time, Time)>,
    /// It applies only because something is unknown.
    pub assumed: bool,
}

/// The rows of those whom the duties ask for, with what a form that came back held.
pub(super) fn rows(say: &Say, contacts: &[Contact], form: &Form) -> Vec<Row> {
    let row = |(n, contact): (usize, &Contact)| {
        let key = n.to_string();
        let held = |field: &str| Some(form.value(&format!("{field}-{key}"))).filter(|v| !v.is_empty()).map(ToOwned::to_owned);
        let chosen = held("way").unwrap_or_else(|| word(&contact.way));
        let ways = naming::ways(say).into_iter().map(|(value, name)| (value.clone(), name, value == chosen)).collect();
        Row {
            ticked: form.ticked(&format!("to-{key}")),
            party: contact.offered.party.clone(),
            body: contact.body.as_ref().map(ToString::to_string).unwrap_or_default(),
            name: contact.name.clone(),
            line: word(&contact.offered.line),
            line_name: naming::line(contact.offered.line),
            channel: naming::channel(contact.offered.channel),
            ways,
            address: held("address").unwrap_or_else(|| contact.address.clone()),
            phone: contact.phone.clone(),
            duties: contact.offered.keys.join(" "),
            title: contact.offered.title.say(say.language.code()).to_owned(),
            clock: contact.offered.starts_at.zip(contact.offered.due_at),
            assumed: contact.offered.assumed,
            key,
        }
    };
    contacts.iter().take(ROWS_MAX).enumerate().map(row).collect()
}

/// The addressees that were ticked or named. What is wrong with one stands at its field.
pub(super) fn ticked(form: &mut Form) -> Vec<To> {
    let mut to = Vec::new();
    for n in 0..ROWS_MAX {
        let key = n.to_string();
        if form.ticked(&format!("to-{key}")) {
            to.extend(addressee(form, &key));
        }
    }
    if !form.value(&format!("name-{OTHER}")).trim().is_empty() {
        to.extend(addressee(form, OTHER));
    }
    to
}

fn addressee(form: &mut Form, key: &str) -> Option<To> {
    let field = |name: &str| format!("{name}-{key}");
    let name = form.needed(&field("name"), NAME_CHARS_MAX);
    let address = form.text(&field("address"), NAME_CHARS_MAX);
    let line: Option<Line> = form.read(&field("line"), words::WRONG_WORD, parse);
    let way: Option<Way> = form.read(&field("way"), words::WRONG_WORD, parse);
    let body: Option<Id> = form.id(&field("body"));
    let party = Some(form.value(&field("party")).to_owned()).filter(|p| !p.is_empty());
    let duties = form.value(&field("duties"));
    let meets = party.as_ref().map(|_| duties.split_whitespace().map(ToOwned::to_owned).collect());
    Some(To { party, body, name, line: line?, way: way?, address, meets, again: None, came: Came::Nothing })
}

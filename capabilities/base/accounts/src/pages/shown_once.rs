//! The page that shows a one-time link or a token: this once, and to nobody else.

use askama::Template;
use web::{Answer, Here, Say, Sheet, Word};

#[derive(Template)]
#[template(path = "shown_once.html")]
struct ShownOnce<'a> {
    say: &'a Say,
    lead: String,
    secret: &'a str,
    back: &'a str,
}

/// What is shown: the title, what to do with it, the thing itself, where to go on.
pub(super) struct Once<'a> {
    pub title: Word,
    pub lead: String,
    pub secret: &'a str,
    pub back: &'a str,
}

pub(super) fn show(here: &Here, once: Once<'_>) -> Answer {
    let say = &here.say;
    let page = ShownOnce { say, lead: once.lead, secret: once.secret, back: once.back };
    here.page(Sheet::titled(say.word(once.title)), &page)
}

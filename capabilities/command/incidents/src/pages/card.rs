//! The call card: one word is enough, Enter saves, nothing is ever refused for being unclear; likely duplicates appear while somebody types.

use std::sync::Arc;

use askama::Template;
use kernel::Id;
use rules::InForce;
use web::{Answer, Form, Here, Listing, Markup, Page, Say, Sheet};

use super::card_fields::{self, CardFields};
use super::card_read::{self, Card, Reading};
use super::class_field;
use super::hints::{self, Hints};
use crate::office::Office;
use crate::words;

/// The draft of the card.
const DRAFT: &str = "call";

#[derive(Template)]
#[template(path = "card.html")]
pub struct CardPage<'a> {
    pub say: &'a Say,
    pub fields: CardFields<'a>,
    pub classes: Vec<(String, String)>,
    pub hidden: Markup,
    pub told: Markup,
    pub draft: Markup,
    pub is_paper: bool,
    pub hints: Hints,
}

/// The suggestions for a class.
#[derive(Template)]
#[template(
    ext = "html",
    source = "{% for (value, label) in options %}<option value=\"{{ value }}\" label=\"{{ label }}\"></option>{% endfor %}"
)]
struct Suggestions {
    options: Vec<(String, String)>,
}

/// An empty card, or one for a call that was taken on paper.
pub async fn blank(here: Here, asked: Listing, office: Arc<Office>) -> Answer {
    let paper = asked.get("paper");
    let form = if paper.is_empty() { Form::blank() } else { Form::blank().with("paper", "1") };
    show(&here, &office, (&form, Hints::default())).await
}

/// Saves the card, whatever is on it, and goes on to the incident with its leader sheet.
pub async fn save(here: Here, mut form: Form, office: Arc<Office>) -> Answer {
    let card = read(&here, &office, &form);
    match office.record(&here, &card.said, card.receive).await {
        Ok(recorded) => Ok(Page::go(opened(&recorded.id, &card.unread))),
        Err(trouble) => {
            form.refuse(trouble);
            show(&here, &office, (&form, Hints::default())).await
        }
    }
}

/// The page that a saved card leads to: it says what could not be read.
fn opened(id: &Id, unread: &[&str]) -> String {
    let unread = if unread.is_empty() { String::new() } else { format!("&unread={}", unread.join("+")) };
    format!("/incidents/{id}?since=0{unread}#sheet")
}

/// What may be the same, and what places the words may mean: alone for the page that is open, or with the card and all that is typed.
pub async fn hints(here: Here, form: Form, office: Arc<Office>) -> Answer {
    let card = read(&here, &office, &form);
    let found = hints::of(&here, &office, (&form, &card)).await?;
    if here.asked.fragment { here.part(&found) } else { show(&here, &office, (&form, found)).await }
}

/// The classes that answer to what was typed.
pub async fn classes(here: Here, asked: Listing, office: Arc<Office>) -> Answer {
    let law = office.in_force(here.say.now);
    let atlas = office.atlas();
    let options = class_field::suggested(&law, &atlas.profile.features, (&asked.search(), &here.say));
    here.part(&Suggestions { options })
}

/// The card as it was read.
fn read(here: &Here, office: &Office, form: &Form) -> Card {
    let law = office.in_force(here.say.now);
    card_read::read(form, &Reading { law: &law, atlas: &office.atlas(), say: &here.say }, || here.new_id())
}

async fn show(here: &Here, office: &Office, (form, hints): (&Form, Hints)) -> Answer {
    let say = &here.say;
    let law = office.in_force(say.now);
    let page = page(say, form, (&law, &office.atlas().profile.features), (here.hidden(form), hints));
    let title = if page.is_paper { words::PAPER_TITLE } else { words::NEW_TITLE };
    here.page(Sheet::titled(say.word(title)).of(form), &page)
}

/// Puts the card together.
pub fn page<'a>(
    say: &'a Say,
    form: &Form,
    (law, features): (&InForce, &[String]),
    (hidden, hints): (Markup, Hints),
) -> CardPage<'a> {
    CardPage {
        say,
        fields: card_fields::fields(form, (law, say)),
        classes: class_field::options(law, features, say),
        hidden,
        told: form.told_box(say),
        draft: form.draft(DRAFT),
        is_paper: form.ticked("paper"),
        hints,
    }
}

//! Every form of every page, filled with hostile words: what comes back, as a refusal with what was typed or as a page that shows it, is clean.

use std::collections::{BTreeMap, BTreeSet};

use crate::acts::{self, Round, shape};
use crate::markup::{Tag, foreign, tags};
use crate::office::{CITY, Office, Visitor};
use crate::scripts::walk;

/// A form of a page.
#[derive(Debug)]
struct PageForm {
    action: String,
    /// Fields with what they hold and whether a person types into them.
    fields: Vec<(String, String, bool)>,
}

/// What is typed into every field: the first ends an attribute and a tag, the second is an address.
const HOSTILE: [&str; 2] = ["\"'></textarea><svg/onload=wf()>", "javascript:wf()//"];
/// Forms that end the walk: they sign out, or give the desk to somebody else.
const ENDS: [&str; 4] = ["/sign-out", "/change-person", "/me/sessions", "/me/password"];

#[tokio::test]
async fn no_form_of_any_page_gives_words_back_as_markup() {
    let office = Office::open();
    let (director, administrator) = (office.bearer("director", CITY), office.bearer("administrator", CITY));
    acts::perform(&office, (&director, &administrator), Round::of("f", "plain N words")).await;
    let readers = [office.person("reader", "director", CITY).await, office.person("keeper", "administrator", CITY).await];
    let mut sent = BTreeSet::new();
    for reader in &readers {
        let own = reader.get("/api/me").await.text("/account");
        let mut kinds = BTreeMap::new();
        for form in walk(reader, &[]).await.into_values().flat_map(|page| forms(&page.body)) {
            let ends = ENDS.iter().any(|end| form.action.starts_with(end)) || form.action.contains(&own);
            if !ends {
                kinds.entry(kind_of(&form)).or_insert(form);
            }
        }
        for words in HOSTILE {
            for form in kinds.values() {
                fill_and_send(reader, form, words).await;
            }
        }
        sent.extend(kinds.into_keys());
        assert_eq!(reader.get("/me").await.status, 200, "still signed in");
        for (path, page) in walk(reader, &[]).await {
            assert_eq!(foreign(&page.body), [""; 0], "{path}");
        }
    }
    assert!(sent.len() > 30, "only {} forms: {sent:#?}", sent.len());
}

async fn fill_and_send(reader: &Visitor, form: &PageForm, words: &str) {
    let typed: Vec<(&str, &str)> = form
        .fields
        .iter()
        .map(|(name, value, is_typed)| (name.as_str(), if *is_typed { words } else { value.as_str() }))
        // A key for once would take what is sent second for a slip of what was sent first.
        .filter(|(name, _)| !["csrf", "once"].contains(name))
        .collect();
    let answer = reader.form(&form.action, &typed).await;
    assert!(answer.status < 500 && answer.status != 403, "{}: {} {}", form.action, answer.status, answer.body);
    if answer.is_html() {
        assert_eq!(foreign(&answer.body), [""; 0], "{} given {words:?}", form.action);
    } else if answer.status == 303 {
        assert!(answer.to().starts_with('/') && !answer.to().starts_with("//"), "{} leads to {}", form.action, answer.to());
    }
}

/// Where a form goes and what it asks, without which of many it is about.
fn kind_of(form: &PageForm) -> String {
    let digits = |part: &str| if part.contains(|c: char| c.is_ascii_digit()) { "{}".to_owned() } else { part.to_owned() };
    let action = form.action.split('?').next().unwrap_or_default();
    let action = action.split('/').map(digits).collect::<Vec<_>>().join("/");
    let names: BTreeSet<&str> = form.fields.iter().map(|(name, ..)| name.as_str()).collect();
    format!("{} {}", shape(&action), names.into_iter().collect::<Vec<_>>().join(" "))
}

/// The forms of a page that change something. Forms do not nest, so a field belongs to the form before it.
fn forms(html: &str) -> Vec<PageForm> {
    let mut forms: Vec<PageForm> = Vec::new();
    let mut is_post = false;
    for tag in tags(html) {
        if tag.name == "form" {
            is_post = tag.attribute("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
            if is_post {
                let action = tag.attribute("action").unwrap_or_default().to_owned();
                forms.push(PageForm { action, fields: Vec::new() });
            }
        } else if let Some(form) = forms.last_mut().filter(|_| is_post) {
            take(form, &tag);
        }
    }
    forms.retain(|form| form.action.starts_with('/'));
    forms
}

fn take(form: &mut PageForm, tag: &Tag) {
    let name = tag.attribute("name").unwrap_or_default().to_owned();
    let value = tag.attribute("value").unwrap_or_default().to_owned();
    match tag.name.as_str() {
        "textarea" if !name.is_empty() => form.fields.push((name, String::new(), true)),
        "select" if !name.is_empty() => form.fields.push((name, String::new(), false)),
        "option" if !value.is_empty() => {
            if let Some(last) = form.fields.last_mut().filter(|(_, chosen, typed)| chosen.is_empty() && !typed) {
                last.1 = value;
            }
        }
        "input" if !name.is_empty() => match tag.attribute("type").unwrap_or("text") {
            "text" | "search" | "tel" | "email" | "url" | "password" => form.fields.push((name, value, true)),
            "file" | "submit" | "button" => {}
            _ => form.fields.push((name, value, false)),
        },
        _ => {}
    }
}

//! `/contacts`: who is called, found by whatever somebody remembers of them.

use std::sync::Arc;

use askama::Template;
use desk::TakenOut;
use kernel::{AreaCode, AreaLevel};
use places::Places;
use web::{Answer, Cell, Door, Entry, Field, Finder, Form, Here, Listing, Markup, Say, Section, Sheet, Soon, Table, Trouble};

use crate::api::changing::{EXPORT, READ};
use crate::api::{behind, question};
use crate::pages::wording::{Worded, call_large, choices, number};
use crate::reads::{self, CONTACTS_MAX, Contact, ContactPost, ContactsAsked};
use crate::{BodyKind, Column, PhoneUse, PostKind, Standing, words};

/// How many entries one file holds at most.
const EXPORT_MAX: usize = 20_000;
/// How many people and bodies the command bar is offered.
const ENTRIES_MAX: usize = 5;

/// Finds bodies and people for the command bar.
pub struct ContactFinder;

pub(super) fn doors(places: &Arc<Places>) -> Vec<Door> {
    let places = places.clone();
    vec![
        Door::page("/contacts", READ, move |here: Here, asked: Listing| browse(here, asked, places.clone()))
            .says(words::CONTACTS_TITLE)
            .rail(Section::Office),
        Door::file("/contacts.xlsx", EXPORT, workbook).says(words::CONTACTS_EXPORT),
    ]
}

#[derive(Template)]
#[template(path = "contacts.html")]
struct ContactsPage<'a> {
    say: &'a Say,
    search: Vec<Field<'a>>,
    filtered: bool,
    groups: Vec<Group>,
    pager: Markup,
    export: Option<String>,
    paper: String,
}

/// The same for printing: one table, without anything to press.
#[derive(Template)]
#[template(path = "contacts_paper.html")]
struct PaperPage<'a> {
    say: &'a Say,
    groups: Vec<Group>,
    pager: Markup,
    at: String,
}

/// A body with those of its posts that were found.
struct Group {
    id: String,
    name: String,
    kind: String,
    outside: bool,
    path: String,
    phones: Vec<(String, Markup)>,
    posts: Vec<Line>,
}

/// A post as the book shows it.
struct Line {
    title: String,
    who: String,
    known: bool,
    mobile: Option<Markup>,
    desk: Option<Markup>,
    email: String,
}

async fn browse(here: Here, asked: Listing, places: Arc<Places>) -> Answer {
    let say = &here.say;
    let found = reads::contacts(here.db(), &here.scope(), &question(&asked)?).await?;
    let (entries, next) = asked.cut(found.entries, |contact| behind(&contact.end));
    let shown = entries.len();
    let names = ["q", "area", "kind", "post_kind"];
    let form = names.iter().fold(Form::blank(), |form, name| form.with(name, asked.get(name)));
    let page = ContactsPage {
        say,
        search: fields(say, &form, &places),
        filtered: names.iter().any(|name| !asked.get(name).is_empty()),
        groups: groups(say, entries, &places),
        pager: asked.pager(say, shown, Some(found.total), next.as_ref()),
        export: here.may(EXPORT, None, None).then(|| asked.file_address("/contacts.xlsx")),
        paper: asked.address(&[("paper", "1"), ("limit", "500")]),
    };
    let sheet = Sheet::titled(say.word(words::CONTACTS_TITLE));
    if asked.get("paper").is_empty() {
        return here.page(sheet, &page);
    }
    let ContactsPage { groups, pager, .. } = page;
    let rows = groups.iter().map(|group| group.posts.len().max(1) as u64).sum();
    here.take_out(TakenOut { rows, marking: "internal".to_owned(), ..TakenOut::default() }).await?;
    here.page(sheet.paper(), &PaperPage { say, groups, pager, at: say.full(say.now) })
}

fn fields<'a>(say: &Say, form: &Form, places: &Places) -> Vec<Field<'a>> {
    let any = Some(words::CONTACTS_ANY);
    let hint = say.word(words::CONTACTS_SEARCH_HINT);
    vec![
        form.field(say, "q", words::CONTACTS_SEARCH).search().first().like(hint),
        form.field(say, "area", words::CONTACTS_AREA).choice(areas(say, places)),
        form.field(say, "kind", words::CONTACTS_BODY_KIND).choice(choices(say, BodyKind::ALL, any)),
        form.field(say, "post_kind", words::CONTACTS_POST_KIND).choice(choices(say, PostKind::ALL, any)),
    ]
}

/// The counties of the city, as a filter.
fn areas(say: &Say, places: &Places) -> Vec<(String, String)> {
    let atlas = places.atlas();
    let counties = atlas.gazetteer.areas().all().iter().filter(|area| area.level() == AreaLevel::County);
    let all = (String::new(), say.word(words::CONTACTS_AREA_ALL).into_owned());
    let chosen = counties.map(|area| (area.code.to_string(), area.known_as().to_owned()));
    std::iter::once(all).chain(chosen).collect()
}

fn groups(say: &Say, entries: Vec<Contact>, places: &Places) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for contact in entries {
        if groups.last().is_none_or(|group| group.id != contact.body.as_str()) {
            groups.push(group(say, &contact, places));
        }
        if let (Some(group), Some(post)) = (groups.last_mut(), &contact.post) {
            group.posts.push(line(say, post));
        }
    }
    groups
}

fn group(say: &Say, contact: &Contact, places: &Places) -> Group {
    let phone = |phone: &crate::facts::BodyPhone| {
        let number = match phone.usage {
            PhoneUse::Fax => Markup::text(&number(say, &phone.number)),
            _ => call_large(say, &contact.body_short_name, &phone.number),
        };
        (phone.usage.said(say), number)
    };
    Group {
        id: contact.body.to_string(),
        name: contact.body_name.clone(),
        kind: contact.body_kind.said(say),
        outside: contact.standing == Standing::Outside,
        path: super::path(places, contact.area),
        phones: contact.phones.iter().map(phone).collect(),
        posts: Vec::new(),
    }
}

fn line(say: &Say, post: &ContactPost) -> Line {
    let details = post.holder.as_ref().and_then(|holder| holder.details.as_ref());
    let who = match (&post.holder, details) {
        (_, Some(details)) => details.name.clone(),
        (Some(_), None) => say.word(words::ERASED).into_owned(),
        (None, None) => say.word(words::VACANT).into_owned(),
    };
    Line {
        title: post.title.clone(),
        known: details.is_some(),
        mobile: details.and_then(|details| details.mobile.as_ref()).map(|phone| call_large(say, &who, phone)),
        desk: details.and_then(|details| details.desk_phone.as_ref()).map(|phone| call_large(say, &who, phone)),
        email: details.and_then(|details| details.email.as_ref()).map(ToString::to_string).unwrap_or_default(),
        who,
    }
}

/// What was found, as a workbook that can be changed and taken in again.
async fn workbook(here: Here, asked: Listing) -> Answer {
    let say = &here.say;
    let mut question = ContactsAsked { limit: CONTACTS_MAX, behind: None, ..question(&asked)? };
    let mut rows = Vec::new();
    loop {
        let page = reads::contacts(here.db(), &here.scope(), &question).await?;
        let Some(last) = page.entries.last() else { break };
        question.behind = Some(last.end.clone());
        rows.extend(page.entries.iter().map(|contact| cells(say, contact)));
        if rows.len() >= EXPORT_MAX {
            break;
        }
    }
    let columns = [
        Column::Body,
        Column::Name,
        Column::Title,
        Column::Kind,
        Column::Person,
        Column::Mobile,
        Column::DeskPhone,
        Column::Email,
        Column::DutyPhone,
        Column::Fax,
        Column::Area,
        Column::Code,
    ];
    let columns = columns.iter().map(|column| column.said(say)).collect();
    let table = Table { title: say.word(words::CONTACTS_TITLE).into_owned(), columns, rows };
    table.file(&here).await
}

fn cells(say: &Say, contact: &Contact) -> Vec<Cell> {
    let text = |text: Option<String>| Cell::Text(text.unwrap_or_default());
    let post = contact.post.as_ref();
    let details = post.and_then(|post| post.holder.as_ref()).and_then(|holder| holder.details.as_ref());
    let numbers = |usage: PhoneUse| {
        let of_use = contact.phones.iter().filter(|phone| phone.usage == usage);
        of_use.map(|phone| phone.number.to_string()).collect::<Vec<_>>().join("; ")
    };
    vec![
        text(Some(contact.end.code.clone())),
        text(Some(contact.body_name.clone())),
        text(post.map(|post| post.title.clone())),
        text(post.map(|post| post.kind.said(say))),
        text(details.map(|details| details.name.clone())),
        text(details.and_then(|details| details.mobile.as_ref()).map(ToString::to_string)),
        text(details.and_then(|details| details.desk_phone.as_ref()).map(ToString::to_string)),
        text(details.and_then(|details| details.email.as_ref()).map(ToString::to_string)),
        text(Some(numbers(PhoneUse::Duty))),
        text(Some(numbers(PhoneUse::Fax))),
        text(Some(AreaCode::to_string(&contact.area))),
        text(post.map(|post| post.code.clone())),
    ]
}

impl Finder for ContactFinder {
    fn find<'a>(&'a self, here: &'a Here, question: &'a str) -> Soon<'a, Result<Vec<Entry>, Trouble>> {
        Box::pin(async move {
            let asked = ContactsAsked { words: question.to_owned(), limit: ENTRIES_MAX, ..ContactsAsked::default() };
            let found = reads::contacts(here.db(), &here.scope_for(READ), &asked).await?;
            Ok(found.entries.iter().map(|contact| entry(&here.say, contact)).collect())
        })
    }
}

fn entry(say: &Say, contact: &Contact) -> Entry {
    let details = contact.post.as_ref().and_then(|post| post.holder.as_ref()).and_then(|holder| holder.details.as_ref());
    let phone = details.and_then(crate::PersonDetails::first_number).or(contact.phones.first().map(|phone| &phone.number));
    let phone = phone.map_or_else(|| say.word(words::NUMBER_NONE).into_owned(), |phone| number(say, phone));
    let title = match (&contact.post, details) {
        (Some(post), Some(details)) => format!("{} {}", details.name, post.title),
        (Some(post), None) => post.title.clone(),
        (None, _) => contact.body_name.clone(),
    };
    let path = format!("/organisations/{}", contact.body);
    Entry { title, detail: format!("{} · {phone}", contact.body_short_name), path }
}

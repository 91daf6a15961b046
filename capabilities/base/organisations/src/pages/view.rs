//! `/organisations/{id}`: one body with its numbers, its posts, whom it reports to and who reports to it.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use kernel::Id;
use places::Places;
use web::{Answer, Door, Here, Markup, Path, Say, Section, Sheet};

use crate::api::changing::{self, EDIT, READ};
use crate::pages::wording::{Worded, call_large, number};
use crate::reads::{self, BodyRead, PostRead};
use crate::{Line, PersonDetails, PhoneUse, Standing, words};

pub(super) fn doors(places: &Arc<Places>) -> Vec<Door> {
    let places = places.clone();
    vec![
        Door::page("/organisations/{id}", READ, move |here: Here, id: Path<Id>| show(here, id, places.clone()))
            .says(words::API_BODY)
            .shows("body"),
    ]
}

#[derive(Template)]
#[template(path = "view.html")]
struct BodyPage<'a> {
    say: &'a Say,
    body: &'a BodyRead,
    about: Vec<(String, String)>,
    parent: Option<BodyRead>,
    phones: Vec<(String, Markup)>,
    posts: Vec<PostLine>,
    lines: Vec<(String, Vec<BodyRead>)>,
    reporting: Vec<(String, BodyRead)>,
    children: Vec<BodyRead>,
    may_edit: bool,
}

/// A post as the page of its body shows it.
struct PostLine {
    id: Id,
    title: String,
    kind: String,
    who: String,
    known: bool,
    phones: Vec<Markup>,
    email: String,
    deputies: String,
}

async fn show(here: Here, Path(id): Path<Id>, places: Arc<Places>) -> Answer {
    let say = &here.say;
    let body = changing::seen_body(&here, &id).await?;
    let (db, scope) = (here.db(), here.scope());
    let parent = match &body.parent {
        Some(parent) => reads::body(db, &scope, parent).await?,
        None => None,
    };
    let posts = reads::posts_of(db, &scope, &id).await?;
    let deputies = reads::deputies(db, &scope, &posts).await?;
    let lines = reads::lines_of(db, &scope, &id).await?;
    let said = |line: Line| line.said(say);
    let reporting = reads::reporting_to(db, &scope, &id).await?;
    let area = if body.standing == Standing::Own { body.area } else { here.site.city().area };
    let page = BodyPage {
        say,
        about: about(say, &body, super::path(&places, body.area)),
        parent,
        phones: body.phones.iter().map(|phone| (phone.usage.said(say), shown(say, &body, phone))).collect(),
        posts: posts.iter().map(|post| line(say, post, &deputies)).collect(),
        lines: lines.into_iter().map(|(line, to)| (said(line), to)).collect(),
        reporting: reporting.into_iter().map(|(line, from)| (said(line), from)).collect(),
        children: reads::children(db, &scope, &id).await?,
        may_edit: !body.dissolved && here.may(EDIT, Some(area), None),
        body: &body,
    };
    let sheet = Sheet::titled(body.name.clone())
        .section(Section::Office)
        .under(say.word(words::TREE_TITLE), format!("/organisations?area={}", body.area));
    here.page(sheet, &page)
}

fn about(say: &Say, body: &BodyRead, path: String) -> Vec<(String, String)> {
    use crate::Column;
    let mut about = vec![
        (Column::ShortName.said(say), body.short_name.clone()),
        (Column::Code.said(say), body.code.clone()),
        (Column::Kind.said(say), body.kind.said(say)),
        (Column::Level.said(say), body.level.said(say)),
        (Column::Area.said(say), format!("{} {path}", body.area)),
        (Column::Standing.said(say), body.standing.said(say)),
    ];
    about.extend(body.field.clone().map(|field| (Column::Field.said(say), field)));
    about.extend(body.mailbox.as_ref().map(|mailbox| (Column::Mailbox.said(say), mailbox.to_string())));
    about
}

fn shown(say: &Say, body: &BodyRead, phone: &crate::facts::BodyPhone) -> Markup {
    match phone.usage {
        PhoneUse::Fax => Markup::text(&number(say, &phone.number)),
        _ => call_large(say, &body.short_name, &phone.number),
    }
}

fn line(say: &Say, post: &PostRead, deputies: &HashMap<Id, PostRead>) -> PostLine {
    let details: Option<&PersonDetails> = post.holder.as_ref().and_then(|holder| holder.details.as_ref());
    let who = match (&post.holder, details) {
        (_, Some(details)) => details.name.clone(),
        (Some(_), None) => say.word(words::ERASED).into_owned(),
        (None, None) => say.word(words::VACANT).into_owned(),
    };
    let numbers = details.into_iter().flat_map(|details| details.mobile.iter().chain(&details.desk_phone));
    let title_of = |id: &Id| {
        let deputy = deputies.get(id)?;
        let elsewhere = if deputy.body == post.body { "" } else { deputy.body_name.as_str() };
        Some(format!("{elsewhere}{}", deputy.title))
    };
    PostLine {
        id: post.id.clone(),
        title: post.title.clone(),
        kind: post.kind.said(say),
        known: details.is_some(),
        phones: numbers.map(|phone| call_large(say, &who, phone)).collect(),
        email: details.and_then(|details| details.email.as_ref()).map(ToString::to_string).unwrap_or_default(),
        deputies: post.deputies.iter().filter_map(title_of).collect::<Vec<_>>().join(" → "),
        who,
    }
}

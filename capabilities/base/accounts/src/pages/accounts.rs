//! `/accounts`: the list, and opening a new one.

use std::sync::Arc;

use askama::Template;
use kernel::{AreaCode, Time};
use web::{Answer, Cursor, Field, Form, Here, Listing, Markup, Say, Sheet, Told};

use super::shown_once::{Once, show as show_once};
use crate::doorstep::{Office, kind_word};
use crate::links;
use crate::names::{PERSON_CHARS_MAX, SIGN_IN_CHARS_MAX, TITLE_CHARS_MAX};
use crate::opening::{NewPerson, NewPost, open_account};
use crate::reads::{self, Asked};
use crate::stores::LINK_MIN;
use crate::words;

#[derive(Template)]
#[template(path = "accounts.html")]
struct AccountsPage<'a> {
    say: &'a Say,
    search: Field<'a>,
    closed: bool,
    address_closed: String,
    lines: Vec<Line>,
    pager: Markup,
}

#[derive(Template)]
#[template(path = "accounts_beside.html")]
struct Beside<'a> {
    say: &'a Say,
}

/// One account of the list.
struct Line {
    id: String,
    name: String,
    sign_in: String,
    posts: Vec<String>,
    path: String,
    signed_in: Option<Time>,
    codes: bool,
    password: bool,
}

/// The accounts that the caller looks after.
pub(super) async fn list(office: Arc<Office>, here: Here, listing: Listing) -> Answer {
    let say = &here.say;
    let closed = listing.get("closed") == "1";
    let behind = listing.cursor()?.and_then(|c| Some((c.text(0)?.to_owned(), c.text(1)?.to_owned())));
    let limit = i64::try_from(listing.limit() + 1).unwrap_or(i64::MAX);
    let asked = Asked { search: listing.search(), closed, behind, limit };
    let scope = here.scope();
    let rows = reads::accounts(here.db(), &scope, &asked).await?;
    let sorted_by = |row: &reads::AccountSeen| Cursor::of([row.sign_in.clone().unwrap_or_default(), row.id.to_string()]);
    let (rows, next) = listing.cut(rows, sorted_by);
    let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    let posts = reads::posts(here.db(), &scope, &ids).await?;
    let words_of = |post: &reads::PostSeen| {
        let name = if post.title.is_empty() { kind_word(say, &post.kind) } else { post.title.clone() };
        format!("{name} · {}", office.path(post.area))
    };
    let lines = rows.into_iter().map(|row| Line {
        posts: posts.iter().filter(|p| p.account == row.id && p.until.is_none_or(|end| end > say.now)).map(words_of).collect(),
        id: row.id.to_string(),
        name: row.name.unwrap_or_else(|| say.word(words::PERSON_ERASED).into_owned()),
        sign_in: row.sign_in.unwrap_or_default(),
        path: office.path(row.area),
        signed_in: row.signed_in,
        codes: row.codes,
        password: row.password,
    });
    let lines: Vec<Line> = lines.collect();
    let page = AccountsPage {
        say,
        search: Form::blank()
            .with("q", listing.search())
            .field(say, "q", words::SEARCH)
            .search()
            .hint(say.word(words::SEARCH_HINT)),
        closed,
        address_closed: listing.address(&[("closed", if closed { "" } else { "1" })]),
        pager: listing.pager(say, lines.len(), None, next.as_ref()),
        lines,
    };
    here.page(Sheet::titled(say.word(words::TITLE)).beside(&Beside { say }), &page)
}

#[derive(Template)]
#[template(path = "account_new.html")]
struct NewPage<'a> {
    say: &'a Say,
    told: Option<Told>,
    hidden: Markup,
    name: Field<'a>,
    sign_in: Field<'a>,
    kind: Field<'a>,
    area: Field<'a>,
    title: Field<'a>,
    areas: Vec<(String, String)>,
}

/// The form that opens an account.
pub(super) async fn new(office: Arc<Office>, here: Here) -> Answer {
    show_new(&office, &here, &Form::blank())
}

fn show_new(office: &Office, here: &Here, form: &Form) -> Answer {
    let say = &here.say;
    let sign_in = form.field(say, "sign-in", words::FIELD_SIGN_IN).needed().complete("off").max(SIGN_IN_CHARS_MAX);
    let page = NewPage {
        say,
        told: form.told(say),
        hidden: here.hidden(form),
        name: form.field(say, "person", words::FIELD_PERSON).needed().first().complete("off").max(PERSON_CHARS_MAX),
        sign_in: sign_in.hint(say.word(words::FIELD_SIGN_IN_HINT)),
        kind: form.field(say, "kind", words::FIELD_KIND).choice(office.kinds_offered(say)),
        area: area_field(say, form),
        title: form.field(say, "title", words::FIELD_TITLE).max(TITLE_CHARS_MAX).hint(say.word(words::FIELD_TITLE_HINT)),
        areas: office.areas_offered(&here.scope()),
    };
    here.page(Sheet::titled(say.word(words::NEW_TITLE)).under(say.word(words::TITLE), "/accounts").of(form), &page)
}

/// A field for an area, chosen from the list `areas` of the page or typed as a code.
pub(super) fn area_field<'a>(say: &Say, form: &Form) -> Field<'a> {
    form.field(say, "area", words::FIELD_AREA).needed().number().max(12).list("areas").hint(say.word(words::FIELD_AREA_HINT))
}

/// The area that was chosen or typed; what is wrong stands at the field.
pub(super) fn area_typed(form: &mut Form) -> Option<AreaCode> {
    if form.value("area").trim().is_empty() {
        form.wrong("area", words::FIELD_AREA_WRONG);
    }
    form.read("area", words::FIELD_AREA_WRONG, |text| AreaCode::parse(text).ok())
}

/// Name, post and area were sent. The person is given a link by which they set the password themselves.
pub(super) async fn open(office: Arc<Office>, here: Here, mut form: Form) -> Answer {
    let Some(area) = area_typed(&mut form) else {
        return show_new(&office, &here, &form);
    };
    let kind = form.value("kind").to_owned();
    let title = form.text("title", TITLE_CHARS_MAX);
    if let Err(trouble) = here.require(Some(area), None).and_then(|()| office.check_kind(&kind)) {
        form.refuse(trouble);
    }
    if !form.is_good() {
        return show_new(&office, &here, &form);
    }
    let title = if title.is_empty() { kind_word(&here.say, &kind) } else { title };
    let person = NewPerson {
        name: form.value("person").to_owned(),
        sign_in: form.value("sign-in").to_owned(),
        area,
        posts: vec![NewPost { kind, area, title, until: None }],
    };
    match open_account(here.desk(), here.given(), person).await {
        Ok(account) => show_link(&here, &account).await,
        Err(not_done) => {
            form.refuse(not_done);
            show_new(&office, &here, &form)
        }
    }
}

/// Makes a link for the person of an account and shows it.
pub(super) async fn show_link(here: &Here, account: &kernel::Id) -> Answer {
    let link = links::password_link(here.desk(), account).await?;
    let (secret, back) = (format!("/welcome/{}", link.reveal()), format!("/accounts/{account}"));
    let lead = here.say.one(words::LINK_LEAD, "hours", LINK_MIN / 60);
    show_once(here, Once { title: words::LINK_TITLE, lead, secret: &secret, back: &back })
}

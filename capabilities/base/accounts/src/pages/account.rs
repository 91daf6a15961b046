//! `/accounts/{id}`: one account: its posts, its name, a link for a new password, closing, reopening, erasing.

use std::sync::Arc;

use askama::Template;
use desk::Look;
use kernel::{Id, Time};
use web::{Answer, Field, Form, Here, Listing, Markup, Page, Path, Say, Sheet, Told, Trouble};

use super::accounts::{area_field, area_typed, show_link};
use crate::acts::{Close, EndPost, GrantPost, RemoveCodes, Rename, Reopen};
use crate::doorstep::{Office, kind_word};
use crate::names::{PERSON_CHARS_MAX, REASON_CHARS_MAX, TITLE_CHARS_MAX};
use crate::reads::{self, AccountSeen};
use crate::words;

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage<'a> {
    say: &'a Say,
    csrf: &'a str,
    told: Option<Told>,
    hidden: Markup,
    account: &'a AccountSeen,
    home: String,
    posts: Vec<PostLine>,
    kind: Field<'a>,
    area: Field<'a>,
    title: Field<'a>,
    until: Field<'a>,
    areas: Vec<(String, String)>,
    name: Field<'a>,
    reason: Field<'a>,
    may_erase: bool,
}

/// A post of the account.
struct PostLine {
    id: Id,
    kind: String,
    title: String,
    path: String,
    from: Time,
    until: Option<Time>,
    ended: bool,
    mine_to_end: bool,
}

/// One account that the caller looks after.
pub(super) async fn page(office: Arc<Office>, here: Here, Path(id): Path<String>, _: Listing) -> Answer {
    show(&office, &here, &parsed(&id)?, &Form::blank()).await
}

async fn show(office: &Office, here: &Here, id: &Id, form: &Form) -> Answer {
    let (say, scope) = (&here.say, here.scope());
    let account = reads::account(here.db(), &scope, id).await?.ok_or(Trouble::NotFound)?;
    let posts = reads::posts(here.db(), &scope, std::slice::from_ref(id)).await?;
    let lines = posts.into_iter().map(|post| PostLine {
        kind: kind_word(say, &post.kind),
        path: office.path(post.area),
        ended: post.until.is_some_and(|end| end <= say.now),
        mine_to_end: scope.sees(post.area, None),
        id: post.post,
        title: post.title,
        from: post.from,
        until: post.until,
    });
    // What a refused form held comes back in its own fields; the name starts as it is.
    let named = Form::blank().with("person", account.name.clone().unwrap_or_default());
    let name_form = if form.value("person").is_empty() { &named } else { form };
    let seen = u64::try_from(account.version).unwrap_or_default();
    let page = AccountPage {
        say,
        csrf: here.csrf(),
        told: form.told(say),
        hidden: here.hidden(&Form::blank().seeing(seen)),
        home: office.path(account.area),
        posts: lines.collect(),
        kind: form.field(say, "kind", words::FIELD_KIND).choice(office.kinds_offered(say)),
        area: area_field(say, form),
        title: form.field(say, "title", words::FIELD_TITLE).max(TITLE_CHARS_MAX).hint(say.word(words::FIELD_TITLE_HINT)),
        until: form.field(say, "until", words::FIELD_UNTIL).time().hint(say.word(words::FIELD_UNTIL_HINT)),
        areas: office.areas_offered(&scope),
        name: name_form.field(say, "person", words::FIELD_PERSON).needed().complete("off").max(PERSON_CHARS_MAX),
        reason: form.field(say, "reason", words::FIELD_REASON).needed().max(REASON_CHARS_MAX),
        may_erase: account.closed && account.name.is_some() && here.may(super::ERASE, Some(account.area), None),
        account: &account,
    };
    let title = account.name.clone().unwrap_or_else(|| say.word(words::PERSON_ERASED).into_owned());
    here.page(Sheet::titled(title).under(say.word(words::TITLE), "/accounts").of(form), &page)
}

fn parsed(id: &str) -> Result<Id, Trouble> {
    Id::parse(id).map_err(|_| Trouble::NotFound)
}

/// Performs an act on the account and goes back to it; a refusal stands above the page, with what was typed.
async fn done<A: Look>(office: &Office, here: &Here, (id, mut form): (&Id, Form), act: A) -> Answer
where
    A::Refusal: Sized,
{
    match here.perform(id, act).await {
        Ok(_) => {
            office.keeper.forget();
            Ok(Page::go(format!("/accounts/{id}")))
        }
        Err(trouble) => {
            form.refuse(trouble);
            show(office, here, id, &form).await
        }
    }
}

/// The name is set anew.
pub(super) async fn rename(office: Arc<Office>, here: Here, Path(id): Path<String>, form: Form) -> Answer {
    let id = parsed(&id)?;
    office.looked_after(&here, &id).await?;
    let act = Rename { name: here.desk().seal("person", None, form.value("person").trim()) };
    done(&office, &here, (&id, form), act).await
}

/// A post is granted, in an area that the caller looks after.
pub(super) async fn grant(office: Arc<Office>, here: Here, Path(id): Path<String>, mut form: Form) -> Answer {
    let id = parsed(&id)?;
    reads::account(here.db(), &here.scope(), &id).await?.ok_or(Trouble::NotFound)?;
    let (kind, until) = (form.value("kind").to_owned(), form.time("until", here.say.zone()));
    let title = form.text("title", TITLE_CHARS_MAX);
    let Some(area) = area_typed(&mut form) else {
        return show(&office, &here, &id, &form).await;
    };
    if let Err(trouble) = here.require(Some(area), None).and_then(|()| office.check_kind(&kind)) {
        form.refuse(trouble);
    }
    if !form.is_good() {
        return show(&office, &here, &id, &form).await;
    }
    let title = if title.is_empty() { kind_word(&here.say, &kind) } else { title };
    let act = GrantPost { post: here.new_id(), kind, area, title, until };
    done(&office, &here, (&id, form), act).await
}

/// A post is ended, in an area that the caller looks after.
pub(super) async fn end_post(office: Arc<Office>, here: Here, Path((id, post)): Path<(String, String)>) -> Answer {
    let (id, post) = (parsed(&id)?, parsed(&post)?);
    let held = reads::posts(here.db(), &here.scope(), std::slice::from_ref(&id)).await?;
    let ending = held.iter().find(|held| held.post == post).ok_or(Trouble::NotFound)?;
    here.require(Some(ending.area), None)?;
    let act = EndPost { account: id.clone(), post };
    done(&office, &here, (&id, Form::blank()), act).await
}

/// A link for a new password is made and shown.
pub(super) async fn link(office: Arc<Office>, here: Here, Path(id): Path<String>) -> Answer {
    let id = parsed(&id)?;
    office.looked_after(&here, &id).await?;
    show_link(&here, &id).await
}

/// The telephone with the authenticator is lost.
pub(super) async fn remove_codes(office: Arc<Office>, here: Here, Path(id): Path<String>) -> Answer {
    let id = parsed(&id)?;
    office.looked_after(&here, &id).await?;
    let act = RemoveCodes { account: id.clone() };
    done(&office, &here, (&id, Form::blank()), act).await
}

/// The account is closed.
pub(super) async fn close(office: Arc<Office>, here: Here, Path(id): Path<String>, form: Form) -> Answer {
    let id = parsed(&id)?;
    office.looked_after(&here, &id).await?;
    let act = Close { account: id.clone(), reason: here.desk().seal("words", None, form.value("reason").trim()) };
    done(&office, &here, (&id, form), act).await
}

/// The account is opened again.
pub(super) async fn reopen(office: Arc<Office>, here: Here, Path(id): Path<String>) -> Answer {
    let id = parsed(&id)?;
    office.looked_after(&here, &id).await?;
    done(&office, &here, (&id, Form::blank()), Reopen {}).await
}

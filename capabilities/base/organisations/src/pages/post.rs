//! Forms of a post: entering a new one, changing it and who holds it, abolishing it, erasing somebody's details.

use askama::Template;
use desk::Because;
use kernel::Id;
use web::{Answer, Door, Field, Form, Here, Page, Path, Say, Section, Sheet, Trouble, Word};

use super::edit::phone_word;
use crate::acts::{DEPUTIES_MAX, Establish, POST_ORDER_MAX};
use crate::api::changing::{self, EDIT, ERASE, HolderChange, PostValues, READ};
use crate::api::next_order;
use crate::pages::wording::{choices, codes};
use crate::reads::{self, BodyRead, PostRead};
use crate::typed::{CODE_CHARS_MAX, NAME_CHARS_MAX};
use crate::{EMAIL_CHARS_MAX, Email, PersonDetails, Phone, PostKind, import, words};

/// The longest list of codes in a field.
const LIST_CHARS_MAX: usize = 1_000;
/// The longest reason of an erasure, in characters.
const WHY_CHARS_MAX: usize = 200;

pub(super) fn doors() -> Vec<Door> {
    vec![
        Door::page("/organisations/{id}/posts/new", EDIT, blank).says(words::API_ESTABLISH),
        Door::form("/organisations/{id}/posts", EDIT, establish).says(words::API_ESTABLISH),
        Door::page("/posts/{id}", EDIT, open).says(words::API_POST).shows("post"),
        Door::form("/posts/{id}", EDIT, change).says(words::API_CHANGE_POST),
        Door::form("/posts/{id}/abolition", EDIT, abolish).says(words::API_ABOLISH),
        Door::form("/posts/{id}/erasure", ERASE, erase).says(words::API_ERASE),
    ]
}

#[derive(Template)]
#[template(path = "post.html")]
struct PostPage<'a> {
    here: &'a Here,
    say: &'a Say,
    form: &'a Form,
    action: String,
    back: String,
    about: Vec<Field<'a>>,
    holder: Vec<Field<'a>>,
    person_seen: String,
    abolished: bool,
    abolish: Option<String>,
    erase: Option<(String, Vec<Field<'a>>)>,
}

async fn blank(here: Here, Path(id): Path<Id>) -> Answer {
    let body = changing::seen_body(&here, &id).await?;
    changing::require(&here, body.area, body.standing)?;
    let order = next_order(&here, &id).await?;
    let form = Form::blank().with("order", order.to_string()).with("kind", PostKind::Other.as_str());
    shown(&here, &form, (&body, None))
}

async fn establish(here: Here, Path(id): Path<Id>, mut form: Form) -> Answer {
    let body = changing::seen_body(&here, &id).await?;
    let (title, kind, order) = about_read(&mut form);
    let code = form.maybe("code", CODE_CHARS_MAX);
    if let (Some(kind), Some(order), true) = (kind, order, form.is_good()) {
        let code = code.unwrap_or_else(|| import::code_of(&body.code, &title));
        match changing::establish(&here, &body, Establish { code, body: id, kind, title, order }).await {
            Ok((post, _)) => return Ok(Page::go(format!("/posts/{post}"))),
            Err(trouble) => form.refuse(trouble),
        }
    }
    shown(&here, &form, (&body, None))
}

async fn open(here: Here, Path(id): Path<Id>) -> Answer {
    let (post, body) = changing::seen_post(&here, &id).await?;
    changing::require(&here, body.area, body.standing)?;
    let form = filled(&here, &post).await?;
    shown(&here, &form, (&body, Some(&post)))
}

async fn change(here: Here, Path(id): Path<Id>, mut form: Form) -> Answer {
    let (post, body) = changing::seen_post(&here, &id).await?;
    let (title, kind, order) = about_read(&mut form);
    let deputies = deputies(&here, &mut form, &body).await?;
    let holder = holder(&mut form, &post);
    if let (Some(kind), Some(order), true) = (kind, order, form.is_good()) {
        let values = PostValues { kind, title, order, deputies, holder };
        match changing::change_post(&here, (&post, &body), values).await {
            Ok(_) => return Ok(Page::go(format!("/organisations/{}", body.id))),
            Err(trouble) => form.refuse(trouble),
        }
    }
    shown(&here, &form, (&body, Some(&post)))
}

async fn abolish(here: Here, Path(id): Path<Id>) -> Answer {
    let (_, body) = changing::seen_post(&here, &id).await?;
    changing::abolish(&here, &id).await?;
    Ok(Page::go(format!("/organisations/{}", body.id)))
}

async fn erase(here: Here, Path(id): Path<Id>, mut sent: Form) -> Answer {
    let (post, body) = changing::seen_post(&here, &id).await?;
    // Somebody may have held posts in several areas: only whoever answers for the whole city erases.
    here.require(Some(here.site.city().area), None)?;
    let because = Because { why: sent.needed("why", WHY_CHARS_MAX), law: sent.needed("law", WHY_CHARS_MAX) };
    let holder = post.holder.as_ref().ok_or(Trouble::NotFound)?;
    if sent.is_good() {
        match crate::erase(here.desk(), here.given(), (&holder.person, because)).await {
            Ok(()) => return Ok(Page::go(format!("/organisations/{}", body.id))),
            Err(not_done) => sent.refuse(not_done),
        }
    }
    let (why, law) = (sent.value("why").to_owned(), sent.value("law").to_owned());
    let mut form = filled(&here, &post).await?.with("why", why).with("law", law);
    form.refuse(Trouble::Fields(sent.troubles().to_vec()));
    shown(&here, &form, (&body, Some(&post)))
}

/// The form of a post as it is.
async fn filled(here: &Here, post: &PostRead) -> Result<Form, Trouble> {
    let known = reads::deputies(here.db(), &here.scope_for(READ), std::slice::from_ref(post)).await?;
    let deputies: Vec<String> = post.deputies.iter().filter_map(|id| known.get(id)).map(|post| post.code.clone()).collect();
    let details = post.holder.as_ref().and_then(|holder| holder.details.clone()).unwrap_or_default();
    let text = |phone: &Option<Phone>| phone.as_ref().map(Phone::to_string).unwrap_or_default();
    let seen = post.holder.as_ref().and_then(|holder| holder.sealed.as_ref());
    Ok(Form::blank()
        .seeing(post.version)
        .with("title", post.title.clone())
        .with("kind", post.kind.as_str())
        .with("order", post.order.to_string())
        .with("deputies", deputies.join("\n"))
        .with("mobile", text(&details.mobile))
        .with("desk_phone", text(&details.desk_phone))
        .with("email", details.email.as_ref().map(Email::to_string).unwrap_or_default())
        .with("person", details.name)
        .with("person_seen", seen.map(Id::to_string).unwrap_or_default()))
}

fn about_read(form: &mut Form) -> (String, Option<PostKind>, Option<u32>) {
    let title = form.needed("title", NAME_CHARS_MAX);
    let kind = form.read("kind", web::words::FIELD_CHOICE, PostKind::parse);
    let order = form.number("order", 1..=i64::from(POST_ORDER_MAX)).and_then(|order| u32::try_from(order).ok());
    if order.is_none() && form.value("order").trim().is_empty() {
        form.wrong("order", web::words::FIELD_NEEDED);
    }
    (title, kind, order)
}

/// Who is to hold the post: an empty name leaves it vacant. Somebody whose details were erased stays until another is named.
fn holder(form: &mut Form, post: &PostRead) -> HolderChange {
    let name = form.text("person", NAME_CHARS_MAX);
    let (mobile, desk_phone) = (phone(form, "mobile"), phone(form, "desk_phone"));
    let email = form.read("email", words::ROW_NOT_AN_EMAIL, |text| Email::parse(text).ok());
    let seen = form.id("person_seen");
    if !name.is_empty() {
        return HolderChange::Put { details: PersonDetails { name, mobile, desk_phone, email }, seen };
    }
    if mobile.is_some() || desk_phone.is_some() || email.is_some() {
        form.wrong("person", words::ROW_NOBODY_NAMED);
    }
    let erased = post.holder.as_ref().is_some_and(|holder| holder.details.is_none());
    if erased { HolderChange::Leave } else { HolderChange::Vacate }
}

fn phone(form: &mut Form, field: &str) -> Option<Phone> {
    let text = form.value(field).trim().to_owned();
    if text.is_empty() {
        return None;
    }
    Phone::parse(&text).map_err(|why| form.wrong(field, phone_word(why))).ok()
}

/// The posts whose codes, or titles in the same body, stand in the field. Says so at the field where there is none.
async fn deputies(here: &Here, form: &mut Form, body: &BodyRead) -> Result<Vec<Id>, Trouble> {
    let text = form.text("deputies", LIST_CHARS_MAX);
    let scope = here.scope_for(READ);
    let siblings = reads::posts_of(here.db(), &scope, &body.id).await?;
    let mut found = Vec::new();
    for name in codes(&text).into_iter().take(DEPUTIES_MAX + 1) {
        let sibling = siblings.iter().find(|post| post.code == name || post.title == name).cloned();
        let post = match sibling {
            Some(post) => Some(post),
            None => reads::post_by_code(here.db(), &scope, &name).await?,
        };
        match post {
            Some(post) => found.push(post.id),
            None => form.wrong("deputies", words::ROW_POST_UNKNOWN),
        }
    }
    Ok(found)
}

fn shown(here: &Here, form: &Form, (body, post): (&BodyRead, Option<&PostRead>)) -> Answer {
    let say = &here.say;
    let own = post.map(|post| format!("/posts/{}", post.id));
    let held = post.and_then(|post| post.holder.as_ref()).is_some_and(|holder| holder.details.is_some());
    let erases = held && here.may(ERASE, Some(here.site.city().area), None);
    let page = PostPage {
        here,
        say,
        form,
        action: own.clone().unwrap_or_else(|| format!("/organisations/{}/posts", body.id)),
        back: format!("/organisations/{}", body.id),
        about: about(say, form, post.is_none()),
        holder: if post.is_some() { holder_fields(say, form) } else { Vec::new() },
        person_seen: form.value("person_seen").to_owned(),
        abolished: post.is_some_and(|post| post.abolished),
        erase: own.clone().filter(|_| erases).map(|own| (format!("{own}/erasure"), erase_fields(say, form))),
        abolish: own.map(|own| format!("{own}/abolition")),
    };
    let title = match post {
        Some(post) => {
            say.with(words::POST_TITLE, &[("title", post.title.clone().into()), ("body", body.short_name.clone().into())])
        }
        None => say.one(words::POST_NEW, "body", body.short_name.as_str()),
    };
    here.page(
        Sheet::titled(title)
            .section(Section::Office)
            .under(body.short_name.clone(), format!("/organisations/{}", body.id))
            .of(form),
        &page,
    )
}

fn about<'a>(say: &Say, form: &Form, new: bool) -> Vec<Field<'a>> {
    let hint = |word: Word| say.word(word).into_owned();
    let mut fields = vec![
        form.field(say, "title", words::COLUMN_TITLE).needed().first().max(NAME_CHARS_MAX),
        form.field(say, "kind", words::COLUMN_KIND).choice(choices(say, PostKind::ALL, None)).needed(),
        form.field(say, "order", words::COLUMN_ORDER).number().needed(),
    ];
    if new {
        fields.push(form.field(say, "code", words::COLUMN_CODE).max(CODE_CHARS_MAX).hint(hint(words::POST_CODE_HINT)));
    } else {
        fields.push(form.field(say, "deputies", words::POST_DEPUTIES).lines(3).hint(hint(words::POST_DEPUTIES_HINT)));
    }
    fields
}

fn holder_fields<'a>(say: &Say, form: &Form) -> Vec<Field<'a>> {
    vec![
        form.field(say, "person", words::COLUMN_PERSON).max(NAME_CHARS_MAX).complete("off"),
        form.field(say, "mobile", words::COLUMN_MOBILE).phone().complete("off"),
        form.field(say, "desk_phone", words::COLUMN_DESK_PHONE).phone().complete("off"),
        form.field(say, "email", words::COLUMN_EMAIL).max(EMAIL_CHARS_MAX).complete("off"),
    ]
}

fn erase_fields<'a>(say: &Say, form: &Form) -> Vec<Field<'a>> {
    vec![
        form.field(say, "why", words::ERASE_WHY).needed().max(WHY_CHARS_MAX),
        form.field(say, "law", words::ERASE_LAW).needed().max(WHY_CHARS_MAX),
    ]
}

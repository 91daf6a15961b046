//! Forms of a body: entering a new one, changing it, dissolving it.

use std::collections::BTreeMap;

use askama::Template;
use kernel::{AreaCode, Id};
use web::{Answer, Door, Field, Form, Here, Listing, Page, Path, Say, Section, Sheet, Trouble, Word};

use crate::acts::{FIELD_CHARS_MAX, LINE_ADDRESSEES_MAX};
use crate::api::changing::{self, BodyValues, EDIT, READ};
use crate::facts::{BodyPhone, Founding};
use crate::pages::wording::{choices, codes};
use crate::reads::{self, BodyRead};
use crate::typed::{CODE_CHARS_MAX, NAME_CHARS_MAX};
use crate::{BodyKind, Email, Level, Line, NotAPhone, Phone, PhoneUse, Standing, words};

/// The longest text in a field of several numbers or codes.
const LIST_CHARS_MAX: usize = 2_500;

/// The field of each use of numbers.
const PHONE_FIELDS: [(PhoneUse, &str, Word); 4] = [
    (PhoneUse::Duty, "duty_phone", words::COLUMN_DUTY_PHONE),
    (PhoneUse::Office, "office_phone", words::COLUMN_OFFICE_PHONE),
    (PhoneUse::Fax, "fax", words::COLUMN_FAX),
    (PhoneUse::Satellite, "satellite_phone", words::COLUMN_SATELLITE_PHONE),
];

/// The field of each line.
const LINE_FIELDS: [(Line, &str); 6] = [
    (Line::Party, "line_party"),
    (Line::Government, "line_government"),
    (Line::Department, "line_department"),
    (Line::Neighbours, "line_neighbours"),
    (Line::Garrison, "line_garrison"),
    (Line::Other, "line_other"),
];

pub(super) fn doors() -> Vec<Door> {
    vec![
        Door::page("/organisations/new", EDIT, blank).says(words::BODY_NEW),
        Door::form("/organisations", EDIT, found).says(words::API_FOUND),
        Door::page("/organisations/{id}/edit", EDIT, open).says(words::API_CHANGE),
        Door::form("/organisations/{id}", EDIT, change).says(words::API_CHANGE),
        Door::form("/organisations/{id}/dissolution", EDIT, dissolve).says(words::API_DISSOLVE),
    ]
}

#[derive(Template)]
#[template(path = "edit.html")]
struct EditPage<'a> {
    here: &'a Here,
    say: &'a Say,
    form: &'a Form,
    action: String,
    back: String,
    about: Vec<Field<'a>>,
    phones: Vec<Field<'a>>,
    lines: Vec<Field<'a>>,
    codes: Vec<(String, String)>,
    dissolve: Option<String>,
}

/// What a form of a body holds.
struct Read {
    values: BodyValues,
    code: String,
    standing: Standing,
}

async fn blank(here: Here, asked: Listing) -> Answer {
    let area = asked.get("area").to_owned();
    let city = here.site.city().area.to_string();
    let form = Form::blank().with("area", if area.is_empty() { city } else { area }).with("standing", Standing::Own.as_str());
    shown(&here, &form, None).await
}

async fn found(here: Here, mut form: Form) -> Answer {
    let read = read(&here, &mut form).await?;
    if let Some(Read { values, code, standing }) = read.filter(|_| form.is_good()) {
        let lines = values.lines;
        let founding = Founding {
            code,
            name: values.name,
            short_name: values.short_name,
            body_kind: values.kind,
            field: values.field,
            level: values.level,
            area: values.area,
            parent: values.parent,
            standing,
        };
        match changing::found(&here, founding, (values.phones, values.mailbox)).await {
            Ok((id, _)) => return with_lines(&here, (id, lines)).await,
            Err(trouble) => form.refuse(trouble),
        }
    }
    shown(&here, &form, None).await
}

/// Sets the lines of a body that was just entered; what is wrong with them is put right on the page that changes it.
async fn with_lines(here: &Here, (id, lines): (Id, BTreeMap<Line, Vec<Id>>)) -> Answer {
    let lines: BTreeMap<_, _> = lines.into_iter().filter(|(_, to)| !to.is_empty()).collect();
    if !lines.is_empty() {
        let body = changing::seen_body(here, &id).await?;
        let values = BodyValues { lines, ..BodyValues::of(&body) };
        if let Err(trouble) = changing::change_body(here, &body, values).await {
            let mut form = filled(here, &body).await?;
            form.refuse(trouble);
            return shown(here, &form, Some(&body)).await;
        }
    }
    Ok(Page::go(format!("/organisations/{id}")))
}

async fn open(here: Here, Path(id): Path<Id>) -> Answer {
    let body = changing::seen_body(&here, &id).await?;
    changing::require(&here, body.area, body.standing)?;
    let form = filled(&here, &body).await?;
    shown(&here, &form, Some(&body)).await
}

async fn change(here: Here, Path(id): Path<Id>, mut form: Form) -> Answer {
    let body = changing::seen_body(&here, &id).await?;
    let read = read(&here, &mut form).await?;
    if let Some(Read { values, .. }) = read.filter(|_| form.is_good()) {
        match changing::change_body(&here, &body, values).await {
            Ok(_) => return Ok(Page::go(format!("/organisations/{id}"))),
            Err(trouble) => form.refuse(trouble),
        }
    }
    shown(&here, &form, Some(&body)).await
}

async fn dissolve(here: Here, Path(id): Path<Id>) -> Answer {
    let body = changing::seen_body(&here, &id).await?;
    match changing::dissolve(&here, &id).await {
        Ok(()) => Ok(Page::go(format!("/organisations?area={}", body.area))),
        Err(trouble) => {
            let mut form = filled(&here, &body).await?;
            form.refuse(trouble);
            shown(&here, &form, Some(&body)).await
        }
    }
}

/// The form of a body as it is.
async fn filled(here: &Here, body: &BodyRead) -> Result<Form, Trouble> {
    let (db, scope) = (here.db(), here.scope_for(READ));
    let parent = match &body.parent {
        Some(parent) => reads::body(db, &scope, parent).await?.map(|parent| parent.code).unwrap_or_default(),
        None => String::new(),
    };
    let was = BodyValues::of(body);
    let mut form = Form::blank()
        .seeing(body.version)
        .with("name", was.name)
        .with("short_name", was.short_name)
        .with("kind", was.kind.as_str())
        .with("field", was.field.unwrap_or_default())
        .with("level", was.level.as_str())
        .with("area", was.area.to_string())
        .with("parent", parent)
        .with("mailbox", was.mailbox.map(|mailbox| mailbox.to_string()).unwrap_or_default());
    for (usage, field, _) in PHONE_FIELDS {
        let numbers = was.phones.iter().filter(|phone| phone.usage == usage).map(|phone| phone.number.to_string());
        form = form.with(field, numbers.collect::<Vec<_>>().join("; "));
    }
    let lines = reads::lines_of(db, &scope, &body.id).await?;
    for (line, field) in LINE_FIELDS {
        let to = lines.get(&line).into_iter().flatten().map(|body| body.code.clone());
        form = form.with(field, to.collect::<Vec<_>>().join("\n"));
    }
    Ok(form)
}

/// What was typed; nothing when something must be chosen that was not.
async fn read(here: &Here, form: &mut Form) -> Result<Option<Read>, Trouble> {
    let choice = web::words::FIELD_CHOICE;
    let name = form.needed("name", NAME_CHARS_MAX);
    let short_name = form.text("short_name", NAME_CHARS_MAX);
    let kind = form.read("kind", choice, BodyKind::parse);
    let field = form.maybe("field", FIELD_CHARS_MAX);
    let level = form.read("level", choice, Level::parse);
    let area = form.read("area", words::ROW_NOT_AN_AREA, |text| AreaCode::parse(text).ok());
    if area.is_none() && form.value("area").trim().is_empty() {
        form.wrong("area", web::words::FIELD_NEEDED);
    }
    let parent = bodies(here, form, "parent").await?.into_iter().next();
    let mailbox = form.read("mailbox", words::ROW_NOT_AN_EMAIL, |text| Email::parse(text).ok());
    let phones = PHONE_FIELDS.into_iter().flat_map(|(usage, field, _)| phones(form, usage, field)).collect();
    let mut lines = BTreeMap::new();
    for (line, field) in LINE_FIELDS {
        lines.insert(line, bodies(here, form, field).await?);
    }
    let (code, standing) = (form.text("code", CODE_CHARS_MAX), form.read("standing", choice, Standing::parse));
    let (Some(kind), Some(area)) = (kind, area) else { return Ok(None) };
    let level = level.unwrap_or_else(|| Level::from(area.level()));
    let values = BodyValues { name, short_name, kind, field, level, area, parent, phones, mailbox, lines };
    Ok(Some(Read { values, code, standing: standing.unwrap_or(Standing::Own) }))
}

/// The bodies whose codes stand in a field. Says so at the field where there is no such body.
async fn bodies(here: &Here, form: &mut Form, field: &str) -> Result<Vec<Id>, Trouble> {
    let text = form.text(field, LIST_CHARS_MAX);
    let scope = here.scope_for(READ);
    let mut found = Vec::new();
    for code in codes(&text).into_iter().take(LINE_ADDRESSEES_MAX + 1) {
        match reads::body_by_code(here.db(), &scope, &code).await? {
            Some(body) => found.push(body.id),
            None => form.wrong(field, words::ROW_BODY_UNKNOWN),
        }
    }
    Ok(found)
}

/// The numbers in a field. Says so at the field where one cannot be dialled.
fn phones(form: &mut Form, usage: PhoneUse, field: &str) -> Vec<BodyPhone> {
    let text = form.text(field, LIST_CHARS_MAX);
    let parts = text.split([';', '\u{ff1b}', '\u{3001}', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let mut phones = Vec::new();
    for part in parts {
        match Phone::parse(part) {
            Ok(number) => phones.push(BodyPhone { usage, number }),
            Err(why) => form.wrong(field, phone_word(why)),
        }
    }
    phones
}

/// What is said of a number that cannot be dialled.
pub(super) const fn phone_word(why: NotAPhone) -> Word {
    match why {
        NotAPhone::TooShort => words::ROW_PHONE_SHORT,
        NotAPhone::TooLong => words::ROW_PHONE_LONG,
        NotAPhone::Strange => words::ROW_PHONE_STRANGE,
    }
}

async fn shown(here: &Here, form: &Form, body: Option<&BodyRead>) -> Answer {
    let say = &here.say;
    let near = reads::bodies(here.db(), &here.scope_for(READ), here.site.city().area).await?;
    let several = say.word(words::BODY_SEVERAL_HINT);
    let phone = |(_, field, word): (PhoneUse, &'static str, Word)| form.field(say, field, word).phone().hint(several.clone());
    let line = |(line, field): (Line, &'static str)| form.field(say, field, line_word(line)).lines(2);
    let own = body.map(|body| format!("/organisations/{}", body.id));
    let page = EditPage {
        here,
        say,
        form,
        action: own.clone().unwrap_or_else(|| "/organisations".to_owned()),
        back: own.clone().unwrap_or_else(|| "/organisations".to_owned()),
        about: about(say, form, body.is_none()),
        phones: PHONE_FIELDS.into_iter().map(phone).collect(),
        lines: LINE_FIELDS.into_iter().map(line).collect(),
        codes: near.into_iter().map(|body| (body.code, body.short_name)).collect(),
        dissolve: own.map(|own| format!("{own}/dissolution")),
    };
    let title = match body {
        Some(body) => say.one(words::BODY_EDIT_OF, "name", body.name.as_str()),
        None => say.word(words::BODY_NEW).into_owned(),
    };
    here.page(Sheet::titled(title).section(Section::Office).under(say.word(words::TREE_TITLE), "/organisations").of(form), &page)
}

fn about<'a>(say: &Say, form: &Form, new: bool) -> Vec<Field<'a>> {
    let hint = |word: Word| say.word(word).into_owned();
    let mut fields = vec![
        form.field(say, "name", words::COLUMN_NAME).needed().first().max(NAME_CHARS_MAX),
        form.field(say, "short_name", words::COLUMN_SHORT_NAME).max(NAME_CHARS_MAX),
        form.field(say, "kind", words::COLUMN_KIND).choice(choices(say, BodyKind::ALL, None)).needed(),
        form.field(say, "field", words::COLUMN_FIELD).max(FIELD_CHARS_MAX).hint(hint(words::BODY_FIELD_HINT)),
        form.field(say, "level", words::COLUMN_LEVEL).choice(choices(say, Level::ALL, Some(words::CONTACTS_ANY))),
        form.field(say, "area", words::COLUMN_AREA).number().needed().hint(hint(words::ROW_NOT_AN_AREA_HINT)),
        form.field(say, "parent", words::COLUMN_PARENT).list("codes").hint(hint(words::BODY_PARENT_HINT)),
        form.field(say, "mailbox", words::COLUMN_MAILBOX),
    ];
    if new {
        fields.insert(0, form.field(say, "code", words::COLUMN_CODE).needed().hint(hint(words::BODY_CODE_HINT)));
        fields.push(form.field(say, "standing", words::COLUMN_STANDING).choice(choices(say, Standing::ALL, None)));
    }
    fields
}

const fn line_word(line: Line) -> Word {
    match line {
        Line::Party => words::LINE_PARTY,
        Line::Government => words::LINE_GOVERNMENT,
        Line::Department => words::LINE_DEPARTMENT,
        Line::Neighbours => words::LINE_NEIGHBOURS,
        Line::Garrison => words::LINE_GARRISON,
        Line::Other => words::LINE_OTHER,
    }
}

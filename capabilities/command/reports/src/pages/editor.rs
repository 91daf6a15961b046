//! The editor: words on the left, facts and unknowns beside them, what changed since the last report marked; below them whom it goes to,
//! one tick each, and the signature in one line. It can be sent at any time.

use std::sync::Arc;

use askama::Template;
use kernel::{Claim, Id, Subject, Time};
use web::{Answer, Door, Field, Form, Here, Path, Say, Section, Sheet, Told, Trouble};

use super::choices::{Signer, signers};
use super::rows::{self, Row};
use super::{marked, naming, parsed, to_report};
use crate::acts::{NAME_CHARS_MAX, REASON_CHARS_MAX, TITLE_CHARS_MAX, Void, WORDS_CHARS_MAX};
use crate::api::Office;
use crate::api::sending::{self, Sending};
use crate::api::shapes::figure_lines;
use crate::api::writing::{self, SIGN, Signing};
use crate::body::Body;
use crate::compose::{Change, changed};
use crate::facts::{PostNamed, SignedBy, Within};
use crate::limits::Limits;
use crate::reads::{Case, ReportRead};
use crate::wording::Voice;
use crate::words;

/// How many lines of the timeline stand beside the words.
const NOTES_SHOWN: usize = 12;

#[derive(Template)]
#[template(path = "editor.html")]
struct Editor<'a> {
    here: &'a Here,
    say: &'a Say,
    form: &'a Form,
    blank: Form,
    id: &'a Id,
    incident: &'a Id,
    number: String,
    told: Option<Told>,
    title: Field<'a>,
    text: Field<'a>,
    figures: Vec<FigureView>,
    stale: Vec<String>,
    notes: Vec<(Time, String)>,
    rows: Vec<Row>,
    ways: Vec<(String, String)>,
    lines: Vec<(String, String)>,
    signers: Vec<Signer>,
    signature: Vec<Field<'a>>,
    signed: Option<String>,
    sign_hint: String,
    may_send: bool,
    people: Vec<(Id, String)>,
    at: Field<'a>,
    reason: Field<'a>,
}

/// A figure beside the words.
pub(super) struct FigureView {
    /// Its name.
    pub name: String,
    /// Its value in words; that it is to be verified where it is unknown.
    pub said: String,
    /// Whether it is known.
    pub known: bool,
    /// Who says so.
    pub source: String,
    /// As of when.
    pub as_of: Option<Time>,
    /// Whether it has been verified.
    pub verified: bool,
    /// How it changed since the last report.
    pub change: Option<String>,
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let (saved, again, sent) = (office.clone(), office.clone(), office.clone());
    let (signed, voided) = (office.clone(), office.clone());
    let compose = "reports.compose";
    vec![
        Door::form("/reports/{id}", compose, move |here: Here, id: Path<String>, form: Form| {
            save(here, (id, form), saved.clone())
        }),
        Door::form("/reports/{id}/composition", compose, move |here: Here, id: Path<String>, form: Form| {
            recompose(here, (id, form), again.clone())
        }),
        Door::form("/reports/{id}/sending", "reports.send", move |here: Here, id: Path<String>, form: Form| {
            send(here, (id, form), sent.clone())
        }),
        Door::form("/reports/{id}/pin", compose, move |here: Here, id: Path<String>, form: Form| {
            pin(here, (id, form), signed.clone())
        }),
        Door::form("/reports/{id}/void", compose, move |here: Here, id: Path<String>, form: Form| {
            void(here, (id, form), voided.clone())
        }),
    ]
}

/// The editor as it opens.
pub(super) async fn fresh(here: &Here, office: &Office, id: &Id) -> Answer {
    let (read, _, _) = Office::report(here, id).await?;
    let body = sending::body(here, &read.report).await?.unwrap_or_default();
    let form = Form::blank().with("title", body.title).with("text", body.text).seeing(read.report.version);
    show(here, office, id, &form).await
}

async fn show(here: &Here, office: &Office, id: &Id, form: &Form) -> Answer {
    let (_, _, incident) = Office::report(here, id).await?;
    let case = Office::case(here, &incident).await?;
    let read = case.reports.iter().find(|read| read.id == *id).ok_or(Trouble::NotFound)?;
    let about = read.report.about.as_ref().ok_or(Trouble::NotFound)?;
    let (say, voice) = (&here.say, Voice { say: &here.say, zone: here.desk().zone() });
    let contacts = office.contacts(here, &case.whole.incident, about.report).await?;
    let law = office.law(&case.whole.incident);
    let item = |id: &String| law.item(id).map_or_else(|| id.clone(), |item| item.name.say(say.language.code()).to_owned());
    let words_of = office.words(here, &case.whole).await?;
    let notes = words_of.notes.iter().rev().take(NOTES_SHOWN).map(|note| (note.at, note.words.clone())).collect();
    let area = case.whole.incident.area();
    let page = Editor {
        here,
        say,
        form,
        blank: Form::blank(),
        id,
        incident: &incident,
        number: about.number.clone(),
        told: form.told(say),
        title: form.field(say, "title", words::TITLE).needed().wide().max(TITLE_CHARS_MAX),
        text: form.field(say, "text", words::TEXT).lines(16).first().wide(),
        figures: figures(office, (&case, read), voice),
        stale: changed(&case.whole.incident.adopted(), &read.report.quoted).iter().map(item).collect(),
        notes,
        rows: rows::rows(say, &contacts, form),
        ways: naming::ways(say),
        lines: naming::lines(say),
        signers: signers(here, &case.whole.incident).await?,
        signature: signature_fields(say, form, here.may(SIGN, area, Some(&incident))),
        signed: read.report.signature.as_ref().map(|s| s.post.title.clone()),
        sign_hint: sign_hint(say, &office.limits(&case.whole.incident)),
        may_send: here.may("reports.send", area, Some(&incident)),
        people: at_desk(here).await?,
        at: form.field(say, "at", words::SENT_AT).time().hint(say.word(words::SENT_AT_HINT)),
        reason: form.field(say, "reason", words::REASON).max(REASON_CHARS_MAX),
    };
    let title = voice.heading(about.report, about.seq);
    let sheet = Sheet::titled(title)
        .under(case.whole.incident.number.clone(), format!("/incidents/{incident}"))
        .section(Section::Incidents)
        .of(form);
    here.page(marked(sheet, about.marking), &page)
}

/// What the report quotes, beside what it was before.
pub(super) fn figures(office: &Office, (case, read): (&Case, &ReportRead), voice: Voice<'_>) -> Vec<FigureView> {
    let view = |line: &crate::compose::FigureLine| FigureView {
        name: line.name.say(voice.say.language.code()).to_owned(),
        said: voice.said(line),
        known: line.quoted.value.is_some(),
        source: line.quoted.source.clone(),
        as_of: line.quoted.as_of,
        verified: line.quoted.verified,
        change: matches!(line.change, Change::From(_)).then(|| voice.change(line)),
    };
    figure_lines(office, case, read).iter().map(view).collect()
}

/// The signature in one line: how, who, by which phone.
fn signature_fields<'a>(say: &Say, form: &Form, may_sign: bool) -> Vec<Field<'a>> {
    let mut ways = vec![
        (String::new(), say.word(words::SIGN_LATER).into_owned()),
        ("oral".to_owned(), say.word(words::SIGN_ORAL).into_owned()),
    ];
    if may_sign {
        ways.push(("in_person".to_owned(), say.word(words::SIGN_MYSELF).into_owned()));
    }
    vec![
        form.field(say, "sign", words::SIGNATURE).choice(ways),
        form.field(say, "signer", words::SIGNER).list("signers").max(NAME_CHARS_MAX).complete("off"),
        form.field(say, "sign-phone", words::SIGN_PHONE).phone().max(NAME_CHARS_MAX).complete("off"),
        form.field(say, "sign-at", words::SIGN_AT).time(),
    ]
}

/// Which clocks the office's own rules start for a signature that is oral, or that comes after the sending.
fn sign_hint(say: &Say, limits: &Limits) -> String {
    let said = |word, within: &Option<Within>| within.as_ref().map(|within| say.one(word, "span", naming::span(say, within)));
    let both = [said(words::SIGN_HINT_PAPER, &limits.paper), said(words::SIGN_HINT_AFTER, &limits.signature)];
    both.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Who can sign by PIN now.
async fn at_desk(here: &Here) -> Result<Vec<(Id, String)>, Trouble> {
    if here.caller()?.session().is_none() {
        return Ok(Vec::new());
    }
    // PINs end by the machine's clock in every world.
    let now = accounts::Visitor::from(here.asked.peer, None, "").at;
    let found = accounts::pins::ready(here.db(), now).await?;
    Ok(found.into_iter().map(|person| (person.account, person.name.unwrap_or_default())).collect())
}

fn body_of(form: &mut Form) -> Body {
    let title = form.needed("title", TITLE_CHARS_MAX);
    let text = form.needed("text", WORDS_CHARS_MAX - TITLE_CHARS_MAX - 2);
    Body { title, text }
}

async fn save(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let (id, mut form) = (parsed(&id)?, form);
    let (_, _, case) = Office::report(&here, &id).await?;
    let body = body_of(&mut form);
    if form.is_good() {
        match writing::rewrite(&here, (&id, &case), &body).await {
            Ok(_) => return to_report(&id),
            Err(trouble) => form.refuse(trouble),
        }
    }
    show(&here, &office, &id, &form).await
}

async fn recompose(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let (id, mut form) = (parsed(&id)?, form);
    let (_, _, incident) = Office::report(&here, &id).await?;
    let case = Office::case(&here, &incident).await?;
    match writing::recompose(&office, &here, (&id, &incident, &case)).await {
        Ok(()) => to_report(&id),
        Err(trouble) => {
            form.refuse(trouble);
            show(&here, &office, &id, &form).await
        }
    }
}

/// Keeps the words, the signature where one is given, and sends: all in one press, all or nothing.
async fn send(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let (id, mut form) = (parsed(&id)?, form);
    let (_, whole, _) = Office::report(&here, &id).await?;
    let body = body_of(&mut form);
    let to = rows::ticked(&mut form);
    let at = form.time("at", here.desk().zone()).map(Claim::at);
    let known = signers(&here, &whole.incident).await?;
    let (sign, sign_after) = signing(&here, &mut form, &known);
    if form.is_good() {
        let sending = Sending { to, at, body: Some(body), sign, sign_after };
        match sending::send(&office, &here, &id, sending).await {
            Ok(()) => return to_report(&id),
            Err(trouble) => form.refuse(trouble),
        }
    }
    show(&here, &office, &id, &form).await
}

/// The signature that the form gives, or who signs afterwards.
pub(super) fn signing(here: &Here, form: &mut Form, known: &[Signer]) -> (Option<Signing>, Option<PostNamed>) {
    let typed = form.text("signer", NAME_CHARS_MAX);
    let found = known.iter().find(|signer| signer.said() == typed || signer.title == typed);
    let post = PostNamed { post: found.map(|s| s.post.clone()), title: found.map_or_else(|| typed.clone(), |s| s.title.clone()) };
    let phone = form.text("sign-phone", NAME_CHARS_MAX);
    let phone = if phone.is_empty() { found.map(|s| s.phone.clone()).unwrap_or_default() } else { phone };
    let at = form.time("sign-at", here.desk().zone()).map(Claim::at);
    let by = match form.value("sign") {
        "oral" => SignedBy::Oral,
        "in_person" => SignedBy::InPerson,
        _ => return (None, Some(post).filter(|post| !post.title.is_empty())),
    };
    if by == SignedBy::Oral && post.title.is_empty() {
        form.wrong("signer", web::words::FIELD_NEEDED);
    }
    let name = found.map(|s| s.name.clone()).unwrap_or_default();
    (Some(Signing { by, post, name, phone, at, account: None }), None)
}

/// A leader signs at the shared desk by PIN.
async fn pin(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let (id, mut form) = (parsed(&id)?, form);
    let (_, whole, case) = Office::report(&here, &id).await?;
    let account = form.id("account");
    let pin = form.needed("pin", accounts::pin::PIN_DIGITS_MAX);
    if let (Some(account), true) = (account, form.is_good()) {
        match writing::sign_by_pin(&here, (&id, &case, whole.incident.area()), (&account, &pin)).await {
            Ok(()) => return to_report(&id),
            Err(trouble) => form.refuse(trouble),
        }
    }
    show(&here, &office, &id, &form).await
}

async fn void(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let (id, mut form) = (parsed(&id)?, form);
    let (_, _, case) = Office::report(&here, &id).await?;
    let reason = form.needed("reason", REASON_CHARS_MAX);
    if form.is_good() {
        match here.perform(&id, Void(reason)).await {
            Ok(_) => return Ok(web::Page::go(format!("/incidents/{case}#reports"))),
            Err(trouble) => form.refuse(trouble),
        }
    }
    show(&here, &office, &id, &form).await
}

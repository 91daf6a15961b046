//! One report as it was sent: its words, whom it went to, what came back, and what may still follow: further addressees, a signature,
//! paper, a report that takes its place.

use std::sync::Arc;

use askama::Template;
use kernel::{Claim, Id, Subject, Time};
use web::{Answer, Door, Field, Form, Here, Page, Path, Say, Section, Sheet, Told, Trouble, Uploads, Word};

use super::choices::{Signer, signers};
use super::editor::{FigureView, figures, signing};
use super::rows::{self, Row};
use super::view::{SendingView, sendings};
use super::{marked, naming, parsed, to_report, who};
use crate::acts::{NAME_CHARS_MAX, NoteNotReached, NotePaper, REASON_CHARS_MAX};
use crate::api::Office;
use crate::api::reports::note_opened;
use crate::api::sending::{self, Sending, Taken, To};
use crate::api::shapes::Said;
use crate::api::writing::{self, Drafting, SIGN};
use crate::facts::{SignedBy, WhyNot, parse};
use crate::reads::ReportRead;
use crate::state::Standing;
use crate::wording::Voice;
use crate::words;

/// How large the file of a receipt may be, in kB.
const PROOF_KB_MAX: usize = 10_000;
/// How many readers are named.
const OPENED_SHOWN: usize = 30;

#[derive(Template)]
#[template(path = "record.html")]
struct Record<'a> {
    here: &'a Here,
    say: &'a Say,
    form: &'a Form,
    blank: Form,
    id: &'a Id,
    incident: &'a Id,
    number: String,
    told: Option<Told>,
    standing: Word,
    is_sent: bool,
    is_draft: bool,
    title: String,
    paragraphs: Vec<String>,
    figures: Vec<FigureView>,
    sendings: Vec<SendingView>,
    rows: Vec<Row>,
    ways: Vec<(String, String)>,
    lines: Vec<(String, String)>,
    whys: Vec<(String, String)>,
    at: Field<'a>,
    signature: Option<SignatureView>,
    sign_fields: Vec<Field<'a>>,
    signers: Vec<Signer>,
    paper_waits: bool,
    opened: Vec<(String, Time)>,
    by: String,
    made_at: Time,
    superseded_by: Option<Id>,
    replaces: Option<Id>,
    reason: String,
    replace_reason: Field<'a>,
    kind: String,
    may_send: bool,
    may_write: bool,
    may_receive: bool,
    now: Time,
    back: String,
}

/// A signature on the page.
struct SignatureView {
    who: String,
    how: Word,
    at: Time,
    phone: String,
    paper_at: Option<Time>,
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let (more, signed, papered, replaced) = (office.clone(), office.clone(), office.clone(), office.clone());
    let (taken, missed, repeated) = (office.clone(), office.clone(), office.clone());
    let compose = "reports.compose";
    vec![
        Door::form("/reports/{id}/sendings", "reports.send", move |here: Here, id: Path<String>, form: Form| {
            send_more(here, (id, form), more.clone())
        }),
        Door::form("/reports/{id}/signature", compose, move |here: Here, id: Path<String>, form: Form| {
            sign(here, (id, form), signed.clone())
        }),
        Door::form("/reports/{id}/paper-signature", compose, move |here: Here, id: Path<String>, form: Form| {
            paper(here, (id, form), papered.clone())
        }),
        Door::form("/reports/{id}/replacement", compose, move |here: Here, id: Path<String>, form: Form| {
            replace(here, (id, form), replaced.clone())
        }),
        Door::form(
            "/reports/{id}/sendings/{sending}/receipt",
            "reports.receipt",
            move |here: Here, ids: Path<(String, String)>, form: Form, files: Uploads| {
                receive(here, (ids, form, files), taken.clone())
            },
        )
        .files(PROOF_KB_MAX),
        Door::form(
            "/reports/{id}/sendings/{sending}/failure",
            "reports.receipt",
            move |here: Here, ids: Path<(String, String)>, form: Form| miss(here, (ids, form), missed.clone()),
        ),
        Door::form(
            "/reports/{id}/sendings/{sending}/again",
            "reports.send",
            move |here: Here, ids: Path<(String, String)>, form: Form| again(here, (ids, form), repeated.clone()),
        ),
        Door::file("/reports/{id}/proof/{hash}", crate::api::office::READ, proof),
    ]
}

/// The record as it opens; whoever opens it is noted once.
pub(super) async fn fresh(here: &Here, office: &Office, id: &Id) -> Answer {
    note_opened(here, id).await?;
    show(here, office, id, &Form::blank()).await
}

async fn show(here: &Here, office: &Office, id: &Id, form: &Form) -> Answer {
    let (_, _, incident) = Office::report(here, id).await?;
    let case = Office::case(here, &incident).await?;
    let read = case.reports.iter().find(|read| read.id == *id).ok_or(Trouble::NotFound)?;
    let about = read.report.about.as_ref().ok_or(Trouble::NotFound)?;
    let (say, voice) = (&here.say, Voice { say: &here.say, zone: here.desk().zone() });
    let standing = read.report.standing();
    let contacts =
        if standing == Standing::Sent { office.contacts(here, &case.whole.incident, about.report).await? } else { Vec::new() };
    let said = Said::read(here, read).await?;
    let body = sending::body(here, &read.report).await?;
    let area = case.whole.incident.area();
    let signature = read.report.signature.as_ref();
    let page = Record {
        here,
        say,
        form,
        blank: Form::blank(),
        id,
        incident: &incident,
        number: about.number.clone(),
        told: form.told(say),
        standing: naming::standing(standing),
        is_sent: standing == Standing::Sent,
        is_draft: standing == Standing::Draft,
        title: body.as_ref().map_or_else(|| say.word(words::ERASED).into_owned(), |body| body.title.clone()),
        paragraphs: body.map(|body| body.paragraphs().map(ToOwned::to_owned).collect()).unwrap_or_default(),
        figures: figures(office, (&case, read), voice),
        sendings: sendings(say, read, &said),
        rows: rows::rows(say, &contacts, form),
        ways: naming::ways(say),
        lines: naming::lines(say),
        whys: naming::whys(say),
        at: form.field(say, "at", words::SENT_AT).time().hint(say.word(words::SENT_AT_HINT)),
        signature: signature_view(read, &said),
        sign_fields: sign_fields(say, form, here.may(SIGN, area, Some(&incident))),
        signers: signers(here, &case.whole.incident).await?,
        paper_waits: signature.is_some_and(|s| s.by == SignedBy::Oral) && read.report.paper_at.is_none(),
        opened: openers(here, read).await?,
        by: who::named(here, &read.by).await?,
        made_at: read.made_at,
        superseded_by: read.report.superseded_by.clone(),
        replaces: about.replaces.clone(),
        reason: read.reason.clone(),
        replace_reason: form.field(say, "reason", words::REPLACE_REASON).needed().max(REASON_CHARS_MAX),
        kind: crate::facts::word(&about.report),
        may_send: here.may("reports.send", area, Some(&incident)),
        may_write: here.may("reports.compose", area, Some(&incident)),
        may_receive: here.may("reports.receipt", area, Some(&incident)),
        now: say.now,
        back: format!("/reports/{id}"),
    };
    let sheet = Sheet::titled(voice.heading(about.report, about.seq));
    let sheet =
        sheet.under(case.whole.incident.number.clone(), format!("/incidents/{incident}")).section(Section::Incidents).of(form);
    here.page(marked(sheet, about.marking), &page)
}

fn signature_view(read: &ReportRead, said: &Said) -> Option<SignatureView> {
    let signature = read.report.signature.as_ref()?;
    let name = said.words(signature.name.as_ref()).unwrap_or_default();
    Some(SignatureView {
        who: format!("{} {name}", signature.post.title).trim().to_owned(),
        how: if signature.by == SignedBy::Oral { words::SIGN_ORAL } else { words::SIGNED_IN_PERSON },
        at: signature.at.at,
        phone: said.words(signature.phone.as_ref()).unwrap_or_default(),
        paper_at: read.report.paper_at.as_ref().map(|claim| claim.at),
    })
}

/// Who opened it since it was sent, by name.
async fn openers(here: &Here, read: &ReportRead) -> Result<Vec<(String, Time)>, Trouble> {
    let mut opened = Vec::new();
    for (by, at) in read.opened.iter().take(OPENED_SHOWN) {
        opened.push((who::named(here, by).await?, *at));
    }
    Ok(opened)
}

fn sign_fields<'a>(say: &Say, form: &Form, may_sign: bool) -> Vec<Field<'a>> {
    let mut ways = vec![("oral".to_owned(), say.word(words::SIGN_ORAL).into_owned())];
    if may_sign {
        ways.insert(0, ("in_person".to_owned(), say.word(words::SIGN_MYSELF).into_owned()));
    }
    vec![
        form.field(say, "sign", words::SIGNATURE).choice(ways),
        form.field(say, "signer", words::SIGNER).list("signers").max(NAME_CHARS_MAX).complete("off"),
        form.field(say, "sign-phone", words::SIGN_PHONE).phone().max(NAME_CHARS_MAX).complete("off"),
        form.field(say, "sign-at", words::SIGN_AT).time(),
    ]
}

/// Goes back to the report, or shows it again with what was typed and why it could not be done.
async fn back(here: &Here, office: &Office, (id, mut form): (&Id, Form), done: Result<(), Trouble>) -> Answer {
    match done {
        Ok(()) if form.value("back").is_empty() => to_report(id),
        Ok(()) => Ok(Page::go(form.value("back"))),
        Err(trouble) => {
            form.refuse(trouble);
            show(here, office, id, &form).await
        }
    }
}

async fn send_more(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let (id, mut form) = (parsed(&id)?, form);
    let to = rows::ticked(&mut form);
    let at = form.time("at", here.desk().zone()).map(Claim::at);
    if !form.is_good() {
        return show(&here, &office, &id, &form).await;
    }
    let done = sending::send(&office, &here, &id, Sending { to, at, ..Sending::default() }).await;
    back(&here, &office, (&id, form), done).await
}

/// The same addressee on the same line once more.
async fn again(here: Here, (Path((id, sending)), form): (Path<(String, String)>, Form), office: Arc<Office>) -> Answer {
    let (id, sending) = (parsed(&id)?, parsed(&sending)?);
    let (read, _, _) = Office::report(&here, &id).await?;
    let kept = read.report.sending(&sending).ok_or(Trouble::NotFound)?;
    let said = Said::read(&here, &read).await?;
    let to = To {
        party: kept.sending.party.clone(),
        body: kept.sending.body.clone(),
        name: kept.sending.name.clone(),
        line: kept.sending.line,
        way: kept.sending.way,
        address: said.words(kept.sending.address.as_ref()).unwrap_or_default(),
        meets: Some(kept.sending.meets.clone()),
        again: Some(sending),
        came: sending::Came::Nothing,
    };
    let done = sending::send(&office, &here, &id, Sending { to: vec![to], ..Sending::default() }).await;
    back(&here, &office, (&id, form), done).await
}

async fn sign(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let (id, mut form) = (parsed(&id)?, form);
    let (_, whole, case) = Office::report(&here, &id).await?;
    let known = signers(&here, &whole.incident).await?;
    let (given, _) = signing(&here, &mut form, &known);
    let (Some(given), true) = (given, form.is_good()) else { return show(&here, &office, &id, &form).await };
    let done = match writing::sign_act(&here, (&case, whole.incident.area()), given) {
        Ok(act) => here.perform(&id, act).await.map(|_| ()),
        Err(trouble) => Err(trouble),
    };
    back(&here, &office, (&id, form), done).await
}

async fn paper(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let id = parsed(&id)?;
    Office::report(&here, &id).await?;
    let done = here.perform(&id, NotePaper { at: None }).await.map(|_| ());
    back(&here, &office, (&id, form), done).await
}

/// Another report of the same kind is drafted to take its place, and opened.
async fn replace(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let (id, mut form) = (parsed(&id)?, form);
    let (read, _, incident) = Office::report(&here, &id).await?;
    let kind = read.report.kind().ok_or(Trouble::NotFound)?;
    let reason = form.needed("reason", REASON_CHARS_MAX);
    if form.is_good() {
        let case = Office::case(&here, &incident).await?;
        match writing::draft(&office, &here, (&incident, &case), Drafting { kind, replaces: Some((id.clone(), reason)) }).await {
            Ok(made) => return Ok(Page::go(format!("/reports/{made}"))),
            Err(trouble) => form.refuse(trouble),
        }
    }
    show(&here, &office, &id, &form).await
}

async fn receive(
    here: Here,
    (Path((id, sending)), form, files): (Path<(String, String)>, Form, Uploads),
    office: Arc<Office>,
) -> Answer {
    let (id, sending, mut form) = (parsed(&id)?, parsed(&sending)?, form);
    Office::report(&here, &id).await?;
    let mut taken = Taken {
        at: form.time("at", here.desk().zone()).map(|at| Claim::at(at.min(here.desk().now()))),
        number: form.text("number", NAME_CHARS_MAX),
        taker: form.text("taker", NAME_CHARS_MAX),
        taker_post: form.text("taker-post", NAME_CHARS_MAX),
        register_no: form.text("register-no", NAME_CHARS_MAX),
        proof: None,
    };
    if !form.is_good() {
        return show(&here, &office, &id, &form).await;
    }
    if let Some(file) = files.0.into_iter().find(|file| file.field == "proof") {
        let kept = here.desk().keep_file(file.bytes.to_vec(), &file.media_type).await?;
        taken.proof = Some((kept.hash, kept.bytes, file.name));
    }
    let done = sending::receive(&here, (&id, &sending), taken).await;
    back(&here, &office, (&id, form), done).await
}

async fn miss(here: Here, (Path((id, sending)), form): (Path<(String, String)>, Form), office: Arc<Office>) -> Answer {
    let (id, sending, mut form) = (parsed(&id)?, parsed(&sending)?, form);
    Office::report(&here, &id).await?;
    let why: Option<WhyNot> = form.read("why", words::WRONG_WORD, parse);
    let Some(why) = why else { return show(&here, &office, &id, &form).await };
    let done = here.perform(&id, NoteNotReached { sending, at: None, why }).await.map(|_| ());
    back(&here, &office, (&id, form), done).await
}

/// The file that proves a receipt. It is given to keep and never shown in place: nobody knows what is in it.
async fn proof(here: Here, Path((id, hash)): Path<(String, String)>) -> Answer {
    let id = parsed(&id)?;
    let (read, _, _) = Office::report(&here, &id).await?;
    let receipts = read.report.sendings.iter().filter_map(|kept| kept.receipt.as_ref()?.proof.as_ref());
    let proof = receipts.into_iter().find(|proof| proof.hash == hash).ok_or(Trouble::NotFound)?;
    let name = desk::sealed::words(here.db(), std::slice::from_ref(&proof.name.id)).await?;
    let (bytes, _) = here.desk().file(&proof.hash).await?.ok_or(Trouble::NotFound)?;
    let name = name.get(&proof.name.id).cloned().unwrap_or_else(|| proof.hash.clone());
    Ok(Page::file(&name, "application/octet-stream", bytes))
}

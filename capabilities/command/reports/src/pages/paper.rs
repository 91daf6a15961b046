//! The sheet of paper: a report on A4 as it is printed, faxed and filed, with its marking across it and the head of the journal at its foot;
//! and the copy for the other system.

use std::sync::Arc;

use askama::Template;
use kernel::{Id, Time};
use web::{Answer, Door, Here, Path, Say, Section, Sheet, Trouble};

use super::editor::{FigureView, figures};
use super::{marked, parsed, who};
use crate::api::Office;
use crate::api::office::READ;
use crate::api::reports::copied;
use crate::api::sending;
use crate::api::shapes::Said;
use crate::copy::Field;
use crate::facts::SignedBy;
use crate::wording::Voice;
use crate::words;

/// After so many letters of the head a line may break.
const HEAD_PIECE: usize = 16;

#[derive(Template)]
#[template(path = "paper.html")]
struct Paper<'a> {
    say: &'a Say,
    number: String,
    organ: String,
    title: String,
    paragraphs: Vec<String>,
    figures: Vec<FigureView>,
    unverified: bool,
    is_draft: bool,
    over: Option<String>,
    signer: Option<String>,
    is_oral: bool,
    compiler: String,
    as_of: String,
    sent_to: Vec<String>,
    /// In pieces between which a line may break.
    head: Vec<String>,
}

#[derive(Template)]
#[template(path = "copy.html")]
struct Copy<'a> {
    say: &'a Say,
    id: &'a Id,
    text: String,
    fields: Vec<Field>,
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let (papered, copied) = (office.clone(), office.clone());
    vec![
        Door::page("/reports/{id}/paper", READ, move |here: Here, id: Path<String>| paper(here, id, papered.clone())),
        Door::page("/reports/{id}/copy", READ, move |here: Here, id: Path<String>| copy(here, id, copied.clone())),
    ]
}

async fn paper(here: Here, Path(id): Path<String>, office: Arc<Office>) -> Answer {
    let id = parsed(&id)?;
    let (_, _, incident) = Office::report(&here, &id).await?;
    let case = Office::case(&here, &incident).await?;
    let read = case.reports.iter().find(|read| read.id == id).ok_or(Trouble::NotFound)?;
    let about = read.report.about.as_ref().ok_or(Trouble::NotFound)?;
    Office::take_out(&here, read, &incident).await?;
    let say = Office::document_say(&here);
    let voice = Voice { say: &say, zone: here.desk().zone() };
    let said = Said::read(&here, read).await?;
    let body = sending::body(&here, &read.report).await?;
    let signature = read.report.signature.as_ref();
    let mut sent_to: Vec<String> = read.report.sendings.iter().map(|kept| kept.sending.name.clone()).collect();
    sent_to.dedup();
    // The head that was let out with the first sending; before any, the head as it is now.
    let head = match read.report.sendings.first() {
        Some(kept) => kept.sending.head.clone(),
        None => here.desk().signed_head().await?.short(),
    };
    let standing = read.report.standing();
    let page = Paper {
        say: &say,
        number: about.number.clone(),
        organ: here.site.city().name(say.language).to_owned(),
        title: body.as_ref().map_or_else(|| say.word(words::ERASED).into_owned(), |body| body.title.clone()),
        paragraphs: body.map(|body| body.paragraphs().map(ToOwned::to_owned).collect()).unwrap_or_default(),
        figures: figures(&office, (&case, read), voice),
        unverified: read.report.is_unverified(),
        is_draft: read.report.sendings.is_empty(),
        over: over(&say, standing),
        signer: signature
            .map(|s| format!("{} {}", s.post.title, said.words(s.name.as_ref()).unwrap_or_default()).trim().to_owned()),
        is_oral: signature.is_some_and(|s| s.by == SignedBy::Oral) && read.report.paper_at.is_none(),
        compiler: who::named(&here, &read.by).await?,
        as_of: full(&say, voice, read.report.as_of),
        sent_to,
        head: head.as_bytes().chunks(HEAD_PIECE).map(|piece| String::from_utf8_lossy(piece).into_owned()).collect(),
    };
    let sheet = Sheet::titled(page.title.clone()).paper().own_heading();
    here.page(marked(sheet, about.marking), &page)
}

/// What stands across a report that no longer counts.
fn over(say: &Say, standing: crate::state::Standing) -> Option<String> {
    use crate::state::Standing::{Superseded, Voided};
    matches!(standing, Superseded | Voided).then(|| say.word(super::naming::standing(standing)).into_owned())
}

fn full(say: &Say, voice: Voice<'_>, at: Time) -> String {
    voice.zone.written(at, &say.word(words::DOC_TIME_FULL))
}

async fn copy(here: Here, Path(id): Path<String>, office: Arc<Office>) -> Answer {
    let id = parsed(&id)?;
    let (text, fields) = copied(&here, &id, &office).await?;
    let sheet = Sheet::titled(here.say.word(words::COPY_OPEN))
        .under(here.say.word(words::BACK_TO_REPORT), format!("/reports/{id}"))
        .section(Section::Incidents);
    here.page(sheet, &Copy { say: &here.say, id: &id, text, fields })
}

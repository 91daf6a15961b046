//! The reports of one incident: a part of the incident's page, and a page of its own where there is no script.

use std::sync::Arc;

use askama::Template;
use kernel::{Id, Time};
use rules::ReportKind;
use web::{Answer, Door, Field, Form, Here, Page, Path, Say, Section, Sheet, Told, Trouble, Word};

use super::view::{SendingView, sendings};
use super::{instructions, marked, naming, parsed};
use crate::acts::REASON_CHARS_MAX;
use crate::api::Office;
use crate::api::office::READ;
use crate::api::shapes::Said;
use crate::api::writing::{self, Drafting};
use crate::compose::changed;
use crate::facts::{parse, word};
use crate::lines::{LineHolds, differing, holds};
use crate::reads::{Case, ReportRead};
use crate::state::Standing;
use crate::wording::Voice;
use crate::words;

#[derive(Template)]
#[template(path = "panel.html")]
struct Panel<'a> {
    here: &'a Here,
    say: &'a Say,
    blank: Form,
    id: &'a Id,
    told: Option<Told>,
    reports: Vec<ReportView>,
    differ: Vec<DifferView>,
    instructions: Vec<instructions::InstructionView>,
    kind: Field<'a>,
    may_write: bool,
    may_receive: bool,
    may_instruct: bool,
    whys: Vec<(String, String)>,
    now: Time,
    back: String,
    /// A page of its own, not a part of the incident's.
    alone: bool,
}

/// A report on the panel.
struct ReportView {
    id: Id,
    label: String,
    number: String,
    standing: Word,
    is_draft: bool,
    is_over: bool,
    as_of: Time,
    unverified: bool,
    signed: Option<String>,
    stale: bool,
    sendings: Vec<SendingView>,
}

/// A figure that the lines do not all hold alike.
struct DifferView {
    name: String,
    newest: String,
    newest_line: Word,
    behind: Vec<(Word, String)>,
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let (part, page, made) = (office.clone(), office.clone(), office.clone());
    vec![
        Door::page("/incidents/{id}/reports/panel", READ, move |here: Here, id: Path<String>| fragment(here, id, part.clone())),
        Door::page("/incidents/{id}/reports", READ, move |here: Here, id: Path<String>| whole(here, id, page.clone())),
        Door::form("/incidents/{id}/reports", "reports.compose", move |here: Here, id: Path<String>, form: Form| {
            draft(here, (id, form), made.clone())
        }),
    ]
}

async fn fragment(here: Here, Path(id): Path<String>, office: Arc<Office>) -> Answer {
    let id = parsed(&id)?;
    let case = Office::case(&here, &id).await?;
    here.part(&panel(&here, &office, (&id, &case), &Form::blank()).await?)
}

async fn whole(here: Here, Path(id): Path<String>, office: Arc<Office>) -> Answer {
    show(&here, &office, &parsed(&id)?, &Form::blank()).await
}

async fn show(here: &Here, office: &Office, id: &Id, form: &Form) -> Answer {
    let case = Office::case(here, id).await?;
    let number = case.whole.incident.number.clone();
    let sheet = Sheet::titled(here.say.word(words::PANEL_TITLE))
        .under(number, format!("/incidents/{id}"))
        .section(Section::Incidents)
        .of(form);
    let page = Panel { alone: true, ..panel(here, office, (id, &case), form).await? };
    here.page(marked(sheet, case.whole.incident.marking), &page)
}

/// Drafts a report and opens it.
async fn draft(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let (id, mut form) = (parsed(&id)?, form);
    let case = Office::case(&here, &id).await?;
    let kind: Option<ReportKind> = form.read("kind", words::WRONG_WORD, parse);
    let reason = form.text("reason", REASON_CHARS_MAX);
    let replaces = form.id("replaces").map(|old| (old, reason));
    if let (Some(kind), true) = (kind, form.is_good()) {
        match writing::draft(&office, &here, (&id, &case), Drafting { kind, replaces }).await {
            Ok(made) => return Ok(Page::go(format!("/reports/{made}"))),
            Err(trouble) => form.refuse(trouble),
        }
    }
    show(&here, &office, &id, &form).await
}

async fn panel<'a>(here: &'a Here, office: &Office, (id, case): (&'a Id, &Case), form: &Form) -> Result<Panel<'a>, Trouble> {
    let (say, voice) = (&here.say, Voice { say: &here.say, zone: here.desk().zone() });
    let area = kernel::Subject::area(&case.whole.incident);
    let mut reports = Vec::with_capacity(case.reports.len());
    for read in case.reports.iter().rev() {
        let said = Said::read(here, read).await?;
        reports.extend(ReportView::of(voice, (case, read), &said));
    }
    let mut instructions = Vec::with_capacity(case.instructions.len());
    for read in &case.instructions {
        instructions.push(instructions::InstructionView::of(here, read).await?);
    }
    let next = Form::blank()
        .with("kind", if form.value("kind").is_empty() { word(&suggested(case)) } else { form.value("kind").to_owned() });
    Ok(Panel {
        here,
        say,
        blank: Form::blank(),
        id,
        told: form.told(say),
        reports,
        differ: differ(office, case, voice),
        instructions,
        kind: next.field(say, "kind", words::PANEL_NEXT).choice(naming::kinds(say)),
        may_write: here.may("reports.compose", area, Some(id)),
        may_receive: here.may("reports.receipt", area, Some(id)),
        may_instruct: here.may("instructions.give", area, Some(id)),
        whys: naming::whys(say),
        now: say.now,
        back: format!("/incidents/{id}#reports"),
        alone: false,
    })
}

/// The kind that is written next: the first, then follow-ups, and after the end a supplement.
fn suggested(case: &Case) -> ReportKind {
    if case.whole.incident.standing != incidents::Standing::Open {
        let ended =
            case.reports.iter().any(|r| r.report.kind() == Some(ReportKind::Final) && r.report.standing() != Standing::Voided);
        return if ended { ReportKind::Correction } else { ReportKind::Final };
    }
    let sent = case.reports.iter().any(|r| r.report.first_sent().is_some());
    if sent { ReportKind::FollowUp } else { ReportKind::First }
}

impl ReportView {
    fn of(voice: Voice<'_>, (case, read): (&Case, &ReportRead), said: &Said) -> Option<Self> {
        let about = read.report.about.as_ref()?;
        let standing = read.report.standing();
        let is_draft = standing == Standing::Draft;
        Some(Self {
            id: read.id.clone(),
            label: voice.heading(about.report, about.seq),
            number: about.number.clone(),
            standing: naming::standing(standing),
            is_draft,
            is_over: matches!(standing, Standing::Superseded | Standing::Voided),
            as_of: read.report.as_of,
            unverified: read.report.is_unverified(),
            signed: read.report.signature.as_ref().map(|signature| signature.post.title.clone()),
            stale: is_draft && !changed(&case.whole.incident.adopted(), &read.report.quoted).is_empty(),
            sendings: sendings(voice.say, read, said),
        })
    }
}

/// What the lines do not all hold alike.
fn differ(office: &Office, case: &Case, voice: Voice<'_>) -> Vec<DifferView> {
    let sent = case.reports.iter().filter(|read| read.report.first_sent().is_some());
    let lines: Vec<LineHolds> = holds(sent.map(|read| (&read.id, &read.report)));
    let law = office.law(&case.whole.incident);
    let found = differing(&lines);
    let said = |item: &str, value: Option<i64>| {
        let quoted = crate::facts::Quoted {
            item: item.to_owned(),
            value,
            entry: None,
            source: String::new(),
            as_of: None,
            verified: false,
        };
        let line = crate::compose::told(&[quoted], None, &law);
        line.first().map_or_else(String::new, |line| voice.said(line))
    };
    let name = |item: &str| law.item(item).map_or_else(|| item.to_owned(), |i| i.name.say(voice.say.language.code()).to_owned());
    let view = |one: crate::lines::Differing| DifferView {
        name: name(&one.item),
        newest: said(&one.item, one.newest),
        newest_line: naming::line(one.newest_line),
        behind: one.behind.iter().map(|(line, value)| (naming::line(*line), said(&one.item, *value))).collect(),
    };
    found.into_iter().map(view).collect()
}

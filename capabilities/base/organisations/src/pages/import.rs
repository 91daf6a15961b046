//! `/organisations/import`: files chosen, checked row by row, and taken in when nothing is wrong.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use places::Places;
use web::{Answer, Door, Field, Form, Here, Say, Section, Sheet, Table, Uploads, Word};

use crate::api::changing::IMPORT;
use crate::api::{FAULTS_MAX, REQUEST_KB_MAX, done, planned};
use crate::import::{Count, Counts, Plan, RowFault};
use crate::pages::wording::{self, Worded};
use crate::{Column, words};

/// The columns of the three sheets, as the empty tables have them.
const SHEETS: [(&str, Word, &[Column]); 3] = [
    (
        "bodies",
        words::IMPORT_BODIES,
        &[
            Column::Code,
            Column::Name,
            Column::ShortName,
            Column::Kind,
            Column::Field,
            Column::Level,
            Column::Area,
            Column::Parent,
            Column::Standing,
            Column::DutyPhone,
            Column::OfficePhone,
            Column::Fax,
            Column::SatellitePhone,
            Column::Mailbox,
        ],
    ),
    (
        "posts",
        words::IMPORT_POSTS,
        &[
            Column::Body,
            Column::Title,
            Column::Kind,
            Column::Order,
            Column::Person,
            Column::Mobile,
            Column::DeskPhone,
            Column::Email,
            Column::Deputies,
            Column::Code,
        ],
    ),
    ("reporting", words::IMPORT_REPORTING, &[Column::Body, Column::Line, Column::To]),
];

pub(super) fn doors(places: &Arc<Places>) -> Vec<Door> {
    let places = places.clone();
    vec![
        Door::page("/organisations/import", IMPORT, blank).says(words::IMPORT_TITLE),
        Door::form("/organisations/import", IMPORT, move |here: Here, form: Form, files: Uploads| {
            import(here, form, (files, places.clone()))
        })
        .says(words::API_IMPORT)
        .files(REQUEST_KB_MAX),
        Door::file("/organisations/import/{sheet}", IMPORT, template).says(words::IMPORT_TEMPLATE),
    ]
}

#[derive(Template)]
#[template(path = "import.html")]
struct ImportPage<'a> {
    here: &'a Here,
    say: &'a Say,
    form: &'a Form,
    files: Vec<Field<'a>>,
    templates: Vec<(String, String)>,
    outcome: Option<Outcome>,
}

/// What became of the files.
struct Outcome {
    /// Whether something is wrong.
    faulty: bool,
    sentence: String,
    counts: Vec<(String, Count)>,
    faults: Vec<FaultLine>,
    notes: Vec<String>,
}

/// A row that cannot be taken in, in words.
struct FaultLine {
    sheet: String,
    row: u32,
    column: String,
    said: String,
    title: String,
    hint: String,
}

async fn blank(here: Here) -> Answer {
    shown(&here, &Form::blank(), None)
}

async fn import(here: Here, mut form: Form, (Uploads(uploads), places): (Uploads, Arc<Places>)) -> Answer {
    if uploads.is_empty() {
        form.wrong(SHEETS[0].0, words::IMPORT_NO_FILE);
        return shown(&here, &form, None);
    }
    let dry = form.value("do") != "import";
    let files = uploads.into_iter().map(|file| file.bytes.to_vec()).collect();
    let plan = match planned(&here, files, &places).await {
        Ok(plan) => plan,
        Err(trouble) => {
            form.refuse(trouble);
            return shown(&here, &form, None);
        }
    };
    let mut outcome = outcome(&here.say, &plan);
    if !dry && !outcome.faulty && !plan.counts.is_same() {
        match done(&here, plan).await {
            Ok(_) => outcome.sentence = here.say.word(words::IMPORT_DONE).into_owned(),
            Err(trouble) => {
                form.refuse(trouble);
                return shown(&here, &form, None);
            }
        }
    }
    shown(&here, &form, Some(outcome))
}

/// An empty table with the heads of one sheet, in the reader's language.
async fn template(here: Here, web::Path(sheet): web::Path<String>) -> Answer {
    let asked = SHEETS.into_iter().find(|(name, _, _)| sheet.strip_suffix(".xlsx") == Some(*name));
    let (_, title, columns) = asked.ok_or(web::Trouble::NotFound)?;
    let columns = columns.iter().map(|column| column.said(&here.say)).collect::<Vec<_>>();
    Table { title: here.say.word(title).into_owned(), columns, rows: Vec::new() }.empty_form(&here).await
}

fn outcome(say: &Say, plan: &Plan) -> Outcome {
    let faulty = !plan.faults.is_empty();
    let sentence = match faulty {
        true => say.count(words::IMPORT_FAULTY, plan.faults.len()),
        false if plan.counts.is_same() => say.word(words::IMPORT_SAME).into_owned(),
        false => say.word(words::IMPORT_CHECKED).into_owned(),
    };
    let listed = |word: Word, names: &[String]| (!names.is_empty()).then(|| say.one(word, "names", names.join(", ")));
    let mut notes: Vec<String> = listed(words::IMPORT_PASSED_OVER, &plan.passed_over).into_iter().collect();
    notes.extend(listed(words::IMPORT_UNREAD, &plan.unread_columns));
    if plan.faults.len() > FAULTS_MAX {
        notes.push(say.count(words::IMPORT_MORE, FAULTS_MAX));
    }
    let Counts { bodies, posts, people, reporting } = plan.counts;
    let counts = [
        (words::IMPORT_BODIES, bodies),
        (words::IMPORT_POSTS, posts),
        (words::IMPORT_PEOPLE, people),
        (words::IMPORT_REPORTING, reporting),
    ];
    Outcome {
        faulty,
        sentence,
        counts: counts.map(|(word, count)| (say.word(word).into_owned(), count)).to_vec(),
        faults: plan.faults.iter().take(FAULTS_MAX).map(|fault| fault_line(say, fault)).collect(),
        notes,
    }
}

fn fault_line(say: &Say, fault: &RowFault) -> FaultLine {
    let (_, title, hint) = wording::told(say, &fault.why);
    FaultLine {
        sheet: fault.sheet.clone(),
        row: fault.row,
        column: fault.column.map(|column| column.said(say)).unwrap_or_default(),
        said: fault.said.clone(),
        title,
        hint: hint.unwrap_or_default(),
    }
}

fn shown(here: &Here, form: &Form, outcome: Option<Outcome>) -> Answer {
    let say = &here.say;
    let status = match &outcome {
        Some(outcome) if outcome.faulty => StatusCode::UNPROCESSABLE_ENTITY,
        _ => form.status(),
    };
    let template =
        |(name, title, _): (&str, Word, &[Column])| (say.word(title).into_owned(), format!("/organisations/import/{name}.xlsx"));
    let page = ImportPage {
        here,
        say,
        form,
        files: SHEETS.into_iter().map(|(name, title, _)| form.field(say, name, title).files(".csv,.xlsx")).collect(),
        templates: SHEETS.into_iter().map(template).collect(),
        outcome,
    };
    let sheet = Sheet::titled(say.word(words::IMPORT_TITLE))
        .section(Section::Office)
        .under(say.word(words::TREE_TITLE), "/organisations");
    here.page(sheet.of(form).status(status), &page)
}

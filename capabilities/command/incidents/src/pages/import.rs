//! `/incidents/import`: a file of calls chosen, checked row by row, and taken in when nothing is wrong.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use web::{Answer, Door, Field, Form, Here, Say, Section, Sheet, Table, Uploads};

use crate::api::import::{FAULTS_MAX, IMPORT, REQUEST_KB_MAX, done, planned};
use crate::import::{Column, FILE_MIB_MAX, Plan, ROWS_MAX, RowFault};
use crate::office::Office;
use crate::words;

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let office = office.clone();
    vec![
        Door::page("/incidents/import", IMPORT, blank).says(words::IMPORT_TITLE),
        Door::form("/incidents/import", IMPORT, move |here: Here, form: Form, files: Uploads| {
            import(here, (form, files), office.clone())
        })
        .says(words::API_IMPORT)
        .files(REQUEST_KB_MAX),
        Door::file("/incidents/import/calls.xlsx", IMPORT, template).says(words::IMPORT_TEMPLATE),
    ]
}

#[derive(Template)]
#[template(path = "import.html")]
struct ImportPage<'a> {
    say: &'a Say,
    told: web::Markup,
    hidden: web::Markup,
    file: Field<'a>,
    hint: String,
    outcome: Option<Outcome>,
}

/// What became of the file.
struct Outcome {
    faulty: bool,
    sentence: String,
    notes: Vec<String>,
    faults: Vec<FaultLine>,
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

async fn import(here: Here, (mut form, Uploads(uploads)): (Form, Uploads), office: Arc<Office>) -> Answer {
    let Some(file) = uploads.first() else {
        form.wrong("file", words::IMPORT_NO_FILE);
        return shown(&here, &form, None);
    };
    let plan = match planned(&here, &file.bytes, &office).await {
        Ok(plan) => plan,
        Err(trouble) => {
            form.refuse(trouble);
            return shown(&here, &form, None);
        }
    };
    let mut outcome = outcome(&here.say, &plan);
    if form.value("do") == "import" && !outcome.faulty && !plan.calls.is_empty() {
        match done(&here, plan, &office).await {
            Ok(taken) => outcome.sentence = here.say.count(words::IMPORT_DONE, taken),
            Err(trouble) => {
                form.refuse(trouble);
                return shown(&here, &form, None);
            }
        }
    }
    shown(&here, &form, Some(outcome))
}

/// An empty table with the headings, in the reader's language.
async fn template(here: Here) -> Answer {
    let columns = Column::ALL.map(|column| here.say.word(column.word()).into_owned()).to_vec();
    Table { title: here.say.word(words::IMPORT_TITLE).into_owned(), columns, rows: Vec::new() }.empty_form(&here).await
}

fn outcome(say: &Say, plan: &Plan) -> Outcome {
    let faulty = !plan.faults.is_empty();
    let sentence = match plan.calls.len() {
        _ if faulty => say.count(words::IMPORT_FAULTY, plan.faults.len()),
        0 => say.word(words::IMPORT_SAME).into_owned(),
        new => say.count(words::IMPORT_CHECKED, new),
    };
    let listed = |word, names: &[String]| (!names.is_empty()).then(|| say.one(word, "names", names.join(", ")));
    let mut notes: Vec<String> = Vec::new();
    notes.extend((plan.already > 0).then(|| say.count(words::IMPORT_ALREADY, plan.already)));
    notes.extend(listed(words::IMPORT_PASSED_OVER, &plan.passed_over));
    notes.extend(listed(words::IMPORT_UNREAD, &plan.unread_columns));
    notes.extend((plan.faults.len() > FAULTS_MAX).then(|| say.count(words::IMPORT_MORE, FAULTS_MAX)));
    Outcome { faulty, sentence, notes, faults: plan.faults.iter().take(FAULTS_MAX).map(|fault| line(say, fault)).collect() }
}

fn line(say: &Say, fault: &RowFault) -> FaultLine {
    let (title, hint) = say.reason(&fault.why);
    let RowFault { sheet, row, column, said, .. } = fault.clone();
    FaultLine { sheet, row, column, said, title, hint: hint.unwrap_or_default() }
}

fn shown(here: &Here, form: &Form, outcome: Option<Outcome>) -> Answer {
    let say = &here.say;
    let status = match &outcome {
        Some(outcome) if outcome.faulty => StatusCode::UNPROCESSABLE_ENTITY,
        _ => form.status(),
    };
    let limits = [("mib", i64::try_from(FILE_MIB_MAX)), ("rows", i64::try_from(ROWS_MAX))];
    let limits = limits.map(|(name, limit)| (name, limit.unwrap_or(i64::MAX).into()));
    let page = ImportPage {
        say,
        told: form.told_box(say),
        hidden: here.hidden(form),
        file: form.field(say, "file", words::IMPORT_FILE).files(".csv,.xlsx"),
        hint: say.with(words::IMPORT_LIMITS, &limits),
        outcome,
    };
    let sheet = Sheet::titled(say.word(words::IMPORT_TITLE)).section(Section::Incidents);
    here.page(sheet.under(say.word(words::LIST_TITLE), "/incidents").of(form).status(status), &page)
}

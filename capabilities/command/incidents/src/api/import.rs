//! `POST /api/incidents/import`: calls taken in from a file, or only checked.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::Reason as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Door, Here, Language, Query, Say, Trouble, Uploads};

use crate::import::{Bringing, FILE_MIB_MAX, Lexicon, NotPlanned, Phrases, Plan, RowFault, plan, take_in};
use crate::office::Office;
use crate::words;

/// The action under which calls are taken in from files.
pub(crate) const IMPORT: &str = "incidents.import";
/// The largest request: one file of the largest size.
pub(crate) const REQUEST_KB_MAX: usize = FILE_MIB_MAX * 1_049;
/// How many faults are listed at most.
pub(crate) const FAULTS_MAX: usize = 500;

/// Whether a file is only checked.
#[derive(Debug, Deserialize, IntoParams)]
struct ImportAsked {
    /// Answers what would be put on record and what is wrong, and puts nothing on record.
    #[serde(default)]
    dry_run: bool,
}

/// What a file puts on record, or would.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CallsImported)]
struct ImportAnswer {
    /// Whether it was taken in: never while something is wrong, never in a dry run.
    taken_in: bool,
    /// How many calls are new.
    new: usize,
    /// How many are on record already and are passed over.
    already: usize,
    /// What is wrong, row by row, at most 500.
    faults: Vec<FaultItem>,
    /// How many faults there are in all.
    faults_total: usize,
    /// Sheets that were not recognised.
    passed_over: Vec<String>,
    /// Columns that were not recognised.
    unread_columns: Vec<String>,
}

/// A row that cannot be taken in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CallFault)]
struct FaultItem {
    /// The sheet; empty for CSV.
    sheet: String,
    /// The row as a spreadsheet numbers it.
    row: u32,
    /// The heading of the column; empty where the whole row is meant.
    column: String,
    /// What stands there, shortened.
    said: String,
    /// The key that programs can rely on.
    key: &'static str,
    /// What is so.
    title: String,
    /// What to do.
    hint: Option<String>,
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let office = office.clone();
    vec![
        Door::act(
            Method::POST,
            "/api/incidents/import",
            IMPORT,
            move |here: Here, asked: Query<ImportAsked>, files: Uploads, body: Bytes| {
                import(here, asked, (files, body), office.clone())
            },
        )
        .says(words::API_IMPORT)
        .query::<ImportAsked>()
        .answers::<ImportAnswer>(200)
        .answers::<ImportAnswer>(422)
        .takes(&["multipart/form-data", "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"])
        .files(REQUEST_KB_MAX),
    ]
}

async fn import(
    here: Here,
    Query(asked): Query<ImportAsked>,
    (Uploads(uploads), body): (Uploads, Bytes),
    office: Arc<Office>,
) -> Result<Response, Trouble> {
    let file = uploads.first().map_or(&body, |upload| &upload.bytes);
    let plan = planned(&here, file, &office).await?;
    let mut answer = ImportAnswer::of(&here.say, &plan);
    let faulty = !plan.faults.is_empty();
    if !asked.dry_run && !faulty {
        done(&here, plan, &office).await?;
        answer.taken_in = true;
    }
    let status = if faulty && !asked.dry_run { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, axum::Json(answer)).into_response())
}

/// What a file would put on record, within what the caller may import.
///
/// # Errors
/// The file cannot be read, or a fault.
pub(crate) async fn planned(here: &Here, file: &[u8], office: &Office) -> Result<Plan, Trouble> {
    let (atlas, book) = (office.atlas(), office.rules.book());
    let lexicon = Lexicon::of(&Language::ALL.map(|language| here.site.say(language)));
    let bringing = Bringing { file, lexicon: &lexicon, book: &book, atlas: &atlas, reach: &here.scope_for(IMPORT) };
    plan(here.desk(), bringing).await.map_err(|why| match why {
        NotPlanned::File(why) => Trouble::refused(why),
        NotPlanned::Fault(fault) => fault.into(),
    })
}

/// Does what was planned. What is recorded speaks the city's language.
///
/// # Errors
/// The refusal or the fault.
pub(crate) async fn done(here: &Here, plan: Plan, office: &Office) -> Result<usize, Trouble> {
    let phrases = Phrases::of(&here.site.say(here.site.city().language));
    Ok(take_in(here.desk(), &here.given(), (plan.calls, &office.setting(here), &phrases)).await?)
}

impl ImportAnswer {
    fn of(say: &Say, plan: &Plan) -> Self {
        let item = |fault: &RowFault| {
            let (title, hint) = say.reason(&fault.why);
            let RowFault { sheet, row, column, said, why } = fault.clone();
            FaultItem { sheet, row, column, said, key: why.key(), title, hint }
        };
        Self {
            taken_in: false,
            new: plan.calls.len(),
            already: plan.already,
            faults: plan.faults.iter().take(FAULTS_MAX).map(item).collect(),
            faults_total: plan.faults.len(),
            passed_over: plan.passed_over.clone(),
            unread_columns: plan.unread_columns.clone(),
        }
    }
}

//! `/api/organisations/import`: files taken in, or only checked.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::Fault;
use places::Places;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Door, Here, Language, Query, Say, Trouble, Uploads};

use crate::api::changing::IMPORT;
use crate::import::{Counts, FILE_MIB_MAX, Plan, RowFault};
use crate::pages::wording;
use crate::{Bringing, NotTaken, plan, take_in, words};

/// The largest request: three files of the largest size.
pub const REQUEST_KB_MAX: usize = 3 * FILE_MIB_MAX * 1_049;
/// How many faults are listed at most.
pub const FAULTS_MAX: usize = 500;

/// Whether files are only checked.
#[derive(Debug, Deserialize, IntoParams)]
struct ImportAsked {
    /// Answers what would change and what is wrong, and changes nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What files change, or would change.
#[derive(Debug, Serialize, ToSchema)]
struct ImportAnswer {
    /// Whether it was taken in: never while something is wrong, never in a dry run.
    taken_in: bool,
    /// How many rows are new, changed and already so.
    counts: Counts,
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
struct FaultItem {
    /// The sheet; empty for CSV.
    sheet: String,
    /// The row as a spreadsheet numbers it.
    row: u32,
    /// The column.
    column: Option<&'static str>,
    /// What stands there, shortened.
    said: String,
    /// The key that programs can rely on.
    key: &'static str,
    /// What is so.
    title: String,
    /// What to do.
    hint: Option<String>,
}

pub(super) fn doors(places: &Arc<Places>) -> Vec<Door> {
    let places = places.clone();
    vec![
        Door::act(
            Method::POST,
            "/api/organisations/import",
            IMPORT,
            move |here: Here, asked: Query<ImportAsked>, files: Uploads, body: Bytes| {
                import(here, asked, (files, body), places.clone())
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
    places: Arc<Places>,
) -> Result<Response, Trouble> {
    let files =
        if uploads.is_empty() { vec![body.to_vec()] } else { uploads.into_iter().map(|file| file.bytes.to_vec()).collect() };
    let plan = planned(&here, files, &places).await?;
    let mut answer = ImportAnswer::of(&here.say, &plan);
    let faulty = !plan.faults.is_empty();
    if !asked.dry_run && !faulty {
        done(&here, plan).await?;
        answer.taken_in = true;
    }
    let status = if faulty && !asked.dry_run { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, axum::Json(answer)).into_response())
}

/// What files would change, within what the caller may import.
pub async fn planned(here: &Here, files: Vec<Vec<u8>>, places: &Places) -> Result<Plan, Trouble> {
    let atlas = places.atlas();
    let areas = atlas.gazetteer.areas().all().iter().map(|area| area.code).collect();
    let bringing = Bringing {
        files,
        lexicon: wording::lexicon(&Language::ALL.map(|language| here.site.say(language))),
        reach: here.scope_for(IMPORT),
        areas: Some(areas),
    };
    plan(here.desk(), bringing).await.map_err(trouble)
}

/// Does what was planned.
pub async fn done(here: &Here, plan: Plan) -> Result<Counts, Trouble> {
    take_in(here.desk(), here.given(), plan).await.map_err(trouble)
}

fn trouble(not_taken: NotTaken) -> Trouble {
    match not_taken {
        NotTaken::File(fault) => Trouble::refused(fault),
        NotTaken::Rows(faults) => Fault::broken(format!("a plan with {} faults was to be done", faults.len())).into(),
        NotTaken::NotDone(not_done) => not_done.into(),
    }
}

impl ImportAnswer {
    fn of(say: &Say, plan: &Plan) -> Self {
        let item = |fault: &RowFault| {
            let (key, title, hint) = wording::told(say, &fault.why);
            let column = fault.column.map(crate::Column::as_str);
            FaultItem { sheet: fault.sheet.clone(), row: fault.row, column, said: fault.said.clone(), key, title, hint }
        };
        Self {
            taken_in: false,
            counts: plan.counts,
            faults: plan.faults.iter().take(FAULTS_MAX).map(item).collect(),
            faults_total: plan.faults.len(),
            passed_over: plan.passed_over.clone(),
            unread_columns: plan.unread_columns.clone(),
        }
    }
}

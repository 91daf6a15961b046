//! The pages: the reports of an incident, the editor, one report with its sendings and receipts, the sheet of paper, instructions.

mod choices;
mod editor;
mod instructions;
mod lists;
mod naming;
mod panel;
mod paper;
mod record;
mod rows;
mod view;
mod who;

use std::sync::Arc;

use kernel::Id;
use web::{Answer, Door, Here, Marking, Page, Path, Section, Trouble};

use crate::api::Office;
use crate::api::office::READ;
use crate::state::Standing;
use crate::words;

/// The doors for people.
pub(crate) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let (all, one) = (office.clone(), office.clone());
    let mut doors = vec![
        Door::page("/reports", READ, move |here: Here| lists::reports(here, all.clone()))
            .says(words::LIST_TITLE)
            .rail(Section::Incidents),
        Door::page("/reports/{id}", READ, move |here: Here, id: Path<String>| show(here, id, one.clone())).shows("report"),
    ];
    doors.extend(panel::doors(office));
    doors.extend(editor::doors(office));
    doors.extend(record::doors(office));
    doors.extend(paper::doors(office));
    doors.extend(instructions::doors(office));
    doors
}

/// A draft opens in the editor, what was sent as a record.
async fn show(here: Here, Path(id): Path<String>, office: Arc<Office>) -> Answer {
    let id = parsed(&id)?;
    let (read, _, _) = Office::report(&here, &id).await?;
    if read.report.standing() == Standing::Draft && here.may("reports.compose", None, None) {
        return editor::fresh(&here, &office, &id).await;
    }
    record::fresh(&here, &office, &id).await
}

fn parsed(id: &str) -> Result<Id, Trouble> {
    Id::parse(id).map_err(|_| Trouble::NotFound)
}

/// Where a report is.
fn to_report(id: &Id) -> Answer {
    Ok(Page::go(format!("/reports/{id}")))
}

/// How a page of this report is marked.
const fn marking(of: incidents::facts::Marking) -> Option<Marking> {
    match of {
        incidents::facts::Marking::Public => None,
        incidents::facts::Marking::Internal => Some(Marking::Internal),
        incidents::facts::Marking::WorkSecret => Some(Marking::WorkSecret),
    }
}

/// The sheet, marked where it must be.
fn marked(sheet: web::Sheet, of: incidents::facts::Marking) -> web::Sheet {
    match marking(of) {
        Some(mark) => sheet.marked(mark),
        None => sheet,
    }
}

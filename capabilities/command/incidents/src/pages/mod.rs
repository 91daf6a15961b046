//! The doors for people: the call card, the incident on one page with everything that can be done to it, the list.

pub mod aloud;
mod card;
mod card_fields;
mod card_read;
pub mod class_field;
mod figures;
mod form_fields;
mod forms;
mod head;
mod hints;
mod import;
mod leader_sheet;
mod list;
mod make;
mod members;
mod moment;
pub mod naming;
mod news;
mod one;
mod parts;
mod powers;
pub mod sight;
mod small_form;
mod speak;
mod strips;
pub mod timeline;
mod which;
mod who;
mod workbook;

#[cfg(test)]
pub mod samples;
#[cfg(test)]
mod spec;

use std::sync::Arc;

use kernel::Id;
use web::{Door, Form, Here, Listing, Path, Section};

use crate::members::CALL_IN;
use crate::office::Office;
use crate::words;
use which::Which;

/// The action under which incidents are read.
const READ: &str = "incidents.read";
/// The action under which word of one is put on record.
const REPORT: &str = "incidents.report";
/// How large a call card may be, in kB: twenty thousand characters as forms send them.
const CARD_KB: usize = 256;

/// The doors.
pub fn doors(office: &Arc<Office>) -> Vec<Door> {
    let mut doors = lists(office);
    doors.extend(cards(office));
    doors.push(people(office));
    doors.extend(import::doors(office));
    doors.extend(Which::ALL.into_iter().map(|which| change(office, which)));
    doors
}

fn cards(office: &Arc<Office>) -> Vec<Door> {
    let with = || office.clone();
    let (blank, saved, hinted, classes) = (with(), with(), with(), with());
    vec![
        Door::page("/incidents/new", REPORT, move |here: Here, asked: Listing| card::blank(here, asked, blank.clone()))
            .says(words::NEW_TITLE)
            .rail(Section::Incidents),
        Door::form("/incidents/new", REPORT, move |here: Here, form: Form| card::save(here, form, saved.clone()))
            .says(words::CARD_SAVE)
            .limit_kb(CARD_KB),
        Door::form("/incidents/hints", REPORT, move |here: Here, form: Form| card::hints(here, form, hinted.clone()))
            .says(words::CARD_CHECK)
            .limit_kb(CARD_KB),
        Door::page("/incidents/classes", REPORT, move |here: Here, asked: Listing| card::classes(here, asked, classes.clone())),
    ]
}

/// Suggestions for whom to call.
fn people(office: &Arc<Office>) -> Door {
    let office = office.clone();
    Door::page("/incidents/people", CALL_IN, move |here: Here, asked: Listing| {
        let office = office.clone();
        async move { members::suggested(here, asked, &office.atlas()).await }
    })
}

fn lists(office: &Arc<Office>) -> Vec<Door> {
    let with = || office.clone();
    let (listed, taken, shown, part) = (with(), with(), with(), with());
    vec![
        Door::page("/incidents", READ, move |here: Here, asked: Listing| list::list(here, asked, listed.clone()))
            .says(words::LIST_TITLE)
            .rail(Section::Incidents),
        Door::file("/incidents/list.xlsx", "export.list", move |here: Here, asked: Listing| {
            workbook::workbook(here, asked, taken.clone())
        })
        .says(words::TAKE_OUT),
        Door::page("/incidents/{id}", READ, move |here: Here, Path(id): Path<Id>, asked: Listing| {
            one::one(here, id, asked, shown.clone())
        })
        .shows("incident"),
        Door::page("/incidents/{id}/parts/{part}", READ, move |here: Here, Path(part_of): Path<(Id, String)>| {
            one::part(here, part_of, part.clone())
        }),
    ]
}

/// The door of one thing that can be changed.
fn change(office: &Arc<Office>, which: Which) -> Door {
    let office = office.clone();
    Door::form(which.path(), which.action(), move |here: Here, Path(id): Path<Id>, form: Form| {
        make::make(here, (office.clone(), which), id, form)
    })
    .says(which.title())
}

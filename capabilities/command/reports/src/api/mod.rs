//! The doors of the API: reports of an incident, their words, signatures, sendings and receipts; instructions of leaders.

pub(crate) mod instructing;
mod instructions;
pub(crate) mod office;
pub(crate) mod reports;
pub(crate) mod sending;
mod sendings;
pub(crate) mod shapes;
pub(crate) mod writing;

pub(crate) use office::Office;

use std::sync::Arc;

use kernel::{Claim, Id, Time};
use serde::de::DeserializeOwned;
use web::{Door, Here, Trouble};

use crate::facts::parse;
use crate::words;

/// The doors.
pub(crate) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let mut doors = reports::doors(office);
    doors.extend(sendings::doors(office));
    doors.extend(instructions::doors());
    doors
}

/// The word of a closed list.
fn listed<T: DeserializeOwned>(field: &'static str, text: &str) -> Result<T, Trouble> {
    parse(text.trim()).ok_or_else(|| Trouble::field(field, words::WRONG_WORD))
}

/// A time; nothing where none is given.
fn time(here: &Here, field: &'static str, text: Option<&str>) -> Result<Option<Time>, Trouble> {
    text.map(|t| here.desk().zone().parse(t)).transpose().map_err(|_| Trouble::field(field, words::WRONG_TIME))
}

/// A claimed time; nothing where none is given.
fn claim(here: &Here, (field, text): (&'static str, Option<&str>), basis: &str) -> Result<Option<Claim>, Trouble> {
    let at = time(here, field, text)?;
    Ok(at.map(|at| Claim { at, by: String::new(), basis: basis.chars().take(kernel::BASIS_CHARS_MAX).collect() }))
}

/// An id; nothing where none is given.
fn an_id(field: &'static str, text: Option<&String>) -> Result<Option<Id>, Trouble> {
    text.map(|t| Id::parse(t)).transpose().map_err(|_| Trouble::field(field, words::WRONG_ID))
}

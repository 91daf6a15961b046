//! Calls from a file, CSV or XLSX: a row a call, put on record as what it says. Columns are known by their headings, in any language that
//! the pages speak; every fault of every row is named, and nothing is taken in while there is one.
//!
//! What is on record already is passed over, so that the same file taken in twice changes nothing the second time, and a list that was
//! taken out can be taken in again: a row is on record by its number, or when another came in at that time with those words.

mod column;
mod fault;
mod lexicon;
mod plan;
mod row;
mod sheet;
#[cfg(test)]
mod spec;

pub use column::Column;
pub use fault::{NotRead, RowFault, SAID_CHARS_MAX, Why};
pub use lexicon::Lexicon;
pub use plan::{Bringing, NotPlanned, Plan, plan, take_in};
pub use row::{Call, Phrases};
pub use sheet::{Read, Reading, read};

/// The largest file, in MiB.
pub const FILE_MIB_MAX: usize = organisations::import::FILE_MIB_MAX;
/// The most calls of one file.
pub const ROWS_MAX: usize = 10_000;
/// How far down the heading of a sheet may stand: a title and remarks may come before it.
const HEAD_ROWS_MAX: usize = 12;

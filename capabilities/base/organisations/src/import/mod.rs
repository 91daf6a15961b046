//! Taking in bodies, posts, people and reporting lines from CSV and XLSX: read, find every fault, work out what would change.
//!
//! An empty cell leaves what is there, a single hyphen takes it away. While one row has a fault nothing is taken in, and the
//! same file taken in twice changes nothing the second time. Whoever is missing from a file is left alone: nobody is removed
//! by being forgotten.

mod cells;
mod fault;
mod file;
mod lexicon;
mod lines;
mod plan;
mod posts;
mod present;
mod reporting;
#[cfg(test)]
mod spec;
mod workbook;

pub use cells::Said;
pub use fault::{FileFault, RowFault, SAID_CHARS_MAX, Why};
pub use file::{CELL_CHARS_MAX, COLUMNS_MAX, Cell, FILE_MIB_MAX, Form, ROWS_MAX, Row, Sheet, sheets, sheets_with};
pub use lexicon::{Lexicon, Topic};
pub use lines::{At, BodyLine, Lines, PostLine, ReportingLine, lines};
pub use plan::{ACTS_MAX, Count, Counts, Plan, Step, plan};
pub use present::{Present, Way, code_of};

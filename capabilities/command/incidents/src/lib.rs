//! What happened: intake, class, grade, figures, who is told, duties and their clocks.

pub mod acts;
pub mod facts;
mod judge;
mod look;
pub mod reads;
#[cfg(test)]
mod spec;
mod state;
mod tables;

pub use judge::{Law, judge};
pub use state::{ENTRIES_MAX, Incident, ItemFigures, Standing};

//! The shapes of the API: what comes out. Times come out with the city's offset; what is unknown is null, never zero.

mod instruction;
mod report;
mod sending;

pub(crate) use instruction::InstructionOut;
pub(crate) use report::{CopyFieldOut, CopyOut, ReportOut, figure_lines};
pub(crate) use sending::Said;

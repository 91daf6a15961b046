//! Tables kept from facts: reports, their sendings, instructions, their clocks and their numbers.

mod clocks;
mod instruction;
mod report;

pub(crate) use instruction::keep as keep_instruction;
pub(crate) use report::keep as keep_report;

/// The capability's name, as clocks and numbers carry it.
pub(crate) const CAPABILITY: &str = "reports";

//! A report and an instruction, each folded from its facts.

mod instruction;
mod report;

pub use instruction::{Feedback, Instruction, InstructionStanding};
pub use report::{Fate, OPENED_MAX, Report, SENDINGS_MAX, SendingKept, Standing};

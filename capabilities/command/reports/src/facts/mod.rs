//! What can have happened to reports and instructions. Words that can name people, numbers and addresses are sealed.

mod instruction;
mod parts;
mod report;

pub use instruction::{Instructed, InstructionFact, Manner, Progress};
pub use parts::{PostNamed, Proof, Quoted, Receipt, Sending, Signature, SignedBy, Way, WhyNot, Within};
pub use report::{Drafted, ReportFact};

/// The word of a closed list, as JSON has it.
pub(crate) fn word<T: serde::Serialize>(one: &T) -> String {
    match serde_json::to_value(one) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Reads the word of a closed list.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

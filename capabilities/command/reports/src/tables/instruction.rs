//! The row of an instruction.

use desk::{Entered, NumberRow, Rows, table};
use kernel::{AreaCode, Id, Time};

use super::{CAPABILITY, clocks};
use crate::facts::{InstructionFact, word};
use crate::numbers;
use crate::state::Instruction;

table! {
    /// One row an instruction, as lists show it.
    pub struct InstructionRow in "instructions" by ("id") {
        /// Which instruction.
        pub id: Id,
        /// About which incident.
        pub incident: Id,
        /// Its number.
        pub number: String,
        /// Where the incident was when it was given.
        pub area: AreaCode,
        /// Who may read it.
        pub marking: String,
        /// How it was given.
        pub manner: String,
        /// The post that gave it.
        pub by_post: Option<Id>,
        /// What that post is called.
        pub by_title: String,
        /// The post that it concerns.
        pub to_post: Option<Id>,
        /// What that post or body is called.
        pub to_title: String,
        /// Where the words lie.
        pub words_id: Id,
        /// Where the words of the last feedback lie.
        pub feedback_id: Option<Id>,
        /// How it stands.
        pub standing: &'static str,
        /// When it was given, as claimed.
        pub given_at_ms: Time,
        /// By when there must be feedback; nothing where nobody and no rule says.
        pub due_at_ms: Option<Time>,
        /// When something was first fed back, as claimed.
        pub fed_back_at_ms: Option<Time>,
        /// Whether nothing more is to be done about it.
        pub ended: bool,
        /// How many facts there are.
        pub version: u64,
    }
}

/// Keeps the row of one instruction.
pub(crate) fn keep(_: &Instruction, after: &Instruction, fact: &Entered<InstructionFact>, rows: &mut Rows) {
    let Some(about) = &after.about else { return };
    rows.put(InstructionRow {
        id: fact.id.clone(),
        incident: about.incident.clone(),
        number: about.number.clone(),
        area: about.area,
        marking: word(&about.marking),
        manner: word(&about.manner),
        by_post: about.by.post.clone(),
        by_title: about.by.title.clone(),
        to_post: after.to.post.clone(),
        to_title: after.to.title.clone(),
        words_id: about.words.id.clone(),
        feedback_id: after.feedback.last().map(|f| f.words.id.clone()),
        standing: after.standing.as_str(),
        given_at_ms: about.at.at,
        due_at_ms: after.due,
        fed_back_at_ms: after.first_feedback(),
        ended: after.has_ended(),
        version: after.version,
    });
    if let InstructionFact::Given(given) = &fact.fact {
        let name = numbers::instruction_counter(&given.incident);
        rows.put(NumberRow { capability: CAPABILITY, name, value: i64::from(given.seq) });
    }
    clocks::keep_instruction(after, &fact.id, rows);
}

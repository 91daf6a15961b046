//! What can be asked of a report and of an instruction, and every refusal. Sending waits for nothing: not for figures, not for their
//! verification, not for a signature. What is missing is a label or a clock.

mod draft;
mod instruct;
mod receipt;
mod refusal;
mod send;
mod sign;

pub use draft::{Draft, DraftKnown, Supersede, Void, Write};
pub use instruct::{Acknowledge, Conclude, Extend, FeedBack, Give, GiveKnown, PassOn, Withdraw};
pub use receipt::{Attachment, NoteFate, NoteNotReached, NoteReceipt, Open, ToldFate};
pub use refusal::Refusal;
pub use send::{Addressee, Letter, Send};
pub use sign::{NotePaper, Sign};

use desk::Sealing;
use kernel::{Claim, Given};

use crate::facts::PostNamed;
use crate::state::{Report, Standing};

/// The longest text of a report, with its title.
pub const WORDS_CHARS_MAX: usize = 20_000;
/// The longest title of a report.
pub const TITLE_CHARS_MAX: usize = 120;
/// The longest reason or note.
pub const REASON_CHARS_MAX: usize = 500;
/// The longest name of a body or post, number, address or register number.
pub const NAME_CHARS_MAX: usize = 120;
/// The longest words of an instruction or of a feedback.
pub const INSTRUCTION_CHARS_MAX: usize = 2_000;
/// How many addressees one request may send to.
pub const ADDRESSEES_MAX: usize = 50;

/// Refuses what nobody knows of, and what was thrown away.
fn known(now: &Report) -> Result<(), Refusal> {
    match now.standing() {
        Standing::Unknown => Err(Refusal::NotFound),
        Standing::Voided => Err(Refusal::Voided),
        Standing::Draft | Standing::Sent | Standing::Superseded => Ok(()),
    }
}

fn short(text: &str, max: usize) -> Result<(), Refusal> {
    if text.chars().count() > max { Err(Refusal::TooLong(max)) } else { Ok(()) }
}

/// Words that say something and are not too long.
fn said(words: &Sealing, max: usize) -> Result<(), Refusal> {
    if words.words.trim().is_empty() { Err(Refusal::NothingSaid) } else { short(&words.words, max) }
}

/// A reason that says something and is not too long.
fn reason(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::NoReason) } else { short(text, REASON_CHARS_MAX) }
}

/// A post that is named.
fn named(post: &PostNamed) -> Result<(), Refusal> {
    if post.title.trim().is_empty() { Err(Refusal::NobodyNamed) } else { short(&post.title, NAME_CHARS_MAX) }
}

/// A claimed time that is not to come; now where nothing is claimed.
fn claimed(at: Option<Claim>, given: &Given) -> Result<Claim, Refusal> {
    let at = at.unwrap_or_else(|| Claim::at(given.at));
    if at.at > given.at { Err(Refusal::InTheFuture) } else { Ok(at) }
}

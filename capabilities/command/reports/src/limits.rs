//! The office's own clocks. No law names these times: they are proposed ([P]) until the city sets its own.

/// How long a receipt may be outstanding before it is asked for again, in minutes. [P]
pub const RECEIPT_MIN: i64 = 30;
/// How long a report that went unsigned may wait for its signature (先报后签), in minutes. [P]
pub const SIGN_AFTER_MIN: i64 = 60;
/// How long paper may take to follow an oral signature, in minutes. [P]
pub const PAPER_MIN: i64 = 24 * 60;
/// By when an instruction is fed back if nobody named a time, in minutes. [P]
pub const FEEDBACK_MIN: i64 = 60;

//! The machinery of Watchfire: it performs acts, records facts, keeps tables, and knows no capability.
//!
//! A capability registers what it brings with [`Capability`]; a door performs acts with [`Desk::perform`] and asks questions of [`Db`].

mod archive;
mod batch;
mod cache;
mod capability;
mod chance;
mod clock;
pub mod clocks;
mod db;
#[allow(clippy::module_inception, reason = "the desk is what the room is named for")]
mod desk;
mod drafts;
mod exports;
mod fault;
mod files;
mod follow;
mod head;
mod indexing;
pub mod jobs;
mod journal;
mod lease;
pub mod outbox;
mod parked;
mod pen;
mod perform;
pub mod reads;
mod rebuild;
mod replay;
mod row;
mod schema;
mod scoped;
pub mod sealed;
pub mod search;
mod tail;
mod value;
mod verify;
mod writer;

pub use archive::{Restored, export};
pub use batch::Step;
pub use capability::{Capability, Keep};
pub use chance::Chance;
pub use clock::{Clock, RATE_MAX, Stopwatch, machine_now};
pub use clocks::NumberRow;
pub use db::{Db, DbPlace, Engine};
pub use desk::{Config, Desk};
pub use drafts::DRAFT_BYTES_MAX;
pub use exports::{Export, ExportFact, TakenOut};
pub use fault::{Fault, FaultSort, NotDone};
pub use files::{FILE_BYTES_MAX, FileKept};
pub use head::SignedHead;
pub use journal::{Entered, Envelope, Genesis};
pub use outbox::{Outcome, Outgoing, Sender};
pub use parked::{PARKED_MAX, Parked};
pub use pen::Pen;
pub use perform::{Done, DoneAll, Look, Performable, Proposal, one, stream_of};
pub use replay::Replay;
pub use row::{Row, Rows, TableShape};
pub use scoped::{scoped, unless_secret};
pub use sealed::{Because, Sealing};
pub use tail::TAIL_MAX;
pub use value::{Record, Value};
pub use verify::{HeadSeen, Verdict, verify};
pub use writer::Statement;

pub use futures_util::future::BoxFuture;

//! Plays nights and calls against a server, through its doors, as the people in them would.

mod calls;
mod client;
mod expect;
mod night;
mod script;

pub use calls::{Calls, Mapping, Played, play_calls};
pub use client::Server;
pub use night::{Verdict, play_night};
pub use script::Night;

/// Why a play did not go on.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// The file cannot be read as what it should be.
    #[error("{file}: {what}")]
    File {
        /// Which file.
        file: String,
        /// What is so.
        what: String,
    },
    /// The server did not answer, or not as a server does.
    #[error("the server at {url} {what}")]
    Server {
        /// Which server.
        url: String,
        /// What is so.
        what: String,
    },
}

/// Where a play tells how it goes, a line at a time.
pub type Tell<'a> = &'a (dyn Fn(&str) + Send + Sync);

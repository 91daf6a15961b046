//! Whole nights as tests, in the words of the people in them.
//!
//! [`Night`] is the whole program inside the test, on a clock that is set by hand: an hour passes in milliseconds. [`House`] is the real
//! binary in a process of its own, which can be killed and started again. A [`Person`] comes to either over HTTP, signed in through
//! the pages or with a token, and has a [`Case`] in hand. [`browser`] is what such a person sees.

pub mod browser;
mod case;
mod forms;
mod house;
mod night;
mod person;
mod program;

pub use case::Case;
pub use forms::{Button, PageForm, forms};
pub use house::{House, Life};
pub use night::Night;
pub use person::{Answer, Person};
pub use program::{artifacts, program, root};

/// The reference city, in which the stories happen.
pub const CITY: &str = "211300";
/// A county of it.
pub const COUNTY: &str = "211321";
/// Its neighbour.
pub const NEIGHBOUR: &str = "211381";
/// The password of everybody in the stories.
pub const PASSWORD: &str = "七只白鹭飞过凌河边 7";

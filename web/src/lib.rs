//! The page frame of Watchfire: doors, layout, forms, lists, live updates, problem+json, texts, assets. It knows no capability.
//!
//! A capability makes a [`Door`] of a handler that takes [`Here`] first and returns an [`Answer`] for people or an [`ApiAnswer`]
//! for programs; everything else (who may, in which language, how it is refused, what is logged) is the frame's.

// The texts of this crate are named like everybody's: `::web::Word`.
extern crate self as web;

mod answer;
pub mod assets;
mod body;
mod csrf;
mod door;
mod drafts;
mod extract;
mod field;
mod find;
mod form;
mod gate;
mod guard;
mod headers;
mod health;
mod help;
mod here;
mod layout;
pub mod list;
mod listen;
pub mod live;
mod markup;
mod openapi;
mod problem;
mod routes;
mod say;
mod section;
mod severity;
pub mod shape;
mod shared;
mod site;
mod texts;
mod trouble;
mod view;
mod viewer;
mod when;
mod whole;
mod workbook;

pub use answer::{Answer, ApiAnswer, Page, Reply, own_path};
pub use body::{FIELDS_MAX, FILES_MAX, Upload};
pub use csrf::{CSRF_FIELD, CSRF_HEADER};
pub use door::{Audience, Door, DoorFacts, DoorKind};
pub use extract::{Json, Path, Query};
pub use field::Field;
pub use find::{Entry, Finder};
pub use form::{Form, Uploads};
pub use gate::{CREDENTIALS_ASKED_MAX, Caller, Credential, Gate, PostHeld, Soon};
pub use here::{Asked, Here};
pub use layout::{Marking, Sheet};
pub use list::{Cursor, ListAsked, Listing, NotACursor, Paged, Sort};
pub use listen::{Listen, Listener, Tls, listen};
pub use markup::Markup;
pub use problem::{Problem, ProblemField};
pub use routes::{Authority, Web, open, router};
pub use say::{Count, Say};
pub use section::Section;
pub use severity::Severity;
pub use site::{App, City, Site};
pub use texts::{Language, Source, Texts, Word};
pub use trouble::{FieldTrouble, Told, Trouble};
pub use view::{Theme, cookie};
pub use when::Pressure;
pub use whole::Whole;
pub use workbook::{Cell, Table};

/// The constants of a crate's texts: `pub mod words { web::words!(); }`.
#[macro_export]
macro_rules! words {
    () => {
        include!(concat!(env!("OUT_DIR"), "/words.rs"));
    };
}

/// Every word of the frame.
pub mod words {
    words!();
}

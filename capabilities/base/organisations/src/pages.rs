//! The pages of the contact book: searching, the tree, one body, one post, and taking files in.

mod contacts;
mod edit;
mod import;
mod post;
mod tree;
mod view;
pub mod wording;

use std::sync::Arc;

use kernel::AreaCode;
use places::Places;
use web::{Door, Finder};

pub use contacts::ContactFinder;
pub use wording::{keys, lexicon};

/// The doors for people.
pub fn doors(places: &Arc<Places>) -> Vec<Door> {
    [contacts::doors(places), tree::doors(places), view::doors(places), edit::doors(), post::doors(), import::doors(places)]
        .into_iter()
        .flatten()
        .collect()
}

/// Finds bodies and people for the command bar.
#[must_use]
pub fn finder() -> Arc<dyn Finder> {
    Arc::new(ContactFinder)
}

/// The names down to an area; empty for an area outside the city.
fn path(places: &Places, area: AreaCode) -> String {
    let atlas = places.atlas();
    if atlas.gazetteer.found(area).is_some() { atlas.gazetteer.path(area) } else { String::new() }
}

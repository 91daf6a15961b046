//! Questions about the contact book. Whoever may see anything sees the bodies outside as well: they are there to be called.

mod bodies;
mod contacts;
mod posts;
mod present;

pub use bodies::{
    AreaCount, BODIES_MAX, BodyRead, Role, addressees, addressees_of_area, area_counts, bodies, bodies_by_kind, bodies_in_role,
    body, body_by_code, children, lines_of, outside, reporting_to,
};
pub use contacts::{CONTACTS_MAX, Contact, ContactPost, Contacts, ContactsAsked, ContactsEnd, QUERY_WORDS_MAX, contacts};
pub use posts::{
    Holder, POSTS_MAX, PostRead, PostsAsked, WithDeputies, deputies, post, post_by_code, posts_by_kind, posts_held, posts_of,
    same_person,
};
pub use present::{PRESENT_MAX, present};

use desk::{Value, scoped};
use kernel::Scope;

/// A condition on the bodies `b` that the scope may see, and its arguments from `$first` on.
fn visible(scope: &Scope, first: usize) -> (String, Vec<Value>) {
    if scope.is_nothing() {
        return ("1 = 0".to_owned(), Vec::new());
    }
    // A contact book belongs to no case: a member of one sees by it only what is outside.
    let areas = Scope { cases: Vec::new(), ..scope.clone() };
    let (filter, args) = scoped(&areas, "b.area", "b.id", first);
    (format!("({filter} or b.apart = 1)"), args)
}

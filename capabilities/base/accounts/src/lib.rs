//! Who may: sign-in, sessions, PINs, tokens, break-glass.

pub mod acts;
mod api;
pub mod audit;
mod callers;
pub mod code;
pub mod cookies;
mod doorstep;
pub mod erasing;
mod facts;
mod failures;
mod gate;
mod hashing;
pub mod links;
mod look;
pub mod names;
pub mod opening;
mod pages;
pub mod password;
pub mod pin;
pub mod pins;
pub mod reads;
mod refusals;
mod secret;
pub mod secrets_of;
pub mod sessions;
pub mod signing;
pub mod signing_in;
mod standing;
mod state;
pub mod stores;
mod tables;
pub mod throttle;
pub mod tokens;
mod visitor;

#[cfg(test)]
mod spec;

pub use acts::{ADMINISTRATOR, Refusal};
pub use doorstep::kind_word;
pub use facts::{AccountFact, Ending, Means, TokenFact};
pub use gate::{Asker, AskerPost, Gatekeeper, Powers};
pub use refusals::NotLetIn;
pub use secret::{Digested, Secret, TOKEN_MARK};
pub use signing::{Signatory, sign_with_pin};
pub use state::{Account, GrantedPost, IssuedToken, TakenGlass, Token};
pub use visitor::Visitor;

use std::sync::Arc;

use desk::Capability;
use places::Places;
use web::Door;

/// Every word of this capability.
pub mod words {
    web::words!();
}

/// What this capability brings to the desk.
#[must_use]
pub fn capability() -> Capability {
    Capability::named("accounts")
        .subject::<Account>()
        .subject::<Token>()
        .tables(1, include_str!("tables.sql"))
        .keep::<Account>(tables::keep_account)
        .keep::<Token>(tables::keep_token)
        .stores(&[include_str!("stores.sql")])
}

/// The doors of this capability. The keeper is the one that the frame asks as well.
#[must_use]
pub fn doors(keeper: &Arc<Gatekeeper>, places: &Arc<Places>) -> Vec<Door> {
    let office = Arc::new(doorstep::Office { keeper: keeper.clone(), places: places.clone() });
    let mut doors = pages::doors(&office);
    doors.extend(api::doors(&office));
    doors
}

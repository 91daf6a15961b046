//! Who may: sign-in, sessions, PINs, tokens, break-glass.

pub mod acts;
pub mod audit;
mod callers;
pub mod code;
pub mod cookies;
pub mod erasing;
mod facts;
mod failures;
mod gate;
mod hashing;
pub mod links;
mod look;
pub mod names;
pub mod opening;
pub mod password;
pub mod pin;
pub mod pins;
pub mod reads;
mod refusals;
mod secret;
pub mod secrets_of;
pub mod sessions;
pub mod signing_in;
mod state;
pub mod stores;
mod tables;
pub mod throttle;
pub mod tokens;
mod visitor;

#[cfg(test)]
mod spec;

pub use acts::{ADMINISTRATOR, Refusal};
pub use facts::{AccountFact, Ending, Means, TokenFact};
pub use gate::{Asker, AskerPost, Gatekeeper, Powers};
pub use refusals::NotLetIn;
pub use secret::{Digested, Secret, TOKEN_MARK};
pub use state::{Account, GrantedPost, IssuedToken, TakenGlass, Token};
pub use visitor::Visitor;

use desk::Capability;

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

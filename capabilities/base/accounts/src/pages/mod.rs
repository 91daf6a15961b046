//! The doors for people: signing in and out, one's own account, the shared desk, break-glass, and looking after accounts.

mod account;
mod accounts;
mod change_person;
mod codes;
mod erasure;
mod glass;
mod me;
mod shown_once;
mod sign_in;
mod tokens;
mod watch;
mod welcome;

use std::sync::Arc;

use web::{Audience, Door, Form, Here, Listing, Path, Section};

use crate::doorstep::{Doorstep, Office};
use crate::words;

/// Looking after accounts, as the policies name it.
pub(crate) const MANAGE: &str = "accounts.manage";
/// One's own account.
pub(crate) const OWN: &str = "accounts.own";
/// Breaking the glass.
pub(crate) const GLASS: &str = "accounts.break-glass";
/// Reading what failed and what was broken.
pub(crate) const WATCH: &str = "journal.read";
/// Erasing personal data.
pub(crate) const ERASE: &str = "sealed.erase";
/// Signing in and out, for whoever comes.
pub(crate) const SIGN_IN: &str = "accounts.sign-in";

/// Makes a handler of a function that takes the office first.
macro_rules! to {
    ($office:ident, $handler:path $(, $arg:ident : $ty:ty)*) => {{
        let office = $office.clone();
        move |$($arg: $ty),*| $handler(office.clone() $(, $arg)*)
    }};
}
pub(crate) use glass::whole;
pub(crate) use to;

/// The doors for people.
pub(crate) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let mut doors = at_the_door(office);
    doors.extend(own(office));
    doors.extend(managing(office));
    doors.extend(managing_one(office));
    doors
}

fn at_the_door(office: &Arc<Office>) -> Vec<Door> {
    let open = |door: Door| door.audience(Audience::Public).limit_kb(16);
    vec![
        open(Door::page("/sign-in", SIGN_IN, sign_in::page)).says(words::SIGN_IN_TITLE),
        open(Door::form("/sign-in", SIGN_IN, to!(office, sign_in::enter, at: Doorstep, form: Form))),
        open(Door::form("/sign-in/code", SIGN_IN, to!(office, sign_in::code, at: Doorstep, form: Form))),
        open(Door::form("/sign-out", SIGN_IN, to!(office, sign_in::leave, at: Doorstep))),
        open(Door::page("/welcome/{link}", SIGN_IN, to!(office, welcome::page, at: Doorstep, link: Path<String>))),
        open(Door::form("/welcome/{link}", SIGN_IN, to!(office, welcome::enter, at: Doorstep, link: Path<String>, form: Form))),
    ]
}

fn own(office: &Arc<Office>) -> Vec<Door> {
    let own = |door: Door| door.audience(Audience::SignedIn).limit_kb(16);
    vec![
        own(Door::page("/me", OWN, to!(office, me::page, at: Doorstep, asked: Listing)))
            .says(words::ME_TITLE)
            .rail(Section::Office),
        own(Door::form("/me/post", OWN, to!(office, me::choose_post, at: Doorstep, form: Form))),
        own(Door::form("/me/language", OWN, to!(office, me::choose_language, at: Doorstep, form: Form))),
        own(Door::form("/me/password", OWN, to!(office, me::change_password, at: Doorstep, form: Form))),
        own(Door::form("/me/pin", OWN, to!(office, me::set_pin, at: Doorstep, form: Form))),
        own(Door::form("/me/sessions/{session}/ending", OWN, to!(office, me::end_session, at: Doorstep, session: Path<String>))),
        own(Door::page("/me/codes", OWN, codes::page)),
        own(Door::form("/me/codes", OWN, to!(office, codes::enrol, at: Doorstep, form: Form))),
        own(Door::form("/me/codes/removal", OWN, to!(office, codes::remove, at: Doorstep, form: Form))),
        own(Door::page("/change-person", OWN, to!(office, change_person::page, at: Doorstep))).says(words::PERSON_TITLE),
        own(Door::form("/change-person", OWN, to!(office, change_person::change, at: Doorstep, form: Form))),
        Door::page("/break-glass", GLASS, to!(office, glass::page, at: Doorstep)).says(words::GLASS_TITLE).rail(Section::Office),
        Door::form("/break-glass", GLASS, to!(office, glass::take, at: Doorstep, form: Form)).limit_kb(16),
        // Whoever has taken it may give it back, whatever posts they hold by then.
        own(Door::form("/break-glass/ending", OWN, to!(office, glass::give_back, here: Here))),
    ]
}

fn managing(office: &Arc<Office>) -> Vec<Door> {
    vec![
        Door::page("/accounts", MANAGE, to!(office, accounts::list, here: Here, asked: Listing))
            .says(words::TITLE)
            .rail(Section::Office),
        Door::page("/accounts/new", MANAGE, to!(office, accounts::new, here: Here)).says(words::NEW_TITLE),
        Door::form("/accounts", MANAGE, to!(office, accounts::open, here: Here, form: Form)).limit_kb(16),
        Door::page("/accounts/tokens", MANAGE, to!(office, tokens::list, here: Here))
            .says(words::TOKENS_TITLE)
            .rail(Section::Office),
        Door::form("/accounts/tokens", MANAGE, to!(office, tokens::issue, here: Here, form: Form)).limit_kb(16),
        Door::form("/accounts/tokens/{token}/revocation", MANAGE, to!(office, tokens::revoke, here: Here, token: Path<String>)),
        Door::page("/accounts/watch", WATCH, to!(office, watch::page, here: Here)).says(words::WATCH_TITLE).rail(Section::Office),
    ]
}

fn managing_one(office: &Arc<Office>) -> Vec<Door> {
    vec![
        Door::page("/accounts/{id}", MANAGE, to!(office, account::page, here: Here, id: Path<String>, asked: Listing)),
        Door::form("/accounts/{id}/name", MANAGE, to!(office, account::rename, here: Here, id: Path<String>, form: Form))
            .limit_kb(16),
        Door::form("/accounts/{id}/posts", MANAGE, to!(office, account::grant, here: Here, id: Path<String>, form: Form))
            .limit_kb(16),
        Door::form(
            "/accounts/{id}/posts/{post}/ending",
            MANAGE,
            to!(office, account::end_post, here: Here, of: Path<(String, String)>),
        ),
        Door::form("/accounts/{id}/link", MANAGE, to!(office, account::link, here: Here, id: Path<String>)),
        Door::form("/accounts/{id}/codes/removal", MANAGE, to!(office, account::remove_codes, here: Here, id: Path<String>)),
        Door::form("/accounts/{id}/closure", MANAGE, to!(office, account::close, here: Here, id: Path<String>, form: Form))
            .limit_kb(16),
        Door::form("/accounts/{id}/closure/reversal", MANAGE, to!(office, account::reopen, here: Here, id: Path<String>)),
        Door::page("/accounts/{id}/erasure", ERASE, erasure::page),
        Door::form("/accounts/{id}/erasure", ERASE, erasure::erase).limit_kb(16),
    ]
}

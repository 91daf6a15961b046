//! The doors for programs: whatever the pages can do.

mod accounts;
mod me;
mod session;
mod tokens;

use std::sync::Arc;

use axum::http::Method;
use web::{Audience, Door, Here, Json, Listing, Paged, Path};

use crate::doorstep::{Doorstep, Office};
use crate::pages::{ERASE, GLASS, MANAGE, OWN, SIGN_IN, WATCH, to};
use crate::words;

/// The doors for programs.
pub(crate) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let mut doors = sessions(office);
    doors.extend(own(office));
    doors.extend(managing(office));
    doors.extend(keys_and_closing(office));
    doors.extend(tokens(office));
    doors
}

fn sessions(office: &Arc<Office>) -> Vec<Door> {
    use session::{NewSession, Person, Session};
    let open = |door: Door| door.audience(Audience::Public).limit_kb(16);
    let enter =
        Door::act(Method::POST, "/api/session", SIGN_IN, to!(office, session::enter, at: Doorstep, sent: Json<NewSession>));
    let leave = Door::act(Method::DELETE, "/api/session", SIGN_IN, to!(office, session::leave, at: Doorstep));
    let change =
        Door::act(Method::PUT, "/api/session/person", OWN, to!(office, session::change, at: Doorstep, sent: Json<Person>));
    vec![
        open(enter).says(words::API_SIGN_IN).request::<NewSession>().answers::<Session>(201).answers::<Session>(202),
        open(leave).says(words::API_SIGN_OUT).answers_nothing(204),
        change
            .audience(Audience::SignedIn)
            .limit_kb(16)
            .says(words::API_PERSON)
            .request::<Person>()
            .answers::<Session>(201)
            .refuses(404),
    ]
}

fn own(office: &Arc<Office>) -> Vec<Door> {
    use me::{
        BreakingGlass, Broken, ChosenLanguage, ChosenPost, Me, NewCodes, NewPassword, NewPin, OneSession, Proof, TakenGlass,
    };
    // A token is no person: it has neither sessions nor secrets of its own.
    let own = |door: Door| door.audience(Audience::SignedIn).limit_kb(16).refuses(404);
    vec![
        own(Door::read("/api/me", OWN, to!(office, me::read, here: Here))).says(words::API_ME).answers::<Me>(200),
        own(Door::read("/api/me/sessions", OWN, to!(office, me::sessions, at: Doorstep)))
            .says(words::API_SESSIONS)
            .answers::<Paged<OneSession>>(200),
        own(Door::act(Method::DELETE, "/api/me/sessions/{session}", OWN, to!(office, me::end, at: Doorstep, id: Path<String>)))
            .says(words::API_SESSION_END)
            .answers_nothing(204),
        own(Door::act(Method::PUT, "/api/me/post", OWN, to!(office, me::post, at: Doorstep, sent: Json<ChosenPost>)))
            .says(words::API_POST)
            .request::<ChosenPost>()
            .answers_nothing(204),
        own(Door::act(Method::PUT, "/api/me/language", OWN, to!(office, me::language, here: Here, sent: Json<ChosenLanguage>)))
            .says(words::API_LANGUAGE)
            .request::<ChosenLanguage>()
            .answers_nothing(204),
        own(Door::act(Method::PUT, "/api/me/password", OWN, to!(office, me::password, at: Doorstep, sent: Json<NewPassword>)))
            .says(words::API_PASSWORD)
            .request::<NewPassword>()
            .answers_nothing(204),
        own(Door::act(Method::PUT, "/api/me/pin", OWN, to!(office, me::pin, at: Doorstep, sent: Json<NewPin>)))
            .says(words::API_PIN)
            .request::<NewPin>()
            .answers_nothing(204),
        own(Door::act(Method::PUT, "/api/me/codes", OWN, to!(office, me::codes, at: Doorstep, sent: Json<NewCodes>)))
            .says(words::API_CODES)
            .request::<NewCodes>()
            .answers_nothing(204),
        own(Door::act(Method::POST, "/api/me/codes/removal", OWN, to!(office, me::no_codes, at: Doorstep, sent: Json<Proof>)))
            .says(words::API_CODES_REMOVAL)
            .request::<Proof>()
            .answers_nothing(204),
        Door::act(Method::POST, "/api/break-glass", GLASS, to!(office, me::break_glass, here: Here, sent: Json<BreakingGlass>))
            .says(words::API_GLASS)
            .request::<BreakingGlass>()
            .answers::<TakenGlass>(201)
            .refuses(404),
        own(Door::act(Method::DELETE, "/api/break-glass", OWN, to!(office, me::give_back, here: Here)))
            .says(words::API_GLASS_END)
            .answers_nothing(204),
        Door::read("/api/accounts/glass", WATCH, me::glasses).says(words::API_GLASSES).answers::<Paged<Broken>>(200),
    ]
}

fn managing(office: &Arc<Office>) -> Vec<Door> {
    use accounts::{Account, AccountsAsked, Grant, Granted, Naming, New, Opened};
    vec![
        Door::read("/api/accounts", MANAGE, to!(office, accounts::list, here: Here, asked: Listing))
            .says(words::API_ACCOUNTS)
            .query::<AccountsAsked>()
            .answers::<Paged<Account>>(200),
        Door::act(Method::POST, "/api/accounts", MANAGE, to!(office, accounts::open, here: Here, sent: Json<New>))
            .says(words::API_ACCOUNT_OPEN)
            .request::<New>()
            .answers::<Opened>(201),
        Door::read("/api/accounts/{id}", MANAGE, to!(office, accounts::read, here: Here, id: Path<String>))
            .says(words::API_ACCOUNT)
            .answers::<Account>(200),
        Door::act(
            Method::PUT,
            "/api/accounts/{id}/name",
            MANAGE,
            to!(office, accounts::rename, here: Here, id: Path<String>, sent: Json<Naming>),
        )
        .says(words::API_RENAME)
        .request::<Naming>()
        .answers_nothing(204),
        Door::act(
            Method::POST,
            "/api/accounts/{id}/posts",
            MANAGE,
            to!(office, accounts::grant, here: Here, id: Path<String>, sent: Json<Grant>),
        )
        .says(words::API_GRANT)
        .request::<Grant>()
        .answers::<Granted>(201),
        Door::act(
            Method::DELETE,
            "/api/accounts/{id}/posts/{post}",
            MANAGE,
            to!(office, accounts::end_post, here: Here, of: Path<(String, String)>),
        )
        .says(words::API_POST_END)
        .answers_nothing(204),
    ]
}

fn keys_and_closing(office: &Arc<Office>) -> Vec<Door> {
    use accounts::{Closing, Erasing, Link};
    vec![
        Door::act(Method::POST, "/api/accounts/{id}/link", MANAGE, to!(office, accounts::link, here: Here, id: Path<String>))
            .says(words::API_LINK)
            .answers::<Link>(201),
        Door::act(
            Method::DELETE,
            "/api/accounts/{id}/codes",
            MANAGE,
            to!(office, accounts::no_codes, here: Here, id: Path<String>),
        )
        .says(words::API_CODES_REMOVAL)
        .answers_nothing(204),
        Door::act(
            Method::POST,
            "/api/accounts/{id}/closure",
            MANAGE,
            to!(office, accounts::close, here: Here, id: Path<String>, sent: Json<Closing>),
        )
        .says(words::API_CLOSE)
        .request::<Closing>()
        .answers_nothing(204),
        Door::act(
            Method::DELETE,
            "/api/accounts/{id}/closure",
            MANAGE,
            to!(office, accounts::reopen, here: Here, id: Path<String>),
        )
        .says(words::API_REOPEN)
        .answers_nothing(204),
        Door::act(
            Method::POST,
            "/api/accounts/{id}/erasure",
            ERASE,
            to!(office, accounts::erase, here: Here, id: Path<String>, sent: Json<Erasing>),
        )
        .says(words::API_ERASE)
        .request::<Erasing>()
        .answers_nothing(204),
    ]
}

fn tokens(office: &Arc<Office>) -> Vec<Door> {
    use tokens::{Issued, NewToken, Token};
    vec![
        Door::read("/api/tokens", MANAGE, tokens::list).says(words::API_TOKENS).answers::<Paged<Token>>(200),
        Door::act(Method::POST, "/api/tokens", MANAGE, to!(office, tokens::issue, here: Here, sent: Json<NewToken>))
            .says(words::API_TOKEN_ISSUE)
            .request::<NewToken>()
            .answers::<Issued>(201),
        Door::act(Method::DELETE, "/api/tokens/{token}", MANAGE, to!(office, tokens::revoke, here: Here, token: Path<String>))
            .says(words::API_TOKEN_REVOKE)
            .answers_nothing(204),
    ]
}

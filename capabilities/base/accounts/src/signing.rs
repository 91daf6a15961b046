//! Signing at a shared desk: the leader types a PIN on the duty officer's screen, and what is signed is signed by the leader.

use axum::http::Request;
use axum::http::header::COOKIE;
use desk::args;
use kernel::{AreaCode, Given, Id};
use web::{Caller, Here, Trouble};

use crate::cookies::{SESSION_COOKIE, SESSION_COOKIE_TLS};
use crate::pins;
use crate::refusals::NotLetIn;
use crate::secret::Secret;
use crate::visitor::Visitor;

/// How long the proof of a PIN stands, in minutes: for one signature.
const SIGNING_MIN: i64 = 1;

/// Somebody who proved by PIN that they sign here and now.
#[derive(Debug, Clone)]
pub struct Signatory {
    /// Who signs, on which post.
    pub caller: Caller,
}

/// Proves by PIN that the person of `account` signs at this desk, where somebody is signed in. The desk stays with whoever has it.
/// What they may sign is asked of [`Signatory::may`]; what they sign is performed as [`Signatory::given`].
///
/// # Errors
/// Refused when nobody is signed in here, when the PIN is wrong or has run out; a fault when the stores do not answer.
pub async fn sign_with_pin(here: &Here, account: &Id, pin: &Secret) -> Result<Signatory, Trouble> {
    if here.caller()?.session().is_none() {
        return Err(Trouble::refused(NotLetIn::NoSuchSession));
    }
    let (desk, visitor) = (here.desk(), Visitor::from(here.asked.peer, None, ""));
    pins::prove(desk, account, pin, &visitor).await?;
    // The keeper knows people by their sessions. This one lasts for the signature and is given to no browser.
    let (token, session) = (Secret::new(desk.chance().secret()), desk.chance().id(visitor.at));
    let add = "insert into account_sessions (id, account, token, opened_ms, seen_ms, until_ms, source, agent) \
               values ($1, $2, $3, $4, $5, $6, $7, '')";
    let until = visitor.at.plus_min(SIGNING_MIN);
    let row = args![&session, account, token.digest(), visitor.at, visitor.at, until, &visitor.source];
    desk.store(vec![(add.into(), row)]).await?;
    let cookie = format!("{SESSION_COOKIE}={0}; {SESSION_COOKIE_TLS}={0}", token.reveal());
    let request = Request::builder().header(COOKIE, cookie).body(());
    let (parts, ()) =
        request.map_err(|_| Trouble::Fault(desk::Fault::broken("a cookie of hexadecimal digits is a header")))?.into_parts();
    let caller = here.site.gate().caller(&parts).await;
    desk.store(vec![("delete from account_sessions where id = $1".into(), args![&session])]).await?;
    caller?.map(|caller| Signatory { caller }).ok_or_else(|| Trouble::refused(NotLetIn::NoPin))
}

impl Signatory {
    /// Whether they may perform `action` in `area` or on `case`.
    #[must_use]
    pub fn may(&self, here: &Here, action: &str, area: Option<AreaCode>, case: Option<&Id>) -> bool {
        here.site.gate().may(&self.caller, action, area, case)
    }

    /// Who acts: the signatory on their own post, because of this request.
    #[must_use]
    pub fn given(&self, here: &Here) -> Given {
        let mut given = Given { once: None, ..here.given() };
        given.actor = self.caller.actor.clone();
        given.post = self.caller.post.as_ref().map(|post| post.id.clone());
        given.area = self.caller.post.as_ref().map(|post| post.area);
        given
    }
}

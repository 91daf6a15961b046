//! What the doors of this capability share: who knocks, where the keeper and the city's areas are found, how a session is handed over.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use kernel::{AreaCode, AreaLevel, Id};
use places::Places;
use web::{Here, Page, Say, Site, Trouble};

use crate::acts::ADMINISTRATOR;
use crate::gate::Gatekeeper;
use crate::refusals::NotLetIn;
use crate::secrets_of::Own;
use crate::signing_in::LetIn;
use crate::visitor::Visitor;
use crate::{cookies, sessions};

/// Where somebody goes who was let in and did not ask for anything else.
pub(crate) const INSIDE: &str = "/duty";
/// How many areas are offered in a list; any other is typed by its code.
const AREAS_OFFERED_MAX: usize = 400;
/// How many actions one token may name is bounded by the act; this is how many characters they may have.
pub(crate) const ACTIONS_CHARS_MAX: usize = 2_000;

/// What the doors need besides the request.
pub(crate) struct Office {
    /// The keeper of all doors.
    pub keeper: Arc<Gatekeeper>,
    /// The city's areas.
    pub places: Arc<Places>,
}

/// One request with its headers, for doors that let people in and out.
pub(crate) struct Doorstep {
    /// The request.
    pub here: Here,
    headers: HeaderMap,
}

impl FromRequestParts<Site> for Doorstep {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Trouble> {
        Ok(Self { here: Here::from_request_parts(parts, site).await?, headers: parts.headers.clone() })
    }
}

impl Doorstep {
    /// Who knocks.
    pub fn visitor(&self, office: &Office) -> Visitor {
        let agent = self.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("");
        Visitor::from(self.here.asked.peer, cookies::browser(&self.headers, office.keeper.is_secure()), agent)
    }

    /// Whoever is signed in, at their own account. A token of the API has none.
    pub fn own<'a>(&'a self, visitor: &'a Visitor) -> Result<Own<'a>, Trouble> {
        let caller = self.here.caller()?;
        let session = caller.session().ok_or_else(|| Trouble::refused(NotLetIn::NoSuchSession))?;
        Ok(Own { account: &caller.account, session, visitor })
    }

    /// Ends the session that this browser was in before, if it was in one.
    pub async fn end_former(&self, why: crate::Ending) -> Result<(), Trouble> {
        if let Some((account, session)) = self.here.caller.as_ref().and_then(|c| c.session().map(|s| (&c.account, s))) {
            sessions::end(self.here.desk(), account, session, why).await?;
        }
        Ok(())
    }
}

impl Office {
    /// Sends the browser on with the cookies of its new session.
    pub fn inside(&self, let_in: &LetIn, next: &str) -> Page {
        self.keeper.forget();
        let secure = self.keeper.is_secure();
        let next = if next.is_empty() { INSIDE } else { next };
        Page::go(next)
            .with(SET_COOKIE, cookies::set_session(&let_in.token, secure))
            .with(SET_COOKIE, cookies::set_browser(&let_in.browser, secure))
    }

    /// The names from the city down to an area.
    pub fn path(&self, area: AreaCode) -> String {
        self.places.atlas().gazetteer.path(area)
    }

    /// Areas of a scope to choose from, down to the townships: code and path.
    pub fn areas_offered(&self, scope: &kernel::Scope) -> Vec<(String, String)> {
        let atlas = self.places.atlas();
        let all = atlas.gazetteer.areas().all().iter();
        let offered = all.filter(|area| area.level() <= AreaLevel::Township && scope.sees(area.code, None));
        offered.take(AREAS_OFFERED_MAX).map(|area| (area.code.to_string(), atlas.gazetteer.path(area.code))).collect()
    }

    /// The kinds of post to choose from, in the reader's words.
    pub fn kinds_offered(&self, say: &Say) -> Vec<(String, String)> {
        self.keeper
            .powers()
            .kinds()
            .into_iter()
            .filter(|kind| kind != crate::gate::PUBLIC)
            .map(|kind| (kind.clone(), kind_word(say, &kind)))
            .collect()
    }

    /// Refuses a kind of post that the policies do not know. Nobody holds the public's.
    pub fn check_kind(&self, kind: &str) -> Result<(), Trouble> {
        let known = kind != crate::gate::PUBLIC && self.keeper.powers().kinds().iter().any(|one| one == kind);
        if known { Ok(()) } else { Err(Trouble::refused(NotLetIn::UnknownKind)) }
    }

    /// Refuses an action that the policies do not know.
    pub fn check_actions(&self, actions: &[String]) -> Result<(), Trouble> {
        let known = actions.iter().all(|action| self.keeper.powers().knows(action));
        if known { Ok(()) } else { Err(Trouble::refused(NotLetIn::UnknownAction)) }
    }

    /// The account, if the caller looks after its home and after every post it holds: whoever can give somebody a new password could
    /// else sign in on a post that they may not grant.
    pub async fn looked_after(&self, here: &Here, account: &Id) -> Result<crate::reads::AccountSeen, Trouble> {
        let scope = here.scope();
        let seen = crate::reads::account(here.db(), &scope, account).await?.ok_or(Trouble::NotFound)?;
        for post in crate::reads::posts(here.db(), &scope, std::slice::from_ref(account)).await? {
            let action = here.door.action.to_owned();
            if !scope.sees(post.area, None) {
                return Err(Trouble::NotAllowed { action });
            }
        }
        Ok(seen)
    }
}

/// A kind of post in the reader's words; the word of the policies where there are none.
#[must_use]
pub fn kind_word(say: &Say, kind: &str) -> String {
    let key = format!("accounts-kind-{kind}");
    if say.knows(&key) { say.key(&key, &[]) } else { kind.to_owned() }
}

/// What the first administrator's post is called.
pub(crate) fn administrator_word(say: &Say) -> String {
    kind_word(say, ADMINISTRATOR)
}

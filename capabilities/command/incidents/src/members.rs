//! The people on an incident: who can be called to it, who is on it, calling them and letting them go. What is done to the incident and
//! to the account is done together or not at all.

use std::collections::HashMap;

use accounts::acts::{EndMembership, GiveMembership};
use accounts::reads::{self as accounts_read, Holder};
use desk::{Fault, one};
use kernel::{AreaCode, Id, Scope, Time};
use places::Atlas;
use web::{Here, Say, Trouble};

use crate::acts::{CallIn, LetGo, NAME_CHARS_MAX};
use crate::pages::{aloud, naming};
use crate::state::Incident;
use crate::words;

/// The action under which people are called to an incident and let go.
pub(crate) const CALL_IN: &str = "incidents.call-in";
/// The action that lets somebody look up who holds a post: whoever finds them in the contact book may call them.
const LOOK_UP: &str = "organisations.read";
/// How many people one question for candidates gets.
pub(crate) const FOUND_MAX: usize = 20;
/// How many people are called at once, where a post is called that several hold.
const AT_ONCE_MAX: usize = 20;

/// Somebody on an incident.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// Their account.
    pub account: Id,
    /// Their name, unless it was erased.
    pub name: Option<String>,
    /// The post for which they were called.
    pub post: String,
    /// When it ends by itself, where an end was set.
    pub until: Option<Time>,
}

/// Somebody who can be called, or everybody who holds one post.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// Whom: each account with the post for which it is called.
    pub whom: Vec<(Id, String)>,
    /// Their name; nothing for everybody who holds the post.
    pub name: Option<String>,
    /// The post, by its kind in the policies and its area.
    pub post: (String, AreaCode),
    /// The post in words, and where it is.
    pub title: String,
}

impl Candidate {
    /// What names them in a field: whoever chooses it means them and nobody else.
    pub fn written(&self, say: &Say) -> String {
        match &self.name {
            Some(name) => say.with(words::MEMBER_OFFERED, &[("name", name.clone().into()), ("post", self.title.clone().into())]),
            None => say.one(words::MEMBER_POST_OFFERED, "post", self.title.clone()),
        }
    }
}

/// Who is on the incident, in the order in which their accounts were opened.
///
/// # Errors
/// A fault when the database does not answer.
pub(crate) async fn members(here: &Here, id: &Id, incident: &Incident) -> Result<Vec<Member>, Fault> {
    if incident.members.is_empty() {
        return Ok(Vec::new());
    }
    let city = here.desk().city();
    let whole = Scope::whole(city);
    let ends: HashMap<Id, Option<Time>> = accounts_read::members(here.db(), &whole, (city, id)).await?.into_iter().collect();
    let mut members = Vec::with_capacity(incident.members.len());
    for (account, called) in &incident.members {
        let known = accounts_read::account(here.db(), &whole, account).await?;
        members.push(Member {
            account: account.clone(),
            name: known.and_then(|account| account.name),
            post: called.post_title.clone(),
            until: ends.get(account).copied().flatten(),
        });
    }
    Ok(members)
}

/// Who can be called: people and whole posts in whose name, post or area every word of the question occurs.
///
/// # Errors
/// A fault when the database does not answer.
pub(crate) async fn candidates(here: &Here, atlas: &Atlas, question: &str) -> Result<Vec<Candidate>, Fault> {
    let holders = accounts_read::holders(here.db(), &here.scope_for(LOOK_UP), (here.say.now, None)).await?;
    let asked: Vec<String> = question.to_lowercase().split_whitespace().map(ToOwned::to_owned).collect();
    let fits = |candidate: &Candidate| {
        let said = format!("{} {}", candidate.name.as_deref().unwrap_or_default(), candidate.title).to_lowercase();
        asked.iter().all(|word| said.contains(word))
    };
    Ok(offered(holders, (atlas, &here.say)).into_iter().filter(fits).collect())
}

/// People, each on every post they hold, and behind them the posts that several hold.
fn offered(holders: Vec<Holder>, (atlas, say): (&Atlas, &Say)) -> Vec<Candidate> {
    let (mut people, mut posts): (Vec<Candidate>, Vec<Candidate>) = (Vec::new(), Vec::new());
    for holder in holders {
        let (post, title) = ((holder.kind.clone(), holder.area), title(&holder, (atlas, say)));
        let whom = (holder.account.clone(), title.clone());
        match posts.iter_mut().find(|known| known.post == post) {
            Some(known) => known.whom.push(whom.clone()),
            None => {
                let title = post_title(&accounts::kind_word(say, &post.0), post.1, (atlas, say));
                posts.push(Candidate { whom: vec![whom.clone()], name: None, post: post.clone(), title });
            }
        }
        people.push(Candidate { whom: vec![whom], name: holder.name, post, title });
    }
    people.into_iter().filter(|one| one.name.is_some()).chain(posts.into_iter().filter(|one| one.whom.len() > 1)).collect()
}

fn title(holder: &Holder, (atlas, say): (&Atlas, &Say)) -> String {
    let kind = accounts::kind_word(say, &holder.kind);
    post_title(if holder.title.is_empty() { &kind } else { &holder.title }, holder.area, (atlas, say))
}

fn post_title(post: &str, area: AreaCode, (atlas, say): (&Atlas, &Say)) -> String {
    let place = naming::place(atlas, &[area], say).unwrap_or_default();
    let title = say.with(words::MEMBER_POST_AT, &[("post", post.into()), ("area", place.into())]);
    aloud::cut(&title, NAME_CHARS_MAX)
}

/// The account with the first post that it holds, if the caller can look it up.
///
/// # Errors
/// A fault when the database does not answer.
pub(crate) async fn by_account(here: &Here, atlas: &Atlas, account: &Id) -> Result<Option<(Id, String)>, Fault> {
    let holders = accounts_read::holders(here.db(), &here.scope_for(LOOK_UP), (here.say.now, None)).await?;
    let held = holders.into_iter().find(|holder| holder.account == *account);
    Ok(held.map(|holder| (holder.account.clone(), title(&holder, (atlas, &here.say)))))
}

/// Everybody who holds a post of this kind in this area.
///
/// # Errors
/// A fault when the database does not answer.
pub(crate) async fn by_post(here: &Here, atlas: &Atlas, post: (&str, AreaCode)) -> Result<Vec<(Id, String)>, Fault> {
    let holders = accounts_read::holders(here.db(), &here.scope_for(LOOK_UP), (here.say.now, Some(post))).await?;
    Ok(holders.into_iter().map(|holder| (holder.account.clone(), title(&holder, (atlas, &here.say)))).collect())
}

/// Calls them to the incident, until the time that is set or until it ends.
///
/// # Errors
/// The refusal or the fault; then nobody was called.
pub(crate) async fn call(here: &Here, case: &Id, whom: Vec<(Id, String)>, until: Option<Time>) -> Result<(), Trouble> {
    let mut acts = Vec::with_capacity(2 * whom.len());
    for (account, post_title) in whom.into_iter().take(AT_ONCE_MAX) {
        acts.push(one(case, CallIn { account: account.clone(), post_title }));
        acts.push(one(&account, GiveMembership { case: case.clone(), until }));
    }
    here.desk().perform_all(here.given(), acts).await?;
    Ok(())
}

/// Lets somebody go.
///
/// # Errors
/// The refusal or the fault.
pub(crate) async fn let_go(here: &Here, case: &Id, account: &Id) -> Result<(), Trouble> {
    let go = LetGo { account: account.clone(), ended_at: None };
    let acts = vec![one(case, go), one(account, EndMembership { case: case.clone() })];
    here.desk().perform_all(here.given(), acts).await?;
    Ok(())
}

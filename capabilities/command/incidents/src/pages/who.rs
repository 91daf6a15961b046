//! Who acted, in words: the name and post of an account, what a token is for, the program itself.

use std::collections::BTreeMap;

use accounts::reads as accounts;
use desk::{Entered, Fault};
use kernel::{Id, Scope};
use web::{Here, Say};

use crate::facts::IncidentFact;
use crate::words;

/// How many actors of one incident are called by name; the rest stay nameless.
const NAMED_MAX: usize = 100;

/// Who acted, by actor and post as the facts have them.
#[derive(Debug, Clone, Default)]
pub struct Who(BTreeMap<(String, Option<String>), String>);

impl Who {
    /// Names those who recorded the facts. Whoever may see an incident sees who worked on it.
    pub async fn of(here: &Here, facts: &[Entered<IncidentFact>]) -> Result<Self, Fault> {
        let mut who = Self::default();
        for (actor, post) in facts.iter().flat_map(named_in) {
            let key = (actor, post);
            if who.0.len() < NAMED_MAX && !who.0.contains_key(&key) {
                let name = named(here, &key.0, key.1.as_deref()).await?;
                who.0.insert(key, name);
            }
        }
        Ok(who)
    }

    /// What an actor on a post is called; the bare mark of the facts where nobody knows more.
    pub fn name<'a>(&'a self, actor: &'a str, post: Option<&str>) -> &'a str {
        self.0.get(&(actor.to_owned(), post.map(ToOwned::to_owned))).map_or(actor, String::as_str)
    }

    /// The same for samples.
    #[cfg(test)]
    pub fn sample(names: &[(&str, &str)]) -> Self {
        Self(names.iter().map(|(actor, name)| (((*actor).to_owned(), None), (*name).to_owned())).collect())
    }
}

/// Whoever a fact names: who recorded it, and whom it is about.
fn named_in(fact: &Entered<IncidentFact>) -> Vec<(String, Option<String>)> {
    let about = match &fact.fact {
        IncidentFact::CalledIn { account, .. } | IncidentFact::LetGo { account } => Some((account_mark(account), None)),
        _ => None,
    };
    std::iter::once((fact.actor.clone(), fact.post.clone())).chain(about).collect()
}

/// An account as facts name whoever acts from it.
pub fn account_mark(account: &Id) -> String {
    format!("account/{account}")
}

async fn named(here: &Here, actor: &str, post: Option<&str>) -> Result<String, Fault> {
    let say = &here.say;
    let whole = Scope::whole(here.desk().city());
    let (sort, id) = actor.split_once('/').unwrap_or((actor, ""));
    match (sort, Id::parse(id)) {
        ("account", Ok(id)) => account(here, (&whole, &id), post).await,
        ("token", Ok(id)) => {
            let token = accounts::token(here.db(), &whole, &id).await?;
            Ok(token.map_or_else(
                || say.word(words::WHO_TOKEN).into_owned(),
                |token| say.one(words::WHO_TOKEN_FOR, "what", token.label),
            ))
        }
        ("system", _) => Ok(say.word(words::WHO_SYSTEM).into_owned()),
        ("public", _) => Ok(say.word(words::WHO_PUBLIC).into_owned()),
        _ => Ok(actor.to_owned()),
    }
}

async fn account(here: &Here, (whole, id): (&Scope, &Id), post: Option<&str>) -> Result<String, Fault> {
    let known = accounts::account(here.db(), whole, id).await?;
    let name = known.and_then(|account| account.name).unwrap_or_else(|| nameless(&here.say, id));
    let posts = accounts::posts(here.db(), whole, std::slice::from_ref(id)).await?;
    let held = posts.into_iter().find(|held| Some(held.post.as_str()) == post).map(|held| held.title);
    Ok(match held.filter(|title| !title.is_empty()) {
        Some(title) => here.say.with(words::WHO_ON_POST, &[("name", name.into()), ("post", title.into())]),
        None => name,
    })
}

/// An account whose name was erased or is not known: told from others by the end of its id.
pub fn nameless(say: &Say, id: &Id) -> String {
    let id = id.as_str();
    say.one(words::WHO_NAMELESS, "id", id.get(id.len().saturating_sub(4)..).unwrap_or(id))
}

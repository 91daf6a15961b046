//! Who did something, by name: whoever may see a report sees who wrote, signed and opened it.

use desk::Fault;
use kernel::{Id, Scope};
use web::Here;

use crate::words;

/// What an actor of the envelope is called.
///
/// # Errors
/// A fault when the database does not answer.
pub(super) async fn named(here: &Here, actor: &str) -> Result<String, Fault> {
    let whole = Scope::whole(here.desk().city());
    let (sort, id) = actor.split_once('/').unwrap_or((actor, ""));
    let name = match (sort, Id::parse(id)) {
        ("account", Ok(id)) => accounts::reads::account(here.db(), &whole, &id).await?.and_then(|account| account.name),
        ("token", Ok(id)) => accounts::reads::token(here.db(), &whole, &id).await?.map(|token| token.label),
        ("system", _) => Some(here.say.word(words::WHO_SYSTEM).into_owned()),
        _ => None,
    };
    Ok(name.filter(|name| !name.is_empty()).unwrap_or_else(|| here.say.word(words::WHO_UNKNOWN).into_owned()))
}

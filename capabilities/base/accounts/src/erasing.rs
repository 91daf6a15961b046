//! Erasing who a closed account belonged to, by law: the name goes from the sealed store, the sign-in name and all secrets from theirs.

use desk::{Because, Desk, NotDone, args};
use kernel::{Given, Id};

use crate::acts::Refusal;
use crate::refusals::NotLetIn;
use crate::state::Account;

/// Erases the person of a closed account. What the account did stays in the journal under its id.
///
/// # Errors
/// Refused when there is no such account or it is still open, or without reason and law; a fault when it cannot be made durable.
pub async fn erase_person(desk: &Desk, given: Given, account: &Id, because: Because) -> Result<(), NotDone> {
    let (state, _) = desk.recall::<Account>(account).await?;
    let name = state.name.as_ref().ok_or(Refusal::NoSuchAccount)?;
    if !state.closed {
        return Err(NotLetIn::StillOpen.into());
    }
    desk.erase(given, &name.id, because).await?;
    let from = [
        "account_people",
        "account_passwords",
        "account_codes",
        "account_pins",
        "account_browsers",
        "account_links",
        "account_sessions",
    ];
    let statements = from.into_iter().map(|table| (format!("delete from {table} where account = $1").into(), args![account]));
    desk.store(statements.collect()).await?;
    Ok(())
}

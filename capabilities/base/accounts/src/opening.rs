//! Opening accounts for others: with a one-time link for the person, or with a password where a demonstration is set up.

use desk::{Desk, NotDone, Performable, one};
use kernel::{AreaCode, Given, Id, Time};

use crate::acts::{GrantPost, Open, PasswordProof, SetPassword};
use crate::names::SignInName;
use crate::refusals::NotLetIn;
use crate::secret::Secret;
use crate::secrets_of::NewPassword;

/// A person for whom an account is opened.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Their name.
    pub name: String,
    /// The name that they sign in with.
    pub sign_in: String,
    /// The area whose administrators look after the account.
    pub area: AreaCode,
    /// Posts that they hold from the beginning.
    pub posts: Vec<NewPost>,
}

/// A post for a new person.
#[derive(Debug, Clone)]
pub struct NewPost {
    /// The kind, as the policies name it. Whether it exists is for the caller to ask.
    pub kind: String,
    /// The area it answers for.
    pub area: AreaCode,
    /// What it is called; may be empty.
    pub title: String,
    /// When it ends by itself.
    pub until: Option<Time>,
}

/// Opens an account. Its person sets a password by [`crate::links::password_link`]. Asked again under the same key, it is the same account.
///
/// # Errors
/// Refused when a name will not do or is taken; a fault when it cannot be recorded.
pub async fn open_account(desk: &Desk, given: Given, person: NewPerson) -> Result<Id, NotDone> {
    let fresh = desk.new_id();
    let all = desk.perform_all(given, steps(desk, &fresh, person)?).await?;
    let made = all.stream.as_deref().and_then(|stream| stream.split_once('/')).and_then(|(_, id)| Id::parse(id).ok());
    Ok(made.unwrap_or(fresh))
}

/// Opens an account with a password already set: for demonstrations and exercises, where the people are made up.
///
/// # Errors
/// As [`open_account`], and when the password will not do.
pub async fn open_with_password(desk: &Desk, given: Given, person: NewPerson, password: &Secret) -> Result<Id, NotDone> {
    let id = desk.new_id();
    let new = NewPassword { password: password.clone(), again: password.clone() };
    let hash = new.hashed(desk, &person.sign_in).await?;
    let mut steps = steps(desk, &id, person)?;
    steps.push(one(&id, SetPassword { account: id.clone(), hash, proof: PasswordProof::Operator }));
    desk.perform_all(given, steps).await?;
    Ok(id)
}

fn steps(desk: &Desk, id: &Id, person: NewPerson) -> Result<Vec<Box<dyn Performable>>, NotDone> {
    let sign_in = SignInName::parse(&person.sign_in).map_err(|_| NotLetIn::SignInName)?;
    let name = desk.seal("person", None, person.name.trim());
    let mut steps = vec![one(id, Open { account: id.clone(), area: person.area, name, sign_in })];
    for NewPost { kind, area, title, until } in person.posts {
        steps.push(one(id, GrantPost { post: desk.new_id(), kind, area, title, until }));
    }
    Ok(steps)
}

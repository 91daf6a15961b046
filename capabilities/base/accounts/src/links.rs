//! One-time links: how a person sets their first password, or a new one when the old is lost. Nobody else ever knows it.

use desk::{Desk, Fault, NotDone, Sealing, acts, args};
use kernel::{AreaCode, Id};

use crate::acts::{ADMINISTRATOR, GrantPost, Open, PasswordProof, SetPassword, SignIn};
use crate::audit::{self, About, Noted};
use crate::facts::Means;
use crate::failures::{self, Counted};
use crate::names::SignInName;
use crate::refusals::NotLetIn;
use crate::secret::Secret;
use crate::secrets_of::{NewPassword, sign_in_of};
use crate::signing_in::{self, LetIn, given, new_session, remember_browser};
use crate::stores::LINK_MIN;
use crate::visitor::Visitor;

/// What a link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opens {
    /// The account of the first administrator, which is opened with it.
    FirstAdministrator,
    /// The password of an account.
    Password {
        /// The account.
        account: Id,
    },
}

/// Who the first administrator is.
#[derive(Debug, Clone)]
pub struct FirstAdministrator {
    /// Their name.
    pub name: String,
    /// The name that they sign in with.
    pub sign_in: String,
    /// What their post is called.
    pub title: String,
}

/// Makes the link by which the first administrator opens their own account: what `init` prints. Links made before for it are worth
/// nothing from now on, and this one is worth nothing once the city has an administrator.
///
/// # Errors
/// A fault when it cannot be stored.
pub async fn first_administrator_link(desk: &Desk) -> Result<Secret, NotDone> {
    make(desk, None).await
}

/// Makes the link by which the person of `account` sets a password. Links made before for it are worth nothing from now on.
///
/// # Errors
/// A fault when it cannot be stored.
pub async fn password_link(desk: &Desk, account: &Id) -> Result<Secret, NotDone> {
    make(desk, Some(account)).await
}

async fn make(desk: &Desk, account: Option<&Id>) -> Result<Secret, NotDone> {
    let link = Secret::new(desk.chance().secret());
    let until = desk::machine_now().plus_min(LINK_MIN);
    let former: desk::Statement = match account {
        Some(account) => ("delete from account_links where account = $1".into(), args![account]),
        None => ("delete from account_links where account is null".into(), args![]),
    };
    let add = "insert into account_links (token, account, until_ms) values ($1, $2, $3)";
    desk.store(vec![former, (add.into(), args![link.digest(), account.cloned(), until])]).await?;
    Ok(link)
}

/// What the link opens.
///
/// # Errors
/// Refused when it was used or has run out, or when too many wrong ones came from there; a fault when the store does not answer.
pub async fn look(desk: &Desk, link: &Secret, visitor: &Visitor) -> Result<Opens, NotDone> {
    let counted = Counted::of_source(visitor);
    let attempt = match failures::begin(desk, counted, visitor.at).await? {
        Ok(attempt) => attempt,
        Err(heard_at) => return Err(NotLetIn::wait(heard_at, visitor.at).into()),
    };
    let Some(opens) = opened_by(desk, link, visitor).await? else {
        audit::note(desk, Noted::WrongLink, About { account: None, source: &visitor.source, detail: "" }, visitor.at).await?;
        return Err(NotLetIn::LinkOver.into());
    };
    attempt.was_right(desk).await?;
    Ok(opens)
}

async fn opened_by(desk: &Desk, link: &Secret, visitor: &Visitor) -> Result<Option<Opens>, Fault> {
    let sql = "select account from account_links where token = $1 and until_ms > $2";
    let Some(row) = desk.db().one(sql, args![link.digest(), visitor.at]).await? else { return Ok(None) };
    Ok(match row.maybe_id("account")? {
        Some(account) => Some(Opens::Password { account }),
        None if has_administrator(desk).await? => None,
        None => Some(Opens::FirstAdministrator),
    })
}

/// Whether somebody looks after the accounts of the whole city: then a link that was left over must not make another.
async fn has_administrator(desk: &Desk) -> Result<bool, Fault> {
    let sql = "select p.account from account_posts p join accounts a on a.id = p.account \
               where p.kind = $1 and p.area = $2 and (p.until_ms is null or p.until_ms > $3) and not a.closed limit 1";
    Ok(desk.db().one(sql, args![ADMINISTRATOR, desk.city(), desk.now()]).await?.is_some())
}

/// Opens the account of the first administrator of the city, sets its password and lets them in. The link is used up by it.
///
/// # Errors
/// Refused when the link does not open it, or a name or the password will not do; a fault when it cannot be recorded.
pub async fn open_first(
    desk: &Desk,
    link: &Secret,
    (who, new): (&FirstAdministrator, &NewPassword),
    visitor: &Visitor,
) -> Result<LetIn, NotDone> {
    if look(desk, link, visitor).await? != Opens::FirstAdministrator {
        return Err(NotLetIn::LinkOver.into());
    }
    let sign_in = SignInName::parse(&who.sign_in).map_err(|_| NotLetIn::SignInName)?;
    let hash = new.hashed(desk, sign_in.as_str()).await?;
    let account = desk.new_id();
    let name: Sealing = desk.seal("person", None, who.name.trim());
    let area: AreaCode = desk.city();
    let (session, let_in) = new_session(desk, &account, visitor);
    let post = GrantPost { post: desk.new_id(), kind: ADMINISTRATOR.to_owned(), area, title: who.title.clone(), until: None };
    let set = SetPassword { account: account.clone(), hash, proof: PasswordProof::Link(link.digest()) };
    let steps = acts![
        (&account, Open { account: account.clone(), area, name, sign_in }),
        (&account, post),
        (&account, set),
        (&account, SignIn { account: account.clone(), means: Means::Link, session }),
    ];
    desk.perform_all(given(desk, &account), steps).await?;
    remember_browser(desk, &let_in, visitor).await?;
    Ok(let_in)
}

/// Sets the password of the account that the link opens and lets its person in, or says that the one-time code is owed: a link that
/// fell into other hands does not pass by the authenticator.
///
/// # Errors
/// Refused when the link was used or has run out or the password will not do; a fault when it cannot be recorded.
pub async fn set_password(desk: &Desk, link: &Secret, new: &NewPassword, visitor: &Visitor) -> Result<signing_in::Came, NotDone> {
    let Opens::Password { account } = look(desk, link, visitor).await? else {
        return Err(NotLetIn::LinkOver.into());
    };
    let hash = new.hashed(desk, &sign_in_of(desk.db(), &account).await?).await?;
    let set = SetPassword { account: account.clone(), hash, proof: PasswordProof::Link(link.digest()) };
    desk.perform(&account, given(desk, &account), set).await?;
    signing_in::after_proof(desk, &account, Means::Link, visitor).await
}

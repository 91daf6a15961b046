//! One's own secrets: the password set by link or changed, one-time codes enrolled and removed. Each asks for the password again, so that
//! a session left open at a desk does not give the account away.

use desk::{Db, Desk, Fault, NotDone, args};
use kernel::Id;

use crate::acts::{EnrolCodes, PasswordProof, RemoveCodes, SetPassword};
use crate::audit::{self, About, Noted};
use crate::code;
use crate::failures::{self, Counted};
use crate::hashing;
use crate::password;
use crate::refusals::NotLetIn;
use crate::secret::Secret;
use crate::signing_in::given;
use crate::visitor::Visitor;

/// A new password, typed twice.
#[derive(Debug, Clone)]
pub struct NewPassword {
    /// The password.
    pub password: Secret,
    /// The same once more.
    pub again: Secret,
}

impl NewPassword {
    /// Judges the password for the person who signs in as `sign_in`, and hashes it.
    ///
    /// # Errors
    /// Refused when it is weak or the two differ; a fault when too many are hashed at once.
    pub async fn hashed(&self, desk: &Desk, sign_in: &str) -> Result<Secret, NotDone> {
        if self.password != self.again {
            return Err(NotLetIn::Different.into());
        }
        password::judge(self.password.reveal(), sign_in).map_err(NotLetIn::WeakPassword)?;
        Ok(hashing::hashed(desk, &self.password).await?)
    }
}

/// Changes the password of whoever is in `session`. All their other sessions end.
///
/// # Errors
/// Refused when the old password is wrong or the new one will not do; a fault when it cannot be recorded.
pub async fn change_password(desk: &Desk, whose: &Own<'_>, old: &Secret, new: &NewPassword) -> Result<(), NotDone> {
    whose.proves(desk, old).await?;
    let hash = new.hashed(desk, &sign_in_of(desk.db(), whose.account).await?).await?;
    let proof = PasswordProof::OldPassword { session: whose.session.clone() };
    let act = SetPassword { account: whose.account.clone(), hash, proof };
    desk.perform(whose.account, given(desk, whose.account), act).await?;
    Ok(())
}

/// Asks for one-time codes from now on, if `typed` is the code of `key` now.
///
/// # Errors
/// Refused when the password or the code is wrong; a fault when it cannot be recorded.
pub async fn enrol_codes(desk: &Desk, whose: &Own<'_>, password: &Secret, enrolling: &Enrolling) -> Result<(), NotDone> {
    whose.proves(desk, password).await?;
    let step = code::accepts(&enrolling.key, &enrolling.typed, whose.visitor.at, None).ok_or(NotLetIn::Code)?;
    let act = EnrolCodes { account: whose.account.clone(), key: enrolling.key.clone(), step };
    desk.perform(whose.account, given(desk, whose.account), act).await?;
    Ok(())
}

/// No longer asks for one-time codes.
///
/// # Errors
/// Refused when the password is wrong; a fault when it cannot be recorded.
pub async fn remove_codes(desk: &Desk, whose: &Own<'_>, password: &Secret) -> Result<(), NotDone> {
    whose.proves(desk, password).await?;
    desk.perform(whose.account, given(desk, whose.account), RemoveCodes { account: whose.account.clone() }).await?;
    Ok(())
}

/// Somebody at their own account.
#[derive(Debug, Clone, Copy)]
pub struct Own<'a> {
    /// The account.
    pub account: &'a Id,
    /// The session they are in.
    pub session: &'a Id,
    /// Where they are.
    pub visitor: &'a Visitor,
}

/// A key being enrolled and the code that proves that the authenticator has it.
#[derive(Debug, Clone)]
pub struct Enrolling {
    /// The key in base32.
    pub key: Secret,
    /// The code as it was typed.
    pub typed: String,
}

impl Own<'_> {
    /// Whether the password is theirs; wrong ones count and are noted like those at the door.
    ///
    /// # Errors
    /// Refused when it is not; a fault when the stores do not answer.
    pub(crate) async fn proves(&self, desk: &Desk, password: &Secret) -> Result<(), NotDone> {
        let about = About { account: Some(self.account), source: &self.visitor.source, detail: "" };
        let counted = Counted::of_name(self.account.as_str(), None, self.visitor);
        let attempt = match failures::begin(desk, counted, self.visitor.at).await? {
            Ok(attempt) => attempt,
            Err(heard_at) => return Err(NotLetIn::wait(heard_at, self.visitor.at).into()),
        };
        let sql = "select hash from account_passwords where account = $1";
        let hash = desk.db().one(sql, args![self.account]).await?.map(|row| row.text("hash")).transpose()?.map(Secret::new);
        if !hashing::belongs(password, hash).await? {
            audit::note(desk, Noted::WrongPassword, about, self.visitor.at).await?;
            return Err(NotLetIn::OldPassword.into());
        }
        Ok(attempt.was_right(desk).await?)
    }
}

/// The name that the person of an account signs in with; empty where it was erased.
///
/// # Errors
/// A fault when the store does not answer.
pub async fn sign_in_of(db: &Db, account: &Id) -> Result<String, Fault> {
    let row = db.one("select sign_in from account_people where account = $1", args![account]).await?;
    row.map_or(Ok(String::new()), |row| row.text("sign_in"))
}

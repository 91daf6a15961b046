//! `/api/me`: one's own account; and breaking the glass.

use std::sync::Arc;

use kernel::{AreaCode, Id, Time};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Credential, Here, Json, Language, Paged, Path, Reply, Trouble, Whole};

use crate::acts::{BreakGlass, EndGlass};
use crate::doorstep::{Doorstep, Office};
use crate::facts::Ending;
use crate::refusals::NotLetIn;
use crate::secret::Secret;
use crate::secrets_of::{self, Enrolling};
use crate::{callers, pages, pins, reads, sessions as own_sessions};

/// Who asks.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    /// The account, or the token.
    #[schema(value_type = web::shape::Id)]
    account: Id,
    /// The person's name, or the token's label.
    name: String,
    /// `session` or `token`.
    by: &'static str,
    /// The posts that are held.
    posts: Vec<MyPost>,
    /// The post that is acted on.
    #[schema(value_type = Option<web::shape::Id>)]
    acting_on: Option<Id>,
    /// What changes must carry as `X-CSRF-Token`; empty for a token, which needs none.
    csrf: String,
}

/// A post that is held.
#[derive(Serialize, ToSchema)]
pub(super) struct MyPost {
    /// Which post.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// The kind, as the policies name it.
    kind: String,
    /// What it is called.
    title: String,
    /// The area it answers for.
    #[schema(value_type = web::shape::Area)]
    area: AreaCode,
}

/// One of one's own sessions.
#[derive(Serialize, ToSchema)]
pub(super) struct OneSession {
    /// Which session.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// When it began.
    #[schema(value_type = web::shape::Time)]
    opened_at: String,
    /// When it was last used, to the minute.
    #[schema(value_type = web::shape::Time)]
    seen_at: String,
    /// When it ends at the latest.
    #[schema(value_type = web::shape::Time)]
    until: String,
    /// The network address it was begun from.
    source: String,
    /// What the browser said it is.
    agent: String,
}

/// The post to act on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChosenPost {
    /// One of one's own posts.
    #[schema(value_type = web::shape::Id)]
    post: Id,
}

/// The language to speak.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChosenLanguage {
    /// `zh` or `en`.
    #[schema(pattern = "^(zh|en)$")]
    language: String,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPassword {
    /// The old one.
    #[schema(format = "password")]
    old: String,
    /// The new one.
    #[schema(format = "password")]
    password: String,
}

/// A new PIN.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPin {
    /// The password.
    #[schema(format = "password")]
    password: String,
    /// Four to eight digits.
    #[schema(format = "password")]
    pin: String,
}

/// A key for one-time codes, made by whoever asks, and its first code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCodes {
    /// The password.
    #[schema(format = "password")]
    password: String,
    /// At least 128 random bits in base32.
    #[schema(format = "password")]
    key: String,
    /// The code of the key now.
    code: String,
}

/// The password again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordProof)]
pub(super) struct Proof {
    /// The password.
    #[schema(format = "password")]
    password: String,
}

/// More than one's posts give.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BreakingGlass {
    /// Why.
    reason: String,
    /// For how many minutes.
    #[schema(value_type = i64, minimum = 1, example = 60)]
    minutes: Whole,
}

/// A glass that was just broken.
#[derive(Serialize, ToSchema)]
pub(super) struct TakenGlass {
    /// Where it holds.
    #[schema(value_type = web::shape::Area)]
    area: AreaCode,
    /// When it ends.
    #[schema(value_type = web::shape::Time)]
    until: String,
}

/// A glass that was broken, for whoever asks about it.
#[derive(Serialize, ToSchema)]
#[schema(as = BrokenGlass)]
pub(super) struct Broken {
    /// Whose account.
    #[schema(value_type = web::shape::Id)]
    account: Id,
    /// The person's name; nothing where it was erased.
    name: Option<String>,
    /// Where.
    #[schema(value_type = web::shape::Area)]
    area: AreaCode,
    /// Why; nothing where it was erased.
    reason: Option<String>,
    /// When it was taken.
    #[schema(value_type = web::shape::Time)]
    taken_at: String,
    /// When it ended or ends.
    #[schema(value_type = web::shape::Time)]
    until: String,
}

/// Who asks.
pub(super) async fn read(_: Arc<Office>, here: Here) -> ApiAnswer<Me> {
    let caller = here.caller()?;
    let at = here.desk().now();
    let (by, held) = match caller.credential {
        Credential::Session(_) => ("session", callers::posts(here.db(), &caller.account).await?),
        Credential::Token(_) => ("token", caller.post.iter().map(|post| (post.clone(), None)).collect()),
    };
    let live = held.into_iter().filter(|(_, until): &(_, Option<Time>)| until.is_none_or(|end| end > at));
    Ok(Reply::ok(Me {
        account: caller.account.clone(),
        name: caller.name.clone(),
        by,
        posts: live.map(|(post, _)| MyPost { id: post.id, kind: post.kind, title: post.name, area: post.area }).collect(),
        acting_on: caller.post.as_ref().map(|post| post.id.clone()),
        csrf: caller.csrf.clone(),
    }))
}

/// One's own sessions.
pub(super) async fn sessions(office: Arc<Office>, at: Doorstep) -> ApiAnswer<Paged<OneSession>> {
    let visitor = at.visitor(&office);
    let open = own_sessions::of(at.here.db(), at.own(&visitor)?.account, visitor.at).await?;
    let say = &at.here.say;
    let one = |session: own_sessions::SessionSeen| OneSession {
        id: session.id,
        opened_at: say.rfc3339(session.opened),
        seen_at: say.rfc3339(session.seen),
        until: say.rfc3339(session.until),
        source: session.source,
        agent: session.agent,
    };
    Ok(Reply::ok(Paged::whole(open.into_iter().map(one).collect())))
}

/// Ends one of one's own sessions.
pub(super) async fn end(office: Arc<Office>, at: Doorstep, Path(session): Path<String>) -> ApiAnswer<()> {
    let visitor = at.visitor(&office);
    let session = Id::parse(&session).map_err(|_| Trouble::NotFound)?;
    own_sessions::end(at.here.desk(), at.own(&visitor)?.account, &session, Ending::Revoked).await?;
    office.keeper.forget();
    Ok(Reply::nothing())
}

/// Chooses the post to act on.
pub(super) async fn post(office: Arc<Office>, at: Doorstep, Json(sent): Json<ChosenPost>) -> ApiAnswer<()> {
    let visitor = at.visitor(&office);
    let own = at.own(&visitor)?;
    own_sessions::act_on(at.here.desk(), (own.account, own.session), &sent.post).await?;
    office.keeper.forget();
    Ok(Reply::nothing())
}

/// Chooses the language.
pub(super) async fn language(office: Arc<Office>, here: Here, Json(sent): Json<ChosenLanguage>) -> ApiAnswer<()> {
    let language = Language::parse(&sent.language).ok_or_else(|| Trouble::refused(NotLetIn::Language))?;
    own_sessions::speak(here.desk(), &here.caller()?.account, language).await?;
    office.keeper.forget();
    Ok(Reply::nothing())
}

/// Changes the password.
pub(super) async fn password(office: Arc<Office>, at: Doorstep, Json(sent): Json<NewPassword>) -> ApiAnswer<()> {
    let visitor = at.visitor(&office);
    let new = secrets_of::NewPassword { password: Secret::new(sent.password.as_str()), again: Secret::new(sent.password) };
    secrets_of::change_password(at.here.desk(), &at.own(&visitor)?, &Secret::new(sent.old), &new).await?;
    office.keeper.forget();
    Ok(Reply::nothing())
}

/// Sets a PIN.
pub(super) async fn pin(office: Arc<Office>, at: Doorstep, Json(sent): Json<NewPin>) -> ApiAnswer<()> {
    let visitor = at.visitor(&office);
    pins::set(at.here.desk(), &at.own(&visitor)?, &Secret::new(sent.password), &Secret::new(sent.pin)).await?;
    Ok(Reply::nothing())
}

/// Enrols one-time codes.
pub(super) async fn codes(office: Arc<Office>, at: Doorstep, Json(sent): Json<NewCodes>) -> ApiAnswer<()> {
    let visitor = at.visitor(&office);
    let enrolling = Enrolling { key: Secret::new(sent.key), typed: sent.code };
    secrets_of::enrol_codes(at.here.desk(), &at.own(&visitor)?, &Secret::new(sent.password), &enrolling).await?;
    Ok(Reply::nothing())
}

/// Removes one-time codes.
pub(super) async fn no_codes(office: Arc<Office>, at: Doorstep, Json(sent): Json<Proof>) -> ApiAnswer<()> {
    let visitor = at.visitor(&office);
    secrets_of::remove_codes(at.here.desk(), &at.own(&visitor)?, &Secret::new(sent.password)).await?;
    Ok(Reply::nothing())
}

/// Breaks the glass. A token is no person and cannot.
pub(super) async fn break_glass(office: Arc<Office>, here: Here, Json(sent): Json<BreakingGlass>) -> ApiAnswer<TakenGlass> {
    let area = pages::whole(&here)?;
    let act = BreakGlass { area, reason: here.desk().seal("words", None, sent.reason.trim()), minutes: sent.minutes.0 };
    let done = here.perform(&here.caller()?.account, act).await?;
    office.keeper.forget();
    let until = done.state.glass.as_ref().map_or(done.at, |glass| glass.until);
    Ok(Reply::created("/api/break-glass", TakenGlass { area, until: here.say.rfc3339(until) }))
}

/// Gives the glass back.
pub(super) async fn give_back(office: Arc<Office>, here: Here) -> ApiAnswer<()> {
    here.perform(&here.caller()?.account, EndGlass {}).await?;
    office.keeper.forget();
    Ok(Reply::nothing())
}

/// Every glass that was broken.
pub(super) async fn glasses(here: Here) -> ApiAnswer<Paged<Broken>> {
    let broken = reads::glasses(here.db(), &here.scope()).await?;
    let one = |glass: reads::GlassSeen| Broken {
        account: glass.account,
        name: glass.name,
        area: glass.area,
        reason: glass.reason,
        taken_at: here.say.rfc3339(glass.taken),
        until: here.say.rfc3339(glass.until),
    };
    Ok(Reply::ok(Paged::whole(broken.into_iter().map(one).collect())))
}

//! Drafting, rewriting and signing: what the doors of the API and of the pages both do.

use desk::{Done, acts, one};
use kernel::{Arg, Claim, Id};
use rules::ReportKind;
use web::{Here, Trouble};

use super::office::{Composed, Office};
use crate::acts::{Draft, Refusal, Sign, Supersede, Write};
use crate::body::Body;
use crate::facts::{PostNamed, SignedBy};
use crate::reads::Case;
use crate::state::Report;

/// The action that lets somebody sign in the name of the office.
pub(crate) const SIGN: &str = "reports.sign";

/// What is asked for when a report is drafted.
#[derive(Debug, Clone)]
pub(crate) struct Drafting {
    /// What kind of report.
    pub kind: ReportKind,
    /// The report whose place it takes, and why.
    pub replaces: Option<(Id, String)>,
}

/// A signature as somebody gives it at a door.
#[derive(Debug, Clone)]
pub(crate) struct Signing {
    /// How.
    pub by: SignedBy,
    /// Whose it is.
    pub post: PostNamed,
    /// The name of whoever holds the post.
    pub name: String,
    /// By which phone an oral one was given.
    pub phone: String,
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// The account that signs in person.
    pub account: Option<Id>,
}

/// Composes a report and keeps it. Answers its id; a repeat under the same key answers the first one's.
///
/// # Errors
/// The refusal or the fault.
pub(crate) async fn draft(office: &Office, here: &Here, (incident, case): (&Id, &Case), asked: Drafting) -> Result<Id, Trouble> {
    let composed = office.compose(here, case, (asked.kind, next_seq(case, asked.kind))).await?;
    let Composed { outline, body, previous } = composed;
    let (old, why) = asked.replaces.unzip();
    if old.as_ref().is_some_and(|old| case.reports.iter().all(|read| read.id != *old)) {
        return Err(Trouble::refused(Refusal::NotFound));
    }
    let fresh = here.new_id();
    let act = Draft {
        incident: incident.clone(),
        report: asked.kind,
        words: here.desk().seal("words", Some(incident), &body.joined()),
        quoted: outline.quoted(),
        as_of: outline.as_of,
        previous,
        replaces: old.clone(),
    };
    let mut acts = vec![one(&fresh, act)];
    if let Some(old) = old {
        acts.push(one(&old, Supersede { by: fresh.clone(), reason: why.unwrap_or_default() }));
    }
    let done = here.desk().perform_all(here.given(), acts).await?;
    let made = done.stream.as_deref().and_then(|s| s.split_once('/')).and_then(|(_, id)| Id::parse(id).ok());
    Ok(made.unwrap_or(fresh))
}

/// Which of its kind the next one will be; the number itself is given under the pen.
fn next_seq(case: &Case, kind: ReportKind) -> u32 {
    let of_kind = case.reports.iter().filter_map(|read| read.report.about.as_ref()).filter(|about| about.report == kind);
    of_kind.map(|about| about.seq).max().unwrap_or(0).saturating_add(1)
}

/// Puts it in other words.
///
/// # Errors
/// The refusal or the fault.
pub(crate) async fn rewrite(here: &Here, (id, case): (&Id, &Id), body: &Body) -> Result<Done<Report>, Trouble> {
    let words = here.desk().seal("words", Some(case), &body.joined());
    here.perform(id, Write { words, quoted: None, as_of: here.desk().now() }).await
}

/// Composes it anew from what is known now: words and figures both.
///
/// # Errors
/// The refusal or the fault.
pub(crate) async fn recompose(office: &Office, here: &Here, (id, incident, case): (&Id, &Id, &Case)) -> Result<(), Trouble> {
    let read = case.reports.iter().find(|read| read.id == *id).ok_or(Trouble::NotFound)?;
    let about = read.report.about.as_ref().ok_or(Trouble::NotFound)?;
    let composed = office.compose(here, case, (about.report, about.seq)).await?;
    let words = here.desk().seal("words", Some(incident), &composed.body.joined());
    let (quoted, as_of) = (Some(composed.outline.quoted()), composed.outline.as_of);
    here.perform(id, Write { words, quoted, as_of }).await?;
    Ok(())
}

/// The act of a signature that the caller records. In person one signs only for oneself, and only where the policies let one sign.
///
/// # Errors
/// The caller may not sign in the name of the office.
pub(crate) fn sign_act(here: &Here, (case, area): (&Id, Option<kernel::AreaCode>), signing: Signing) -> Result<Sign, Trouble> {
    let mut signing = signing;
    if signing.by == SignedBy::InPerson {
        if !here.may(SIGN, area, Some(case)) {
            return Err(Trouble::NotAllowed { action: SIGN.to_owned() });
        }
        let caller = here.caller()?;
        let held = caller.post.as_ref().map(|post| PostNamed { post: Some(post.id.clone()), title: post.name.clone() });
        if signing.post.title.trim().is_empty() {
            signing.post = held.unwrap_or_else(|| PostNamed { post: None, title: caller.name.clone() });
        }
        signing.name = caller.name.clone();
        signing.account = Some(caller.account.clone());
    }
    let seal = |kind: &'static str, text: &str| {
        Some(text.trim()).filter(|t| !t.is_empty()).map(|t| here.desk().seal(kind, Some(case), t))
    };
    Ok(Sign {
        name: seal("person", &signing.name),
        phone: seal("address", &signing.phone),
        by: signing.by,
        post: signing.post,
        at: signing.at,
        account: signing.account,
    })
}

/// A leader signs at the shared desk by PIN: what is signed is signed by the leader, on the leader's own post.
///
/// # Errors
/// The PIN is wrong, the leader may not sign, or the rules refuse it.
pub(crate) async fn sign_by_pin(
    here: &Here,
    (id, case, area): (&Id, &Id, Option<kernel::AreaCode>),
    (account, pin): (&Id, &str),
) -> Result<(), Trouble> {
    let signatory = accounts::sign_with_pin(here, account, &accounts::Secret::new(pin)).await?;
    if !signatory.may(here, SIGN, area, Some(case)) {
        return Err(Trouble::NotAllowed { action: SIGN.to_owned() });
    }
    let caller = &signatory.caller;
    let title = caller.post.as_ref().map_or_else(|| caller.name.clone(), |post| post.name.clone());
    let act = Sign {
        by: SignedBy::InPerson,
        post: PostNamed { post: caller.post.as_ref().map(|post| post.id.clone()), title },
        name: Some(here.desk().seal("person", Some(case), &caller.name)),
        at: None,
        phone: None,
        account: Some(caller.account.clone()),
    };
    here.desk().perform_all(signatory.given(here), acts![(id, act)]).await?;
    Ok(())
}

/// Text as an argument of a sentence.
pub(crate) fn text(words: impl Into<String>) -> Arg {
    Arg::Text(words.into())
}

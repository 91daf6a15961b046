//! Giving an instruction and what follows it: what the doors of the API and of the pages both do.

use desk::one;
use incidents::acts::{NoteCall, Outcome};
use kernel::{Claim, Id, Time};
use web::{Here, Trouble};

use crate::acts::Give;
use crate::facts::{Manner, PostNamed};

/// An instruction as somebody records it at a door.
#[derive(Debug, Clone, Default)]
pub(crate) struct Giving {
    /// How it was given.
    pub manner: Manner,
    /// Who gave it.
    pub by: PostNamed,
    /// Whom it concerns.
    pub to: PostNamed,
    /// The words.
    pub words: String,
    /// When it was given; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// By when there must be feedback.
    pub due: Option<Time>,
    /// The step of the leader sheet whose call it was given in: then the call is recorded with it, in one press.
    pub call: Option<String>,
}

/// Records an instruction, and with it the call in which it was given where it was one. Answers its id.
///
/// # Errors
/// The refusal or the fault; then nothing was recorded.
pub(crate) async fn give(here: &Here, incident: &Id, giving: Giving) -> Result<Id, Trouble> {
    let fresh = here.new_id();
    let words = here.desk().seal("words", Some(incident), &giving.words);
    let act = Give {
        incident: incident.clone(),
        manner: giving.manner,
        by: giving.by.clone(),
        to: giving.to,
        words,
        at: giving.at.clone(),
        due: giving.due,
    };
    let mut acts = vec![one(&fresh, act)];
    if let Some(step) = giving.call {
        let said = here.desk().seal("words", Some(incident), &giving.words);
        let call = NoteCall {
            step: Some(step).filter(|s| !s.trim().is_empty()),
            post: giving.by.post,
            post_title: giving.by.title,
            at: giving.at,
            outcome: Outcome::Told(Some(said)),
        };
        acts.push(one(incident, call));
    }
    let done = here.desk().perform_all(here.given(), acts).await?;
    let made = done.stream.as_deref().and_then(|s| s.split_once('/')).and_then(|(_, id)| Id::parse(id).ok());
    Ok(made.unwrap_or(fresh))
}

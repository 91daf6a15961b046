//! An instruction as the API shows it.

use desk::sealed;
use kernel::Id;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Here, Trouble};

use crate::facts::{Manner, Progress};
use crate::reads::InstructionRead;

/// An instruction of a leader.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InstructionOut {
    /// Its id.
    #[schema(value_type = web::shape::Id)]
    pub id: Id,
    /// The incident it is about.
    #[schema(value_type = web::shape::Id)]
    pub incident: Id,
    /// Its number.
    pub number: String,
    /// How it was given.
    pub manner: Manner,
    /// Who gave it.
    pub by: String,
    /// Whom it concerns.
    pub to: String,
    /// The words; null where they were erased.
    pub words: Option<String>,
    /// When it was given, as claimed.
    #[schema(value_type = web::shape::Time)]
    pub given_at: String,
    /// By when there must be feedback; null where nobody and no rule says.
    #[schema(value_type = Option<web::shape::Time>)]
    pub due_at: Option<String>,
    /// The rule that set it where nobody named a time.
    pub due_rule: Option<String>,
    /// `given`, `passed_on`, `acknowledged`, `under_way`, `done`, `withdrawn` or `closed`.
    pub standing: &'static str,
    /// What was fed back.
    pub feedback: Vec<FeedbackOut>,
    /// Its version, as in `ETag`.
    pub version: u64,
}

/// A feedback.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedbackOut {
    /// The words; null where they were erased.
    pub words: Option<String>,
    /// When, as claimed.
    #[schema(value_type = web::shape::Time)]
    pub at: String,
    /// How far it is.
    pub progress: Progress,
}

impl InstructionOut {
    /// An instruction that was read.
    ///
    /// # Errors
    /// Not found, or a fault.
    pub(crate) async fn of(here: &Here, read: &InstructionRead) -> Result<Self, Trouble> {
        let (now, zone) = (&read.instruction, here.desk().zone());
        let about = now.about.as_ref().ok_or(Trouble::NotFound)?;
        let mut ids = vec![about.words.id.clone()];
        ids.extend(now.feedback.iter().map(|f| f.words.id.clone()));
        let said = sealed::words(here.db(), &ids).await?;
        let feedback = |f: &crate::state::Feedback| FeedbackOut {
            words: said.get(&f.words.id).cloned(),
            at: zone.rfc3339(f.at.at),
            progress: f.progress,
        };
        Ok(Self {
            id: read.id.clone(),
            incident: about.incident.clone(),
            number: about.number.clone(),
            manner: about.manner,
            by: about.by.title.clone(),
            to: now.to.title.clone(),
            words: said.get(&about.words.id).cloned(),
            given_at: zone.rfc3339(about.at.at),
            due_at: now.due.map(|due| zone.rfc3339(due)),
            due_rule: about.due_rule.clone(),
            standing: now.standing.as_str(),
            feedback: now.feedback.iter().map(feedback).collect(),
            version: now.version,
        })
    }
}

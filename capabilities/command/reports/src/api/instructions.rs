//! Instructions of leaders: given, passed on, acknowledged, fed back, extended, withdrawn, closed.

use axum::http::Method;
use desk::Look;
use kernel::Id;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{ApiAnswer, Door, Here, Json, Paged, Path, Query, Reply, Trouble};

use super::instructing::{self, Giving};
use super::office::{Office, READ};
use super::shapes::InstructionOut;
use super::{an_id, claim, time};
use crate::acts::{Acknowledge, Conclude, Extend, FeedBack, PassOn, Withdraw};
use crate::facts::{Manner, PostNamed, Progress};
use crate::reads::{self, Instructed, LISTED_MAX};
use crate::state::Instruction;
use crate::words;

/// What a leader wants done.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({
    "by": "leader in charge", "to": "water bureau", "words": "Send boats to the lower village and say when they are there."
}))]
#[serde(deny_unknown_fields)]
struct InstructionIn {
    /// `oral` or `written`.
    #[serde(default)]
    manner: Manner,
    /// The post that gave it.
    #[schema(min_length = 1)]
    by: String,
    /// That post by id.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Id>)]
    by_post: Option<String>,
    /// The post or body that it concerns.
    #[schema(min_length = 1)]
    to: String,
    /// That post by id.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Id>)]
    to_post: Option<String>,
    /// The words.
    #[schema(min_length = 1)]
    words: String,
    /// When it was given, RFC 3339; now, if nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Time>)]
    at: Option<String>,
    /// By when there must be feedback, RFC 3339; by the office's own rule, if nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Time>)]
    due_at: Option<String>,
    /// The step of the leader sheet whose call it was given in; the call is then recorded with it.
    #[serde(default)]
    step: Option<String>,
}

macro_rules! shape {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $field:ident : $ty:ty),+ $(,)? }) => {
        #[derive(Debug, Clone, Deserialize, ToSchema)]
        $(#[$about])*
        #[serde(deny_unknown_fields)]
        struct $name { $($(#[$says])* $field: $ty),+ }
    };
}

shape! {
    /// To whom it is passed on.
    PassingIn {
        /// The post or body.
        #[schema(min_length = 1)]
        to: String,
        /// That post by id.
        #[serde(default)]
        #[schema(value_type = Option<web::shape::Id>)]
        to_post: Option<String>,
        /// When, RFC 3339; now, if nothing is said.
        #[serde(default)]
        #[schema(value_type = Option<web::shape::Time>)]
        at: Option<String>,
    }
}
shape! {
    /// Who has it.
    AcknowledgementIn {
        /// The post or body; whom it concerns, if nothing is said.
        #[serde(default)]
        by: String,
        /// When, RFC 3339; now, if nothing is said.
        #[serde(default)]
        #[schema(value_type = Option<web::shape::Time>)]
        at: Option<String>,
    }
}
shape! {
    /// What was done about it.
    FeedbackIn {
        /// The words.
        #[schema(min_length = 1)]
        words: String,
        /// `under_way` or `done`.
        #[serde(default)]
        progress: Progress,
        /// When, RFC 3339; now, if nothing is said.
        #[serde(default)]
        #[schema(value_type = Option<web::shape::Time>)]
        at: Option<String>,
    }
}
shape! {
    /// More time.
    ExtensionIn {
        /// Until when, RFC 3339.
        #[schema(value_type = web::shape::Time)]
        until: String,
        /// Why.
        #[schema(min_length = 1)]
        reason: String,
    }
}
shape! {
    /// A reason, where one is wanted.
    #[schema(as = EndingIn)]
    ReasonIn {
        /// Why.
        #[serde(default)]
        reason: String,
    }
}

/// An instruction in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct InstructionLineOut {
    /// Its id.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// The incident it is about.
    #[schema(value_type = web::shape::Id)]
    incident: Id,
    /// Its number.
    number: String,
    /// How it was given.
    manner: Manner,
    /// Who gave it.
    by: String,
    /// Whom it concerns.
    to: String,
    /// The words.
    words: Option<String>,
    /// The last feedback.
    feedback: Option<String>,
    /// How it stands.
    standing: String,
    /// When it was given.
    #[schema(value_type = web::shape::Time)]
    given_at: String,
    /// By when there must be feedback; null where nobody and no rule says.
    #[schema(value_type = Option<web::shape::Time>)]
    due_at: Option<String>,
}

/// Which instructions are asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    /// `1` for those that are still open.
    #[param(minimum = 0, maximum = 1)]
    open: Option<u8>,
    /// Those that this post gave.
    #[param(value_type = Option<web::shape::Id>)]
    by_post: Option<String>,
    /// Those that concern this post.
    #[param(value_type = Option<web::shape::Id>)]
    to_post: Option<String>,
}

/// A door for an act on one instruction: reads the body, checks that the caller may, performs.
macro_rules! act {
    ($path:literal, $says:ident, $body:ty, |$here:ident, $case:ident, $in:ident| $act:expr) => {
        Door::act(
            Method::POST,
            $path,
            "instructions.feedback",
            |$here: Here, Path(id): Path<Id>, Json($in): Json<$body>| async move {
                let (_, _, $case) = Office::instruction(&$here, &id).await?;
                let act = $act;
                done(&$here, &id, act).await
            },
        )
        .says(words::$says)
        .request::<$body>()
        .answers::<InstructionOut>(200)
    };
}

pub(super) fn doors() -> Vec<Door> {
    let mut doors = vec![
        Door::read("/api/instructions", READ, list)
            .says(words::API_INSTRUCTIONS)
            .query::<Asked>()
            .answers::<Paged<InstructionLineOut>>(200),
        Door::read("/api/incidents/{id}/instructions", READ, of_incident)
            .says(words::API_INSTRUCTIONS_OF)
            .answers::<Paged<InstructionOut>>(200),
        Door::act(Method::POST, "/api/incidents/{id}/instructions", "instructions.give", give)
            .says(words::API_INSTRUCT)
            .request::<InstructionIn>()
            .answers::<InstructionOut>(201),
        Door::read("/api/instructions/{id}", READ, show).says(words::API_INSTRUCTION).answers::<InstructionOut>(200),
    ];
    doors.extend(following());
    doors
}

fn following() -> Vec<Door> {
    vec![
        act!("/api/instructions/{id}/passing", API_PASSING, PassingIn, |here, _case, body| {
            let to = PostNamed { post: an_id("to_post", body.to_post.as_ref())?, title: body.to };
            PassOn { to, at: claim(&here, ("at", body.at.as_deref()), "")? }
        }),
        act!("/api/instructions/{id}/acknowledgement", API_ACKNOWLEDGEMENT, AcknowledgementIn, |here, _case, body| {
            let by = Some(body.by).filter(|by| !by.trim().is_empty()).map(|title| PostNamed { post: None, title });
            Acknowledge { by, at: claim(&here, ("at", body.at.as_deref()), "")? }
        }),
        act!("/api/instructions/{id}/feedback", API_FEEDBACK, FeedbackIn, |here, case, body| {
            let at = claim(&here, ("at", body.at.as_deref()), "")?;
            FeedBack { words: here.desk().seal("words", Some(&case), &body.words), at, progress: body.progress }
        }),
        act!("/api/instructions/{id}/extension", API_EXTENSION, ExtensionIn, |here, _case, body| {
            let until = time(&here, "until", Some(&body.until))?.ok_or_else(|| Trouble::field("until", words::WRONG_TIME))?;
            Extend { until, reason: body.reason }
        }),
        act!("/api/instructions/{id}/withdrawal", API_WITHDRAWAL, ReasonIn, |here, _case, body| Withdraw(body.reason)),
        act!("/api/instructions/{id}/closure", API_CONCLUSION, ReasonIn, |here, _case, body| Conclude(body.reason)),
    ]
}

async fn done<A: Look<Subject = Instruction>>(here: &Here, id: &Id, act: A) -> ApiAnswer<InstructionOut> {
    here.perform(id, act).await?;
    answered(here, id).await
}

async fn answered(here: &Here, id: &Id) -> ApiAnswer<InstructionOut> {
    let (read, _, _) = Office::instruction(here, id).await?;
    let out = InstructionOut::of(here, &read).await?;
    let version = out.version;
    Ok(Reply::ok(out).version(version))
}

async fn show(here: Here, Path(id): Path<Id>) -> ApiAnswer<InstructionOut> {
    answered(&here, &id).await
}

async fn give(here: Here, Path(id): Path<Id>, Json(body): Json<InstructionIn>) -> ApiAnswer<InstructionOut> {
    Office::case(&here, &id).await?;
    let giving = Giving {
        manner: body.manner,
        by: PostNamed { post: an_id("by_post", body.by_post.as_ref())?, title: body.by },
        to: PostNamed { post: an_id("to_post", body.to_post.as_ref())?, title: body.to },
        at: claim(&here, ("at", body.at.as_deref()), "")?,
        due: time(&here, "due_at", body.due_at.as_deref())?,
        words: body.words,
        call: body.step,
    };
    let made = instructing::give(&here, &id, giving).await?;
    let (read, _, _) = Office::instruction(&here, &made).await?;
    let out = InstructionOut::of(&here, &read).await?;
    let version = out.version;
    Ok(Reply::created(format!("/api/instructions/{made}"), out).version(version))
}

async fn of_incident(here: Here, Path(id): Path<Id>) -> ApiAnswer<Paged<InstructionOut>> {
    let case = Office::case(&here, &id).await?;
    let mut items = Vec::with_capacity(case.instructions.len());
    for read in &case.instructions {
        items.push(InstructionOut::of(&here, read).await?);
    }
    Ok(Reply::ok(Paged { items, next: None }))
}

async fn list(here: Here, Query(asked): Query<Asked>) -> ApiAnswer<Paged<InstructionLineOut>> {
    if asked.open.is_some_and(|open| open > 1) {
        return Err(Trouble::field("open", words::WRONG_WORD));
    }
    let asked = Instructed {
        open: asked.open == Some(1),
        by_post: an_id("by_post", asked.by_post.as_ref())?,
        to_post: an_id("to_post", asked.to_post.as_ref())?,
    };
    let zone = here.desk().zone();
    let rows = reads::instructions(here.db(), &here.scope(), &asked, LISTED_MAX).await?;
    let items = rows.into_iter().map(|row| InstructionLineOut {
        given_at: zone.rfc3339(row.given_at),
        due_at: row.due_at.map(|due| zone.rfc3339(due)),
        id: row.id,
        incident: row.incident,
        number: row.number,
        manner: row.manner,
        by: row.by_title,
        to: row.to_title,
        words: row.words,
        feedback: row.feedback,
        standing: row.standing,
    });
    Ok(Reply::ok(Paged { items: items.collect(), next: None }))
}

//! Acts on one incident, each as a thing of its own: figures, adoptions, grades, calls, notes, closure and the rest.

use std::sync::Arc;

use axum::http::Method;
use desk::Look;
use kernel::{Claim, Grade, Id};
use places::PlaceGiven;
use rules::Worse;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{ApiAnswer, Door, Here, Json, Path, Reply, Trouble, Whole};

use super::resolved;
use super::shapes::IncidentOut;
use crate::acts::{
    Adopt, CallFalse, Classify, Close, Declare, Describe, EnterFigure, Explain, Fear, Find, Locate, Lower, NoteCall, Outcome,
    PassOn, Reopen, SetTime, Tag, Write,
};
use crate::facts::{FigureEntry, Finding, FindingKind, Milestone};
use crate::office::{Office, incident};
use crate::state::Incident;
use crate::words;

macro_rules! shape {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $field:ident : $ty:ty),+ $(,)? }) => {
        #[derive(Debug, Clone, Deserialize, ToSchema)]
        $(#[$about])*
        #[serde(deny_unknown_fields)]
        struct $name { $($(#[$says])* $field: $ty),+ }
    };
}

shape! {
    /// A figure of one source.
    FigureIn {
        /// The item of the rule sets.
        #[schema(min_length = 1, example = "deaths", max_length = 80)]
        item: String,
        /// The value; null says that this source does not know.
        #[schema(value_type = Option<i64>, example = 3, minimum = 0)]
        value: Option<Whole>,
        /// Who says so.
        #[schema(min_length = 1, example = "county", max_length = 120)]
        source: String,
        /// As of when; now, if nothing is said.
        #[serde(default)]
        #[schema(value_type = Option<web::shape::Time>)]
        as_of: Option<String>,
        /// Whether it has been verified.
        #[serde(default)]
        verified: bool,
        /// Whether it is adopted at once. The first figure of an item always is.
        #[serde(default)]
        adopt: bool,
        /// Why; must be given when a counted figure falls.
        #[serde(default)]
        reason: String,
    }
}
shape! {
    /// Which entry of an item is adopted.
    AdoptionIn {
        /// The item.
        #[schema(min_length = 1)]
        item: String,
        /// The entry, by its id.
        #[schema(value_type = web::shape::Id)]
        entry: String,
        /// Why this one.
        #[serde(default)]
        reason: String,
    }
}
shape! {
    /// A grade by a person's word.
    GradeIn {
        /// The grade; null takes it back.
        #[schema(value_type = Option<web::shape::Grade>)]
        grade: Option<String>,
        /// Why.
        #[schema(min_length = 1)]
        reason: String,
    }
}
shape! {
    /// How it could get worse: all of it from now on.
    FearsIn {
        /// The ways.
        fears: Vec<FearIn>,
    }
}
shape! {
    /// One way in which it could get worse.
    FearIn {
        /// Why.
        #[schema(min_length = 1)]
        why: String,
        /// What grade it could then be.
        #[serde(default)]
        #[schema(value_type = Option<web::shape::Grade>)]
        grade: Option<String>,
        /// What could then be counted.
        #[serde(default)]
        #[schema(value_type = std::collections::BTreeMap<String, i64>)]
        figures: std::collections::BTreeMap<String, Whole>,
    }
}
shape! {
    /// A class; null says that it is unknown.
    ClassIn {
        /// A code of the class tree.
        class: Option<String>,
    }
}
shape! {
    /// What is said of it in other words.
    SummaryIn {
        /// The words.
        #[schema(min_length = 1)]
        summary: String,
    }
}
shape! {
    /// A time of its course.
    TimeIn {
        /// Which.
        which: Milestone,
        /// When, RFC 3339; null takes the claim back.
        #[schema(value_type = Option<web::shape::Time>)]
        at: Option<String>,
        /// Who claims it.
        #[serde(default)]
        by: String,
        /// On what basis.
        #[serde(default)]
        basis: String,
    }
}
shape! {
    /// Tags of the place, the people or the time: all of them from now on.
    TagsIn {
        /// The tags.
        tags: Vec<String>,
    }
}
shape! {
    /// A call to somebody inside.
    CallIn {
        /// The step of the leader sheet, by its key.
        #[serde(default)]
        step: Option<String>,
        /// The post, by id.
        #[serde(default)]
        #[schema(value_type = Option<web::shape::Id>)]
        post: Option<String>,
        /// What the post is called.
        post_title: String,
        /// When; now, if nothing is said.
        #[serde(default)]
        #[schema(value_type = Option<web::shape::Time>)]
        at: Option<String>,
        /// Whether they were reached.
        reached: bool,
        /// What they said.
        #[serde(default)]
        said: String,
    }
}
shape! {
    /// A line of the timeline.
    NoteIn {
        /// The words.
        #[schema(min_length = 1)]
        words: String,
        /// When it was so, if that is known.
        #[serde(default)]
        #[schema(value_type = Option<web::shape::Time>)]
        at: Option<String>,
    }
}
shape! {
    /// A reason.
    #[schema(as = WhyIn)]
    ReasonIn {
        /// Why.
        #[schema(min_length = 1)]
        reason: String,
    }
}
shape! {
    /// Why it is closed.
    ClosureIn {
        /// A reason, where there is no final report.
        #[serde(default)]
        reason: String,
        /// The final report, by id.
        #[serde(default)]
        #[schema(value_type = Option<web::shape::Id>)]
        report: Option<String>,
    }
}
shape! {
    /// To whom it is passed on.
    TransferIn {
        /// To whom.
        #[schema(min_length = 1)]
        to: String,
        /// Their receipt, where it was given at once.
        #[serde(default)]
        receipt: String,
    }
}
shape! {
    /// A finding of a person, with evidence.
    FindingIn {
        /// What was found.
        what: FindingKind,
        /// The body it is about.
        #[schema(min_length = 1)]
        about: String,
        /// The evidence.
        #[schema(min_length = 1)]
        evidence: String,
    }
}
shape! {
    /// Why a duty was late.
    LatenessIn {
        /// Which duty, by its key.
        #[schema(min_length = 1)]
        duty: String,
        /// Why.
        #[schema(min_length = 1)]
        reason: String,
    }
}

/// Performs the act on an incident that the door's action may touch, and answers it as it is then.
async fn done<A: Look<Subject = Incident>>(here: &Here, id: &Id, act: A) -> ApiAnswer<IncidentOut> {
    let done = here.perform(id, act).await?;
    Ok(Reply::ok(IncidentOut::of(here, id, (&done.state, done.version))).version(done.version))
}

fn time(here: &Here, field: &'static str, text: Option<&str>) -> Result<Option<kernel::Time>, Trouble> {
    text.map(|t| here.desk().zone().parse(t)).transpose().map_err(|_| Trouble::field(field, words::WRONG_TIME))
}

fn grade(text: Option<&String>) -> Result<Option<Grade>, Trouble> {
    text.map(|g| Grade::parse(g)).transpose().map_err(|_| Trouble::field("grade", words::WRONG_GRADE))
}

fn an_id(field: &'static str, text: Option<&String>) -> Result<Option<Id>, Trouble> {
    text.map(|t| Id::parse(t)).transpose().map_err(|_| Trouble::field(field, words::WRONG_ID))
}

/// A door for an act on one incident: reads the body, checks that the caller may, performs.
macro_rules! act {
    ($method:ident $path:literal, $action:literal, $says:ident, $body:ty, |$here:ident, $id:ident, $in:ident| $act:expr) => {
        Door::act(Method::$method, $path, $action, |$here: Here, Path($id): Path<Id>, Json($in): Json<$body>| async move {
            incident(&$here, &$id).await?;
            let act = $act;
            done(&$here, &$id, act).await
        })
        .says(words::$says)
        .request::<$body>()
        .answers::<IncidentOut>(200)
    };
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let mut doors = counting();
    doors.extend(changing(office));
    doors.extend(telling());
    doors.extend(ending());
    doors
}

fn counting() -> Vec<Door> {
    vec![
        act!(POST "/api/incidents/{id}/figures", "figures.enter", API_FIGURES, FigureIn, |here, id, body| {
            let as_of = time(&here, "as_of", body.as_of.as_deref())?.unwrap_or(here.desk().now());
            let FigureIn { item, value, source, verified, adopt, reason, .. } = body;
            let value = value.map(i64::from);
            let entry = FigureEntry { entry: here.new_id(), item, value, source, as_of: Claim::at(as_of), verified };
            EnterFigure { entry, adopt: adopt.then_some(reason) }
        }),
        act!(POST "/api/incidents/{id}/adoptions", "figures.adopt", API_ADOPTIONS, AdoptionIn, |here, id, body| {
            let entry = an_id("entry", Some(&body.entry))?.ok_or(Trouble::NotFound)?;
            Adopt { item: body.item, entry, reason: body.reason }
        }),
        act!(PUT "/api/incidents/{id}/fears", "incidents.work", API_FEARS, FearsIn, |here, id, body| {
            let read = |fear: FearIn| {
                let figures = fear.figures.into_iter().map(|(item, value)| (item, value.0)).collect();
                let figures = Some(rules::Figures(figures)).filter(|figures| !figures.0.is_empty());
                Ok::<_, Trouble>(Worse { why: fear.why, figures, grade: grade(fear.grade.as_ref())? })
            };
            Fear(body.fears.into_iter().map(read).collect::<Result<_, _>>()?)
        }),
        act!(PUT "/api/incidents/{id}/grade", "incidents.grade", API_GRADE, GradeIn, |here, id, body| {
            Declare { grade: grade(body.grade.as_ref())?, reason: body.reason }
        }),
        act!(PUT "/api/incidents/{id}/duty-grade", "incidents.grade", API_DUTY_GRADE, GradeIn, |here, id, body| {
            Lower { grade: grade(body.grade.as_ref())?, reason: body.reason }
        }),
    ]
}

fn changing(office: &Arc<Office>) -> Vec<Door> {
    let office = office.clone();
    vec![
        act!(PUT "/api/incidents/{id}/summary", "incidents.work", API_SUMMARY, SummaryIn, |here, id, body| {
            Describe(here.desk().seal("words", Some(&id), &body.summary))
        }),
        act!(PUT "/api/incidents/{id}/class", "incidents.work", API_CLASS, ClassIn, |here, id, body| Classify(body.class)),
        Door::act(
            Method::PUT,
            "/api/incidents/{id}/place",
            "incidents.work",
            move |here: Here, Path(id): Path<Id>, Json(body): Json<PlaceGiven>| {
                let office = office.clone();
                async move {
                    incident(&here, &id).await?;
                    let place = resolved(&office, &body)?;
                    let text = (!body.text.trim().is_empty()).then(|| here.desk().seal("place", Some(&id), &body.text));
                    done(&here, &id, Locate { place, place_text: text }).await
                }
            },
        )
        .says(words::API_PLACE)
        .request::<PlaceGiven>()
        .answers::<IncidentOut>(200),
        act!(PUT "/api/incidents/{id}/times", "incidents.work", API_TIMES, TimeIn, |here, id, body| {
            let at = time(&here, "at", body.at.as_deref())?;
            SetTime { which: body.which, claim: at.map(|at| Claim { at, by: body.by, basis: body.basis }) }
        }),
        act!(PUT "/api/incidents/{id}/tags", "incidents.work", API_TAGS, TagsIn, |here, id, body| Tag(body.tags)),
    ]
}

fn telling() -> Vec<Door> {
    vec![
        act!(POST "/api/incidents/{id}/calls", "incidents.work", API_CALLS, CallIn, |here, id, body| {
            let at = time(&here, "at", body.at.as_deref())?.map(Claim::at);
            let said = (!body.said.trim().is_empty()).then(|| here.desk().seal("words", Some(&id), &body.said));
            let outcome = if body.reached { Outcome::Told(said) } else { Outcome::NotReached };
            NoteCall { step: body.step, post: an_id("post", body.post.as_ref())?, post_title: body.post_title, at, outcome }
        }),
        act!(POST "/api/incidents/{id}/notes", "incidents.work", API_NOTES, NoteIn, |here, id, body| {
            let at = time(&here, "at", body.at.as_deref())?.map(Claim::at);
            Write { words: here.desk().seal("words", Some(&id), &body.words), at }
        }),
        act!(POST "/api/incidents/{id}/lateness", "incidents.work", API_LATENESS, LatenessIn, |here, id, body| {
            Explain { key: body.duty, reason: body.reason }
        }),
    ]
}

fn ending() -> Vec<Door> {
    vec![
        act!(POST "/api/incidents/{id}/closure", "incidents.close", API_CLOSURE, ClosureIn, |here, id, body| {
            Close { report: an_id("report", body.report.as_ref())?, reason: body.reason }
        }),
        act!(POST "/api/incidents/{id}/reopening", "incidents.close", API_REOPENING, ReasonIn, |here, id, body| Reopen(body.reason)),
        act!(POST "/api/incidents/{id}/false-alarm", "incidents.close", API_FALSE_ALARM, ReasonIn, |here, id, body| CallFalse(body.reason)),
        act!(POST "/api/incidents/{id}/transfer", "incidents.work", API_TRANSFER, TransferIn, |here, id, body| {
            PassOn { to: body.to, receipt: body.receipt }
        }),
        act!(POST "/api/incidents/{id}/findings", "incidents.find", API_FINDINGS, FindingIn, |here, id, body| {
            Find(Finding { what: body.what, about: body.about, evidence: body.evidence })
        }),
    ]
}

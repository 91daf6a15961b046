//! What the page of one incident shows beyond its head: its timeline, every source's figures, the leader sheet; and the class tree.

use std::collections::HashMap;
use std::sync::Arc;

use desk::Entered;
use kernel::Id;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use web::{ApiAnswer, Door, Here, Listing, Paged, Path, Query, Reply, Trouble};

use super::{AskedAt, moment};
use crate::facts::{Call, FigureEntry, IncidentFact, StepKept};
use crate::office::Office;
use crate::pages::naming;
use crate::pages::sight::Sight;
use crate::pages::timeline::{Line, Timeline};
use crate::state::ItemFigures;
use crate::words;

const READ: &str = "incidents.read";
/// How many classes one question gets at the most.
const CLASSES_MAX: usize = 50;

/// A line of the timeline.
#[derive(Debug, Serialize, ToSchema)]
struct TimelineLine {
    /// Its place among the incident's facts, from 1.
    version: u64,
    /// When it was entered.
    #[schema(value_type = web::shape::Time)]
    entered_at: String,
    /// When it was so, as claimed; nothing where nobody claims another time than that of its entry.
    #[schema(value_type = Option<web::shape::Time>)]
    claimed_at: Option<String>,
    /// Who entered it.
    who: String,
    /// What happened.
    what: String,
    /// More of it.
    details: Vec<String>,
    /// What was said; nothing where nothing was, or where it was erased.
    words: Option<String>,
    /// Whether what was said has been erased.
    erased: bool,
}

/// The figures of one item.
#[derive(Debug, Serialize, ToSchema)]
struct ItemOut {
    /// The item.
    item: String,
    /// What it is called.
    name: String,
    /// The entry that reports quote.
    #[schema(value_type = Option<web::shape::Id>)]
    adopted: Option<Id>,
    /// Why that one.
    reason: String,
    /// What each source gave, oldest first.
    entries: Vec<EntryOut>,
}

/// What one source gave.
#[derive(Debug, Serialize, ToSchema)]
struct EntryOut {
    /// The entry, as adoptions name it.
    #[schema(value_type = web::shape::Id)]
    entry: Id,
    /// The value; nothing where the source does not know.
    value: Option<i64>,
    /// Who says so.
    source: String,
    /// As of when.
    #[schema(value_type = web::shape::Time)]
    as_of: String,
    /// Whether it has been verified.
    verified: bool,
}

/// A step of the leader sheet.
#[derive(Debug, Serialize, ToSchema)]
struct StepOut {
    /// What names it, as calls name it.
    key: String,
    /// Who is told.
    name: String,
    /// The kind of post that is told, as the contact book names it.
    post_kind: String,
    /// By when.
    #[schema(value_type = web::shape::Time)]
    due_at: String,
    /// The call by which they were told.
    told: Option<CallOut>,
    /// Calls in vain.
    tried: Vec<CallOut>,
}

/// A call to somebody inside.
#[derive(Debug, Serialize, ToSchema)]
struct CallOut {
    /// When, as claimed.
    #[schema(value_type = web::shape::Time)]
    at: String,
    /// The post that was rung, by id.
    #[schema(value_type = Option<web::shape::Id>)]
    post: Option<Id>,
    /// What the post is called.
    post_title: String,
    /// What they said; nothing where nothing was written down, or where it was erased.
    said: Option<String>,
}

/// A class of the class tree.
#[derive(Debug, Serialize, ToSchema)]
struct ClassOut {
    /// Its code.
    code: String,
    /// Its name in the reader's language.
    name: String,
    /// The names of those above it, the widest first.
    above: Vec<String>,
}

/// Which classes are asked for.
#[derive(Debug, IntoParams)]
#[expect(dead_code, reason = "read through `Listing`; here for the description of the API")]
struct ClassesAsked {
    /// A code, a name in any language, or the first letters of how it is spoken.
    #[param(max_length = 100)]
    q: Option<String>,
    /// How many are wanted; 50 are answered at the most.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let with = || office.clone();
    let (told, counted, rung, found) = (with(), with(), with(), with());
    vec![
        Door::read("/api/incidents/{id}/timeline", READ, move |here: Here, id: Path<Id>, at: Query<AskedAt>| {
            timeline(here, (id, at), told.clone())
        })
        .says(words::API_TIMELINE)
        .query::<AskedAt>()
        .answers::<Paged<TimelineLine>>(200),
        Door::read("/api/incidents/{id}/figures", READ, move |here: Here, id: Path<Id>, at: Query<AskedAt>| {
            figures(here, (id, at), counted.clone())
        })
        .says(words::API_ENTRIES)
        .query::<AskedAt>()
        .answers::<Paged<ItemOut>>(200),
        Door::read("/api/incidents/{id}/steps", READ, move |here: Here, id: Path<Id>, at: Query<AskedAt>| {
            steps(here, (id, at), rung.clone())
        })
        .says(words::API_STEPS)
        .query::<AskedAt>()
        .answers::<Paged<StepOut>>(200),
        Door::read("/api/classes", READ, move |here: Here, asked: Listing| classes(here, asked, found.clone()))
            .says(words::API_CLASSES)
            .query::<ClassesAsked>()
            .answers::<Paged<ClassOut>>(200),
    ]
}

/// The incident with all that is said of it, now or as it was known.
async fn sight(here: &Here, office: &Office, (Path(id), Query(asked)): (Path<Id>, Query<AskedAt>)) -> Result<Sight, Trouble> {
    match asked.at.as_deref() {
        None => Sight::now(here, office, &id).await,
        Some(at) => {
            let (position, asked) = moment(here, at).await?;
            Sight::then(here, office, (&id, position, asked)).await
        }
    }
}

async fn timeline(here: Here, asked: (Path<Id>, Query<AskedAt>), office: Arc<Office>) -> ApiAnswer<Paged<TimelineLine>> {
    let sight = sight(&here, &office, asked).await?;
    let facts: HashMap<u64, &Entered<IncidentFact>> = sight.facts.iter().map(|fact| (fact.version, fact)).collect();
    let Timeline { lines, earlier, .. } = Timeline::of(&sight);
    let zone = here.desk().zone();
    let line = |line: Line| {
        let fact = facts.get(&line.version)?;
        Some(TimelineLine {
            version: line.version,
            entered_at: zone.rfc3339(fact.at),
            claimed_at: line.claim.map(|claim| zone.rfc3339(claim.at)),
            who: line.who,
            what: line.what,
            details: line.details,
            words: line.words,
            erased: line.erased,
        })
    };
    Ok(Reply::ok(Paged::whole(lines.into_iter().chain(earlier).filter_map(line).collect())))
}

async fn figures(here: Here, asked: (Path<Id>, Query<AskedAt>), office: Arc<Office>) -> ApiAnswer<Paged<ItemOut>> {
    let sight = sight(&here, &office, asked).await?;
    let zone = here.desk().zone();
    let entry = |entry: &FigureEntry| EntryOut {
        entry: entry.entry.clone(),
        value: entry.value,
        source: entry.source.clone(),
        as_of: zone.rfc3339(entry.as_of.at),
        verified: entry.verified,
    };
    let item = |(item, figures): (&String, &ItemFigures)| ItemOut {
        item: item.clone(),
        name: naming::item(&sight.law, item, sight.say()),
        adopted: figures.adopted.clone(),
        reason: figures.reason.clone(),
        entries: figures.entries.iter().map(entry).collect(),
    };
    Ok(Reply::ok(Paged::whole(sight.incident.figures.iter().map(item).collect())).version(sight.incident.version))
}

async fn steps(here: Here, asked: (Path<Id>, Query<AskedAt>), office: Arc<Office>) -> ApiAnswer<Paged<StepOut>> {
    let sight = sight(&here, &office, asked).await?;
    let zone = here.desk().zone();
    let call = |call: &Call| CallOut {
        at: zone.rfc3339(call.at.at),
        post: call.post.clone(),
        post_title: call.post_title.clone(),
        said: sight.said(call.said.as_ref()).map(ToOwned::to_owned),
    };
    let step = |step: &StepKept| {
        let key = step.key();
        let in_vain = |call: &&Call| !call.reached && call.step.as_deref() == Some(key.as_str());
        StepOut {
            name: step.name.say(here.say.language.code()).to_owned(),
            post_kind: step.post_kind.clone(),
            due_at: zone.rfc3339(step.due_at),
            told: sight.incident.told(&key).map(call),
            tried: sight.incident.calls.iter().filter(in_vain).map(call).collect(),
            key,
        }
    };
    Ok(Reply::ok(Paged::whole(sight.incident.judged.steps.iter().map(step).collect())).version(sight.incident.version))
}

/// The classes that answer to a question: a code, a name in any language, the first letters of how it is spoken; the first of the
/// tree where nothing is asked. Those that a place of this city has no use for are left out.
async fn classes(here: Here, asked: Listing, office: Arc<Office>) -> ApiAnswer<Paged<ClassOut>> {
    let law = office.in_force(here.say.now);
    let (tree, features) = (law.classes(), office.atlas().profile.features.clone());
    let said = |class: &rules::Class| class.name.say(here.say.language.code()).to_owned();
    let question = asked.search();
    let most = asked.limit().min(CLASSES_MAX);
    let found: Vec<&rules::Class> = if question.is_empty() {
        tree.classes.iter().filter(|class| !tree.is_hidden(&class.code, &features)).take(most).collect()
    } else {
        tree.find(&question, &features, most)
    };
    let one = |class: &rules::Class| {
        let chain = tree.chain(&class.code);
        let above = chain.iter().take(chain.len().saturating_sub(1)).map(|class| said(class)).collect();
        ClassOut { code: class.code.clone(), name: said(class), above }
    };
    Ok(Reply::ok(Paged::whole(found.into_iter().map(one).collect())))
}

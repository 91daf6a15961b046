//! The doors of the API: incidents, and every act on one as a thing of its own.

mod act;
pub mod import;
mod members;
mod record;
mod shapes;

use std::sync::Arc;

use axum::http::Method;
use desk::sealed;
use kernel::{Claim, Grade, Id, Time};
use places::{Place, PlaceGiven};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::list::SEARCH_CHARS_MAX;
use web::{ApiAnswer, Door, Here, Json, NotACursor, Paged, Path, Query, Reply, Trouble};

use crate::acts::Receive;
use crate::office::{Office, Said, incident};
use crate::reads::{self, Candidate, Filter, Order};
use crate::state::Standing;
use crate::words;

pub use shapes::{IncidentIn, IncidentOut, LineOut};

/// What incidents are asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    /// How many at the most; 50 where nothing is said.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
    /// Where to go on: `next` of the page before; empty for the first page.
    #[param(pattern = "^(-?[0-9]{1,18}[.]-?[0-9]{1,18}[.][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$")]
    cursor: Option<String>,
    /// How they stand.
    standing: Option<StandingWord>,
    /// The first characters of the class.
    class: Option<String>,
    /// At least as grave as this one.
    #[param(value_type = Option<web::shape::Grade>)]
    grade: Option<String>,
    /// In this area.
    #[param(value_type = Option<web::shape::Area>)]
    area: Option<String>,
    /// Received at or after.
    #[param(value_type = Option<web::shape::Time>)]
    from: Option<String>,
    /// Received before.
    #[param(value_type = Option<web::shape::Time>)]
    until: Option<String>,
    /// Words that must occur.
    #[param(max_length = 100)]
    q: Option<String>,
    /// By what they are sorted; by when they were received where nothing is said.
    order: Option<OrderWord>,
}

/// How an incident stands, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = IncidentStanding)]
#[serde(rename_all = "snake_case")]
pub enum StandingWord {
    /// Work goes on.
    Open,
    /// Work has ended.
    Closed,
    /// It turned out not to have happened.
    FalseAlarm,
}

/// By what incidents are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[schema(as = IncidentOrder)]
#[serde(rename_all = "snake_case")]
enum OrderWord {
    /// The one that was received last first.
    Received,
    /// The one that changed last first.
    Changed,
    /// The gravest first.
    Gravest,
}

/// As of when an incident is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
struct AskedAt {
    /// As it was known then; as it is now, if nothing is said.
    #[param(value_type = Option<web::shape::Moment>)]
    at: Option<String>,
}

/// The doors.
pub fn doors(office: &Arc<Office>) -> Vec<Door> {
    let (made, hinted) = (office.clone(), office.clone());
    let mut doors = vec![
        Door::act(Method::POST, "/api/incidents", "incidents.report", move |here: Here, body: Json<IncidentIn>| {
            create(here, body, made.clone())
        })
        .says(words::API_CREATE)
        .request::<IncidentIn>()
        .answers::<IncidentOut>(201),
        Door::read("/api/incidents", "incidents.read", list)
            .says(words::API_LIST)
            .query::<Asked>()
            .part::<StandingWord>("standing")
            .part::<OrderWord>("order")
            .answers::<Paged<LineOut>>(200),
        Door::act(Method::POST, "/api/incidents/duplicates", "incidents.read", move |here: Here, body: Json<IncidentIn>| {
            duplicates(here, body, hinted.clone())
        })
        .says(words::API_DUPLICATES)
        .request::<IncidentIn>()
        .answers::<Paged<LineOut>>(200),
        Door::read("/api/incidents/{id}", "incidents.read", one)
            .says(words::API_ONE)
            .query::<AskedAt>()
            .answers::<IncidentOut>(200),
    ];
    doors.extend(record::doors(office));
    doors.extend(members::doors(office));
    doors.extend(import::doors(office));
    doors.extend(act::doors(office));
    doors
}

async fn create(here: Here, Json(body): Json<IncidentIn>, office: Arc<Office>) -> ApiAnswer<IncidentOut> {
    let said = Said { summary: body.summary.clone(), caller: body.caller.clone().unwrap_or_default(), place: body.place_text() };
    let receive = read(&here, &office, &body)?;
    let recorded = office.record(&here, &said, receive).await?;
    let mut out = IncidentOut::of(&here, &recorded.id, (&recorded.incident, recorded.version));
    let words = |text: String| Some(text).filter(|t| !t.trim().is_empty());
    (out.summary, out.caller, out.place_text) = (words(said.summary), words(said.caller), words(said.place));
    Ok(Reply::created(format!("/api/incidents/{}", recorded.id), out).version(recorded.version))
}

/// The place that a program gives. A form leaves empty what it has not; a program leaves it out.
fn resolved(office: &Office, given: &PlaceGiven) -> Result<Place, Trouble> {
    if given.areas.iter().any(|area| area.trim().is_empty()) {
        return Err(Trouble::field("areas", words::WRONG_AREA));
    }
    if given.datum.as_deref().is_some_and(|datum| datum.trim().is_empty()) {
        return Err(Trouble::field("datum", web::words::FIELD_CHOICE));
    }
    Ok(office.resolve(given)?.place)
}

/// What a body says, as the act reads it.
fn read(here: &Here, office: &Office, body: &IncidentIn) -> Result<Receive, Trouble> {
    let zone = here.desk().zone();
    let claim = |text: &Option<String>, field: &'static str| -> Result<Option<Claim>, Trouble> {
        let Some(text) = text else { return Ok(None) };
        let at = zone.parse(text).map_err(|_| Trouble::field(field, words::WRONG_TIME))?;
        Ok(Some(Claim { at, by: body.claimed_by.clone().unwrap_or_default(), basis: body.basis.clone().unwrap_or_default() }))
    };
    if body.summary.chars().count() > crate::office::SUMMARY_CHARS_MAX {
        return Err(Trouble::field("summary", words::WRONG_TOO_LONG));
    }
    Ok(Receive {
        source: body.source,
        class: body.class.clone().filter(|c| !c.trim().is_empty()),
        place: resolved(office, &body.place.clone().unwrap_or_default())?,
        occurred: claim(&body.occurred_at, "occurred_at")?,
        known: claim(&body.known_at, "known_at")?,
        received: claim(&body.received_at, "received_at")?,
        figures: body.figures.iter().map(|(item, value)| (here.new_id(), item.clone(), value.0)).collect(),
        figures_from: body.figures_from.clone().unwrap_or_default(),
        marking: body.marking,
        ..Receive::default()
    })
}

async fn list(here: Here, Query(asked): Query<Asked>) -> ApiAnswer<Paged<LineOut>> {
    let filter = asked.filter(&here).await?;
    if asked.limit.is_some_and(|limit| !(1..=reads::INCIDENTS_MAX).contains(&limit)) {
        return Err(Trouble::field("limit", words::WRONG_LIMIT));
    }
    if asked.cursor.as_deref().is_some_and(|cursor| !cursor.is_empty() && !reads::Listed::ends_with(cursor)) {
        return Err(Trouble::refused(NotACursor));
    }
    if asked.q.as_deref().is_some_and(|q| q.chars().count() > SEARCH_CHARS_MAX) {
        return Err(Trouble::field("q", words::WRONG_TOO_LONG));
    }
    let page = (asked.cursor.as_deref(), asked.limit.unwrap_or(50));
    let listed = reads::list(here.db(), &here.scope(), &filter, page).await?;
    let items = listed.lines.iter().map(|line| LineOut::of(&here, line)).collect();
    Ok(Reply::ok(Paged { items, next: listed.next }))
}

async fn one(here: Here, Path(id): Path<Id>, Query(asked): Query<AskedAt>) -> ApiAnswer<IncidentOut> {
    let Some(at) = asked.at.as_deref() else {
        let whole = incident(&here, &id).await?;
        return shown(&here, &id, (here.db(), &whole.incident, here.desk().now())).await;
    };
    let (moment, asked) = moment(&here, at).await?;
    let replay = here.desk().replay_case(&id, moment).await?;
    let then = reads::incident(&replay.db, &here.scope(), &id).await?.ok_or(Trouble::NotFound)?;
    // Whoever may not see it now may not see it as it was either.
    incident(&here, &id).await?;
    shown(&here, &id, (&replay.db, &then.incident, asked.unwrap_or(replay.at))).await
}

async fn shown(here: &Here, id: &Id, (db, now, at): (&desk::Db, &crate::state::Incident, Time)) -> ApiAnswer<IncidentOut> {
    let sealed: Vec<Id> = [&now.summary, &now.place_text, &now.caller].into_iter().flatten().map(|s| s.id.clone()).collect();
    let words = sealed::words(db, &sealed).await?;
    let text = |sealed: &Option<kernel::Sealed>| sealed.as_ref().and_then(|s| words.get(&s.id).cloned());
    let mut out = IncidentOut::at(here, id, (now, now.version, at));
    (out.summary, out.place_text, out.caller) = (text(&now.summary), text(&now.place_text), text(&now.caller));
    Ok(Reply::ok(out).version(now.version))
}

/// A moment: a position of the journal, or the last fact at or before a time, with that time: clocks have run on until then.
async fn moment(here: &Here, at: &str) -> Result<(i64, Option<Time>), Trouble> {
    if let Ok(position) = at.parse::<i64>() {
        return Ok((position, None));
    }
    let time = here.desk().zone().parse(at).map_err(|_| Trouble::field("at", words::WRONG_TIME))?;
    Ok((desk::reads::moment_at(here.db(), time).await?, Some(time.min(here.desk().now()))))
}

async fn duplicates(here: Here, Json(body): Json<IncidentIn>, office: Arc<Office>) -> ApiAnswer<Paged<LineOut>> {
    let receive = read(&here, &office, &body)?;
    let at = receive.received.or(receive.occurred).map_or(here.desk().now(), |claim| claim.at);
    let candidate = Candidate {
        words: format!("{} {}", body.summary, body.place_text()),
        class: receive.class,
        point: receive.place.point,
        areas: receive.place.areas,
        at,
        law: office.in_force(at),
    };
    let hints = reads::duplicates(here.db(), &here.scope(), &candidate).await?;
    Ok(Reply::ok(Paged { items: hints.iter().map(|hint| LineOut::of(&here, &hint.line)).collect(), next: None }))
}

impl Asked {
    async fn filter(&self, here: &Here) -> Result<Filter, Trouble> {
        let time = |text: &Option<String>, field: &'static str| match text {
            Some(text) => here.desk().zone().parse(text).map(Some).map_err(|_| Trouble::field(field, words::WRONG_TIME)),
            None => Ok(None),
        };
        let grade =
            self.grade.as_deref().map(Grade::parse).transpose().map_err(|_| Trouble::field("grade", words::WRONG_GRADE))?;
        let area = self.area.as_deref().map(kernel::AreaCode::parse).transpose();
        let ids = match self.q.as_deref().filter(|q| !q.trim().is_empty()) {
            Some(q) => Some(found(here, q).await?),
            None => None,
        };
        let standing = self.standing.map(|word| match word {
            StandingWord::Open => Standing::Open,
            StandingWord::Closed => Standing::Closed,
            StandingWord::FalseAlarm => Standing::FalseAlarm,
        });
        Ok(Filter {
            standing: standing.map(|standing| standing.as_str().to_owned()),
            class: self.class.clone(),
            grade,
            area: area.map_err(|_| Trouble::field("area", words::WRONG_AREA))?,
            from: time(&self.from, "from")?,
            until: time(&self.until, "until")?,
            ids,
            order: match self.order {
                None | Some(OrderWord::Received) => Order::Received,
                Some(OrderWord::Changed) => Order::Changed,
                Some(OrderWord::Gravest) => Order::Gravest,
            },
        })
    }
}

/// The incidents in whose words the question occurs.
pub(crate) async fn found(here: &Here, question: &str) -> Result<Vec<Id>, Trouble> {
    let finds = desk::search::find(here.db(), &here.scope(), question, desk::search::FINDS_MAX).await?;
    let ids = finds.into_iter().filter_map(|find| find.stream.strip_prefix("incident/").and_then(|id| Id::parse(id).ok()));
    Ok(ids.collect())
}

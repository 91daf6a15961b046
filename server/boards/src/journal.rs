//! The journal as people read it: who did what when, its signed head, and whether the chain holds.

use askama::Template;
use axum::http::Method;
use desk::{Because, Envelope, SignedHead, Verdict};
use kernel::Id;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, ApiAnswer, Door, Here, Json, NotACursor, Paged, Path, Query, Reply, Say, Section, Sheet, Trouble};

use crate::queue::last_facts;
use crate::words;

/// How many facts a page shows.
const FACTS_SHOWN: i64 = 100;
/// How many characters of an id a page shows: its last ones, in which ids of one moment differ.
const ID_SHOWN: usize = 8;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Asked {
    /// Facts before this position.
    #[param(minimum = 1)]
    before: Option<i64>,
    /// Where to go on: `next` of the page before.
    #[param(minimum = 1)]
    cursor: Option<i64>,
}

/// A fact of the journal, without its body: words of the field are shown on the pages of their capabilities.
#[derive(Debug, Serialize, ToSchema)]
struct FactOut {
    position: i64,
    #[schema(value_type = web::shape::Time)]
    at: String,
    stream: String,
    version: i64,
    kind: String,
    actor: String,
    area: Option<String>,
    cause: Option<String>,
    hash: String,
}

/// The head of the journal, signed: evidence for whoever keeps it.
#[derive(Debug, Serialize, ToSchema)]
struct HeadOut {
    city: String,
    installation: String,
    world: String,
    position: i64,
    hash: String,
    #[schema(value_type = web::shape::Time)]
    at: String,
    signature: String,
    public_key: String,
    /// `HASH@POSITION`, as `journal verify --head` takes it.
    short: String,
}

/// Why sealed words are erased for ever.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ErasureIn {
    /// Why, in words that name nobody.
    #[schema(min_length = 1)]
    why: String,
    /// By which law or rule.
    #[schema(min_length = 1)]
    law: String,
}

/// What a verification found.
#[derive(Debug, Serialize, ToSchema)]
struct VerdictOut {
    whole: bool,
    facts: Option<i64>,
    position: Option<i64>,
    what: Option<String>,
}

#[derive(Template)]
#[template(path = "journal.html")]
struct JournalPage<'a> {
    say: &'a Say,
    head: &'a SignedHead,
    facts: &'a [Envelope],
    before: Option<i64>,
}

impl JournalPage<'_> {
    /// `incident/…1ab1504`: an id as a page shows it; the whole of it stands in the title.
    fn short(&self, name: &str) -> String {
        match name.split_once('/') {
            Some((kind, id)) if id.len() > ID_SHOWN => {
                format!("{kind}/…{}", id.get(id.len() - ID_SHOWN..).unwrap_or(id))
            }
            _ => name.to_owned(),
        }
    }
}

pub(crate) fn doors() -> Vec<Door> {
    vec![
        Door::page("/journal", "journal.read", page).says(words::JOURNAL_TITLE).rail(Section::Office),
        Door::read("/api/journal", "journal.read", facts)
            .says(words::API_JOURNAL)
            .query::<Asked>()
            .answers::<Paged<FactOut>>(200),
        Door::read("/api/journal/head", "journal.read", head).says(words::API_HEAD).answers::<HeadOut>(200),
        Door::act(Method::POST, "/api/sealed/{id}/erasure", "sealed.erase", erase)
            .says(words::API_ERASE)
            .request::<ErasureIn>()
            .answers_nothing(204),
        Door::act(Method::POST, "/api/journal/verification", "journal.verify", verify)
            .says(words::API_VERIFY)
            .answers::<VerdictOut>(200),
    ]
}

async fn page(here: Here, Query(asked): Query<Asked>) -> Answer {
    let facts = last_facts(&here, &here.scope(), asked.before.unwrap_or(i64::MAX), FACTS_SHOWN).await?;
    let head = here.desk().signed_head().await?;
    let before = facts.last().map(|fact| fact.position).filter(|position| *position > 1);
    let sheet = Sheet::titled(here.say.word(words::JOURNAL_TITLE));
    here.page(sheet, &JournalPage { say: &here.say, head: &head, facts: &facts, before })
}

async fn facts(here: Here, Query(asked): Query<Asked>) -> ApiAnswer<Paged<FactOut>> {
    let before = asked.cursor.or(asked.before).unwrap_or(i64::MAX);
    if before < 1 {
        return Err(Trouble::refused(NotACursor));
    }
    let found = last_facts(&here, &here.scope(), before, FACTS_SHOWN).await?;
    let next = found.last().map(|fact| fact.position.to_string());
    let zone = here.desk().zone();
    let items = found.into_iter().map(|fact| FactOut {
        at: zone.rfc3339(fact.at()),
        position: fact.position,
        stream: fact.stream,
        version: fact.version,
        kind: fact.kind,
        actor: fact.actor,
        area: fact.area,
        cause: fact.cause,
        hash: fact.hash,
    });
    Ok(Reply::ok(Paged { items: items.collect(), next }))
}

async fn head(here: Here) -> ApiAnswer<HeadOut> {
    let head = here.desk().signed_head().await?;
    let at = here.desk().zone().rfc3339(kernel::Time::from_ms(head.at_ms));
    let short = head.short();
    let SignedHead { city, installation, world, position, hash, signature, public_key, .. } = head;
    Ok(Reply::ok(HeadOut { city, installation, world, position, hash, at, signature, public_key, short }))
}

async fn verify(here: Here) -> ApiAnswer<VerdictOut> {
    Ok(Reply::ok(match desk::verify(here.db(), here.desk().genesis(), None).await? {
        Verdict::Whole { facts, .. } => VerdictOut { whole: true, facts: Some(facts), position: None, what: None },
        Verdict::Broken { position, what } => {
            VerdictOut { whole: false, facts: None, position: Some(position), what: Some(what) }
        }
    }))
}

async fn erase(here: Here, Path(id): Path<Id>, Json(body): Json<ErasureIn>) -> ApiAnswer<()> {
    // A text does not say where it belongs: only whoever answers for the whole city erases.
    here.require(Some(here.site.city().area), None)?;
    here.desk().erase(here.given(), &id, Because { why: body.why, law: body.law }).await?;
    Ok(Reply::nothing())
}

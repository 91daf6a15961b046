//! Reports: listed, drafted, read, rewritten, signed, replaced, thrown away, copied.

use std::sync::Arc;

use axum::http::Method;
use kernel::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Cursor, Door, Here, Json, ListAsked, Listing, Paged, Path, Reply, Trouble};

use super::office::{Office, READ};
use super::shapes::{CopyFieldOut, CopyOut, ReportOut, Said, figure_lines};
use super::writing::{self, Drafting, Signing};
use super::{an_id, claim, listed, sending};
use crate::acts::{NotePaper, Open, Void};
use crate::body::Body;
use crate::copy;
use crate::facts::{PostNamed, SignedBy, word};
use crate::reads::{self, LISTED_MAX, ReportLine};
use crate::wording::Voice;
use crate::words;

/// What a report is drafted as.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({ "kind": "first" }))]
#[serde(deny_unknown_fields)]
struct DraftIn {
    /// Which kind.
    #[schema(value_type = rules::ReportKind)]
    kind: String,
    /// The report whose place it takes.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Id>)]
    replaces: Option<String>,
    /// Why it takes its place.
    #[serde(default)]
    reason: String,
}

/// Words of a report. Sent with `If-Match`, words that somebody has changed meanwhile are not overwritten.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WordsIn {
    /// The title.
    title: String,
    /// The text: a paragraph a line.
    text: String,
}

/// A signature.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({ "by": "oral", "post": "leader in charge", "phone": "0990-0000001", "basis": "phone log" }))]
#[serde(deny_unknown_fields)]
pub(super) struct SignatureIn {
    /// `oral`, or `in_person`: by the caller, or by the person of `account` with a PIN.
    by: SignedBy,
    /// The post that signs.
    #[serde(default)]
    post: String,
    /// That post by id, where it stands in the contact book.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Id>)]
    post_id: Option<String>,
    /// The name of whoever holds it.
    #[serde(default)]
    name: String,
    /// By which phone an oral signature was given.
    #[serde(default)]
    phone: String,
    /// When, RFC 3339; now, if nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Time>)]
    at: Option<String>,
    /// On what basis: `phone log`.
    #[serde(default)]
    basis: String,
    /// The account that signs at the shared desk.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Id>)]
    account: Option<String>,
    /// Its PIN.
    #[serde(default)]
    #[schema(format = "password")]
    pin: Option<String>,
}

/// When something happened.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct WhenIn {
    /// RFC 3339; now, if nothing is said.
    #[schema(value_type = Option<web::shape::Time>)]
    at: Option<String>,
}

/// A reason.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = VoidingIn)]
#[serde(deny_unknown_fields)]
struct ReasonIn {
    /// Why.
    reason: String,
}

/// A report in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct ReportLineOut {
    /// Its id.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// The incident it is about.
    #[schema(value_type = web::shape::Id)]
    incident: Id,
    /// Its number.
    number: String,
    /// Its kind.
    kind: String,
    /// Which of its kind.
    seq: u32,
    /// How it stands.
    standing: String,
    /// Its title; null where it was erased.
    title: Option<String>,
    /// When it was composed.
    #[schema(value_type = web::shape::Time)]
    made_at: String,
    /// When it first went.
    #[schema(value_type = Option<web::shape::Time>)]
    first_sent_at: Option<String>,
    /// The post that signed it.
    signer: Option<String>,
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let with = || office.clone();
    let (many, made, one_of, put, again, signed, copied) = (with(), with(), with(), with(), with(), with(), with());
    vec![
        Door::read("/api/reports", READ, list).says(words::API_REPORTS).query::<ListAsked>().answers::<Paged<ReportLineOut>>(200),
        Door::read("/api/incidents/{id}/reports", READ, move |here: Here, id: Path<Id>| of_incident(here, id, many.clone()))
            .says(words::API_OF_INCIDENT)
            .answers::<Paged<ReportOut>>(200),
        Door::act(
            Method::POST,
            "/api/incidents/{id}/reports",
            "reports.compose",
            move |here: Here, id: Path<Id>, body: Json<DraftIn>| create(here, (id, body), made.clone()),
        )
        .says(words::API_DRAFT)
        .request::<DraftIn>()
        .answers::<ReportOut>(201),
        Door::read("/api/reports/{id}", READ, move |here: Here, id: Path<Id>| show(here, id, one_of.clone()))
            .says(words::API_REPORT)
            .answers::<ReportOut>(200),
        Door::act(Method::PUT, "/api/reports/{id}", "reports.compose", move |here: Here, id: Path<Id>, body: Json<WordsIn>| {
            rewrite(here, (id, body), put.clone())
        })
        .says(words::API_WORDS)
        .request::<WordsIn>()
        .answers::<ReportOut>(200),
        Door::act(Method::POST, "/api/reports/{id}/composition", "reports.compose", move |here: Here, id: Path<Id>| {
            recompose(here, id, again.clone())
        })
        .says(words::API_COMPOSE)
        .answers::<ReportOut>(200),
        Door::act(
            Method::POST,
            "/api/reports/{id}/signature",
            "reports.compose",
            move |here: Here, id: Path<Id>, body: Json<SignatureIn>| sign(here, (id, body), signed.clone()),
        )
        .says(words::API_SIGNATURE)
        .request::<SignatureIn>()
        .answers::<ReportOut>(200),
        Door::read("/api/reports/{id}/copy", READ, move |here: Here, id: Path<Id>| copy(here, id, copied.clone()))
            .says(words::API_COPY)
            .answers::<CopyOut>(200),
    ]
    .into_iter()
    .chain(ending(office))
    .collect()
}

fn ending(office: &Arc<Office>) -> Vec<Door> {
    let (paper_of, voided) = (office.clone(), office.clone());
    vec![
        Door::act(
            Method::POST,
            "/api/reports/{id}/paper",
            "reports.compose",
            move |here: Here, id: Path<Id>, body: Json<WhenIn>| paper(here, (id, body), paper_of.clone()),
        )
        .says(words::API_PAPER)
        .request::<WhenIn>()
        .answers::<ReportOut>(200),
        Door::act(
            Method::POST,
            "/api/reports/{id}/void",
            "reports.compose",
            move |here: Here, id: Path<Id>, body: Json<ReasonIn>| void(here, (id, body), voided.clone()),
        )
        .says(words::API_VOID)
        .request::<ReasonIn>()
        .answers::<ReportOut>(200),
    ]
}

async fn list(here: Here, asked: Listing) -> ApiAnswer<Paged<ReportLineOut>> {
    let before = asked.behind(|c| Some((kernel::Time::from_ms(c.int(0)?), c.text(1)?.to_owned())))?;
    let before = before.as_ref().map(|(at, id)| (*at, id.as_str()));
    let limit = i64::try_from(asked.limit()).unwrap_or(LISTED_MAX).min(LISTED_MAX - 1);
    let rows = reads::listed(here.db(), &here.scope(), before, limit + 1).await?;
    let behind = |line: &ReportLine| Cursor::of([line.made_at.ms().to_string(), line.id.to_string()]);
    let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    let kept = rows.len() - usize::from(more);
    let next = rows[..kept].last().filter(|_| more).map(|line| behind(line).written());
    let zone = here.desk().zone();
    let items = rows[..kept].iter().map(|line| ReportLineOut {
        id: line.id.clone(),
        incident: line.incident.clone(),
        number: line.number.clone(),
        kind: word(&line.report),
        seq: line.seq,
        standing: line.standing.clone(),
        title: line.words.as_deref().map(|words| Body::split(words).title),
        made_at: zone.rfc3339(line.made_at),
        first_sent_at: line.first_sent.map(|at| zone.rfc3339(at)),
        signer: line.signer.clone(),
    });
    Ok(Reply::ok(Paged { items: items.collect(), next }))
}

async fn of_incident(here: Here, Path(id): Path<Id>, office: Arc<Office>) -> ApiAnswer<Paged<ReportOut>> {
    let case = Office::case(&here, &id).await?;
    let mut items = Vec::with_capacity(case.reports.len());
    for read in &case.reports {
        items.push(ReportOut::of(&office, &here, (&case, &read.id)).await?);
    }
    Ok(Reply::ok(Paged { items, next: None }))
}

async fn create(here: Here, (Path(id), Json(body)): (Path<Id>, Json<DraftIn>), office: Arc<Office>) -> ApiAnswer<ReportOut> {
    let kind = listed("kind", &body.kind)?;
    let replaces = an_id("replaces", body.replaces.as_ref())?.map(|old| (old, body.reason));
    let case = Office::case(&here, &id).await?;
    let made = writing::draft(&office, &here, (&id, &case), Drafting { kind, replaces }).await?;
    let out = answered(&here, &made, &office).await?;
    let version = out.version;
    Ok(Reply::created(format!("/api/reports/{made}"), out).version(version))
}

/// The report as it is now.
pub(super) async fn answered(here: &Here, id: &Id, office: &Office) -> Result<ReportOut, Trouble> {
    let (_, _, incident) = Office::report(here, id).await?;
    let case = Office::case(here, &incident).await?;
    ReportOut::of(office, here, (&case, id)).await
}

pub(super) async fn replied(here: &Here, id: &Id, office: &Office) -> ApiAnswer<ReportOut> {
    let out = answered(here, id, office).await?;
    let version = out.version;
    Ok(Reply::ok(out).version(version))
}

async fn show(here: Here, Path(id): Path<Id>, office: Arc<Office>) -> ApiAnswer<ReportOut> {
    Office::report(&here, &id).await?;
    note_opened(&here, &id).await?;
    replied(&here, &id, &office).await
}

/// Records who opened a report that was sent, once each. A replay records nothing.
pub(crate) async fn note_opened(here: &Here, id: &Id) -> Result<(), Trouble> {
    let given = kernel::Given { once: None, seen: None, ..here.given() };
    here.desk().perform(id, given, Open).await?;
    Ok(())
}

async fn rewrite(here: Here, (Path(id), Json(words)): (Path<Id>, Json<WordsIn>), office: Arc<Office>) -> ApiAnswer<ReportOut> {
    let (_, _, case) = Office::report(&here, &id).await?;
    writing::rewrite(&here, (&id, &case), &Body { title: words.title, text: words.text }).await?;
    replied(&here, &id, &office).await
}

async fn recompose(here: Here, Path(id): Path<Id>, office: Arc<Office>) -> ApiAnswer<ReportOut> {
    let (_, _, incident) = Office::report(&here, &id).await?;
    let case = Office::case(&here, &incident).await?;
    writing::recompose(&office, &here, (&id, &incident, &case)).await?;
    replied(&here, &id, &office).await
}

async fn sign(here: Here, (Path(id), Json(body)): (Path<Id>, Json<SignatureIn>), office: Arc<Office>) -> ApiAnswer<ReportOut> {
    let (_, whole, case) = Office::report(&here, &id).await?;
    let area = kernel::Subject::area(&whole.incident);
    match (an_id("account", body.account.as_ref())?, body.pin.as_deref()) {
        (Some(account), Some(pin)) => writing::sign_by_pin(&here, (&id, &case, area), (&account, pin)).await?,
        _ => {
            let act = writing::sign_act(&here, (&case, area), body.signing(&here)?)?;
            here.perform(&id, act).await?;
        }
    }
    replied(&here, &id, &office).await
}

impl SignatureIn {
    pub(super) fn signing(self, here: &Here) -> Result<Signing, Trouble> {
        let at = claim(here, ("at", self.at.as_deref()), &self.basis)?;
        let post = PostNamed { post: an_id("post_id", self.post_id.as_ref())?, title: self.post };
        Ok(Signing { by: self.by, post, name: self.name, phone: self.phone, at, account: None })
    }
}

async fn paper(here: Here, (Path(id), Json(body)): (Path<Id>, Json<WhenIn>), office: Arc<Office>) -> ApiAnswer<ReportOut> {
    Office::report(&here, &id).await?;
    let at = claim(&here, ("at", body.at.as_deref()), "")?;
    here.perform(&id, NotePaper { at }).await?;
    replied(&here, &id, &office).await
}

async fn void(here: Here, (Path(id), Json(body)): (Path<Id>, Json<ReasonIn>), office: Arc<Office>) -> ApiAnswer<ReportOut> {
    Office::report(&here, &id).await?;
    here.perform(&id, Void(body.reason)).await?;
    replied(&here, &id, &office).await
}

async fn copy(here: Here, Path(id): Path<Id>, office: Arc<Office>) -> ApiAnswer<CopyOut> {
    let (text, fields) = copied(&here, &id, &office).await?;
    let fields = fields.into_iter().map(|f| CopyFieldOut { name: f.name, label: f.label, value: f.value }).collect();
    Ok(Reply::ok(CopyOut { text, fields }))
}

/// The text and the fields of the other system, in its order.
///
/// # Errors
/// Not found, or a fault.
pub(crate) async fn copied(here: &Here, id: &Id, office: &Office) -> Result<(String, Vec<copy::Field>), Trouble> {
    let (_, _, incident) = Office::report(here, id).await?;
    let case = Office::case(here, &incident).await?;
    let read = case.reports.iter().find(|read| read.id == *id).ok_or(Trouble::NotFound)?;
    Office::take_out(here, read, &incident).await?;
    let body = sending::body(here, &read.report).await?.unwrap_or_default();
    let words = office.words(here, &case.whole).await?;
    let lines = figure_lines(office, &case, read);
    let law = office.law(&case.whole.incident);
    let say = Office::document_say(here);
    let voice = Voice { say: &say, zone: here.desk().zone() };
    let class = case.whole.incident.class.as_deref().and_then(|code| law.classes().get(code));
    let said = Said::read(here, read).await?;
    let signer = read.report.signature.as_ref().map_or_else(String::new, |signature| {
        let name = said.words(signature.name.as_ref()).unwrap_or_default();
        format!("{} {name}", signature.post.title).trim().to_owned()
    });
    let source = copy::Source {
        incident: &case.whole.incident,
        words: &words,
        report: &read.report,
        body: &body,
        lines: &lines,
        class: class.map_or("", |class| class.name.say(say.language.code())),
        signer: &signer,
        compiler: &here.caller.as_ref().map(|c| c.name.clone()).unwrap_or_default(),
        organ: here.site.city().name(say.language),
    };
    Ok((body.joined(), copy::fields(source, voice, &here.say)))
}

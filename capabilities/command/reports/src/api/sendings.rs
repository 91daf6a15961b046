//! Sendings: a report goes to its addressees; receipts and failures are noted; what is outstanding is listed.

use std::sync::Arc;

use axum::http::Method;
use kernel::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Door, Here, Json, Paged, Path, Reply, Trouble};

use super::office::{Office, READ};
use super::reports::{SignatureIn, replied};
use super::sending::{self, Came, Sending, Taken, To};
use super::shapes::ReportOut;
use super::{an_id, claim, listed};
use crate::acts::NoteNotReached;
use crate::body::Body;
use crate::facts::{PostNamed, Way, WhyNot, word};
use crate::reads::{self, OUTSTANDING_MAX};
use crate::words;

/// Whom a report goes to. It waits for nothing: neither for figures nor for a signature.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({
    "addressees": [{ "name": "the duty room above", "line": "government", "way": "phone", "address": "0990-0000001",
        "receipt": { "number": "0990-0000001", "taker_post": "duty officer", "register_no": "2026-118" } }],
    "sign_after": "leader in charge"
}))]
#[serde(deny_unknown_fields)]
struct SendIn {
    /// The addressees.
    addressees: Vec<AddresseeIn>,
    /// When it went, RFC 3339; now, if nothing is said. What this program itself sends goes now.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Time>)]
    at: Option<String>,
    /// On what basis that time is claimed.
    #[serde(default)]
    basis: String,
    /// Its words, where they are changed in the same breath.
    #[serde(default)]
    title: Option<String>,
    /// Its text, together with `title`.
    #[serde(default)]
    text: Option<String>,
    /// Its signature, where it was given in the same breath.
    #[serde(default)]
    signature: Option<SignatureIn>,
    /// The post that signs afterwards.
    #[serde(default)]
    sign_after: String,
    /// That post by id.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Id>)]
    sign_after_id: Option<String>,
}

/// One addressee.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AddresseeIn {
    /// The party of the rules that it tells, such as one of the report's `addressees`.
    #[serde(default)]
    party: Option<String>,
    /// The body of the contact book.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Id>)]
    body: Option<String>,
    /// What they are called; the contact book's name where nothing is said.
    #[serde(default)]
    name: String,
    /// On which line.
    #[schema(value_type = rules::Line)]
    line: String,
    /// Which way.
    way: Way,
    /// The number or address.
    #[serde(default)]
    address: String,
    /// The duties that this meets; those that fit, where nobody names them.
    #[serde(default)]
    duties: Option<Vec<String>>,
    /// The sending that it repeats.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Id>)]
    again: Option<String>,
    /// The receipt, where they gave it at once.
    #[serde(default)]
    receipt: Option<ReceiptIn>,
    /// Why they were not reached, where they were not.
    #[serde(default)]
    not_reached: Option<WhyNot>,
}

/// A receipt by hand.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct ReceiptIn {
    /// When they took it, RFC 3339; now, if nothing is said.
    #[schema(value_type = Option<web::shape::Time>)]
    at: Option<String>,
    /// The number that was dialled.
    number: String,
    /// Who took it.
    taker: String,
    /// Their post.
    taker_post: String,
    /// Their register number.
    register_no: String,
}

/// Why somebody was not reached.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NotReachedIn {
    /// Why.
    why: WhyNot,
    /// When, RFC 3339; now, if nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Time>)]
    at: Option<String>,
}

/// A sending whose receipt is outstanding.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct OutstandingOut {
    /// Which sending.
    #[schema(value_type = web::shape::Id)]
    sending: Id,
    /// Of which report.
    #[schema(value_type = web::shape::Id)]
    report: Id,
    /// About which incident.
    #[schema(value_type = web::shape::Id)]
    incident: Id,
    /// The number of the report.
    number: String,
    /// What the addressee is called.
    name: String,
    /// On which line.
    line: String,
    /// Which way.
    way: Way,
    /// The number or address.
    address: Option<String>,
    /// When it went, as claimed.
    #[schema(value_type = web::shape::Time)]
    sent_at: String,
    /// What became of it.
    fate: String,
    /// By when its receipt should be there; null where no rule says.
    #[schema(value_type = Option<web::shape::Time>)]
    due_at: Option<String>,
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let (sent, taken, missed) = (office.clone(), office.clone(), office.clone());
    vec![
        Door::act(
            Method::POST,
            "/api/reports/{id}/sendings",
            "reports.send",
            move |here: Here, id: Path<Id>, body: Json<SendIn>| send(here, (id, body), sent.clone()),
        )
        .says(words::API_SEND)
        .request::<SendIn>()
        .answers::<ReportOut>(200),
        Door::act(
            Method::POST,
            "/api/reports/{id}/sendings/{sending}/receipt",
            "reports.receipt",
            move |here: Here, ids: Path<(Id, Id)>, body: Json<ReceiptIn>| receive(here, (ids, body), taken.clone()),
        )
        .says(words::API_RECEIPT)
        .request::<ReceiptIn>()
        .answers::<ReportOut>(200),
        Door::act(
            Method::POST,
            "/api/reports/{id}/sendings/{sending}/failure",
            "reports.receipt",
            move |here: Here, ids: Path<(Id, Id)>, body: Json<NotReachedIn>| miss(here, (ids, body), missed.clone()),
        )
        .says(words::API_FAILURE)
        .request::<NotReachedIn>()
        .answers::<ReportOut>(200),
        Door::read("/api/receipts/outstanding", READ, outstanding)
            .says(words::API_OUTSTANDING)
            .answers::<Paged<OutstandingOut>>(200),
    ]
}

async fn send(here: Here, (Path(id), Json(body)): (Path<Id>, Json<SendIn>), office: Arc<Office>) -> ApiAnswer<ReportOut> {
    let sending = body.read(&here)?;
    sending::send(&office, &here, &id, sending).await?;
    replied(&here, &id, &office).await
}

impl SendIn {
    fn read(self, here: &Here) -> Result<Sending, Trouble> {
        let to = self.addressees.into_iter().map(|a| a.read(here)).collect::<Result<Vec<_>, _>>()?;
        let body = match (self.title, self.text) {
            (None, None) => None,
            (Some(title), Some(text)) => Some(Body { title, text }),
            _ => return Err(Trouble::field("text", words::WRONG_HALF)),
        };
        let sign_after = PostNamed { post: an_id("sign_after_id", self.sign_after_id.as_ref())?, title: self.sign_after };
        Ok(Sending {
            to,
            at: claim(here, ("at", self.at.as_deref()), &self.basis)?,
            body,
            sign: self.signature.map(|s| s.signing(here)).transpose()?,
            sign_after: Some(sign_after).filter(|post| !post.title.trim().is_empty()),
        })
    }
}

impl AddresseeIn {
    fn read(self, here: &Here) -> Result<To, Trouble> {
        let came = match (self.receipt, self.not_reached) {
            (_, Some(why)) => Came::NotReached(why),
            (Some(receipt), None) => Came::Receipt(Box::new(receipt.read(here)?)),
            (None, None) => Came::Nothing,
        };
        Ok(To {
            party: self.party,
            body: an_id("body", self.body.as_ref())?,
            name: self.name,
            line: listed("line", &self.line)?,
            way: self.way,
            address: self.address,
            meets: self.duties,
            again: an_id("again", self.again.as_ref())?,
            came,
        })
    }
}

impl ReceiptIn {
    fn read(self, here: &Here) -> Result<Taken, Trouble> {
        let at = claim(here, ("at", self.at.as_deref()), "")?;
        let Self { number, taker, taker_post, register_no, .. } = self;
        Ok(Taken { at, number, taker, taker_post, register_no, proof: None })
    }
}

async fn receive(here: Here, (ids, Json(body)): (Path<(Id, Id)>, Json<ReceiptIn>), office: Arc<Office>) -> ApiAnswer<ReportOut> {
    let Path((id, sending)) = ids;
    let taken = body.read(&here)?;
    sending::receive(&here, (&id, &sending), taken).await?;
    replied(&here, &id, &office).await
}

async fn miss(here: Here, (ids, Json(body)): (Path<(Id, Id)>, Json<NotReachedIn>), office: Arc<Office>) -> ApiAnswer<ReportOut> {
    let Path((id, sending)) = ids;
    Office::report(&here, &id).await?;
    let at = claim(&here, ("at", body.at.as_deref()), "")?;
    here.perform(&id, NoteNotReached { sending, at, why: body.why }).await?;
    replied(&here, &id, &office).await
}

async fn outstanding(here: Here) -> ApiAnswer<Paged<OutstandingOut>> {
    let zone = here.desk().zone();
    let rows = reads::outstanding(here.db(), &here.scope(), OUTSTANDING_MAX).await?;
    let items = rows.into_iter().map(|row| OutstandingOut {
        line: word(&row.line),
        sent_at: zone.rfc3339(row.sent_at),
        due_at: row.due_at.map(|due| zone.rfc3339(due)),
        sending: row.sending,
        report: row.report,
        incident: row.incident,
        number: row.number,
        name: row.name,
        way: row.way,
        address: row.address,
        fate: row.fate,
    });
    Ok(Reply::ok(Paged { items: items.collect(), next: None }))
}

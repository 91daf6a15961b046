//! A report as the API shows it, and its copy for the other system.

use kernel::{Id, Zone};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Here, Trouble};

use super::sending::{OpenedOut, Said, SendingOut, SignatureOut};
use crate::api::office::{Contact, Office, before};
use crate::api::sending;
use crate::compose::{self, Change, FigureLine};
use crate::facts::{Way, word};
use crate::reads::{Case, ReportRead};
use crate::state::Standing;
use crate::wording::Voice;

/// A report.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReportOut {
    /// Its id.
    #[schema(value_type = web::shape::Id)]
    pub id: Id,
    /// The incident it is about.
    #[schema(value_type = web::shape::Id)]
    pub incident: Id,
    /// Its number.
    pub number: String,
    /// `first`, `follow_up`, `zero`, `correction`, `verified`, `final` or `notice`.
    pub kind: String,
    /// Which of its kind.
    pub seq: u32,
    /// What its kind and number are called.
    pub label: String,
    /// `draft`, `sent`, `superseded` or `voided`.
    pub standing: &'static str,
    /// Its title; null where it was erased.
    pub title: Option<String>,
    /// Its text; null where it was erased.
    pub text: Option<String>,
    /// As of when it speaks.
    #[schema(value_type = web::shape::Time)]
    pub as_of: String,
    /// Whether what it says has not all been verified.
    pub unverified: bool,
    /// The figures that it quotes.
    pub figures: Vec<QuotedOut>,
    /// The items of the incident whose adopted figure is another by now.
    pub stale: Vec<String>,
    /// Its signature.
    pub signature: Option<SignatureOut>,
    /// Its sendings.
    pub sendings: Vec<SendingOut>,
    /// Who opened it since it was sent.
    pub opened: Vec<OpenedOut>,
    /// The report whose place it takes.
    #[schema(value_type = Option<web::shape::Id>)]
    pub replaces: Option<Id>,
    /// The report that took its place.
    #[schema(value_type = Option<web::shape::Id>)]
    pub superseded_by: Option<Id>,
    /// Whom the incident's unmet duties ask to be told by it.
    pub addressees: Vec<ContactOut>,
    /// Its version, as in `ETag`.
    pub version: u64,
}

/// A figure as a report quotes it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QuotedOut {
    /// The item.
    pub item: String,
    /// What it is called.
    pub name: String,
    /// The value; null where it is unknown.
    pub value: Option<i64>,
    /// The value with its unit, in words; that it is to be verified where it is unknown.
    pub said: String,
    /// Who says so.
    pub source: String,
    /// As of when.
    #[schema(value_type = Option<web::shape::Time>)]
    pub as_of: Option<String>,
    /// Whether it has been verified.
    pub verified: bool,
    /// How it changed since the report before, in words.
    pub change: Option<String>,
}

/// Somebody to be told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContactOut {
    /// The party of the rules.
    pub party: String,
    /// What they are called.
    pub name: String,
    /// The body of the contact book.
    #[schema(value_type = Option<web::shape::Id>)]
    pub body: Option<Id>,
    /// On which line.
    pub line: String,
    /// By which channel: `phone`, `written` or `any`.
    pub channel: String,
    /// Which way suggests itself.
    pub way: Way,
    /// The number or address for it.
    pub address: String,
    /// The duties that this meets.
    pub duties: Vec<String>,
    /// When the first of them runs out.
    #[schema(value_type = Option<web::shape::Time>)]
    pub due_at: Option<String>,
}

/// The copy for the other system.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CopyOut {
    /// Title and text.
    pub text: String,
    /// The fields in the order of the other system.
    pub fields: Vec<CopyFieldOut>,
}

/// One field of the other system.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CopyFieldOut {
    /// What programs call it.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What stands in it; null where it is unknown.
    pub value: Option<String>,
}

impl ReportOut {
    /// A report of a case that was read.
    ///
    /// # Errors
    /// Not found, or a fault.
    pub(crate) async fn of(office: &Office, here: &Here, (case, id): (&Case, &Id)) -> Result<Self, Trouble> {
        let read = case.reports.iter().find(|read| read.id == *id).ok_or(Trouble::NotFound)?;
        let about = read.report.about.as_ref().ok_or(Trouble::NotFound)?;
        let (report, zone) = (&read.report, here.desk().zone());
        let voice = Voice { say: &here.say, zone };
        let body = sending::body(here, report).await?;
        let (title, text) = body.map(|body| (body.title, body.text)).unzip();
        let standing = report.standing();
        let addressees = match standing {
            Standing::Draft | Standing::Sent => office.contacts(here, &case.whole.incident, about.report).await?,
            _ => Vec::new(),
        };
        let said = Said::read(here, read).await?;
        Ok(Self {
            id: id.clone(),
            incident: about.incident.clone(),
            number: about.number.clone(),
            kind: word(&about.report),
            seq: about.seq,
            label: voice.label(about.report, about.seq),
            standing: standing.as_str(),
            title,
            text,
            as_of: zone.rfc3339(report.as_of),
            unverified: report.is_unverified(),
            figures: figure_lines(office, case, read).iter().map(|line| QuotedOut::of(line, voice)).collect(),
            stale: compose::changed(&case.whole.incident.adopted(), &report.quoted),
            signature: said.signature(read, zone),
            sendings: report.sendings.iter().map(|kept| said.sending(read, kept, zone)).collect(),
            opened: read.opened.iter().map(|(by, at)| OpenedOut { by: by.clone(), at: zone.rfc3339(*at) }).collect(),
            replaces: about.replaces.clone(),
            superseded_by: report.superseded_by.clone(),
            addressees: addressees.iter().map(|contact| ContactOut::of(contact, zone)).collect(),
            version: report.version,
        })
    }
}

/// What a report quotes, with names, and how it stands to the report before.
pub(crate) fn figure_lines(office: &Office, case: &Case, read: &ReportRead) -> Vec<FigureLine> {
    let law = office.law(&case.whole.incident);
    let previous = read.report.about.as_ref().and_then(|about| about.previous.as_ref());
    let before = previous.and_then(|id| case.reports.iter().find(|other| other.id == *id)).and_then(before);
    compose::told(&read.report.quoted, before.as_ref(), &law)
}

impl QuotedOut {
    fn of(line: &FigureLine, voice: Voice<'_>) -> Self {
        let quoted = &line.quoted;
        Self {
            item: quoted.item.clone(),
            name: line.name.say(voice.say.language.code()).to_owned(),
            value: quoted.value,
            said: voice.said(line),
            source: quoted.source.clone(),
            as_of: quoted.as_of.map(|at| voice.zone.rfc3339(at)),
            verified: quoted.verified,
            change: matches!(line.change, Change::From(_)).then(|| voice.change(line)),
        }
    }
}

impl ContactOut {
    fn of(contact: &Contact, zone: &Zone) -> Self {
        Self {
            party: contact.offered.party.clone(),
            name: contact.name.clone(),
            body: contact.body.clone(),
            line: word(&contact.offered.line),
            channel: word(&contact.offered.channel),
            way: contact.way,
            address: contact.address.clone(),
            duties: contact.offered.keys.clone(),
            due_at: contact.offered.due_at.map(|at| zone.rfc3339(at)),
        }
    }
}

//! Signatures, sendings and receipts as the API shows them.

use desk::sealed;
use kernel::{Id, Sealed, Time, Zone};
use serde::Serialize;
use utoipa::ToSchema;
use web::Here;

use crate::facts::{SignedBy, Way, word};
use crate::reads::ReportRead;
use crate::state::{Fate, SendingKept};

/// A signature.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignatureOut {
    /// How it was given.
    pub by: SignedBy,
    /// The post that signed.
    pub post: String,
    /// The name; null where none was given or it was erased.
    pub name: Option<String>,
    /// When, as claimed.
    #[schema(value_type = web::shape::Time)]
    pub at: String,
    /// By which phone.
    pub phone: Option<String>,
    /// When paper followed an oral signature.
    #[schema(value_type = Option<web::shape::Time>)]
    pub paper_at: Option<String>,
}

/// A sending.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SendingOut {
    /// Its id.
    #[schema(value_type = web::shape::Id)]
    pub id: Id,
    /// The party of the rules.
    pub party: Option<String>,
    /// What the addressee is called.
    pub name: String,
    /// `party`, `government`, `department`, `neighbours`, `garrison` or `other`.
    pub line: String,
    /// Which way.
    pub way: Way,
    /// The number or address.
    pub address: Option<String>,
    /// When it went, as claimed.
    #[schema(value_type = web::shape::Time)]
    pub sent_at: String,
    /// When that was recorded.
    #[schema(value_type = Option<web::shape::Time>)]
    pub entered_at: Option<String>,
    /// It went with what nobody had verified.
    pub unverified: bool,
    /// It went before it was signed.
    pub unsigned: bool,
    /// `gone`, `handed_over`, `not_delivered`, `muted` or `not_reached`.
    pub fate: &'static str,
    /// Why they were not reached.
    pub why: Option<String>,
    /// The duties that it was to meet.
    pub duties: Vec<String>,
    /// The head of the journal that was let out with it.
    pub head: String,
    /// By when its receipt should be there; null where no rule says.
    #[schema(value_type = Option<web::shape::Time>)]
    pub receipt_due_at: Option<String>,
    /// The rule that says so.
    pub receipt_rule: Option<String>,
    /// The receipt.
    pub receipt: Option<ReceiptOut>,
    /// Whether a later sending repeats it.
    pub repeated: bool,
}

/// A receipt.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReceiptOut {
    /// When they took it, as claimed.
    #[schema(value_type = web::shape::Time)]
    pub at: String,
    /// The number that was dialled.
    pub number: Option<String>,
    /// Who took it.
    pub taker: Option<String>,
    /// Their post.
    pub taker_post: String,
    /// Their register number.
    pub register_no: String,
    /// The hash of the file that proves it.
    pub proof: Option<String>,
}

/// Somebody who opened a report.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpenedOut {
    /// Who: `account/…`.
    pub by: String,
    /// When.
    #[schema(value_type = web::shape::Time)]
    pub at: String,
}

/// The sealed words of one report's signature, sendings and receipts, as far as they were not erased.
pub(crate) struct Said(std::collections::HashMap<Id, String>);

impl Said {
    /// Reads them.
    ///
    /// # Errors
    /// A fault when the store does not answer.
    pub async fn read(here: &Here, read: &ReportRead) -> Result<Self, desk::Fault> {
        let mut ids: Vec<Id> = Vec::new();
        let mut want = |sealed: &Option<Sealed>| ids.extend(sealed.iter().map(|s| s.id.clone()));
        if let Some(signature) = &read.report.signature {
            want(&signature.name);
            want(&signature.phone);
        }
        for kept in &read.report.sendings {
            want(&kept.sending.address);
            if let Some(receipt) = &kept.receipt {
                want(&receipt.number);
                want(&receipt.taker);
            }
        }
        Ok(Self(sealed::words(here.db(), &ids).await?))
    }

    /// The words of one seal.
    pub fn words(&self, sealed: Option<&Sealed>) -> Option<String> {
        self.0.get(&sealed?.id).cloned()
    }

    pub fn signature(&self, read: &ReportRead, zone: &Zone) -> Option<SignatureOut> {
        let signature = read.report.signature.as_ref()?;
        Some(SignatureOut {
            by: signature.by,
            post: signature.post.title.clone(),
            name: self.words(signature.name.as_ref()),
            at: zone.rfc3339(signature.at.at),
            phone: self.words(signature.phone.as_ref()),
            paper_at: read.report.paper_at.as_ref().map(|claim| zone.rfc3339(claim.at)),
        })
    }

    pub fn sending(&self, read: &ReportRead, kept: &SendingKept, zone: &Zone) -> SendingOut {
        let sending = &kept.sending;
        let why = match &kept.fate {
            Fate::NotReached { why, .. } => Some(word(why)),
            _ => None,
        };
        SendingOut {
            id: sending.sending.clone(),
            party: sending.party.clone(),
            name: sending.name.clone(),
            line: word(&sending.line),
            way: sending.way,
            address: self.words(sending.address.as_ref()),
            sent_at: zone.rfc3339(sending.at.at),
            entered_at: read.entered.get(&sending.sending).map(|at: &Time| zone.rfc3339(*at)),
            unverified: sending.unverified,
            unsigned: sending.sign_after.is_some(),
            fate: kept.fate.as_str(),
            why,
            duties: sending.meets.clone(),
            head: sending.head.clone(),
            receipt_due_at: kept.receipt_due().map(|due| zone.rfc3339(due)),
            receipt_rule: sending.receipt_within.as_ref().map(|within| within.rule.clone()),
            receipt: kept.receipt.as_ref().map(|receipt| ReceiptOut {
                at: zone.rfc3339(receipt.at.at),
                number: self.words(receipt.number.as_ref()),
                taker: self.words(receipt.taker.as_ref()),
                taker_post: receipt.taker_post.clone(),
                register_no: receipt.register_no.clone(),
                proof: receipt.proof.as_ref().map(|proof| proof.hash.clone()),
            }),
            repeated: kept.repeated,
        }
    }
}

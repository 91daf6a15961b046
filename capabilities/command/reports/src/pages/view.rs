//! Sendings as pages show them: told or not told, each with what came back.

use kernel::{Claim, Id, Time};
use web::{Markup, Say, Word};

use super::naming;
use crate::api::shapes::Said;

use crate::reads::ReportRead;
use crate::state::SendingKept;
use crate::words;

/// A sending on a page.
pub(super) struct SendingView {
    /// Which.
    pub id: Id,
    /// Of which report.
    pub report: Id,
    /// What the addressee is called.
    pub name: String,
    /// On which line.
    pub line: Word,
    /// Which way.
    pub way: Word,
    /// The number or address.
    pub address: String,
    /// When it went, as claimed.
    pub sent_at: Time,
    /// By how much that differs from its entry.
    pub gap: Option<String>,
    /// What became of it, where that is worth saying.
    pub fate: Option<String>,
    /// Whether it is known not to have arrived.
    pub failed: bool,
    /// It went with what nobody had verified.
    pub unverified: bool,
    /// It went before it was signed.
    pub unsigned: bool,
    /// What came back.
    pub receipt: Option<ReceiptView>,
    /// Whether a later one repeats it.
    pub repeated: bool,
    /// The clock of its receipt.
    pub clock: Markup,
    /// Whether a receipt can still be noted by hand.
    pub waits: bool,
}

/// A receipt on a page.
pub(super) struct ReceiptView {
    /// When, as claimed.
    pub at: Time,
    /// Who took it: post and name.
    pub who: String,
    /// The number that was dialled.
    pub number: String,
    /// Their register number.
    pub register_no: String,
    /// The hash of the file that proves it.
    pub proof: Option<String>,
}

/// The sendings of a report.
pub(super) fn sendings(say: &Say, read: &ReportRead, said: &Said) -> Vec<SendingView> {
    read.report.sendings.iter().map(|kept| SendingView::of(say, (read, kept), said)).collect()
}

impl SendingView {
    fn of(say: &Say, (read, kept): (&ReportRead, &SendingKept), said: &Said) -> Self {
        let sending = &kept.sending;
        let met = kept.receipt.as_ref().map(|receipt| receipt.at.at);
        let clock = naming::clock(say, (sending.at.at, kept.receipt_due()), met);
        Self {
            id: sending.sending.clone(),
            report: read.id.clone(),
            name: sending.name.clone(),
            line: naming::line(sending.line),
            way: naming::way(sending.way),
            address: said.words(sending.address.as_ref()).unwrap_or_default(),
            sent_at: sending.at.at,
            gap: read.entered.get(&sending.sending).and_then(|entered| gap(say, &sending.at, *entered)),
            fate: naming::fate(say, &kept.fate),
            failed: !kept.has_gone(),
            unverified: sending.unverified,
            unsigned: sending.sign_after.is_some(),
            receipt: kept.receipt.as_ref().map(|receipt| ReceiptView {
                at: receipt.at.at,
                who: [receipt.taker_post.clone(), said.words(receipt.taker.as_ref()).unwrap_or_default()]
                    .join(" ")
                    .trim()
                    .to_owned(),
                number: said.words(receipt.number.as_ref()).unwrap_or_default(),
                register_no: receipt.register_no.clone(),
                proof: receipt.proof.as_ref().map(|proof| proof.hash.clone()),
            }),
            repeated: kept.repeated,
            clock,
            waits: kept.is_outstanding(),
        }
    }
}

/// By how much a claimed time differs from its entry, where that is worth showing.
pub(super) fn gap(say: &Say, claim: &Claim, entered: Time) -> Option<String> {
    let minutes = claim.gap_min(entered)?;
    Some(say.one(words::GAP, "gap", say.duration(minutes.abs() * 60_000)))
}

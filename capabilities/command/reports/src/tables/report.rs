//! The rows of a report: one of its own and one for each sending.

use desk::{Entered, NumberRow, Rows, table};
use kernel::{AreaCode, Id, Time};

use super::{CAPABILITY, clocks};
use crate::facts::{Drafted, ReportFact, word};
use crate::numbers;
use crate::state::{Report, SendingKept};

table! {
    /// One row a report, as lists show it.
    pub struct ReportRow in "reports" by ("id") {
        /// Which report.
        pub id: Id,
        /// The incident it is about.
        pub incident: Id,
        /// What kind.
        pub report: String,
        /// Which of its kind.
        pub seq: u32,
        /// Its number.
        pub number: String,
        /// Where the incident was when it was composed.
        pub area: AreaCode,
        /// Who may read it.
        pub marking: String,
        /// How it stands.
        pub standing: &'static str,
        /// Where title and text lie.
        pub words_id: Id,
        /// As of when it speaks.
        pub as_of_ms: Time,
        /// How it was signed.
        pub signed_by: Option<String>,
        /// The post that signed it.
        pub signer: Option<String>,
        /// When it was signed, as claimed.
        pub signed_at_ms: Option<Time>,
        /// When paper followed an oral signature, as claimed.
        pub paper_at_ms: Option<Time>,
        /// When it first went, as claimed.
        pub first_sent_ms: Option<Time>,
        /// The report that took its place.
        pub superseded_by: Option<Id>,
        /// When it was composed.
        pub made_at_ms: Time,
        /// How many facts there are.
        pub version: u64,
    }
}

table! {
    /// One row a sending.
    pub struct SendingRow in "report_sendings" by ("id") {
        /// Which sending.
        pub id: Id,
        /// Of which report.
        pub report: Id,
        /// About which incident.
        pub incident: Id,
        /// Where the incident was when the report was composed.
        pub area: AreaCode,
        /// Who may read it.
        pub marking: String,
        /// The number of the report.
        pub number: String,
        /// What the addressee is called.
        pub name: String,
        /// On which line.
        pub line: String,
        /// Which way.
        pub way: String,
        /// Where number or address lie.
        pub address_id: Option<Id>,
        /// When it went, as claimed.
        pub sent_at_ms: Time,
        /// What became of it.
        pub fate: &'static str,
        /// Whether somebody still has to see that it was taken.
        pub outstanding: bool,
        /// By when its receipt should be there; nothing where no rule said.
        pub due_at_ms: Option<Time>,
        /// When the addressee took it, as claimed.
        pub receipt_at_ms: Option<Time>,
    }
}

/// Keeps the rows of one report.
pub(crate) fn keep(before: &Report, after: &Report, fact: &Entered<ReportFact>, rows: &mut Rows) {
    let (Some(about), Some(words)) = (&after.about, &after.words) else { return };
    rows.put(ReportRow {
        id: fact.id.clone(),
        incident: about.incident.clone(),
        report: word(&about.report),
        seq: about.seq,
        number: about.number.clone(),
        area: about.area,
        marking: word(&about.marking),
        standing: after.standing().as_str(),
        words_id: words.id.clone(),
        as_of_ms: after.as_of,
        signed_by: after.signature.as_ref().map(|s| word(&s.by)),
        signer: after.signature.as_ref().map(|s| s.post.title.clone()),
        signed_at_ms: after.signature.as_ref().map(|s| s.at.at),
        paper_at_ms: after.paper_at.as_ref().map(|claim| claim.at),
        first_sent_ms: after.first_sent(),
        superseded_by: after.superseded_by.clone(),
        made_at_ms: about.as_of,
        version: after.version,
    });
    if let ReportFact::Drafted(drafted) = &fact.fact {
        let name = numbers::report_counter(&drafted.incident, drafted.report);
        rows.put(NumberRow { capability: CAPABILITY, name, value: i64::from(drafted.seq) });
    }
    for kept in after.sendings.iter().filter(|kept| before.sending(&kept.sending.sending) != Some(kept)) {
        rows.put(sending_row(about, kept, &fact.id));
    }
    clocks::keep_report(before, after, (&fact.id, fact.at), rows);
}

fn sending_row(about: &Drafted, kept: &SendingKept, id: &Id) -> SendingRow {
    let sending = &kept.sending;
    SendingRow {
        id: sending.sending.clone(),
        report: id.clone(),
        incident: about.incident.clone(),
        area: about.area,
        marking: word(&about.marking),
        number: about.number.clone(),
        name: sending.name.clone(),
        line: word(&sending.line),
        way: word(&sending.way),
        address_id: sending.address.as_ref().map(|s| s.id.clone()),
        sent_at_ms: sending.at.at,
        fate: kept.fate.as_str(),
        outstanding: kept.is_outstanding(),
        due_at_ms: kept.receipt_due(),
        receipt_at_ms: kept.receipt.as_ref().map(|r| r.at.at),
    }
}

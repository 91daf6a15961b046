//! Figures, signatures, sendings and receipts as facts keep them.

use kernel::{Claim, Id, Sealed, Time};
use rules::{Allowed, Channel, Line};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A figure as a report quotes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The item: `deaths`.
    pub item: String,
    /// The value; none says that it was unknown. Unknown is not zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
    /// The entry of the incident that it was taken from; none where nobody had given a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Id>,
    /// Who said so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// As of when it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Time>,
    /// Whether it had been verified: a label, never a gate.
    #[serde(default)]
    pub verified: bool,
}

/// A signature under a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// How it was given.
    pub by: SignedBy,
    /// Whose it is.
    pub post: PostNamed,
    /// The name of whoever holds the post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Sealed>,
    /// When, as claimed.
    pub at: Claim,
    /// By which phone an oral signature was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Sealed>,
    /// The account that signed in person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Id>,
    /// How long the paper may take that follows an oral signature; nothing where no rule said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper_within: Option<Within>,
}

/// How a signature was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignedBy {
    /// In person: by the leader's own session, or by PIN at the shared desk.
    InPerson,
    /// Orally; the paper comes later.
    Oral,
}

/// A post as a fact names it. A post is no person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostNamed {
    /// Which post, where it stands in the contact book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<Id>,
    /// What it is called.
    pub title: String,
}

/// One sending of a report to one addressee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// Its id; also the key under which the outbox sends it.
    pub sending: Id,
    /// The party of the rules that it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// The body of the contact book that it went to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Id>,
    /// What the addressee is called: a body or post, no person.
    pub name: String,
    /// On which line.
    pub line: Line,
    /// Which way.
    pub way: Way,
    /// The number or address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Sealed>,
    /// When, as claimed.
    pub at: Claim,
    /// It went with figures or facts that nobody had verified, and says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
    /// It went before it was signed (先报后签); this post signs afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_after: Option<PostNamed>,
    /// How long that signature may take; nothing where no rule said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_within: Option<Within>,
    /// How long the receipt may be outstanding before it is asked for; nothing where no rule said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_within: Option<Within>,
    /// The duties of the incident that it meets, by their keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meets: Vec<String>,
    /// The head of the journal that was let out with it, `HASH@POSITION`.
    pub head: String,
    /// The sending that it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Id>,
}

/// A limit that the office has set itself, as it was applied: a rule that is adopted later changes nothing in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Within {
    /// How long, in minutes.
    pub limit_min: i64,
    /// The rule and the set that it stands in: `receipt office-limits@1`.
    pub rule: String,
}

/// Which way a report goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Read out over the telephone.
    Phone,
    /// By fax.
    Fax,
    /// Entered in the system of the level above.
    NationalSystem,
    /// Through the government's own network.
    Intranet,
    /// By electronic mail, sent by this program.
    Email,
    /// To another program, sent by this one.
    Webhook,
    /// To a body that works with this same program.
    SameProgram,
}

/// Why an addressee was not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// Nobody answered.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// The number or address is wrong.
    Wrong,
    /// Line, network or machine failed.
    Down,
    /// They would not take it.
    Declined,
}

/// What an addressee gave back for a sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which sending.
    pub sending: Id,
    /// When they took it, as claimed.
    pub at: Claim,
    /// The number that was dialled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Sealed>,
    /// The name of who took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taker: Option<Sealed>,
    /// Their post.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub taker_post: String,
    /// Their register number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub register_no: String,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
}

/// A file that proves a receipt: a stamped fax, a picture of a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The hash of its content, by which it is kept.
    pub hash: String,
    /// How many bytes.
    pub bytes: u64,
    /// What it was called.
    pub name: Sealed,
}

impl Way {
    /// All of them, in the order in which people choose.
    pub const ALL: [Self; 7] =
        [Self::Phone, Self::Fax, Self::NationalSystem, Self::Intranet, Self::SameProgram, Self::Email, Self::Webhook];

    /// Whether a duty that asks for `channel` is met this way: what is not said is written.
    #[must_use]
    pub const fn satisfies(self, channel: Channel) -> bool {
        match channel {
            Channel::Any => true,
            Channel::Phone => matches!(self, Self::Phone),
            Channel::Written => !matches!(self, Self::Phone),
        }
    }

    /// Whether this program itself sends it, and hears what became of it.
    #[must_use]
    pub const fn is_sent_here(self) -> bool {
        matches!(self, Self::Email | Self::Webhook)
    }
}

impl Within {
    /// When it runs out, if it begins at `from`.
    #[must_use]
    pub fn after(&self, from: Time) -> Time {
        from.plus_min(self.limit_min)
    }
}

impl From<Allowed> for Within {
    fn from(allowed: Allowed) -> Self {
        let rule = format!("{} {}@{}", allowed.rule, allowed.rules.set, allowed.rules.version);
        Self { limit_min: allowed.limit_min, rule }
    }
}

impl Quoted {
    /// Whether another quotation says something else: another value, or known where it was unknown.
    #[must_use]
    pub fn differs(&self, other: Option<&Self>) -> bool {
        self.value != other.and_then(|o| o.value)
    }
}

//! One report, folded from its facts.

use kernel::{AreaCode, Claim, Id, Sealed, Subject, Time};
use rules::{Line, ReportKind};

use crate::facts::{Drafted, Quoted, Receipt, ReportFact, Sending, Signature, SignedBy, WhyNot};

/// How many sendings of one report there may be.
pub const SENDINGS_MAX: usize = 200;
/// How many readers of one report are remembered in the state; all of them stand in the journal.
pub const OPENED_MAX: usize = 200;

/// One report as it is now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// What was kept when it was composed; nothing before.
    pub about: Option<Drafted>,
    /// Title and text as they are now.
    pub words: Option<Sealed>,
    /// The figures that it quotes.
    pub quoted: Vec<Quoted>,
    /// As of when.
    pub as_of: Time,
    /// The signature under the words as they are now.
    pub signature: Option<Signature>,
    /// When an oral signature was given on paper as well.
    pub paper_at: Option<Claim>,
    /// Its sendings, oldest first.
    pub sendings: Vec<SendingKept>,
    /// Who has opened it since it was sent.
    pub opened: Vec<String>,
    /// The report that took its place.
    pub superseded_by: Option<Id>,
    /// Whether it was thrown away before it was sent.
    pub voided: bool,
    /// How many facts there are.
    pub version: u64,
    /// At which version the words were last set.
    pub written_at: u64,
}

/// How a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// There is no such report.
    Unknown,
    /// It is being written.
    Draft,
    /// It has gone to somebody: it is never altered again.
    Sent,
    /// Another one took its place.
    Superseded,
    /// It was thrown away before it was sent.
    Voided,
}

/// A sending and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SendingKept {
    /// The sending.
    pub sending: Sending,
    /// What became of it.
    pub fate: Fate,
    /// The receipt, as it was last noted.
    pub receipt: Option<Receipt>,
    /// Whether a later sending repeats it.
    pub repeated: bool,
}

/// What became of a sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It has gone; nothing more is known.
    Gone,
    /// The other side's machine took it.
    HandedOver,
    /// The program gave it up.
    NotDelivered,
    /// It stayed here because this is an exercise.
    Muted,
    /// The addressee was not reached.
    NotReached {
        /// When, as claimed.
        at: Claim,
        /// Why.
        why: WhyNot,
    },
}

impl Subject for Report {
    const NAME: &'static str = "report";
    type Fact = ReportFact;

    fn fold(mut self, fact: &ReportFact) -> Self {
        self.version += 1;
        match fact {
            ReportFact::Drafted(drafted) => self.draft(drafted),
            ReportFact::Written { words, quoted, as_of } => self.write(words, quoted.as_deref(), *as_of),
            ReportFact::Signed(signature) => {
                self.paper_at = self.paper_at.take().filter(|_| signature.by == SignedBy::Oral);
                self.signature = Some(signature.clone());
            }
            ReportFact::PaperSigned { at } => self.paper_at = Some(at.clone()),
            ReportFact::Sent(sending) => self.send(sending),
            ReportFact::HandedOver { sending } => self.fate(sending, Fate::HandedOver),
            ReportFact::NotDelivered { sending } => self.fate(sending, Fate::NotDelivered),
            ReportFact::Muted { sending } => self.fate(sending, Fate::Muted),
            ReportFact::NotReached { sending, at, why } => self.fate(sending, Fate::NotReached { at: at.clone(), why: *why }),
            ReportFact::Received(receipt) => {
                if let Some(kept) = self.sendings.iter_mut().find(|s| s.sending.sending == receipt.sending) {
                    kept.receipt = Some((**receipt).clone());
                }
            }
            ReportFact::Opened { by } if self.opened.len() < OPENED_MAX => self.opened.push(by.clone()),
            ReportFact::Opened { .. } => {}
            ReportFact::Superseded { by, .. } => self.superseded_by = Some(by.clone()),
            ReportFact::Voided { .. } => self.voided = true,
        }
        self
    }

    fn area(&self) -> Option<AreaCode> {
        self.about.as_ref().map(|about| about.area)
    }

    fn case(&self, _: &Id) -> Option<Id> {
        self.about.as_ref().map(|about| about.incident.clone())
    }
}

impl Report {
    fn draft(&mut self, drafted: &Drafted) {
        self.words = Some(drafted.words.clone());
        self.quoted.clone_from(&drafted.quoted);
        self.as_of = drafted.as_of;
        self.written_at = self.version;
        self.about = Some(drafted.clone());
    }

    fn write(&mut self, words: &Sealed, quoted: Option<&[Quoted]>, as_of: Time) {
        self.words = Some(words.clone());
        if let Some(quoted) = quoted {
            self.quoted = quoted.to_vec();
            self.as_of = as_of;
        }
        self.signature = None;
        self.paper_at = None;
        self.written_at = self.version;
    }

    fn send(&mut self, sending: &Sending) {
        if let Some(again) = &sending.again
            && let Some(earlier) = self.sendings.iter_mut().find(|s| s.sending.sending == *again)
        {
            earlier.repeated = true;
        }
        self.sendings.push(SendingKept { sending: sending.clone(), fate: Fate::Gone, receipt: None, repeated: false });
    }

    fn fate(&mut self, sending: &Id, fate: Fate) {
        if let Some(kept) = self.sendings.iter_mut().find(|s| s.sending.sending == *sending) {
            kept.fate = fate;
        }
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match &self.about {
            None => Standing::Unknown,
            Some(_) if self.voided => Standing::Voided,
            Some(_) if self.superseded_by.is_some() => Standing::Superseded,
            Some(_) if self.sendings.is_empty() => Standing::Draft,
            Some(_) => Standing::Sent,
        }
    }

    /// What kind of report it is.
    #[must_use]
    pub fn kind(&self) -> Option<ReportKind> {
        self.about.as_ref().map(|about| about.report)
    }

    /// One of its sendings.
    #[must_use]
    pub fn sending(&self, id: &Id) -> Option<&SendingKept> {
        self.sendings.iter().find(|s| s.sending.sending == *id)
    }

    /// When it first went, as claimed.
    #[must_use]
    pub fn first_sent(&self) -> Option<Time> {
        self.sendings.iter().map(|s| s.sending.at.at).min()
    }

    /// When it last went on a line in a way that is not known to have failed, as claimed.
    #[must_use]
    pub fn sent_on(&self, line: Line) -> Option<Time> {
        self.sendings.iter().filter(|s| s.sending.line == line && s.has_gone()).map(|s| s.sending.at.at).max()
    }

    /// Whether a figure that it quotes, or all that it says, has not been verified.
    #[must_use]
    pub fn is_unverified(&self) -> bool {
        let mut known = self.quoted.iter().filter(|q| q.value.is_some()).peekable();
        known.peek().is_none() || known.any(|q| !q.verified)
    }

    /// The figure that it quotes of an item.
    #[must_use]
    pub fn quotes(&self, item: &str) -> Option<&Quoted> {
        self.quoted.iter().find(|q| q.item == item)
    }
}

impl SendingKept {
    /// By when its receipt should be there; nothing where no rule said.
    #[must_use]
    pub fn receipt_due(&self) -> Option<Time> {
        self.sending.receipt_within.as_ref().map(|within| within.after(self.sending.at.at))
    }

    /// Whether nothing says that it did not arrive.
    #[must_use]
    pub const fn has_gone(&self) -> bool {
        self.receipt.is_some() || matches!(self.fate, Fate::Gone | Fate::HandedOver | Fate::Muted)
    }

    /// Whether somebody still has to see that it was taken.
    #[must_use]
    pub const fn is_outstanding(&self) -> bool {
        self.receipt.is_none() && !self.repeated
    }
}

impl Fate {
    /// The word of the tables and the API.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::HandedOver => "handed_over",
            Self::NotDelivered => "not_delivered",
            Self::Muted => "muted",
            Self::NotReached { .. } => "not_reached",
        }
    }
}

impl Standing {
    /// The word of the tables and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Superseded => "superseded",
            Self::Voided => "voided",
        }
    }
}

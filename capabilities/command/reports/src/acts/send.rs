//! Sending: one fact an addressee. It never waits for a figure, a verification or a signature; what is missing goes along as a label.

use desk::Sealing;
use kernel::{Act, Claim, Given, Id, Time};
use rules::Line;

use super::{ADDRESSEES_MAX, NAME_CHARS_MAX, Refusal, claimed, named, short};
use crate::facts::{PostNamed, ReportFact, Sending, Way};
use crate::limits::Limits;
use crate::state::{Report, SENDINGS_MAX, Standing};

/// Sends it.
#[derive(Debug, Clone)]
pub struct Send {
    /// The words that are sent, as they were seen: words that somebody has changed meanwhile are not sent unseen.
    pub words: Id,
    /// Whom it goes to.
    pub addressees: Vec<Addressee>,
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// The post that signs afterwards, where nobody has signed yet.
    pub sign_after: Option<PostNamed>,
    /// The head of the journal that is let out with it.
    pub head: String,
    /// What this program itself sends, where it does.
    pub letter: Letter,
    /// What time it is: when the outbox may begin.
    pub now: Time,
}

/// One addressee.
#[derive(Debug, Clone)]
pub struct Addressee {
    /// The id of the sending, made at the door.
    pub sending: Id,
    /// The party of the rules that it tells.
    pub party: Option<String>,
    /// The body of the contact book.
    pub body: Option<Id>,
    /// What the addressee is called.
    pub name: String,
    /// On which line.
    pub line: Line,
    /// Which way.
    pub way: Way,
    /// The number or address.
    pub address: Option<Sealing>,
    /// The duties of the incident that it meets.
    pub meets: Vec<String>,
    /// The sending that it repeats.
    pub again: Option<Id>,
}

/// The report as machines get it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// The case it belongs to.
    pub case: Option<Id>,
    /// The stream it belongs to.
    pub stream: String,
    /// The subject line of a mail.
    pub subject: String,
    /// The text of a mail.
    pub text: String,
    /// The report as JSON, for another program.
    pub json: String,
}

/// What all sendings of one request have in common.
struct Going<'a> {
    unverified: bool,
    sign_after: Option<PostNamed>,
    head: String,
    limits: &'a Limits,
}

impl Act for Send {
    type Subject = Report;
    type Known = Limits;
    type Refusal = Refusal;

    fn decide(self, now: &Report, known: &Limits, given: &Given) -> Result<Vec<ReportFact>, Refusal> {
        super::known(now)?;
        if now.standing() == Standing::Superseded {
            return Err(Refusal::Superseded);
        }
        let fresh: Vec<Addressee> = self.addressees.iter().filter(|a| now.sending(&a.sending).is_none()).cloned().collect();
        if self.addressees.is_empty() {
            return Err(Refusal::NoAddressee);
        }
        if self.addressees.len() > ADDRESSEES_MAX {
            return Err(Refusal::TooMany(ADDRESSEES_MAX));
        }
        if now.sendings.len() + fresh.len() > SENDINGS_MAX {
            return Err(Refusal::TooMany(SENDINGS_MAX));
        }
        // While it waits for its words to be made afresh, an earlier act of the same request may have set them.
        if now.words.as_ref().is_none_or(|w| w.id != self.words) {
            return Err(Refusal::Changed { version: now.written_at });
        }
        let at = claimed(self.at, given)?;
        self.sign_after.iter().try_for_each(named)?;
        let unsigned = now.signature.is_none();
        let sign_after = unsigned.then(|| self.sign_after.unwrap_or_default());
        let going = Going { unverified: now.is_unverified(), sign_after, head: self.head, limits: known };
        let sent = |a: Addressee| {
            a.check(now)?;
            // What this program sends goes now, whatever is claimed.
            let at = if a.way.is_sent_here() { Claim::at(given.at) } else { at.clone() };
            Ok(ReportFact::Sent(Box::new(a.sent(at, &going))))
        };
        fresh.into_iter().map(sent).collect()
    }
}

impl Addressee {
    fn check(&self, now: &Report) -> Result<(), Refusal> {
        if self.name.trim().is_empty() {
            return Err(Refusal::NoAddressee);
        }
        short(&self.name, NAME_CHARS_MAX)?;
        let address = self.address.as_ref().map_or("", |s| s.words.trim());
        short(address, NAME_CHARS_MAX)?;
        if self.way.is_sent_here() && address.is_empty() {
            return Err(Refusal::NoAddress { name: self.name.clone() });
        }
        if self.again.as_ref().is_some_and(|again| now.sending(again).is_none()) {
            return Err(Refusal::UnknownSending);
        }
        Ok(())
    }

    fn sent(self, at: Claim, going: &Going<'_>) -> Sending {
        Sending {
            sending: self.sending,
            party: self.party,
            body: self.body,
            name: self.name,
            line: self.line,
            way: self.way,
            address: self.address.map(|s| s.sealed),
            at,
            unverified: going.unverified,
            sign_after: going.sign_after.clone(),
            sign_within: going.limits.signature.clone().filter(|_| going.sign_after.is_some()),
            receipt_within: going.limits.receipt.clone(),
            meets: self.meets,
            head: going.head.clone(),
            again: self.again,
        }
    }
}

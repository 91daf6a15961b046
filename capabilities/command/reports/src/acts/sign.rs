//! Signing: in person or orally, before sending or after it, and the paper that follows.

use desk::Sealing;
use kernel::{Act, Claim, Given, Id};

use super::{NAME_CHARS_MAX, Refusal, claimed, known, named, short};
use crate::facts::{PostNamed, ReportFact, Signature, SignedBy};
use crate::limits::Limits;
use crate::state::Report;

/// A leader signs it.
#[derive(Debug, Clone)]
pub struct Sign {
    /// How.
    pub by: SignedBy,
    /// Whose signature it is.
    pub post: PostNamed,
    /// The name of whoever holds the post.
    pub name: Option<Sealing>,
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// By which phone an oral signature was given.
    pub phone: Option<Sealing>,
    /// The account that signs in person.
    pub account: Option<Id>,
}

/// What was signed orally was signed on paper as well.
#[derive(Debug, Clone)]
pub struct NotePaper {
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
}

impl Act for Sign {
    type Subject = Report;
    type Known = Limits;
    type Refusal = Refusal;

    fn decide(self, now: &Report, known: &Limits, given: &Given) -> Result<Vec<ReportFact>, Refusal> {
        super::known(now)?;
        named(&self.post)?;
        let at = claimed(self.at, given)?;
        [&self.name, &self.phone].into_iter().flatten().try_for_each(|s| short(&s.words, NAME_CHARS_MAX))?;
        if let Some(there) = &now.signature {
            let same = there.by == self.by && there.post == self.post;
            // Who has signed in person has nothing to add by telephone.
            if same || there.by == SignedBy::InPerson {
                return Ok(Vec::new());
            }
        }
        Ok(vec![ReportFact::Signed(Signature {
            by: self.by,
            post: self.post,
            name: self.name.map(|s| s.sealed),
            at,
            phone: self.phone.map(|s| s.sealed),
            account: self.account,
            paper_within: known.paper.clone().filter(|_| self.by == SignedBy::Oral),
        })])
    }
}

impl Act for NotePaper {
    type Subject = Report;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Report, (): &(), given: &Given) -> Result<Vec<ReportFact>, Refusal> {
        known(now)?;
        if now.signature.as_ref().is_none_or(|s| s.by != SignedBy::Oral) {
            return Err(Refusal::NotSignedOrally);
        }
        if now.paper_at.is_some() {
            return Ok(Vec::new());
        }
        Ok(vec![ReportFact::PaperSigned { at: claimed(self.at, given)? }])
    }
}

//! What acts on incidents must know: the law as it held when the incident was received, and its number.

use std::sync::Arc;

use desk::{Fault, Look, Pen, Rows, Sealing};
use rules::RuleBook;

use crate::acts::{
    Adopt, CallFalse, CallIn, Classify, Close, Declare, Describe, EnterFigure, Explain, Fear, Find, LetGo, Locate, Lower, Meet,
    NoteCall, Open, Outcome, PassOn, Receive, ReceiveKnown, Reopen, SetTime, Tag, Write,
};
use crate::judge::Law;
use crate::state::Incident;
use crate::tables::counter;

impl Look for Receive {
    async fn look(&self, under: &Pen<'_>) -> Result<ReceiveKnown, Fault> {
        let now: Arc<Incident> = under.state(under.own_id()).await?;
        if now.is_known() {
            return Ok(ReceiveKnown::default());
        }
        let received_at = self.received.as_ref().map_or(under.at(), |claim| claim.at.min(under.at()));
        let book: Arc<RuleBook> = under.state(&RuleBook::id()).await?;
        let in_force = book.in_force(received_at);
        let day = under.today().compact();
        let n = under.next_number(&counter(&day)).await?;
        Ok(ReceiveKnown {
            law: Law { in_force },
            number: format!("{}-{day}-{n:04}", under.city()),
            desk_area: Some(under.city()),
        })
    }

    fn beside(&self, _: &ReceiveKnown, rows: &mut Rows) {
        [&self.summary, &self.caller, &self.place_text].into_iter().flatten().for_each(|words| words.keep(rows));
    }
}

/// The rule sets that the incident keeps, whatever has been adopted since.
async fn law(under: &Pen<'_>) -> Result<Law, Fault> {
    let now: Arc<Incident> = under.state(under.own_id()).await?;
    let book: Arc<RuleBook> = under.state(&RuleBook::id()).await?;
    Ok(Law { in_force: now.law(&book) })
}

macro_rules! under_the_law {
    ($($act:ty $(: |$self:ident| $words:expr)?),+ $(,)?) => { $(
        impl Look for $act {
            async fn look(&self, under: &Pen<'_>) -> Result<Law, Fault> {
                law(under).await
            }
            $(fn beside(&$self, _: &Law, rows: &mut Rows) {
                keep($words, rows);
            })?
        }
    )+ };
}

macro_rules! without_law {
    ($($act:ty $(: |$self:ident| $words:expr)?),+ $(,)?) => { $(
        impl Look for $act {
            $(fn beside(&$self, (): &(), rows: &mut Rows) {
                keep($words, rows);
            })?
        }
    )+ };
}

under_the_law! {
    Describe: |self| Some(&self.0),
    Locate: |self| self.place_text.as_ref(),
    Classify, SetTime, Tag, EnterFigure, Adopt, Fear, Declare, Lower, Meet, Reopen,
}

without_law! {
    NoteCall: |self| match &self.outcome { Outcome::Told(said) => said.as_ref(), Outcome::NotReached => None },
    Write: |self| Some(&self.words),
    Open, Explain, Close, CallFalse, PassOn, Find, CallIn, LetGo,
}

fn keep(words: Option<&Sealing>, rows: &mut Rows) {
    if let Some(words) = words {
        words.keep(rows);
    }
}

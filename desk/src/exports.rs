//! What leaves the house by somebody's hand: lists as workbooks, the journal, sheets of paper. Each leaves a fact that says who took
//! what, when, how many rows, under which marking; without that fact it does not leave.

use kernel::{Act, AreaCode, Arg, Given, Id, Kind, Reason, Subject};
use serde::{Deserialize, Serialize};

use crate::{Desk, Look, NotDone};

/// The longest name of what is taken out, in characters.
const WHAT_CHARS_MAX: usize = 200;

/// What is taken out of the house.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOut {
    /// What it is, by the door it leaves through: `/incidents/list.xlsx`, `journal`. Never words that people typed.
    pub what: String,
    /// Whose it is, where it is about one subject: `report/<id>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// How many rows, facts or sheets.
    pub rows: u64,
    /// What is marked on it: `public`, `internal`, `work_secret`.
    pub marking: String,
    /// The area that whoever took it acts for; the city where they act for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// The case it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Id>,
}

/// One taking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Export {
    taken: Option<TakenOut>,
}

/// What can have happened: who and when stand in the envelope.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ExportFact {
    /// It was taken out.
    TakenOut(TakenOut),
}

impl Subject for Export {
    const NAME: &'static str = "export";
    type Fact = ExportFact;

    fn fold(self, fact: &ExportFact) -> Self {
        let ExportFact::TakenOut(taken) = fact;
        Self { taken: Some(taken.clone()) }
    }

    fn area(&self) -> Option<AreaCode> {
        self.taken.as_ref()?.area
    }

    fn case(&self, _: &Id) -> Option<Id> {
        self.taken.as_ref()?.case.clone()
    }
}

#[derive(Debug, Clone)]
struct TakeOut(TakenOut);

/// Why nothing is taken out.
#[derive(Debug)]
struct Nameless;

impl Act for TakeOut {
    type Subject = Export;
    type Known = ();
    type Refusal = Nameless;

    fn decide(self, now: &Export, (): &(), _: &Given) -> Result<Vec<ExportFact>, Nameless> {
        if self.0.what.is_empty() || self.0.what.chars().count() > WHAT_CHARS_MAX {
            return Err(Nameless);
        }
        Ok(if now.taken.is_some() { Vec::new() } else { vec![ExportFact::TakenOut(self.0)] })
    }
}

impl Look for TakeOut {}

impl Desk {
    /// Records that something leaves the house. What leaves is handed out only after this has answered.
    ///
    /// # Errors
    /// Refused when it has no name; a fault when it cannot be made durable.
    pub async fn take_out(&self, given: Given, taken: TakenOut) -> Result<(), NotDone> {
        let area = taken.area.or(given.area).unwrap_or(self.city());
        let taken = TakenOut { area: Some(area), ..taken };
        self.perform(&self.new_id(), Given { once: None, seen: None, ..given }, TakeOut(taken)).await.map(drop)
    }
}

impl std::fmt::Display for Nameless {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("what is taken out needs a name")
    }
}

impl Reason for Nameless {
    fn key(&self) -> &'static str {
        "web-refused-export-nameless"
    }
    fn args(&self) -> Vec<(&'static str, Arg)> {
        Vec::new()
    }
    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was written once is read for ever.
    #[test]
    fn the_fact_of_an_export_reads_as_it_was_first_written() {
        let written = r#"{"kind":"taken_out","what":"/incidents/list.xlsx","rows":12,"marking":"internal","area":"990100"}"#;
        let fact: ExportFact = serde_json::from_str(written).unwrap();
        assert_eq!(serde_json::to_string(&fact).unwrap(), written);
        let export = Export::default().fold(&fact);
        assert_eq!(export.area().map(|area| area.to_string()).as_deref(), Some("990100"));
        assert_eq!(export.taken.map(|taken| taken.rows), Some(12));
    }
}

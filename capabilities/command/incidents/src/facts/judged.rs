//! What the rules made of an incident, kept as they answered, so that a later reader needs no rules to see it.

use std::collections::BTreeMap;

use kernel::{Grade, Time};
use rules::{Channel, Line, ReportKind, Wording};
use serde::{Deserialize, Serialize};

/// What the rules make of an incident, as far as duties, telling and pages need it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The grade by what is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessed: Option<Grade>,
    /// The criterion that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessed_by: Option<CriterionMet>,
    /// The gravest grade that what is known leaves open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub possible: Option<Grade>,
    /// What makes it possible: a criterion, or somebody's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub possible_by: Option<CriterionMet>,
    /// Whether incidents of its class are graded.
    pub graded: bool,
    /// Why there is no assessed grade, in the word of the grading engine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lack: Option<rules::Lack>,
    /// The grade that duties run from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty_grade: Option<Grade>,
    /// What makes it sensitive: it goes up whatever the grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Raised>,
    /// Near misses and cases that must be reported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<Raised>,
    /// Who must report to whom by when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<DutyKept>,
    /// Who inside is told, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepKept>,
    /// The end of the time in which changed figures still change the grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement_until: Option<Time>,
}

/// A criterion, and what there was beside what it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionMet {
    /// The set, its version and the criterion's name: `cn-accident@1 deaths/III`; or the words of the person who said so.
    pub by: String,
    /// What there was, by item.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub had: BTreeMap<String, i64>,
}

/// A flag or trigger that is raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// Its id, by which duties name it.
    pub id: String,
    /// Its name.
    pub name: Wording,
    /// Whether a word of the summary raised it: it stays when the words are erased.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_word: bool,
}

/// A duty of the incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyKept {
    /// The rule and the set that it stands in: `ps-3 national-reporting@1`.
    pub rule: String,
    /// What it says, in a line.
    pub title: Wording,
    /// The party that must report.
    pub who: String,
    /// The party that must be told.
    pub to: String,
    /// On which line.
    pub line: Line,
    /// By which channel.
    pub channel: Channel,
    /// What kind of report.
    pub report: ReportKind,
    /// From when the clock runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Time>,
    /// When it runs out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Time>,
    /// It applies because something is unknown that could make it apply.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
    /// It is the duty of another link than our desk: it is shown, and no clock of ours runs for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub others: bool,
    /// Which time round, from 1: repeated duties begin again after each report.
    pub round: u32,
}

/// A step of the leader sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepKept {
    /// The rule and the set that it stands in.
    pub rule: String,
    /// The kind of post that is told, in the words of the contact book.
    pub post_kind: String,
    /// At what sort of body, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_kind: Option<String>,
    /// In what field of work that body is, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What that post is called.
    pub name: Wording,
    /// Whose turn it is: lower is earlier.
    pub order: i64,
    /// By when.
    pub due_at: Time,
}

impl DutyKept {
    /// What names the duty in this incident: line, addressee, channel, kind of report and round.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}#{}", self.errand(), self.round)
    }

    /// The same without the round.
    #[must_use]
    pub fn errand(&self) -> String {
        let (line, channel, report) = (word(&self.line), word(&self.channel), word(&self.report));
        format!("{}>{}/{line}/{channel}/{report}", self.who, self.to)
    }
}

impl StepKept {
    /// What names the step in this incident: kind of post, sort of body and field, as far as they are asked for.
    #[must_use]
    pub fn key(&self) -> String {
        let parts = [Some(&self.post_kind), self.body_kind.as_ref(), self.field.as_ref()];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("/")
    }
}

/// The word of a closed list, as JSON has it.
pub(crate) fn word<T: Serialize>(one: &T) -> String {
    match serde_json::to_value(one) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

//! Figures, calls and findings as facts keep them.

use kernel::{Claim, Id, Sealed};
use serde::{Deserialize, Serialize};

/// A figure as one source gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureEntry {
    /// Its id.
    pub entry: Id,
    /// The item: `deaths`.
    pub item: String,
    /// The value; none says that this source does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
    /// Who says so: "county", "hospital", "caller".
    pub source: String,
    /// As of when.
    pub as_of: Claim,
    /// Whether it has been verified: a label, never a gate.
    #[serde(default)]
    pub verified: bool,
}

/// One call to somebody inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The step of the sheet: [`StepKept::key`](crate::facts::StepKept::key); none for a call beside the sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// The post that was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<Id>,
    /// What the post is called.
    pub post_title: String,
    /// When, as claimed.
    pub at: Claim,
    /// Whether they were reached.
    pub reached: bool,
    /// What they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Sealed>,
}

/// A finding about a report that was not as it had to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What was found.
    pub what: FindingKind,
    /// The body it is about.
    pub about: String,
    /// The evidence: which facts, figures or documents show it.
    pub evidence: String,
}

/// What can be found of a report (应急管理部令第14号). Only lateness is computable; the others are a person's finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// After the limit (迟报).
    Late,
    /// Something was left out by negligence (漏报).
    LeftOut,
    /// Untrue with intent (谎报).
    False,
    /// Hidden beyond the limit (瞒报).
    Concealed,
}

//! A rule set: one text with a head and the rules of one kind, read whole or refused with every fault listed.

use std::sync::Arc;

use kernel::Zone;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use toml::de::DeTable;

use crate::class_tree::ClassTree;
use crate::figures::Item;
use crate::grading::Grading;
use crate::jurisdiction::Jurisdiction;
use crate::mark::Basis;
use crate::office_limits::OfficeLimits;
use crate::problem::{Problem, Wrong};
use crate::reporting::Reporting;
use crate::sensitivity::Sensitivity;
use crate::sheet::{Part, Sheet, is_name};
use crate::telling::Telling;
use crate::validity::Validity;
use crate::wording::Wording;

/// How long the text of a rule set may be.
pub const SET_BYTES_MAX: usize = 256 * 1024;
/// How long the id of a rule set, or of a rule in it, may be.
pub const ID_CHARS_MAX: usize = 60;
/// How long a version may be.
pub const VERSION_CHARS_MAX: usize = 20;
/// How long a note to a set or a rule may be.
pub const NOTE_CHARS_MAX: usize = 600;

/// A rule set as it was read: immutable, and known by id, version and the hash of its exact text.
#[derive(Debug, Clone)]
pub struct RuleSet {
    /// What every kind of rule set says of itself.
    pub head: Head,
    /// SHA-256 of the exact bytes, in hexadecimal.
    pub hash: String,
    /// The rules.
    pub content: Content,
    /// The exact text.
    pub text: Arc<str>,
}

/// What every kind of rule set says of itself.
#[derive(Debug, Clone)]
pub struct Head {
    /// Which set it is: small letters, digits, hyphens; the same through all its versions.
    pub id: String,
    /// What kind of rules it holds.
    pub kind: SetKind,
    /// Which version: small letters, digits, hyphens and dots.
    pub version: String,
    /// Its title.
    pub title: Wording,
    /// Where it stands and how sure it is.
    pub basis: Basis,
    /// Where it holds.
    pub jurisdiction: Jurisdiction,
    /// The zone its days and hours are meant in.
    pub zone: Zone,
    /// From when until when it holds.
    pub validity: Validity,
    /// What a reader must know of it.
    pub note: Option<Wording>,
}

/// Names one version of one set, and proves its text: what an incident keeps of the rules that held.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SetRef {
    /// The set.
    pub set: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its text.
    pub hash: String,
}

/// What kind of rules a set holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetKind {
    /// The tree of classes of incidents.
    ClassTree,
    /// The items that figures are kept of.
    Figures,
    /// What makes an incident sensitive whatever its grade.
    Sensitivity,
    /// Criteria of the grades, and triggers beside them.
    Grading,
    /// Who reports to whom by when.
    Reporting,
    /// Who inside is told, in which order.
    Telling,
    /// How long the office waits for what no law sets a time for.
    OfficeLimits,
}

/// The rules of a set, by kind.
#[derive(Debug, Clone)]
pub enum Content {
    /// The tree of classes of incidents.
    ClassTree(Arc<ClassTree>),
    /// The items that figures are kept of.
    Figures(Vec<Item>),
    /// What makes an incident sensitive whatever its grade.
    Sensitivity(Sensitivity),
    /// Criteria of the grades, and triggers beside them.
    Grading(Grading),
    /// Who reports to whom by when.
    Reporting(Reporting),
    /// Who inside is told, in which order.
    Telling(Telling),
    /// How long the office waits for what no law sets a time for.
    OfficeLimits(OfficeLimits),
}

impl SetKind {
    /// All kinds, each before those that may name what it declares.
    pub const ALL: [Self; 7] =
        [Self::ClassTree, Self::Figures, Self::Sensitivity, Self::Grading, Self::Reporting, Self::Telling, Self::OfficeLimits];

    /// The word for it in rule sets, facts and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClassTree => "class_tree",
            Self::Figures => "figures",
            Self::Sensitivity => "sensitivity",
            Self::Grading => "grading",
            Self::Reporting => "reporting",
            Self::Telling => "telling",
            Self::OfficeLimits => "office_limits",
        }
    }
}

impl RuleSet {
    /// Reads the text of a rule set. The same text always gives the same set and the same hash.
    ///
    /// # Errors
    /// Every fault that was found, in the order of the lines.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        if text.len() > SET_BYTES_MAX {
            return Err(vec![Problem::at(None, "", Wrong::TooBig { max: SET_BYTES_MAX })]);
        }
        let sheet = Sheet::new(text);
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let line = error.span().map(|span| sheet.line(span.start));
            sheet.note(line, "", Wrong::NotToml { says: error.message().to_owned() });
        }
        if !errors.is_empty() {
            return Err(sheet.faults());
        }
        let (head, content) = Part::whole(&sheet, table.get_ref()).through(|part| {
            let head = Head::read(part);
            let content = Content::read(part, &head);
            (head, content)
        });
        let faults = sheet.faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self { head, hash: hash_of(text), content, text: text.into() })
    }

    /// The set's name, version and hash.
    #[must_use]
    pub fn named(&self) -> SetRef {
        SetRef { set: self.head.id.clone(), version: self.head.version.clone(), hash: self.hash.clone() }
    }
}

/// SHA-256 of the exact bytes of a rule set, in hexadecimal.
#[must_use]
pub fn hash_of(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

impl Head {
    fn read(part: &Part<'_>) -> Self {
        let kinds = SetKind::ALL.map(|kind| (kind.as_str(), kind));
        Self {
            id: part.name("id", ID_CHARS_MAX),
            kind: part.choice("kind", &kinds),
            version: read_version(part),
            title: Wording::read(part, "title"),
            basis: Basis::head(part),
            jurisdiction: Jurisdiction::read(part),
            zone: read_zone(part),
            validity: Validity::read(part),
            note: Wording::long(part, "note", NOTE_CHARS_MAX),
        }
    }
}

fn read_version(part: &Part<'_>) -> String {
    let version = part.text("version", VERSION_CHARS_MAX);
    let plain = version.split('.').all(is_name);
    if !version.is_empty() && !plain {
        part.wrong("version", Wrong::NotAnId);
    }
    version
}

fn read_zone(part: &Part<'_>) -> Zone {
    let name = part.text("zone", 60);
    Zone::named(&name).unwrap_or_else(|_| {
        if !name.is_empty() {
            part.wrong("zone", Wrong::NotAZone);
        }
        Zone::utc()
    })
}

impl Content {
    fn read(part: &Part<'_>, head: &Head) -> Self {
        match head.kind {
            SetKind::ClassTree => Self::ClassTree(Arc::new(ClassTree::read(part, &head.basis))),
            SetKind::Figures => Self::Figures(Item::read_all(part, &head.basis)),
            SetKind::Sensitivity => Self::Sensitivity(Sensitivity::read(part, head)),
            SetKind::Grading => Self::Grading(Grading::read(part, &head.basis)),
            SetKind::Reporting => Self::Reporting(Reporting::read(part, head)),
            SetKind::Telling => Self::Telling(Telling::read(part, &head.basis)),
            SetKind::OfficeLimits => Self::OfficeLimits(OfficeLimits::read(part, &head.basis)),
        }
    }
}

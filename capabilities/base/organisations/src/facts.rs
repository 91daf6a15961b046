//! What can have happened to bodies, posts and people. No name, number or address of a person stands in a fact.

use kernel::{AreaCode, Id, Sealed};
use serde::{Deserialize, Serialize};

use crate::{BodyKind, Email, Level, Line, Phone, PhoneUse, PostKind, Standing};

/// A number of a body, not of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyPhone {
    /// What it is for.
    #[serde(rename = "use")]
    pub usage: PhoneUse,
    /// The number.
    pub number: Phone,
}

/// What can have happened to a body.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BodyFact {
    /// It was entered in the contact book.
    Founded(Founding),
    /// It has another name.
    Renamed {
        /// The full name.
        name: String,
        /// The name in lists and on buttons; the full name when there is none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        short_name: String,
    },
    /// It belongs to another area or under another body.
    Moved {
        /// The area it belongs to.
        area: AreaCode,
        /// The body it belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<Id>,
    },
    /// It is of another sort or level than was entered.
    Classified {
        /// What sort of body it is.
        body_kind: BodyKind,
        /// Its field of work, a word of the city's own data: `fire`, `health`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        /// Its level.
        level: Level,
    },
    /// Its numbers were set, in the order in which they are tried.
    PhonesSet {
        /// All of them.
        phones: Vec<BodyPhone>,
    },
    /// Its mailbox was set or taken away.
    MailboxSet {
        /// The mailbox of the body, not of a person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mailbox: Option<Email>,
    },
    /// Whom it reports to on a line was set.
    LineSet {
        /// The line.
        line: Line,
        /// The addressees in the order in which they are told; empty when it reports to nobody on this line.
        to: Vec<Id>,
    },
    /// It no longer exists.
    Dissolved,
}

/// What is entered of a body when it first appears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founding {
    /// The key by which files name it, unique among the bodies that exist.
    pub code: String,
    /// The full name.
    pub name: String,
    /// The name in lists and on buttons; the full name when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short_name: String,
    /// What sort of body it is.
    pub body_kind: BodyKind,
    /// Its field of work, a word of the city's own data: `fire`, `health`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Its level.
    pub level: Level,
    /// The area it belongs to.
    pub area: AreaCode,
    /// The body it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// Whether it is one of this city's own.
    pub standing: Standing,
}

/// What can have happened to a post.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PostFact {
    /// It was entered.
    Established {
        /// The key by which files name it, unique among the posts that exist.
        code: String,
        /// The body it belongs to.
        body: Id,
        /// The area of that body.
        area: AreaCode,
        /// What sort of post it is.
        post_kind: PostKind,
        /// Its title.
        title: String,
        /// Its place among the posts of the body, 1 first.
        order: u32,
    },
    /// Its title, sort or place in the order changed.
    Retitled {
        /// What sort of post it is.
        post_kind: PostKind,
        /// Its title.
        title: String,
        /// Its place among the posts of the body, 1 first.
        order: u32,
    },
    /// Its body moved to another area, and it with it.
    Followed {
        /// The area of the body.
        area: AreaCode,
    },
    /// Somebody holds it from now on, instead of whoever held it before.
    Appointed {
        /// Who.
        person: Id,
    },
    /// Nobody holds it any longer.
    Relieved,
    /// Who stands in for its holder was set.
    DeputiesSet {
        /// Posts, in the order in which they are tried.
        deputies: Vec<Id>,
    },
    /// It no longer exists.
    Abolished,
}

/// What can have happened to the entry of a person. The details lie in the store of people and can be erased there.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PersonFact {
    /// The details were entered.
    Entered {
        /// Where they lie, and their salted hash.
        details: Sealed,
    },
    /// The details changed.
    Corrected {
        /// Where the new ones lie, and their salted hash.
        details: Sealed,
    },
}

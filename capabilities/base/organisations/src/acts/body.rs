//! What can be asked of a body, and when it is refused.

use kernel::{Act, AreaCode, Given, Id};
use serde::Deserialize;

use super::{Refusal, Thing, check_distinct, check_seen, check_text, checked_code};
use crate::facts::{BodyFact, BodyPhone, Founding};
use crate::state::{Body, BodyValue};
use crate::typed::{self, NAME_CHARS_MAX};
use crate::{BodyKind, Column, Email, Level, Line};

/// How many numbers a body has at most.
pub const BODY_PHONES_MAX: usize = 12;
/// The longest word for a field of work.
pub const FIELD_CHARS_MAX: usize = 30;
/// How many addressees a body has on one line at most.
pub const LINE_ADDRESSEES_MAX: usize = 20;
/// How many steps up there are at most, by parents and on a line.
pub const LINE_DEPTH_MAX: usize = 12;

/// What an act on a body must know of other bodies.
#[derive(Debug, Clone, Default)]
pub struct BodyKnown {
    /// The name of the body that has the code, where one that exists has it.
    pub code_held_by: Option<String>,
    /// The bodies that the act points at, where they exist.
    pub pointed: Vec<Pointed>,
    /// What hangs on the body.
    pub usage: Usage,
}

/// A body that an act points at: a parent or an addressee.
#[derive(Debug, Clone, Default)]
pub struct Pointed {
    /// Its id.
    pub id: Option<Id>,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it was dissolved.
    pub dissolved: bool,
    /// The codes of all bodies above it, by parents or on the line in question; at most [`LINE_DEPTH_MAX`] steps.
    pub above: Vec<String>,
}

/// What hangs on a body and keeps it from being dissolved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Posts that exist.
    pub posts: i64,
    /// Bodies that belong to it.
    pub bodies: i64,
    /// Bodies that report to it on some line.
    pub reporting: i64,
}

/// Enter a body in the contact book.
#[derive(Debug, Clone, Deserialize)]
pub struct Found(pub Founding);

/// Give a body another name.
#[derive(Debug, Clone, Deserialize)]
pub struct Rename {
    /// The full name.
    pub name: String,
    /// The short name; empty for none.
    #[serde(default)]
    pub short_name: String,
}

/// Put a body into another area or under another body.
#[derive(Debug, Clone, Deserialize)]
pub struct Move {
    /// The area it belongs to.
    pub area: AreaCode,
    /// The body it belongs to.
    #[serde(default)]
    pub parent: Option<Id>,
}

/// Say what sort of body it is.
#[derive(Debug, Clone, Deserialize)]
pub struct Classify {
    /// What sort of body it is.
    pub kind: BodyKind,
    /// Its field of work.
    #[serde(default)]
    pub field: Option<String>,
    /// Its level.
    pub level: Level,
}

/// Set the numbers of a body.
#[derive(Debug, Clone, Deserialize)]
pub struct SetPhones {
    /// All of them, in the order in which they are tried.
    pub phones: Vec<BodyPhone>,
}

/// Set the mailbox of a body.
#[derive(Debug, Clone, Deserialize)]
pub struct SetMailbox {
    /// The mailbox; nothing takes it away.
    #[serde(default)]
    pub mailbox: Option<Email>,
}

/// Set whom a body reports to on a line.
#[derive(Debug, Clone, Deserialize)]
pub struct SetLine {
    /// The line.
    pub line: Line,
    /// The addressees in the order in which they are told.
    pub to: Vec<Id>,
}

/// Dissolve a body on which nothing hangs any longer.
#[derive(Debug, Clone, Deserialize)]
pub struct Dissolve {}

impl Act for Found {
    type Subject = Body;
    type Known = BodyKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Body, known: &BodyKnown, _: &Given) -> Result<Vec<BodyFact>, Refusal> {
        let (name, short_name) = checked_names(&self.0.name, &self.0.short_name)?;
        let about = Founding {
            code: checked_code(&self.0.code)?,
            name,
            short_name,
            field: checked_field(self.0.field.as_deref())?,
            ..self.0
        };
        if let Some(before) = &now.about {
            let name = before.name.clone();
            return if *before == about { Ok(Vec::new()) } else { Err(Refusal::Exists { thing: Thing::Body, name }) };
        }
        if let Some(by) = &known.code_held_by {
            return Err(Refusal::CodeTaken { code: about.code, by: by.clone() });
        }
        if let Some(parent) = &about.parent {
            let parent = known.pointed(parent, Column::Parent)?;
            check_way_up(parent, &about.code, Column::Parent)?;
        }
        Ok(vec![BodyFact::Founded(about)])
    }
}

impl Act for Rename {
    type Subject = Body;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Body, (): &(), given: &Given) -> Result<Vec<BodyFact>, Refusal> {
        let about = existing(now)?;
        let (name, short_name) = checked_names(&self.name, &self.short_name)?;
        if (&name, &short_name) == (&about.name, &about.short_name) {
            return Ok(Vec::new());
        }
        check_seen(now.set_at.get(&BodyValue::Name), given, Column::Name)?;
        Ok(vec![BodyFact::Renamed { name, short_name }])
    }
}

impl Act for Move {
    type Subject = Body;
    type Known = BodyKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Body, known: &BodyKnown, given: &Given) -> Result<Vec<BodyFact>, Refusal> {
        let about = existing(now)?;
        if (self.area, &self.parent) == (about.area, &about.parent) {
            return Ok(Vec::new());
        }
        check_seen(now.set_at.get(&BodyValue::Place), given, Column::Parent)?;
        if let Some(parent) = self.parent.as_ref().filter(|_| self.parent != about.parent) {
            let parent = known.pointed(parent, Column::Parent)?;
            check_way_up(parent, &about.code, Column::Parent)?;
        }
        Ok(vec![BodyFact::Moved { area: self.area, parent: self.parent }])
    }
}

impl Act for Classify {
    type Subject = Body;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Body, (): &(), given: &Given) -> Result<Vec<BodyFact>, Refusal> {
        let about = existing(now)?;
        let field = checked_field(self.field.as_deref())?;
        if (self.kind, &field, self.level) == (about.body_kind, &about.field, about.level) {
            return Ok(Vec::new());
        }
        check_seen(now.set_at.get(&BodyValue::Class), given, Column::Kind)?;
        Ok(vec![BodyFact::Classified { body_kind: self.kind, field, level: self.level }])
    }
}

impl Act for SetPhones {
    type Subject = Body;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Body, (): &(), given: &Given) -> Result<Vec<BodyFact>, Refusal> {
        existing(now)?;
        if self.phones == now.phones {
            return Ok(Vec::new());
        }
        if self.phones.len() > BODY_PHONES_MAX {
            return Err(Refusal::TooMany { what: Column::DutyPhone, max: BODY_PHONES_MAX });
        }
        check_distinct(&self.phones, Column::DutyPhone)?;
        check_seen(now.set_at.get(&BodyValue::Phones), given, Column::DutyPhone)?;
        Ok(vec![BodyFact::PhonesSet { phones: self.phones }])
    }
}

impl Act for SetMailbox {
    type Subject = Body;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Body, (): &(), given: &Given) -> Result<Vec<BodyFact>, Refusal> {
        existing(now)?;
        if self.mailbox == now.mailbox {
            return Ok(Vec::new());
        }
        check_seen(now.set_at.get(&BodyValue::Mailbox), given, Column::Mailbox)?;
        Ok(vec![BodyFact::MailboxSet { mailbox: self.mailbox }])
    }
}

impl Act for SetLine {
    type Subject = Body;
    type Known = BodyKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Body, known: &BodyKnown, given: &Given) -> Result<Vec<BodyFact>, Refusal> {
        let about = existing(now)?;
        if self.to == now.above(self.line) {
            return Ok(Vec::new());
        }
        if self.to.len() > LINE_ADDRESSEES_MAX {
            return Err(Refusal::TooMany { what: Column::To, max: LINE_ADDRESSEES_MAX });
        }
        check_distinct(&self.to, Column::To)?;
        check_seen(now.set_at.get(&BodyValue::Line(self.line)), given, Column::To)?;
        for addressee in &self.to {
            let addressee = known.pointed(addressee, Column::To)?;
            if addressee.code == about.code {
                return Err(Refusal::PointsAtItself { what: Column::To });
            }
            if self.line.goes_up() {
                check_way_up(addressee, &about.code, Column::To)?;
            }
        }
        Ok(vec![BodyFact::LineSet { line: self.line, to: self.to }])
    }
}

impl Act for Dissolve {
    type Subject = Body;
    type Known = BodyKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Body, known: &BodyKnown, _: &Given) -> Result<Vec<BodyFact>, Refusal> {
        if now.dissolved {
            return Ok(Vec::new());
        }
        existing(now)?;
        if known.usage != Usage::default() {
            let Usage { posts, bodies, reporting } = known.usage;
            return Err(Refusal::StillUsed { posts, bodies, reporting });
        }
        Ok(vec![BodyFact::Dissolved])
    }
}

impl BodyKnown {
    fn pointed(&self, id: &Id, what: Column) -> Result<&Pointed, Refusal> {
        let pointed = self.pointed.iter().find(|one| one.id.as_ref() == Some(id)).ok_or(Refusal::PointsNowhere { what })?;
        if pointed.dissolved { Err(Refusal::PointsAtEnded { what, name: pointed.name.clone() }) } else { Ok(pointed) }
    }
}

fn existing(now: &Body) -> Result<&Founding, Refusal> {
    let about = now.about.as_ref().ok_or(Refusal::NotThere { thing: Thing::Body })?;
    if now.dissolved { Err(Refusal::Ended { thing: Thing::Body, name: about.name.clone() }) } else { Ok(about) }
}

fn checked_names(name: &str, short_name: &str) -> Result<(String, String), Refusal> {
    let (name, short_name) = (typed::words(name), typed::words(short_name));
    check_text(&name, Column::Name, NAME_CHARS_MAX)?;
    if short_name.chars().count() > NAME_CHARS_MAX {
        return Err(Refusal::TooLong { what: Column::ShortName, max: NAME_CHARS_MAX });
    }
    let short_name = if short_name == name { String::new() } else { short_name };
    Ok((name, short_name))
}

fn checked_field(field: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(field) = field.map(typed::plain).filter(|field| !field.is_empty()) else {
        return Ok(None);
    };
    check_text(&field, Column::Field, FIELD_CHARS_MAX)?;
    if typed::is_code(&field) { Ok(Some(field)) } else { Err(Refusal::NotACode { what: Column::Field }) }
}

/// Refuses a way up from the body `code` through `next` that comes back to it or has too many steps.
fn check_way_up(next: &Pointed, code: &str, what: Column) -> Result<(), Refusal> {
    if next.code == code {
        return Err(Refusal::PointsAtItself { what });
    }
    if next.above.iter().any(|above| above == code) {
        return Err(Refusal::Circle { what, name: next.name.clone() });
    }
    if next.above.len() >= LINE_DEPTH_MAX { Err(Refusal::TooDeep { what, max: LINE_DEPTH_MAX }) } else { Ok(()) }
}

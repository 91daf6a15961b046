//! A body, a post and the entry of a person, each folded from its facts.

use std::collections::BTreeMap;

use kernel::{AreaCode, Id, Sealed, Subject};

use crate::facts::{BodyFact, BodyPhone, Founding, PersonFact, PostFact};
use crate::{Email, Line, PhoneUse, PostKind};

/// A body: a committee, a government, a department, a duty room, a company.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// What it is; nothing before it is founded.
    pub about: Option<Founding>,
    /// Its numbers, in the order in which they are tried.
    pub phones: Vec<BodyPhone>,
    /// Its mailbox.
    pub mailbox: Option<Email>,
    /// Whom it reports to on each line, in the order in which they are told.
    pub lines: BTreeMap<Line, Vec<Id>>,
    /// Whether it no longer exists.
    pub dissolved: bool,
    /// How many facts there are of it.
    pub version: u64,
    /// At which version each value was last set.
    pub set_at: BTreeMap<BodyValue, u64>,
}

/// A value of a body that is replaced as a whole, and so guarded against a change that was not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyValue {
    /// Name and short name.
    Name,
    /// Area and parent.
    Place,
    /// Sort, field and level.
    Class,
    /// Its numbers.
    Phones,
    /// Its mailbox.
    Mailbox,
    /// The addressees on one line.
    Line(Line),
}

/// A post of a body, and who holds it.
#[derive(Debug, Clone, Default)]
pub struct Post {
    /// What it is; nothing before it is established.
    pub about: Option<PostAbout>,
    /// Who holds it; nobody while it is vacant.
    pub holder: Option<Id>,
    /// Who stands in for the holder: posts, in the order in which they are tried.
    pub deputies: Vec<Id>,
    /// Whether it no longer exists.
    pub abolished: bool,
    /// How many facts there are of it.
    pub version: u64,
    /// At which version each value was last set.
    pub set_at: BTreeMap<PostValue, u64>,
}

/// What a post is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostAbout {
    /// The key by which files name it.
    pub code: String,
    /// The body it belongs to.
    pub body: Id,
    /// The area of that body.
    pub area: AreaCode,
    /// What sort of post it is.
    pub kind: PostKind,
    /// Its title.
    pub title: String,
    /// Its place among the posts of the body, 1 first.
    pub order: u32,
}

/// A value of a post that is replaced as a whole, and so guarded against a change that was not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PostValue {
    /// Title, sort and order.
    Title,
    /// Who holds it.
    Holder,
    /// Who stands in.
    Deputies,
}

/// The entry of a person: only where the details lie.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Where the details lie, and their salted hash; nothing before they are entered.
    pub details: Option<Sealed>,
    /// How many facts there are of it.
    pub version: u64,
}

impl Body {
    /// The name on buttons and in lists: the short name, or the full name where there is none.
    #[must_use]
    pub fn short_name(&self) -> &str {
        self.about.as_ref().map_or("", |about| if about.short_name.is_empty() { &about.name } else { &about.short_name })
    }

    /// The first number for this use.
    #[must_use]
    pub fn phone(&self, usage: PhoneUse) -> Option<&BodyPhone> {
        self.phones.iter().find(|phone| phone.usage == usage)
    }

    /// Whom it reports to on `line`.
    #[must_use]
    pub fn above(&self, line: Line) -> &[Id] {
        self.lines.get(&line).map_or(&[], Vec::as_slice)
    }

    fn set(&mut self, value: BodyValue) {
        self.set_at.insert(value, self.version);
    }
}

impl Subject for Body {
    const NAME: &'static str = "body";
    type Fact = BodyFact;

    fn fold(mut self, fact: &BodyFact) -> Self {
        self.version += 1;
        match fact {
            BodyFact::Founded(about) => {
                self.about = Some(about.clone());
                [BodyValue::Name, BodyValue::Place, BodyValue::Class].into_iter().for_each(|value| self.set(value));
            }
            BodyFact::Renamed { name, short_name } => {
                if let Some(about) = &mut self.about {
                    about.name.clone_from(name);
                    about.short_name.clone_from(short_name);
                }
                self.set(BodyValue::Name);
            }
            BodyFact::Moved { area, parent } => {
                if let Some(about) = &mut self.about {
                    about.area = *area;
                    about.parent.clone_from(parent);
                }
                self.set(BodyValue::Place);
            }
            BodyFact::Classified { body_kind, field, level } => {
                if let Some(about) = &mut self.about {
                    about.body_kind = *body_kind;
                    about.field.clone_from(field);
                    about.level = *level;
                }
                self.set(BodyValue::Class);
            }
            BodyFact::PhonesSet { phones } => {
                self.phones.clone_from(phones);
                self.set(BodyValue::Phones);
            }
            BodyFact::MailboxSet { mailbox } => {
                self.mailbox.clone_from(mailbox);
                self.set(BodyValue::Mailbox);
            }
            BodyFact::LineSet { line, to } => {
                self.lines.insert(*line, to.clone());
                self.set(BodyValue::Line(*line));
            }
            BodyFact::Dissolved => self.dissolved = true,
        }
        self
    }

    fn area(&self) -> Option<AreaCode> {
        self.about.as_ref().map(|about| about.area)
    }
}

impl Post {
    fn set(&mut self, value: PostValue) {
        self.set_at.insert(value, self.version);
    }
}

impl Subject for Post {
    const NAME: &'static str = "post";
    type Fact = PostFact;

    fn fold(mut self, fact: &PostFact) -> Self {
        self.version += 1;
        match fact {
            PostFact::Established { code, body, area, post_kind, title, order } => {
                let (code, body, title) = (code.clone(), body.clone(), title.clone());
                self.about = Some(PostAbout { code, body, area: *area, kind: *post_kind, title, order: *order });
                self.set(PostValue::Title);
            }
            PostFact::Retitled { post_kind, title, order } => {
                if let Some(about) = &mut self.about {
                    about.kind = *post_kind;
                    about.title.clone_from(title);
                    about.order = *order;
                }
                self.set(PostValue::Title);
            }
            PostFact::Followed { area } => {
                if let Some(about) = &mut self.about {
                    about.area = *area;
                }
            }
            PostFact::Appointed { person } => {
                self.holder = Some(person.clone());
                self.set(PostValue::Holder);
            }
            PostFact::Relieved => {
                self.holder = None;
                self.set(PostValue::Holder);
            }
            PostFact::DeputiesSet { deputies } => {
                self.deputies.clone_from(deputies);
                self.set(PostValue::Deputies);
            }
            PostFact::Abolished => {
                self.holder = None;
                self.abolished = true;
            }
        }
        self
    }

    fn area(&self) -> Option<AreaCode> {
        self.about.as_ref().map(|about| about.area)
    }
}

impl Subject for Person {
    const NAME: &'static str = "person";
    type Fact = PersonFact;

    fn fold(mut self, fact: &PersonFact) -> Self {
        self.version += 1;
        match fact {
            PersonFact::Entered { details } | PersonFact::Corrected { details } => self.details = Some(details.clone()),
        }
        self
    }
}

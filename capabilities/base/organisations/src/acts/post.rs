//! What can be asked of a post, and when it is refused.

use kernel::{Act, AreaCode, Given, Id};
use serde::Deserialize;

use super::{Refusal, Thing, check_distinct, check_seen, check_text, checked_code};
use crate::facts::PostFact;
use crate::state::{Post, PostAbout, PostValue};
use crate::typed::{self, NAME_CHARS_MAX};
use crate::{Column, PostKind};

/// How many posts stand in for one at most.
pub const DEPUTIES_MAX: usize = 5;
/// The last place in the order of a body's posts.
pub const POST_ORDER_MAX: u32 = 999;

/// What an act on a post must know of bodies, posts and people.
#[derive(Debug, Clone, Default)]
pub struct PostKnown {
    /// The title of the post that has the code, where one that exists has it.
    pub code_held_by: Option<String>,
    /// The body of the post, where it exists.
    pub body: Option<PostBody>,
    /// Whether the person to be appointed is entered.
    pub person_entered: bool,
    /// The posts that are to stand in, where they exist.
    pub deputies: Vec<Deputy>,
}

/// The body of a post.
#[derive(Debug, Clone)]
pub struct PostBody {
    /// Its name.
    pub name: String,
    /// Its area.
    pub area: AreaCode,
    /// Whether it was dissolved.
    pub dissolved: bool,
}

/// A post that is to stand in.
#[derive(Debug, Clone)]
pub struct Deputy {
    /// Its id.
    pub id: Id,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether it was abolished.
    pub abolished: bool,
}

/// Enter a post of a body.
#[derive(Debug, Clone, Deserialize)]
pub struct Establish {
    /// The key by which files name it.
    pub code: String,
    /// The body it belongs to.
    pub body: Id,
    /// What sort of post it is.
    pub kind: PostKind,
    /// Its title.
    pub title: String,
    /// Its place among the posts of the body, 1 first.
    pub order: u32,
}

/// Give a post another title, sort or place in the order.
#[derive(Debug, Clone, Deserialize)]
pub struct Retitle {
    /// What sort of post it is.
    pub kind: PostKind,
    /// Its title.
    pub title: String,
    /// Its place among the posts of the body, 1 first.
    pub order: u32,
}

/// Let a post follow its body into the area where the body now is.
#[derive(Debug, Clone, Deserialize)]
pub struct FollowBody {}

/// Put a person into a post, instead of whoever held it.
#[derive(Debug, Clone, Deserialize)]
pub struct Appoint {
    /// Who.
    pub person: Id,
    /// Whether they are in the contact book already.
    #[serde(default)]
    pub entry: Entry,
}

/// Whether somebody who is appointed is in the contact book already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// They are, and it is looked up.
    #[default]
    Before,
    /// They are entered by an act of the same request, which is done all or not at all.
    Together,
}

/// Leave a post vacant.
#[derive(Debug, Clone, Deserialize)]
pub struct Relieve {}

/// Say who stands in for the holder of a post.
#[derive(Debug, Clone, Deserialize)]
pub struct SetDeputies {
    /// Posts, in the order in which they are tried.
    pub deputies: Vec<Id>,
}

/// Abolish a post.
#[derive(Debug, Clone, Deserialize)]
pub struct Abolish {}

impl Act for Establish {
    type Subject = Post;
    type Known = PostKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Post, known: &PostKnown, _: &Given) -> Result<Vec<PostFact>, Refusal> {
        let code = checked_code(&self.code)?;
        let title = checked_title(&self.title, self.order)?;
        if let Some(before) = &now.about {
            let same = (&before.code, &before.body, before.kind) == (&code, &self.body, self.kind)
                && (&before.title, before.order) == (&title, self.order);
            let name = before.title.clone();
            return if same { Ok(Vec::new()) } else { Err(Refusal::Exists { thing: Thing::Post, name }) };
        }
        if let Some(by) = &known.code_held_by {
            return Err(Refusal::CodeTaken { code, by: by.clone() });
        }
        let body = known.body.as_ref().ok_or(Refusal::PointsNowhere { what: Column::Body })?;
        if body.dissolved {
            return Err(Refusal::PointsAtEnded { what: Column::Body, name: body.name.clone() });
        }
        let (area, order) = (body.area, self.order);
        Ok(vec![PostFact::Established { code, body: self.body, area, post_kind: self.kind, title, order }])
    }
}

impl Act for Retitle {
    type Subject = Post;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Post, (): &(), given: &Given) -> Result<Vec<PostFact>, Refusal> {
        let about = existing(now)?;
        let title = checked_title(&self.title, self.order)?;
        if (self.kind, &title, self.order) == (about.kind, &about.title, about.order) {
            return Ok(Vec::new());
        }
        check_seen(now.set_at.get(&PostValue::Title), given, Column::Title)?;
        Ok(vec![PostFact::Retitled { post_kind: self.kind, title, order: self.order }])
    }
}

impl Act for FollowBody {
    type Subject = Post;
    type Known = PostKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Post, known: &PostKnown, _: &Given) -> Result<Vec<PostFact>, Refusal> {
        let about = existing(now)?;
        let body = known.body.as_ref().ok_or(Refusal::PointsNowhere { what: Column::Body })?;
        if body.area == about.area { Ok(Vec::new()) } else { Ok(vec![PostFact::Followed { area: body.area }]) }
    }
}

impl Act for Appoint {
    type Subject = Post;
    type Known = PostKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Post, known: &PostKnown, given: &Given) -> Result<Vec<PostFact>, Refusal> {
        existing(now)?;
        if now.holder.as_ref() == Some(&self.person) {
            return Ok(Vec::new());
        }
        check_seen(now.set_at.get(&PostValue::Holder), given, Column::Person)?;
        if known.person_entered || self.entry == Entry::Together {
            Ok(vec![PostFact::Appointed { person: self.person }])
        } else {
            Err(Refusal::PointsNowhere { what: Column::Person })
        }
    }
}

impl Act for Relieve {
    type Subject = Post;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Post, (): &(), given: &Given) -> Result<Vec<PostFact>, Refusal> {
        existing(now)?;
        if now.holder.is_none() {
            return Ok(Vec::new());
        }
        check_seen(now.set_at.get(&PostValue::Holder), given, Column::Person)?;
        Ok(vec![PostFact::Relieved])
    }
}

impl Act for SetDeputies {
    type Subject = Post;
    type Known = PostKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Post, known: &PostKnown, given: &Given) -> Result<Vec<PostFact>, Refusal> {
        let about = existing(now)?;
        if self.deputies == now.deputies {
            return Ok(Vec::new());
        }
        if self.deputies.len() > DEPUTIES_MAX {
            return Err(Refusal::TooMany { what: Column::Deputies, max: DEPUTIES_MAX });
        }
        check_distinct(&self.deputies, Column::Deputies)?;
        check_seen(now.set_at.get(&PostValue::Deputies), given, Column::Deputies)?;
        for id in &self.deputies {
            let what = Column::Deputies;
            let deputy = known.deputies.iter().find(|one| one.id == *id).ok_or(Refusal::PointsNowhere { what })?;
            if deputy.abolished {
                return Err(Refusal::PointsAtEnded { what, name: deputy.title.clone() });
            }
            if deputy.code == about.code {
                return Err(Refusal::PointsAtItself { what });
            }
        }
        Ok(vec![PostFact::DeputiesSet { deputies: self.deputies }])
    }
}

impl Act for Abolish {
    type Subject = Post;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Post, (): &(), _: &Given) -> Result<Vec<PostFact>, Refusal> {
        if now.abolished {
            return Ok(Vec::new());
        }
        existing(now)?;
        Ok(vec![PostFact::Abolished])
    }
}

fn existing(now: &Post) -> Result<&PostAbout, Refusal> {
    let about = now.about.as_ref().ok_or(Refusal::NotThere { thing: Thing::Post })?;
    if now.abolished { Err(Refusal::Ended { thing: Thing::Post, name: about.title.clone() }) } else { Ok(about) }
}

fn checked_title(title: &str, order: u32) -> Result<String, Refusal> {
    let title = typed::words(title);
    check_text(&title, Column::Title, NAME_CHARS_MAX)?;
    if (1..=POST_ORDER_MAX).contains(&order) {
        Ok(title)
    } else {
        Err(Refusal::OutOfRange { what: Column::Order, max: POST_ORDER_MAX })
    }
}

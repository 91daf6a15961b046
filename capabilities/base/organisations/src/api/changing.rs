//! Changing the contact book for a caller: what pages and API share. Values that stay as they are yield no facts.

use std::collections::BTreeMap;

use desk::{DoneAll, NotDone, Performable, one};
use kernel::{AreaCode, Arg, Id, Kind, Reason, Subject};
use web::{Here, Trouble};

use crate::acts::{
    Abolish, Appoint, Classify, Correct, Dissolve, Enter, Entry, Establish, Found, Move, Refusal, Relieve, Rename, Retitle,
    SetDeputies, SetLine, SetMailbox, SetPhones,
};
use crate::facts::{BodyPhone, Founding};
use crate::reads::{self, BodyRead, PostRead};
use crate::{Body, BodyKind, Column, Email, Level, Line, PersonDetails, Post, PostKind, Standing, correct, enter};

/// What is seen of the contact book: numbers are looked up all over the city.
pub const READ: &str = "organisations.read";
/// Changing bodies, posts and who holds them.
pub const EDIT: &str = "organisations.edit";
/// Taking in files.
pub const IMPORT: &str = "organisations.import";
/// Erasing personal details.
pub const ERASE: &str = "sealed.erase";
/// Taking a list out.
pub const EXPORT: &str = "export.list";

/// The values of a body that can be changed, all of them.
#[derive(Debug, Clone)]
pub struct BodyValues {
    /// The full name.
    pub name: String,
    /// The short name; empty for none.
    pub short_name: String,
    /// What sort of body it is.
    pub kind: BodyKind,
    /// Its field of work.
    pub field: Option<String>,
    /// Its level.
    pub level: Level,
    /// Its area.
    pub area: AreaCode,
    /// The body it belongs to.
    pub parent: Option<Id>,
    /// Its numbers.
    pub phones: Vec<BodyPhone>,
    /// Its mailbox.
    pub mailbox: Option<Email>,
    /// Whom it reports to, on the lines that are to be set.
    pub lines: BTreeMap<Line, Vec<Id>>,
}

/// The values of a post that can be changed, all of them.
#[derive(Debug, Clone)]
pub struct PostValues {
    /// What sort of post it is.
    pub kind: PostKind,
    /// Its title.
    pub title: String,
    /// Its place among the posts of the body.
    pub order: u32,
    /// Who stands in.
    pub deputies: Vec<Id>,
    /// Who holds it from now on.
    pub holder: HolderChange,
}

/// Who holds a post from now on.
#[derive(Debug, Clone)]
pub enum HolderChange {
    /// Whoever holds it.
    Leave,
    /// Nobody.
    Vacate,
    /// A person with these details: the holder corrected where the name is the same, else another person. `seen` says where the
    /// details lay that were seen.
    Put {
        /// The details.
        details: PersonDetails,
        /// Where the details lay that were seen.
        seen: Option<Id>,
    },
}

impl BodyValues {
    /// The values of a body as it is.
    #[must_use]
    pub fn of(body: &BodyRead) -> Self {
        Self {
            name: body.name.clone(),
            short_name: if body.short_name == body.name { String::new() } else { body.short_name.clone() },
            kind: body.kind,
            field: body.field.clone(),
            level: body.level,
            area: body.area,
            parent: body.parent.clone(),
            phones: body.phones.clone(),
            mailbox: body.mailbox.clone(),
            lines: BTreeMap::new(),
        }
    }
}

impl PostValues {
    /// The values of a post as it is.
    #[must_use]
    pub fn of(post: &PostRead) -> Self {
        Self {
            kind: post.kind,
            title: post.title.clone(),
            order: post.order,
            deputies: post.deputies.clone(),
            holder: HolderChange::Leave,
        }
    }
}

/// Refuses unless the caller may change bodies of this area; what is outside belongs to whoever looks after the whole city.
pub fn require(here: &Here, area: AreaCode, standing: Standing) -> Result<(), Trouble> {
    here.require(Some(if standing == Standing::Own { area } else { here.site.city().area }), None)
}

/// A body that the caller sees.
pub async fn seen_body(here: &Here, id: &Id) -> Result<BodyRead, Trouble> {
    reads::body(here.db(), &here.scope_for(READ), id).await?.ok_or(Trouble::NotFound)
}

/// A post that the caller sees, with its body.
pub async fn seen_post(here: &Here, id: &Id) -> Result<(PostRead, BodyRead), Trouble> {
    let post = reads::post(here.db(), &here.scope_for(READ), id).await?.ok_or(Trouble::NotFound)?;
    let body = seen_body(here, &post.body).await?;
    Ok((post, body))
}

/// Enters a body. Answers its id and version.
pub async fn found(here: &Here, founding: Founding, values: (Vec<BodyPhone>, Option<Email>)) -> Result<(Id, u64), Trouble> {
    require(here, founding.area, founding.standing)?;
    let (phones, mailbox) = values;
    let id = here.new_id();
    let mut acts = vec![one(&id, Found(founding))];
    if !phones.is_empty() {
        acts.push(one(&id, SetPhones { phones }));
    }
    if mailbox.is_some() {
        acts.push(one(&id, SetMailbox { mailbox }));
    }
    let done = here.desk().perform_all(here.given(), acts).await?;
    Ok((made(&done, id), done.state::<Body>(0)?.version))
}

/// Changes a body. Answers its version.
pub async fn change_body(here: &Here, before: &BodyRead, values: BodyValues) -> Result<u64, Trouble> {
    require(here, before.area, before.standing)?;
    require(here, values.area, before.standing)?;
    let id = &before.id;
    let mut acts = vec![
        one(id, Rename { name: values.name, short_name: values.short_name }),
        one(id, Classify { kind: values.kind, field: values.field, level: values.level }),
        one(id, Move { area: values.area, parent: values.parent }),
        one(id, SetPhones { phones: values.phones }),
        one(id, SetMailbox { mailbox: values.mailbox }),
    ];
    acts.extend(values.lines.into_iter().map(|(line, to)| one(id, SetLine { line, to })));
    version::<Body>(here, id, acts).await
}

/// Dissolves a body on which nothing hangs.
pub async fn dissolve(here: &Here, id: &Id) -> Result<(), Trouble> {
    let body = seen_body(here, id).await?;
    require(here, body.area, body.standing)?;
    here.perform(id, Dissolve {}).await?;
    Ok(())
}

/// Enters a post. Answers its id and version.
pub async fn establish(here: &Here, body: &BodyRead, act: Establish) -> Result<(Id, u64), Trouble> {
    require(here, body.area, body.standing)?;
    let (id, done) = here.perform_new(act).await?;
    Ok((id, done.version))
}

/// Changes a post and who holds it, all or nothing. Answers its version.
pub async fn change_post(here: &Here, (before, body): (&PostRead, &BodyRead), values: PostValues) -> Result<u64, Trouble> {
    require(here, body.area, body.standing)?;
    let id = &before.id;
    let mut acts = vec![
        one(id, Retitle { kind: values.kind, title: values.title, order: values.order }),
        one(id, SetDeputies { deputies: values.deputies }),
    ];
    acts.extend(holder_acts(here, before, values.holder).await?);
    version::<Post>(here, id, acts).await
}

/// Abolishes a post.
pub async fn abolish(here: &Here, id: &Id) -> Result<(), Trouble> {
    let (_, body) = seen_post(here, id).await?;
    require(here, body.area, body.standing)?;
    here.perform(id, Abolish {}).await?;
    Ok(())
}

async fn holder_acts(here: &Here, post: &PostRead, change: HolderChange) -> Result<Vec<Box<dyn Performable>>, Trouble> {
    let (details, seen) = match change {
        HolderChange::Leave => return Ok(Vec::new()),
        HolderChange::Vacate => return Ok(vec![one(&post.id, Relieve {})]),
        HolderChange::Put { details, seen } => (details.checked().map_err(Trouble::refused)?, seen),
    };
    let is_holder = |holder: &&reads::Holder| holder.details.as_ref().is_some_and(|known| known.name == details.name);
    if let Some(holder) = post.holder.as_ref().filter(is_holder) {
        let act = Correct { seen, ..correct(here.desk(), details) };
        return Ok(vec![one(&holder.person, act)]);
    }
    if let Some(person) = reads::same_person(here.db(), &here.scope_for(READ), &details).await? {
        let corrected = correct(here.desk(), details);
        return Ok(vec![one(&person, corrected), one(&post.id, Appoint { person: person.clone(), entry: Entry::Before })]);
    }
    let person = here.new_id();
    let entered: Enter = enter(here.desk(), details);
    Ok(vec![one(&person, entered), one(&post.id, Appoint { person: person.clone(), entry: Entry::Together })])
}

/// Performs acts of which the first is on the subject whose version is answered.
async fn version<S: Subject>(here: &Here, id: &Id, acts: Vec<Box<dyn Performable>>) -> Result<u64, Trouble> {
    match here.desk().perform_all(here.given(), acts).await {
        Ok(done) => Ok(done.state::<S>(0)?.version),
        Err(NotDone::Refused(reason)) if reason.kind() == Kind::Stale => Err(dated::<S>(here, id, reason).await?),
        Err(not_done) => Err(not_done.into()),
    }
}

/// A refusal for a change that was not seen, with the time of that change.
async fn dated<S: Subject>(here: &Here, id: &Id, reason: Box<dyn Reason>) -> Result<Trouble, Trouble> {
    let args = reason.args();
    let arg = |name: &str| args.iter().find(|(given, _)| *given == name).map(|(_, arg)| arg);
    let (Some(Arg::Text(what)), Some(Arg::Number(version))) = (arg("what"), arg("version")) else {
        return Ok(Trouble::Refused(reason));
    };
    let changed = here.desk().history::<S>(id).await?.into_iter().find(|envelope| envelope.version == *version);
    let dated = changed.zip(Column::parse(what)).map(|(changed, what)| Refusal::ChangedAt { what, at: changed.at() });
    Ok(dated.map_or(Trouble::Refused(reason), Trouble::refused))
}

/// The id of what a request made; for a repeat under the same key, of what the first one made.
fn made(done: &DoneAll, fresh: Id) -> Id {
    let named = done.stream.as_deref().and_then(|stream| stream.split_once('/')).and_then(|(_, id)| Id::parse(id).ok());
    named.unwrap_or(fresh)
}

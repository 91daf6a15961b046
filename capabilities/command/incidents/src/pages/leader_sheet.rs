//! The leader sheet: who inside is told, in which order, under which number, what they said; who is next when somebody is not reached.

use desk::Fault;
use kernel::{AreaCode, Id, Scope};
use organisations::reads::{self as contact_book, PostRead};
use organisations::{BodyKind, PostKind};
use web::{Here, Markup};

use super::aloud;
use super::sight::Sight;
use crate::facts::{Call, StepKept};

/// How many people one step offers.
const PEOPLE_MAX: usize = 4;

/// The sheet.
pub struct LeaderSheet {
    /// Its steps, in order.
    pub steps: Vec<StepShown>,
    /// The short message.
    pub message: String,
}

/// One step.
pub struct StepShown {
    /// What names it.
    pub key: String,
    /// Its place in the sheet, from 1.
    pub n: usize,
    /// Who is told.
    pub name: String,
    /// Until when, or when it was done.
    pub clock: Markup,
    /// The call by which they were told.
    pub told: Option<CallShown>,
    /// Calls in vain.
    pub tried: Vec<CallShown>,
    /// Who can be rung, the next to try leading.
    pub people: Vec<PersonShown>,
    /// Whether this is the step that comes next.
    pub is_next: bool,
}

/// A call.
pub struct CallShown {
    /// When.
    pub at: Markup,
    /// Who was rung.
    pub who: String,
    /// What they said.
    pub said: Option<String>,
}

/// Somebody who can be rung.
#[derive(Clone)]
pub struct PersonShown {
    /// The post.
    pub post: Id,
    /// The post in words.
    pub title: String,
    /// Who holds it.
    pub name: Option<String>,
    /// The number, as it is written and as it is dialled.
    pub phone: Option<(String, String)>,
    /// Whether they were rung in vain.
    pub tried: bool,
}

impl LeaderSheet {
    /// The sheet of an incident. The contact book is that of today: on a replay nobody is offered.
    ///
    /// # Errors
    /// A fault when the database does not answer.
    pub async fn read(here: &Here, sight: &Sight) -> Result<Self, Fault> {
        let mut people = Vec::new();
        for step in &sight.incident.judged.steps {
            people.push(if sight.speak.live { whom(here, sight, step).await? } else { Vec::new() });
        }
        Ok(Self::of(sight, people))
    }

    /// The sheet, with the people of each step.
    pub fn of(sight: &Sight, people: Vec<Vec<PersonShown>>) -> Self {
        let steps = sight.incident.judged.steps.iter().zip(people).enumerate();
        let mut steps: Vec<StepShown> = steps.map(|(n, (kept, people))| step(sight, (n + 1, kept), people)).collect();
        if let Some(next) = steps.iter_mut().find(|step| step.told.is_none()) {
            next.is_next = true;
        }
        Self { steps, message: aloud::message(&aloud::sentences(sight), sight.say()) }
    }

    /// How many have been told.
    pub fn told(&self) -> usize {
        self.steps.iter().filter(|step| step.told.is_some()).count()
    }

    /// How many characters the short message has.
    pub fn message_chars(&self) -> usize {
        self.message.chars().count()
    }
}

fn step(sight: &Sight, (n, kept): (usize, &StepKept), mut people: Vec<PersonShown>) -> StepShown {
    let (say, key) = (sight.say(), kept.key());
    let received = sight.incident.received.as_ref().map_or(say.now, |claim| claim.at);
    let told = sight.incident.told(&key);
    let in_vain: Vec<&Call> =
        sight.incident.calls.iter().filter(|call| !call.reached && call.step.as_deref() == Some(key.as_str())).collect();
    for person in &mut people {
        person.tried = in_vain.iter().any(|call| call.post.as_ref() == Some(&person.post));
    }
    // Whoever was not reached comes last; the order stays otherwise.
    people.sort_by_key(|person| person.tried);
    StepShown {
        n,
        name: kept.name.say(say.language.code()).to_owned(),
        clock: match told {
            Some(call) => say.clock_met(kept.due_at, call.at.at),
            None => sight.speak.clock(received, kept.due_at),
        },
        told: told.map(|call| shown(sight, call)),
        tried: in_vain.into_iter().map(|call| shown(sight, call)).collect(),
        people,
        is_next: false,
        key,
    }
}

fn shown(sight: &Sight, call: &Call) -> CallShown {
    CallShown {
        at: sight.speak.when(call.at.at),
        who: call.post_title.clone(),
        said: sight.said(call.said.as_ref()).map(ToOwned::to_owned),
    }
}

/// Who can be rung for a step: the posts of its kind at the desk's area, each followed by those who stand in.
async fn whom(here: &Here, sight: &Sight, step: &StepKept) -> Result<Vec<PersonShown>, Fault> {
    let (Some(kind), Some(area)) = (PostKind::parse(&step.post_kind), sight.incident.desk_area) else { return Ok(Vec::new()) };
    let scope = here.scope_for("organisations.read");
    let found = contact_book::posts_by_kind(here.db(), &scope, area, kind).await?;
    let bodies = bodies(here, (&scope, area), step).await?;
    let holds = |post: &PostRead| bodies.as_ref().is_none_or(|bodies| bodies.contains(&post.body));
    let posts = found.into_iter().filter(|found| holds(&found.post));
    let mut people: Vec<PersonShown> = Vec::new();
    for post in posts.flat_map(|found| std::iter::once(found.post).chain(found.deputies)) {
        if people.len() < PEOPLE_MAX && people.iter().all(|known| known.post != post.id) {
            people.push(person(&post));
        }
    }
    Ok(people)
}

/// The bodies that a step may mean: of the sort and field it asks for; where it asks for none, the duty rooms, if there are any.
async fn bodies(here: &Here, (scope, area): (&Scope, AreaCode), step: &StepKept) -> Result<Option<Vec<Id>>, Fault> {
    let asked = step.body_kind.as_deref().and_then(BodyKind::parse);
    let wanted = (asked.unwrap_or(BodyKind::DutyRoom), step.field.as_deref());
    let found = contact_book::bodies_by_kind(here.db(), scope, area, wanted).await?;
    let ids: Vec<Id> = found.into_iter().map(|body| body.id).collect();
    Ok(if ids.is_empty() && asked.is_none() { None } else { Some(ids) })
}

fn person(post: &PostRead) -> PersonShown {
    let details = post.holder.as_ref().and_then(|holder| holder.details.as_ref());
    PersonShown {
        post: post.id.clone(),
        title: format!("{} {}", post.body_name, post.title),
        name: details.map(|details| details.name.clone()),
        phone: details.and_then(|details| details.first_number()).map(|phone| (phone.to_string(), phone.dial())),
        tried: false,
    }
}

//! The part of a plan that sets posts, who holds them and who stands in.

use std::collections::HashMap;

use kernel::Id;

use super::cells::Said;
use super::fault::Why;
use super::lines::PostLine;
use super::plan::{Outcome, Planner, Rank, Step};
use super::present::code_of;
use crate::acts::{Appoint, Entry, Establish, Refusal, Relieve, Retitle, SetDeputies};
use crate::person::PersonDetails;
use crate::{Column, PostKind};

/// Plans all posts, then who stands in: a deputy may stand further down in the file.
pub(super) fn plan(planner: &mut Planner<'_>, lines: Vec<PostLine>) {
    let mut filler = Filler { planner, rows: HashMap::new(), people: HashMap::new() };
    let mut placed = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(body) = filler.planner.own_body_id(&line.body, &line.at) else { continue };
        match filler.post(&line, &body) {
            Ok(Some((id, outcome))) => placed.push((line, body, id, outcome)),
            Ok(None) => {}
            Err(refusal) => filler.planner.blame(&line.at, Column::Title, &line.title, Why::Refused(refusal)),
        }
    }
    for (line, body, id, outcome) in placed {
        match filler.deputies(&line, &body, &id) {
            Ok(changed) => {
                let outcome = if outcome == Outcome::Same { Outcome::of(changed) } else { outcome };
                filler.planner.counts.posts.add(outcome);
            }
            Err(refusal) => filler.planner.blame(&line.at, Column::Deputies, &line.title, Why::Refused(refusal)),
        }
    }
}

struct Filler<'a, 'b> {
    planner: &'a mut Planner<'b>,
    /// In which row each post of the file stands.
    rows: HashMap<Id, u32>,
    /// In which row the details of each person of the file stand.
    people: HashMap<Id, u32>,
}

impl Filler<'_, '_> {
    fn post(&mut self, line: &PostLine, body: &Id) -> Result<Option<(Id, Outcome)>, Refusal> {
        let code = line.code.clone().value().unwrap_or_else(|| code_of(&line.body, &line.title));
        let known_as = self.planner.present.post_id(&code).cloned();
        if let Some(row) = known_as.as_ref().and_then(|id| self.rows.get(id)).copied() {
            let why = if line.code.is_nothing() { Why::TitleTwice { row } } else { Why::Twice { row } };
            self.planner.blame(&line.at, Column::Code, &code, why);
            return Ok(None);
        }
        let new = known_as.is_none();
        let (id, mut changed) = match known_as {
            Some(id) => (id.clone(), self.retitle(line, body, &id)?),
            None => (self.establish(line, body, code)?, true),
        };
        self.rows.insert(id.clone(), line.at.row);
        changed |= self.holder(line, &id)?;
        Ok(Some((id, if new { Outcome::New } else { Outcome::of(changed) })))
    }

    fn establish(&mut self, line: &PostLine, body: &Id, code: String) -> Result<Id, Refusal> {
        let id = (self.planner.mint)();
        let orders = self.planner.present.posts_of(body).filter_map(|(_, post)| post.about.as_ref().map(|about| about.order));
        let next = orders.max().unwrap_or(0) + 1;
        let kind = line.kind.clone().value().unwrap_or(PostKind::Other);
        let order = line.order.clone().value().unwrap_or(next);
        let known = self.planner.present.post_known(&code, body, &[]);
        let act = Establish { code, body: body.clone(), kind, title: line.title.clone(), order };
        self.planner.present.perform_on_post(&id, act.clone(), &known)?;
        self.planner.steps.push((Rank::Establish, Step::Establish(id.clone(), act)));
        Ok(id)
    }

    fn retitle(&mut self, line: &PostLine, body: &Id, id: &Id) -> Result<bool, Refusal> {
        let post = self.planner.present.post(id);
        let Some(about) = post.about else { return Ok(false) };
        if about.body != *body {
            return Err(Refusal::CodeTaken { code: about.code, by: about.title });
        }
        let kind = line.kind.clone().over(Some(about.kind)).unwrap_or(PostKind::Other);
        let order = line.order.clone().value().unwrap_or(about.order);
        let act = Retitle { kind, title: line.title.clone(), order };
        let changed = self.planner.present.perform_on_post(id, act.clone(), &())?;
        if changed {
            self.planner.steps.push((Rank::Fill, Step::Retitle(id.clone(), act)));
        }
        Ok(changed)
    }

    /// Plans who holds the post. Answers whether the post changes; a person's new number does not change the post.
    fn holder(&mut self, line: &PostLine, id: &Id) -> Result<bool, Refusal> {
        let holder = self.planner.present.post(id).holder;
        let holder_details = holder.as_ref().and_then(|id| self.planner.present.person(id)).cloned();
        let name = match &line.person {
            Said::Clear => return self.relieve(id),
            Said::Is(name) => name.clone(),
            Said::Nothing if !has_ways(line) => return Ok(false),
            Said::Nothing => match &holder_details {
                Some(details) => details.name.clone(),
                None => {
                    self.planner.blame(&line.at, Column::Person, "", Why::NobodyNamed);
                    return Ok(false);
                }
            },
        };
        let is_holder = holder_details.as_ref().is_some_and(|details| details.name == name);
        let (person, before) = if is_holder { (holder.clone(), holder_details) } else { self.known_person(line, &name) };
        let details = over(line, name, before.clone()).checked()?;
        let Some(person) = self.person(line, person, details)? else { return Ok(false) };
        if holder.as_ref() == Some(&person) {
            return Ok(false);
        }
        let known = self.planner.present.post_known("", id, &[]);
        let act = Appoint { person, entry: Entry::Before };
        self.planner.present.perform_on_post(id, act.clone(), &known)?;
        self.planner.steps.push((Rank::Fill, Step::Appoint(id.clone(), act)));
        Ok(true)
    }

    fn known_person(&self, line: &PostLine, name: &str) -> (Option<Id>, Option<PersonDetails>) {
        let details = over(line, name.to_owned(), None);
        let id = self.planner.present.same_person(&details).cloned();
        let before = id.as_ref().and_then(|id| self.planner.present.person(id)).cloned();
        (id, before)
    }

    /// Enters or corrects the person. Nothing when another row of the file says otherwise of them.
    fn person(&mut self, line: &PostLine, known_as: Option<Id>, details: PersonDetails) -> Result<Option<Id>, Refusal> {
        let new = known_as.is_none();
        let id = known_as.unwrap_or_else(|| (self.planner.mint)());
        let said_in = self.people.get(&id).copied();
        let changed = self.planner.present.person(&id) != Some(&details);
        if let Some(row) = said_in.filter(|_| changed) {
            self.planner.blame(&line.at, Column::Person, &details.name, Why::PersonDiffers { row });
            return Ok(None);
        }
        if said_in.is_none() {
            self.people.insert(id.clone(), line.at.row);
            self.planner.counts.people.add(if new { Outcome::New } else { Outcome::of(changed) });
        }
        if changed {
            self.planner.present.put_person(&id, details.clone());
            let step = if new { Step::Enter(id.clone(), details) } else { Step::Correct(id.clone(), details) };
            self.planner.steps.push((Rank::Values, step));
        }
        Ok(Some(id))
    }

    fn relieve(&mut self, id: &Id) -> Result<bool, Refusal> {
        let changed = self.planner.present.perform_on_post(id, Relieve {}, &())?;
        if changed {
            self.planner.steps.push((Rank::Fill, Step::Relieve(id.clone(), Relieve {})));
        }
        Ok(changed)
    }

    fn deputies(&mut self, line: &PostLine, body: &Id, id: &Id) -> Result<bool, Refusal> {
        let names = match &line.deputies {
            Said::Nothing => return Ok(false),
            Said::Clear => Vec::new(),
            Said::Is(names) => names.clone(),
        };
        let mut deputies = Vec::with_capacity(names.len());
        for name in names {
            match self.named(&name, line, body) {
                Some(deputy) => deputies.push(deputy),
                None => {
                    self.planner.blame(&line.at, Column::Deputies, &name, Why::PostUnknown);
                    return Ok(false);
                }
            }
        }
        let known = self.planner.present.post_known("", body, &deputies);
        let act = SetDeputies { deputies };
        let changed = self.planner.present.perform_on_post(id, act.clone(), &known)?;
        if changed {
            self.planner.steps.push((Rank::Fill, Step::SetDeputies(id.clone(), act)));
        }
        Ok(changed)
    }

    /// The post of this code, or of this title in the same body.
    fn named(&self, name: &str, line: &PostLine, body: &Id) -> Option<Id> {
        let present = &self.planner.present;
        let by_code = present.post_id(name).or_else(|| present.post_id(&code_of(&line.body, name)));
        by_code.cloned().or_else(|| {
            let titled = |(_, post): &(&Id, &crate::state::Post)| post.about.as_ref().is_some_and(|about| about.title == name);
            present.posts_of(body).find(titled).map(|(id, _)| id.clone())
        })
    }
}

fn has_ways(line: &PostLine) -> bool {
    !(line.mobile.is_nothing() && line.desk_phone.is_nothing() && line.email.is_nothing())
}

/// What the row says of a person, over what the contact book says.
fn over(line: &PostLine, name: String, before: Option<PersonDetails>) -> PersonDetails {
    let before = before.unwrap_or_default();
    PersonDetails {
        name,
        mobile: line.mobile.clone().over(before.mobile),
        desk_phone: line.desk_phone.clone().over(before.desk_phone),
        email: line.email.clone().over(before.email),
    }
}

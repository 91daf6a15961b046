//! The contact book as it is, with what a plan has already changed in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{Act, Actor, AreaCode, Given, Id, Scope, Subject, World};

use crate::acts::{BodyKnown, Deputy, LINE_DEPTH_MAX, Pointed, PostBody, PostKnown, Refusal};
use crate::person::PersonDetails;
use crate::state::{Body, Post};
use crate::{Line, Standing, typed};

/// The contact book: everything in it that exists, and whatever else is pointed at.
#[derive(Debug, Clone, Default)]
pub struct Present {
    bodies: BTreeMap<Id, Body>,
    posts: BTreeMap<Id, Post>,
    people: BTreeMap<Id, PersonDetails>,
    areas: Option<BTreeSet<AreaCode>>,
    reach: Option<(Scope, AreaCode)>,
    body_codes: HashMap<String, Id>,
    post_codes: HashMap<String, Id>,
    posts_by_body: HashMap<Id, Vec<Id>>,
    people_by_name: HashMap<String, Vec<Id>>,
}

/// Which way up is walked.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    /// From a body to the one it belongs to.
    Parents,
    /// From a body to its addressees on a line.
    On(Line),
}

impl Way {
    /// One step up from `body`.
    #[must_use]
    pub fn next(self, body: &Body) -> Vec<Id> {
        match self {
            Self::Parents => body.about.iter().filter_map(|about| about.parent.clone()).collect(),
            Self::On(line) => body.above(line).to_vec(),
        }
    }
}

impl Present {
    /// The contact book of these bodies, posts and people.
    #[must_use]
    pub fn of(bodies: BTreeMap<Id, Body>, posts: BTreeMap<Id, Post>, people: BTreeMap<Id, PersonDetails>) -> Self {
        let mut present = Self::default();
        for (id, body) in bodies {
            present.put_body(&id, body);
        }
        for (id, post) in posts {
            present.put_post(&id, post);
        }
        for (id, details) in people {
            present.put_person(&id, details);
        }
        present
    }

    /// A body of the city must lie in one of these areas.
    #[must_use]
    pub fn with_areas(mut self, areas: BTreeSet<AreaCode>) -> Self {
        self.areas = Some(areas);
        self
    }

    /// Only what lies in `scope` may be changed, and what is outside only by whoever may change the whole `city`.
    #[must_use]
    pub fn reached_by(mut self, scope: Scope, city: AreaCode) -> Self {
        self.reach = Some((scope, city));
        self
    }

    /// Whether whoever brings the file may change a body of this area and standing.
    #[must_use]
    pub fn may_change(&self, area: AreaCode, standing: Standing) -> bool {
        self.reach.as_ref().is_none_or(|(scope, city)| scope.sees(if standing == Standing::Own { area } else { *city }, None))
    }

    /// Whether whoever brings the file may change this body as it is.
    #[must_use]
    pub fn may_change_body(&self, id: &Id) -> bool {
        let about = self.bodies.get(id).and_then(|body| body.about.as_ref());
        about.is_none_or(|about| self.may_change(about.area, about.standing))
    }

    /// The body that has this code.
    #[must_use]
    pub fn body_id(&self, code: &str) -> Option<&Id> {
        self.body_codes.get(code)
    }

    /// The post that has this code.
    #[must_use]
    pub fn post_id(&self, code: &str) -> Option<&Id> {
        self.post_codes.get(code)
    }

    /// A body; its default when there is none.
    #[must_use]
    pub fn body(&self, id: &Id) -> Body {
        self.bodies.get(id).cloned().unwrap_or_default()
    }

    /// A post; its default when there is none.
    #[must_use]
    pub fn post(&self, id: &Id) -> Post {
        self.posts.get(id).cloned().unwrap_or_default()
    }

    /// A person.
    #[must_use]
    pub fn person(&self, id: &Id) -> Option<&PersonDetails> {
        self.people.get(id)
    }

    /// The posts of a body that exist.
    pub fn posts_of(&self, body: &Id) -> impl Iterator<Item = (&Id, &Post)> {
        let ids = self.posts_by_body.get(body).into_iter().flatten();
        ids.filter_map(|id| self.posts.get_key_value(id)).filter(|(_, post)| !post.abolished)
    }

    /// Somebody with the same name and mobile number.
    #[must_use]
    pub fn same_person(&self, details: &PersonDetails) -> Option<&Id> {
        let named = self.people_by_name.get(&details.name).into_iter().flatten();
        named.into_iter().find(|id| self.people.get(id).is_some_and(|known| known.is_same_person(details)))
    }

    /// Whether the area exists, as far as the areas are known.
    #[must_use]
    pub fn has_area(&self, area: AreaCode) -> bool {
        self.areas.as_ref().is_none_or(|areas| areas.contains(&area))
    }

    /// What an act on a body must know.
    #[must_use]
    pub fn body_known(&self, code: &str, pointed: &[Id], way: Way) -> BodyKnown {
        let holder = self.body_codes.get(code).and_then(|id| self.bodies.get(id));
        BodyKnown {
            code_held_by: holder.and_then(|body| body.about.as_ref()).map(|about| about.name.clone()),
            pointed: pointed.iter().filter_map(|id| self.pointed(id, way)).collect(),
            ..BodyKnown::default()
        }
    }

    /// What an act on a post must know.
    #[must_use]
    pub fn post_known(&self, code: &str, body: &Id, deputies: &[Id]) -> PostKnown {
        let holder = self.post_codes.get(code).and_then(|id| self.posts.get(id));
        let body = self.bodies.get(body);
        PostKnown {
            code_held_by: holder.and_then(|post| post.about.as_ref()).map(|about| about.title.clone()),
            body: body.and_then(|body| {
                let about = body.about.as_ref()?;
                Some(PostBody { name: about.name.clone(), area: about.area, dissolved: body.dissolved })
            }),
            person_entered: true,
            deputies: deputies.iter().filter_map(|id| self.deputy(id)).collect(),
        }
    }

    /// Performs an act on a body here. Answers whether it changed anything.
    ///
    /// # Errors
    /// The refusal of the rules; then nothing is changed.
    pub fn perform_on_body<A>(&mut self, id: &Id, act: A, known: &A::Known) -> Result<bool, Refusal>
    where
        A: Act<Subject = Body, Refusal = Refusal>,
    {
        let (after, changed) = performed(self.body(id), act, known)?;
        if changed {
            self.put_body(id, after);
        }
        Ok(changed)
    }

    /// Performs an act on a post here. Answers whether it changed anything.
    ///
    /// # Errors
    /// The refusal of the rules; then nothing is changed.
    pub fn perform_on_post<A>(&mut self, id: &Id, act: A, known: &A::Known) -> Result<bool, Refusal>
    where
        A: Act<Subject = Post, Refusal = Refusal>,
    {
        let (after, changed) = performed(self.post(id), act, known)?;
        if changed {
            self.put_post(id, after);
        }
        Ok(changed)
    }

    /// Enters or corrects a person here.
    pub fn put_person(&mut self, id: &Id, details: PersonDetails) {
        let named = self.people_by_name.entry(details.name.clone()).or_default();
        if !named.contains(id) {
            named.push(id.clone());
        }
        self.people.insert(id.clone(), details);
    }

    fn put_body(&mut self, id: &Id, body: Body) {
        if let Some(about) = body.about.as_ref().filter(|_| !body.dissolved) {
            self.body_codes.insert(about.code.clone(), id.clone());
        }
        self.bodies.insert(id.clone(), body);
    }

    fn put_post(&mut self, id: &Id, post: Post) {
        if let Some(about) = post.about.as_ref().filter(|_| !post.abolished) {
            self.post_codes.insert(about.code.clone(), id.clone());
            let posts = self.posts_by_body.entry(about.body.clone()).or_default();
            if !posts.contains(id) {
                posts.push(id.clone());
            }
        }
        self.posts.insert(id.clone(), post);
    }

    fn pointed(&self, id: &Id, way: Way) -> Option<Pointed> {
        let body = self.bodies.get(id)?;
        let about = body.about.as_ref()?;
        let above = self.above(id, way).into_iter().filter_map(|id| Some(self.bodies.get(&id)?.about.as_ref()?.code.clone()));
        Some(Pointed {
            id: Some(id.clone()),
            code: about.code.clone(),
            name: about.name.clone(),
            dissolved: body.dissolved,
            above: above.collect(),
        })
    }

    fn above(&self, from: &Id, way: Way) -> Vec<Id> {
        let mut found: Vec<Id> = Vec::new();
        let mut last = vec![from.clone()];
        for _ in 0..LINE_DEPTH_MAX {
            let next: Vec<Id> = last
                .iter()
                .filter_map(|id| self.bodies.get(id))
                .flat_map(|body| way.next(body))
                .filter(|id| !found.contains(id))
                .collect();
            if next.is_empty() {
                break;
            }
            found.extend(next.iter().cloned());
            last = next;
        }
        found
    }

    fn deputy(&self, id: &Id) -> Option<Deputy> {
        let post = self.posts.get(id)?;
        let about = post.about.as_ref()?;
        Some(Deputy { id: id.clone(), code: about.code.clone(), title: about.title.clone(), abolished: post.abolished })
    }
}

/// The code of a post that a file names by body and title only.
#[must_use]
pub fn code_of(body: &str, title: &str) -> String {
    let title = typed::words(title).replace(|c: char| !typed::is_code(c.encode_utf8(&mut [0; 4])), "-");
    format!("{body}/{title}").chars().take(typed::CODE_CHARS_MAX).collect()
}

fn performed<A: Act<Refusal = Refusal>>(now: A::Subject, act: A, known: &A::Known) -> Result<(A::Subject, bool), Refusal> {
    let facts = act.decide(&now, known, &Given::of(Actor("import".into()), World::Live))?;
    let changed = !facts.is_empty();
    Ok((facts.iter().fold(now, A::Subject::fold), changed))
}

//! One question to the policies: this claim, this action, this matter.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
};
use kernel::{AreaCode, AreaLevel, Id};

use crate::asker::{Claim, Ground};
use crate::load::Authority;

/// What is asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Matter {
    /// Where it lies.
    pub area: Option<AreaCode>,
    /// The case it belongs to.
    pub case: Option<Id>,
    /// Whether it is marked as a work secret.
    pub work_secret: bool,
}

impl Matter {
    /// A matter in an area or case. With neither, the question is whether the action is allowed anywhere at all:
    /// what a door asks before its handler knows what it is about.
    #[must_use]
    pub fn at(area: Option<AreaCode>, case: Option<&Id>) -> Self {
        Self { area, case: case.cloned(), work_secret: false }
    }

    /// The same matter, marked as a work secret.
    #[must_use]
    pub fn secret(self) -> Self {
        Self { work_secret: true, ..self }
    }
}

impl Authority {
    /// Whether this claim allows the action on the matter, asked of Cedar. An unknown action, an unknown kind and a fault refuse.
    pub(crate) fn allows(&self, claim: &Claim, action: &str, matter: &Matter) -> bool {
        let Some(uid) = self.actions.get(action) else { return false };
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.ask(claim, uid, matter).unwrap_or(false)
    }

    /// How many questions Cedar has been asked since these policies were read.
    #[must_use]
    pub fn questions(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// Puts the question to Cedar; nothing when it cannot be put.
    fn ask(&self, claim: &Claim, action: &EntityUid, matter: &Matter) -> Option<bool> {
        let mut parts = Parts { authority: self, entities: HashMap::new() };
        let principal = parts.claim(claim)?;
        let resource = parts.matter(matter)?;
        let entities = Entities::from_entities(parts.entities.into_values(), Some(&self.schema)).ok()?;
        let request = Request::new(principal, action.clone(), resource, Context::empty(), Some(&self.schema)).ok()?;
        let response = Authorizer::new().is_authorized(&request, &self.policies, &entities);
        // A policy that faults is passed over by Cedar. Were it a forbid, that would allow: so a fault refuses.
        let faultless = response.diagnostics().errors().next().is_none();
        Some(faultless && response.decision() == Decision::Allow)
    }
}

/// The entities of one question.
struct Parts<'a> {
    authority: &'a Authority,
    entities: HashMap<EntityUid, Entity>,
}

impl Parts<'_> {
    fn claim(&mut self, claim: &Claim) -> Option<EntityUid> {
        let types = &self.authority.types;
        let mut attrs = vec![("expired", RestrictedExpression::new_bool(claim.expired))];
        let (name, parent) = match &claim.ground {
            Ground::Post { kind, area } => {
                attrs.push(("area", RestrictedExpression::new_entity_uid(self.area(*area)?)));
                attrs.push(("city", RestrictedExpression::new_entity_uid(self.area(area.within(AreaLevel::City))?)));
                (&types.post, Some(uid(&types.kind, kind)))
            }
            Ground::Member { case } => {
                attrs.push(("case", RestrictedExpression::new_entity_uid(self.case(case)?)));
                (&types.member, None)
            }
            Ground::Glass { area } => {
                attrs.push(("area", RestrictedExpression::new_entity_uid(self.area(*area)?)));
                (&types.glass, None)
            }
            Ground::Person => (&types.person, None),
        };
        self.put(uid(name, "asker"), attrs, parent.into_iter().collect())
    }

    fn matter(&mut self, matter: &Matter) -> Option<EntityUid> {
        let mut parents = HashSet::new();
        if let Some(area) = matter.area {
            parents.insert(self.area(area)?);
        }
        if let Some(case) = &matter.case {
            parents.insert(self.case(case)?);
        }
        let attrs = vec![("work_secret", RestrictedExpression::new_bool(matter.work_secret))];
        self.put(uid(&self.authority.types.matter, "matter"), attrs, parents)
    }

    /// The area with everything above it.
    fn area(&mut self, area: AreaCode) -> Option<EntityUid> {
        let name = uid(&self.authority.types.area, &area.full());
        if self.entities.contains_key(&name) {
            return Some(name);
        }
        let parent = match area.parent() {
            Some(parent) => Some(self.area(parent)?),
            None => None,
        };
        self.put(name, Vec::new(), parent.into_iter().collect())
    }

    fn case(&mut self, case: &Id) -> Option<EntityUid> {
        self.put(uid(&self.authority.types.case, case.as_str()), Vec::new(), HashSet::new())
    }

    fn put(
        &mut self,
        name: EntityUid,
        attrs: Vec<(&str, RestrictedExpression)>,
        parents: HashSet<EntityUid>,
    ) -> Option<EntityUid> {
        let attrs = attrs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        self.entities.insert(name.clone(), Entity::new(name.clone(), attrs, parents).ok()?);
        Some(name)
    }
}

fn uid(ty: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(ty.clone(), EntityId::new(id))
}

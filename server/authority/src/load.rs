//! Reads the policies, checks them against the schema and the one permitted shape, and names what is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::atomic::AtomicU64;

use cedar_policy::{EntityTypeName, EntityUid, PolicyId, PolicySet, Schema, ValidationMode, Validator};

use crate::reach::Reaches;
use crate::shape;

/// The policies that come with the program, by file name.
pub const SHIPPED: &[(&str, &str)] = &[
    ("schema.cedarschema", include_str!("../../policies/schema.cedarschema")),
    ("posts.cedar", include_str!("../../policies/posts.cedar")),
    ("persons.cedar", include_str!("../../policies/persons.cedar")),
    ("limits.cedar", include_str!("../../policies/limits.cedar")),
];

/// How the name of the schema among the policy files ends.
const SCHEMA_ENDING: &str = ".cedarschema";

/// The policies, ready to be asked.
pub struct Authority {
    pub(crate) schema: Schema,
    pub(crate) policies: PolicySet,
    pub(crate) types: Types,
    pub(crate) actions: BTreeMap<String, EntityUid>,
    pub(crate) reaches: Reaches,
    pub(crate) asked: AtomicU64,
    groups: BTreeMap<String, BTreeSet<String>>,
    kinds: Vec<String>,
}

/// The entity types of the schema, parsed once.
pub(crate) struct Types {
    pub area: EntityTypeName,
    pub case: EntityTypeName,
    pub kind: EntityTypeName,
    pub post: EntityTypeName,
    pub member: EntityTypeName,
    pub glass: EntityTypeName,
    pub person: EntityTypeName,
    pub matter: EntityTypeName,
}

/// Why the policies cannot be used. The program does not start with policies that it cannot use.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// There is no schema among the files, or more than one.
    #[error("the policies need exactly one schema (*{SCHEMA_ENDING}), found {0}")]
    Schemas(usize),
    /// A file is not written in the language of its kind.
    #[error("{file}: {message}")]
    Syntax {
        /// Which file.
        file: String,
        /// What is wrong, with its place.
        message: String,
    },
    /// A policy has no `@id`, or two have the same.
    #[error("{file}: every policy needs an @id(\"…\") of its own; {id:?} will not do")]
    Name {
        /// Which file.
        file: String,
        /// The name as it was given, empty when it is missing.
        id: String,
    },
    /// A policy says something that is not of the permitted shape, so that lists and single answers could differ.
    #[error("policy {id}: {why}")]
    Shape {
        /// Which policy.
        id: String,
        /// What it says that it may not say.
        why: String,
    },
    /// A policy uses a word that the schema does not have, or uses it wrongly.
    #[error("the policies do not fit the schema: {0}")]
    Schema(String),
}

impl Authority {
    /// Reads policies as pairs of file name and text: one schema and any number of policy files.
    ///
    /// # Errors
    /// Names the file or policy and what is wrong with it.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, PolicyError> {
        let schemas: Vec<_> = files.iter().filter(|(name, _)| name.ends_with(SCHEMA_ENDING)).collect();
        let [(schema_name, schema_text)] = schemas.as_slice() else {
            return Err(PolicyError::Schemas(schemas.len()));
        };
        let (schema, _warnings) = Schema::from_cedarschema_str(schema_text).map_err(|e| syntax(schema_name, &e))?;
        let mut policies = PolicySet::new();
        for (name, text) in files.iter().filter(|(name, _)| !name.ends_with(SCHEMA_ENDING)) {
            add_file(&mut policies, name, text)?;
        }
        validate(&schema, &policies)?;
        let actions = actions_of(&schema);
        let groups = groups_of(&schema, &actions);
        let kinds = kinds_of(schema_name, schema_text)?;
        let (types, reaches) = (Types::new(schema_name)?, Reaches::of(actions.len(), kinds.len()));
        Ok(Self { types, schema, policies, actions, groups, kinds, reaches, asked: AtomicU64::new(0) })
    }

    /// The policies that come with the program.
    ///
    /// # Errors
    /// Names the file or policy and what is wrong with it; a test holds that there is nothing.
    pub fn shipped() -> Result<Self, PolicyError> {
        Self::load(SHIPPED)
    }

    /// Every action that a door may name, in the order of the alphabet.
    pub fn actions(&self) -> impl Iterator<Item = &str> {
        self.actions.keys().map(String::as_str)
    }

    /// Which one in that order an action is.
    pub(crate) fn action_at(&self, action: &str) -> Option<usize> {
        self.actions.keys().position(|known| known == action)
    }

    /// Every kind of post that the policies know, in the order of the schema.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().map(String::as_str)
    }

    /// The group that an action belongs to, such as `read`.
    #[must_use]
    pub fn group(&self, action: &str) -> Option<&str> {
        self.groups.iter().find(|(_, members)| members.contains(action)).map(|(group, _)| group.as_str())
    }
}

impl Types {
    fn new(file: &str) -> Result<Self, PolicyError> {
        let of = |name: &str| EntityTypeName::from_str(name).map_err(|e| syntax(file, &e));
        Ok(Self {
            area: of("Area")?,
            case: of("Case")?,
            kind: of("Kind")?,
            post: of("Post")?,
            member: of("Member")?,
            glass: of("Glass")?,
            person: of("Person")?,
            matter: of("Matter")?,
        })
    }
}

fn syntax(file: &str, error: &dyn std::fmt::Display) -> PolicyError {
    PolicyError::Syntax { file: file.to_owned(), message: error.to_string() }
}

/// Adds the policies of one file under their own names, after a look at their shape.
fn add_file(policies: &mut PolicySet, file: &str, text: &str) -> Result<(), PolicyError> {
    let parsed = PolicySet::from_str(text).map_err(|e| syntax(file, &e))?;
    if parsed.num_of_templates() > 0 {
        return Err(PolicyError::Syntax { file: file.to_owned(), message: "templates are not used here".to_owned() });
    }
    for policy in parsed.policies() {
        let id = policy.annotation("id").unwrap_or_default().to_owned();
        let nameless = || PolicyError::Name { file: file.to_owned(), id: id.clone() };
        if id.is_empty() {
            return Err(nameless());
        }
        shape::check(policy).map_err(|why| PolicyError::Shape { id: id.clone(), why })?;
        policies.add(policy.new_id(PolicyId::new(&id))).map_err(|_| nameless())?;
    }
    Ok(())
}

fn validate(schema: &Schema, policies: &PolicySet) -> Result<(), PolicyError> {
    let result = Validator::new(schema.clone()).validate(policies, ValidationMode::Strict);
    let mut found: Vec<String> = result.validation_errors().map(ToString::to_string).collect();
    found.extend(result.validation_warnings().map(ToString::to_string));
    if found.is_empty() { Ok(()) } else { Err(PolicyError::Schema(found.join("; "))) }
}

/// The actions that can be asked about: those that apply to somebody. Groups do not.
fn actions_of(schema: &Schema) -> BTreeMap<String, EntityUid> {
    let applies = |uid: &&EntityUid| schema.principals_for_action(uid).is_some_and(|mut who| who.next().is_some());
    schema.actions().filter(applies).map(|uid| (uid.id().unescaped().to_owned(), uid.clone())).collect()
}

fn groups_of(schema: &Schema, actions: &BTreeMap<String, EntityUid>) -> BTreeMap<String, BTreeSet<String>> {
    let mut groups = BTreeMap::<String, BTreeSet<String>>::new();
    let Ok(entities) = schema.action_entities() else { return groups };
    for (name, uid) in actions {
        for group in entities.ancestors(uid).into_iter().flatten() {
            groups.entry(group.id().unescaped().to_owned()).or_default().insert(name.clone());
        }
    }
    groups
}

/// The words of the enumeration `Kind`.
fn kinds_of(file: &str, schema_text: &str) -> Result<Vec<String>, PolicyError> {
    let (fragment, _) = cedar_policy::SchemaFragment::from_cedarschema_str(schema_text).map_err(|e| syntax(file, &e))?;
    let json = fragment.to_json_value().map_err(|e| syntax(file, &e))?;
    let words = json.pointer("/~1entityTypes/Kind/enum").or_else(|| json.pointer("//entityTypes/Kind/enum"));
    let words = words.and_then(serde_json::Value::as_array).ok_or(PolicyError::Schema("no enumeration Kind".to_owned()))?;
    Ok(words.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect())
}

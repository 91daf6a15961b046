//! The tree of classes of incidents: which codes there are, what lies under what, and what a place without a coast need not see.

use std::collections::BTreeMap;

use crate::mark::Basis;
use crate::problem::Wrong;
use crate::search::Spelling;
use crate::set::{ID_CHARS_MAX, NOTE_CHARS_MAX};
use crate::shape::{CODE_CHARS_MAX, Shape};
use crate::sheet::Part;
use crate::wording::Wording;

/// How many classes a tree may have.
pub const CLASSES_MAX: usize = 3_000;
/// How many further words a class may be found by.
pub const ALSO_MAX: usize = 20;
/// How many kinds of disaster statistics there may be.
pub const STATISTICS_MAX: usize = 100;

/// The tree of classes, in the order of its text.
#[derive(Debug, Clone, Default)]
pub struct ClassTree {
    /// What system the codes belong to.
    pub code_system: String,
    /// The shape of its codes.
    pub shape: Shape,
    /// All classes.
    pub classes: Vec<Class>,
    /// The kinds that disaster statistics count by.
    pub statistics: Vec<Statistic>,
    by_code: BTreeMap<String, usize>,
    pub(crate) spellings: Vec<Spelling>,
}

/// One class of incidents.
#[derive(Debug, Clone, Default)]
pub struct Class {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Further words that it is found by.
    pub also: Vec<String>,
    /// What a place must have for the class to be offered there, with everything under it.
    pub needs: Option<String>,
    /// Which kind disaster statistics count it as; where it says nothing, as the class above it.
    pub statistics: Option<String>,
    /// What a reader must know of it.
    pub note: Option<Wording>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// A kind that disaster statistics count by.
#[derive(Debug, Clone, Default)]
pub struct Statistic {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Wording,
}

impl ClassTree {
    /// The class called `code`.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Class> {
        self.by_code.get(code).map(|at| &self.classes[*at])
    }

    /// The class called `code`, or the nearest one above it that the tree knows when the code has the right shape.
    #[must_use]
    pub fn nearest(&self, code: &str) -> Option<&Class> {
        if !self.shape.fits(code) {
            return None;
        }
        let mut code = code.to_owned();
        loop {
            if let Some(class) = self.get(&code) {
                return Some(class);
            }
            code = self.shape.parent(&code)?;
        }
    }

    /// The class and all above it, uppermost first; empty when the code is not in the tree.
    #[must_use]
    pub fn chain(&self, code: &str) -> Vec<&Class> {
        let mut chain: Vec<&Class> =
            std::iter::successors(self.get(code), |class| self.get(&self.shape.parent(&class.code)?)).collect();
        chain.reverse();
        chain
    }

    /// The classes directly under `code`, or the uppermost ones.
    pub fn under<'a>(&'a self, code: Option<&'a str>) -> impl Iterator<Item = &'a Class> {
        self.classes.iter().filter(move |class| self.shape.parent(&class.code).as_deref() == code)
    }

    /// What codes of all classes under `code` begin with; a code of another shape is its own stem.
    #[must_use]
    pub fn stem<'c>(&self, code: &'c str) -> &'c str {
        self.shape.stem(code)
    }

    /// What the codes of all classes of the same sub-class begin with; a code of another shape is its own sub-class.
    #[must_use]
    pub fn sub_class<'c>(&self, code: &'c str) -> &'c str {
        self.shape.sub_class(code)
    }

    /// Whether a place with `features` has no use for the class: it, or one above it, needs what the place has not.
    #[must_use]
    pub fn is_hidden(&self, code: &str, features: &[String]) -> bool {
        self.chain(code).iter().filter_map(|class| class.needs.as_ref()).any(|needs| !features.contains(needs))
    }

    /// The kind that disaster statistics count the class as, where the tree says.
    #[must_use]
    pub fn statistic(&self, code: &str) -> Option<&Statistic> {
        let id = self.chain(code).into_iter().rev().find_map(|class| class.statistics.as_deref())?;
        self.statistics.iter().find(|kind| kind.id == id)
    }

    pub(crate) fn read(part: &Part<'_>, basis: &Basis) -> Self {
        let (code_system, shape) = part.table("tree", |tree| (tree.text("code_system", ID_CHARS_MAX), read_shape(tree)));
        let statistics = part.list("statistics", STATISTICS_MAX, |kind| Statistic {
            id: kind.id(ID_CHARS_MAX),
            name: Wording::read(kind, "name"),
        });
        let classes = part.list("classes", CLASSES_MAX, |class| Class::read(class, &shape, basis));
        if classes.is_empty() {
            part.wrong("classes", if part.has("classes") { Wrong::Empty } else { Wrong::Missing });
        }
        let by_code = classes.iter().enumerate().map(|(at, class)| (class.code.clone(), at)).collect();
        let spellings = classes.iter().map(Spelling::of).collect();
        let tree = Self { code_system, shape, classes, statistics, by_code, spellings };
        tree.refuse_loose_ends(part);
        tree
    }

    /// Second reading of the same list, when all codes and kinds are known: what names something else must find it.
    fn refuse_loose_ends(&self, part: &Part<'_>) {
        part.again("classes", |class| {
            let parent = class.glance("code").and_then(|code| self.shape.parent(code));
            if let Some(parent) = parent.filter(|parent| self.get(parent).is_none()) {
                class.wrong("code", Wrong::NoParent { parent });
            }
            let counted = class.glance("statistics");
            if let Some(id) = counted.filter(|id| self.statistics.iter().all(|kind| kind.id != *id)) {
                class.wrong("statistics", Wrong::NotDeclared { name: id.to_owned() });
            }
        });
    }
}

fn read_shape(tree: &Part<'_>) -> Shape {
    let text = tree.text("shape", 120);
    let levels = tree.numbers("levels", CODE_CHARS_MAX, 1, CODE_CHARS_MAX as i64);
    let fill = tree.maybe_text("fill", 1).and_then(|text| text.chars().next());
    let levels: Vec<usize> = levels.into_iter().filter_map(|n| usize::try_from(n).ok()).collect();
    let shape = Shape::parse(&text, &levels, fill);
    if shape.is_none() && !text.is_empty() {
        tree.wrong("shape", Wrong::NotAShape);
    }
    shape.unwrap_or_default()
}

impl Class {
    fn read(part: &Part<'_>, shape: &Shape, basis: &Basis) -> Self {
        let code = part.text("code", CODE_CHARS_MAX);
        if !code.is_empty() && !shape.text.is_empty() && !shape.fits(&code) {
            part.wrong("code", Wrong::NotOfShape { shape: shape.text.clone() });
        }
        part.once("code", &code);
        Self {
            code,
            name: Wording::read(part, "name"),
            also: part.texts("also", ALSO_MAX, ID_CHARS_MAX),
            needs: part.maybe_name("needs", ID_CHARS_MAX),
            statistics: part.maybe_text("statistics", ID_CHARS_MAX),
            note: Wording::long(part, "note", NOTE_CHARS_MAX),
            basis: Basis::read(part, basis),
        }
    }
}

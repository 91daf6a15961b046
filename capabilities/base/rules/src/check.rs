//! Whether a rule set fits those in force: every item, class, flag and trigger it names must be declared by one of them.

use std::sync::Arc;

use crate::figures::Item;
use crate::grading::{Need, Stems};
use crate::problem::{Problem, Wrong};
use crate::set::{Content, RuleSet};
use crate::when::When;

/// What a set leaves undeclared, given the sets that would be in force beside it. Classes are looked for only where a tree is
/// in force.
#[must_use]
pub fn loose_ends(set: &RuleSet, beside: &[Arc<RuleSet>]) -> Vec<Problem> {
    let mut check = Check { set, beside, found: Vec::new() };
    match &set.content {
        Content::ClassTree(_) | Content::OfficeLimits(_) => {}
        Content::Figures(items) => check.items_agree(items),
        Content::Sensitivity(rules) => {
            for flag in &rules.flags {
                check.classes(&flag.classes);
                check.needs(&flag.figures);
            }
        }
        Content::Grading(grading) => check.grading(grading),
        Content::Reporting(reporting) => {
            for duty in &reporting.duties {
                check.when(&duty.when);
            }
            for window in &reporting.windows {
                check.classes(&window.classes);
            }
        }
        Content::Telling(telling) => {
            for step in &telling.steps {
                check.when(&step.when);
            }
        }
    }
    check.found
}

struct Check<'s> {
    set: &'s RuleSet,
    beside: &'s [Arc<RuleSet>],
    found: Vec<Problem>,
}

impl Check<'_> {
    fn grading(&mut self, grading: &crate::grading::Grading) {
        for family in &grading.families {
            self.classes(&family.classes);
            for criterion in &family.criteria {
                self.needs(&criterion.needs);
            }
        }
        for entry in &grading.ungraded {
            self.classes(&entry.classes);
        }
        for trigger in &grading.triggers {
            self.classes(&trigger.classes);
            self.needs(&trigger.needs);
            self.flags(trigger.flags.iter());
        }
    }

    fn when(&mut self, when: &When) {
        self.classes(&when.classes);
        self.needs(&when.figures);
        self.flags(when.flags_named());
        for group in when.triggers_named() {
            let declared = self.all().any(|set| match &set.content {
                Content::Grading(grading) => grading.triggers.iter().any(|trigger| trigger.group == *group),
                _ => false,
            });
            self.unless(declared, group);
        }
    }

    fn all(&self) -> impl Iterator<Item = &RuleSet> {
        self.beside.iter().map(Arc::as_ref).chain([self.set])
    }

    fn classes(&mut self, stems: &Stems) {
        let trees = self.all().filter(|set| matches!(set.content, Content::ClassTree(_))).count();
        for stem in stems.within.iter().chain(&stems.except).filter(|_| trees > 0) {
            let declared = self.all().any(|set| match &set.content {
                Content::ClassTree(tree) => tree.classes.iter().any(|class| class.code.starts_with(stem.as_str())),
                _ => false,
            });
            self.unless(declared, stem);
        }
    }

    fn needs(&mut self, needs: &[Need]) {
        for name in needs.iter().flat_map(|need| &need.items) {
            let declared = self.all().any(|set| match &set.content {
                Content::Figures(items) => items.iter().any(|item| item.id == *name),
                _ => false,
            });
            self.unless(declared, name);
        }
    }

    fn flags<'f>(&mut self, flags: impl Iterator<Item = &'f String>) {
        for name in flags {
            let declared = self.all().any(|set| match &set.content {
                Content::Sensitivity(rules) => rules.flags.iter().any(|flag| flag.id == *name),
                _ => false,
            });
            self.unless(declared, name);
        }
    }

    fn items_agree(&mut self, items: &[Item]) {
        for item in items {
            let other = self.beside.iter().filter(|set| set.head.id != self.set.head.id).find(|set| match &set.content {
                Content::Figures(theirs) => theirs.iter().any(|their| their.id == item.id && their.nature != item.nature),
                _ => false,
            });
            if let Some(other) = other {
                let wrong = Wrong::OtherElsewhere { name: item.id.clone(), set: other.head.id.clone() };
                self.found.push(Problem::at(self.line_of(&item.id), item.id.clone(), wrong));
            }
        }
    }

    /// Notes `name` as undeclared, once, on the first line that writes it.
    fn unless(&mut self, declared: bool, name: &str) {
        let noted = self.found.iter().any(|problem| problem.key == name);
        if !declared && !noted {
            let wrong = Wrong::NotDeclared { name: name.to_owned() };
            self.found.push(Problem::at(self.line_of(name), name, wrong));
        }
    }

    fn line_of(&self, name: &str) -> Option<usize> {
        let (double, single) = (format!("\"{name}\""), format!("'{name}'"));
        let at = self.set.text.lines().position(|line| line.contains(&double) || line.contains(&single));
        at.map(|line| line + 1)
    }
}

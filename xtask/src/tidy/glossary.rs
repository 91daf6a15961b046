//! The glossary is a part of the code: every subject's name stands in it.

use super::facts::subjects;
use super::finding::{Finding, Rule};
use super::rust::Rust;
use super::tree::Tree;

const FILE: &str = "docs/glossary.md";

const LISTED: Rule = Rule {
    why: "one word for a thing everywhere, with its Chinese, its meaning and its source, so that field and code speak of the same",
    cure: "write its line in docs/glossary.md: Chinese, English, meaning, source, type, with the name in backticks",
};

/// Every `const NAME` of a subject stands in the glossary in backticks.
pub fn check(tree: &Tree, sources: &[Rust<'_>]) -> Vec<Finding> {
    let Some(glossary) = tree.text(FILE) else {
        return vec![LISTED.broken(FILE, 1, "there is no glossary")];
    };
    let missing = subjects(sources).into_iter().filter(|subject| !glossary.contains(&format!("`{}`", subject.name)));
    missing
        .map(|subject| LISTED.broken(&subject.path, subject.line, format!("`{}` is not in the glossary", subject.name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str = "impl Subject for Body {\n    const NAME: &'static str = \"body\";\n    type Fact = BodyFact;\n}";

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let rust = Rust::read("capabilities/base/organisations/src/state.rs", STATE).unwrap();
        check(&Tree::of(files), &[rust]).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn every_subject_stands_in_the_glossary() {
        assert!(found(&[(FILE, "| 机构 | body `body` | an office | |")]).is_empty());
        assert_eq!(found(&[(FILE, "| 机构 | somebody | an office | |")]), ["`body` is not in the glossary"]);
        assert_eq!(found(&[]), ["there is no glossary"]);
    }
}

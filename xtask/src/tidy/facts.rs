//! Every fact that was ever written still folds: each sort of fact has a sample in `fixtures/facts/SUBJECT/KIND.json`.

use std::collections::BTreeSet;

use syn::{Attribute, Expr, ExprLit, ImplItem, Item, ItemEnum, ItemImpl, Lit, Meta, Type, Variant};

use super::finding::{Finding, Rule};
use super::rooms::Room;
use super::rust::{Kind, Rust};
use super::tree::Tree;

const FOLDER: &str = "fixtures/facts/";

const SAMPLE: Rule = Rule {
    why: "facts are append-only and never reshaped: what was written once is read for ever, and only a sample proves it",
    cure: "write one real fact of it there as JSON, as the journal holds it",
};
const KEPT: Rule = Rule {
    why: "a sort of fact that is taken away leaves journals that nobody can read",
    cure: "bring the variant back; a sort that is no longer written stays in the enum and folds",
};
const SHAPE: Rule = Rule {
    why: "the journal keeps the sort of a fact as `kind` beside its body",
    cure: "write `#[serde(tag = \"kind\", rename_all = \"snake_case\")]` on the enum",
};
const HAS_SUBJECT: Rule =
    Rule { why: "a fact happens to a subject", cure: "name it in `impl Subject for …` as `type Fact`, in the same crate" };
const FOLDED: Rule =
    Rule { why: "a sample that no test reads proves nothing", cure: "let a test read and fold every file in fixtures/facts" };

/// A subject as the code declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its word: `incident`.
    pub name: String,
    /// The file that declares it.
    pub path: String,
    /// The line of its name.
    pub line: usize,
    fact: String,
}

/// All subjects of the program; those that only tests declare are left out.
pub fn subjects(sources: &[Rust<'_>]) -> Vec<Subject> {
    let may_declare = |rust: &&Rust<'_>| matches!(Room::of(rust.path), Some(Room::Capability(_) | Room::Desk | Room::Server));
    let declares = |rust: &&Rust<'_>| rust.find(&["Subject", "for"]).any(|token| !token.in_test);
    let sources = sources.iter().filter(may_declare).filter(declares);
    sources.flat_map(|rust| rust.items().iter().filter_map(|item| subject(rust.path, item)).collect::<Vec<_>>()).collect()
}

/// Every variant of every enum of facts has its sample, and every sample its variant.
pub fn check(tree: &Tree, sources: &[Rust<'_>]) -> Vec<Finding> {
    let subjects = subjects(sources);
    let mut findings = Vec::new();
    let mut known = BTreeSet::new();
    for rust in sources.iter().filter(|rust| is_facts(rust.path)) {
        for facts in rust.items().into_iter().filter_map(enum_of_facts) {
            let line = facts.ident.span().start().line;
            if !has_shape(&facts.attrs) {
                findings.push(SHAPE.broken(rust.path, line, format!("`{}` does not say its kind", facts.ident)));
            }
            let home = crate_of(rust.path);
            let Some(subject) = subjects.iter().find(|subject| facts.ident == subject.fact && crate_of(&subject.path) == home)
            else {
                findings.push(HAS_SUBJECT.broken(rust.path, line, format!("`{}` belongs to no subject", facts.ident)));
                continue;
            };
            for variant in &facts.variants {
                let sample = format!("{FOLDER}{}/{}.json", subject.name, kind(variant));
                if !tree.has(&sample) {
                    let line = variant.ident.span().start().line;
                    findings.push(SAMPLE.broken(
                        rust.path,
                        line,
                        format!("`{}::{}` has no sample {sample}", facts.ident, variant.ident),
                    ));
                }
                known.insert(sample);
            }
        }
    }
    findings.extend(orphans(tree, &known));
    findings.extend(folding(sources).filter(|_| !known.is_empty()));
    findings
}

/// Samples whose sort of fact no enum knows. `KIND.2.json` is one more sample of `KIND`.
fn orphans(tree: &Tree, known: &BTreeSet<String>) -> Vec<Finding> {
    let samples = tree.paths.iter().filter(|path| path.starts_with(FOLDER) && path.ends_with(".json"));
    let first = |path: &str| {
        let (folder, file) = path.rsplit_once('/').unwrap_or_default();
        format!("{folder}/{}.json", file.split('.').next().unwrap_or_default())
    };
    samples
        .filter(|path| !known.contains(&first(path)))
        .map(|path| KEPT.broken(path, 1, "no enum of facts knows this sort"))
        .collect()
}

/// The finding that no test reads the samples.
fn folding(sources: &[Rust<'_>]) -> Option<Finding> {
    let reads = |rust: &Rust<'_>| {
        let mut texts = rust.tokens.iter().filter(|token| token.kind == Kind::Text);
        Room::of(rust.path) != Some(Room::Xtask) && texts.any(|token| token.text.contains("fixtures/facts"))
    };
    let is_read = sources.iter().any(reads);
    (!is_read).then(|| FOLDED.broken(FOLDER.trim_end_matches('/'), 1, "no test reads the samples"))
}

fn is_facts(path: &str) -> bool {
    let in_src = path.split_once("/src/").map(|(_, rest)| rest).unwrap_or_default();
    in_src == "facts.rs" || in_src.starts_with("facts/")
}

fn crate_of(path: &str) -> &str {
    path.split_once("/src/").map_or(path, |(home, _)| home)
}

fn enum_of_facts(item: Item) -> Option<ItemEnum> {
    match item {
        Item::Enum(item) if item.ident.to_string().ends_with("Fact") => Some(item),
        _ => None,
    }
}

fn subject(path: &str, item: &Item) -> Option<Subject> {
    let Item::Impl(ItemImpl { trait_: Some((of, _)), items, .. }) = item else {
        return None;
    };
    if of.segments.last()?.ident != "Subject" {
        return None;
    }
    let mut name = None;
    let mut fact = None;
    for part in items {
        match part {
            ImplItem::Const(constant) if constant.ident == "NAME" => {
                name = text(&constant.expr).zip(Some(constant.ident.span().start().line))
            }
            ImplItem::Type(alias) if alias.ident == "Fact" => fact = last_word(&alias.ty),
            _ => {}
        }
    }
    let (name, line) = name?;
    Some(Subject { name, path: path.to_owned(), line, fact: fact? })
}

fn text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

fn last_word(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

/// The words of all `#[serde(…)]`, without spaces.
fn serde_words(attributes: &[Attribute]) -> String {
    let lists = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("serde") => Some(list.tokens.to_string()),
        _ => None,
    });
    lists.collect::<Vec<_>>().join(",").split_whitespace().collect()
}

fn has_shape(attributes: &[Attribute]) -> bool {
    let words = serde_words(attributes);
    words.contains("tag=\"kind\"") && words.contains("rename_all=\"snake_case\"")
}

/// What the journal calls this sort of fact.
fn kind(variant: &Variant) -> String {
    let words = serde_words(&variant.attrs);
    if let Some((_, renamed)) = words.split_once("rename=\"") {
        return renamed.split('"').next().unwrap_or_default().to_owned();
    }
    let mut kind = String::new();
    for letter in variant.ident.to_string().chars() {
        if letter.is_uppercase() && !kind.is_empty() {
            kind.push('_');
        }
        kind.extend(letter.to_lowercase());
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str = "impl kernel::Subject for Body { const NAME: &'static str = \"body\"; type Fact = BodyFact; }";
    const FACTS: &str = "#[derive(Clone)]\n#[serde(tag = \"kind\", rename_all = \"snake_case\")]\npub enum BodyFact {\n    Founded,\n    PhonesSet { n: u8 },\n    #[serde(rename = \"gone\")]\n    Closed,\n}";
    const TEST: &str = "#[test]\nfn every_sample_folds() { read(\"../fixtures/facts\") }";

    fn found(facts: &str, samples: &[&str]) -> Vec<String> {
        let sources = [
            Rust::read("capabilities/base/organisations/src/state.rs", STATE).unwrap(),
            Rust::read("capabilities/base/organisations/src/facts.rs", facts).unwrap(),
            Rust::read("stories/tests/facts.rs", TEST).unwrap(),
        ];
        let files: Vec<(&str, &str)> = samples.iter().map(|path| (*path, "{}")).collect();
        check(&Tree::of(&files), &sources).into_iter().map(|finding| finding.what).collect()
    }

    const ALL: [&str; 3] =
        ["fixtures/facts/body/founded.json", "fixtures/facts/body/phones_set.json", "fixtures/facts/body/gone.json"];

    #[test]
    fn every_sort_of_fact_has_a_sample() {
        assert!(found(FACTS, &ALL).is_empty());
        assert_eq!(found(FACTS, &ALL[..2]), ["`BodyFact::Closed` has no sample fixtures/facts/body/gone.json"]);
    }

    #[test]
    fn a_sample_outlives_no_variant() {
        let with_more = [ALL[0], ALL[1], ALL[2], "fixtures/facts/body/founded.2.json", "fixtures/facts/body/sold.json"];
        assert_eq!(found(FACTS, &with_more), ["no enum of facts knows this sort"]);
    }

    #[test]
    fn an_enum_of_facts_says_its_kind_and_has_a_subject() {
        assert_eq!(found(&FACTS.replace("tag = \"kind\", ", ""), &ALL), ["`BodyFact` does not say its kind"]);
        let orphan = FACTS.replace("BodyFact", "SoulFact");
        assert!(found(&orphan, &[]).contains(&"`SoulFact` belongs to no subject".to_owned()));
    }

    #[test]
    fn samples_that_no_test_reads_prove_nothing() {
        let sources = [
            Rust::read("capabilities/base/organisations/src/state.rs", STATE).unwrap(),
            Rust::read("capabilities/base/organisations/src/facts.rs", FACTS).unwrap(),
        ];
        let files: Vec<(&str, &str)> = ALL.iter().map(|path| (*path, "{}")).collect();
        let findings = check(&Tree::of(&files), &sources);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].what, "no test reads the samples");
    }
}

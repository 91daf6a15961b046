//! The room rules: what may stand where. Each rule is a pure function from a file's path and text to findings; this file runs them
//! over the tree and says what they found, why it matters and what to do.

mod doors_out;
mod exceptions;
mod facts;
mod finding;
mod glossary;
mod heads;
mod imports;
mod language;
mod leftovers;
mod manifests;
mod purity;
mod reads;
pub mod rooms;
mod rust;
mod sizes;
mod sql;
mod templates;
mod texts;
pub mod tree;
mod unfinished;

use std::process::ExitCode;

use finding::Finding;
use rust::Rust;
use tree::Tree;

use crate::shell::{Outcome, Stop, root};

/// A rule over one file of Rust.
type RustRule = fn(&Rust<'_>) -> Vec<Finding>;
/// A rule over one file of any sort.
type FileRule = fn(&str, &str) -> Vec<Finding>;
/// A rule that must see several files at once.
type TreeRule = fn(&Tree, &[Rust<'_>]) -> Vec<Finding>;

const RUST_RULES: &[RustRule] = &[
    heads::check,
    sizes::functions,
    purity::check,
    doors_out::check,
    language::rust,
    reads::check,
    sql::statements,
    unfinished::check,
    exceptions::check,
];
const FILE_RULES: &[FileRule] = &[sizes::files, language::pages, sql::file, leftovers::check];
const TREE_RULES: &[TreeRule] =
    &[manifests::check, imports::check, texts::check, facts::check, glossary::check, templates::check];

/// Checks the tree as it lies on the disk; ends with 1 when a rule is broken.
pub fn run(_words: &[String]) -> Outcome {
    let tree = Tree::read(&root()).map_err(|fault| Stop::because(format!("cannot read the tree: {fault}")))?;
    let findings = check(&tree);
    for finding in &findings {
        println!("{finding}\n");
    }
    if findings.is_empty() {
        println!("tidy: {} files, every rule holds", tree.files.len());
        return Ok(ExitCode::SUCCESS);
    }
    println!("tidy: {} findings in {} files", findings.len(), tree.files.len());
    Ok(ExitCode::FAILURE)
}

/// Everything that breaks a rule, in the order of paths and lines.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut sources = Vec::new();
    for file in &tree.files {
        findings.extend(FILE_RULES.iter().flat_map(|rule| rule(&file.path, &file.text)));
        if file.path.ends_with(".rs") {
            match Rust::read(&file.path, &file.text) {
                Ok(rust) => sources.push(rust),
                Err(finding) => findings.push(finding),
            }
        }
    }
    findings.extend(sources.iter().flat_map(|rust| RUST_RULES.iter().flat_map(|rule| rule(rust))));
    findings.extend(TREE_RULES.iter().flat_map(|rule| rule(tree, &sources)));
    findings.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    findings
}

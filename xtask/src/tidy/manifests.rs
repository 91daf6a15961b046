//! `Cargo.toml` files: one list of dependencies, each with its reason, and one set of lints for all.

use toml::{Table, Value};

use super::finding::{Finding, Rule};
use super::rooms::{For, Room};
use super::rust::Rust;
use super::tree::Tree;

const ROOT: &str = "Cargo.toml";

const REASON: Rule = Rule {
    why: "each dependency is code that somebody must trust and keep; who reads the list must see what it is for",
    cure: "end the line with ` # what it is for`",
};
const ONE_LIST: Rule = Rule {
    why: "one list of versions for the whole workspace, so that no crate is built twice",
    cure: "name the version in the root Cargo.toml with its reason, and write `name.workspace = true` here",
};
const USED: Rule = Rule {
    why: "a dependency that nobody uses is a promise to keep for nothing",
    cure: "remove the line from the root Cargo.toml",
};
const LINTS: Rule = Rule { why: "one set of lints holds in every room", cure: "write `[lints]` and `workspace = true`" };
const READABLE: Rule = Rule { why: "cargo and tidy must read it", cure: "write it as TOML" };

/// A `Cargo.toml` of one crate.
pub struct Manifest<'a> {
    /// From the root of the workspace, with `/`.
    pub path: &'a str,
    text: &'a str,
    table: Table,
}

/// One line of a list of dependencies.
pub struct Dependency<'m> {
    /// The crate's name.
    pub name: &'m str,
    /// What it is used for.
    pub purpose: For,
    /// The line, counted from 1.
    pub line: usize,
    /// What is said of it.
    value: &'m Value,
}

/// The manifests of all crates that can be read.
pub fn manifests(tree: &Tree) -> Vec<Manifest<'_>> {
    let files = tree.files.iter().filter(|file| file.path.ends_with("/Cargo.toml") && Room::of(&file.path).is_some());
    files.filter_map(|file| Manifest::read(&file.path, &file.text).ok()).collect()
}

/// The root's list and every crate's manifest.
pub fn check(tree: &Tree, _sources: &[Rust<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.ends_with("Cargo.toml")) {
        match Manifest::read(&file.path, &file.text) {
            Ok(manifest) if file.path != ROOT => findings.extend(of_a_crate(&manifest)),
            Ok(_) => {}
            Err(finding) => findings.push(finding),
        }
    }
    let manifests = manifests(tree);
    let is_used =
        |name: &str| manifests.iter().any(|manifest| manifest.dependencies().iter().any(|dependency| dependency.name == name));
    findings.extend(tree.text(ROOT).map(|text| of_the_root(text, is_used)).unwrap_or_default());
    findings
}

/// Every dependency of the workspace has a reason at the end of its line and somebody who uses it. Rooms of our own need no reason.
fn of_the_root(text: &str, is_used: impl Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut section = "";
    for (n, line) in text.lines().enumerate() {
        if line.starts_with('[') {
            section = line;
        }
        let Some((name, rest)) = line.split_once('=').filter(|_| section == "[workspace.dependencies]" && !line.starts_with('#'))
        else {
            continue;
        };
        let name = name.trim();
        let has_reason = rest.rsplit_once(" # ").is_some_and(|(_, reason)| reason.trim().len() > 2);
        if !has_reason && !rest.contains("path =") {
            findings.push(REASON.broken(ROOT, n + 1, format!("`{name}` has no reason")));
        }
        if !is_used(name) && !rest.contains("path =") {
            findings.push(USED.broken(ROOT, n + 1, format!("no crate uses `{name}`")));
        }
    }
    findings
}

/// A crate takes its lints and all its dependencies from the workspace.
fn of_a_crate(manifest: &Manifest<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lints = manifest.table.get("lints").and_then(|lints| lints.get("workspace")).and_then(Value::as_bool);
    if lints != Some(true) {
        findings.push(LINTS.broken(manifest.path, 1, "does not take the workspace's lints"));
    }
    for dependency in manifest.dependencies() {
        if dependency.value.get("workspace").and_then(Value::as_bool) != Some(true) {
            let what = format!("`{}` does not come from the workspace's list", dependency.name);
            findings.push(ONE_LIST.broken(manifest.path, dependency.line, what));
        }
    }
    findings
}

impl<'a> Manifest<'a> {
    /// Reads `text` as the manifest at `path`.
    pub fn read(path: &'a str, text: &'a str) -> Result<Self, Finding> {
        let table = text.parse().map_err(|fault: toml::de::Error| {
            let line = fault.span().map_or(1, |span| text[..span.start].lines().count().max(1));
            READABLE.broken(path, line, fault.message().to_owned())
        })?;
        Ok(Self { path, text, table })
    }

    /// The crate's name.
    pub fn name(&self) -> Option<&str> {
        self.table.get("package")?.get("name")?.as_str()
    }

    /// All its dependencies.
    pub fn dependencies(&self) -> Vec<Dependency<'_>> {
        let sections = [("dependencies", For::Program), ("build-dependencies", For::Build), ("dev-dependencies", For::Tests)];
        let mut found = Vec::new();
        for (section, purpose) in sections {
            let table = self.table.get(section).and_then(Value::as_table);
            for (name, value) in table.into_iter().flatten() {
                found.push(Dependency { name, purpose, line: self.line_of(section, name), value });
            }
        }
        found
    }

    fn line_of(&self, section: &str, name: &str) -> usize {
        let begins = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', ' ', '=']));
        let mut lines = self.text.lines().enumerate().skip_while(|(_, line)| line.trim() != format!("[{section}]"));
        lines.find(|(_, line)| begins(line)).map_or(1, |(n, _)| n + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[package]\nname = \"places\"\n[dependencies]\nserde.workspace = true\n[lints]\nworkspace = true\n";

    fn of(text: &str) -> Vec<(usize, String)> {
        let manifest = Manifest::read("kernel/Cargo.toml", text).unwrap();
        of_a_crate(&manifest).into_iter().map(|finding| (finding.line, finding.what)).collect()
    }

    #[test]
    fn a_crate_takes_lints_and_dependencies_from_the_workspace() {
        assert!(of(GOOD).is_empty());
        assert_eq!(of(&GOOD.replace("[lints]\nworkspace = true\n", "")).len(), 1);
        let own_version = GOOD.replace("serde.workspace = true", "serde = \"1\"");
        assert_eq!(of(&own_version), [(4, "`serde` does not come from the workspace's list".to_owned())]);
    }

    #[test]
    fn every_dependency_of_the_workspace_has_its_reason_and_its_user() {
        let root = "[workspace.dependencies]\nkernel = { path = \"kernel\" }\n# proof\nserde = \"1\" # facts, forms\nhex = \"0.4\"\n[profile.dev]\nopt-level = 1\n";
        let found = of_the_root(root, |_| true);
        assert_eq!(
            found.iter().map(|finding| (finding.line, finding.what.as_str())).collect::<Vec<_>>(),
            [(5, "`hex` has no reason")]
        );
        assert_eq!(of_the_root(root, |name| name != "serde").len(), 2, "and nobody uses serde");
    }

    #[test]
    fn a_manifest_that_is_no_toml_is_found_at_its_line() {
        let finding = Manifest::read("kernel/Cargo.toml", "[package]\nname = \n").err().unwrap();
        assert_eq!(finding.line, 2);
    }
}

//! Who may use whom, by what `Cargo.toml` names and by what a file of code says.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Rule};
use super::manifests::{Manifest, manifests};
use super::rooms::{For, ORDER, Room};
use super::rust::{CodePath, Rust};
use super::tree::Tree;

const IN_ORDER: Rule = Rule {
    why: "there is one order of rooms; what a low room needs of higher ones it gets by registration with the desk, never by import",
    cure: "move the code to the room that may know it, or register it with the desk",
};
const NAMED: Rule = Rule {
    why: "the one order of capabilities is a table; a capability outside it has no place from which to know others",
    cure: "name it in ORDER in xtask/src/tidy/rooms.rs and stand it in its group's folder",
};

/// Our own crates by name.
pub type Own = BTreeMap<String, Room>;

/// All manifests, then all sources.
pub fn check(tree: &Tree, sources: &[Rust<'_>]) -> Vec<Finding> {
    let manifests = manifests(tree);
    let own: Own =
        manifests.iter().filter_map(|manifest| Some((manifest.name()?.to_owned(), Room::of(manifest.path)?))).collect();
    let mut findings: Vec<Finding> = manifests.iter().flat_map(|manifest| dependencies(manifest, &own)).collect();
    findings.extend(sources.iter().flat_map(|rust| uses(rust, &own)));
    findings
}

/// What a manifest names that its room may not use.
fn dependencies(manifest: &Manifest<'_>, own: &Own) -> Vec<Finding> {
    let Some(room) = Room::of(manifest.path) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    if room == Room::Capability(None) {
        findings.push(NAMED.broken(manifest.path, 1, format!("this capability is none of the {} in the one order", ORDER.len())));
    }
    for dependency in manifest.dependencies() {
        let purpose = dependency.purpose;
        let may = match own.get(dependency.name) {
            Some(other) => room.may_use(*other, purpose),
            None => room.may_use_crate(dependency.name),
        };
        if !may {
            findings.push(IN_ORDER.broken(
                manifest.path,
                dependency.line,
                format!("names `{}`, but {}", dependency.name, room.may()),
            ));
        }
    }
    findings
}

/// What a file's `use` and paths name that its room may not use. A module of the same name in this file is no crate; where a
/// `use` brings in everything, only what other `use`s name is judged.
fn uses(rust: &Rust<'_>, own: &Own) -> Vec<Finding> {
    let Some(room) = Room::of(rust.path) else {
        return Vec::new();
    };
    let paths = rust.paths();
    let local = local_names(rust, &paths);
    let brings_all = paths.iter().any(|path| path.parts.last().is_some_and(|last| last == "*"));
    let mut findings = Vec::new();
    for path in paths.iter().filter(|path| path.in_use || !brings_all) {
        let Some(head) = path.parts.first().filter(|head| !local.contains(head.as_str())) else {
            continue;
        };
        let purpose = if rust.path.ends_with("build.rs") {
            For::Build
        } else if path.in_test {
            For::Tests
        } else {
            For::Program
        };
        let may = match own.get(head) {
            Some(Room::Words) => true, // every crate with texts has a module of that name; its manifest is judged instead
            Some(other) => is_own_name(rust.path, head) || room.may_use(*other, purpose),
            None => room.may_use_crate(head) || !is_crate_of_others(head),
        };
        if !may {
            findings.push(IN_ORDER.broken(rust.path, path.line, format!("uses `{}`, but {}", path.parts.join("::"), room.may())));
        }
    }
    findings
}

/// Names to which the file itself gives another meaning: its modules, and what a `use` brings in.
fn local_names<'r>(rust: &'r Rust<'_>, paths: &'r [CodePath]) -> BTreeSet<&'r str> {
    let modules = rust.tokens.windows(2).filter(|pair| pair[0].text == "mod").map(|pair| pair[1].text.as_str());
    let brought_in = paths.iter().filter(|path| path.parts.len() > 1).filter_map(|path| path.parts.last());
    modules.chain(brought_in.map(String::as_str)).collect()
}

/// A crate's tests and its program use it by its own name.
fn is_own_name(path: &str, head: &str) -> bool {
    path.split('/').any(|part| part == head)
}

/// Only the crates that some room may never use are known by name here; any other head is a type, a module or harmless.
fn is_crate_of_others(head: &str) -> bool {
    let name = head.replace('_', "-");
    [Room::Protocol, Room::Desk, Room::Web].iter().any(|room| !room.may_use_crate(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> Own {
        ["kernel", "desk", "web", "capabilities/base/places", "capabilities/command/incidents", "testkit"]
            .into_iter()
            .map(|path| (path.rsplit('/').next().unwrap().to_owned(), Room::of(path).unwrap()))
            .collect()
    }

    fn found_in(path: &str, text: &str) -> Vec<String> {
        uses(&Rust::read(path, text).unwrap(), &own()).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn a_manifest_names_only_what_its_room_may_use() {
        let text = "[package]\nname = \"places\"\n[dependencies]\nkernel.workspace = true\nincidents.workspace = true\n[dev-dependencies]\ntestkit.workspace = true\n";
        let manifest = Manifest::read("capabilities/base/places/Cargo.toml", text).unwrap();
        let findings = dependencies(&manifest, &own());
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].line, 5);
        assert!(findings[0].what.starts_with("names `incidents`, but a capability uses"));
    }

    #[test]
    fn a_capability_outside_the_one_order_is_found() {
        let manifest = Manifest::read("capabilities/base/wishes/Cargo.toml", "[package]\nname = \"wishes\"\n").unwrap();
        assert_eq!(dependencies(&manifest, &own()).len(), 1);
    }

    #[test]
    fn a_file_uses_only_what_its_room_may_use() {
        assert!(found_in("capabilities/command/incidents/src/look.rs", "use places::reads;\nuse desk::Pen;").is_empty());
        assert_eq!(found_in("capabilities/base/places/src/look.rs", "use incidents::reads;").len(), 1);
        assert_eq!(found_in("capabilities/base/places/src/stores.rs", "fn f() { rusqlite::open() }").len(), 1);
        assert_eq!(found_in("desk/src/lib.rs", "use axum::Router;").len(), 1);
    }

    #[test]
    fn a_module_of_the_same_name_is_no_crate() {
        assert!(found_in("capabilities/base/places/src/lib.rs", "mod incidents;\nuse incidents::Near;").is_empty());
        assert!(found_in("web/src/lib.rs", "use crate::layout::places;\nfn f() { places::show() }").is_empty());
    }

    #[test]
    fn tests_use_the_testkit_and_the_program_does_not() {
        let text = "use testkit::Town;";
        assert!(found_in("capabilities/base/places/tests/doors.rs", text).is_empty());
        assert_eq!(found_in("capabilities/base/places/src/lib.rs", text).len(), 1);
    }
}

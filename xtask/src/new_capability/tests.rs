//! That what is generated holds: its names, its place in the order, the room rules, its formatting, and that it compiles.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use super::*;
use crate::shell::program;
use crate::tidy::{check, tree::Tree};

#[test]
fn a_capability_is_named_in_the_plural_and_its_subject_is_one_of_them() {
    assert_eq!(["risks", "supplies", "losses", "releases", "duty"].map(singular), ["risk", "supply", "loss", "release", "duty"]);
    let names = Names::of("prevention", "risks").unwrap();
    assert_eq!(names.put_into("__Subject__ of __crate__"), "Risk of risks");
    assert!(Names::of("prevention", "surprises").is_err());
}

#[test]
fn no_name_is_left_open_in_any_file() {
    let names = Names::of("prevention", "risks").unwrap();
    for (file, text) in FILES {
        assert!(!names.put_into(text).contains("__"), "{file}");
    }
}

#[test]
fn a_line_stands_before_the_first_that_comes_later_in_the_order() {
    let list = "places,\nincidents,\nreports,\nend";
    let placed = |group: &str, name: &str| {
        let names = Names::of(group, name).unwrap();
        names.place(list, "end", |name| format!("{name},\n")).map(|at| &list[at..])
    };
    assert_eq!(placed("prevention", "risks"), Some("incidents,\nreports,\nend"));
    assert_eq!(placed("recovery", "losses"), Some("end"), "nothing that is there stands after it");
    assert_eq!(placed("command", "incidents"), Some("reports,\nend"));
}

/// A copy of the workspace that stays where it is: what cargo has built of it serves the next run. What other crates make of the
/// registry is shared, because the target folder is.
fn copy_of_the_workspace() -> (PathBuf, PathBuf) {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let copy = target.join("new-capability");
    let tree = Tree::read(&root()).unwrap();
    let mut wanted = BTreeSet::new();
    for file in &tree.files {
        wanted.insert(copy.join(&file.path));
        let there = fs::read_to_string(copy.join(&file.path)).ok();
        // A file that is as it was keeps its time, so that nothing is built again for it.
        if there.as_deref() != Some(&file.text) {
            write(&copy, &file.path, &file.text).unwrap();
        }
    }
    for stale in Tree::read(&copy).unwrap().paths.iter().map(|path| copy.join(path)).filter(|path| !wanted.contains(path)) {
        fs::remove_file(stale).unwrap();
    }
    for (group, name) in ORDER.iter().filter(|(group, name)| !root().join("capabilities").join(group).join(name).exists()) {
        let _ = fs::remove_dir_all(copy.join("capabilities").join(group).join(name));
    }
    // Scripts and styles are built and no source; the frame is not compiled without their folder.
    fs::create_dir_all(copy.join("web/assets/dist")).unwrap();
    (copy, target)
}

fn in_copy(copy: &Path, target: &Path, words: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(copy).env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "0").args(words);
    command
}

#[test]
fn a_new_capability_compiles_with_its_tests_is_formatted_and_breaks_no_room_rule() {
    let is_free = |(group, name): &&(&str, &str)| !root().join("capabilities").join(group).join(name).exists();
    let Some((group, name)) = ORDER.iter().find(is_free) else { return };
    let names = Names::of(group, name).unwrap();
    let (copy, target) = copy_of_the_workspace();
    let written = generate(&copy, &names).unwrap();
    run_to_its_end(&mut in_copy(&copy, &target, &["fmt", "--package", name])).unwrap();
    let findings: Vec<String> = check(&Tree::read(&copy).unwrap())
        .iter()
        .filter(|found| written.contains(&found.path))
        .map(ToString::to_string)
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    let lint = ["clippy", "--offline", "--quiet", "--no-deps", "--package", name, "--all-targets", "--", "--deny", "warnings"];
    run_to_its_end(&mut in_copy(&copy, &target, &lint)).unwrap();
}

//! Pure files stay pure: rules, folding and calculations know no async, no database, no page, no file, no network.

use std::collections::BTreeMap;

use super::finding::{Finding, Rule};
use super::rooms::Room;
use super::rust::{Rust, is_test_file};

/// Files of a capability that touch the world; a folder of the same name too. Every other file in `src` is pure.
const IMPURE: &[&str] = &["lib", "look", "stores", "reads", "reactions", "clocks", "jobs", "api", "pages", "cli"];
/// Files of one capability that touch the world and are none of those: each a thing of its own, named here so that a new one is seen.
const IMPURE_OF: &[(&str, &[&str])] = &[
    // the areas and outlines of the city, held in memory and renewed when they change
    ("places", &["atlas", "gazette"]),
    // signing in: sessions, attempts and secrets are stores, and a password is hashed on a thread of its own
    (
        "accounts",
        &[
            "audit",
            "callers",
            "cookies",
            "doorstep",
            "erasing",
            "failures",
            "gate",
            "hashing",
            "links",
            "opening",
            "pins",
            "secrets_of",
            "sessions",
            "signing",
            "signing_in",
            "standing",
            "tokens",
        ],
    ),
    // the rule book, held in memory and renewed when it changes
    ("rules", &["rules"]),
    // what the doors of a capability share: how something is put on record, what its caller may see, what a file brings, who is called
    ("incidents", &["import", "members", "office"]),
    ("reports", &["office"]),
];
/// Words that a pure file never says.
const WORDS: &[&str] = &["async", "await", "Pen", "Db"];
/// Beginnings of paths that a pure file never uses.
const PATHS: &[&[&str]] = &[
    &["askama"],
    &["axum"],
    &["reqwest"],
    &["rusqlite"],
    &["std", "env"],
    &["std", "fs"],
    &["std", "net", "TcpListener"],
    &["std", "net", "TcpStream"],
    &["std", "net", "ToSocketAddrs"],
    &["std", "net", "UdpSocket"],
    &["std", "process"],
    &["std", "thread"],
    &["tokio"],
    &["tokio_postgres"],
];

const PURE: Rule = Rule {
    why: "what is decided, folded or computed here must give the same answer in a test, in a replay and in a rebuild",
    cure: "let the caller look it up and hand it in, or move it to look.rs, reads.rs, stores.rs, api.rs or pages.rs",
};

/// A pure file touches nothing but its arguments. What it says often is found once.
pub fn check(rust: &Rust<'_>) -> Vec<Finding> {
    if !is_pure(rust.path) {
        return Vec::new();
    }
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut once = |word: String, line: usize| {
        found.entry(word).or_insert(line);
    };
    for token in rust.tokens.iter().filter(|token| WORDS.contains(&token.text.as_str())) {
        once(token.text.clone(), token.line);
    }
    for path in rust.paths() {
        let begins =
            |with: &&[&str]| path.parts.len() >= with.len() && path.parts.iter().zip(*with).all(|(part, word)| part == word);
        if PATHS.iter().any(begins) {
            once(path.parts.join("::"), path.line);
        }
    }
    found.into_iter().map(|(word, line)| PURE.broken(rust.path, line, format!("`{word}` in a pure file"))).collect()
}

/// The kernel and the protocols entirely; of a capability every file but those that touch the world.
fn is_pure(path: &str) -> bool {
    let Some((room, in_src)) = Room::of(path).zip(path.split_once("/src/").map(|(_, rest)| rest)) else {
        return false;
    };
    let first = in_src.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    match room {
        Room::Kernel | Room::Protocol => true,
        // Examples of rules read the samples of facts.
        Room::Capability(_) => !IMPURE.contains(&first) && !is_impure_of(path, first) && !is_test_file(path),
        _ => false,
    }
}

fn is_impure_of(path: &str, file: &str) -> bool {
    let capability = path.split('/').nth(2).unwrap_or_default();
    IMPURE_OF.iter().any(|(name, files)| *name == capability && files.contains(&file))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Rust::read(path, text).unwrap()).len()
    }

    #[test]
    fn the_kernel_and_the_rules_are_pure() {
        assert!(is_pure("kernel/src/id.rs") && is_pure("protocols/geodatum/src/lib.rs"));
        assert!(is_pure("capabilities/base/places/src/acts.rs") && is_pure("capabilities/base/places/src/acts/close.rs"));
        assert!(is_pure("capabilities/command/duty/src/roster.rs"), "a calculation");
        assert!(!is_pure("capabilities/base/places/src/gazette.rs") && is_pure("capabilities/base/rules/src/gazette.rs"));
        assert!(!is_pure("capabilities/base/places/src/pages/list.rs") && !is_pure("desk/src/pen.rs"));
    }

    #[test]
    fn a_pure_file_reads_no_file_and_no_database() {
        let acts = "capabilities/base/places/src/acts.rs";
        assert_eq!(found(acts, "use kernel::Time;\nfn decide() -> u8 { 1 }"), 0);
        assert_eq!(found(acts, "use std::{fmt, fs};"), 1);
        assert_eq!(found(acts, "async fn f() { g().await }"), 2);
        assert_eq!(found(acts, "use desk::{Db, Rows};"), 1);
        assert_eq!(found("capabilities/base/places/src/look.rs", "async fn f(under: &Pen) {}"), 0);
    }
}

//! Words that belong to whoever made a change and not to what was made: their machine, their mirrors, their tools.

use super::finding::{Finding, Rule};

/// The files that must hold such words: this list, and cargo's own lock file.
const EXEMPT: &[&str] = &["xtask/src/tidy/leftovers.rs", "Cargo.lock", "fuzz/Cargo.lock"];

const MACHINE: Rule =
    Rule { why: "a clean clone stands in another folder on another machine", cure: "name it from the root of the workspace" };
const REGISTRY: Rule = Rule {
    why: "where packages come from is the reader's own setting, and may be a mirror inside an office",
    cure: "name the package only; for a lock file of npm set `omit-lockfile-registry-resolved=true` in .npmrc",
};
const TOOL: Rule = Rule { why: "the tree says what is so and why, not what somebody wrote it with", cure: "leave it out" };

/// Every word with its rule. A word that begins or ends with a letter must stand alone there.
const WORDS: &[(&str, Rule)] = &[
    ("/work/", MACHINE),
    ("/root/", MACHINE),
    ("/farm/", MACHINE),
    ("/home/", MACHINE),
    ("/tmp/bash", MACHINE),
    ("c:\\users", MACHINE),
    ("crates.io", REGISTRY),
    ("npmjs.org", REGISTRY),
    ("npmjs.com", REGISTRY),
    ("npmmirror.com", REGISTRY),
    ("yarnpkg.com", REGISTRY),
    ("pypi.org", REGISTRY),
    ("proxy.golang.org", REGISTRY),
    ("\"resolved\": \"", REGISTRY),
    ("claude", TOOL),
    ("anthropic", TOOL),
    ("openai", TOOL),
    ("chatgpt", TOOL),
    ("copilot", TOOL),
    ("codex", TOOL),
    ("co-authored-by", TOOL),
];

/// No line holds one of the words.
pub fn check(path: &str, text: &str) -> Vec<Finding> {
    if EXEMPT.contains(&path) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let line = line.to_ascii_lowercase();
        let first = WORDS.iter().find(|(word, _)| stands_in(&line, word));
        findings.extend(first.map(|(word, rule)| rule.broken(path, n + 1, format!("holds `{word}`"))));
    }
    findings
}

/// Whether `word` stands in `line` and is not a part of a longer word there. A folder must begin a path: `network/work/` is none.
fn stands_in(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let is_part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        let joins_before = is_part(before)
            || word.starts_with('/') && before.is_some_and(|letter| matches!(letter, '.' | '_' | '-' | '}' | ')'));
        let joins_after = word.ends_with(|letter: char| letter.is_ascii_alphanumeric()) && is_part(after);
        !joins_before && !joins_after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        check("docs/x.md", text).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn no_folder_of_a_machine_is_named() {
        assert_eq!(found("see /work/notes and more"), ["holds `/work/`"]);
        assert!(found("see field/work/notes, ./work/ and network").is_empty());
        assert_eq!(found("run it in \"/root/x\""), ["holds `/root/`"]);
    }

    #[test]
    fn no_registry_is_named() {
        assert_eq!(found("\"resolved\": \"https://mirror.example/x.tgz\""), ["holds `\"resolved\": \"`"]);
        assert_eq!(found("from crates.io."), ["holds `crates.io`"]);
        assert!(found("a crate of input and output").is_empty());
    }

    #[test]
    fn no_tool_is_named_and_longer_words_are_no_tools() {
        assert_eq!(found("Co-Authored-By: somebody").len(), 1);
        assert!(found("the codices of the city, an openair stage").is_empty());
    }
}

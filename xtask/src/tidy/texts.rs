//! Every text in both languages, and none that nobody says.
//!
//! That arguments agree is checked when a crate is built (`web/words`); here the tree is seen as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Rule};
use super::rust::Rust;
use super::tree::{File, Tree};

/// The two languages, by their files.
const LANGUAGES: [&str; 2] = ["zh.ftl", "en.ftl"];
/// Where a key may be said: code, pages, scripts, and data that names texts.
const SAYING: &[&str] = &[".rs", ".html", ".js", ".mjs", ".toml", ".json"];

const BOTH: Rule = Rule { why: "whoever reads the other language sees a bare key there", cure: "write it in the other file too" };
const SAID: Rule = Rule {
    why: "a text that nobody says is translated and kept for nothing, and hides the one that is said",
    cure: "take it out of both files, or say it",
};
const PREFIXED: Rule =
    Rule { why: "all texts are merged at start; the crate's name keeps them apart", cure: "begin the key with the crate's name" };

/// The keys of one file of texts, with their lines.
type Keys<'a> = BTreeMap<&'a str, usize>;

/// Every folder `texts` of the tree.
pub fn check(tree: &Tree, _sources: &[Rust<'_>]) -> Vec<Finding> {
    let folders: BTreeSet<&str> =
        tree.files.iter().filter_map(|file| file.path.strip_suffix(".ftl")?.rsplit_once('/')).map(|(folder, _)| folder).collect();
    let said = Said::in_tree(tree);
    let mut findings = Vec::new();
    for folder in folders {
        let [zh, en] = LANGUAGES.map(|language| format!("{folder}/{language}"));
        let (zh_keys, en_keys) = (keys(tree.text(&zh).unwrap_or_default()), keys(tree.text(&en).unwrap_or_default()));
        findings.extend(missing(&zh, &zh_keys, &en_keys));
        findings.extend(missing(&en, &en_keys, &zh_keys));
        findings.extend(unsaid(&en, &en_keys, &said));
    }
    findings
}

/// Keys that this file has and the other language has not.
fn missing(path: &str, mine: &Keys<'_>, other: &Keys<'_>) -> Vec<Finding> {
    let missing = mine.iter().filter(|(key, _)| !other.contains_key(*key));
    missing.map(|(key, line)| BOTH.broken(path, *line, format!("`{key}` is in this language only"))).collect()
}

/// Keys that nothing says, and keys without the crate's name.
fn unsaid(path: &str, keys: &Keys<'_>, said: &Said<'_>) -> Vec<Finding> {
    let home = path.split_once("/texts/").map_or(path, |(home, _)| home);
    let name = home.rsplit('/').next().unwrap_or(home);
    let mut findings = Vec::new();
    for (key, line) in keys {
        match key.strip_prefix(name).and_then(|rest| rest.strip_prefix('-')) {
            None => findings.push(PREFIXED.broken(path, *line, format!("`{key}` does not begin with `{name}-`"))),
            Some(rest) if !said.says(home, key, rest) => findings.push(SAID.broken(path, *line, format!("nothing says `{key}`"))),
            Some(_) => {}
        }
    }
    findings
}

/// The keys of a file of texts. A key begins its line; what goes on is indented.
fn keys(text: &str) -> Keys<'_> {
    let lines = text.lines().enumerate().filter(|(_, line)| line.starts_with(|first: char| first.is_ascii_alphabetic()));
    lines.filter_map(|(n, line)| Some((line.split_once('=')?.0.trim(), n + 1))).collect()
}

/// All words by which the tree could name a text.
struct Said<'a> {
    /// Whole keys, wherever they stand.
    keys: BTreeSet<&'a str>,
    /// What stands before a key that is put together: `incidents-state-` in `"incidents-state-{state}"`.
    beginnings: BTreeSet<&'a str>,
    /// Constants, with the file that names them.
    constants: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Said<'a> {
    fn in_tree(tree: &'a Tree) -> Self {
        let mut said = Self { keys: BTreeSet::new(), beginnings: BTreeSet::new(), constants: BTreeMap::new() };
        let may_say = |file: &&File| SAYING.iter().any(|ending| file.path.ends_with(ending)) && !file.path.starts_with("xtask/");
        for file in tree.files.iter().filter(may_say) {
            for word in file.text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')) {
                if word.ends_with('-') {
                    said.beginnings.insert(word);
                } else if word.contains('-') {
                    said.keys.insert(word);
                } else if word.starts_with(|first: char| first.is_ascii_uppercase()) {
                    let files = said.constants.entry(word).or_default();
                    files.extend((files.last() != Some(&file.path.as_str())).then_some(file.path.as_str()));
                }
            }
        }
        said
    }

    /// Whether somebody says `key`: by its letters, by a beginning, or by its constant in its own crate or in the server.
    fn says(&self, home: &str, key: &str, rest: &str) -> bool {
        let constant = rest.replace('-', "_").to_ascii_uppercase();
        let constant = if constant.starts_with(|first: char| first.is_ascii_digit()) { format!("N{constant}") } else { constant };
        let is_near = |path: &&str| path.starts_with(&format!("{home}/")) || path.starts_with("server/");
        self.keys.contains(key)
            || key
                .match_indices('-')
                .any(|(at, _)| at > home.rsplit('/').next().map_or(0, str::len) && self.beginnings.contains(&key[..=at]))
            || self.constants.get(constant.as_str()).is_some_and(|files| files.iter().any(is_near))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZH: (&str, &str) =
        ("capabilities/base/places/texts/zh.ftl", "places-title = 地名\nplaces-left = 剩 { $n } 处\n    更多\n");
    const EN: (&str, &str) =
        ("capabilities/base/places/texts/en.ftl", "# words\nplaces-title = Places\nplaces-left = { $n } left\n");
    const PAGE: (&str, &str) =
        ("capabilities/base/places/src/pages.rs", "fn f() { say.word(words::TITLE); say.key(\"places-left\") }");

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files), &[]).into_iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
    }

    #[test]
    fn every_text_is_there_in_both_languages() {
        assert!(found(&[ZH, EN, PAGE]).is_empty());
        let en = (EN.0, "places-title = Places\n");
        assert_eq!(found(&[ZH, en, PAGE]), ["2: `places-left` is in this language only"]);
    }

    #[test]
    fn every_text_is_said_somewhere() {
        let silent = (PAGE.0, "fn f() { say.word(words::TITLE) }");
        assert_eq!(found(&[ZH, EN, silent]), ["3: nothing says `places-left`"]);
        let elsewhere = ("capabilities/base/rules/src/pages.rs", "fn f() { say.word(LEFT) }");
        assert_eq!(found(&[ZH, EN, silent, elsewhere]).len(), 1, "a constant of another crate is another text");
        let board = ("server/src/boards.rs", "fn f() { say.word(places::words::LEFT) }");
        assert!(found(&[ZH, EN, silent, board]).is_empty());
    }

    #[test]
    fn a_key_that_is_put_together_is_said_by_its_beginning() {
        let zh = (ZH.0, "places-level-town = 乡镇\n");
        let en = (EN.0, "places-level-town = town\n");
        assert!(found(&[zh, en, (PAGE.0, "fn f() { format!(\"places-level-{level}\") }")]).is_empty());
        assert_eq!(
            found(&[zh, en, (PAGE.0, "fn f() { format!(\"places-{level}\") }")]).len(),
            1,
            "the crate's name says nothing"
        );
    }

    #[test]
    fn a_key_begins_with_the_crates_name() {
        let zh = (ZH.0, "town = 乡镇\n");
        let en = (EN.0, "town = town\n");
        assert_eq!(found(&[zh, en]), ["1: `town` does not begin with `places-`"]);
    }
}

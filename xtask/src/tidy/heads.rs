//! Every file of Rust opens by saying what it is for.

use super::finding::{Finding, Rule};
use super::rust::Rust;

/// A head shorter than this says nothing.
const HEAD_CHARS_MIN: usize = 20;

const HEAD: Rule = Rule {
    why: "a reader must know in one sentence whether this is the file they look for",
    cure: "begin it with `//! ` and one sentence saying what the file is for",
};

/// The first line is `//! ` and a sentence.
pub fn check(rust: &Rust<'_>) -> Vec<Finding> {
    let first = rust.text.lines().next().unwrap_or_default();
    let sentence = first.strip_prefix("//! ").unwrap_or_default();
    if sentence.chars().count() >= HEAD_CHARS_MIN { Vec::new() } else { vec![HEAD.broken(rust.path, 1, "has no head")] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        check(&Rust::read("kernel/src/x.rs", text).unwrap()).len()
    }

    #[test]
    fn a_file_begins_with_a_sentence_on_what_it_is_for() {
        assert_eq!(found("//! Points in time: UTC milliseconds inside.\nfn f() {}"), 0);
        assert_eq!(found("fn f() {}"), 1);
        assert_eq!(found("//! Times.\nfn f() {}"), 1, "a word is no sentence");
        assert_eq!(found("use std::fmt;\n//! Points in time: UTC milliseconds inside.\n".replace("//!", "//").as_str()), 1);
    }
}

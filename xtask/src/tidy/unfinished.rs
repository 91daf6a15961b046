//! Nothing is left for later in the tree: no `todo!`, no ignored test, no bare `unwrap`.

use super::finding::{Finding, Rule};
use super::rust::Rust;

const LATER: Rule = Rule {
    why: "what is here is finished; what is not finished is not here",
    cure: "write it, or take it out and say in an issue what is missing",
};
const BARE: Rule = Rule {
    why: "when it fails at night, the log must say what could not be",
    cure: "handle it, or `expect(\"why this cannot be\")`",
};
const UNSAFE: Rule = Rule { why: "no line of ours is worth memory that lies", cure: "write it in safe Rust" };

/// Each unfinished thing: what it looks like, whether tests may hold it, and the rule.
const SIGNS: &[(&[&str], bool, Rule)] = &[
    (&["todo", "!"], false, LATER),
    (&["unimplemented", "!"], false, LATER),
    (&["#", "[", "ignore"], false, LATER),
    (&[".", "unwrap", "("], true, BARE),
    (&["unsafe", "{"], false, UNSAFE),
    (&["unsafe", "fn"], false, UNSAFE),
];

/// None of the signs stands where it may not.
pub fn check(rust: &Rust<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (words, may_in_tests, rule) in SIGNS {
        for token in rust.find(words).filter(|token| !(token.in_test && *may_in_tests)) {
            findings.push(rule.broken(rust.path, token.line, format!("`{}`", words.concat())));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        check(&Rust::read("kernel/src/x.rs", text).unwrap()).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn nothing_is_left_for_later() {
        assert_eq!(found("fn f() { todo!() }"), ["`todo!`"]);
        assert_eq!(found("#[cfg(test)]\nmod tests { #[test]\n#[ignore = \"slow\"]\nfn a() {} }"), ["`#[ignore`"]);
        assert!(found("fn f() { let todo = 1; } // todo!()").is_empty());
    }

    #[test]
    fn a_bare_unwrap_stands_in_tests_only() {
        assert_eq!(found("fn f() { a.unwrap() }"), ["`.unwrap(`"]);
        assert!(found("fn f() { a.unwrap_or(1); a.expect(\"is never empty\") }").is_empty());
        assert!(found("#[test]\nfn f() { a.unwrap() }").is_empty());
    }
}

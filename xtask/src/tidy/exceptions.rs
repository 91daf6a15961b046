//! An exception from a lint says why it is one.

use super::finding::{Finding, Rule};
use super::rust::{Rust, Token};

const REASON: Rule =
    Rule { why: "an exception without a reason becomes the rule", cure: "end it with `reason = \"…\"`, or do without it" };

/// Every `#[allow(…)]` and `#[expect(…)]` carries its reason.
pub fn check(rust: &Rust<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (n, three) in rust.tokens.windows(3).enumerate() {
        let is_exception = three[0].text == "[" && matches!(three[1].text.as_str(), "allow" | "expect") && three[2].text == "(";
        if !is_exception || !is_attribute(&rust.tokens[..n]) {
            continue;
        }
        let inside = &rust.tokens[n..Token::close_of(&rust.tokens, n).min(rust.tokens.len())];
        if !inside.iter().any(|token| token.text == "reason") {
            findings.push(REASON.broken(rust.path, three[1].line, format!("`#[{}(…)]` without a reason", three[1].text)));
        }
    }
    findings
}

/// Whether what stands before a bracket makes it an attribute: `#` or `#!`.
fn is_attribute(before: &[Token]) -> bool {
    match before {
        [.., hash, mark] if mark.text == "!" => hash.text == "#",
        [.., hash] => hash.text == "#",
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        check(&Rust::read("kernel/src/x.rs", text).unwrap()).len()
    }

    #[test]
    fn an_exception_carries_its_reason() {
        assert_eq!(found("#![allow(clippy::print_stdout, reason = \"a chore speaks\")]\nfn f() {}"), 0);
        assert_eq!(found("#![allow(clippy::print_stdout)]\nfn f() {}"), 1);
        assert_eq!(found("#[expect(dead_code)]\nfn f() {}"), 1);
        assert_eq!(found("fn f() { let a = [expect(1)]; }"), 0);
    }
}

//! What a rule found: where, what is so, why that matters, and what to do.

use std::fmt;

/// Why a rule exists and what to do when it is broken, in the words that a finding prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The reason.
    pub why: &'static str,
    /// The way out.
    pub cure: &'static str,
}

/// One place where a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, from the root of the workspace, with `/`.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is so there.
    pub what: String,
    rule: Rule,
}

impl Rule {
    /// The rule is broken at `path`, line `line`: `what` is so.
    pub fn broken(self, path: &str, line: usize, what: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), line, what: what.into(), rule: self }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n  why: {}\n  do:  {}", self.path, self.line, self.what, self.rule.why, self.rule.cure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_where_what_why_and_what_to_do() {
        let rule = Rule { why: "a reader must find it", cure: "write it down" };
        assert_eq!(
            rule.broken("kernel/src/id.rs", 7, "nothing is written").to_string(),
            "kernel/src/id.rs:7: nothing is written\n  why: a reader must find it\n  do:  write it down"
        );
    }
}

//! Functions and files stay small enough to be read at once.

use super::finding::{Finding, Rule};
use super::rust::{Kind, Rust, Token};

/// Lines of code in the body of a function, without empty lines and comments: what clippy counts, and inside macros too.
const FUNCTION_LINES_MAX: usize = 60;
/// All lines of a file.
const FILE_LINES_MAX: usize = 400;
/// Sources that people read; data, generated files and lock files are not among them.
const SOURCES: &[&str] = &[".rs", ".html", ".css", ".js", ".mjs", ".ts", ".sql"];

const FUNCTION: Rule = Rule {
    why: "a function is one level of thought: the parent decides, the leaves compute",
    cure: "give its parts names of their own",
};
const FILE: Rule = Rule {
    why: "a file is read from the top to the end",
    cure: "make it a folder of the same name with a file for each thought",
};

/// No function is longer than [`FUNCTION_LINES_MAX`].
pub fn functions(rust: &Rust<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (n, pair) in rust.tokens.windows(2).enumerate() {
        if pair[0].text != "fn" || pair[1].kind != Kind::Word {
            continue;
        }
        let lines = body(&rust.tokens, n).map_or(0, lines_of_code);
        if lines > FUNCTION_LINES_MAX {
            let what = format!("`{}` is {lines} lines long, more than {FUNCTION_LINES_MAX}", pair[1].text);
            findings.push(FUNCTION.broken(rust.path, pair[0].line, what));
        }
    }
    findings
}

/// No source is longer than [`FILE_LINES_MAX`].
pub fn files(path: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().count();
    if lines <= FILE_LINES_MAX || !SOURCES.iter().any(|ending| path.ends_with(ending)) {
        return Vec::new();
    }
    vec![FILE.broken(path, FILE_LINES_MAX + 1, format!("is {lines} lines long, more than {FILE_LINES_MAX}"))]
}

/// What stands between the braces of the function whose `fn` is the token `at`; none for one that is only declared.
fn body(tokens: &[Token], at: usize) -> Option<&[Token]> {
    let mut open = at;
    loop {
        match tokens.get(open)?.text.as_str() {
            ";" => return None,
            "{" => break,
            "(" | "[" => open = Token::close_of(tokens, open),
            _ => {}
        }
        open += 1;
    }
    tokens.get(open + 1..Token::close_of(tokens, open))
}

/// How many lines have a token on them.
fn lines_of_code(tokens: &[Token]) -> usize {
    let mut lines = 0;
    let mut last = 0;
    for token in tokens {
        let first_new = token.line.max(last + 1);
        lines += (token.last_line + 1).saturating_sub(first_new);
        last = last.max(token.last_line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function_of(lines: usize, between: &str) -> usize {
        let text = format!("fn f(a: [u8; 3]) -> u8 {{\n{}}}\n", format!("g();{between}\n").repeat(lines));
        functions(&Rust::read("kernel/src/x.rs", &text).unwrap()).len()
    }

    #[test]
    fn a_function_has_at_most_sixty_lines_of_code() {
        assert_eq!(function_of(60, ""), 0);
        assert_eq!(function_of(61, ""), 1);
        assert_eq!(function_of(60, "\n\n// a comment"), 0, "comments and empty lines are not counted");
    }

    #[test]
    fn a_text_over_many_lines_counts_with_all_of_them() {
        let text = format!("fn f() {{\n    g(\"{}\");\n}}\n", "line\n".repeat(61));
        assert_eq!(functions(&Rust::read("kernel/src/x.rs", &text).unwrap()).len(), 1);
    }

    #[test]
    fn a_function_that_is_only_declared_has_no_lines() {
        let text = format!("trait T {{ fn f(); fn g(); }}\nmod m {{ {} }}", "const A: u8 = 1;\n".repeat(100));
        assert!(functions(&Rust::read("kernel/src/x.rs", &text).unwrap()).is_empty());
    }

    #[test]
    fn a_source_has_at_most_four_hundred_lines() {
        assert!(files("kernel/src/x.rs", &"\n".repeat(400)).is_empty());
        assert_eq!(files("web/src/pages/x.html", &"\n".repeat(401)).len(), 1);
        assert!(files("cities/somewhere/areas.csv", &"\n".repeat(401)).is_empty(), "data is as long as it is");
    }
}

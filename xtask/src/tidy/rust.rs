//! A file of Rust as its tokens, with their lines, so that rules see code and never comments, and know what is a test.

use std::str::FromStr as _;

use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree};

use super::finding::{Finding, Rule};

const UNREADABLE: Rule = Rule { why: "a file that cannot be read cannot be checked", cure: "make it compile" };

/// A file of Rust.
pub struct Rust<'a> {
    /// From the root of the workspace, with `/`.
    pub path: &'a str,
    /// All of it, comments too.
    pub text: &'a str,
    /// Its code, flat: comments and doc comments are gone, brackets are tokens.
    pub tokens: Vec<Token>,
    stream: TokenStream,
}

/// The smallest thing that a rule looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As it is written; `::` is one token.
    pub text: String,
    /// Its first line, counted from 1.
    pub line: usize,
    /// Its last line: another one for a literal over several lines.
    pub last_line: usize,
    /// What sort it is.
    pub kind: Kind,
    /// Whether it stands in a test: a test file, or an item under `#[cfg(test)]` or `#[test]`.
    pub in_test: bool,
}

/// The sort of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Word,
    /// A string, byte string or character.
    Text,
    /// A number.
    Number,
    /// Everything else: signs and brackets.
    Sign,
}

/// A path such as `std::fs::read`, with what stands in the braces of a `use` written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePath {
    /// Its parts in order.
    pub parts: Vec<String>,
    /// The line of its last part.
    pub line: usize,
    /// Whether it stands in a test.
    pub in_test: bool,
    /// Whether a `use` says it; a path in an expression may begin with a name that only the compiler can find.
    pub in_use: bool,
}

impl<'a> Rust<'a> {
    /// Reads `text` as the file at `path`.
    pub fn read(path: &'a str, text: &'a str) -> Result<Self, Finding> {
        let stream = TokenStream::from_str(text)
            .map_err(|fault| UNREADABLE.broken(path, fault.span().start().line, format!("not Rust: {fault}")))?;
        let mut tokens = Vec::new();
        flatten(stream.clone(), is_test_file(path), &mut tokens);
        Ok(Self { path, text, tokens, stream })
    }

    /// The file as items; none when the compiler would refuse it too.
    pub fn items(&self) -> Vec<syn::Item> {
        syn::parse2::<syn::File>(self.stream.clone()).map_or_else(|_| Vec::new(), |file| file.items)
    }

    /// Where `words` stand one after the other, such as `["Instant", "::", "now"]`.
    pub fn find<'s>(&'s self, words: &'s [&str]) -> impl Iterator<Item = &'s Token> + use<'s, 'a> {
        self.tokens
            .windows(words.len())
            .filter(move |window| window.iter().zip(words).all(|(token, word)| token.text == *word))
            .map(|window| &window[0])
    }

    /// All paths of two parts or more.
    pub fn paths(&self) -> Vec<CodePath> {
        let mut paths = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let begins = self.tokens[at].kind == Kind::Word && self.is(at + 1, "::") && (at == 0 || !self.is(at - 1, "::"));
            let known = paths.len();
            let in_use = at > 0 && self.is(at - 1, "use");
            at = if begins { self.path_at(at, &[], &mut paths) } else { at + 1 };
            paths[known..].iter_mut().for_each(|path| path.in_use = in_use);
        }
        paths
    }

    /// Reads the path that begins at `at`, whose first parts are `before`; answers where it ends.
    fn path_at(&self, mut at: usize, before: &[String], paths: &mut Vec<CodePath>) -> usize {
        let mut parts = before.to_vec();
        let mut last = at;
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            if token.text == "{" {
                return self.braces_at(at + 1, &parts, paths);
            }
            if token.kind != Kind::Word && token.text != "*" {
                break;
            }
            parts.push(token.text.clone());
            last = at;
            at += 1;
            if !self.is(at, "::") {
                break;
            }
            at += 1;
        }
        let Token { line, in_test, .. } = self.tokens[last.min(self.tokens.len() - 1)];
        paths.push(CodePath { parts, line, in_test, in_use: false });
        at
    }

    /// Reads the list in the braces of a `use`; answers where it ends.
    fn braces_at(&self, mut at: usize, before: &[String], paths: &mut Vec<CodePath>) -> usize {
        while at < self.tokens.len() && !self.is(at, "}") {
            at = if self.is(at, ",") { at + 1 } else { self.path_at(at, before, paths).max(at + 1) };
            while self.is(at, "as") {
                at += 2;
            }
        }
        at + 1
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.text == text)
    }
}

impl Token {
    fn new(text: impl ToString, kind: Kind, span: Span, in_test: bool) -> Self {
        Self { text: text.to_string(), line: span.start().line, last_line: span.end().line, kind, in_test }
    }

    /// The number of the token that closes the bracket at `open`; the end when it is never closed.
    pub fn close_of(tokens: &[Self], open: usize) -> usize {
        let mut depth = 0_usize;
        for (n, token) in tokens.iter().enumerate().skip(open).filter(|(_, token)| token.kind == Kind::Sign) {
            match token.text.as_str() {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return n;
            }
        }
        tokens.len()
    }
}

/// Whether the whole file is a test by its place and name.
pub fn is_test_file(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    // The programs that measure and the looks of a crate fail like tests do: at once, before a person at a terminal.
    parts.iter().any(|part| matches!(*part, "tests" | "benches" | "spec" | "fuzz" | "examples"))
        || parts.last().is_some_and(|name| {
            matches!(*name, "spec.rs" | "tests.rs" | "samples.rs") || name.ends_with("_tests.rs") || name.ends_with("_spec.rs")
        })
}

/// Appends the tokens of `stream`, without doc comments, and marks those of items that are tests.
fn flatten(stream: TokenStream, mut in_test: bool, tokens: &mut Vec<Token>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    let mut item_is_test = false;
    while at < trees.len() {
        let marked = in_test || item_is_test;
        if let Some(attribute) = Attribute::at(&trees, at) {
            if attribute.is_inner {
                in_test |= attribute.is_test();
            } else {
                item_is_test |= attribute.is_test();
            }
            if !attribute.words.starts_with("doc") {
                trees[at..attribute.end].iter().for_each(|tree| push(tree, marked, tokens));
            }
            at = attribute.end;
        } else if is_sign(&trees, at, ':') && is_joint(&trees[at]) && is_sign(&trees, at + 1, ':') {
            tokens.push(Token::new("::", Kind::Sign, trees[at].span(), marked));
            at += 2;
        } else {
            push(&trees[at], marked, tokens);
            item_is_test &= !ends_an_item(&trees[at]);
            at += 1;
        }
    }
}

fn push(tree: &TokenTree, in_test: bool, tokens: &mut Vec<Token>) {
    match tree {
        TokenTree::Ident(word) => tokens.push(Token::new(word.to_string(), Kind::Word, word.span(), in_test)),
        TokenTree::Punct(sign) => tokens.push(Token::new(sign.as_char(), Kind::Sign, sign.span(), in_test)),
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let kind = if text.starts_with(|first: char| first.is_ascii_digit()) { Kind::Number } else { Kind::Text };
            tokens.push(Token::new(text, kind, literal.span(), in_test));
        }
        TokenTree::Group(group) => {
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            tokens.push(Token::new(open, Kind::Sign, group.span_open(), in_test));
            flatten(group.stream(), in_test, tokens);
            tokens.push(Token::new(close, Kind::Sign, group.span_close(), in_test));
        }
    }
}

/// An attribute among other trees: `#[…]` on what follows, `#![…]` on what it stands in.
struct Attribute {
    words: String,
    is_inner: bool,
    end: usize,
}

impl Attribute {
    fn at(trees: &[TokenTree], at: usize) -> Option<Self> {
        if !is_sign(trees, at, '#') {
            return None;
        }
        let is_inner = is_sign(trees, at + 1, '!');
        let group = at + 1 + usize::from(is_inner);
        match trees.get(group) {
            Some(TokenTree::Group(brackets)) if brackets.delimiter() == Delimiter::Bracket => {
                let words = brackets.stream().to_string().split_whitespace().collect();
                Some(Self { words, is_inner, end: group + 1 })
            }
            _ => None,
        }
    }

    fn is_test(&self) -> bool {
        let name = self.words.split('(').next().unwrap_or(&self.words);
        name == "test" || name.ends_with("::test") || self.words == "cfg(test)" || self.words.starts_with("cfg(all(test")
    }
}

fn is_sign(trees: &[TokenTree], at: usize, sign: char) -> bool {
    matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_joint(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint)
}

fn ends_an_item(tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Rust<'_> {
        Rust::read("kernel/src/x.rs", text).unwrap()
    }

    fn paths(text: &str) -> Vec<String> {
        read(text).paths().into_iter().map(|path| path.parts.join("::")).collect()
    }

    #[test]
    fn comments_are_no_code() {
        let rust = read("//! Head of std::fs.\n/// std::net\nfn f() { /* todo!() */ }");
        assert!(rust.tokens.iter().all(|token| token.text != "std" && token.text != "todo"));
    }

    #[test]
    fn a_token_knows_its_line_and_whether_it_is_in_a_test() {
        let rust = read("fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}");
        let of = |name: &str| rust.tokens.iter().find(|token| token.text == name).map(|token| (token.line, token.in_test));
        assert_eq!(of("a"), Some((1, false)));
        assert_eq!(of("b"), Some((4, true)));
        assert_eq!(of("c"), Some((6, false)));
    }

    #[test]
    fn test_functions_and_test_files_are_tests() {
        assert!(read("#[tokio::test]\nasync fn a() { b }").find(&["b"]).all(|token| token.in_test));
        assert!(is_test_file("capabilities/base/places/tests/doors.rs"));
        assert!(is_test_file("capabilities/base/places/src/spec.rs"));
        assert!(!is_test_file("capabilities/base/places/src/reads.rs"));
    }

    #[test]
    fn what_stands_in_the_braces_of_a_use_is_written_out() {
        assert_eq!(
            paths("use std::{fs, net::{TcpStream, UdpSocket as Udp}, path::*};"),
            ["std::fs", "std::net::TcpStream", "std::net::UdpSocket", "std::path::*"]
        );
        assert_eq!(paths("fn f() { desk::table::put(1); a.b(); }"), ["desk::table::put"]);
        assert_eq!(paths("use a::{self, b::c};\nuse d::e;"), ["a::self", "a::b::c", "d::e"]);
    }

    #[test]
    fn words_in_a_row_are_found_inside_macros_too() {
        let rust = read("fn f() { debug!(\"{:?}\", Instant::now()) }");
        assert_eq!(rust.find(&["Instant", "::", "now"]).count(), 1);
    }

    #[test]
    fn a_file_that_is_not_rust_is_a_finding() {
        assert_eq!(Rust::read("x.rs", "fn f() {\n  )\n}").err().map(|finding| finding.path), Some("x.rs".to_owned()));
    }
}

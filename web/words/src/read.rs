//! Reads one Fluent file into its keys, their words and the arguments these take.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// One message as a file has it.
pub(crate) struct Said {
    /// The arguments it takes, without `$`.
    pub args: BTreeSet<String>,
    /// Its plain words, arguments as `{ $name }`, for documentation and for judging punctuation.
    pub plain: String,
}

/// All messages of a file by key; what is wrong with it otherwise, one sentence each.
pub(crate) fn read(file: &str, text: &str, prefix: &str) -> Result<BTreeMap<String, Said>, Vec<String>> {
    let resource = match parser::parse(text) {
        Ok(resource) => resource,
        Err((_, errors)) => return Err(errors.iter().map(|e| unreadable(file, text, e)).collect()),
    };
    let (mut said, mut troubles) = (BTreeMap::new(), Vec::new());
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            if let Entry::Term(term) = entry {
                troubles.push(format!("{file}: term -{} is not allowed: write its words out", term.id.name));
            }
            continue;
        };
        let key = message.id.name;
        if !key.starts_with(prefix) || key.len() == prefix.len() || !constant_like(key) {
            troubles.push(format!("{file}: {key} must start with {prefix} and go on in lower case, digits and single hyphens"));
        }
        if !message.attributes.is_empty() {
            troubles.push(format!("{file}: {key} has attributes: give each text a key of its own"));
        }
        let Some(pattern) = &message.value else { continue };
        let mut one = Said { args: BTreeSet::new(), plain: String::new() };
        troubles.extend(walk(pattern, &mut one).into_iter().map(|what| format!("{file}: {key} {what}")));
        if said.insert(key.to_owned(), one).is_some() {
            troubles.push(format!("{file}: {key} stands twice"));
        }
    }
    if troubles.is_empty() { Ok(said) } else { Err(troubles) }
}

fn unreadable(file: &str, text: &str, error: &parser::ParserError) -> String {
    let line = text.get(..error.pos.start).map_or(1, |before| before.matches('\n').count() + 1);
    format!("{file}:{line}: {}", error.kind)
}

fn constant_like(key: &str) -> bool {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    key.chars().all(sound) && !key.contains("--") && !key.ends_with('-')
}

fn walk(pattern: &Pattern<&str>, said: &mut Said) -> Vec<&'static str> {
    let mut troubles = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => said.plain.push_str(value),
            PatternElement::Placeable { expression } => troubles.extend(walk_expression(expression, said)),
        }
    }
    troubles
}

fn walk_expression(expression: &Expression<&str>, said: &mut Said) -> Vec<&'static str> {
    match expression {
        Expression::Inline(inline) => walk_inline(inline, said),
        Expression::Select { selector, variants } => {
            let mut aside = Said { args: BTreeSet::new(), plain: String::new() };
            let mut troubles = walk_inline(selector, &mut aside);
            said.args.extend(aside.args);
            let last = variants.len().saturating_sub(1);
            for (i, variant) in variants.iter().enumerate() {
                troubles.extend(walk(&variant.value, said));
                if i < last {
                    said.plain.push('|');
                }
            }
            troubles
        }
    }
}

fn walk_inline(inline: &InlineExpression<&str>, said: &mut Said) -> Vec<&'static str> {
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => said.plain.push_str(value),
        InlineExpression::VariableReference { id } => {
            said.args.insert(id.name.to_owned());
            said.plain.push_str(&format!("{{ ${} }}", id.name));
        }
        InlineExpression::Placeable { expression } => return walk_expression(expression, said),
        InlineExpression::FunctionReference { .. } => return vec!["calls a function: give the argument already written"],
        InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {
            return vec!["refers to another text: write its words out"];
        }
    }
    Vec::new()
}

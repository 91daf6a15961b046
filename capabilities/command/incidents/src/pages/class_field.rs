//! The class as people type it: its code, its name in any language, the first letters of how it is spoken.

use rules::{Class, ClassTree, InForce};
use web::{Field, Form, Say};

use crate::words;

/// The list of suggestions.
pub const LIST: &str = "classes";
/// How many suggestions one question gets.
pub const SUGGESTED_MAX: usize = 12;
/// The longest class as it is typed.
pub const CHARS_MAX: usize = 80;

/// The field. Its suggestions are narrowed by script as somebody types, and stand in the page whole without it.
pub fn field<'a>(form: &Form, say: &Say) -> Field<'a> {
    let field = form.field(say, "class", words::CLASS).list(LIST).max(CHARS_MAX).complete("off");
    field.data("suggest", "/incidents/classes").like(say.word(words::CLASS_LIKE))
}

/// A class as the field holds it: code and name.
pub fn written(law: &InForce, code: &str, say: &Say) -> String {
    law.classes().get(code).map_or_else(|| code.to_owned(), |class| named(class, say))
}

/// Every class that a place with `features` has use for, each with those above it.
pub fn options(law: &InForce, features: &[String], say: &Say) -> Vec<(String, String)> {
    let tree = law.classes();
    let shown = tree.classes.iter().filter(|class| !tree.is_hidden(&class.code, features));
    shown.map(|class| (named(class, say), above(tree, class, say))).collect()
}

/// The classes that answer to what was typed. What was typed stands beside each, so that browsers do not leave out those that are
/// found by how they are spoken.
pub fn suggested(law: &InForce, features: &[String], (typed, say): (&str, &Say)) -> Vec<(String, String)> {
    let tree = law.classes();
    let found = tree.find(typed, features, SUGGESTED_MAX);
    found.into_iter().map(|class| (named(class, say), format!("{} · {typed}", above(tree, class, say)))).collect()
}

/// The class that was typed or chosen; nothing where it cannot be told which.
pub fn read(law: &InForce, features: &[String], text: &str) -> Option<String> {
    let (tree, text) = (law.classes(), text.trim());
    let by_code = text.split_whitespace().next().and_then(|code| tree.get(code).or_else(|| tree.get(&code.to_uppercase())));
    if let Some(class) = by_code {
        return Some(class.code.clone());
    }
    let found = tree.find(text, features, 2);
    let by_name = found.iter().find(|class| class.name.all().any(|(_, name)| name.to_lowercase() == text.to_lowercase()));
    match (by_name, found.as_slice()) {
        (Some(class), _) | (None, [class]) => Some(class.code.clone()),
        _ => None,
    }
}

fn named(class: &Class, say: &Say) -> String {
    format!("{} {}", class.code, class.name.say(say.language.code()))
}

fn above(tree: &ClassTree, class: &Class, say: &Say) -> String {
    let mut chain = tree.chain(&class.code);
    chain.pop();
    chain.iter().skip(1).map(|class| class.name.say(say.language.code())).collect::<Vec<_>>().join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::{law, say};
    use web::Language;

    #[test]
    fn a_class_is_read_by_code_by_name_by_choice_and_by_the_letters_of_one_alone() {
        let law = law();
        for text in ["11A51", "11a51", "11A51 flash flood", "flash flood", "山洪", " 山洪 "] {
            assert_eq!(read(&law, &[], text).as_deref(), Some("11A51"), "{text}");
        }
        assert_eq!(read(&law, &[], "hz"), None, "several are spoken so");
        assert_eq!(read(&law, &[], "no such thing"), None);
        assert_eq!(read(&law, &[], ""), None);
    }

    #[test]
    fn what_needs_a_coast_is_not_suggested_inland() {
        let (law, say) = (law(), say(Language::Zh));
        let has = |features: &[String]| options(&law, features, &say).iter().any(|(value, _)| value.starts_with("11E01"));
        assert!(!has(&[]) && has(&["coast".to_owned()]));
        assert!(suggested(&law, &[], ("海啸", &say)).is_empty());
    }

    #[test]
    fn a_suggestion_found_by_how_it_is_spoken_carries_what_was_typed() {
        let found = suggested(&law(), &[], ("sh", &say(Language::Zh)));
        assert!(found.iter().any(|(value, label)| value == "11A51 山洪" && label.ends_with("sh")), "{found:?}");
    }
}

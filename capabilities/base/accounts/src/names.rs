//! The names of people and posts as they are typed: trimmed, bounded, and the sign-in name in one form only.

use std::fmt;

/// The fewest characters of a sign-in name.
pub const SIGN_IN_CHARS_MIN: usize = 2;
/// The most characters of a sign-in name.
pub const SIGN_IN_CHARS_MAX: usize = 40;
/// The most characters of a person's name.
pub const PERSON_CHARS_MAX: usize = 40;
/// The most characters of a post's title.
pub const TITLE_CHARS_MAX: usize = 40;
/// The most characters of a token's label.
pub const LABEL_CHARS_MAX: usize = 60;
/// The most characters of a reason.
pub const REASON_CHARS_MAX: usize = 300;
/// The fewest characters of a reason: a word is not a reason.
pub const REASON_CHARS_MIN: usize = 4;

/// The name that a person signs in with: letters and digits of any script, and `. _ - @`, in lower case. It may name a person,
/// so it is kept in a store and never in a fact.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SignInName(String);

/// The text is not a sign-in name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotASignInName;

impl SignInName {
    /// Reads what was typed; case and the spaces around it do not matter.
    pub fn parse(typed: &str) -> Result<Self, NotASignInName> {
        let name = typed.trim().to_lowercase();
        let chars = name.chars().count();
        let fits = (SIGN_IN_CHARS_MIN..=SIGN_IN_CHARS_MAX).contains(&chars);
        if fits && name.chars().all(|c| c.is_alphanumeric() || ".-_@".contains(c)) { Ok(Self(name)) } else { Err(NotASignInName) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SignInName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignInName")
    }
}

impl fmt::Display for NotASignInName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a sign-in name: 2 to 40 letters, digits, . _ - @")
    }
}

impl std::error::Error for NotASignInName {}

/// The text trimmed and on one line, if it has between `least` and `most` characters then.
#[must_use]
pub fn bounded(typed: &str, least: usize, most: usize) -> Option<String> {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    (least..=most).contains(&text.chars().count()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_name_has_one_form() {
        let parse = |typed: &str| SignInName::parse(typed).map(|name| name.as_str().to_owned());
        assert_eq!(parse("  Zhang.San "), Ok("zhang.san".into()));
        assert_eq!(parse("张三"), Ok("张三".into()));
        for wrong in ["", "a", "a b", "a/b", "<script>", &"x".repeat(41)] {
            assert_eq!(parse(wrong), Err(NotASignInName), "{wrong}");
        }
        assert_eq!(format!("{:?}", SignInName::parse("zhang").unwrap()), "SignInName");
    }

    #[test]
    fn a_bounded_text_is_counted_without_its_margins() {
        assert_eq!(bounded(" one\n two ", 1, 7), Some("one two".into()));
        assert_eq!(bounded(" one two ", 1, 6), None);
        assert_eq!(bounded("   ", 1, 6), None);
    }
}

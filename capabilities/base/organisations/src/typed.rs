//! What people type and paste, made plain: full-width digits and letters, stray spaces, characters that cannot be seen.

/// The longest code, in characters.
pub const CODE_CHARS_MAX: usize = 120;
/// The longest name of a body and title of a post, in characters.
pub const NAME_CHARS_MAX: usize = 80;

/// Text for a machine (a code, a number, an address): full-width forms become ASCII, spaces at the ends go.
#[must_use]
pub fn plain(text: &str) -> String {
    let narrowed: String = text.chars().filter(|c| !is_unseen(*c)).map(narrow).collect();
    narrowed.trim().to_owned()
}

/// Text for people (a name, a title): full-width digits and letters become ASCII, other full-width marks stay as written,
/// runs of blanks become one space.
#[must_use]
pub fn words(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        let narrowed = narrow(c);
        let c = if narrowed.is_ascii_alphanumeric() { narrowed } else { c };
        if !c.is_whitespace() && !c.is_control() {
            kept.push(c);
        } else if !kept.ends_with(' ') && !kept.is_empty() {
            kept.push(' ');
        }
    }
    kept.truncate(kept.trim_end().len());
    kept
}

/// Whether `text` can be a code: letters of any script, digits and `. - _ /`, at most [`CODE_CHARS_MAX`] characters.
#[must_use]
pub fn is_code(text: &str) -> bool {
    let fits = (1..=CODE_CHARS_MAX).contains(&text.chars().count());
    fits && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'))
}

/// The text with the signs of a pattern (`%`, `_`, `\`) made to mean themselves: `like … escape '\'`.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.chars().flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c])).collect()
}

fn narrow(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Zero-width characters, marks of writing direction and byte order: they make two names differ that look the same.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_and_letters_become_plain() {
        assert_eq!(plain("　０４２１－０００１２３４ "), "0421-0001234");
        assert_eq!(words("值班室（Ａ角）  １２ 号\t"), "值班室（A角） 12 号");
    }

    #[test]
    fn characters_that_cannot_be_seen_are_dropped() {
        assert_eq!(words("张\u{200b}一\u{202e}"), "张一");
        assert_eq!(plain("\u{feff}211300"), "211300");
        assert_eq!(words("two\nlines"), "two lines");
    }

    #[test]
    fn a_code_has_no_blank_and_no_quote() {
        assert!(is_code("211300.yjj/主班"));
        for wrong in ["", "a b", "a'b", "a;b", &"x".repeat(CODE_CHARS_MAX + 1)] {
            assert!(!is_code(wrong), "{wrong}");
        }
        assert!(is_code(&"x".repeat(CODE_CHARS_MAX)));
    }
}

//! The first letters of the syllables of a name, so that few keys find a body or a person: by pinyin where characters have readings.

use pinyin::ToPinyinMulti;

/// How many spellings of one name are kept, those by the commonest readings first: a character with two readings doubles them.
const SPELLINGS_MAX: usize = 8;
/// How many syllables of a name are spelled.
const SYLLABLES_MAX: usize = 40;

/// All spellings of the initials of `name`, in small letters, divided by blanks. Words in letters count with their first letter,
/// digits with each digit.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut spellings = vec![String::new()];
    let mut in_word = false;
    for c in name.to_lowercase().chars().take(SYLLABLES_MAX) {
        let letters = first_letters(c, in_word);
        in_word = c.is_alphabetic() && letters.len() <= 1 && c.is_ascii();
        if let [only] = letters[..] {
            spellings.iter_mut().for_each(|spelling| spelling.push(only));
        } else if letters.len() > 1 {
            let longer = spellings.iter().flat_map(|s| letters.iter().map(move |l| format!("{s}{l}")));
            spellings = longer.take(SPELLINGS_MAX).collect();
        }
    }
    spellings.join(" ")
}

/// What a character can begin with: one letter a reading, itself where it begins a word or is a digit, nothing inside a word.
fn first_letters(c: char, in_word: bool) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    if let Some(readings) = c.to_pinyin_multi() {
        for letter in readings.into_iter().filter_map(|reading| reading.plain().chars().next()) {
            if !letters.contains(&letter) {
                letters.push(letter);
            }
        }
    } else if c.is_ascii_digit() || (c.is_alphanumeric() && !in_word) {
        letters.push(c);
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_spelled_by_pinyin_and_words_by_their_first_letter() {
        assert_eq!(initials("应急局"), "yjj");
        assert_eq!(initials("Duty Room 12"), "dr12");
        assert!(initials("演示·张一").split(' ').any(|s| s == "yszy"));
    }

    #[test]
    fn a_character_with_several_readings_is_found_by_each() {
        let spelled = initials("朝阳");
        assert!(spelled.split(' ').any(|s| s == "cy") && spelled.split(' ').any(|s| s == "zy"), "{spelled}");
        assert!(initials("长长长长长长长").split(' ').count() <= SPELLINGS_MAX);
    }
}

//! Judges the two languages of a crate against each other: the same keys, the same arguments, and punctuation that fits.

use std::collections::{BTreeMap, BTreeSet};

use crate::read::{Said, read};

/// One key that both languages have, with the same arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The key as the files have it, with the crate's name before it.
    pub key: String,
    /// Its English words, for documentation.
    pub english: String,
    /// The arguments it takes, without `$`.
    pub args: BTreeSet<String>,
}

/// Compares both files of the crate `crate_name`.
///
/// # Errors
/// One sentence for each thing wrong: a key in one language only, arguments that differ, a key without the crate's name
/// before it, a key that stands twice, half-width punctuation behind a Chinese character, or a file that is no Fluent.
pub fn check(zh: &str, en: &str, crate_name: &str) -> Result<Vec<Text>, Vec<String>> {
    let prefix = format!("{}-", crate_name.replace('_', "-"));
    let (zh, en) = match (read("zh.ftl", zh, &prefix), read("en.ftl", en, &prefix)) {
        (Ok(zh), Ok(en)) => (zh, en),
        (zh, en) => return Err(zh.err().into_iter().chain(en.err()).flatten().collect()),
    };
    let mut troubles = Vec::new();
    troubles.extend(missing(&zh, &en, "en.ftl"));
    troubles.extend(missing(&en, &zh, "zh.ftl"));
    for (key, chinese) in &zh {
        if let Some(english) = en.get(key).filter(|e| e.args != chinese.args) {
            let (zh, en) = (listed(&chinese.args), listed(&english.args));
            troubles.push(format!("{key} takes {zh} in zh.ftl and {en} in en.ftl"));
        }
        if let Some(near) = half_width(&chinese.plain) {
            troubles.push(format!("zh.ftl: {key} has half-width punctuation in {near:?}"));
        }
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    Ok(en.into_iter().map(|(key, said)| Text { key, english: said.plain, args: said.args }).collect())
}

fn missing(have: &BTreeMap<String, Said>, other: &BTreeMap<String, Said>, file: &str) -> Vec<String> {
    have.keys().filter(|key| !other.contains_key(*key)).map(|key| format!("{key} is missing in {file}")).collect()
}

fn listed(args: &BTreeSet<String>) -> String {
    if args.is_empty() {
        return "no argument".to_owned();
    }
    args.iter().map(|a| format!("${a}")).collect::<Vec<_>>().join(", ")
}

/// The first Chinese character with a half-width mark behind it.
fn half_width(plain: &str) -> Option<String> {
    let chars: Vec<char> = plain.chars().collect();
    chars.windows(2).find(|w| is_han(w[0]) && ",;:?!()".contains(w[1])).map(|w| w.iter().collect())
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{3400}'..='\u{4dbf}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZH: &str = "queue-title = 待办\nqueue-left = 剩 { $n } 分\n";
    const EN: &str =
        "queue-title = Waiting\nqueue-left = { $n ->\n    [one] { $n } minute left\n   *[other] { $n } minutes left\n}\n";

    fn troubles(zh: &str, en: &str) -> String {
        check(zh, en, "queue").unwrap_err().join("\n")
    }

    #[test]
    fn two_languages_that_say_the_same_things_pass() {
        let texts = check(ZH, EN, "queue").unwrap();
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0].key, "queue-left");
        assert_eq!(texts[0].args.iter().collect::<Vec<_>>(), ["n"], "a selector counts as an argument");
        assert_eq!(texts[1].english, "Waiting");
    }

    #[test]
    fn a_key_in_one_language_only_fails_the_build_and_names_the_file_that_lacks_it() {
        assert_eq!(troubles(&format!("{ZH}queue-more = 更多\n"), EN), "queue-more is missing in en.ftl");
        assert_eq!(troubles(ZH, &format!("{EN}queue-more = More\n")), "queue-more is missing in zh.ftl");
    }

    #[test]
    fn arguments_that_differ_fail_the_build() {
        let zh = ZH.replace("$n", "$minutes");
        assert_eq!(troubles(&zh, EN), "queue-left takes $minutes in zh.ftl and $n in en.ftl");
        assert_eq!(troubles(&ZH.replace("{ $n } ", ""), EN), "queue-left takes no argument in zh.ftl and $n in en.ftl");
    }

    #[test]
    fn a_key_must_carry_the_crates_name() {
        let said = troubles("other-title = 题\n", "other-title = Title\n");
        assert!(said.contains("zh.ftl: other-title must start with queue-"), "{said}");
        assert!(check("a-b-x = 题\n", "a-b-x = T\n", "a_b").is_ok(), "an underscore in the crate's name is a hyphen in keys");
        for wrong in ["queue- = 题\n", "queue-Title = 题\n", "queue-a--b = 题\n"] {
            assert!(check(wrong, &wrong.replace('题', "T"), "queue").is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_that_stands_twice_fails_the_build() {
        assert!(troubles(&format!("{ZH}queue-title = 又\n"), EN).contains("zh.ftl: queue-title stands twice"));
    }

    #[test]
    fn a_file_that_is_no_fluent_fails_with_its_line() {
        let said = troubles("queue-title = 待办\nqueue-left = 剩 { $n 分\n", EN);
        assert!(said.starts_with("zh.ftl:2:"), "{said}");
    }

    #[test]
    fn half_width_punctuation_behind_a_chinese_character_fails_the_build() {
        assert!(troubles("queue-title = 待办:\n", "queue-title = Waiting:\n").contains("half-width"));
        assert!(check("queue-title = 14:05 待办：\n", "queue-title = 14:05 waiting:\n", "queue").is_ok());
    }

    #[test]
    fn references_terms_functions_and_attributes_are_refused() {
        for wrong in [
            "-queue-x = X\n",
            "queue-x = { queue-y }\nqueue-y = Y\n",
            "queue-x = X\n    .hint = Y\n",
            "queue-x = { NUMBER($n) }\n",
        ] {
            assert!(check(wrong, wrong, "queue").is_err(), "{wrong}");
        }
    }
}

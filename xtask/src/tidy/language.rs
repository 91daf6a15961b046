//! Words for people stand in `texts/`, cities and laws in `cities/` and `rules/`: sources hold neither Chinese nor a city's codes.
//!
//! Comments may carry a term of the field in its own language; tests may say anything.

use super::finding::{Finding, Rule};
use super::rooms::Room;
use super::rust::{Kind, Rust};

/// How codes of the reference city begin: no source may know it.
const CITY_CODE: &str = "2113";
/// Pages and their scripts, whose every word comes from `texts/`.
const PAGES: &[&str] = &[".html", ".js", ".mjs", ".css"];

const WORDS: Rule = Rule {
    why: "every word that people see exists in each language, and an auditor of words reads one folder",
    cure: "put it into texts/zh.ftl and texts/en.ftl and use its key; what the program compares with is data in rules/ or cities/",
};
const CITY: Rule = Rule {
    why: "nothing in the code knows the city: a second, tiny, foreign one runs the same stories",
    cure: "read it from cities/ or rules/, or move it into a test",
};

/// No Chinese and no city code in code outside tests. The chores may name the reference city: they load it.
pub fn rust(rust: &Rust<'_>) -> Vec<Finding> {
    let room = Room::of(rust.path);
    if matches!(room, None | Some(Room::Xtask | Room::Stories | Room::Benches)) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for token in rust.tokens.iter().filter(|token| !token.in_test) {
        if let Some(letter) = token.text.chars().find(|letter| is_cjk(*letter)) {
            findings.push(WORDS.broken(rust.path, token.line, format!("`{letter}` in code")));
        }
        if matches!(token.kind, Kind::Text | Kind::Number) && holds_city_code(&token.text) {
            findings.push(CITY.broken(rust.path, token.line, format!("{} looks like a code of the reference city", token.text)));
        }
    }
    findings
}

/// No Chinese in pages, scripts and styles, comments aside.
pub fn pages(path: &str, text: &str) -> Vec<Finding> {
    if !PAGES.iter().any(|ending| path.ends_with(ending)) || Room::of(path).is_none() || is_sample(path) {
        return Vec::new();
    }
    let bare = without_comments(text);
    let lines = bare.lines().enumerate();
    let broken = lines.filter_map(|(n, line)| line.chars().find(|letter| is_cjk(*letter)).map(|letter| (n + 1, letter)));
    broken.map(|(line, letter)| WORDS.broken(path, line, format!("`{letter}` in a page"))).collect()
}

/// Pages and scripts that only tests and looks show.
fn is_sample(path: &str) -> bool {
    path.contains("/tests/") || path.contains("/examples/") || path.ends_with(".test.js")
}

/// Han, kana, hangul and the full-width signs that go with them.
fn is_cjk(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a number of six digits or more begins as the city's codes do.
fn holds_city_code(literal: &str) -> bool {
    literal.split(|letter: char| !letter.is_ascii_digit()).any(|digits| digits.len() >= 6 && digits.starts_with(CITY_CODE))
}

/// The text with every comment of a page blanked out, its lines kept.
fn without_comments(text: &str) -> String {
    let mut bare = text.to_owned();
    for (open, close) in [("<!--", "-->"), ("{#", "#}"), ("/*", "*/"), ("// ", "\n")] {
        let mut from = 0;
        while let Some(begin) = bare[from..].find(open).map(|at| from + at) {
            let end = bare[begin..].find(close).map_or(bare.len(), |at| begin + at + close.len());
            let blank: String = bare[begin..end].chars().filter(|letter| *letter == '\n').collect();
            bare.replace_range(begin..end, &blank);
            from = begin + blank.len();
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        rust(&Rust::read(path, text).unwrap()).len()
    }

    #[test]
    fn code_holds_no_chinese_and_comments_may() {
        let path = "capabilities/base/places/src/acts.rs";
        assert_eq!(found(path, "/// The town (乡镇).\nconst A: &str = \"town\"; // 街道"), 0);
        assert_eq!(found(path, "const A: &str = \"乡镇\";"), 1);
        assert_eq!(found(path, "#[cfg(test)]\nmod tests { const A: &str = \"乡镇\"; }"), 0);
        assert_eq!(found("capabilities/base/places/src/spec.rs", "const A: &str = \"乡镇\";"), 0);
    }

    #[test]
    fn code_holds_no_code_of_the_city() {
        let path = "capabilities/base/places/src/acts.rs";
        assert_eq!(found(path, "const A: &str = \"211321\";"), 1);
        assert_eq!(found(path, "const A: u64 = 211_300;".replace('_', "").as_str()), 1);
        assert_eq!(found(path, "const A: &str = \"2113\"; const B: u32 = 321_130;"), 0, "neither four digits nor another number");
    }

    #[test]
    fn a_page_takes_every_word_from_the_texts() {
        let path = "web/src/pages/desk.html";
        assert!(pages(path, "<!-- 值守 -->\n<h1>{{ say.word(words::QUEUE) }}</h1>{# 值守\n#}").is_empty());
        assert_eq!(pages(path, "{# a\n b #}\n<h1>值守</h1>").iter().map(|finding| finding.line).collect::<Vec<_>>(), [3]);
    }
}

//! Writes the constants that stand for texts.

use std::fmt::Write as _;

use crate::Text;

/// The Rust source of `words.rs`: one `Word` a key, named by the key without the crate's name, and `TEXTS`.
#[must_use]
pub fn emit(texts: &[Text], crate_name: &str) -> String {
    let prefix = crate_name.len() + 1;
    let mut out = String::new();
    for text in texts {
        let name = text.key[prefix..].replace('-', "_").to_ascii_uppercase();
        let name = if name.starts_with(|c: char| c.is_ascii_digit()) { format!("N{name}") } else { name };
        let said: String = text.english.split_whitespace().collect::<Vec<_>>().join(" ");
        // What is nothing in English is named by its key.
        let said = if said.is_empty() { &text.key } else { &said };
        // A `String` always takes what is written to it.
        let _ = writeln!(out, "#[doc = {said:?}]");
        let _ = writeln!(out, "pub const {name}: ::web::Word = ::web::Word({:?});", text.key);
    }
    let _ = writeln!(out, "/// Every text of this crate in both languages.");
    let _ = writeln!(out, "pub static TEXTS: ::web::Source = ::web::Source {{");
    let _ = writeln!(out, "    name: {crate_name:?},");
    for language in ["zh", "en"] {
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/texts/{language}.ftl\")");
        let _ = writeln!(out, "    {language}: include_str!({path}),");
    }
    out.push_str("};\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;

    #[test]
    fn a_constant_is_named_by_the_key_without_the_crate_and_documented_by_its_english() {
        let texts =
            check("queue-top-3 = 前\nqueue-7-days = 七\n", "queue-top-3 = Top \"3\"\nqueue-7-days = Week\n", "queue").unwrap();
        let source = emit(&texts, "queue");
        assert!(
            source.contains("#[doc = \"Top \\\"3\\\"\"]\npub const TOP_3: ::web::Word = ::web::Word(\"queue-top-3\");"),
            "{source}"
        );
        let nothing = check("queue-colon = ：\n", "queue-colon = {\"\"}\n", "queue").unwrap();
        assert!(emit(&nothing, "queue").contains("#[doc = \"queue-colon\"]"), "a text that is nothing in English");
        assert!(source.contains("pub const N7_DAYS"), "{source}");
        assert!(source.contains("pub static TEXTS: ::web::Source"), "{source}");
    }
}

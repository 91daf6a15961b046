//! No page lies about that nothing renders: every template is named by code or by another template.

use super::finding::{Finding, Rule};
use super::rooms::Room;
use super::rust::{Kind, Rust};
use super::tree::{File, Tree};

const RENDERED: Rule = Rule {
    why: "a page that nothing renders is seen by nobody and still read, translated and kept",
    cure: "name it in `#[template(path = \"…\")]` or include it in another page, or take it out",
};

/// Every `.html` in a crate's sources is named somewhere in the same crate.
pub fn check(tree: &Tree, sources: &[Rust<'_>]) -> Vec<Finding> {
    let is_template = |file: &&File| file.path.ends_with(".html") && Room::of(&file.path).is_some() && is_in_crate(&file.path);
    let templates: Vec<&File> = tree.files.iter().filter(is_template).collect();
    let is_named = |template: &File| {
        let name = template.path.rsplit('/').next().unwrap_or_default();
        let by_code =
            sources.iter().any(|rust| rust.tokens.iter().any(|token| token.kind == Kind::Text && names(&token.text, name)));
        by_code || templates.iter().any(|other| other.path != template.path && names(&other.text, name))
    };
    templates
        .iter()
        .filter(|file| !is_named(file))
        .map(|file| RENDERED.broken(&file.path, 1, "nothing renders this page"))
        .collect()
}

/// Templates stand in a crate's `src` or `templates`; a page in `docs` or among the assets is none.
fn is_in_crate(path: &str) -> bool {
    path.contains("/src/") && !path.contains("/assets/") || path.contains("/templates/")
}

/// Whether `text` names the file: its name in quotes, alone or at the end of a path.
fn names(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let begins = text[..at].ends_with(['"', '/', '\'']);
        begins && text[at + name.len()..].starts_with(['"', '\''])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: (&str, &str) = ("capabilities/base/places/src/pages/list.html", "{% include \"row.html\" %}");
    const ROW: (&str, &str) = ("capabilities/base/places/src/pages/row.html", "<tr>");

    fn found(code: &str) -> Vec<String> {
        let rust = Rust::read("capabilities/base/places/src/pages.rs", code).unwrap();
        check(&Tree::of(&[LIST, ROW]), &[rust]).into_iter().map(|finding| finding.path).collect()
    }

    #[test]
    fn every_template_is_rendered_by_somebody() {
        assert!(found("#[template(path = \"list.html\")]\nstruct List;").is_empty());
        assert_eq!(found("#[template(path = \"blacklist.html\")]\nstruct List;"), [LIST.0]);
    }
}

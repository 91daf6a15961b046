//! Every question takes a scope: in a capability's `reads.rs` each function that others may call has `&Scope` first, or right after `&Db`.

use syn::{FnArg, Item, ItemFn, Type, Visibility};

use super::finding::{Finding, Rule};
use super::rooms::Room;
use super::rust::Rust;

const SCOPED: Rule = Rule {
    why: "a question without a scope answers with what the reader may not see",
    cure: "take `&Scope` right after `&Db`, and bound the query by it; what is no question belongs in another file",
};

/// The functions of `reads.rs` and of the files in `reads/`.
pub fn check(rust: &Rust<'_>) -> Vec<Finding> {
    if !is_reads(rust.path) {
        return Vec::new();
    }
    let functions = rust.items().into_iter().filter_map(|item| match item {
        Item::Fn(function) if !matches!(function.vis, Visibility::Inherited) => Some(function),
        _ => None,
    });
    let unscoped = functions.filter(|function| !takes_scope(function));
    unscoped
        .map(|function| SCOPED.broken(rust.path, line(&function), format!("`{}` takes no scope", function.sig.ident)))
        .collect()
}

fn is_reads(path: &str) -> bool {
    let in_src = path.split_once("/src/").map(|(_, rest)| rest).unwrap_or_default();
    matches!(Room::of(path), Some(Room::Capability(_))) && (in_src == "reads.rs" || in_src.starts_with("reads/"))
}

fn takes_scope(function: &ItemFn) -> bool {
    let mut types = function.sig.inputs.iter().map(|argument| match argument {
        FnArg::Typed(typed) => reference_to(&typed.ty),
        FnArg::Receiver(_) => None,
    });
    match types.next().flatten().as_deref() {
        Some("Scope") => true,
        Some("Db") => types.next().flatten().as_deref() == Some("Scope"),
        _ => false,
    }
}

/// The last word of the type behind `&`.
fn reference_to(ty: &Type) -> Option<String> {
    let Type::Reference(reference) = ty else {
        return None;
    };
    let Type::Path(path) = &*reference.elem else {
        return None;
    };
    path.path.segments.last().map(|segment| segment.ident.to_string())
}

fn line(function: &ItemFn) -> usize {
    function.sig.ident.span().start().line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let rust = Rust::read("capabilities/base/places/src/reads.rs", text).unwrap();
        check(&rust).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn a_question_takes_its_scope_first_or_after_the_database() {
        assert!(
            found("pub async fn open(db: &Db, scope: &Scope) {}\npub fn near(scope: &kernel::Scope, at: Point) {}").is_empty()
        );
        assert_eq!(found("pub async fn open(db: &Db) {}"), ["`open` takes no scope"]);
        assert_eq!(found("pub async fn open(db: &Db, limit: u32, scope: &Scope) {}"), ["`open` takes no scope"]);
        assert_eq!(found("pub(crate) async fn open(db: &Db, scope: Scope) {}"), ["`open` takes no scope"]);
    }

    #[test]
    fn what_only_the_file_itself_calls_needs_none() {
        assert!(found("fn row(record: &Record) -> Body { todo() }").is_empty());
    }
}

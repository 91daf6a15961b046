//! What one version of a rule set says otherwise than another, key by key, for people to compare.

use std::collections::BTreeMap;

use serde::Serialize;
use toml::{Table, Value};

use crate::set::RuleSet;

/// One place where two versions differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where: entries of lists are named by their id or code, else by their number from 1: `duties.GP-2.limit_min`.
    pub path: String,
    /// What the old version says; nothing when it says nothing there.
    pub old: Option<String>,
    /// What the new version says; nothing when it says nothing there.
    pub new: Option<String>,
}

/// All places where `new` differs from `old`, in the order of their paths. Comments and layout do not count.
#[must_use]
pub fn diff(old: &RuleSet, new: &RuleSet) -> Vec<Change> {
    let (old, new) = (flat(&old.text), flat(&new.text));
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort();
    paths.dedup();
    let change = |path: &String| {
        let (old, new) = (old.get(path).cloned(), new.get(path).cloned());
        (old != new).then(|| Change { path: path.clone(), old, new })
    };
    paths.into_iter().filter_map(change).collect()
}

fn flat(text: &str) -> BTreeMap<String, String> {
    let mut leaves = BTreeMap::new();
    if let Ok(table) = text.parse::<Table>() {
        gather(&Value::Table(table), "", &mut leaves);
    }
    leaves
}

fn gather(value: &Value, path: &str, leaves: &mut BTreeMap<String, String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Table(table) => table.iter().for_each(|(key, value)| gather(value, &below(key), leaves)),
        Value::Array(list) if list.iter().any(Value::is_table) => {
            for (n, entry) in list.iter().enumerate() {
                gather(entry, &below(&name_of(entry, n + 1)), leaves);
            }
        }
        Value::String(text) => {
            leaves.insert(path.to_owned(), text.clone());
        }
        other => {
            leaves.insert(path.to_owned(), other.to_string());
        }
    }
}

/// What an entry of a list is called: its id or code, the items it is about, or its number.
fn name_of(entry: &Value, number: usize) -> String {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let items = || {
        let list = entry.get("items").and_then(Value::as_array)?;
        Some(list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("+"))
    };
    text("id").or_else(|| text("code")).or_else(items).unwrap_or_else(|| number.to_string())
}

//! Rows: what pure `tables.rs` files push; the desk coalesces them per table and key and writes them in multi-row statements.

use rustc_hash::FxHashMap;

use crate::Value;

/// The name, key and columns of a table that rows are written to.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct TableShape {
    /// The table.
    pub name: &'static str,
    /// The columns of its primary key.
    pub key: &'static [&'static str],
    /// All columns, in the order of [`Row::values`].
    pub columns: &'static [&'static str],
}

/// A typed row of one table. Write it with [`table!`](crate::table).
pub trait Row {
    /// Where it is written.
    const SHAPE: &'static TableShape;
    /// Its values in the order of the columns.
    fn values(self) -> Vec<Value>;
}

/// Declares a typed row: the struct's fields are the table's columns.
///
/// ```
/// desk::table! {
///     /// One row a body, as lists show it.
///     pub struct BodyRow in "bodies" by ("id") {
///         /// Which body.
///         pub id: String,
///         /// What it is called.
///         pub name: String,
///     }
/// }
/// ```
#[macro_export]
macro_rules! table {
    ($(#[$meta:meta])* $vis:vis struct $row:ident in $table:literal by ($($key:literal),+ $(,)?) {
        $($(#[$fmeta:meta])* $fvis:vis $field:ident : $ty:ty),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        $vis struct $row { $($(#[$fmeta])* $fvis $field: $ty),+ }
        impl $crate::Row for $row {
            const SHAPE: &'static $crate::TableShape = &$crate::TableShape {
                name: $table,
                key: &[$($key),+],
                columns: &[$(stringify!($field)),+],
            };
            fn values(self) -> Vec<$crate::Value> {
                vec![$($crate::Value::from(self.$field)),+]
            }
        }
    };
}

#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Insert, or replace what stands under the key.
    Put(Vec<Value>),
    /// Insert unless something stands under the key.
    Add(Vec<Value>),
    /// Remove what stands under the key.
    Remove,
}

/// Rows waiting to be written: the last change of each table and key.
#[derive(Debug, Default)]
pub struct Rows {
    pub(crate) changes: FxHashMap<&'static TableShape, FxHashMap<Vec<Value>, Change>>,
}

impl Rows {
    /// Inserts the row, or replaces what stands under its key.
    pub fn put<R: Row>(&mut self, row: R) {
        let values = row.values();
        self.changes.entry(R::SHAPE).or_default().insert(key_of(R::SHAPE, &values), Change::Put(values));
    }

    /// Inserts the row unless something stands under its key: for stores whose entries are never replaced.
    pub fn add<R: Row>(&mut self, row: R) {
        let values = row.values();
        self.changes.entry(R::SHAPE).or_default().entry(key_of(R::SHAPE, &values)).or_insert(Change::Add(values));
    }

    /// Removes the row under `key`, given in the order of the table's key columns.
    pub fn remove<R: Row>(&mut self, key: Vec<Value>) {
        self.changes.entry(R::SHAPE).or_default().insert(key, Change::Remove);
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.values().all(FxHashMap::is_empty)
    }

    /// How many rows wait in the table of `R`: for tests of pure `keep` functions.
    #[must_use]
    pub fn waiting<R: Row>(&self) -> usize {
        self.changes.get(R::SHAPE).map_or(0, FxHashMap::len)
    }

    /// The values waiting in the table of `R` under `key`, or nothing: for tests of pure `keep` functions.
    #[must_use]
    pub fn values<R: Row>(&self, key: &[Value]) -> Option<&[Value]> {
        match self.changes.get(R::SHAPE)?.get(key)? {
            Change::Put(values) | Change::Add(values) => Some(values),
            Change::Remove => None,
        }
    }

    /// Takes over all that waits in `later`; its changes win.
    pub(crate) fn merge(&mut self, later: Self) {
        for (shape, changes) in later.changes {
            let mine = self.changes.entry(shape).or_default();
            for (key, change) in changes {
                match change {
                    Change::Add(values) => {
                        mine.entry(key).or_insert(Change::Add(values));
                    }
                    other => {
                        mine.insert(key, other);
                    }
                }
            }
        }
    }
}

fn key_of(shape: &TableShape, values: &[Value]) -> Vec<Value> {
    let at = |name: &str| shape.columns.iter().position(|c| *c == name);
    shape.key.iter().filter_map(|k| at(k).and_then(|i| values.get(i)).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    table! {
        struct BodyRow in "bodies" by ("id") { id: &'static str, name: &'static str }
    }

    #[test]
    fn the_last_change_of_a_key_is_the_one_that_is_written() {
        let mut rows = Rows::default();
        rows.put(BodyRow { id: "a", name: "first" });
        rows.put(BodyRow { id: "a", name: "second" });
        assert_eq!(rows.waiting::<BodyRow>(), 1);
        assert_eq!(rows.values::<BodyRow>(&args!["a"]), Some(&args!["a", "second"][..]));
        rows.remove::<BodyRow>(args!["a"]);
        assert_eq!(rows.values::<BodyRow>(&args!["a"]), None);
    }
}

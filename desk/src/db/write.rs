//! Writing rows: multi-row statements whose sizes are powers of two, so that few texts have to be prepared.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::Conn;
use crate::row::{Change, Rows, TableShape};
use crate::{Fault, Value};

/// The most values one statement binds: below SQLite's 32,766 and PostgreSQL's 65,535.
const BINDS_MAX: usize = 16_384;
/// The most rows one statement writes.
const ROWS_MAX: usize = 256;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Manner {
    Put,
    Add,
    Remove,
}

/// Which text is wanted: the table with what stands before its name, the manner, and how many rows.
type Wanted = (&'static str, &'static str, Manner, usize);

/// The texts of statements: there are few, and each is long.
static TEXTS: LazyLock<Mutex<FxHashMap<Wanted, Arc<str>>>> = LazyLock::new(Mutex::default);

fn text(wanted: Wanted, write: impl FnOnce() -> String) -> Arc<str> {
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    texts.entry(wanted).or_insert_with(|| write().into()).clone()
}

/// Writes all rows to their tables.
pub(crate) async fn write_rows(conn: &mut Conn, rows: Rows) -> Result<(), Fault> {
    write_rows_as(conn, rows, "").await
}

/// Writes all rows to tables whose names begin with `prefix`: a rebuild keeps its tables beside the old.
pub(crate) async fn write_rows_as(conn: &mut Conn, rows: Rows, prefix: &'static str) -> Result<(), Fault> {
    for (shape, changes) in rows.changes {
        write_table(conn, shape, changes, prefix).await?;
    }
    Ok(())
}

async fn write_table(
    conn: &mut Conn,
    shape: &'static TableShape,
    changes: FxHashMap<Vec<Value>, Change>,
    prefix: &'static str,
) -> Result<(), Fault> {
    let (mut puts, mut adds, mut removes) = (Vec::new(), Vec::new(), Vec::new());
    for (key, change) in changes {
        match change {
            Change::Put(values) => puts.push(values),
            Change::Add(values) => adds.push(values),
            Change::Remove => removes.push(key),
        }
    }
    for (manner, values) in [(Manner::Put, puts), (Manner::Add, adds)] {
        for chunk in chunks(values, shape.columns.len()) {
            let sql = text((shape.name, prefix, manner, chunk.len()), || insert_sql(shape, prefix, manner, chunk.len()));
            conn.run(&sql, &chunk.into_iter().flatten().collect::<Vec<_>>()).await?;
        }
    }
    for chunk in chunks(removes, shape.key.len()) {
        let sql = text((shape.name, prefix, Manner::Remove, chunk.len()), || delete_sql(shape, prefix, chunk.len()));
        conn.run(&sql, &chunk.into_iter().flatten().collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// Cuts rows of `width` values into pieces of 256, 128, 64 … 1 rows.
pub(super) fn chunks(mut rows: Vec<Vec<Value>>, width: usize) -> Vec<Vec<Vec<Value>>> {
    let mut pieces = Vec::new();
    let mut size = ROWS_MAX;
    while size * width > BINDS_MAX {
        size /= 2;
    }
    while !rows.is_empty() {
        while size > rows.len() {
            size /= 2;
        }
        let rest = rows.split_off(size);
        pieces.push(std::mem::replace(&mut rows, rest));
    }
    pieces
}

fn insert_sql(shape: &TableShape, prefix: &str, manner: Manner, count: usize) -> String {
    let mut sql = format!("insert into {prefix}{} ({}) values ", shape.name, shape.columns.join(", "));
    tuples(&mut sql, shape.columns.len(), count);
    let _ = write!(sql, " on conflict ({}) do ", shape.key.join(", "));
    let rest: Vec<&&str> = shape.columns.iter().filter(|c| !shape.key.contains(c)).collect();
    if manner == Manner::Add || rest.is_empty() {
        sql.push_str("nothing");
    } else {
        sql.push_str("update set ");
        for (i, column) in rest.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            let _ = write!(sql, "{comma}{column} = excluded.{column}");
        }
    }
    sql
}

fn delete_sql(shape: &TableShape, prefix: &str, count: usize) -> String {
    let mut sql = format!("delete from {prefix}{} where ", shape.name);
    let mut n = 0;
    for row in 0..count {
        sql.push_str(if row == 0 { "(" } else { " or (" });
        for (i, column) in shape.key.iter().enumerate() {
            n += 1;
            let and = if i == 0 { "" } else { " and " };
            let _ = write!(sql, "{and}{column} = ${n}");
        }
        sql.push(')');
    }
    sql
}

/// Writes `($1, $2), ($3, $4) …`.
pub(super) fn tuples(sql: &mut String, width: usize, count: usize) {
    let mut n = 0;
    for row in 0..count {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            n += 1;
            let comma = if column == 0 { "" } else { ", " };
            let _ = write!(sql, "{comma}${n}");
        }
        sql.push(')');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: TableShape = TableShape { name: "bodies", key: &["id"], columns: &["id", "name"] };

    #[test]
    fn many_rows_become_one_statement() {
        assert_eq!(
            insert_sql(&SHAPE, "", Manner::Put, 2),
            "insert into bodies (id, name) values ($1, $2), ($3, $4) on conflict (id) do update set name = excluded.name"
        );
        assert!(insert_sql(&SHAPE, "new_", Manner::Add, 1).ends_with("on conflict (id) do nothing"));
        assert_eq!(delete_sql(&SHAPE, "", 2), "delete from bodies where (id = $1) or (id = $2)");
    }

    #[test]
    fn rows_are_cut_into_powers_of_two() {
        let sizes = |n: usize| -> Vec<usize> { chunks(vec![vec![Value::Null; 3]; n], 3).iter().map(Vec::len).collect() };
        assert_eq!(sizes(0), Vec::<usize>::new());
        assert_eq!(sizes(37), [32, 4, 1]);
        assert_eq!(sizes(600), [256, 256, 64, 16, 8]);
    }
}

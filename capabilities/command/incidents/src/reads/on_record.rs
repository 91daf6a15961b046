//! Whether calls that come from a file are on record already: asked by number, by when they were received, or by their words.

use desk::{Db, Fault, Value};
use kernel::{Scope, Time};

use super::visible;

/// How many are asked about at once.
const ASKED_MAX: usize = 400;
/// How many incidents one question finds at most: alike calls of one minute are few.
const FOUND_MAX: i64 = 20_000;

/// By what incidents are sought.
#[derive(Debug, Clone, Copy)]
pub enum Sought<'a> {
    /// Their numbers.
    Numbers(&'a [String]),
    /// When they were received.
    ReceivedAt(&'a [Time]),
    /// The words of those that came from a file.
    ImportedWords(&'a [String]),
}

/// An incident that is on record.
#[derive(Debug, Clone)]
pub struct OnRecord {
    /// Its number.
    pub number: String,
    /// When it was received.
    pub received_at: Time,
    /// What is said of it.
    pub summary: Option<String>,
    /// Where, in words.
    pub place: Option<String>,
}

/// Those of the scope that are sought.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn on_record(db: &Db, scope: &Scope, sought: Sought<'_>) -> Result<Vec<OnRecord>, Fault> {
    let (column, values): (&str, Vec<Value>) = match sought {
        Sought::Numbers(numbers) => ("i.number", numbers.iter().map(Value::from).collect()),
        Sought::ReceivedAt(times) => ("i.received_at_ms", times.iter().map(|time| Value::from(*time)).collect()),
        Sought::ImportedWords(words) => ("i.source = 'import' and s.words", words.iter().map(Value::from).collect()),
    };
    let mut found = Vec::new();
    for some in values.chunks(ASKED_MAX) {
        let (visible, mut args) = visible(scope, 1);
        let list: Vec<String> = (0..some.len()).map(|n| format!("${}", args.len() + n + 1)).collect();
        args.extend(some.iter().cloned());
        args.push(FOUND_MAX.into());
        let sql = format!(
            "select i.number, i.received_at_ms, s.words as summary, p.words as place from incidents i \
             left join sealed s on s.id = i.summary_id left join sealed p on p.id = i.place_id \
             where {visible} and {column} in ({}) order by i.id limit ${}",
            list.join(", "),
            args.len()
        );
        for row in db.rows(sql, args).await? {
            found.push(OnRecord {
                number: row.text("number")?,
                received_at: row.time("received_at_ms")?,
                summary: row.maybe_text("summary")?,
                place: row.maybe_text("place")?,
            });
        }
    }
    Ok(found)
}

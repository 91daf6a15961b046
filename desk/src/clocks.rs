//! Clocks of the field: what is due when, in one table kept from facts; whoever shows a queue reads it, the ticker rings it.

use kernel::{AreaCode, Id, Scope, Time};

use crate::db::Db;
use crate::perform::stream_of;
use crate::scoped::scoped;
use crate::{Fault, Record, Rows, args};

/// How many clocks a question answers at the most.
pub const CLOCKS_MAX: i64 = 500;

/// A clock as its subject's `tables.rs` states it.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Which capability keeps it.
    pub capability: &'static str,
    /// Whose clock it is: `incident/<id>`; see [`stream_of`].
    pub stream: String,
    /// Which of the subject's clocks: unique in the stream.
    pub name: String,
    /// What sort of duty it is, for texts and colours: `report_phone`, `leader_told` ….
    pub kind: String,
    /// What the queue shows, in words of the field that name nobody.
    pub label: String,
    /// Where.
    pub area: AreaCode,
    /// Which post owes it, where one does.
    pub post: Option<Id>,
    /// Which case it belongs to.
    pub case: Option<Id>,
    /// When it began.
    pub started_at: Time,
    /// When it runs out.
    pub due_at: Time,
    /// Whether the capability has an act for the moment it runs out.
    pub fires: bool,
}

crate::table! {
    struct ClockRow in "clocks" by ("stream", "name") {
        capability: String,
        stream: String,
        name: String,
        kind: String,
        label: String,
        area: AreaCode,
        post: Option<Id>,
        case_id: Option<Id>,
        started_at_ms: Time,
        due_at_ms: Time,
        met_at_ms: Option<Time>,
        fires: bool,
    }
}

crate::table! {
    /// The last number given under a name, kept from the facts that carry the numbers.
    pub struct NumberRow in "numbers" by ("name") {
        /// Which capability gives the numbers.
        pub capability: &'static str,
        /// Under which name: `incidents/20261123`.
        pub name: String,
        /// The last number.
        pub value: i64,
    }
}

/// The clock runs.
pub fn start(rows: &mut Rows, clock: Clock) {
    put(rows, clock, None);
}

/// The clock was met at a time; it stays on record.
pub fn meet(rows: &mut Rows, clock: Clock, at: Time) {
    put(rows, Clock { fires: false, ..clock }, Some(at));
}

/// The clock is gone, as if it had not been.
pub fn drop(rows: &mut Rows, stream: &str, name: &str) {
    rows.remove::<ClockRow>(args![stream, name]);
}

fn put(rows: &mut Rows, clock: Clock, met_at: Option<Time>) {
    rows.put(ClockRow {
        capability: clock.capability.to_owned(),
        stream: clock.stream,
        name: clock.name,
        kind: clock.kind,
        label: clock.label,
        area: clock.area,
        post: clock.post,
        case_id: clock.case,
        started_at_ms: clock.started_at,
        due_at_ms: clock.due_at,
        met_at_ms: met_at,
        fires: clock.fires,
    });
}

/// The stream of a subject's clocks.
#[must_use]
pub fn stream<S: kernel::Subject>(id: &Id) -> String {
    stream_of::<S>(id).to_string()
}

/// A clock that runs, or has run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which capability keeps it.
    pub capability: String,
    /// Whose clock it is.
    pub stream: String,
    /// Which of the subject's clocks.
    pub name: String,
    /// What sort of duty.
    pub kind: String,
    /// What the queue shows.
    pub label: String,
    /// Where.
    pub area: AreaCode,
    /// Which post owes it.
    pub post: Option<Id>,
    /// Which case it belongs to.
    pub case: Option<Id>,
    /// When it began.
    pub started_at: Time,
    /// When it runs out.
    pub due_at: Time,
    /// When it was met.
    pub met_at: Option<Time>,
}

/// How a running clock looks at a moment: computed when read, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Less than half of the limit has passed.
    Calm,
    /// Half of the limit has passed.
    Amber,
    /// Four fifths of the limit have passed.
    Red,
    /// The limit has passed.
    Overdue,
}

impl Due {
    /// The id of the subject.
    pub fn id(&self) -> Result<Id, Fault> {
        let id = self.stream.split_once('/').map_or("", |(_, id)| id);
        Id::parse(id).map_err(|e| Fault::broken(format!("clock of {}", self.stream)).from_error(e))
    }

    /// How it looks at `now`: amber from 50 %, red from 80 % of its limit.
    #[must_use]
    pub fn tone(&self, now: Time) -> Tone {
        tone(self.started_at, self.due_at, now)
    }

    /// Under which key it rings once for all.
    pub(crate) fn key(&self) -> String {
        format!("clock/{}/{}/{}", self.stream, self.name, self.due_at.ms())
    }

    fn read(row: &Record) -> Result<Self, Fault> {
        Ok(Self {
            capability: row.text("capability")?,
            stream: row.text("stream")?,
            name: row.text("name")?,
            kind: row.text("kind")?,
            label: row.text("label")?,
            area: row.area("area")?,
            post: row.maybe_id("post")?,
            case: row.maybe_id("case_id")?,
            started_at: row.time("started_at_ms")?,
            due_at: row.time("due_at_ms")?,
            met_at: row.maybe_time("met_at_ms")?,
        })
    }
}

/// How a clock looks at `now`: amber from 50 %, red from 80 % of its limit.
#[must_use]
pub fn tone(started_at: Time, due_at: Time, now: Time) -> Tone {
    let (limit, passed) = (due_at.since_ms(started_at), now.since_ms(started_at));
    if now > due_at {
        Tone::Overdue
    } else if passed * 5 >= limit * 4 {
        Tone::Red
    } else if passed * 2 >= limit {
        Tone::Amber
    } else {
        Tone::Calm
    }
}

const COLUMNS: &str = "capability, stream, name, kind, label, area, post, case_id, started_at_ms, due_at_ms, met_at_ms";

/// The clocks that run, the one that runs out first leading.
pub async fn running(db: &Db, scope: &Scope, limit: i64) -> Result<Vec<Due>, Fault> {
    let (filter, mut args) = scoped(scope, "area", "case_id", 1);
    args.push(limit.min(CLOCKS_MAX).into());
    let sql = format!(
        "select {COLUMNS} from clocks where met_at_ms is null and {filter} order by due_at_ms, stream, name limit ${}",
        args.len()
    );
    db.rows(sql, args).await?.iter().map(Due::read).collect()
}

/// All clocks of one case, running and met, by when they run out.
pub async fn of_case(db: &Db, scope: &Scope, case: &Id) -> Result<Vec<Due>, Fault> {
    let (filter, mut args) = scoped(scope, "area", "case_id", 1);
    args.push(case.into());
    let sql = format!(
        "select {COLUMNS} from clocks where {filter} and case_id = ${} order by due_at_ms, stream, name limit {CLOCKS_MAX}",
        args.len()
    );
    db.rows(sql, args).await?.iter().map(Due::read).collect()
}

/// Clocks that have run out at `now`, whose capability has an act for it and that have had no answer yet, in the order of their due times.
pub(crate) async fn ringing(db: &Db, now: Time, limit: i64) -> Result<Vec<Due>, Fault> {
    // The key as `Due::key` writes it.
    let sql = format!(
        "select {COLUMNS} from clocks where met_at_ms is null and fires and due_at_ms <= $1 and not exists (select 1 from once \
         where key = 'clock/' || clocks.stream || '/' || clocks.name || '/' || cast(clocks.due_at_ms as text)) \
         order by due_at_ms, stream, name limit $2"
    );
    db.rows(sql, args![now, limit]).await?.iter().map(Due::read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_amber_at_half_and_red_at_four_fifths_of_its_limit() {
        let (start, due) = (Time::from_ms(0), Time::from_ms(100));
        let at = |ms| tone(start, due, Time::from_ms(ms));
        assert_eq!(
            [at(49), at(50), at(79), at(80), at(100), at(101)],
            [Tone::Calm, Tone::Amber, Tone::Amber, Tone::Red, Tone::Red, Tone::Overdue]
        );
    }
}

//! Lists over all incidents: reports, receipts that are outstanding, instructions that are open.

use desk::{Db, Fault, Record};
use kernel::{Id, Scope, Time};
use rules::{Line, ReportKind};

use super::visible;
use crate::facts::{Manner, Way, parse};

/// How many reports or instructions a page holds at the most.
pub const LISTED_MAX: i64 = 200;
/// How many outstanding receipts are answered at the most.
pub const OUTSTANDING_MAX: i64 = 200;

/// A report in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// Which report.
    pub id: Id,
    /// About which incident.
    pub incident: Id,
    /// What kind.
    pub report: ReportKind,
    /// Which of its kind.
    pub seq: u32,
    /// Its number.
    pub number: String,
    /// How it stands.
    pub standing: String,
    /// Title and text; nothing where they were erased.
    pub words: Option<String>,
    /// When it was composed.
    pub made_at: Time,
    /// When it first went, as claimed.
    pub first_sent: Option<Time>,
    /// The post that signed it.
    pub signer: Option<String>,
}

/// A sending whose receipt is outstanding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outstanding {
    /// Which sending.
    pub sending: Id,
    /// Of which report.
    pub report: Id,
    /// About which incident.
    pub incident: Id,
    /// The number of the report.
    pub number: String,
    /// What the addressee is called.
    pub name: String,
    /// On which line.
    pub line: Line,
    /// Which way.
    pub way: Way,
    /// The number or address; nothing where there was none, or where it was erased.
    pub address: Option<String>,
    /// When it went, as claimed.
    pub sent_at: Time,
    /// What became of it.
    pub fate: String,
    /// By when its receipt should be there; nothing where no rule said.
    pub due_at: Option<Time>,
}

/// An instruction in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstructionLine {
    /// Which instruction.
    pub id: Id,
    /// About which incident.
    pub incident: Id,
    /// Its number.
    pub number: String,
    /// How it was given.
    pub manner: Manner,
    /// Who gave it.
    pub by_title: String,
    /// Whom it concerns.
    pub to_title: String,
    /// The words; nothing where they were erased.
    pub words: Option<String>,
    /// The words of the last feedback.
    pub feedback: Option<String>,
    /// How it stands.
    pub standing: String,
    /// When it was given, as claimed.
    pub given_at: Time,
    /// By when there must be feedback; nothing where nobody and no rule says.
    pub due_at: Option<Time>,
    /// When something was first fed back.
    pub fed_back_at: Option<Time>,
    /// Whether nothing more is to be done about it.
    pub ended: bool,
    /// Its version.
    pub version: u64,
}

/// Which instructions are asked for.
#[derive(Debug, Clone, Default)]
pub struct Instructed {
    /// Only those that are still open.
    pub open: bool,
    /// Only those that this post gave.
    pub by_post: Option<Id>,
    /// Only those that concern this post.
    pub to_post: Option<Id>,
}

/// Reports, the newest first, at most `limit`, before a cursor: the time of composing and the id of the last one seen.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn listed(db: &Db, scope: &Scope, before: Option<(Time, &str)>, limit: i64) -> Result<Vec<ReportLine>, Fault> {
    let (filter, mut args) = visible(scope, 1);
    let mut sql = format!(
        "select r.id, r.incident, r.report, r.seq, r.number, r.standing, r.made_at_ms, r.first_sent_ms, r.signer, s.words \
         from reports r left join sealed s on s.id = r.words_id where {filter}"
    );
    if let Some((time, id)) = before {
        args.extend([time.into(), id.into()]);
        sql.push_str(&format!(" and (r.made_at_ms, r.id) < (${}, ${})", args.len() - 1, args.len()));
    }
    args.push(limit.clamp(1, LISTED_MAX).into());
    sql.push_str(&format!(" order by r.made_at_ms desc, r.id desc limit ${}", args.len()));
    db.rows(sql, args).await?.iter().map(ReportLine::read).collect()
}

/// Sendings whose receipt is outstanding, the one due first leading, those without a limit last.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn outstanding(db: &Db, scope: &Scope, limit: i64) -> Result<Vec<Outstanding>, Fault> {
    let (filter, mut args) = visible(scope, 1);
    args.push(limit.clamp(1, OUTSTANDING_MAX).into());
    let sql = format!(
        "select r.id, r.report, r.incident, r.number, r.name, r.line, r.way, r.sent_at_ms, r.fate, r.due_at_ms, s.words \
         from report_sendings r left join sealed s on s.id = r.address_id where r.outstanding and {filter} \
         order by r.due_at_ms nulls last, r.id limit ${}",
        args.len()
    );
    db.rows(sql, args).await?.iter().map(Outstanding::read).collect()
}

/// Instructions, open ones first, the one due first leading, those without a limit last.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn instructions(db: &Db, scope: &Scope, asked: &Instructed, limit: i64) -> Result<Vec<InstructionLine>, Fault> {
    let (filter, mut args) = visible(scope, 1);
    let mut sql = format!(
        "select r.id, r.incident, r.number, r.manner, r.by_title, r.to_title, r.standing, r.given_at_ms, r.due_at_ms, \
         r.fed_back_at_ms, r.ended, r.version, w.words, f.words as feedback from instructions r \
         left join sealed w on w.id = r.words_id left join sealed f on f.id = r.feedback_id where {filter}"
    );
    if asked.open {
        sql.push_str(" and not r.ended");
    }
    for (column, post) in [("r.by_post", &asked.by_post), ("r.to_post", &asked.to_post)] {
        if let Some(post) = post {
            args.push(post.into());
            sql.push_str(&format!(" and {column} = ${}", args.len()));
        }
    }
    args.push(limit.clamp(1, LISTED_MAX).into());
    sql.push_str(&format!(" order by r.ended, r.due_at_ms nulls last, r.id limit ${}", args.len()));
    db.rows(sql, args).await?.iter().map(InstructionLine::read).collect()
}

fn listed_word<T: serde::de::DeserializeOwned>(row: &Record, column: &str) -> Result<T, Fault> {
    let text = row.text(column)?;
    parse(&text).ok_or_else(|| Fault::broken(format!("column {column} says {text:?}")))
}

impl ReportLine {
    fn read(row: &Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id("id")?,
            incident: row.id("incident")?,
            report: listed_word(row, "report")?,
            seq: u32::try_from(row.int("seq")?).unwrap_or(u32::MAX),
            number: row.text("number")?,
            standing: row.text("standing")?,
            words: row.maybe_text("words")?,
            made_at: row.time("made_at_ms")?,
            first_sent: row.maybe_time("first_sent_ms")?,
            signer: row.maybe_text("signer")?,
        })
    }
}

impl Outstanding {
    fn read(row: &Record) -> Result<Self, Fault> {
        Ok(Self {
            sending: row.id("id")?,
            report: row.id("report")?,
            incident: row.id("incident")?,
            number: row.text("number")?,
            name: row.text("name")?,
            line: listed_word(row, "line")?,
            way: listed_word(row, "way")?,
            address: row.maybe_text("words")?,
            sent_at: row.time("sent_at_ms")?,
            fate: row.text("fate")?,
            due_at: row.maybe_time("due_at_ms")?,
        })
    }
}

impl InstructionLine {
    fn read(row: &Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id("id")?,
            incident: row.id("incident")?,
            number: row.text("number")?,
            manner: listed_word(row, "manner")?,
            by_title: row.text("by_title")?,
            to_title: row.text("to_title")?,
            words: row.maybe_text("words")?,
            feedback: row.maybe_text("feedback")?,
            standing: row.text("standing")?,
            given_at: row.time("given_at_ms")?,
            due_at: row.maybe_time("due_at_ms")?,
            fed_back_at: row.maybe_time("fed_back_at_ms")?,
            ended: row.bool("ended")?,
            version: u64::try_from(row.int("version")?).unwrap_or(0),
        })
    }
}

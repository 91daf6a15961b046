//! Playing calls: rows of a real call log put on record as incidents, at a speed, with progress and times; it can be stopped and gone on with.

use std::path::{Path, PathBuf};
use std::time::Duration;

use desk::Stopwatch;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::Server;
use crate::{Stop, Tell};

/// How many calls go out at once at the most.
const AT_ONCE: usize = 64;
/// After how many calls progress is told.
const TELL_EVERY: usize = 250;
/// After how many calls it is noted how far the play is.
const NOTE_EVERY: usize = 50;

/// How the columns of a call log are read, and where its calls are put.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Whether the first row is a heading.
    #[serde(default)]
    pub heading: bool,
    /// The column (from 0) of what was said.
    pub words: usize,
    /// The column of where.
    #[serde(default)]
    pub place: Option<usize>,
    /// The columns of latitude and longitude.
    #[serde(default)]
    pub point: Option<(usize, usize)>,
    /// Classes by words that occur in what was said, the first that fits.
    #[serde(default)]
    pub classes: Vec<ClassByWord>,
    /// The points of the log are moved so that its middle lies here: latitude and longitude.
    #[serde(default)]
    pub onto: Option<(f64, f64)>,
}

/// A class for calls in which a word occurs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassByWord {
    /// The word, in any case.
    pub word: String,
    /// The class.
    pub class: String,
}

/// A play of calls.
#[derive(Debug, Clone)]
pub struct Calls {
    /// The log, CSV.
    pub file: PathBuf,
    /// How its columns are read.
    pub mapping: Mapping,
    /// In which area the calls are put, where they have no point.
    pub area: String,
    /// How many calls a second; 0 for as fast as the server answers.
    pub per_second: u32,
}

/// How a play of calls went.
#[derive(Debug, Clone, Default)]
pub struct Played {
    /// How many calls were put on record.
    pub recorded: usize,
    /// How many had been put on record by an earlier play.
    pub before: usize,
    /// What the server answered instead, by status.
    pub failed: Vec<(u16, usize)>,
    /// Milliseconds until a call was on record: half of them, 95 of 100, 99 of 100 took no longer.
    pub percentiles_ms: (f64, f64, f64),
    /// How many calls a second.
    pub rate: f64,
}

/// Plays the calls of a log. A note in the temporary folder says how far it came, so that a play that was stopped goes on from there.
///
/// # Errors
/// When the log cannot be read or the server does not answer.
pub async fn play_calls(server: &Server, calls: &Calls, tell: Tell<'_>) -> Result<Played, Stop> {
    let bodies = read(calls)?;
    let note = Note::of(&calls.file, &calls.area, server);
    let start = note.read().min(bodies.len());
    let watch = Stopwatch::start();
    let mut times_ms: Vec<f64> = Vec::with_capacity(bodies.len() - start);
    let mut played = Played { before: start, ..Played::default() };
    let mut next = start;
    while next < bodies.len() {
        let size = if calls.per_second == 0 { AT_ONCE } else { (calls.per_second as usize).clamp(1, AT_ONCE) };
        let end = (next + size).min(bodies.len());
        let waits = (next..end).map(|n| record(server.clone(), bodies[n].clone(), format!("calls-{}-{n}", note.key)));
        let tasks: Vec<_> = waits.map(tokio::spawn).collect();
        for task in tasks {
            let (status, took_ms) = task.await.map_err(|e| server.stop(&e.to_string()))??;
            if (200..300).contains(&status) {
                played.recorded += 1;
                times_ms.push(took_ms);
            } else {
                count(&mut played.failed, status);
            }
        }
        next = end;
        if next % NOTE_EVERY < size || next == bodies.len() {
            note.write(next)?;
        }
        if next % TELL_EVERY < size {
            tell(&format!("{next} of {} calls, {:.0} a second", bodies.len(), (next - start) as f64 / watch.seconds()));
        }
        pace(calls.per_second, next - start, watch).await;
    }
    times_ms.sort_by(f64::total_cmp);
    played.percentiles_ms = (share(&times_ms, 0.50), share(&times_ms, 0.95), share(&times_ms, 0.99));
    played.rate = played.recorded as f64 / watch.seconds().max(f64::MIN_POSITIVE);
    Ok(played)
}

async fn record(server: Server, body: Value, key: String) -> Result<(u16, f64), Stop> {
    let watch = Stopwatch::start();
    let answer = server.ask(Method::POST, "/api/incidents", Some(&body), Some(&key)).await?;
    Ok((answer.status.as_u16(), watch.seconds() * 1_000.0))
}

async fn pace(per_second: u32, done: usize, watch: Stopwatch) {
    if per_second > 0 {
        let ahead = done as f64 / f64::from(per_second) - watch.seconds();
        if ahead > 0.0 {
            tokio::time::sleep(Duration::from_secs_f64(ahead)).await;
        }
    }
}

fn count(failed: &mut Vec<(u16, usize)>, status: u16) {
    match failed.iter_mut().find(|(known, _)| *known == status) {
        Some((_, n)) => *n += 1,
        None => failed.push((status, 1)),
    }
}

fn share(sorted: &[f64], share: f64) -> f64 {
    let at = ((sorted.len() as f64 * share).ceil() as usize).clamp(1, sorted.len().max(1)) - 1;
    sorted.get(at).copied().unwrap_or(0.0)
}

fn read(calls: &Calls) -> Result<Vec<Value>, Stop> {
    let wrong = |what: String| Stop::File { file: calls.file.display().to_string(), what };
    let log = std::fs::File::open(&calls.file).map_err(|e| wrong(e.to_string()))?;
    calls.bodies(log).map_err(wrong)
}

fn point(row: &csv::StringRecord, (lat, lon): (usize, usize)) -> Option<(f64, f64)> {
    Some((row.get(lat)?.trim().parse().ok()?, row.get(lon)?.trim().parse().ok()?))
}

fn middle(rows: &[csv::StringRecord], columns: (usize, usize)) -> (f64, f64) {
    let points: Vec<(f64, f64)> = rows.iter().filter_map(|row| point(row, columns)).collect();
    let n = points.len().max(1) as f64;
    (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n)
}

impl Calls {
    /// What each row of a log says at the door.
    ///
    /// # Errors
    /// Where the log is no CSV.
    pub fn bodies(&self, log: impl std::io::Read) -> Result<Vec<Value>, String> {
        let mut reader = csv::ReaderBuilder::new().has_headers(self.mapping.heading).flexible(true).from_reader(log);
        let rows = reader.records().collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
        let middle = self.mapping.point.map(|columns| middle(&rows, columns));
        Ok(rows.iter().map(|row| self.body(row, middle)).collect())
    }

    fn body(&self, row: &csv::StringRecord, middle: Option<(f64, f64)>) -> Value {
        let mapping = &self.mapping;
        let words = row.get(mapping.words).unwrap_or_default().trim();
        let place = mapping.place.and_then(|column| row.get(column)).unwrap_or_default().trim();
        let lower = words.to_lowercase();
        let class = mapping.classes.iter().find(|rule| lower.contains(&rule.word.to_lowercase())).map(|rule| rule.class.clone());
        let mut where_ = json!({ "text": place });
        match (mapping.point.and_then(|columns| point(row, columns)), mapping.onto, middle) {
            (Some((lat, lon)), Some(onto), Some(middle)) => {
                where_["lat"] = json!(lat - middle.0 + onto.0);
                where_["lon"] = json!(lon - middle.1 + onto.1);
            }
            _ => where_["areas"] = json!([self.area]),
        }
        json!({ "summary": if words.is_empty() { "call" } else { words }, "class": class, "place": where_ })
    }
}

/// How far a play of this log against this server has come: the log itself may lie where nothing can be written.
struct Note {
    path: PathBuf,
    key: String,
}

impl Note {
    fn of(file: &Path, area: &str, server: &Server) -> Self {
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let at: String = server.url().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        Self { path: std::env::temp_dir().join(format!("watchfire-{name}-{area}-{at}.played")), key: format!("{name}-{area}") }
    }

    fn read(&self) -> usize {
        std::fs::read_to_string(&self.path).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
    }

    fn write(&self, done: usize) -> Result<(), Stop> {
        let wrong = |e: std::io::Error| Stop::File { file: self.path.display().to_string(), what: e.to_string() };
        std::fs::write(&self.path, done.to_string()).map_err(wrong)
    }
}

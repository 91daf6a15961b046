//! A night as data: who does what at which moment of the world's clock, and what must be true by when.

use std::collections::BTreeMap;

use kernel::Time;
use serde::Deserialize;

use crate::Stop;

/// How many steps a night may have.
pub const STEPS_MAX: usize = 2_000;

/// A night.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Night {
    /// What it is called, by language.
    pub title: BTreeMap<String, String>,
    /// After which published inquiry and which real conditions it was written.
    pub after: String,
    /// The folder of the city it is played in.
    #[serde(default)]
    pub city: String,
    /// The area whose desk plays it.
    pub area: String,
    /// When it begins, RFC 3339.
    pub starts_at: String,
    /// What happens, in order.
    pub steps: Vec<Step>,
    /// Spans that are timed and must not be longer than their limit.
    #[serde(default)]
    pub stopwatch: Vec<Span>,
}

/// One thing that somebody does.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What it is called, for the stopwatch and for what is said of it.
    pub id: String,
    /// When: minutes and seconds after the beginning, `+03:30`. It is done then or, if the night is late, at once.
    pub at: String,
    /// Who does it.
    pub who: String,
    /// What they say or do, as a person reads it.
    #[serde(default)]
    pub says: String,
    /// The request: `POST /api/incidents`, with `{name}` for what an earlier step saved. Without one it is only told.
    #[serde(default)]
    pub request: Option<String>,
    /// Its body. Texts of the form `{name}` stand for what was saved, `{now}` for the world's time, `{+03:30}` for a moment of the night.
    #[serde(default)]
    pub body: Option<toml::Value>,
    /// What is kept of the answer: a name, and where in the answer it stands as a JSON pointer.
    #[serde(default)]
    pub save: BTreeMap<String, String>,
    /// What must be true of the answer.
    #[serde(default)]
    pub expect: Vec<Expectation>,
    /// The status it must be answered with; any 2xx where nothing is said.
    #[serde(default)]
    pub status: Option<u16>,
    /// It is asked again until its expectations hold, or so many seconds of the world's clock have passed.
    #[serde(default)]
    pub within_s: Option<i64>,
}

/// What must be true of an answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Where in the answer, as a JSON pointer; `*` stands for some element of a list.
    pub at: String,
    /// Is exactly this.
    #[serde(default)]
    pub is: Option<toml::Value>,
    /// Is not this.
    #[serde(default)]
    pub is_not: Option<toml::Value>,
    /// Contains this text.
    #[serde(default)]
    pub contains: Option<String>,
    /// Is there, or is not.
    #[serde(default)]
    pub exists: Option<bool>,
    /// Is at least this number, or a list that long.
    #[serde(default)]
    pub at_least: Option<i64>,
    /// Is no text longer than this.
    #[serde(default)]
    pub chars_max: Option<usize>,
}

/// A span of the night that is timed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// What it is called.
    pub name: String,
    /// The step at whose end it begins.
    pub from: String,
    /// The step at whose end it ends.
    pub to: String,
    /// The longest it may be, in seconds of the world's clock.
    pub limit_s: i64,
}

impl Night {
    /// Reads a night and checks that its steps and spans name each other.
    ///
    /// # Errors
    /// What is wrong, with the file's name.
    pub fn parse(file: &str, text: &str) -> Result<Self, Stop> {
        let wrong = |what: String| Stop::File { file: file.to_owned(), what };
        let night: Self = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
        Time::parse(&night.starts_at).map_err(|e| wrong(format!("starts_at: {e}")))?;
        if night.steps.is_empty() || night.steps.len() > STEPS_MAX {
            return Err(wrong(format!("a night has 1 to {STEPS_MAX} steps, not {}", night.steps.len())));
        }
        for step in &night.steps {
            offset_s(&step.at).ok_or_else(|| wrong(format!("step {}: at {:?} is not +MM:SS", step.id, step.at)))?;
        }
        for span in &night.stopwatch {
            for id in [&span.from, &span.to] {
                if night.steps.iter().all(|step| step.id != *id) {
                    return Err(wrong(format!("stopwatch {:?}: there is no step {id:?}", span.name)));
                }
            }
        }
        Ok(night)
    }

    /// When it begins.
    #[must_use]
    pub fn begins(&self) -> Time {
        Time::parse(&self.starts_at).unwrap_or_default()
    }
}

/// `+MM:SS` or `+HH:MM:SS` in seconds; with a minus, before the beginning.
pub(crate) fn offset_s(text: &str) -> Option<i64> {
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix('-')?),
    };
    let digits = |part: &str| if part.bytes().all(|b| b.is_ascii_digit()) { part.parse::<u32>().ok() } else { None };
    let parts: Option<Vec<i64>> = rest.split(':').map(|part| digits(part).map(i64::from)).collect();
    match parts?.as_slice() {
        [m, s] => Some(sign * (m * 60 + s)),
        [h, m, s] => Some(sign * (h * 3_600 + m * 60 + s)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_of_the_night_is_minutes_and_seconds_after_its_beginning() {
        assert_eq!(offset_s("+03:30"), Some(210));
        assert_eq!((offset_s("+01:00:05"), offset_s("-02:00")), (Some(3_605), Some(-120)));
        assert_eq!((offset_s("03:30"), offset_s("+3"), offset_s("+a:b")), (None, None, None));
        assert_eq!((offset_s("+-3:30"), offset_s("++3:30"), offset_s("+9223372036854775807:00")), (None, None, None));
    }

    #[test]
    fn a_span_that_names_no_step_is_a_fault_of_the_file() {
        let text = r#"
            title = { en = "t" }
            after = "nothing"
            area = "990100"
            starts_at = "2026-07-21T03:12:00+08:00"
            steps = [{ id = "ring", at = "+00:00", who = "caller" }]
            stopwatch = [{ name = "s", from = "ring", to = "told", limit_s = 60 }]
        "#;
        assert!(Night::parse("n.toml", text).unwrap_err().to_string().contains("no step \"told\""));
    }
}

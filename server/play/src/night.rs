//! Playing a night: each step at its moment of the world's clock, its expectations checked, the spans timed.

use std::collections::BTreeMap;
use std::time::Duration;

use kernel::Time;
use reqwest::Method;
use serde_json::Value;

use crate::client::{Answered, Server};
use crate::expect::find;
use crate::script::{Night, Span, Step, offset_s};
use crate::{Stop, Tell};

/// How often the world's clock is looked at while a step waits for its moment.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// How a night went.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// How many expectations held.
    pub held: usize,
    /// What did not hold, in sentences.
    pub broken: Vec<String>,
    /// The stopwatch: name, seconds of the world's clock, limit in seconds.
    pub stopwatch: Vec<(String, i64, i64)>,
}

impl Verdict {
    /// Whether every expectation held and no span was too long.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.broken.is_empty() && self.stopwatch.iter().all(|(_, took, limit)| took <= limit)
    }

    /// The stopwatch as a table, for people.
    #[must_use]
    pub fn table(&self) -> String {
        let mut table = String::from("| task | took | limit | |\n|---|---:|---:|---|\n");
        for (name, took, limit) in &self.stopwatch {
            let mark = if took <= limit { "in time" } else { "TOO LATE" };
            table.push_str(&format!("| {name} | {} | {} | {mark} |\n", minutes(*took), minutes(*limit)));
        }
        table
    }
}

fn minutes(s: i64) -> String {
    format!("{}:{:02}", s / 60, s % 60)
}

struct Play<'a> {
    server: &'a Server,
    begins: Time,
    saved: BTreeMap<String, String>,
    ended: BTreeMap<String, Time>,
    verdict: Verdict,
}

/// Plays a night against a server whose world's clock stands at its beginning or before.
///
/// # Errors
/// When the server does not answer, or a request names what no step has saved.
pub async fn play_night(server: &Server, night: &Night, tell: Tell<'_>) -> Result<Verdict, Stop> {
    let mut play = Play {
        server,
        begins: server.now().await?.max(night.begins()),
        saved: BTreeMap::new(),
        ended: BTreeMap::new(),
        verdict: Verdict::default(),
    };
    for step in &night.steps {
        let now = play.wait(step).await?;
        tell(&format!("{} {:<10} {}: {}", minutes(now.since_ms(play.begins) / 1_000), step.id, step.who, step.says));
        let broken = play.step(step).await?;
        broken.iter().for_each(|what| tell(&format!("      ✗ {what}")));
        play.verdict.broken.extend(broken.into_iter().map(|what| format!("{}: {what}", step.id)));
        play.ended.insert(step.id.clone(), server.now().await?);
    }
    for span in &night.stopwatch {
        let took = play.took(span);
        play.verdict.stopwatch.push((span.name.clone(), took, span.limit_s));
    }
    Ok(play.verdict)
}

impl Play<'_> {
    /// Waits until the world's clock shows the step's moment.
    async fn wait(&self, step: &Step) -> Result<Time, Stop> {
        let moment = self.moment(&step.at);
        loop {
            let now = self.server.now().await?;
            if now >= moment {
                return Ok(now);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    fn moment(&self, at: &str) -> Time {
        self.begins.plus_ms(offset_s(at).unwrap_or(0) * 1_000)
    }

    fn took(&self, span: &Span) -> i64 {
        let at = |id: &String| self.ended.get(id).copied().unwrap_or(self.begins);
        at(&span.to).since_ms(at(&span.from)) / 1_000
    }

    /// Does what the step says; answers what did not hold.
    async fn step(&mut self, step: &Step) -> Result<Vec<String>, Stop> {
        let Some(request) = &step.request else { return Ok(Vec::new()) };
        let until = self.server.now().await?.plus_ms(step.within_s.unwrap_or(0) * 1_000);
        loop {
            let answer = self.request(step, request).await?;
            let broken = self.judge(step, &answer);
            if broken.is_empty() || self.server.now().await? >= until {
                self.verdict.held += 1 + step.expect.len() - broken.len().min(1 + step.expect.len());
                self.save(step, &answer);
                return Ok(broken);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn request(&self, step: &Step, request: &str) -> Result<Answered, Stop> {
        let wrong = |what: String| Stop::File { file: format!("step {}", step.id), what };
        let (method, path) = request.split_once(' ').ok_or_else(|| wrong(format!("{request:?} is no request")))?;
        let method = Method::from_bytes(method.as_bytes()).map_err(|e| wrong(e.to_string()))?;
        let path = self.filled(path.trim()).await.map_err(wrong)?;
        let body = match &step.body {
            Some(body) => {
                let json = serde_json::to_value(body).map_err(|e| wrong(e.to_string()))?;
                Some(self.filled_json(json).await.map_err(wrong)?)
            }
            None => None,
        };
        let key = (method != Method::GET).then(|| format!("night-{}-{}", self.begins.ms(), step.id));
        self.server.ask(method, &path, body.as_ref(), key.as_deref()).await
    }

    fn judge(&self, step: &Step, answer: &Answered) -> Vec<String> {
        let fits = step.status.map_or(answer.status.is_success(), |status| answer.status.as_u16() == status);
        if !fits {
            return vec![format!("answered {}: {}", answer.status, answer.body)];
        }
        step.expect.iter().filter_map(|expectation| expectation.broken_by(&answer.body)).collect()
    }

    fn save(&mut self, step: &Step, answer: &Answered) {
        for (name, pointer) in &step.save {
            if let Some(value) = find(&answer.body, pointer).first() {
                let text = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
                self.saved.insert(name.clone(), text);
            }
        }
    }

    /// Puts what was saved, the world's time and moments of the night into a text.
    async fn filled(&self, text: &str) -> Result<String, String> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').ok_or_else(|| format!("{text:?} has an open brace"))?;
            out.push_str(before);
            out.push_str(&self.named(name).await?);
            rest = behind;
        }
        out.push_str(rest);
        Ok(out)
    }

    async fn named(&self, name: &str) -> Result<String, String> {
        if name == "now" {
            return self.server.now().await.map(Time::to_utc_text).map_err(|stop| stop.to_string());
        }
        if offset_s(name).is_some() {
            return Ok(self.moment(name).to_utc_text());
        }
        self.saved.get(name).cloned().ok_or_else(|| format!("nothing was saved as {name:?}"))
    }

    async fn filled_json(&self, value: Value) -> Result<Value, String> {
        Ok(match value {
            Value::String(text) => Value::String(self.filled(&text).await?),
            Value::Array(list) => {
                let mut filled = Vec::with_capacity(list.len());
                for element in list {
                    filled.push(Box::pin(self.filled_json(element)).await?);
                }
                Value::Array(filled)
            }
            Value::Object(map) => {
                let mut filled = serde_json::Map::new();
                for (name, element) in map {
                    filled.insert(name, Box::pin(self.filled_json(element)).await?);
                }
                Value::Object(filled)
            }
            other => other,
        })
    }
}

//! The server as the people in a play reach it: JSON over HTTP with a bearer token.

use std::time::Duration;

use kernel::Time;
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;

use crate::Stop;

/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// A server that is played against. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Server {
    url: String,
    token: String,
    client: Client,
}

/// What a request was answered with.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    pub status: StatusCode,
    pub body: Value,
}

impl Server {
    /// The server at `url`, spoken to with `token`.
    ///
    /// # Errors
    /// When no client can be made.
    pub fn at(url: &str, token: &str) -> Result<Self, Stop> {
        let url = url.trim_end_matches('/').to_owned();
        let client = Client::builder().timeout(ANSWER_WITHIN).build();
        let client = client.map_err(|e| Stop::Server { url: url.clone(), what: format!("cannot be reached: {e}") })?;
        Ok(Self { url, token: token.trim().to_owned(), client })
    }

    /// Its address.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// What time it is in the server's world.
    ///
    /// # Errors
    /// When it does not say.
    pub async fn now(&self) -> Result<Time, Stop> {
        let health = self.ask(Method::GET, "/healthz", None, None).await?;
        let now = health.body.get("now").and_then(Value::as_str).and_then(|text| Time::parse(text).ok());
        now.ok_or_else(|| self.stop("does not say what time it is in its world"))
    }

    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> Result<Answered, Stop> {
        let mut request = self.client.request(method, format!("{}{path}", self.url)).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        let answer = request.send().await.map_err(|e| self.stop(&format!("does not answer {path}: {e}")))?;
        let status = answer.status();
        let bytes = answer.bytes().await.map_err(|e| self.stop(&format!("broke off in {path}: {e}")))?;
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok(Answered { status, body })
    }

    pub(crate) fn stop(&self, what: &str) -> Stop {
        Stop::Server { url: self.url.clone(), what: what.to_owned() }
    }
}

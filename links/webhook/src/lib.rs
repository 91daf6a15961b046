//! Webhooks out: posts messages of the outbox as JSON, signed as Standard Webhooks have it, to addresses that the operator has allowed.
//!
//! Addresses come from the contact book, which many may edit: so only those that begin with a destination named in `watchfire.toml`
//! are ever called, redirects are not followed, and nothing of this machine's network can be reached by writing its address somewhere.

mod settings;
mod signature;

use std::time::Duration;

use desk::{BoxFuture, Outgoing, Sender};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use serde::Serialize;

use settings::Door;
pub use settings::{Destination, Unusable};
pub use signature::signed;

/// The channel of the outbox that this way out serves.
pub const CHANNEL: &str = "webhook";
/// How long one call may take.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// The longest answer that is kept, in characters.
pub const ANSWER_CHARS_MAX: usize = 300;
/// How much of an answer is read, in bytes.
const ANSWER_BYTES_MAX: usize = 2_000;

/// The way out by webhook.
pub struct Webhook {
    client: Client,
    doors: Vec<Door>,
}

/// What is posted.
#[derive(Serialize)]
struct Posted<'a> {
    id: &'a str,
    subject: &'a str,
    text: &'a str,
    about: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<&'a str>,
}

impl Webhook {
    /// Makes the way out to these destinations.
    ///
    /// # Errors
    /// Which destination cannot be used, and why.
    pub fn open(destinations: &[Destination]) -> Result<Self, Unusable> {
        let doors = destinations.iter().map(Door::open).collect::<Result<_, _>>()?;
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .user_agent(concat!("watchfire/", env!("CARGO_PKG_VERSION")))
            .no_proxy()
            .build()
            .map_err(|e| Unusable::Tls(causes(&e)))?;
        Ok(Self { client, doors })
    }

    async fn post(&self, message: &Outgoing) -> Result<String, String> {
        let url: Url = message.address.trim().parse().map_err(|e| format!("the address is no URL: {e}"))?;
        let door = self.doors.iter().filter(|door| door.leads_to(&url)).max_by_key(|door| door.depth());
        let door = door.ok_or("no [[webhook]] in watchfire.toml allows this address")?;
        let body = posted(message)?;
        let at_s = desk::machine_now().ms() / 1_000;
        let mut request = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("idempotency-key", message.id.as_str())
            .header("webhook-id", message.id.as_str())
            .header("webhook-timestamp", at_s);
        if let Some(key) = door.key() {
            request = request.header("webhook-signature", signed(key, message.id.as_str(), at_s, &body));
        }
        let response = request.body(body).send().await.map_err(|e| cut(&causes(&e)))?;
        let taken = response.status().is_success();
        let answer = answer(response).await;
        if taken { Ok(answer) } else { Err(answer) }
    }
}

impl Sender for Webhook {
    fn channel(&self) -> &'static str {
        CHANNEL
    }

    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<String, String>> {
        Box::pin(self.post(message))
    }
}

fn posted(message: &Outgoing) -> Result<String, String> {
    let posted = Posted {
        id: message.id.as_str(),
        subject: &message.subject,
        text: &message.body,
        about: &message.stream,
        case: message.case.as_ref().map(kernel::Id::as_str),
    };
    serde_json::to_string(&posted).map_err(|e| e.to_string())
}

/// The status and the beginning of what the other side said.
async fn answer(mut response: Response) -> String {
    let status = response.status();
    let mut said = Vec::new();
    while said.len() < ANSWER_BYTES_MAX {
        match response.chunk().await {
            Ok(Some(chunk)) => said.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    said.truncate(ANSWER_BYTES_MAX);
    cut(format!("{status} {}", String::from_utf8_lossy(&said)).trim())
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text.push_str(": ");
        text.push_str(&error.to_string());
        next = error.source();
    }
    text
}

fn cut(text: &str) -> String {
    text.chars().take(ANSWER_CHARS_MAX).collect()
}

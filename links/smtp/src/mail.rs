//! A message of the outbox as a letter (RFC 5322): plain text in UTF-8, one addressee.

use desk::Outgoing;
use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};

use crate::settings::{Settings, Unusable};

/// The longest subject line, in characters.
const SUBJECT_CHARS_MAX: usize = 200;

/// What is the same on every letter.
pub(crate) struct Letterhead {
    from: Mailbox,
}

impl Letterhead {
    pub(crate) fn of(settings: &Settings) -> Result<Self, Unusable> {
        let from = settings.from.parse().map_err(|_| Unusable::From(settings.from.clone()))?;
        Ok(Self { from })
    }

    /// The domain that the letters come from.
    pub(crate) fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// The letter, or why it can never be one.
    pub(crate) fn letter(&self, message: &Outgoing) -> Result<Message, String> {
        let to: Mailbox = message.address.trim().parse().map_err(|e| format!("the address is no mailbox: {e}"))?;
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(one_line(&message.subject))
            .message_id(Some(format!("<{}@{}>", message.id, self.domain())))
            // RFC 3834: machines that answer letters by themselves leave this one alone.
            .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(message.body.clone())
            .map_err(|e| format!("the letter cannot be written: {e}"))
    }
}

/// A subject holds no line break, or it would go on as another header.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SUBJECT_CHARS_MAX).collect()
}

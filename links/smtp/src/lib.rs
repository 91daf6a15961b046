//! Mail out (SMTP, RFC 5321): hands messages of the outbox to the office's own mail server.
//!
//! A message that is handed over twice has the same `Message-ID`, made of its id, so that the other side can drop the second.

mod mail;
mod settings;

use desk::{BoxFuture, Outgoing, Sender};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

pub use settings::{Security, Settings, Unusable};

/// The channel of the outbox that this way out serves.
pub const CHANNEL: &str = "email";
/// How many connections to the mail server are kept at the most.
pub const CONNECTIONS_MAX: u32 = 4;
/// The longest answer of a mail server that is kept, in characters.
pub const ANSWER_CHARS_MAX: usize = 300;

/// The way out by mail.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    letterhead: mail::Letterhead,
}

impl Smtp {
    /// Makes the way out; it connects when the first message goes. Must be called inside the runtime.
    ///
    /// # Errors
    /// What in the settings cannot be used.
    pub fn open(settings: &Settings) -> Result<Self, Unusable> {
        let letterhead = mail::Letterhead::of(settings)?;
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port())
            .tls(tls(settings)?)
            .hello_name(ClientId::Domain(letterhead.domain().to_owned()))
            .timeout(Some(settings.patience()))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS_MAX));
        if let Some(user) = &settings.user {
            builder = builder.credentials(Credentials::new(user.clone(), settings.password()?));
        }
        Ok(Self { transport: builder.build(), letterhead })
    }
}

impl Sender for Smtp {
    fn channel(&self) -> &'static str {
        CHANNEL
    }

    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<String, String>> {
        Box::pin(async move {
            let letter = self.letterhead.letter(message)?;
            self.transport.send(letter).await.map(|response| answer(&response)).map_err(|e| cut(&e.to_string()))
        })
    }
}

fn tls(settings: &Settings) -> Result<Tls, Unusable> {
    let parameters = || {
        let mut builder = TlsParameters::builder(settings.host.clone());
        if let Some(authority) = settings.authority()? {
            let certificate = Certificate::from_pem(&authority).map_err(|e| Unusable::Authority(e.to_string()))?;
            builder = builder.add_root_certificate(certificate);
        }
        builder.build().map_err(|e| Unusable::Authority(e.to_string()))
    };
    Ok(match settings.security {
        Security::Tls => Tls::Wrapper(parameters()?),
        Security::StartTls => Tls::Required(parameters()?),
        Security::None => Tls::None,
    })
}

fn answer(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    cut(&format!("{} {}", response.code(), lines.join(" ")))
}

fn cut(text: &str) -> String {
    text.chars().take(ANSWER_CHARS_MAX).collect()
}

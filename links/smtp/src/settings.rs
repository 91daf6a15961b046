//! The `[smtp]` section of `watchfire.toml`.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

/// How long one exchange with the mail server may take when nothing is said, in seconds.
pub const PATIENCE_S: u64 = 10;
/// The longest that it may be set to, in seconds: what waits behind a dead server waits so long for each message.
pub const PATIENCE_S_MAX: u64 = 60;

/// Where the mail server is and how it is spoken to.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The server's name, as its certificate has it.
    pub host: String,
    /// The port; 465, 587 or 25 by `security` when nothing is said.
    pub port: Option<u16>,
    /// How the connection is kept from others.
    #[serde(default)]
    pub security: Security,
    /// A file with the certificate (PEM) of the authority that signed the server's, where the public ones did not.
    pub authority_file: Option<PathBuf>,
    /// Who signs in to the server; nobody when nothing is said.
    pub user: Option<String>,
    /// The password. Better in a file of its own.
    pub password: Option<String>,
    /// A file that holds the password.
    pub password_file: Option<PathBuf>,
    /// Whose letters they are: `Duty office <duty@city.example>`.
    pub from: String,
    /// How long one exchange may take, in seconds (1 to [`PATIENCE_S_MAX`]).
    pub patience_s: Option<u64>,
}

/// How the connection is kept from others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte.
    #[default]
    Tls,
    /// TLS begun by STARTTLS; a server that does not offer it is refused.
    StartTls,
    /// Nothing: for a server on this machine or behind a wall of its own.
    None,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// `from` is no mailbox.
    #[error("[smtp] from = {0:?} is no mailbox: write it as \"Duty office <duty@city.example>\"")]
    From(String),
    /// The authority's certificate cannot be used.
    #[error("[smtp] authority_file cannot be used: {0}")]
    Authority(String),
    /// The password cannot be read.
    #[error("[smtp] password_file {0}: {1}")]
    Password(PathBuf, std::io::Error),
    /// There is a user and no password.
    #[error("[smtp] names a user and neither password nor password_file")]
    NoPassword,
}

impl Settings {
    /// The port, as said or as usual for the security.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            Security::Tls => 465,
            Security::StartTls => 587,
            Security::None => 25,
        })
    }

    pub(crate) fn patience(&self) -> Duration {
        Duration::from_secs(self.patience_s.unwrap_or(PATIENCE_S).clamp(1, PATIENCE_S_MAX))
    }

    pub(crate) fn password(&self) -> Result<String, Unusable> {
        match (&self.password, &self.password_file) {
            (Some(password), _) => Ok(password.clone()),
            (None, Some(file)) => {
                let text = std::fs::read_to_string(file).map_err(|e| Unusable::Password(file.clone(), e))?;
                Ok(text.trim_end_matches(['\r', '\n']).to_owned())
            }
            (None, None) => Err(Unusable::NoPassword),
        }
    }

    pub(crate) fn authority(&self) -> Result<Option<Vec<u8>>, Unusable> {
        let read = |file: &PathBuf| std::fs::read(file).map_err(|e| Unusable::Authority(format!("{}: {e}", file.display())));
        self.authority_file.as_ref().map(read).transpose()
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Settings({}:{}, {:?})", self.host, self.port(), self.security)
    }
}

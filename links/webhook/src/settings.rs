//! The `[[webhook]]` sections of `watchfire.toml`: where calls may go, and what they are signed with.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use reqwest::Url;
use serde::Deserialize;

/// How a secret may begin, as Standard Webhooks write it; what follows is base64.
const SECRET_MARK: &str = "whsec_";
/// The fewest bytes of a secret.
const SECRET_BYTES_MIN: usize = 16;

/// Where calls may go.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// What an address must begin with: `https://neighbour.example/hooks/`. `http://` is only good for what it says.
    pub to: String,
    /// What calls are signed with: `whsec_` and base64, or words. Unsigned when nothing is said. Better in a file of its own.
    pub secret: Option<String>,
    /// A file that holds the secret.
    pub secret_file: Option<PathBuf>,
}

/// Why a destination cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// `to` is no address that a call can go to.
    #[error("[[webhook]] to = {0:?} is no http or https address without user, query and fragment")]
    To(String),
    /// The secret cannot be read.
    #[error("[[webhook]] secret_file {0}: {1}")]
    Secret(PathBuf, std::io::Error),
    /// The secret is too short or no base64.
    #[error("[[webhook]] the secret for {0} is shorter than {SECRET_BYTES_MIN} bytes, or no base64 after {SECRET_MARK}")]
    WeakSecret(String),
    /// The certificates of this machine cannot be read.
    #[error("[[webhook]] cannot speak TLS: {0}")]
    Tls(String),
}

/// A destination that was checked.
pub(crate) struct Door {
    to: Url,
    key: Option<Vec<u8>>,
}

impl Door {
    pub(crate) fn open(destination: &Destination) -> Result<Self, Unusable> {
        let wrong = || Unusable::To(destination.to.clone());
        let to: Url = destination.to.trim().parse().map_err(|_| wrong())?;
        let plain = to.username().is_empty() && to.password().is_none() && to.query().is_none() && to.fragment().is_none();
        if !matches!(to.scheme(), "http" | "https") || !plain {
            return Err(wrong());
        }
        Ok(Self { to, key: destination.key()? })
    }

    /// Whether the address lies behind this door: same scheme, host and port, and a path that begins with the door's, part by part.
    pub(crate) fn leads_to(&self, address: &Url) -> bool {
        let door = self.to.path().trim_end_matches('/');
        let rest = address.path().strip_prefix(door);
        address.origin() == self.to.origin()
            && address.username().is_empty()
            && address.password().is_none()
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// How narrow the door is: of several that lead to an address the narrowest counts.
    pub(crate) fn depth(&self) -> usize {
        self.to.path().len()
    }

    pub(crate) fn key(&self) -> Option<&[u8]> {
        self.key.as_deref()
    }
}

impl Destination {
    fn key(&self) -> Result<Option<Vec<u8>>, Unusable> {
        let secret = match (&self.secret, &self.secret_file) {
            (Some(secret), _) => secret.clone(),
            (None, Some(file)) => std::fs::read_to_string(file).map_err(|e| Unusable::Secret(file.clone(), e))?,
            (None, None) => return Ok(None),
        };
        let weak = || Unusable::WeakSecret(self.to.clone());
        let key = match secret.trim().strip_prefix(SECRET_MARK) {
            Some(base64) => BASE64.decode(base64).map_err(|_| weak())?,
            None => secret.trim().as_bytes().to_vec(),
        };
        if key.len() < SECRET_BYTES_MIN { Err(weak()) } else { Ok(Some(key)) }
    }
}

impl std::fmt::Debug for Destination {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Destination({})", self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door(to: &str) -> Result<Door, Unusable> {
        Door::open(&Destination { to: to.into(), secret: None, secret_file: None })
    }

    #[test]
    fn a_door_leads_to_what_lies_behind_it_and_nowhere_else() {
        let door = door("https://town.example/hooks/").unwrap();
        let leads = |to: &str| door.leads_to(&to.parse().unwrap());
        for inside in ["https://town.example/hooks", "https://town.example/hooks/duty?x=1", "https://TOWN.example:443/hooks/a/b"]
        {
            assert!(leads(inside), "{inside}");
        }
        for outside in [
            "http://town.example/hooks/duty",
            "https://town.example/hooksy",
            "https://town.example/hooks/../admin",
            "https://town.example/",
            "https://town.example:8443/hooks/duty",
            "https://town.example@127.0.0.1/hooks/duty",
            "https://user:word@town.example/hooks/duty",
            "https://elsewhere.example/hooks/duty",
        ] {
            assert!(!leads(outside), "{outside}");
        }
    }

    #[test]
    fn a_door_is_a_plain_address() {
        for wrong in ["", "town.example", "ftp://town.example/", "https://a:b@town.example/", "https://town.example/?x=1"] {
            assert!(door(wrong).is_err(), "{wrong}");
        }
        assert!(door("http://127.0.0.1:9000/").is_ok(), "the operator may name a machine of the own network");
    }

    #[test]
    fn a_short_secret_is_refused() {
        let with = |secret: &str| Destination { to: "https://a.example/".into(), secret: Some(secret.into()), secret_file: None };
        assert!(Door::open(&with("short")).is_err());
        assert!(Door::open(&with("whsec_!!")).is_err());
        let kept = Door::open(&with("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).unwrap();
        assert_eq!(kept.key().map(<[u8]>::len), Some(24));
        assert!(!format!("{:?}", with("a secret of words")).contains("words"));
    }
}

//! Secrets while they are in memory: they never print themselves, and what is kept of a token is only its digest.

use std::fmt;

use sha2::{Digest, Sha256};

/// How an API token begins, so that one left lying in a file is recognised for what it is.
pub const TOKEN_MARK: &str = "wf_";

/// A word that must not be printed: a password, a token, the hash of a password. Its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// The SHA-256 of a token in hexadecimal: what is kept, and by what a token is found again. Tokens have 256 random bits, so no salt is needed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Digested(String);

impl Secret {
    /// Keeps `words` from being printed.
    #[must_use]
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// An API token made of 64 random hexadecimal digits.
    #[must_use]
    pub fn api_token(random: &str) -> Self {
        Self(format!("{TOKEN_MARK}{random}"))
    }

    /// The secret itself: for whoever it is meant for, and for nobody else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of a token.
    #[must_use]
    pub fn digest(&self) -> Digested {
        Digested(hex::encode(Sha256::digest(self.0.as_bytes())))
    }

    /// Another secret that follows from this one and a purpose, such as the CSRF token of a session.
    #[must_use]
    pub fn derived(&self, purpose: &str) -> String {
        let mut hash = Sha256::new();
        hash.update((purpose.len() as u64).to_be_bytes());
        hash.update(purpose.as_bytes());
        hash.update(self.0.as_bytes());
        hex::encode(hash.finalize())
    }
}

impl Digested {
    /// The digest as the stores keep it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl From<Secret> for desk::Value {
    fn from(secret: Secret) -> Self {
        Self::Text(secret.0)
    }
}

impl From<Digested> for desk::Value {
    fn from(digest: Digested) -> Self {
        Self::Text(digest.0)
    }
}

impl From<&Digested> for desk::Value {
    fn from(digest: &Digested) -> Self {
        Self::Text(digest.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_prints_itself() {
        let secret = Secret::new("correct horse");
        assert!(!format!("{secret:?} {:?}", Some(&secret)).contains("horse"));
    }

    #[test]
    fn a_token_is_found_by_its_digest_and_a_derived_secret_is_another() {
        let token = Secret::api_token(&"ab".repeat(32));
        assert!(token.reveal().starts_with("wf_ab"));
        assert_eq!(token.digest(), Secret::new(token.reveal()).digest());
        assert_eq!(token.digest().as_str().len(), 64);
        assert_ne!(token.derived("csrf"), token.derived("other"));
        assert_ne!(token.derived("csrf"), token.digest().as_str());
    }
}

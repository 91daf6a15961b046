//! Passwords and PINs hashed and compared on blocking threads, few at a time: each takes 19 MiB and tens of milliseconds.

use desk::{Desk, Fault};
use tokio::sync::Semaphore;

use crate::password::{self, SALT_BYTES};
use crate::secret::Secret;

/// How many are hashed at once.
const AT_ONCE_MAX: usize = 2;
/// How many wait or are hashed; more are told to come back.
const WAITING_MAX: usize = 128;

static AT_ONCE: Semaphore = Semaphore::const_new(AT_ONCE_MAX);
static WAITING: Semaphore = Semaphore::const_new(WAITING_MAX);

/// What an unknown name is compared with, so that it takes as long as a known one. No password belongs to it that anybody knows.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$nlhF9NeuEtuEEbGLzhYlhRVPqVCSl4Z+PO6WKplvQpk";

/// The hash of a new password or PIN.
///
/// # Errors
/// A fault when too many wait.
pub async fn hashed(desk: &Desk, words: &Secret) -> Result<Secret, Fault> {
    let (words, salt) = (words.clone(), desk.chance().bytes::<SALT_BYTES>());
    let hash = on_a_thread(move || password::hash(words.reveal(), &salt)).await?;
    hash.map_err(|_| Fault::broken("argon2 refused a password within the limits"))
}

/// Whether the words belong to the hash; without a hash they never do, and it takes as long.
///
/// # Errors
/// A fault when too many wait.
pub async fn belongs(words: &Secret, hash: Option<Secret>) -> Result<bool, Fault> {
    let (words, known) = (words.clone(), hash.is_some());
    let hash = hash.unwrap_or_else(|| Secret::new(NOBODY));
    let same = on_a_thread(move || password::verify(words.reveal(), &hash)).await?;
    Ok(same && known)
}

async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    let _place = WAITING.try_acquire().map_err(|_| Fault::busy("passwords"))?;
    let _turn = AT_ONCE.acquire().await.map_err(|_| Fault::unavailable("passwords"))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Fault::broken("argon2").from_error(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_password_belongs_to_nobody() {
        for words in ["", "password", NOBODY] {
            assert!(!belongs(&Secret::new(words), None).await.unwrap());
        }
        assert!(argon2::password_hash::phc::PasswordHash::new(NOBODY).is_ok(), "it is a real hash, so comparing takes its time");
    }
}

//! Passwords: which will do, and argon2id (RFC 9106) with the parameters that OWASP's password storage page recommends.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

use crate::secret::Secret;

/// The fewest characters of a password.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// The most characters of a password.
pub const PASSWORD_CHARS_MAX: usize = 200;
/// How many bytes of salt a hash has.
pub const SALT_BYTES: usize = 16;

/// Memory in KiB, passes and lanes: 19 MiB, 2, 1.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Words that stand at the top of every list of guessed passwords; a password that is one of them with a few signs around it is refused.
const GUESSED_FIRST: [&str; 24] = [
    "password",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "qwertyuiop",
    "qwerty",
    "1qaz2wsx",
    "asdfghjkl",
    "zxcvbnm",
    "letmein",
    "iloveyou",
    "welcome",
    "admin",
    "administrator",
    "root",
    "superuser",
    "changeme",
    "default",
    "woaini",
    "abcdefghij",
    "abc",
    "a1b2c3d4",
    "test",
    "watchfire",
];

/// Why a password will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weak {
    /// Fewer than [`PASSWORD_CHARS_MIN`] characters.
    Short,
    /// More than [`PASSWORD_CHARS_MAX`] characters.
    Long,
    /// It holds the sign-in name.
    HoldsName,
    /// It is among what is guessed first: a common word, a run of signs, the same few signs over and over.
    Guessed,
}

/// Says why `password` will not do for the person who signs in as `sign_in`.
pub fn judge(password: &str, sign_in: &str) -> Result<(), Weak> {
    let chars = password.chars().count();
    if chars < PASSWORD_CHARS_MIN {
        return Err(Weak::Short);
    }
    if chars > PASSWORD_CHARS_MAX {
        return Err(Weak::Long);
    }
    let lower = password.to_lowercase();
    if !sign_in.is_empty() && lower.contains(&sign_in.to_lowercase()) {
        return Err(Weak::HoldsName);
    }
    if is_guessed(&lower) { Err(Weak::Guessed) } else { Ok(()) }
}

fn is_guessed(lower: &str) -> bool {
    const EXTRA_CHARS: usize = 4;
    const DIFFERENT_MIN: usize = 5;
    let mut different: Vec<char> = lower.chars().collect();
    let run = different.windows(2).filter(|w| (i64::from(u32::from(w[1])) - i64::from(u32::from(w[0]))).abs() <= 1).count();
    let monotone = run + 2 >= different.len();
    different.sort_unstable();
    different.dedup();
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    let common = GUESSED_FIRST
        .iter()
        .any(|word| (core == *word) || (lower.contains(word) && lower.chars().count() <= word.chars().count() + EXTRA_CHARS));
    monotone || different.len() < DIFFERENT_MIN || common
}

/// The argon2id hash of a password as its PHC text. Takes tens of milliseconds and 19 MiB: call it through [`crate::hashing`].
///
/// # Errors
/// When argon2 refuses its input, which it does not for passwords within the limits.
pub fn hash(password: &str, salt: &[u8; SALT_BYTES]) -> Result<Secret, argon2::password_hash::Error> {
    let hashed: PasswordHash = argon().hash_password_with_salt(password.as_bytes(), salt)?;
    Ok(Secret::new(hashed.to_string()))
}

/// Whether the password belongs to the hash. A text that is no hash belongs to no password.
#[must_use]
pub fn verify(password: &str, hash: &Secret) -> bool {
    PasswordHash::new(hash.reveal()).is_ok_and(|parsed| argon().verify_password(password.as_bytes(), &parsed).is_ok())
}

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_belongs_to_its_own_hash_and_to_no_other() {
        let hashed = hash("烽火 over the river", &[7; SALT_BYTES]).unwrap();
        assert!(hashed.reveal().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("烽火 over the river", &hashed));
        assert!(!verify("烽火 over the rivers", &hashed));
        assert!(!verify("", &Secret::new("not a hash")));
        assert_ne!(hash("烽火 over the river", &[8; SALT_BYTES]).unwrap(), hashed, "another salt, another hash");
    }

    #[test]
    fn a_password_has_at_least_ten_characters() {
        assert_eq!(judge("a7!kq-9zz", "zhang"), Err(Weak::Short));
        assert_eq!(judge("a7!kq-9zzp", "zhang"), Ok(()));
        assert_eq!(judge("今夜有大雨下沟要看紧", "zhang"), Ok(()), "ten characters of any script");
        assert_eq!(judge(&"ab1-".repeat(50), "zhang"), Err(Weak::Guessed));
        assert_eq!(judge(&format!("{}x", "ab1-c".repeat(40)), "zhang"), Err(Weak::Long));
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for guessed in
            ["1234567890", "9876543210", "Password123", "p@ssw0rd!!", "aaaaaaaaaaaa", "qwertyuiop", "admin2026!!", "Watchfire1!"]
        {
            assert_eq!(judge(guessed, "li"), Err(Weak::Guessed), "{guessed}");
        }
        assert_eq!(judge("my-ZHANG-pass", "zhang"), Err(Weak::HoldsName));
        assert_eq!(judge("the password of the dam gate", "zhang"), Ok(()), "a sentence may hold a common word");
    }
}

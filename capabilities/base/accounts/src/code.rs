//! One-time codes from an authenticator on the person's telephone: TOTP (RFC 6238), six digits, 30 seconds, one step to either side.

use kernel::Time;
use qrcode::{Color, EcLevel, QrCode};
use totp_rs::{Algorithm, Builder, Secret as Key, Totp, TotpError};

use crate::secret::Secret;

/// How many random bytes a key has: 160 bits, as RFC 4226 recommends.
pub const KEY_BYTES: usize = 20;
/// How many digits a code has.
pub const CODE_DIGITS: u8 = 6;
/// How long one step lasts, in seconds.
pub const STEP_S: u64 = 30;
/// How many steps a code may be early or late.
pub const SKEW_STEPS: u16 = 1;

/// What an authenticator is told once: as an address, as the key for typing, and as a picture.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// `otpauth://totp/…`
    pub address: Secret,
    /// The key in base32, in groups of four.
    pub key: Secret,
    /// Side of the picture in modules, the quiet zone included.
    pub side: usize,
    /// The dark modules as one SVG path in a square of `side`.
    pub path: Secret,
}

/// A new key in base32, of random bytes.
#[must_use]
pub fn new_key(random: [u8; KEY_BYTES]) -> Secret {
    Secret::new(Key::new(Box::new(random)).to_base32())
}

/// The step in which `code` is right at `at`, if it is right and that step is later than the last one used: a code works once.
#[must_use]
pub fn accepts(key: &Secret, code: &str, at: Time, last_step: Option<u64>) -> Option<u64> {
    let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if typed.len() != usize::from(CODE_DIGITS) || !typed.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = u64::try_from(at.ms() / 1_000).ok()?;
    let step = totp(key, "", "").ok()?.check(&typed, seconds)?;
    (last_step.is_none_or(|last| step > last)).then_some(step)
}

/// What the authenticator of the person who signs in as `sign_in` is told.
///
/// # Errors
/// When the names do not fit into an address.
pub fn enrolment(key: &Secret, issuer: &str, sign_in: &str) -> Result<Enrolment, TotpError> {
    // A colon would end the issuer in the address.
    let plain = |name: &str| name.replace(':', " ");
    let address = totp(key, &plain(issuer), &plain(sign_in))?.to_url()?;
    let (side, path) = picture(&address);
    let grouped = key.reveal().as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    Ok(Enrolment { address: Secret::new(address), key: Secret::new(grouped), side, path: Secret::new(path) })
}

fn totp(key: &Secret, issuer: &str, sign_in: &str) -> Result<Totp, TotpError> {
    let bytes = Key::try_from_base32(key.reveal()).unwrap_or_else(|_| Key::new(Box::default()));
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(CODE_DIGITS)
        .with_skew(SKEW_STEPS)
        .with_step_duration(STEP_S)
        .with_secret(bytes)
        .with_account_name(sign_in)
        .with_issuer((!issuer.is_empty()).then_some(issuer))
        .build()
}

/// The dark modules of a QR code as an SVG path, one move a run; an address too long for a code gives an empty picture.
fn picture(address: &str) -> (usize, String) {
    const QUIET: usize = 4;
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else { return (0, String::new()) };
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    (width + 2 * QUIET, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of RFC 6238's vectors, "12345678901234567890".
    fn key() -> Secret {
        new_key(*b"12345678901234567890")
    }

    fn at(seconds: i64) -> Time {
        Time::from_ms(seconds * 1_000)
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, the last six of eight digits.
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")] {
            assert_eq!(accepts(&key(), code, at(seconds), None), Some(seconds as u64 / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_may_be_one_step_early_or_late_and_no_more() {
        for (seconds, accepted) in [(59 - 31, true), (59 + 30, true), (59 + 61, false)] {
            assert_eq!(accepts(&key(), "287082", at(seconds), None).is_some(), accepted, "{seconds}");
        }
        // 60 s is step 2; the code of step 1 holds during steps 0, 1 and 2.
        assert_eq!(accepts(&key(), "287082", at(90), None), None);
    }

    #[test]
    fn a_code_works_once() {
        let step = accepts(&key(), "287 082", at(59), None).unwrap();
        assert_eq!(accepts(&key(), "287082", at(60), Some(step)), None);
        assert_eq!(accepts(&key(), "287082", at(59), Some(step - 1)), Some(step));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for wrong in ["", "28708", "2870822", "28708a", "２８７０８２"] {
            assert_eq!(accepts(&key(), wrong, at(59), None), None, "{wrong}");
        }
        assert_eq!(accepts(&Secret::new("!"), "287082", at(59), None), None, "a broken key accepts nothing");
    }

    #[test]
    fn an_authenticator_is_told_issuer_name_and_key() {
        let told = enrolment(&key(), "Watchfire: 211300", "zhang").unwrap();
        let address = told.address.reveal();
        assert!(address.starts_with("otpauth://totp/Watchfire"), "{address}");
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{address}");
        assert_eq!(told.key.reveal().split(' ').count(), 8);
        assert!(told.side > 29 && told.path.reveal().starts_with("M4 4h7v1h-7z"), "the finder pattern stands in the corner");
        assert!(!format!("{told:?}").contains("GEZD"));
    }
}

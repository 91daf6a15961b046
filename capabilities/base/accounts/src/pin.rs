//! The PIN: four to eight digits that let a person who has signed in this shift take over a shared desk, or sign at it, without a password.

/// The fewest digits of a PIN.
pub const PIN_DIGITS_MIN: usize = 4;
/// The most digits of a PIN.
pub const PIN_DIGITS_MAX: usize = 8;
/// How many wrong PINs in a row end it. Then the person signs in with their password and sets a new one.
pub const PIN_TRIES_MAX: u32 = 5;
/// How long a PIN holds, in minutes: one shift and its handover.
pub const PIN_HOLDS_MIN: i64 = 26 * 60;

/// Why a PIN will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeakPin {
    /// Not four to eight digits.
    NotDigits,
    /// One digit over and over, or a run up or down.
    Guessed,
}

/// Says why `pin` will not do.
pub fn judge(pin: &str) -> Result<(), WeakPin> {
    let digits = pin.as_bytes();
    if !(PIN_DIGITS_MIN..=PIN_DIGITS_MAX).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return Err(WeakPin::NotDigits);
    }
    let all_step = |step: i16| digits.windows(2).all(|w| i16::from(w[1]) - i16::from(w[0]) == step);
    if all_step(0) || all_step(1) || all_step(-1) { Err(WeakPin::Guessed) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_has_four_to_eight_digits_and_is_no_run() {
        for good in ["2580", "19216801", "1123"] {
            assert_eq!(judge(good), Ok(()), "{good}");
        }
        for short in ["258", "192168011", "25a0", "２５８０", ""] {
            assert_eq!(judge(short), Err(WeakPin::NotDigits), "{short}");
        }
        for run in ["0000", "1234", "87654321"] {
            assert_eq!(judge(run), Err(WeakPin::Guessed), "{run}");
        }
    }
}

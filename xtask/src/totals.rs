//! How many tests passed, failed and were skipped, read from what the runners print.

use std::fmt;

/// The sum over all runs.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Totals {
    /// Adds what the summary of a runner says; any other line says nothing. An indented `test result` is what a failed
    /// test printed, repeated by a runner that counts it itself.
    pub fn count(&mut self, line: &str) {
        let line = without_colours(line);
        if !(line.trim_start().starts_with("Summary [") || line.starts_with("test result: ")) {
            return;
        }
        let words: Vec<&str> =
            line.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let Ok(n) = pair[0].parse::<u64>() else {
                continue;
            };
            match pair[1] {
                "passed" => self.passed += n,
                "failed" | "timed" => self.failed += n,
                "skipped" | "ignored" => self.skipped += n,
                _ => {}
            }
        }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// The line without the escapes that colour it.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut in_escape = false;
    for letter in line.chars() {
        match (in_escape, letter) {
            (false, '\u{1b}') => in_escape = true,
            (false, letter) => plain.push(letter),
            (true, letter) => in_escape = !letter.is_ascii_alphabetic(),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &[&str]) -> String {
        let mut totals = Totals::default();
        lines.iter().for_each(|line| totals.count(line));
        totals.to_string()
    }

    #[test]
    fn the_summaries_of_both_runners_are_added() {
        let nextest = "     Summary [   0.341s] 69 tests run: 68 passed (1 slow), 1 failed, 2 skipped";
        let cargo = "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 1 filtered out; finished in 0.02s";
        assert_eq!(counted(&[nextest, cargo, "5 passed"]), "80 passed, 1 failed, 5 skipped");
    }

    #[test]
    fn a_coloured_summary_is_read_too() {
        let line = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.3s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m2\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m skipped";
        assert_eq!(counted(&[line]), "2 passed, 0 failed, 0 skipped");
    }

    #[test]
    fn a_test_that_ran_out_of_time_has_failed() {
        assert_eq!(counted(&["Summary [ 9s] 2 tests run: 1 passed, 1 timed out, 0 skipped"]), "1 passed, 1 failed, 0 skipped");
    }

    #[test]
    fn what_a_failed_test_printed_is_not_counted_again() {
        let nextest = "     Summary [   0.3s] 2 tests run: 1 passed, 1 failed, 0 skipped";
        let repeated = "    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.02s";
        assert_eq!(counted(&[repeated, nextest]), "1 passed, 1 failed, 0 skipped");
    }
}

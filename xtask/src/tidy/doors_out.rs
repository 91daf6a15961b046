//! Time, chance and print go through their doors: outside those few files no code asks for the wall clock, for random or for a terminal.

use super::finding::{Finding, Rule};
use super::rust::{Kind, Rust};

/// Where the wall clock is read.
const CLOCK_ROOMS: &[&str] = &["desk/src/clock.rs", "desk/src/watch.rs", "benches/", "xtask/"];
/// Where chance is asked for.
const CHANCE_ROOMS: &[&str] = &["desk/src/chance.rs", "benches/", "xtask/"];
/// Where something is printed: the program's own terminal, and build scripts, which speak to cargo.
const PRINT_ROOMS: &[&str] = &["server/src/main.rs", "server/src/cli.rs", "server/src/cli/", "benches/", "xtask/", "build.rs"];

const CLOCK: Rule = Rule {
    why: "a night passes in a test in a millisecond, an exercise runs on its own clock, a replay shows what was known then",
    cure: "take the time from Given or desk::Clock; measure the machine with desk::watch",
};
const CHANCE: Rule =
    Rule { why: "a test must be able to say which number comes next", cure: "take ids and secrets from desk::Chance" };
const PRINT: Rule = Rule {
    why: "a server's words go to its log with a request id; only the command line prints",
    cure: "use tracing, or return the text to the command line",
};

/// What reads the wall clock: a type and its function.
const CLOCK_CALLS: &[[&str; 2]] = &[
    ["SystemTime", "now"],
    ["Instant", "now"],
    ["Timestamp", "now"],
    ["Zoned", "now"],
    ["ZonedDateTime", "now"],
    ["Utc", "now"],
    ["Local", "now"],
    ["OffsetDateTime", "now_utc"],
];
/// What asks for chance, as the last part of a path.
const CHANCE_CALLS: &[&str] =
    &["now_v7", "now_v1", "now_v6", "new_v4", "thread_rng", "OsRng", "SysRng", "from_os_rng", "from_entropy"];
/// Crates that are chance themselves.
const CHANCE_CRATES: &[&str] = &["getrandom", "rand", "fastrand"];
const PRINTERS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];

/// No clock, chance or print outside its room, in tests neither.
pub fn check(rust: &Rust<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found =
        |rule: Rule, line: usize, what: &str| findings.push(rule.broken(rust.path, line, format!("`{what}` outside its room")));
    for path in rust.paths() {
        let parts: Vec<&str> = path.parts.iter().map(String::as_str).collect();
        let whole = parts.join("::");
        if !is_in(rust.path, CLOCK_ROOMS) && CLOCK_CALLS.iter().any(|call| parts.ends_with(call)) {
            found(CLOCK, path.line, &whole);
        }
        // `TcpSocket::new_v4` makes a socket of IPv4, not an id.
        let calls = parts.last().is_some_and(|last| CHANCE_CALLS.contains(last)) && !parts.contains(&"TcpSocket");
        let asks = calls || CHANCE_CRATES.contains(&parts[0]);
        if !is_in(rust.path, CHANCE_ROOMS) && asks {
            found(CHANCE, path.line, &whole);
        }
    }
    for pair in rust.tokens.windows(2).filter(|_| !is_in(rust.path, PRINT_ROOMS)) {
        let [name, mark] = pair else { continue };
        if name.kind == Kind::Word && mark.text == "!" && PRINTERS.contains(&name.text.as_str()) {
            found(PRINT, name.line, &format!("{}!", name.text));
        }
    }
    findings
}

fn is_in(path: &str, rooms: &[&str]) -> bool {
    rooms.iter().any(|room| {
        if room.ends_with('/') { path.starts_with(room) } else { path == *room || path.ends_with(&format!("/{room}")) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&Rust::read(path, text).unwrap()).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn the_wall_clock_is_read_in_its_room_only() {
        let text = "use std::time::SystemTime;\nfn f() { SystemTime::now(); }";
        assert_eq!(found("desk/src/pen.rs", text), ["`SystemTime::now` outside its room"]);
        assert!(found("desk/src/clock.rs", text).is_empty());
        assert_eq!(found("stories/tests/night.rs", "fn f() { tokio::time::Instant::now(); }").len(), 1, "not in tests either");
    }

    #[test]
    fn chance_is_asked_for_in_its_room_only() {
        assert_eq!(found("web/src/lib.rs", "fn f() { uuid::Uuid::now_v7(); getrandom::fill(b); }").len(), 2);
        assert!(found("desk/src/chance.rs", "fn f() { getrandom::fill(b); }").is_empty());
    }

    #[test]
    fn only_the_command_line_prints() {
        assert_eq!(found("web/src/lib.rs", "fn f() { println!(\"x\") }"), ["`println!` outside its room"]);
        assert!(found("server/src/main.rs", "fn f() { println!(\"x\") }").is_empty());
        assert!(found("web/words/build.rs", "fn f() { println!(\"cargo::rerun-if-changed=texts\") }").is_empty());
        assert!(found("web/src/lib.rs", "fn f() { write!(out, \"x\"); let print = 1; }").is_empty());
    }
}

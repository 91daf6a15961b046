//! Chores of the workspace, run as `cargo xtask NAME`. Each chore is a file of its own; this one only finds it.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a chore speaks to the person at the terminal")]

mod assets;
mod needs;
mod new_capability;
mod night;
mod openapi;
mod postgres;
mod schemathesis;
mod serve;
mod shell;
mod test;
mod tidy;
mod totals;

use std::process::ExitCode;

use shell::Outcome;

/// One thing that `cargo xtask` can do.
struct Chore {
    name: &'static str,
    takes: &'static str,
    says: &'static str,
    run: fn(&[String]) -> Outcome,
}

/// All chores, in the order in which a newcomer needs them.
const CHORES: &[Chore] = &[
    Chore {
        name: "serve",
        takes: "",
        says: "builds the program, makes a data folder with the city of Chaoyang in it, and runs it\n\
               WATCHFIRE_DATA (./data), WATCHFIRE_ADDR (127.0.0.1:8737)",
        run: serve::run,
    },
    Chore {
        name: "test",
        takes: "[--fast]",
        says: "formatting, clippy, tidy and every test, on both engines and in a browser\n\
               --fast leaves out PostgreSQL and the browser",
        run: test::run,
    },
    Chore { name: "tidy", takes: "", says: "the room rules: what may stand where, and why", run: tidy::run },
    Chore { name: "assets", takes: "", says: "scripts and styles into web/assets/dist; instant when fresh", run: assets::run },
    Chore {
        name: "night",
        takes: "FILE",
        says: "plays a night against a server on its own clock and prints the stopwatch table\n\
               for example scenarios/nights/NAME.toml",
        run: night::run,
    },
    Chore {
        name: "new-capability",
        takes: "GROUP NAME",
        says: "the file set of a new capability, wired in: it compiles, passes tidy and shows an empty page",
        run: new_capability::run,
    },
    Chore { name: "openapi", takes: "", says: "writes docs/openapi.json from the doors", run: openapi::run },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = words.split_first() else {
        print!("{}", help());
        return ExitCode::SUCCESS;
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(chore) = CHORES.iter().find(|chore| chore.name == name) else {
        eprint!("xtask: there is no chore `{name}`\n\n{}", help());
        return ExitCode::from(2);
    };
    match (chore.run)(rest) {
        Ok(code) => code,
        Err(stop) => {
            eprintln!("\nxtask {name}: {stop}");
            ExitCode::from(stop.code)
        }
    }
}

/// What there is, as the terminal shows it.
fn help() -> String {
    let mut text = String::from("cargo xtask CHORE\n\n");
    for chore in CHORES {
        let call = format!("{} {}", chore.name, chore.takes);
        for (n, line) in chore.says.lines().enumerate() {
            let left = if n == 0 { call.as_str() } else { "" };
            text.push_str(&format!("  {left:<16}{line}\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chore_is_found_once_and_says_what_it_does() {
        for (n, chore) in CHORES.iter().enumerate() {
            assert!(!chore.says.is_empty(), "{} says nothing", chore.name);
            assert!(CHORES[n + 1..].iter().all(|other| other.name != chore.name), "{} is there twice", chore.name);
            assert!(help().contains(chore.name));
        }
    }
}

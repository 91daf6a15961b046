//! Running other programs: in the root of the workspace, said aloud, and stopped at the first that fails.

use std::borrow::BorrowMut;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{BufRead as _, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, ExitCode, ExitStatus, Stdio};

/// How a chore ends: with a code, or because something stopped it.
pub type Outcome = Result<ExitCode, Stop>;

/// Why a chore could not go on, with the code it ends with.
#[derive(Debug)]
pub struct Stop {
    /// The code of the process.
    pub code: u8,
    sentence: String,
}

/// Marks that `cargo run` leaves in the environment. A build script that watches one of them (ring's does) would be built
/// again each time the same build is started from a chore and from the terminal in turn.
const MARKS_OF_CARGO_RUN: &[&str] =
    &["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_NAME", "CARGO_BIN_NAME", "CARGO_PRIMARY_PACKAGE"];

/// The root of the workspace: the folder above this crate, or where we stand when cargo did not start us.
pub fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR")
        .and_then(|here| PathBuf::from(here).parent().map(PathBuf::from))
        .unwrap_or_else(|| PathBuf::from("."))
}

/// A program that will run in the root of the workspace, without the marks of the cargo that started us.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    for (key, _) in std::env::vars_os() {
        if is_mark_of_cargo_run(&key) {
            command.env_remove(key);
        }
    }
    command
}

/// The cargo that started us, with `words`.
pub fn cargo(words: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(words);
    command
}

/// Says what is being done, does it, and stops the chore when it fails.
pub fn step(title: &str, command: &mut Command) -> Result<(), Stop> {
    println!("── {title}");
    run(command)
}

/// Runs to its end and stops the chore when it fails.
pub fn run(command: &mut Command) -> Result<(), Stop> {
    let status = command.status().map_err(|fault| did_not_start(command, &fault))?;
    judge(command, status)
}

fn judge(command: &Command, status: ExitStatus) -> Result<(), Stop> {
    if status.success() {
        return Ok(());
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Err(Stop { code, sentence: format!("`{}` failed ({status})", line(command)) })
}

fn did_not_start(command: &Command, fault: &std::io::Error) -> Stop {
    Stop::because(format!("`{}` did not start: {fault}", line(command)))
}

/// One of the two streams of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// Runs to its end, shows one stream line by line as it comes and lets `see` see each line; stops the chore when it fails.
pub fn watch(command: &mut Command, stream: Stream, mut see: impl FnMut(&str)) -> Result<(), Stop> {
    match stream {
        Stream::Out => command.stdout(Stdio::piped()),
        Stream::Err => command.stderr(Stdio::piped()),
    };
    let mut child = command.spawn().map_err(|fault| did_not_start(command, &fault))?;
    let lines: Box<dyn Read> = match stream {
        Stream::Out => child.stdout.take().map(|out| Box::new(out) as Box<dyn Read>),
        Stream::Err => child.stderr.take().map(|err| Box::new(err) as Box<dyn Read>),
    }
    .unwrap_or_else(|| Box::new(std::io::empty()));
    for line in BufReader::new(lines).lines().map_while(Result::ok) {
        match stream {
            Stream::Out => println!("{line}"),
            Stream::Err => eprintln!("{line}"),
        }
        see(&line);
    }
    let status = child.wait().map_err(|fault| Stop::because(format!("`{}`: {fault}", line(command))))?;
    judge(command, status)
}

/// Whether it runs and ends well; what it prints is thrown away.
pub fn succeeds(mut command: impl BorrowMut<Command>) -> bool {
    command.borrow_mut().output().is_ok_and(|output| output.status.success())
}

/// What it prints on standard output, if it runs and ends well.
pub fn answer(mut command: impl BorrowMut<Command>) -> Option<String> {
    let output = command.borrow_mut().output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
}

/// Puts `command` in the place of this process, so that Ctrl-C and the exit code are its own. Returns only when it did not start.
#[cfg(unix)]
pub fn become_program(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt as _;
    let fault = command.exec();
    Err(did_not_start(command, &fault))
}

/// Runs `command` to its end and ends with its code; Ctrl-C reaches the whole console group by itself.
#[cfg(not(unix))]
pub fn become_program(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|fault| did_not_start(command, &fault))?;
    Ok(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    std::iter::once(command.get_program()).chain(command.get_args()).map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

fn is_mark_of_cargo_run(key: &OsStr) -> bool {
    key.to_str().is_some_and(|key| MARKS_OF_CARGO_RUN.iter().any(|mark| key.starts_with(mark)))
}

impl Stop {
    /// Stops with code 1 and this sentence.
    pub fn because(sentence: impl Into<String>) -> Self {
        Self { code: 1, sentence: sentence.into() }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_does_not_inherit_what_cargo_run_left_behind() {
        assert!(is_mark_of_cargo_run(OsStr::new("CARGO_PKG_VERSION")));
        assert!(is_mark_of_cargo_run(OsStr::new("CARGO_MANIFEST_DIR")));
        assert!(!is_mark_of_cargo_run(OsStr::new("CARGO_HOME")), "where cargo keeps its things stays");
        assert!(!is_mark_of_cargo_run(OsStr::new("CARGO_TARGET_DIR")), "where the build goes stays");
    }

    #[test]
    fn a_program_that_is_not_there_stops_the_chore_by_name() {
        let stop = run(&mut program("watchfire-no-such-program")).unwrap_err();
        assert_eq!(stop.code, 1);
        assert!(stop.to_string().starts_with("`watchfire-no-such-program` did not start"));
    }

    #[cfg(unix)]
    #[test]
    fn a_watched_program_is_seen_line_by_line() {
        let mut seen = Vec::new();
        let mut command = program("sh");
        command.args(["-c", "echo one; echo two; exit 3"]);
        let stop = watch(&mut command, Stream::Out, |line| seen.push(line.to_owned())).unwrap_err();
        assert_eq!(seen, ["one", "two"]);
        assert_eq!(stop.code, 3);
    }

    #[cfg(unix)]
    #[test]
    fn a_chore_ends_with_the_code_of_what_failed() {
        let mut command = program("sh");
        command.args(["-c", "exit 7"]);
        assert_eq!(run(&mut command).unwrap_err().code, 7);
    }
}

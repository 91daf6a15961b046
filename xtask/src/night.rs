//! A night from its file: a server on an exercise clock in a data folder of its own, the people's token, the play, and its verdict.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, ExitCode, Stdio};

use crate::serve;
use crate::shell::{Outcome, Stop, answer, program, root, succeeds};

/// How much faster than the wall clock a night passes.
const CLOCK_RATE: &str = "60";
/// The city of a night that names none.
const CITY: &str = "chaoyang";
/// The post whose token plays the night.
const POST: &str = "duty-officer";

/// What must be known of a night before the server starts. The rest of the file is read by `watchfire play`.
#[derive(Debug, PartialEq)]
struct Night {
    starts_at: String,
    city: String,
    area: String,
}

/// Plays the night in the file named and ends with the code of the play.
pub fn run(words: &[String]) -> Outcome {
    let [file] = words else {
        return Err(Stop::because("name one night, for example `cargo xtask night scenarios/nights/NAME.toml`"));
    };
    let file = std::path::absolute(file).map_err(|fault| Stop::because(format!("{file}: {fault}")))?;
    let text = fs::read_to_string(&file).map_err(|fault| Stop::because(format!("cannot read {}: {fault}", file.display())))?;
    let night = Night::read(&text).map_err(|what| Stop::because(format!("{}: {what}", file.display())))?;
    let watchfire = serve::release()?;
    let data = Data::new();
    let server = Server::start(&watchfire, &data.0, &night)?;
    let token = answer(program(&watchfire).args(["account", "token", "--data"]).arg(&data.0).args([
        "--post",
        POST,
        "--area",
        &night.area,
    ]))
    .ok_or_else(|| Stop::because(format!("no token for the post {POST} in {}", night.area)))?;
    println!("── playing {}", file.display());
    let verdict = program(&watchfire)
        .args(["play", "night"])
        .arg(&file)
        .args(["--server", &server.url, "--token", &token])
        .status()
        .map_err(|fault| Stop::because(format!("the play did not start: {fault}")))?;
    Ok(ExitCode::from(verdict.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}

impl Night {
    /// Reads the head of the file: `starts_at`, `area` and, where it is not Chaoyang, `city`.
    fn read(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|fault: toml::de::Error| fault.to_string())?;
        let word = |key: &str| table.get(key).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        Ok(Self {
            starts_at: word("starts_at").ok_or("a night says when it begins: starts_at = 2026-11-23T03:12:00+08:00")?,
            city: word("city").unwrap_or_else(|| CITY.to_owned()),
            area: word("area").ok_or("a night says whose duty room it is: area = \"…\", the code of the area")?,
        })
    }
}

/// A data folder under `target` that goes away when the night is over.
struct Data(PathBuf);

impl Data {
    fn new() -> Self {
        Self(root().join("target").join(format!("night-{}", std::process::id())))
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The server of the night; stopped when the night is over.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts it on a free port and waits for its first line, which is its address.
    /// On an empty folder `serve` makes the exercise itself, on the night's clock.
    fn start(watchfire: &Path, data: &Path, night: &Night) -> Result<Self, Stop> {
        let Night { starts_at, city, .. } = night;
        println!("── the clock starts at {starts_at} and runs {CLOCK_RATE} times as fast");
        let mut child = program(watchfire)
            .arg("serve")
            .arg("--data")
            .arg(data)
            .args(["--addr", "127.0.0.1:0", "--city", city, "--clock-from", starts_at, "--clock-rate", CLOCK_RATE])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|fault| Stop::because(format!("the server did not start: {fault}")))?;
        let mut out = BufReader::new(child.stdout.take().ok_or_else(|| Stop::because("the server has no standard output"))?);
        let mut line = String::new();
        if !matches!(out.read_line(&mut line), Ok(read) if read > 0) {
            let _ = child.wait();
            return Err(Stop::because("the server ended before it was ready"));
        }
        pass_on(out);
        Ok(Self { child, url: url(&line) })
    }
}

impl Drop for Server {
    /// Asks it to finish what is in flight; a server that cannot be asked is ended.
    fn drop(&mut self) {
        if !succeeds(program("kill").args(["-TERM", &self.child.id().to_string()])) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Shows what the server says from now on, so that it never waits for a reader.
fn pass_on(out: BufReader<ChildStdout>) {
    std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            println!("   server: {line}");
        }
    });
}

/// The address in the server's first line, with or without words around it.
fn url(line: &str) -> String {
    let found = line.split_whitespace().find(|word| word.starts_with("http://") || word.starts_with("https://"));
    found.map_or_else(|| format!("http://{}", line.trim()), |word| word.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_says_when_it_begins_and_where() {
        let night = Night::read("starts_at = 2026-07-30T01:40:00+08:00\narea = \"211321\"\n[[call]]\nat = 1").unwrap();
        assert_eq!(night.starts_at, "2026-07-30T01:40:00+08:00");
        assert_eq!((night.city.as_str(), night.area.as_str()), ("chaoyang", "211321"));
        assert!(Night::read("area = \"211321\"").unwrap_err().contains("starts_at"));
        assert!(Night::read("starts_at = \"2026-07-30T01:40:00+08:00\"").unwrap_err().contains("area"));
    }

    #[test]
    fn the_address_is_found_in_the_first_line() {
        assert_eq!(url("127.0.0.1:4711\n"), "http://127.0.0.1:4711");
        assert_eq!(url("http://127.0.0.1:4711/\n"), "http://127.0.0.1:4711");
        assert_eq!(url("listening on http://127.0.0.1:4711\n"), "http://127.0.0.1:4711");
    }
}

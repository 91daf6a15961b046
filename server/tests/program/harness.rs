//! Runs the real program: once for a command, or as a server that ends with its value.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

/// How long anything may take before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// An area of the city that the tests use.
pub const COUNTY: &str = "211321";

/// What a command did.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A place for data folders that goes away.
pub struct Place(TempDir);

/// A server that runs.
pub struct Server {
    child: Child,
    /// Its first line: the address.
    pub url: String,
    lines: mpsc::Receiver<String>,
    log: PathBuf,
}

/// The program, with nothing of this machine's environment that it would heed.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_watchfire"));
    for name in ["WATCHFIRE_DATA", "WATCHFIRE_ADDR", "WATCHFIRE_DATABASE", "WATCHFIRE_LOG", "RUST_LOG"] {
        command.env_remove(name);
    }
    command
}

/// Runs the program to its end.
pub fn run(args: &[&str]) -> Ran {
    ran(program().args(args))
}

pub fn ran(command: &mut Command) -> Ran {
    let output = command.stdin(Stdio::null()).output().expect("the program runs");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

impl Ran {
    /// Standard output of a command that did what was asked.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// Standard error of a command that did not: one sentence, perhaps a hint, never a back-trace.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!(self.code, 1, "{self:?}");
        assert!(self.err.starts_with("error: ") || self.err.contains("\nerror: "), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self.err
    }
}

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A path in it, as text.
    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("text").to_owned()
    }

    /// A data folder with the reference city in it: a copy of one that `init` made for this build of the program.
    pub fn office(&self) -> String {
        let data = self.path("data");
        copy(&made_once("office", init), Path::new(&data));
        data
    }

    /// The same, made by `init` for this test alone.
    pub fn own_office(&self) -> String {
        let data = self.path("data");
        init(Path::new(&data));
        data
    }
}

/// Makes a data folder with the reference city in it.
pub fn init(data: &Path) {
    run(&["init", "--city", "chaoyang", "--data", data.to_str().expect("text")]).done();
}

/// A folder of which tests only take copies, made for this build of the program by the first that asks and kept for the others, also for
/// those in other processes.
pub fn made_once(what: &str, make: impl FnOnce(&Path)) -> PathBuf {
    let build = std::fs::metadata(env!("CARGO_BIN_EXE_watchfire")).expect("the program");
    let age = build.modified().expect("a date").duration_since(std::time::UNIX_EPOCH).expect("a date");
    let name = format!("{what}-{}-{}", age.as_nanos(), build.len());
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if !made.exists() {
        let place = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
        let fresh = place.path().join("fresh");
        make(&fresh);
        sweep(&format!("{what}-"), &made);
        // Where another test was faster, its folder is as good.
        let _ = std::fs::rename(&fresh, &made);
    }
    made
}

/// What was made for earlier builds is of no use any more.
fn sweep(beginning: &str, but: &Path) {
    let entries = std::fs::read_dir(env!("CARGO_TARGET_TMPDIR")).into_iter().flatten().map_while(Result::ok);
    let earlier = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(beginning) && entry.path() != but);
    for old in earlier {
        let _ = std::fs::remove_dir_all(old.path());
    }
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &there);
        } else {
            std::fs::copy(entry.path(), there).expect("a copy");
        }
    }
}

impl Server {
    /// Serves a data folder on a free port.
    pub fn of(data: &str) -> Self {
        Self::start(&["--data", data])
    }

    /// Serves on a free port with further words.
    pub fn start(words: &[&str]) -> Self {
        Self::started(program().arg("serve").args(words).args(["--addr", "127.0.0.1:0"]))
    }

    /// Starts a server and waits for its first line.
    pub fn started(command: &mut Command) -> Self {
        let (_, log) = tempfile::NamedTempFile::new().expect("a file").keep().expect("kept");
        let err = std::fs::File::create(&log).expect("a file");
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(err).spawn().expect("the program runs");
        let lines = lines(child.stdout.take().expect("standard output"));
        match lines.recv_timeout(PATIENCE) {
            Ok(url) => Self { child, url, lines, log },
            Err(_) => {
                let _ = child.kill();
                panic!("no first line; the log says: {}", std::fs::read_to_string(&log).unwrap_or_default());
            }
        }
    }

    /// The next line on standard output.
    pub fn line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("another line")
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).expect("a log")
    }

    /// Sends it a signal by name.
    pub fn signal(&self, name: &str) {
        let done = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(done.expect("kill runs").success());
    }

    /// Waits until it has ended.
    pub fn wait(&mut self) -> ExitStatus {
        for _ in 0..PATIENCE.as_millis() / 20 {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not end; the log says: {}", self.log());
    }

    /// Host and port.
    pub fn host(&self) -> &str {
        self.url.split_once("://").expect("an address").1
    }

    /// Asks for a path, with a token where there is one.
    pub async fn get(&self, path: &str, token: Option<&str>) -> reqwest::Response {
        let request = client(None).get(format!("{}{path}", self.url));
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        request.send().await.expect("an answer")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(&self.log);
    }
}

/// A client that follows nothing and trusts one certificate more.
pub fn client(trusted: Option<&Path>) -> reqwest::Client {
    // A second provider in one process is refused, and then the first one is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    if let Some(cert) = trusted {
        let pem = std::fs::read(cert).expect("a certificate");
        builder = builder.tls_certs_only([reqwest::Certificate::from_pem(&pem).expect("PEM")]);
    }
    builder.build().expect("a client")
}

fn lines(out: ChildStdout) -> mpsc::Receiver<String> {
    let (said, heard) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if said.send(line).is_err() {
                return;
            }
        }
    });
    heard
}

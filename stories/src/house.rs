//! The real program in a process of its own: made in an empty folder, served, killed, started again, and ended with the test.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use desk::Engine;
use tempfile::TempDir;

use crate::person::Person;
use crate::program::program;

/// How long anything may take before a story gives up on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// In which world a house lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Life {
    /// The city itself, on the machine's clock.
    Live,
    /// An exercise that begins at a time (RFC 3339) and runs so many times as fast as the machine's clock.
    Exercise(String, u32),
}

/// The real program, serving.
pub struct House {
    /// Where its doors are.
    pub url: String,
    /// The path of the first administrator's link.
    pub link: String,
    life: Life,
    server: Option<Child>,
    folder: TempDir,
    _postgres: Option<testkit::Postgres>,
}

impl House {
    /// The city's office on `engine`, new, served on a free port.
    ///
    /// # Panics
    /// When the program does not do as it is told.
    #[must_use]
    pub fn open(engine: Engine, life: Life) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (database, postgres) = match engine {
            Engine::Sqlite => (None, None),
            Engine::Postgres => {
                let (url, server) = testkit::fresh_database();
                (Some(url), server)
            }
        };
        let mut house = Self { url: String::new(), link: String::new(), life, server: None, folder, _postgres: postgres };
        let mut words: Vec<String> = ["init", "--city", "chaoyang"].map(str::to_owned).to_vec();
        if let Life::Exercise(from, _) = &house.life {
            words.extend(["--world", "exercise", "--clock-from", from].map(str::to_owned));
        }
        words.extend(database.into_iter().flat_map(|url| ["--database".to_owned(), url]));
        let said = house.runs(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let link = said.lines().find_map(|line| line.split_once("/welcome/")).expect("init prints a link").1;
        house.link = format!("/welcome/{}", link.trim());
        house.serve("127.0.0.1:0");
        house
    }

    /// Runs a command of the program on its data and answers what it prints.
    ///
    /// # Panics
    /// When it does not do as it is told.
    #[must_use]
    pub fn runs(&self, words: &[&str]) -> String {
        let output =
            program().args(words).arg("--data").arg(self.data()).stdin(Stdio::null()).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        let (said, complained) = (text(output.stdout), text(output.stderr));
        assert!(output.status.success(), "`watchfire {}`: {said}{complained}", words.join(" "));
        said
    }

    /// A token for a post in an area.
    #[must_use]
    pub fn token(&self, post: &str, area: &str) -> String {
        self.runs(&["account", "token", "--post", post, "--area", area]).trim().to_owned()
    }

    /// Somebody with a token for a post in an area.
    #[must_use]
    pub fn person(&self, post: &str, area: &str) -> Person {
        Person::with_token(&self.url, &self.token(post, area))
    }

    /// Pulls the plug: the process has no time to put anything in order.
    ///
    /// # Panics
    /// When it does not serve.
    pub fn is_killed(&mut self) {
        let mut server = self.server.take().expect("it serves");
        server.kill().expect("a process can be killed");
        server.wait().expect("it ends");
    }

    /// Tells it to end, and waits until it has answered what was in flight.
    ///
    /// # Panics
    /// When it does not end with zero.
    pub fn is_stopped(&mut self) {
        let mut server = self.server.take().expect("it serves");
        let told = Command::new("kill").args(["-TERM", &server.id().to_string()]).status();
        assert!(told.expect("kill runs").success());
        let ended = server.wait().expect("it ends");
        assert!(ended.success(), "{ended}; {}", self.log());
    }

    /// Starts it again where it was.
    pub fn starts_again(&mut self) {
        let addr = self.url.split_once("://").expect("an address").1.to_owned();
        self.serve(&addr);
    }

    /// What it logged since it was last started.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn serve(&mut self, addr: &str) {
        let mut command = program();
        command.arg("serve").arg("--data").arg(self.data()).args(["--addr", addr]);
        if let Life::Exercise(_, rate) = &self.life {
            command.args(["--clock-rate", &rate.to_string()]);
        }
        let log = std::fs::File::create(self.folder.path().join("log")).expect("a log");
        let mut server = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn().expect("the program runs");
        let lines = lines(server.stdout.take().expect("standard output"));
        let first = lines.recv_timeout(PATIENCE);
        // Kept first, so that it ends with this value whatever it said.
        self.server = Some(server);
        self.url = first.unwrap_or_else(|_| panic!("no address on standard output; the log says: {}", self.log()));
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

impl std::fmt::Debug for House {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "House at {}", self.url)
    }
}

/// The lines of a program, read on a thread so that it never waits for us.
pub(crate) fn lines(out: ChildStdout) -> mpsc::Receiver<String> {
    let (said, heard) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            // Whoever listened may have gone; the program must still be able to write.
            let _ = said.send(line);
        }
    });
    heard
}

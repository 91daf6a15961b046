//! The server under measurement: the release binary on a folder of its own.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use desk::Stopwatch;

/// Clock ticks of a second in the system's accounts of processes.
const TICKS_PER_S: f64 = 100.0;

/// A server that runs.
pub struct Served {
    /// Its address.
    pub url: String,
    /// A duty officer's token.
    pub token: String,
    folder: tempfile::TempDir,
    database: Option<String>,
    child: Mutex<Child>,
    _postgres: Option<testkit::Postgres>,
}

impl Served {
    /// Makes a folder with the city and serves it.
    pub async fn start(engine: &str) -> Self {
        let folder = tempfile::tempdir_in(".").unwrap();
        let (database, postgres) = match engine {
            "postgres" => {
                let (url, server) = testkit::fresh_database();
                (Some(url), server)
            }
            _ => (None, None),
        };
        let data = folder.path().join("data");
        let mut init = Command::new(binary());
        init.args(["init", "--city", "chaoyang", "--data"]).arg(&data);
        init.args(database.iter().flat_map(|url| ["--database", url.as_str()]));
        assert!(init.stdout(Stdio::null()).status().unwrap().success());
        let (child, url) = serve(&data);
        let token = Command::new(binary())
            .args(["account", "token", "--post", "duty-officer", "--area", "211300", "--data"])
            .arg(&data)
            .output()
            .unwrap();
        let token = String::from_utf8(token.stdout).unwrap().trim().to_owned();
        Self { url, token, folder, database, child: Mutex::new(child), _postgres: postgres }
    }

    /// Seconds of CPU that the server has used.
    pub fn cpu_s(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.lock().unwrap().id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
        ticks / TICKS_PER_S
    }

    /// Megabytes that the server holds in memory.
    pub fn memory_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.lock().unwrap().id())).unwrap();
        let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1_024.0
    }

    /// Stops it and starts it again: seconds to the first answer, and megabytes then.
    pub async fn restart(&self) -> (f64, f64) {
        {
            let mut child = self.child.lock().unwrap();
            let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
            child.wait().unwrap();
        }
        let watch = Stopwatch::start();
        let (child, url) = serve(&self.folder.path().join("data"));
        *self.child.lock().unwrap() = child;
        let client = reqwest::Client::new();
        let answer = client.get(format!("{url}/api/incidents?limit=50")).bearer_auth(&self.token).send().await.unwrap();
        assert!(answer.status().is_success());
        (watch.seconds(), self.memory_mb())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Ok(mut child) = self.child.lock() {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = &self.database;
    }
}

fn binary() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let beside = own.with_file_name("watchfire");
    assert!(beside.exists(), "build the server first: cargo build --release -p server");
    beside
}

fn serve(data: &std::path::Path) -> (Child, String) {
    let mut child = Command::new(binary())
        .args(["serve", "--addr", "127.0.0.1:0", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    (child, first.trim().to_owned())
}

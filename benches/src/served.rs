//! The server under measurement: the release binary on a folder of its own.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use desk::Stopwatch;

use crate::client::{Ask, Client};

/// Clock ticks of a second in the system's accounts of processes.
const TICKS_PER_S: f64 = 100.0;

/// A server that runs.
pub struct Served {
    url: Mutex<String>,
    /// A duty officer's token.
    pub token: String,
    folder: tempfile::TempDir,
    child: Mutex<Child>,
    _postgres: Option<testkit::Postgres>,
}

impl Served {
    /// Makes a folder with the city and serves it.
    pub fn start(engine: &str) -> Self {
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
        Self { url: Mutex::new(url), token, folder, child: Mutex::new(child), _postgres: postgres }
    }

    /// Its address.
    pub fn url(&self) -> String {
        self.url.lock().unwrap().clone()
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

    /// How many facts the journal holds.
    pub async fn facts(&self) -> usize {
        let measures = Client::connect(self).await.ask(&Ask::get("/metrics", "*/*")).await;
        let measures = String::from_utf8(measures.to_vec()).unwrap();
        let line = measures.lines().find(|l| l.starts_with("watchfire_journal_position ")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// Stops it and starts it again: seconds to the first page, and megabytes then.
    pub async fn restart(&self) -> (f64, f64) {
        self.stop();
        let watch = Stopwatch::start();
        self.serve();
        Client::connect(self).await.ask(&Ask::get("/incidents?limit=50", "text/html")).await;
        (watch.seconds(), self.memory_mb())
    }

    /// Stops it and makes all tables anew from the journal: seconds.
    pub fn rebuild(&self) -> f64 {
        self.stop();
        let watch = Stopwatch::start();
        let mut rebuild = Command::new(binary());
        rebuild.args(["journal", "rebuild", "--data"]).arg(self.data());
        assert!(rebuild.stdout(Stdio::null()).status().unwrap().success());
        let took = watch.seconds();
        self.serve();
        took
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn stop(&self) {
        let mut child = self.child.lock().unwrap();
        let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        child.wait().unwrap();
    }

    fn serve(&self) {
        let (child, url) = serve(&self.data());
        *self.child.lock().unwrap() = child;
        *self.url.lock().unwrap() = url;
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Ok(mut child) = self.child.lock() {
            let _ = child.kill();
            let _ = child.wait();
        }
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

//! A real PostgreSQL for tests: found, started on loopback on a free port in a temporary folder, stopped by its process id.

use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The address of a server that is already there, without a database: `postgres://user@127.0.0.1:5555`.
const URL_VARIABLE: &str = "WATCHFIRE_TEST_POSTGRES";
/// How long a server may take to answer.
const START_TRIES: u32 = 150;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A server that was started here; it ends with this value.
pub struct Postgres {
    child: Child,
    url: String,
    _folder: tempfile::TempDir,
}

/// An empty database on the server that is there, or on one started for it; keep the server as long as the database is used.
///
/// # Panics
/// When there is no PostgreSQL: a test that needs it must not pass without it.
#[must_use]
pub fn fresh_database() -> (String, Option<Postgres>) {
    let name = format!("town_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    match std::env::var(URL_VARIABLE) {
        Ok(url) => (create(&url, &name), None),
        Err(_) => {
            let server = Postgres::start().expect("PostgreSQL starts: `cargo xtask test` installs it");
            (create(&server.url, &name), Some(server))
        }
    }
}

fn create(url: &str, name: &str) -> String {
    let sql = format!("create database {name} template template0 encoding 'UTF8' locale 'C'");
    let psql = bin("psql").expect("psql beside the server");
    let done =
        Command::new(psql).args(["--no-psqlrc", "--quiet", &format!("{url}/postgres"), "-c", &sql]).output().expect("psql runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    format!("{url}/{name}")
}

impl Postgres {
    /// Starts a server.
    ///
    /// # Errors
    /// When the programs are missing or the server does not answer.
    pub fn start() -> std::io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let owner = owner(folder.path())?;
        let data = folder.path().join("data");
        let password = folder.path().join("password");
        std::fs::File::create(&password)?.write_all(b"tests\n")?;
        let init = run_as(owner, &bin("initdb")?)
            .args(["--username=watchfire", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"])
            .arg("--pgdata")
            .arg(&data)
            .output()?;
        if !init.status.success() {
            return Err(std::io::Error::other(String::from_utf8_lossy(&init.stderr).into_owned()));
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = run_as(owner, &bin("postgres")?)
            .arg("-D")
            .arg(&data)
            .args(["-c", "listen_addresses=127.0.0.1", "-c", &format!("port={port}")])
            .args(["-c", &format!("unix_socket_directories={}", folder.path().display())])
            .args(["-c", "synchronous_commit=on", "-c", "max_connections=300", "-c", "shared_buffers=64MB"])
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(folder.path().join("server.log"))?)
            .spawn()?;
        let server = Self { child, url: format!("postgres://watchfire@127.0.0.1:{port}"), _folder: folder };
        server.wait(port)
    }

    /// The address without a database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The server's process id.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    fn wait(self, port: u16) -> std::io::Result<Self> {
        let port = port.to_string();
        for _ in 0..START_TRIES {
            let ready = Command::new(bin("pg_isready")?).args(["-q", "-h", "127.0.0.1", "-p", &port]).status()?;
            if ready.success() {
                return Ok(self);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(std::io::Error::other("PostgreSQL does not answer"))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown; a server that does not heed it is killed.
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        for _ in 0..50 {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// PostgreSQL refuses to run as root; then the folder and the processes belong to `postgres` or `nobody`.
fn owner(folder: &Path) -> std::io::Result<Option<(u32, u32)>> {
    let root = std::fs::metadata("/proc/self").map(|m| std::os::unix::fs::MetadataExt::uid(&m))? == 0;
    if !root {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    let find = |name: &str| {
        let line = users.lines().find(|l| l.starts_with(&format!("{name}:")))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    let (user, group) =
        find("postgres").or_else(|| find("nobody")).ok_or_else(|| std::io::Error::other("no user to run PostgreSQL as"))?;
    std::os::unix::fs::chown(folder, Some(user), Some(group))?;
    Ok(Some((user, group)))
}

fn run_as(owner: Option<(u32, u32)>, program: &Path) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command.current_dir("/");
    command
}

/// A PostgreSQL program: the newest of the system's packages, or from the path.
fn bin(name: &str) -> std::io::Result<PathBuf> {
    let mut versions: Vec<PathBuf> = match std::fs::read_dir("/usr/lib/postgresql") {
        Ok(found) => found.filter_map(Result::ok).map(|e| e.path().join("bin").join(name)).filter(|p| p.exists()).collect(),
        Err(_) => Vec::new(),
    };
    versions.sort();
    Ok(versions.pop().unwrap_or_else(|| PathBuf::from(name)))
}

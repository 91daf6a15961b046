//! A real PostgreSQL for tests: found, started on loopback on a free port in a temporary folder, stopped by its process id.

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
    making: Making,
    folder: tempfile::TempDir,
}

/// How a server is made.
#[derive(Debug, Clone, Default)]
pub struct Making {
    /// Where its tables lie, beside the log that is written ahead; in a temporary folder of its own when nothing is said.
    pub tables_in: Option<PathBuf>,
    /// Certificate and key as PEM: it speaks TLS to whoever asks for it.
    pub tls: Option<(String, String)>,
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
        Self::made(Making::default())
    }

    /// Starts a server that is made as said.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn made(making: Making) -> std::io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let owner = owner(folder.path())?;
        let data = data(&making, folder.path());
        if let Some(place) = &making.tables_in {
            give(place, owner)?;
        }
        let init = run_as(owner, &bin("initdb")?)
            .args(["--username=watchfire", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--wal-segsize=1"])
            .arg("--pgdata")
            .arg(&data)
            .arg("--waldir")
            .arg(folder.path().join("wal"))
            .output()?;
        if !init.status.success() {
            return Err(std::io::Error::other(String::from_utf8_lossy(&init.stderr).into_owned()));
        }
        if let Some((cert, key)) = &making.tls {
            for (name, pem) in [("server.crt", cert), ("server.key", key)] {
                std::fs::write(data.join(name), pem)?;
                std::fs::set_permissions(data.join(name), std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
                give(&data.join(name), owner)?;
            }
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = serve(&making, folder.path(), port)?;
        let server = Self { child, url: format!("postgres://watchfire@127.0.0.1:{port}"), making, folder };
        server.wait()?;
        Ok(server)
    }

    /// The address without a database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The address of a new database of this server.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn database(&self) -> String {
        create(&self.url, &format!("town_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)))
    }

    /// The server's process id.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Kills it and everything it started, as a power cut would; what was committed is on its disk.
    ///
    /// # Panics
    /// When its processes cannot be killed.
    pub fn kill(&mut self) {
        let mut all = children(self.child.id());
        all.push(self.child.id());
        let ids: Vec<String> = all.iter().map(ToString::to_string).collect();
        // Some may have ended by themselves when they saw the first one go.
        let _ = Command::new("kill").arg("-KILL").args(&ids).stderr(Stdio::null()).status();
        let _ = self.child.wait();
        for _ in 0..START_TRIES {
            if all.iter().all(|id| is_gone(*id)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("PostgreSQL does not die");
    }

    /// Starts it again where it was, and waits until it answers.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn start_again(&mut self) -> std::io::Result<()> {
        let port = self.url.rsplit(':').next().and_then(|port| port.parse().ok());
        self.child = serve(&self.making, self.folder.path(), port.ok_or_else(|| std::io::Error::other("no port"))?)?;
        self.wait()
    }

    fn wait(&self) -> std::io::Result<()> {
        let port = self.url.rsplit(':').next().unwrap_or_default();
        for _ in 0..START_TRIES {
            let ready = Command::new(bin("pg_isready")?).args(["-q", "-h", "127.0.0.1", "-p", port]).status()?;
            if ready.success() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default();
        Err(std::io::Error::other(format!("PostgreSQL does not answer: {log}")))
    }
}

fn data(making: &Making, folder: &Path) -> PathBuf {
    making.tables_in.as_deref().unwrap_or(folder).join("data")
}

fn serve(making: &Making, folder: &Path, port: u16) -> std::io::Result<Child> {
    let mut command = run_as(owner(folder)?, &bin("postgres")?);
    command.arg("-D").arg(data(making, folder));
    command.args(["-c", "listen_addresses=127.0.0.1", "-c", &format!("port={port}")]);
    command.args(["-c", &format!("unix_socket_directories={}", folder.display())]);
    command.args(["-c", "synchronous_commit=on", "-c", "max_connections=300", "-c", "shared_buffers=64MB"]);
    if making.tls.is_some() {
        command.args(["-c", "ssl=on"]);
    }
    let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("server.log"))?;
    command.stdout(Stdio::null()).stderr(log).spawn()
}

/// The processes whose parent is `parent`.
fn children(parent: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().map_while(Result::ok);
    let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| state(*id).is_some_and(|(_, of)| of == parent)).collect()
}

fn is_gone(process: u32) -> bool {
    state(process).is_none_or(|(letter, _)| letter == 'Z')
}

/// The state of a process, and its parent.
fn state(process: u32) -> Option<(char, u32)> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        // SIGINT is PostgreSQL's fast shutdown; a server that does not heed it is killed.
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).stderr(Stdio::null()).status();
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
    give(folder, Some((user, group)))?;
    Ok(Some((user, group)))
}

fn give(path: &Path, owner: Option<(u32, u32)>) -> std::io::Result<()> {
    owner.map_or(Ok(()), |(user, group)| std::os::unix::fs::chown(path, Some(user), Some(group)))
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

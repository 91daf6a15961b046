//! A throwaway PostgreSQL for the tests: its own folder, its own port on loopback, gone when the tests are over.
//!
//! It keeps nothing through a power cut (`fsync=off`): tests kill our program, never the machine. PostgreSQL refuses to run as root,
//! so under root it runs as the user `postgres` that its package makes, or else as `nobody`.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::needs;
use crate::shell::{Stop, answer, program, run, succeeds};

/// How its folder in the system's temporary folder begins; the process that made it follows.
const FOLDER: &str = "watchfire-postgres-";
/// How many connections all tests together may hold.
const CONNECTIONS_MAX: &str = "max_connections=400";
/// How often it is asked whether it is ready, and how long in between: 30 seconds in all.
const READY_ASKED_MAX: u32 = 300;
const READY_PAUSE: Duration = Duration::from_millis(100);
/// The last lines of its log that are shown when it does not start.
const LOG_LINES_SHOWN: usize = 10;

/// A running cluster; stopped and removed when it is dropped.
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    server: Child,
}

/// The user that it runs as when we are root.
struct User {
    uid: u32,
    gid: u32,
}

impl Cluster {
    /// Makes and starts it, and waits until it answers.
    pub fn start() -> Result<Self, Stop> {
        println!("── starting a PostgreSQL for the tests");
        let bin = needs::postgres_bin().ok_or_else(|| Stop::because("PostgreSQL is gone"))?;
        let user = User::instead_of_root();
        sweep();
        let folder = std::env::temp_dir().join(format!("{FOLDER}{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|fault| Stop::because(format!("cannot make {}: {fault}", folder.display())))?;
        if let Some(User { uid, gid }) = user {
            run(program("chown").arg(format!("{uid}:{gid}")).arg(&folder))?;
        }
        let mut initdb = as_user(program(bin.join("initdb")), user.as_ref());
        run(initdb
            .arg("--pgdata")
            .arg(folder.join("data"))
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
            .args(["--locale=C", "--no-sync", "--no-instructions"])
            .stdout(Stdio::null()))?;
        let port = free_port()?;
        let server = serve(&bin, &folder, port, user.as_ref())?;
        let mut cluster = Self { folder, port, server };
        cluster.wait_until_ready(&bin)?;
        Ok(cluster)
    }

    /// Where its superuser connects, without a database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}", self.port)
    }

    fn wait_until_ready(&mut self, bin: &Path) -> Result<(), Stop> {
        let port = self.port.to_string();
        for _ in 0..READY_ASKED_MAX {
            if succeeds(program(bin.join("pg_isready")).args(["--quiet", "--host=127.0.0.1", "--port", &port])) {
                return Ok(());
            }
            if !matches!(self.server.try_wait(), Ok(None)) {
                break;
            }
            sleep(READY_PAUSE);
        }
        let log = fs::read_to_string(log_file(&self.folder)).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let shown = lines[lines.len().saturating_sub(LOG_LINES_SHOWN)..].join("\n");
        Err(Stop::because(format!("PostgreSQL did not start:\n{shown}")))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if !succeeds(program("kill").args(["-INT", &self.server.id().to_string()])) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Starts the server as a child of ours, so that Ctrl-C at the terminal stops it too.
fn serve(bin: &Path, folder: &Path, port: u16, user: Option<&User>) -> Result<Child, Stop> {
    let cannot = |fault: std::io::Error| Stop::because(format!("cannot start PostgreSQL in {}: {fault}", folder.display()));
    let log = fs::File::create(log_file(folder)).map_err(cannot)?;
    let mut command = as_user(program(bin.join("postgres")), user);
    command.arg("-D").arg(folder.join("data")).arg("-k").arg(folder).args(["-p", &port.to_string(), "-h", "127.0.0.1"]);
    for setting in ["fsync=off", "full_page_writes=off", CONNECTIONS_MAX, "log_min_messages=warning"] {
        command.args(["-c", setting]);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().map_err(cannot)
}

/// Removes what runs left behind that were ended before they could clean up.
fn sweep() {
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(FOLDER)).and_then(|process| process.parse::<u32>().ok());
        if process.is_some_and(|process| !succeeds(program("kill").args(["-0", &process.to_string()]))) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn log_file(folder: &Path) -> PathBuf {
    folder.join("log")
}

/// A port on loopback that nobody has at this moment.
fn free_port() -> Result<u16, Stop> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let port = listener.and_then(|listener| listener.local_addr()).map(|addr| addr.port());
    port.map_err(|fault| Stop::because(format!("no free port on loopback: {fault}")))
}

impl User {
    /// None when we are not root, or no such user is known.
    fn instead_of_root() -> Option<Self> {
        let id = |words: &[&str]| answer(program("id").args(words))?.parse().ok();
        (id(&["-u"]) == Some(0)).then(|| {
            ["postgres", "nobody"].into_iter().find_map(|name| Some(Self { uid: id(&["-u", name])?, gid: id(&["-g", name])? }))
        })?
    }
}

#[cfg(unix)]
fn as_user(mut command: Command, user: Option<&User>) -> Command {
    use std::os::unix::process::CommandExt as _;
    if let Some(User { uid, gid }) = user {
        command.uid(*uid).gid(*gid).current_dir(std::env::temp_dir());
    }
    command
}

#[cfg(not(unix))]
fn as_user(command: Command, _user: Option<&User>) -> Command {
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_port_can_be_bound() {
        let port = free_port().unwrap();
        assert!(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok());
    }

    mod postgres {
        use super::*;

        #[test]
        fn a_cluster_answers_while_it_is_held_and_is_gone_afterwards() {
            if std::env::var_os("WATCHFIRE_TEST_POSTGRES").is_none() {
                return;
            }
            let cluster = Cluster::start().unwrap();
            let (folder, port) = (cluster.folder.clone(), cluster.port);
            assert!(std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok());
            drop(cluster);
            assert!(std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
            assert!(!folder.exists());
        }
    }
}

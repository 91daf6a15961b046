//! The built program beside the test: found, built when it is missing or older than its sources, and run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::SystemTime;

/// Names another program to test than the one beside the test.
const VARIABLE: &str = "WATCHFIRE_TEST_PROGRAM";
/// What the program is made of.
const SOURCES: &[&str] =
    &["kernel", "desk", "web", "capabilities", "protocols", "links", "server", "rules", "cities", "Cargo.lock"];
/// What lies among the sources and is none.
const NO_SOURCES: &[&str] = &["target", "node_modules", "tests", "benches", "examples"];
/// What the program would heed in the environment of whoever runs the tests.
const HEEDED: &[&str] = &["WATCHFIRE_DATA", "WATCHFIRE_ADDR", "WATCHFIRE_DATABASE", "WATCHFIRE_LOG", "RUST_LOG"];

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the workspace").to_owned()
}

/// Where tests leave what people look at: `target/NAME`.
///
/// # Panics
/// When the folder cannot be made.
#[must_use]
pub fn artifacts(name: &str) -> PathBuf {
    let folder = profile().parent().map_or_else(|| root().join("target"), Path::to_owned).join(name);
    std::fs::create_dir_all(&folder).unwrap_or_else(|fault| panic!("cannot make {}: {fault}", folder.display()));
    folder
}

/// The program, with nothing of this machine's environment that it would heed.
#[must_use]
pub fn program() -> Command {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    let mut command = Command::new(FOUND.get_or_init(find));
    for name in HEEDED {
        command.env_remove(name);
    }
    command
}

/// `target/debug` or `target/release`: the test itself lies in its `deps`.
fn profile() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it lies");
    let folder = test.parent().filter(|folder| folder.ends_with("deps")).and_then(Path::parent);
    folder.unwrap_or_else(|| panic!("{} does not lie in target/PROFILE/deps, where cargo puts tests", test.display())).to_owned()
}

fn find() -> PathBuf {
    if let Some(named) = std::env::var_os(VARIABLE) {
        return PathBuf::from(named);
    }
    let folder = profile();
    let program = folder.join(format!("watchfire{}", std::env::consts::EXE_SUFFIX));
    if written(&program) < SOURCES.iter().map(|name| newest(&root().join(name))).max().flatten() {
        build(&folder);
    }
    assert!(program.is_file(), "{} is not there after `cargo build -p server`", program.display());
    program
}

/// Builds it with the same choice of crates as the tests, so that nothing is built twice.
fn build(folder: &Path) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "-p", "server", "-p", "stories"]).current_dir(root());
    if folder.ends_with("release") {
        command.arg("--release");
    }
    let done = command.status().unwrap_or_else(|fault| panic!("the program cannot be built: cargo did not start: {fault}"));
    assert!(done.success(), "the program cannot be built: `cargo build -p server` failed");
}

/// When the newest file below was written; none where there is nothing.
fn newest(path: &Path) -> Option<SystemTime> {
    let Ok(entries) = std::fs::read_dir(path) else { return written(path) };
    let entries = entries.filter_map(Result::ok).filter(|entry| !NO_SOURCES.iter().any(|name| entry.file_name() == *name));
    entries.filter_map(|entry| newest(&entry.path())).max()
}

fn written(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|facts| facts.modified()).ok()
}

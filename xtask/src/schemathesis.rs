//! Schemathesis, which asks every door of the API what its description promises: kept under `target` in an environment of its own.

use std::path::PathBuf;

use crate::needs::{self, PYTHON};
use crate::shell::{Stop, program, root, run, succeeds};

/// What is installed, at fixed versions.
const VERSIONS: &str = "xtask/schemathesis.txt";
/// Where it lies; the versions are part of the name, so that others make another one.
const FOLDER: &str = "target/tools/schemathesis";

/// The program, installed where it is not there yet. Where it cannot be, this says what to install, and the test is skipped.
pub fn ensure() -> Option<PathBuf> {
    match installed() {
        Ok(program) => Some(program),
        Err(stop) => {
            println!("── schemathesis is missing, so the test of the API against its description is skipped\n{stop}");
            None
        }
    }
}

fn installed() -> Result<PathBuf, Stop> {
    let versions = std::fs::read_to_string(root().join(VERSIONS))
        .map_err(|fault| Stop::because(format!("{VERSIONS} cannot be read: {fault}")))?;
    let folder = root().join(format!("{FOLDER}-{}", version(&versions)?));
    let schemathesis = folder.join("bin/schemathesis");
    if succeeds(program(&schemathesis).arg("--version")) {
        return Ok(schemathesis);
    }
    needs::ensure(&[&PYTHON])?;
    println!("── installing schemathesis");
    run(program("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    run(program(folder.join("bin/pip")).args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--only-binary",
        ":all:",
        "--requirement",
        VERSIONS,
    ]))?;
    if succeeds(program(&schemathesis).arg("--version")) {
        Ok(schemathesis)
    } else {
        Err(Stop::because("schemathesis was installed and does not start"))
    }
}

/// The version of schemathesis itself.
fn version(versions: &str) -> Result<&str, Stop> {
    let said = versions.lines().find_map(|line| line.strip_prefix("schemathesis=="));
    said.map(str::trim).ok_or_else(|| Stop::because(format!("{VERSIONS} names no version of schemathesis")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_is_fixed() {
        let versions = std::fs::read_to_string(root().join(VERSIONS)).unwrap();
        assert!(version(&versions).is_ok());
        for line in versions.lines().filter(|line| !line.starts_with('#')) {
            assert!(line.split_once("==").is_some_and(|(name, version)| !name.is_empty() && !version.is_empty()), "{line}");
        }
    }
}

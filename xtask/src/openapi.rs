//! The description of the interface as a file, for whoever writes a program against it: the same that a server answers at
//! `/api/openapi.json`. It is made when wanted and not kept: which doors there are stands in `docs/authority.md`.

use std::fs;
use std::process::ExitCode;

use crate::shell::{Outcome, Stop, answer, cargo, root};

const FILE: &str = "docs/openapi.json";

/// Writes `docs/openapi.json`.
pub fn run(_words: &[String]) -> Outcome {
    let description = answer(&mut cargo(&["run", "--quiet", "--package", "server", "--", "openapi"])).ok_or_else(|| {
        Stop::because("`watchfire openapi` failed\nhint: run `cargo run --package server -- openapi` and read what it says")
    })?;
    fs::write(root().join(FILE), description + "\n").map_err(|fault| Stop::because(format!("cannot write {FILE}: {fault}")))?;
    println!("{FILE} is written");
    Ok(ExitCode::SUCCESS)
}

//! The one program: hands the command line to `cli` and ends with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}

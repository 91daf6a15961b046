//! The one program: hands the command line to `cli` and ends with its code.

use std::process::ExitCode;

/// Creates allocate much and die young; this allocator keeps them cheap and gives memory back.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::run()
}

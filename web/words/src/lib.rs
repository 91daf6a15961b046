//! Turns texts/*.ftl into constants when a crate is built, so that a missing text does not compile.
//!
//! `build.rs` of a crate with texts is `fn main() { words::build(); }`; the crate then says
//! `pub mod words { web::words!(); }` and has one constant a key and `TEXTS`, its source for `web::texts::Texts`.

mod check;
mod emit;
mod read;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

pub use check::{Text, check};
pub use emit::emit;

/// The longest `.ftl` file that is read, in bytes.
pub const FILE_BYTES_MAX: u64 = 1_000_000;

/// Reads `texts/zh.ftl` and `texts/en.ftl` of the crate being built, and writes `$OUT_DIR/words.rs`.
/// Where the two do not say the same things, the build ends with one error line for each difference.
pub fn build() {
    let (folder, crate_name, out) = (variable("CARGO_MANIFEST_DIR"), variable("CARGO_PKG_NAME"), variable("OUT_DIR"));
    let texts = Path::new(&folder).join("texts");
    tell("cargo::rerun-if-changed=texts");
    tell("cargo::rerun-if-changed=build.rs");
    let written = load(&texts.join("zh.ftl"))
        .and_then(|zh| load(&texts.join("en.ftl")).map(|en| (zh, en)))
        .and_then(|(zh, en)| check(&zh, &en, &crate_name))
        .and_then(|found| save(&PathBuf::from(out).join("words.rs"), &emit(&found, &crate_name)));
    if let Err(troubles) = written {
        for trouble in troubles {
            tell(&format!("cargo::error={trouble}"));
        }
        process::exit(1);
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn tell(line: &str) {
    // Cargo hears a build script on its standard output; if that is gone, so is the build.
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn load(path: &Path) -> Result<String, Vec<String>> {
    let trouble = |what: String| vec![format!("{}: {what}", path.display())];
    let bytes = fs::metadata(path).map_err(|e| trouble(e.to_string()))?.len();
    if bytes > FILE_BYTES_MAX {
        return Err(trouble(format!("{bytes} bytes, more than {FILE_BYTES_MAX}")));
    }
    fs::read_to_string(path).map_err(|e| trouble(e.to_string()))
}

fn save(path: &Path, text: &str) -> Result<(), Vec<String>> {
    fs::write(path, text).map_err(|e| vec![format!("{}: {e}", path.display())])
}

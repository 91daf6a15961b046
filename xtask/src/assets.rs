//! Scripts and styles: installed from the lock file and built into `web/assets/dist`, and nothing at all when they are fresh.
//!
//! Fresh means: the same inputs gave exactly the files that lie there. Both are kept as one number each, inside `node_modules`,
//! so that whoever removes either gets both again.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use walkdir::WalkDir;

use crate::needs::{self, NODE};
use crate::shell::{Outcome, Stop, program, root, step};

const MODULES_STAMP: &str = "node_modules/.installed-from";
const DIST_STAMP: &str = "node_modules/.built-from";

/// Builds what is stale.
pub fn run(_words: &[String]) -> Outcome {
    build()?;
    Ok(ExitCode::SUCCESS)
}

/// Builds what is stale; says nothing when nothing is.
pub fn build() -> Result<(), Stop> {
    let folder = root().join("web/assets");
    let inputs = stamp_of(&folder, &inputs(&folder));
    if is_fresh(&folder, &inputs) {
        return Ok(());
    }
    needs::ensure(&[&NODE])?;
    let lock = stamp_of(&folder, &[folder.join("package.json"), folder.join("package-lock.json")]);
    if read(&folder.join(MODULES_STAMP)) != lock {
        step(
            "installing what the assets are built from",
            program("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder),
        )?;
        write(&folder.join(MODULES_STAMP), &lock)?;
    }
    step("building the assets", program("npm").args(["run", "--silent", "build"]).current_dir(&folder))?;
    let outputs = outputs(&folder);
    if outputs.is_empty() {
        return Err(Stop::because("`npm run build` left nothing in web/assets/dist"));
    }
    write(&folder.join(DIST_STAMP), &both(&inputs, &stamp_of(&folder, &outputs)))
}

/// Whether these inputs gave exactly what lies in `dist`.
fn is_fresh(folder: &Path, inputs: &str) -> bool {
    let outputs = outputs(folder);
    !outputs.is_empty() && read(&folder.join(DIST_STAMP)) == both(inputs, &stamp_of(folder, &outputs))
}

/// Everything in the folder that is neither installed nor built, in one order.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    files(folder, |name| name != "node_modules" && name != "dist")
}

/// What was built: everything in `dist` but the mark that keeps the empty folder in the repository.
fn outputs(folder: &Path) -> Vec<PathBuf> {
    files(&folder.join("dist"), |name| name != ".keep")
}

fn files(folder: &Path, wanted: fn(&str) -> bool) -> Vec<PathBuf> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || entry.file_name().to_str().is_some_and(wanted))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// One number for the names and contents of `files`. A missing file counts as one with no content.
fn stamp_of(folder: &Path, files: &[PathBuf]) -> String {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(folder).unwrap_or(file).hash(&mut hasher);
        fs::read(file).unwrap_or_default().hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

fn both(inputs: &str, outputs: &str) -> String {
    format!("{inputs} {outputs}")
}

fn read(stamp: &Path) -> String {
    fs::read_to_string(stamp).unwrap_or_default()
}

fn write(stamp: &Path, text: &str) -> Result<(), Stop> {
    let folder = stamp.parent().unwrap_or(stamp);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(stamp, text))
        .map_err(|fault| Stop::because(format!("cannot write {}: {fault}", stamp.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own that goes away with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("watchfire-assets-{name}-{}", std::process::id()));
            fs::create_dir_all(path.join("dist")).unwrap();
            fs::create_dir_all(path.join("node_modules")).unwrap();
            Self(path)
        }

        fn has(&self, name: &str, text: &str) -> &Self {
            fs::write(self.0.join(name), text).unwrap();
            self
        }

        fn is_fresh(&self) -> bool {
            is_fresh(&self.0, &stamp_of(&self.0, &inputs(&self.0)))
        }

        fn built(&self) -> &Self {
            let inputs = stamp_of(&self.0, &inputs(&self.0));
            let outputs = stamp_of(&self.0, &outputs(&self.0));
            self.has(DIST_STAMP, &both(&inputs, &outputs))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn assets_are_fresh_until_a_source_or_a_built_file_changes() {
        let folder = Folder::new("fresh");
        folder.has("app.js", "1").has("dist/app.js", "min 1").built();
        assert!(folder.is_fresh());
        assert!(!folder.has("app.js", "2").is_fresh(), "a source changed");
        assert!(folder.has("app.js", "1").is_fresh(), "and was changed back");
        assert!(!folder.has("dist/app.js", "edited by hand").is_fresh(), "a built file changed");
    }

    #[test]
    fn an_empty_dist_is_never_fresh() {
        let folder = Folder::new("empty");
        folder.has("app.js", "1").has("dist/.keep", "").built();
        assert!(!folder.is_fresh());
    }

    #[test]
    fn what_npm_installed_is_not_a_source() {
        let folder = Folder::new("modules");
        folder.has("app.js", "1").has("dist/app.js", "min 1").built();
        assert!(folder.has("node_modules/other.js", "x").is_fresh());
    }
}

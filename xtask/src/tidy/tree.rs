//! The files of the workspace as they lie on the disk, without what is built, installed or private to a machine.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

/// Folders that are not ours to judge, wherever they stand.
const NOT_OURS: &[&str] = &[".git", "target", "node_modules", "dist"];
/// Folders in the root that hold what a person's own run made.
const NOT_OURS_IN_ROOT: &[&str] = &["data"];

/// The tree.
pub struct Tree {
    /// All files that hold text, in the order of their paths.
    pub files: Vec<File>,
    /// The paths of all files, of those that hold no text too.
    pub paths: Vec<String>,
}

/// One file of text.
pub struct File {
    /// From the root of the workspace, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl Tree {
    /// Reads everything under `root`.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut tree = Self { files: Vec::new(), paths: Vec::new() };
        for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(is_ours) {
            let entry = entry?;
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
            tree.paths.push(path.clone());
            if let Ok(text) = String::from_utf8(fs::read(entry.path())?) {
                tree.files.push(File { path, text });
            }
        }
        Ok(tree)
    }

    /// A tree of these paths and texts, for tests of rules.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files.iter().map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() }).collect(),
            paths: files.iter().map(|(path, _)| (*path).to_owned()).collect(),
        }
    }

    /// The text of the file at `path`.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// Whether there is a file at `path`.
    pub fn has(&self, path: &str) -> bool {
        self.paths.iter().any(|there| there == path)
    }
}

fn is_ours(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_folder = entry.file_type().is_dir();
    !(is_folder && entry.depth() > 0 && (NOT_OURS.contains(&&*name) || entry.depth() == 1 && NOT_OURS_IN_ROOT.contains(&&*name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::root;

    #[test]
    fn the_tree_holds_our_sources_and_nothing_that_was_built() {
        let tree = Tree::read(&root()).unwrap();
        assert!(tree.text("kernel/src/lib.rs").is_some_and(|text| text.starts_with("//!")));
        assert!(tree.paths.iter().all(|path| !path.starts_with("target/") && !path.contains("/node_modules/")));
        assert!(tree.has("Cargo.toml") && !tree.has("Cargo.tome"));
    }
}

//! Makes the constants of this crate's texts, and lists the rule sets in `rules/` for the program to carry.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    words::build();
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../../../rules").canonicalize()?;
    println!("cargo::rerun-if-changed={}", root.display());
    let mut list = String::from("/// Every rule set in `rules/`, by folder and file.\nstatic ALL: &[Shipped] = &[\n");
    for folder in sorted(&root)?.iter().filter(|path| path.is_dir()) {
        println!("cargo::rerun-if-changed={}", folder.display());
        for file in sorted(folder)?.iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml")) {
            let (folder, name) = (stem(folder), stem(file));
            list.push_str(&format!("    Shipped {{ folder: {folder:?}, file: {name:?}, text: include_str!({file:?}) }},\n"));
        }
    }
    list.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("shipped.rs"), list)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

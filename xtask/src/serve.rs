//! From a clean clone to the running program: assets, the release build, a data folder with a city in it, then the server itself.

use std::path::{Path, PathBuf};

use crate::assets;
use crate::shell::{Outcome, Stop, become_program, cargo, program, root, step};

/// The city that a new data folder holds.
const CITY: &str = "chaoyang";
const ADDR: &str = "127.0.0.1:8737";
/// What a data folder in use holds.
const DATABASE: &str = "watchfire.db";

/// Builds, fills an empty data folder, and becomes the server: from then on Ctrl-C and the exit code are the server's own.
pub fn run(_words: &[String]) -> Outcome {
    let data = std::env::var_os("WATCHFIRE_DATA").map_or_else(|| root().join("data"), PathBuf::from);
    let addr = std::env::var("WATCHFIRE_ADDR").unwrap_or_else(|_| ADDR.to_owned());
    let data = std::path::absolute(&data).map_err(|fault| Stop::because(format!("{}: {fault}", data.display())))?;
    let first_time = is_empty(&data)?;
    let watchfire = release()?;
    if first_time {
        init(&watchfire, CITY, &data)?;
    }
    println!("{}", farewell(&data, &addr, first_time));
    become_program(program(&watchfire).arg("serve").arg("--data").arg(&data).args(["--addr", &addr]))
}

/// The program in its release build, with fresh assets in it.
pub fn release() -> Result<PathBuf, Stop> {
    assets::build()?;
    step("building watchfire", &mut cargo(&["build", "--release", "--package", "server"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir));
    Ok(target.join("release").join(format!("watchfire{}", std::env::consts::EXE_SUFFIX)))
}

/// Makes the data folder `data` with the city `city` in it; prints the first administrator's one-time link.
pub fn init(watchfire: &Path, city: &str, data: &Path) -> Result<(), Stop> {
    let title = format!("loading {city} into {}", data.display());
    step(&title, program(watchfire).args(["init", "--city", city, "--data"]).arg(data))
}

/// Whether there is nothing in the data folder yet. A folder of other things is refused: nobody's files are to be mixed with ours.
fn is_empty(data: &Path) -> Result<bool, Stop> {
    if data.join(DATABASE).is_file() {
        return Ok(false);
    }
    match std::fs::read_dir(data).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(true),
        Ok(false) => Err(Stop::because(format!(
            "{} holds other things and no {DATABASE}\nhint: name an empty folder in WATCHFIRE_DATA",
            data.display()
        ))),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(fault) => Err(Stop::because(format!("cannot read the data folder {}: {fault}", data.display()))),
    }
}

fn farewell(data: &Path, addr: &str, first_time: bool) -> String {
    let sign_in = if first_time {
        "to sign in, open the one-time link above: it makes you the first administrator"
    } else {
        "sign in with the account that you made"
    };
    format!("── serving {} at http://{addr}\n   {sign_in}\n   Ctrl-C stops the server", data.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_that_does_not_exist_is_empty() {
        assert!(is_empty(Path::new("/watchfire-no-such-folder")).unwrap());
    }

    #[test]
    fn a_folder_of_other_things_is_refused() {
        let stop = is_empty(&root().join("xtask")).unwrap_err();
        assert!(stop.to_string().contains("hint: name an empty folder"));
    }

    #[test]
    fn who_starts_it_the_first_time_is_told_of_the_link() {
        assert!(farewell(Path::new("data"), ADDR, true).contains("one-time link"));
        assert!(farewell(Path::new("data"), ADDR, false).contains("http://127.0.0.1:8737"));
    }
}

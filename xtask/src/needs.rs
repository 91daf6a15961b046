//! Programs that a chore needs besides Rust: found, installed where we may (root on Debian), or named with what to do.

use std::path::{Path, PathBuf};

use crate::shell::{Stop, answer, program, run, succeeds};

/// The oldest Node that builds the assets.
const NODE_MAJOR_MIN: u32 = 20;
/// The oldest PostgreSQL that the desk runs on.
const POSTGRES_MAJOR_MIN: u32 = 15;
/// Where Debian keeps each PostgreSQL by its major version.
const POSTGRES_ROOT: &str = "/usr/lib/postgresql";

/// Something that must be on the machine.
pub struct Need {
    name: &'static str,
    /// What it is for, to be said when it is missing.
    wanted_for: &'static str,
    /// What Debian calls it.
    debian: &'static [&'static str],
    is_there: fn() -> bool,
}

/// Builds scripts and styles.
pub const NODE: Need = Need {
    name: "Node.js 20 or newer with npm",
    wanted_for: "building scripts and styles (not for running the program)",
    debian: &["nodejs", "npm"],
    is_there: node_is_there,
};
/// The second engine.
pub const POSTGRES: Need = Need {
    name: "PostgreSQL 15 or newer",
    wanted_for: "running every test on the second engine",
    debian: &["postgresql"],
    is_there: || postgres_bin().is_some(),
};
/// A real browser.
pub const CHROMIUM: Need =
    Need { name: "Chromium", wanted_for: "the browser tests", debian: &["chromium"], is_there: || chromium().is_some() };
/// What drives the browser.
pub const CHROMEDRIVER: Need = Need {
    name: "chromedriver",
    wanted_for: "the browser tests",
    debian: &["chromium-driver"],
    is_there: || chromedriver().is_some(),
};
/// Runs what asks the doors of the API.
pub const PYTHON: Need = Need {
    name: "Python 3.11 or newer with venv",
    wanted_for: "asking the doors of the API what their description promises",
    debian: &["python3-venv"],
    is_there: python_is_there,
};
/// Chinese letters on screens.
pub const FONTS: Need = Need {
    name: "a font with Chinese letters (Noto Sans CJK)",
    wanted_for: "pages as people see them, in the browser tests",
    debian: &["fonts-noto-cjk"],
    is_there: fonts_are_there,
};

/// Makes sure that all are there: installs what is missing where that is possible, or stops and says what to install.
pub fn ensure(needs: &[&Need]) -> Result<(), Stop> {
    let missing = missing(needs);
    if missing.is_empty() {
        return Ok(());
    }
    if !may_install() {
        return Err(Stop::because(sentence(&missing)));
    }
    install(&missing)?;
    let still = self::missing(needs);
    if still.is_empty() { Ok(()) } else { Err(Stop::because(format!("still missing after installing:\n{}", sentence(&still)))) }
}

/// The folder with `initdb`, `pg_ctl` and `postgres` of the newest PostgreSQL that is new enough.
pub fn postgres_bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir(POSTGRES_ROOT).ok()?.filter_map(Result::ok);
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(major, bin)| *major >= POSTGRES_MAJOR_MIN && bin.join("initdb").is_file())
        .max();
    newest.map(|(_, bin)| bin).or_else(postgres_bin_on_path)
}

/// Chromium or Chrome on the path.
pub fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(on_path)
}

/// The driver on the path, or where Debian puts it.
pub fn chromedriver() -> Option<PathBuf> {
    on_path("chromedriver").or_else(|| Some(PathBuf::from("/usr/lib/chromium/chromedriver")).filter(|path| path.is_file()))
}

/// The file that `name` on the path means.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn missing<'a>(needs: &[&'a Need]) -> Vec<&'a Need> {
    needs.iter().copied().filter(|need| !(need.is_there)()).collect()
}

fn postgres_bin_on_path() -> Option<PathBuf> {
    let bin = on_path("initdb")?.parent()?.to_path_buf();
    let version = answer(program(bin.join("postgres")).arg("--version"))?;
    (major(&version)? >= POSTGRES_MAJOR_MIN).then_some(bin)
}

fn node_is_there() -> bool {
    let version = answer(program("node").arg("--version"));
    version.as_deref().and_then(major).is_some_and(|major| major >= NODE_MAJOR_MIN) && succeeds(program("npm").arg("--version"))
}

fn python_is_there() -> bool {
    // Debian keeps what makes an environment in a package of its own.
    let asked = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";
    succeeds(program("python3").args(["-c", asked]))
}

fn fonts_are_there() -> bool {
    match answer(program("fc-list").arg(":lang=zh-cn")) {
        Some(fonts) => !fonts.is_empty(),
        None => Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file(),
    }
}

/// The first number in the words a program says of its version: `v20.20.2`, `postgres (PostgreSQL) 15.20`.
fn major(version: &str) -> Option<u32> {
    let digits = version.find(|letter: char| letter.is_ascii_digit())?;
    let rest = &version[digits..];
    rest[..rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len())].parse().ok()
}

fn may_install() -> bool {
    Path::new("/etc/debian_version").is_file() && answer(program("id").arg("-u")).as_deref() == Some("0")
}

fn install(missing: &[&Need]) -> Result<(), Stop> {
    println!("── installing {}", packages(missing).join(", "));
    run(program("apt-get").arg("update").args(["--quiet", "--quiet"]))?;
    run(program("apt-get")
        .args(["install", "--yes", "--quiet", "--no-install-recommends"])
        .args(packages(missing))
        .env("DEBIAN_FRONTEND", "noninteractive"))
}

fn packages(missing: &[&Need]) -> Vec<&'static str> {
    missing.iter().flat_map(|need| need.debian).copied().collect()
}

fn sentence(missing: &[&Need]) -> String {
    let mut text = String::from("this is missing:\n");
    for need in missing {
        text.push_str(&format!("  {}, for {}\n", need.name, need.wanted_for));
    }
    text.push_str(&format!(
        "hint: on Debian `apt-get install {}` as root; elsewhere install them by hand",
        packages(missing).join(" ")
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABSENT: Need =
        Need { name: "a thing nobody has", wanted_for: "this test", debian: &["thing", "thing-driver"], is_there: || false };
    const PRESENT: Need = Need { name: "air", wanted_for: "breathing", debian: &["air"], is_there: || true };

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)"), Some(15));
        assert_eq!(major("none"), None);
    }

    #[test]
    fn only_what_is_missing_is_named_with_its_packages() {
        let missing = missing(&[&PRESENT, &ABSENT]);
        let sentence = sentence(&missing);
        assert!(sentence.contains("a thing nobody has, for this test"));
        assert!(sentence.contains("apt-get install thing thing-driver"));
        assert!(!sentence.contains("air"));
    }
}

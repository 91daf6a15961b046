//! `watchfire.toml`: what a data folder says of itself. `init` writes it, an operator may add the ways out for messages and the
//! certificate, every command reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use desk::DbPlace;
use kernel::{AreaCode, Id, World, Zone};
use serde::Deserialize;

use crate::stop::Stop;

/// The file's name in the data folder. It is written last, so a folder that has it was made to the end.
pub const FILE: &str = "watchfire.toml";
/// The embedded database's name in the data folder.
pub const DATABASE_FILE: &str = "watchfire.db";
/// Where an address of the database with its password may come from without standing in any file.
pub const DATABASE_VARIABLE: &str = "WATCHFIRE_DATABASE";

/// What a data folder says of itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Whose office it is.
    pub city: CitySection,
    /// The journal that belongs to the folder.
    pub journal: JournalSection,
    /// The database, where it is not the file in the folder.
    pub database: Option<DatabaseSection>,
    /// Certificate and key, where the program itself ends TLS.
    pub tls: Option<TlsSection>,
    /// The way out by mail.
    pub smtp: Option<smtp::Settings>,
    /// The ways out by webhook.
    #[serde(default)]
    pub webhook: Vec<webhook::Destination>,
}

/// Whose office it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitySection {
    /// The city's area code.
    pub code: AreaCode,
    /// Its time zone by the IANA name.
    pub zone: String,
    /// Its names by language.
    pub names: BTreeMap<String, String>,
}

/// The journal that belongs to a folder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalSection {
    /// The world: `live` or `exercise`.
    pub world: WorldName,
    /// The installation, as the journal's beginning names it.
    pub installation: Id,
}

/// A world that a data folder can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum WorldName {
    /// The city itself, on the machine's clock.
    Live,
    /// An exercise: a clock of its own, and nothing leaves it.
    Exercise,
}

/// A database on a server.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSection {
    /// `postgres://user@host:port/database`.
    pub url: String,
}

/// Certificate and key as PEM files, relative to the data folder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsSection {
    /// The certificate with those that vouch for it.
    pub cert: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

impl Config {
    /// Reads the file of a data folder.
    ///
    /// # Errors
    /// A sentence when the folder was not made by `init`, or when the file makes no sense.
    pub fn read(folder: &Path) -> Result<Self, Stop> {
        let path = folder.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(not_made(folder)),
            Err(error) => return Err(Stop::because(format!("{}: {error}", path.display()))),
        };
        toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].lines().count().max(1));
            Stop::because(format!("{} line {line}: {}", path.display(), error.message()))
        })
    }

    /// The city's time zone.
    ///
    /// # Errors
    /// A sentence when no zone has that name.
    pub fn zone(&self) -> Result<Zone, Stop> {
        Zone::named(&self.city.zone).map_err(|e| Stop::because(format!("{FILE}: [city] zone: {e}")))
    }
}

fn not_made(folder: &Path) -> Stop {
    let shown = folder.display();
    if folder.join(DATABASE_FILE).exists() {
        return Stop::because(format!("{shown} was not made to the end: it holds a database and no {FILE}"))
            .hint("empty the folder and run `watchfire init` again");
    }
    Stop::because(format!("{shown} is no data folder: it holds no {FILE}"))
        .hint(format!("make one with `watchfire init --city CITY --data {shown}`"))
}

impl WorldName {
    /// The world of that name.
    #[must_use]
    pub const fn world(self) -> World {
        match self {
            Self::Live => World::Live,
            Self::Exercise => World::Exercise,
        }
    }
}

/// Where the database is: as the command line says, else the environment, else the file of the folder, else in the folder itself.
#[must_use]
pub fn place(folder: &Path, said: Option<&str>, config: Option<&Config>) -> DbPlace {
    let said = said.map(str::to_owned).or_else(from_environment);
    match said.or_else(|| config.and_then(|c| c.database.as_ref()).map(|d| d.url.clone())) {
        Some(url) => DbPlace::Server(url),
        None => DbPlace::File(folder.join(DATABASE_FILE)),
    }
}

/// Reads the value of `--database`.
///
/// # Errors
/// When it is no address of a PostgreSQL database.
pub fn parse_url(text: &str) -> Result<String, String> {
    let is_one = ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
    if is_one { Ok(text.to_owned()) } else { Err("expected postgres://user@host:port/name".to_owned()) }
}

fn from_environment() -> Option<String> {
    std::env::var(DATABASE_VARIABLE).ok().filter(|url| !url.trim().is_empty())
}

/// The address of the database as the file is to remember it: without the password when that came from the environment.
#[must_use]
pub fn remembered(said: Option<&str>) -> Option<String> {
    said.map(str::to_owned).or_else(|| from_environment().map(|url| without_password(&url)))
}

/// The address with its password left out.
#[must_use]
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    match rest[..end].rsplit_once('@') {
        Some((who, host)) => format!("{scheme}://{}@{host}{}", who.split(':').next().unwrap_or(who), &rest[end..]),
        None => url.to_owned(),
    }
}

/// What `init` writes.
#[derive(Debug)]
pub struct Written<'a> {
    /// Whose office it is.
    pub city: &'a CitySection,
    /// The journal.
    pub journal: &'a JournalSection,
    /// The address of the database, where it is a server.
    pub database: Option<&'a str>,
    /// Certificate and key, where they were made.
    pub tls: Option<&'a TlsSection>,
}

impl Written<'_> {
    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let names: Vec<String> =
            self.city.names.iter().map(|(language, name)| format!("{language} = {}", quoted(name))).collect();
        let mut text = format!(
            "# What this data folder says of itself. Written by `watchfire init`; every command reads it.\n\n\
             [city]\ncode = \"{}\"\nzone = {}\nnames = {{ {} }}\n\n\
             # The world is part of the journal's first hash: it cannot be changed here.\n\
             [journal]\nworld = \"{}\"\ninstallation = \"{}\"\n",
            self.city.code,
            quoted(&self.city.zone),
            names.join(", "),
            self.journal.world.world().as_str(),
            self.journal.installation,
        );
        // Writing to a `String` never fails.
        if let Some(url) = self.database {
            let _ = write!(
                text,
                "\n# Overridden by --database and by {DATABASE_VARIABLE}, which may carry the password.\n[database]\nurl = {}\n",
                quoted(url)
            );
        }
        if let Some(tls) = self.tls {
            let (cert, key) = (tls.cert.to_string_lossy(), tls.key.to_string_lossy());
            let _ = write!(text, "\n[tls]\ncert = {}\nkey = {}\n", quoted(&cert), quoted(&key));
        }
        text.push_str(WAYS_OUT);
        text
    }

    /// Writes the file, durable and readable by its owner only.
    ///
    /// # Errors
    /// A sentence when it cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), Stop> {
        Ok(write_private(&folder.join(FILE), self.text().as_bytes())?)
    }
}

/// Writes a new file that only its owner reads, durable when this answers.
///
/// # Errors
/// When it is there already, or cannot be written.
pub fn write_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Lets nobody but the owner into a folder or a file: names, numbers and secrets lie in it.
///
/// # Errors
/// When it is not ours.
pub fn for_owner_only(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let mode = if path.is_dir() { 0o700 } else { 0o600 };
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))?;
    }
    Ok(())
}

/// What an operator may add, as comments.
const WAYS_OUT: &str = "
# Ways out for messages. Nothing leaves an exercise, whatever is said here.
#
# [smtp]
# host = \"mail.city.example\"
# security = \"tls\"                  # tls (465), starttls (587), none (25)
# user = \"duty\"
# password_file = \"/etc/watchfire/smtp-password\"
# from = \"Duty office <duty@city.example>\"
#
# Only addresses that begin with a destination named here are ever called.
# [[webhook]]
# to = \"https://neighbour.example/hooks/\"
# secret_file = \"/etc/watchfire/neighbour-secret\"
";

impl std::fmt::Debug for DatabaseSection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&without_password(&self.url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn city() -> CitySection {
        let names = [("en", "Small \"Town\""), ("zh", "小城")];
        CitySection {
            code: AreaCode::parse("990100").unwrap(),
            zone: "Asia/Shanghai".into(),
            names: names.into_iter().map(|(language, name)| (language.to_owned(), name.to_owned())).collect(),
        }
    }

    fn journal() -> JournalSection {
        let installation = Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").unwrap();
        JournalSection { world: WorldName::Exercise, installation }
    }

    #[test]
    fn what_init_writes_is_read_again() {
        let tls = TlsSection { cert: "tls/cert.pem".into(), key: "tls/key.pem".into() };
        let (city, journal) = (city(), journal());
        let written =
            Written { city: &city, journal: &journal, database: Some("postgres://duty@db.example/watchfire"), tls: Some(&tls) };
        let folder = tempfile::tempdir().unwrap();
        written.write(folder.path()).unwrap();
        let read = Config::read(folder.path()).unwrap();
        assert_eq!((&read.city, &read.journal, &read.tls), (&city, &journal, &Some(tls.clone())));
        assert_eq!(read.database.unwrap().url, "postgres://duty@db.example/watchfire");
        assert!(written.write(folder.path()).is_err(), "a file that is there is never written over");
    }

    #[test]
    fn the_ways_out_that_are_offered_as_comments_are_read_when_the_marks_are_taken_away() {
        let (city, journal) = (city(), journal());
        let text = Written { city: &city, journal: &journal, database: None, tls: None }.text();
        let opened: Vec<&str> = text
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|l| l.contains(" = ") || l.starts_with('[')).unwrap_or(line))
            .collect();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), opened.join("\n")).unwrap();
        let read = Config::read(folder.path()).unwrap();
        assert_eq!((read.smtp.unwrap().port(), read.webhook.len()), (465, 1));
    }

    #[test]
    fn a_slip_in_the_file_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let (city, journal) = (city(), journal());
        let text = Written { city: &city, journal: &journal, database: None, tls: None }.text();
        std::fs::write(folder.path().join(FILE), format!("{text}\n[smpt]\nhost = \"x\"\n")).unwrap();
        let stop = Config::read(folder.path()).unwrap_err().to_string();
        assert!(stop.contains("line ") && stop.contains("smpt"), "{stop}");
    }

    #[test]
    fn a_folder_that_is_none_says_how_to_make_one() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Config::read(folder.path()).unwrap_err().to_string().contains("watchfire init"));
        std::fs::write(folder.path().join(DATABASE_FILE), b"").unwrap();
        assert!(Config::read(folder.path()).unwrap_err().to_string().contains("not made to the end"));
    }

    #[test]
    fn a_password_is_left_out_of_an_address() {
        for (url, bare) in [
            ("postgres://duty:p%40ss@db.example:5432/watchfire", "postgres://duty@db.example:5432/watchfire"),
            ("postgres://duty:p@ss@db.example/watchfire", "postgres://duty@db.example/watchfire"),
            ("postgres://duty@db.example/watchfire?options=a@b", "postgres://duty@db.example/watchfire?options=a@b"),
            ("postgres://db.example/watchfire", "postgres://db.example/watchfire"),
            ("host=db user=duty", "host=db user=duty"),
        ] {
            assert_eq!(without_password(url), bare);
        }
    }
}

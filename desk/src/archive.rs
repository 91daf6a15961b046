//! Archives: the journal as JSON lines, and a consistent copy of everything while the desk works, restored into an empty place.

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use kernel::Id;
use serde::{Deserialize, Serialize};

use crate::db::{Conn, Db, DbPlace, sqlite};
use crate::head::SignedHead;
use crate::sealed::ERASURES_FILE;
use crate::verify::{HeadSeen, Verdict};
use crate::{Desk, Fault, args, reads, schema};

/// The database's name in a data folder.
pub const DATABASE_FILE: &str = "watchfire.db";
/// What a backup says of itself.
const MANIFEST_FILE: &str = "manifest.json";
/// How many facts are read at once.
const PAGE: i64 = 2_000;
/// How many pages of the database are copied before others get a turn.
const COPY_PAGES: i32 = 256;

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    program: String,
    head: SignedHead,
}

#[derive(Deserialize)]
struct Erasure {
    sealed: Id,
    at_ms: i64,
}

/// What a restore brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The verified head of the journal.
    pub head: SignedHead,
    /// How many later erasures were applied again.
    pub erased: usize,
}

/// Writes the whole journal as JSON lines, oldest first. Answers how many facts there were.
///
/// # Errors
/// A fault when the journal cannot be read or `out` cannot be written.
pub async fn export(db: &Db, out: &mut (dyn Write + Send)) -> Result<i64, Fault> {
    let mut last = 0;
    loop {
        let page = reads::after(db, last, PAGE).await?;
        if page.is_empty() {
            out.flush()?;
            return Ok(last);
        }
        for fact in page {
            last = fact.position;
            let body: serde_json::Value = serde_json::from_str(&fact.body)?;
            let line = serde_json::json!({
                "position": fact.position, "at_ms": fact.at_ms, "stream": fact.stream, "version": fact.version, "kind": fact.kind,
                "body": body, "body_text": fact.body, "actor": fact.actor, "post": fact.post, "area": fact.area,
                "case": fact.case_id, "cause": fact.cause, "hash": fact.hash,
            });
            writeln!(out, "{line}")?;
        }
    }
}

impl Desk {
    /// Copies everything, consistent in itself, into one file while the desk works: database with stores, files, key, signed head.
    ///
    /// # Errors
    /// A fault when the file is there already or cannot be written, or when the database is a server with backups of its own.
    pub async fn backup(&self, file: &Path) -> Result<SignedHead, Fault> {
        let DbPlace::File(source) = &self.0.place else {
            return Err(Fault::broken(
                "this database is a PostgreSQL server: back it up with pg_dump or pg_basebackup, and the data folder beside it",
            ));
        };
        let (source, folder, target) = (source.clone(), self.0.folder.clone(), file.to_owned());
        let copy = folder.join(format!("backup-{}.part", self.new_id()));
        let copied = copy.clone();
        blocking(move || copy_database(&source, &copied)).await?;
        let packed = self.pack(&copy, &folder, target).await;
        std::fs::remove_file(&copy)?;
        packed
    }

    async fn pack(&self, copy: &Path, folder: &Path, target: PathBuf) -> Result<SignedHead, Fault> {
        let mut conn = Conn::open(&DbPlace::File(copy.to_owned())).await?;
        let last = schema::head(&mut conn).await?;
        drop(conn);
        let head = self.sign_at(last.position, last.hash, last.at_ms)?;
        let manifest = Manifest { program: env!("CARGO_PKG_VERSION").to_owned(), head: head.clone() };
        let (copy, folder) = (copy.to_owned(), folder.to_owned());
        blocking(move || write_archive(&target, (&copy, &folder), &manifest)).await?;
        Ok(head)
    }

    /// Brings a backup back into an empty place, verifies the chain, and applies later erasures again.
    ///
    /// # Errors
    /// A fault when the place is not empty, the archive is damaged, or the chain does not hold; then the place is left as it was.
    pub async fn restore(file: &Path, folder: &Path, erasures: Option<&Path>) -> Result<Restored, Fault> {
        if folder.exists() && std::fs::read_dir(folder)?.next().is_some() {
            return Err(Fault::broken(format!("{} is not empty: a backup is restored into an empty place", folder.display())));
        }
        let made = !folder.exists();
        let restored = restore_into(file, folder, erasures).await;
        if restored.is_err() {
            empty(folder, made)?;
        }
        restored
    }
}

async fn restore_into(file: &Path, folder: &Path, erasures: Option<&Path>) -> Result<Restored, Fault> {
    let (from, to) = (file.to_owned(), folder.to_owned());
    blocking(move || read_archive(&from, &to)).await?;
    let manifest: Manifest = serde_json::from_slice(&std::fs::read(folder.join(MANIFEST_FILE))?)?;
    let place = DbPlace::File(folder.join(DATABASE_FILE));
    let mut conn = Conn::open(&place).await?;
    let genesis = schema::genesis(&mut conn).await?;
    let seen = HeadSeen { position: manifest.head.position, hash: manifest.head.hash.clone() };
    if !manifest.head.is_genuine() {
        return Err(Fault::broken("the signature of the backup's head does not hold"));
    }
    match crate::verify::verify(&Db::open(&place)?, &genesis, Some(&seen)).await? {
        Verdict::Whole { .. } => {}
        Verdict::Broken { position, what } => {
            return Err(Fault::broken(format!("the journal in the backup is broken at {position}: {what}")));
        }
    }
    let erased = match erasures {
        Some(list) => {
            let erased = erase_again(&mut conn, list).await?;
            std::fs::copy(list, folder.join(ERASURES_FILE))?;
            erased
        }
        None => 0,
    };
    Ok(Restored { head: manifest.head, erased })
}

/// Words that were erased after the backup must not come back with it.
async fn erase_again(conn: &mut Conn, list: &Path) -> Result<usize, Fault> {
    let mut erased = 0;
    for line in std::fs::read_to_string(list)?.lines().filter(|l| !l.trim().is_empty()) {
        let erasure: Erasure = serde_json::from_str(line)?;
        let sql = "update sealed set words = null, salt = null, erased_at_ms = $1 where id = $2 and words is not null";
        erased += usize::try_from(conn.run(sql, &args![erasure.at_ms, &erasure.sealed]).await?).unwrap_or(0);
    }
    // The index of words may still hold what was erased: it is made anew when the desk next works.
    conn.script("delete from search_words; delete from search_docs; delete from cursors where name = 'search';").await?;
    Ok(erased)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Fault::broken("archive").from_error(e))?
}

fn copy_database(source: &Path, copy: &Path) -> Result<(), Fault> {
    let from = sqlite::open(&DbPlace::File(source.to_owned()), sqlite::Use::Read)?;
    let mut to = rusqlite::Connection::open(copy)?;
    let backup = rusqlite::backup::Backup::new(&from, &mut to)?;
    backup.run_to_completion(COPY_PAGES, std::time::Duration::from_millis(2), None)?;
    Ok(())
}

fn write_archive(target: &Path, from: (&Path, &Path), manifest: &Manifest) -> Result<(), Fault> {
    let (copy, folder) = from;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    // It holds the key and everybody's words: from its first byte it is for its owner alone.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(target);
    let file = file.map_err(|e| Fault::unavailable(format!("backup {}", target.display())).from_error(e))?;
    let mut archive = tar::Builder::new(GzEncoder::new(file, Compression::fast()));
    let words = serde_json::to_vec_pretty(manifest)?;
    let mut header = tar::Header::new_gnu();
    header.set_size(words.len() as u64);
    header.set_mode(0o600);
    archive.append_data(&mut header, MANIFEST_FILE, words.as_slice())?;
    archive.append_path_with_name(copy, DATABASE_FILE)?;
    for name in ["head.key", "watchfire.toml", ERASURES_FILE] {
        if folder.join(name).exists() {
            archive.append_path_with_name(folder.join(name), name)?;
        }
    }
    if folder.join("files").exists() {
        archive.append_dir_all("files", folder.join("files"))?;
    }
    let file = archive.into_inner()?.finish()?;
    file.sync_all()?;
    Ok(())
}

fn read_archive(file: &Path, folder: &Path) -> Result<(), Fault> {
    let source = std::fs::File::open(file).map_err(|e| Fault::unavailable(format!("backup {}", file.display())).from_error(e))?;
    std::fs::create_dir_all(folder)?;
    let mut archive = tar::Archive::new(GzDecoder::new(source));
    archive.set_preserve_permissions(true);
    // `unpack` refuses entries that would leave the folder.
    archive.unpack(folder).map_err(|e| Fault::broken(format!("backup {}", file.display())).from_error(e))?;
    for needed in [MANIFEST_FILE, DATABASE_FILE] {
        if !folder.join(needed).exists() {
            return Err(Fault::broken(format!("{} is not a backup: it holds no {needed}", file.display())));
        }
    }
    std::fs::create_dir_all(folder.join("files"))?;
    Ok(())
}

fn empty(folder: &Path, made: bool) -> Result<(), Fault> {
    std::fs::remove_dir_all(folder)?;
    if !made {
        std::fs::create_dir_all(folder)?;
    }
    Ok(())
}

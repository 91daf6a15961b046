//! Files: kept by the hash of their content, durable before anything names them.

use std::io::Write as _;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::{Desk, Fault, args};

/// The largest file that is kept: 32 MiB.
pub const FILE_BYTES_MAX: usize = 32 << 20;

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileKept {
    /// SHA-256 of its content, in hexadecimal: its name in the store.
    pub hash: String,
    /// How many bytes.
    pub bytes: u64,
}

impl Desk {
    /// Keeps a file; the same content is kept once. Answers after it is durable.
    ///
    /// # Errors
    /// A fault when it is larger than [`FILE_BYTES_MAX`] or cannot be written.
    pub async fn keep_file(&self, content: Vec<u8>, media_type: &str) -> Result<FileKept, Fault> {
        if content.len() > FILE_BYTES_MAX {
            return Err(Fault::broken(format!("a file of {} bytes is over the limit of {FILE_BYTES_MAX}", content.len())));
        }
        let bytes = content.len() as u64;
        let folder = self.folder().join("files");
        let hash = tokio::task::spawn_blocking(move || write(&folder, &content))
            .await
            .map_err(|e| Fault::broken("keeping a file").from_error(e))??;
        let sql = "insert into files (hash, bytes, media_type, at_ms) values ($1, $2, $3, $4) on conflict (hash) do nothing";
        self.store(vec![(sql.into(), args![&hash, bytes, media_type, self.now()])]).await?;
        Ok(FileKept { hash, bytes })
    }

    /// The content and media type of a kept file, if it is kept.
    ///
    /// # Errors
    /// A fault when it cannot be read, or when its content is not what its name says.
    pub async fn file(&self, hash: &str) -> Result<Option<(Vec<u8>, String)>, Fault> {
        if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let row = self.db().one("select media_type from files where hash = $1", args![hash]).await?;
        let Some(row) = row else { return Ok(None) };
        let content = tokio::fs::read(path(&self.folder().join("files"), hash)).await?;
        if hex::encode(Sha256::digest(&content)) != hash {
            return Err(Fault::broken(format!("file {hash} was altered")));
        }
        Ok(Some((content, row.text("media_type")?)))
    }
}

fn path(folder: &std::path::Path, hash: &str) -> PathBuf {
    folder.join(&hash[..2]).join(hash)
}

/// Writes beside, syncs, and renames, so that a file is either whole or not there.
fn write(folder: &std::path::Path, content: &[u8]) -> Result<String, Fault> {
    let hash = hex::encode(Sha256::digest(content));
    let place = path(folder, &hash);
    if place.exists() {
        return Ok(hash);
    }
    let shelf = place.parent().ok_or_else(|| Fault::broken("a file without a folder"))?;
    std::fs::create_dir_all(shelf)?;
    let beside = shelf.join(format!("{hash}.part"));
    let mut file = std::fs::File::create(&beside)?;
    file.write_all(content)?;
    file.sync_all()?;
    std::fs::rename(&beside, &place)?;
    std::fs::File::open(shelf)?.sync_all()?;
    Ok(hash)
}

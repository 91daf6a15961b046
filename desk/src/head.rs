//! The signed head: position and hash of the last fact under the installation's key, let out on every report and backup.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::chance::Chance;
use crate::{Desk, Fault, reads};

/// The file in the data folder that holds the key, readable by its owner only.
const KEY_FILE: &str = "head.key";

/// Position and hash of the last fact, signed. Whoever holds one can prove later that the journal was cut or rewritten.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SignedHead {
    /// The city's area code.
    pub city: String,
    /// The installation's id.
    pub installation: String,
    /// The world.
    pub world: String,
    /// The position of the last fact.
    pub position: i64,
    /// Its hash.
    pub hash: String,
    /// When it was recorded, UTC milliseconds.
    pub at_ms: i64,
    /// Ed25519 signature of the lines `watchfire head 1`, city, installation, world, position, hash; base64.
    pub signature: String,
    /// The installation's public key, base64.
    pub public_key: String,
}

impl Desk {
    /// The head of the journal now, signed.
    ///
    /// # Errors
    /// A fault when the journal or the key cannot be read.
    pub async fn signed_head(&self) -> Result<SignedHead, Fault> {
        let (position, hash, at) = reads::pen(self.db()).await?;
        self.sign_at(position, hash, at.ms())
    }

    pub(crate) fn sign_at(&self, position: i64, hash: String, at_ms: i64) -> Result<SignedHead, Fault> {
        let key = read_key(self.folder())?;
        let mut head = SignedHead {
            city: self.city().to_string(),
            installation: self.genesis().installation.to_string(),
            world: self.world().as_str().to_owned(),
            position,
            hash,
            at_ms,
            signature: String::new(),
            public_key: BASE64.encode(key.verifying_key().as_bytes()),
        };
        head.signature = BASE64.encode(key.sign(head.signed_text().as_bytes()).to_bytes());
        Ok(head)
    }
}

impl SignedHead {
    /// Whether the signature is that of the public key it names. Whether that key is the installation's, the reader must know.
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        self.check().unwrap_or(false)
    }

    /// `HASH@POSITION`, as `journal verify --head` takes it.
    #[must_use]
    pub fn short(&self) -> String {
        format!("{}@{}", self.hash, self.position)
    }

    fn check(&self) -> Option<bool> {
        let key: [u8; 32] = BASE64.decode(&self.public_key).ok()?.try_into().ok()?;
        let signature: [u8; 64] = BASE64.decode(&self.signature).ok()?.try_into().ok()?;
        let key = VerifyingKey::from_bytes(&key).ok()?;
        // Strictly: there are weak keys under which one signature fits every text.
        Some(key.verify_strict(self.signed_text().as_bytes(), &Signature::from_bytes(&signature)).is_ok())
    }

    fn signed_text(&self) -> String {
        let Self { city, installation, world, position, hash, .. } = self;
        format!("watchfire head 1\n{city}\n{installation}\n{world}\n{position}\n{hash}")
    }
}

/// Makes the installation's key; one that is there is kept.
pub(crate) fn make_key(folder: &std::path::Path, chance: &Chance) -> Result<(), Fault> {
    use std::io::Write as _;
    let path = folder.join(KEY_FILE);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            file.write_all(chance.secret().as_bytes())?;
            file.sync_all()?;
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn read_key(folder: &std::path::Path) -> Result<SigningKey, Fault> {
    let path = folder.join(KEY_FILE);
    let text = std::fs::read_to_string(&path).map_err(|e| Fault::unavailable(format!("key {}", path.display())).from_error(e))?;
    let seed: Option<[u8; 32]> = hex::decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok());
    seed.map(|s| SigningKey::from_bytes(&s)).ok_or_else(|| Fault::broken(format!("key {} is damaged", path.display())))
}

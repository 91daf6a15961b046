//! Sealed words: a fact carries the name and the salted hash of a text that can name people; the words lie in a store and can be erased.

use serde::{Deserialize, Serialize};

use crate::Id;

/// Stands in a fact for words kept in the sealed store. Erasing removes words and salt; this skeleton remains.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sealed {
    /// Which entry of the sealed store holds the words.
    pub id: Id,
    /// SHA-256 of salt and words in hexadecimal: proves the words while the salt exists, nothing after.
    pub hash: String,
}

//! Drafts: what somebody has typed and not yet asked for, kept by account so that it survives a closed browser.

use kernel::Time;

use crate::{Desk, Fault, args};

/// The longest draft, in bytes.
pub const DRAFT_BYTES_MAX: usize = 64 << 10;
/// How many drafts an account keeps; the oldest go first.
const DRAFTS_MAX: i64 = 50;
/// How long a draft is kept.
const DAYS_KEPT: i64 = 30;

impl Desk {
    /// Keeps a draft under a name of the account's own. Too long a draft is refused as a fault, never cut.
    ///
    /// # Errors
    /// A fault when it is longer than [`DRAFT_BYTES_MAX`] or cannot be kept.
    pub async fn keep_draft(&self, account: &str, name: &str, words: &str) -> Result<(), Fault> {
        if words.len() > DRAFT_BYTES_MAX {
            return Err(Fault::broken(format!("a draft of {} bytes is over the limit of {DRAFT_BYTES_MAX}", words.len())));
        }
        let put = "insert into drafts (account, name, words, at_ms) values ($1, $2, $3, $4) on conflict (account, name) do update \
                   set words = excluded.words, at_ms = excluded.at_ms";
        let trim = "delete from drafts where at_ms < $1 or (account = $2 and name in \
                    (select name from drafts where account = $3 order by at_ms desc limit 1000 offset $4))";
        let old = self.now().plus_min(-DAYS_KEPT * 24 * 60);
        self.store(vec![
            (put.into(), args![account, name, words, self.now()]),
            (trim.into(), args![old, account, account, DRAFTS_MAX]),
        ])
        .await
        .map(drop)
    }

    /// The draft under a name, with when it was kept.
    ///
    /// # Errors
    /// A fault when the database does not answer.
    pub async fn draft(&self, account: &str, name: &str) -> Result<Option<(String, Time)>, Fault> {
        let sql = "select words, at_ms from drafts where account = $1 and name = $2";
        let row = self.db().one(sql, args![account, name]).await?;
        row.map(|r| Ok((r.text("words")?, r.time("at_ms")?))).transpose()
    }

    /// Drops a draft: what it was for has been done.
    ///
    /// # Errors
    /// A fault when it cannot be made durable.
    pub async fn drop_draft(&self, account: &str, name: &str) -> Result<(), Fault> {
        let sql = "delete from drafts where account = $1 and name = $2";
        self.store(vec![(sql.into(), args![account, name])]).await.map(drop)
    }
}

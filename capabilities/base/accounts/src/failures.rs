//! Failures that count together, kept in a store so that every process of the installation sees them.

use desk::{Desk, Fault, args};
use kernel::{Id, Time};
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;

use crate::throttle::{CODE, FORGOTTEN_AFTER_MS, Failures, KNOWN_BROWSER, NAME_AND_SOURCE, Patience, SOURCE};
use crate::visitor::Visitor;

/// One count at a time, so that many tries at once cannot all slip in before the first has failed.
static COUNTING: Mutex<()> = Mutex::const_new(());

/// What one try counts for.
#[derive(Debug, Clone)]
pub struct Counted(Vec<(String, Patience)>);

/// A try that has been counted as failed until it is taken back.
#[derive(Debug)]
pub struct Try {
    counted: Counted,
    before: Vec<Failures>,
}

impl Counted {
    /// A try to sign in under `name`: counts for the browser where it has signed this person in before, else for the address.
    /// The name is kept as a digest: people type passwords into the wrong field.
    #[must_use]
    pub fn of_name(name: &str, known_browser: Option<&Id>, visitor: &Visitor) -> Self {
        let name = &hex::encode(Sha256::digest(name.trim().to_lowercase()))[..32];
        match (known_browser, &visitor.browser) {
            (Some(account), Some(browser)) => {
                Self(vec![(format!("browser/{account}/{}", &browser.digest().as_str()[..32]), KNOWN_BROWSER)])
            }
            _ => Self(vec![
                (format!("name/{name}/{}", visitor.source), NAME_AND_SOURCE),
                (format!("source/{}", visitor.source), SOURCE),
            ]),
        }
    }

    /// A one-time code typed for `account`. It counts for the account wherever it comes from; only a browser in which its person has
    /// signed in before counts for itself, so that whoever stole the password cannot keep them out.
    #[must_use]
    pub fn of_code(account: &Id, is_known_browser: bool, visitor: &Visitor) -> Self {
        let own = visitor.browser.as_ref().filter(|_| is_known_browser);
        let key = own
            .map_or_else(|| format!("code/{account}"), |browser| format!("code/{account}/{}", &browser.digest().as_str()[..32]));
        Self(vec![(key, CODE)])
    }

    /// A try with a link or a token that opens nothing.
    #[must_use]
    pub fn of_source(visitor: &Visitor) -> Self {
        Self(vec![(format!("source/{}", visitor.source), SOURCE)])
    }
}

/// Counts a try as failed, or says until when nothing is heard.
///
/// # Errors
/// A fault when the store does not answer.
pub async fn begin(desk: &Desk, counted: Counted, at: Time) -> Result<Result<Try, Time>, Fault> {
    let _one = COUNTING.lock().await;
    let mut before = Vec::with_capacity(counted.0.len());
    for (key, patience) in &counted.0 {
        let failures = read(desk, key).await?;
        let heard_at = failures.heard_at(at, patience);
        if heard_at > at {
            return Ok(Err(heard_at));
        }
        before.push(failures);
    }
    let statements = counted.0.iter().zip(&before).map(|((key, _), failures)| write(key, failures.and_one(at)));
    let forgotten = ("delete from account_failures where last_ms < $1".into(), args![at.plus_ms(-FORGOTTEN_AFTER_MS)]);
    desk.store(statements.chain([forgotten]).collect()).await?;
    Ok(Ok(Try { counted, before }))
}

impl Try {
    /// The try was right: its own count is taken back, and what was counted for the name or browser is forgotten.
    ///
    /// # Errors
    /// A fault when the store does not answer.
    pub async fn was_right(self, desk: &Desk) -> Result<(), Fault> {
        let _one = COUNTING.lock().await;
        let mut statements = Vec::new();
        for ((key, _), before) in self.counted.0.iter().zip(self.before) {
            if key.starts_with("source/") {
                let now = read(desk, key).await?;
                statements.push(write(key, Failures { count: now.count.saturating_sub(1), last: before.last }));
            } else {
                statements.push(("delete from account_failures where counted_for = $1".into(), args![key]));
            }
        }
        desk.store(statements).await.map(|_| ())
    }
}

fn write(key: &str, failures: Failures) -> desk::Statement {
    let sql = "insert into account_failures (counted_for, failures, last_ms) values ($1, $2, $3) \
               on conflict (counted_for) do update set failures = excluded.failures, last_ms = excluded.last_ms";
    (sql.into(), args![key, failures.count, failures.last])
}

async fn read(desk: &Desk, key: &str) -> Result<Failures, Fault> {
    let row = desk.db().one("select failures, last_ms from account_failures where counted_for = $1", args![key]).await?;
    row.map_or(Ok(Failures::default()), |row| {
        Ok(Failures { count: u32::try_from(row.int("failures")?).unwrap_or(u32::MAX), last: row.time("last_ms")? })
    })
}

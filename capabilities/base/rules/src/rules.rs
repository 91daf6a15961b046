//! The rule book in the memory of a process: read once, read again when it changes, here or by another process.

use std::sync::{Arc, PoisonError, RwLock};

use desk::{Desk, Done, Fault, NotDone};
use kernel::{Given, Subject};
use tokio::sync::broadcast::error::RecvError;

use crate::acts::{Adopt, Withdraw};
use crate::shipped::default_sets;
use crate::state::RuleBook;

/// Where the rule book is found outside the pen. One per process, shared by all doors.
#[derive(Debug)]
pub struct Rules {
    desk: Desk,
    now: RwLock<(u64, Arc<RuleBook>)>,
}

/// Adopts the shipped sets of `folder`, in their order; those that are in the book already stay. What `init` does.
///
/// # Errors
/// The refusal of the first set that is refused, or a fault; what was adopted before it stays.
pub async fn adopt_shipped(desk: &Desk, given: &Given, folder: &str) -> Result<usize, NotDone> {
    let mut adopted = 0;
    for shipped in default_sets(folder) {
        let broken = |_| Fault::broken(format!("the shipped rule set {}/{} cannot be read", shipped.folder, shipped.file));
        let act = Adopt::of(shipped.text).map_err(broken)?;
        let done = desk.perform(&RuleBook::id(), given.clone(), act).await?;
        adopted += usize::from(!done.already);
    }
    Ok(adopted)
}

impl Rules {
    /// Reads the rule book.
    ///
    /// # Errors
    /// A fault when the journal cannot be read.
    pub async fn load(desk: &Desk) -> Result<Arc<Self>, Fault> {
        let (book, version) = desk.recall::<RuleBook>(&RuleBook::id()).await?;
        Ok(Arc::new(Self { desk: desk.clone(), now: RwLock::new((version, Arc::new(book))) }))
    }

    /// The rule book as it is.
    #[must_use]
    pub fn book(&self) -> Arc<RuleBook> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// Adopts a version and puts it into this process's memory at once.
    ///
    /// # Errors
    /// The refusal or a fault.
    pub async fn adopt(&self, given: Given, act: Adopt) -> Result<Done<RuleBook>, NotDone> {
        let done = self.desk.perform(&RuleBook::id(), given, act).await?;
        self.take_over(done.version, &done.state);
        Ok(done)
    }

    /// Withdraws a version and puts that into this process's memory at once.
    ///
    /// # Errors
    /// The refusal or a fault.
    pub async fn withdraw(&self, given: Given, act: Withdraw) -> Result<Done<RuleBook>, NotDone> {
        let done = self.desk.perform(&RuleBook::id(), given, act).await?;
        self.take_over(done.version, &done.state);
        Ok(done)
    }

    /// Reads the rule book again.
    ///
    /// # Errors
    /// A fault when the journal cannot be read; then what is in memory stays.
    pub async fn refresh(&self) -> Result<(), Fault> {
        let (book, version) = self.desk.recall::<RuleBook>(&RuleBook::id()).await?;
        self.take_over(version, &Arc::new(book));
        Ok(())
    }

    /// Follows the journal and reads the book again whenever it changes, by whichever process. Ends when the desk does.
    pub async fn follow(self: Arc<Self>) {
        let mut tail = self.desk.tail();
        // What changed between loading and listening is read first.
        let mut stale = true;
        loop {
            if stale && let Err(fault) = self.refresh().await {
                tracing::error!(%fault, "the rule book cannot be read; what was in memory stays");
            }
            stale = match tail.recv().await {
                Ok(envelope) => envelope.subject() == RuleBook::NAME,
                Err(RecvError::Lagged(_)) => true,
                Err(RecvError::Closed) => return,
            };
        }
    }

    /// An older book never replaces a newer one.
    fn take_over(&self, version: u64, book: &Arc<RuleBook>) {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        if version > now.0 {
            *now = (version, book.clone());
        }
    }
}

//! The pen: what an act may look up before it is decided, on the newest truth, while nobody else writes.

use std::sync::Arc;

use kernel::{AreaCode, CityDate, Id, Subject, Time, World, Zone};
use tokio::sync::Mutex;

use crate::batch::Batch;
use crate::capability::state_of;
use crate::perform::stream_of;
use crate::{Fault, Record, Value};

/// Held by whoever writes. Looks read through the batch that is being decided.
pub struct Pen<'a> {
    batch: Mutex<&'a mut Batch>,
    at: Time,
    world: World,
    city: AreaCode,
    zone: Zone,
    own: Id,
}

impl<'a> Pen<'a> {
    pub(crate) fn over(batch: &'a mut Batch, own: Id) -> Self {
        let (at, world, city, zone) = (batch.at(), batch.world(), batch.city, batch.zone.clone());
        Self { batch: Mutex::new(batch), at, world, city, zone, own }
    }

    /// When the act is being decided.
    #[must_use]
    pub const fn at(&self) -> Time {
        self.at
    }

    /// In which world.
    #[must_use]
    pub const fn world(&self) -> World {
        self.world
    }

    /// The subject that the act is performed on.
    #[must_use]
    pub const fn own_id(&self) -> &Id {
        &self.own
    }

    /// The city's area code.
    #[must_use]
    pub const fn city(&self) -> AreaCode {
        self.city
    }

    /// The city's date.
    #[must_use]
    pub fn today(&self) -> CityDate {
        self.zone.date(self.at)
    }

    /// Another subject as it is now; the subject's default when nothing was recorded of it.
    ///
    /// # Errors
    /// A fault when the journal cannot be read.
    pub async fn state<S: Subject>(&self, id: &Id) -> Result<Arc<S>, Fault> {
        let mut batch = self.batch.lock().await;
        let held = batch.load(&stream_of::<S>(id)).await?;
        state_of::<S>(held.state)
    }

    /// Rows of this or an earlier capability's tables. What the batch has decided so far is written first, so prefer
    /// [`Pen::state`] on paths that must be fast.
    ///
    /// # Errors
    /// A fault when the database does not answer.
    pub async fn rows(&self, sql: &str, args: Vec<Value>) -> Result<Vec<Record>, Fault> {
        let mut batch = self.batch.lock().await;
        batch.flush().await?;
        batch.conn.rows(sql, &args).await
    }

    /// The next number under `name`, from 1, without gaps: the act's fact must carry it, and `keep` must put a
    /// [`NumberRow`](crate::NumberRow) for it. A refused act gives it back.
    ///
    /// # Errors
    /// A fault when the database does not answer.
    pub async fn next_number(&self, name: &str) -> Result<i64, Fault> {
        self.batch.lock().await.next_number(name).await
    }
}

//! The atlas: the city's files in force, read once into memory and read again when others are adopted, here or by another process.

use std::sync::{Arc, PoisonError, RwLock};

use desk::{Desk, Done, Fault, FileKept, NotDone};
use kernel::{Given, Subject};
use tokio::sync::broadcast::error::RecvError;

use crate::acts::{Adopt, CityKept, CityRead, CityTexts};
use crate::facts::FileNamed;
use crate::state::City;
use crate::{CityProfile, Gazetteer};

/// The city as it is in force: who holds it may ask all day, it never changes.
#[derive(Debug)]
pub struct Atlas {
    /// What `city.toml` says.
    pub profile: CityProfile,
    /// The areas and outlines.
    pub gazetteer: Gazetteer,
    /// The outlines as they were adopted, GeoJSON in WGS 84; nothing where the city has none.
    pub outlines: Option<String>,
    /// Which files these are.
    pub city: City,
}

/// Where the atlas in force is found. One per process, shared by all doors.
#[derive(Debug)]
pub struct Places {
    desk: Desk,
    now: RwLock<Arc<Atlas>>,
}

/// Reads, keeps and adopts the files of a city: what `init` and `import` do.
///
/// # Errors
/// What in the files makes no sense, a refusal, or a fault.
pub async fn adopt(desk: &Desk, given: Given, texts: CityTexts) -> Result<Done<City>, NotDone> {
    let texts = Arc::new(texts);
    let read = read(texts.clone()).await??;
    let named = |kept: FileKept| FileNamed { hash: kept.hash, bytes: kept.bytes };
    let outlines = match &texts.boundaries {
        Some(text) => Some(named(desk.keep_file(text.clone().into_bytes(), "application/geo+json").await?)),
        None => None,
    };
    let kept = CityKept {
        profile: named(desk.keep_file(texts.profile.clone().into_bytes(), "application/toml").await?),
        areas: named(desk.keep_file(texts.areas.clone().into_bytes(), "text/csv").await?),
        boundaries: outlines,
    };
    let act = Adopt::of(&read, kept, desk.city());
    desk.perform(&desk.genesis().installation.clone(), given, act).await
}

impl Places {
    /// Reads the files in force.
    ///
    /// # Errors
    /// A fault when none were adopted yet, or when they cannot be read.
    pub async fn load(desk: &Desk) -> Result<Arc<Self>, Fault> {
        let atlas = Atlas::load(desk).await?;
        Ok(Arc::new(Self { desk: desk.clone(), now: RwLock::new(Arc::new(atlas)) }))
    }

    /// The atlas in force.
    #[must_use]
    pub fn atlas(&self) -> Arc<Atlas> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adopts other files and puts them in force here at once.
    ///
    /// # Errors
    /// As [`adopt`].
    pub async fn adopt(&self, given: Given, texts: CityTexts) -> Result<Done<City>, NotDone> {
        let done = adopt(&self.desk, given, texts).await?;
        self.refresh().await?;
        Ok(done)
    }

    /// Reads the files in force again if they are others than those in memory.
    ///
    /// # Errors
    /// A fault when they cannot be read; then those in memory stay.
    pub async fn refresh(&self) -> Result<(), Fault> {
        let (city, _) = self.desk.recall::<City>(&self.desk.genesis().installation).await?;
        if city != self.atlas().city {
            let atlas = Arc::new(Atlas::of(&self.desk, city).await?);
            *self.now.write().unwrap_or_else(PoisonError::into_inner) = atlas;
        }
        Ok(())
    }

    /// Follows the journal and reads again whenever files are adopted, by whichever process. Ends when the desk does.
    pub async fn follow(self: Arc<Self>) {
        let mut tail = self.desk.tail();
        // What was adopted between loading and listening is read first.
        let mut stale = true;
        loop {
            if stale && let Err(fault) = self.refresh().await {
                tracing::error!(%fault, "the city's files in force cannot be read; the former ones stay");
            }
            stale = match tail.recv().await {
                Ok(envelope) => envelope.subject() == City::NAME,
                Err(RecvError::Lagged(_)) => true,
                Err(RecvError::Closed) => return,
            };
        }
    }
}

impl Atlas {
    async fn load(desk: &Desk) -> Result<Self, Fault> {
        let (city, _) = desk.recall::<City>(&desk.genesis().installation).await?;
        Self::of(desk, city).await
    }

    async fn of(desk: &Desk, city: City) -> Result<Self, Fault> {
        let (Some(profile), Some((areas, _))) = (&city.profile, &city.areas) else {
            return Err(Fault::broken("no city was adopted; `init --city` does it"));
        };
        let boundaries = match &city.boundaries {
            Some((file, _)) => Some(text(desk, file).await?),
            None => None,
        };
        let texts = CityTexts { profile: text(desk, profile).await?, areas: text(desk, areas).await?, boundaries };
        let texts = Arc::new(texts);
        let read = read(texts.clone()).await?;
        let CityRead { profile, gazetteer } = read.map_err(|e| Fault::broken("the city's files").from_error(e))?;
        Ok(Self { profile, gazetteer, outlines: Arc::unwrap_or_clone(texts).boundaries, city })
    }
}

/// Reads the files off the runtime, because it takes tens of milliseconds.
async fn read(texts: Arc<CityTexts>) -> Result<Result<CityRead, crate::Unreadable>, Fault> {
    let reading = tokio::task::spawn_blocking(move || texts.read());
    reading.await.map_err(|e| Fault::broken("reading the city's files").from_error(e))
}

async fn text(desk: &Desk, file: &FileNamed) -> Result<String, Fault> {
    let missing = || Fault::unavailable(format!("file {} of the city is not in the store", file.hash));
    let (content, _) = desk.file(&file.hash).await?.ok_or_else(missing)?;
    String::from_utf8(content).map_err(|e| Fault::broken(format!("file {}", file.hash)).from_error(e))
}

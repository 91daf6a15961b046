//! The frame while it runs: what every handler can reach.

use std::sync::Arc;

use desk::{Db, Desk, Fault};
use kernel::{AreaCode, Id, Time, World, Zone};
use tokio::sync::Semaphore;

use crate::door::DoorFacts;
use crate::live::Live;
use crate::shared::Shared;
use crate::{Door, Finder, Gate, Language, Say, Texts};

/// How many requests of the public are worked on at once; more are told to come back.
pub const PUBLIC_AT_ONCE_MAX: usize = 64;
/// How many files are taken in at once; more are told to come back.
pub const UPLOADS_AT_ONCE_MAX: usize = 4;

/// What the program gives to the frame at start.
pub struct App {
    /// The desk of this process.
    pub desk: Desk,
    /// Who may come in.
    pub gate: Arc<dyn Gate>,
    /// The texts of all crates, `web::words::TEXTS` among them.
    pub texts: Texts,
    /// The doors of all capabilities and boards; the frame adds its own.
    pub doors: Vec<Door>,
    /// The city it is for.
    pub city: City,
    /// What the command bar asks besides the doors.
    pub finders: Vec<Arc<dyn Finder>>,
    /// Where the metrics are read.
    pub metrics: Option<Arc<dyn Fn() -> String + Send + Sync>>,
    /// Whether a proxy in front ends TLS and names the peer in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Whether the listener itself speaks TLS.
    pub tls: bool,
    /// Where one signs in.
    pub sign_in: &'static str,
    /// What signs out by POST.
    pub sign_out: &'static str,
}

/// The city as the bar names it.
#[derive(Debug, Clone)]
pub struct City {
    /// Its name in each language.
    pub names: Vec<(Language, String)>,
    /// Its time zone.
    pub zone: Zone,
    /// Its area.
    pub area: AreaCode,
    /// The language of whoever asks for none.
    pub language: Language,
}

/// The frame while it runs. Cheap to clone; the state of every handler.
#[derive(Clone)]
pub struct Site(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub desk: Desk,
    pub gate: Arc<dyn Gate>,
    pub texts: Texts,
    pub doors: Vec<Arc<DoorFacts>>,
    pub city: City,
    pub finders: Vec<Arc<dyn Finder>>,
    pub metrics: Option<Arc<dyn Fn() -> String + Send + Sync>>,
    pub behind_proxy: bool,
    pub tls: bool,
    pub sign_in: &'static str,
    pub sign_out: &'static str,
    pub openapi: String,
    pub public: Semaphore,
    pub uploads: Semaphore,
    pub live: Live,
    pub shared: Shared,
}

impl Site {
    pub(crate) fn open(app: App, doors: Vec<Arc<DoorFacts>>) -> Result<Self, Fault> {
        let openapi = crate::openapi::described(&doors, &app.texts)?;
        let live = Live::over(&app.desk, app.gate.clone(), app.city.area);
        Ok(Self(Arc::new(Inner {
            desk: app.desk,
            gate: app.gate,
            texts: app.texts,
            doors,
            city: app.city,
            finders: app.finders,
            metrics: app.metrics,
            behind_proxy: app.behind_proxy,
            tls: app.tls,
            sign_in: app.sign_in,
            sign_out: app.sign_out,
            openapi,
            public: Semaphore::new(PUBLIC_AT_ONCE_MAX),
            uploads: Semaphore::new(UPLOADS_AT_ONCE_MAX),
            live,
            shared: Shared::default(),
        })))
    }

    /// The desk.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// Where reads ask.
    #[must_use]
    pub fn db(&self) -> &Db {
        self.0.desk.db()
    }

    /// What time it is in the world.
    #[must_use]
    pub fn now(&self) -> Time {
        self.0.desk.now()
    }

    /// In which world this is.
    #[must_use]
    pub fn world(&self) -> World {
        self.0.desk.world()
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Id {
        self.0.desk.new_id()
    }

    /// The keeper of the doors.
    #[must_use]
    pub fn gate(&self) -> &dyn Gate {
        self.0.gate.as_ref()
    }

    /// The city.
    #[must_use]
    pub fn city(&self) -> &City {
        &self.0.city
    }

    /// Every door, the frame's own included.
    #[must_use]
    pub fn doors(&self) -> &[Arc<DoorFacts>] {
        &self.0.doors
    }

    /// The API description as JSON.
    #[must_use]
    pub fn openapi(&self) -> &str {
        &self.0.openapi
    }

    /// Speaks `language` now.
    #[must_use]
    pub fn say(&self, language: Language) -> Say {
        Say::new(self.0.texts.clone(), language, self.0.city.zone.clone(), self.now())
    }

    /// Ends all live streams, so that a shutdown need not wait for them.
    pub fn close(&self) {
        self.0.live.close();
    }
}

impl City {
    /// Its name in `language`, or in the first language it has one in.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        let found = self.names.iter().find(|(l, _)| *l == language).or(self.names.first());
        found.map_or("", |(_, name)| name)
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Site {{ doors: {} }}", self.0.doors.len())
    }
}

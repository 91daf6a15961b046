//! What tests stand on: both engines, a clock set by hand, a small town.
//!
//! A test takes the engines it can have with [`engines`], and makes a [`Town`] on each. PostgreSQL is a real server: the one that
//! `WATCHFIRE_TEST_POSTGRES` names (a URL without a database), or one started here on a free port in a temporary folder.

mod frame;
mod postgres;

use std::sync::Arc;

use desk::{Capability, Chance, Clock, Config, DbPlace, Desk, Engine, Sender};
use kernel::{AreaCode, Given, Time, World, Zone};

pub use frame::{Answered, Anyone, Frame, NOTHING, app};
pub use postgres::{Making, Postgres, fresh_database};

/// The town that tests are about: a code that no real place has.
pub const TOWN: &str = "990100";
/// When tests begin: 03:12 by the town's clock.
pub const BEGIN: &str = "2026-11-23T03:12:00+08:00";

/// The engines that this run tests: both, or SQLite alone with `WATCHFIRE_TEST_ENGINES=sqlite`.
#[must_use]
pub fn engines() -> Vec<Engine> {
    match std::env::var("WATCHFIRE_TEST_ENGINES").as_deref() {
        Ok("sqlite") => vec![Engine::Sqlite],
        _ => vec![Engine::Sqlite, Engine::Postgres],
    }
}

/// A desk with a place and a clock of its own.
pub struct Town {
    /// The desk.
    pub desk: Desk,
    /// The clock that tests move by hand.
    pub clock: Clock,
    /// Where the database is.
    pub place: DbPlace,
    folder: Arc<tempfile::TempDir>,
    _server: Option<Postgres>,
}

impl Town {
    /// A town in the live world with these capabilities.
    pub async fn new(engine: Engine, capabilities: Vec<Capability>) -> Self {
        Self::with(engine, capabilities, Vec::new()).await
    }

    /// A town with ways out for messages.
    pub async fn with(engine: Engine, capabilities: Vec<Capability>, senders: Vec<Arc<dyn Sender>>) -> Self {
        Self::in_world(World::Live, engine, capabilities, senders).await
    }

    /// A town in a world, with ways out for messages.
    pub async fn in_world(world: World, engine: Engine, capabilities: Vec<Capability>, senders: Vec<Arc<dyn Sender>>) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        let (place, server) = match engine {
            Engine::Sqlite => (DbPlace::File(folder.path().join("watchfire.db")), None),
            Engine::Postgres => {
                let (url, server) = fresh_database();
                (DbPlace::Server(url), server)
            }
        };
        let clock = Clock::hand(Time::parse(BEGIN).expect("a time"));
        let config = config(&folder, (&place, &clock), capabilities, senders);
        let city = AreaCode::parse(TOWN).expect("a code");
        let desk = Desk::create(config, city, world).await.expect("an empty place");
        Self { desk, clock, place, folder, _server: server }
    }

    /// Another process on the same database: a desk of its own, with a clock of its own at the same time.
    pub async fn another(&self, capabilities: Vec<Capability>) -> Desk {
        self.another_with(capabilities, Vec::new()).await
    }

    /// The same with ways out for messages.
    pub async fn another_with(&self, capabilities: Vec<Capability>, senders: Vec<Arc<dyn Sender>>) -> Desk {
        let clock = Clock::hand(self.clock.now());
        Desk::open(config(&self.folder, (&self.place, &clock), capabilities, senders)).await.expect("the same database")
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Lets minutes pass and everything that moves by itself come to rest.
    pub async fn pass_min(&self, minutes: i64) {
        self.clock.set(self.clock.now().plus_min(minutes));
        self.desk.settle().await.expect("the desk comes to rest");
    }

    /// Who tests act as.
    #[must_use]
    pub fn given(&self) -> Given {
        Given::of(kernel::Actor("account/test".into()), self.desk.world())
    }
}

fn config(
    folder: &tempfile::TempDir,
    at: (&DbPlace, &Clock),
    capabilities: Vec<Capability>,
    senders: Vec<Arc<dyn Sender>>,
) -> Config {
    Config {
        folder: folder.path().to_owned(),
        place: at.0.clone(),
        zone: Zone::named("Asia/Shanghai").expect("a zone"),
        clock: at.1.clone(),
        chance: Chance::machine(),
        capabilities,
        senders,
    }
}

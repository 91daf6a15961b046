//! The desk: opened once per process, it performs acts, answers reads, and keeps everything that waits moving.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use kernel::{AreaCode, Given, Id, Subject, Time, World, Zone};
use tokio::sync::{Mutex, broadcast, mpsc, oneshot};

use crate::batch::{Batch, Head};
use crate::cache::StateCache;
use crate::capability::{Capability, Registry};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::db::{Conn, Db, DbPlace};
use crate::journal::{Envelope, Genesis};
use crate::lease::Lease;
use crate::outbox::{Lane, Sender};
use crate::parked::Stumbles;
use crate::perform::{Done, DoneAll, Look, Performable, one, stream_of};
use crate::tail::Tail;
use crate::writer::{Statement, WAITING_MAX, Work, Writer, refuse_waiting};
use crate::{Fault, NotDone, schema};

/// How long the writer waits before it tries again to be connected.
const WRITER_PAUSE: Duration = Duration::from_millis(200);

/// How to open a desk.
pub struct Config {
    /// The data folder: the key of the head, files, and the database where it is embedded.
    pub folder: PathBuf,
    /// Where the database is.
    pub place: DbPlace,
    /// The city's time zone.
    pub zone: Zone,
    /// Where the world's time comes from.
    pub clock: Clock,
    /// Where random bytes come from.
    pub chance: Chance,
    /// All capabilities of the program, in their order.
    pub capabilities: Vec<Capability>,
    /// Ways out for messages.
    pub senders: Vec<Arc<dyn Sender>>,
}

/// The machinery that performs acts and keeps the record. Cheap to clone.
#[derive(Clone)]
pub struct Desk(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) folder: PathBuf,
    pub(crate) place: DbPlace,
    pub(crate) zone: Zone,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) genesis: Genesis,
    pub(crate) registry: Arc<Registry>,
    pub(crate) senders: Vec<Arc<dyn Sender>>,
    pub(crate) db: Db,
    pub(crate) tail: Arc<Tail>,
    /// States that the writer has folded.
    pub(crate) states: Arc<StateCache>,
    pub(crate) node: String,
    /// Held while followers run, so that `settle` and the background never do the same twice at once.
    pub(crate) following: Mutex<()>,
    /// The same for jobs.
    pub(crate) working: Mutex<()>,
    /// The ways out: a mail server that does not answer must hold neither clocks and reactions nor the other ways out.
    pub(crate) lanes: Vec<Lane>,
    pub(crate) lease: Lease,
    pub(crate) stumbles: Stumbles,
    waiting: mpsc::Sender<Work>,
}

impl Desk {
    /// Makes an empty journal for `city` in `world`. Refuses a place that already holds one.
    ///
    /// # Errors
    /// A fault when the place is taken or cannot be written.
    pub async fn create(config: Config, city: AreaCode, world: World) -> Result<Self, Fault> {
        let installation = config.chance.id(config.clock.now());
        let genesis = Genesis { city, installation, world };
        std::fs::create_dir_all(config.folder.join("files"))?;
        schema::create(&config.place, &genesis).await?;
        crate::head::make_key(&config.folder, &config.chance)?;
        Self::open(config).await
    }

    /// Opens the journal at a place: brings stores and tables up to date, then takes requests.
    ///
    /// # Errors
    /// A fault when there is no journal, when a newer program wrote it, or when it cannot be read.
    pub async fn open(config: Config) -> Result<Self, Fault> {
        let registry = Arc::new(Registry::of(config.capabilities));
        let mut conn = Conn::open(&config.place).await?;
        let genesis = schema::upgrade(&mut conn, &registry).await?;
        let head = schema::head(&mut conn).await?;
        let tail = Arc::new(Tail::from(head.position, Time::from_ms(head.at_ms)));
        let states = Arc::new(StateCache::default());
        let (waiting, works) = mpsc::channel(WAITING_MAX);
        let db = Db::open(&config.place)?;
        start_writer(
            &config.place,
            WriterParts {
                registry: registry.clone(),
                states: states.clone(),
                head,
                of: (genesis.city, config.zone.clone(), genesis.world),
                clock: config.clock.clone(),
                tail: tail.clone(),
            },
            works,
        )?;
        let node = config.chance.secret()[..16].to_owned();
        let lanes = Lane::all(&config.senders);
        Ok(Self(Arc::new(Inner {
            folder: config.folder,
            place: config.place,
            zone: config.zone,
            clock: config.clock,
            chance: config.chance,
            genesis,
            registry,
            senders: config.senders,
            db,
            tail,
            states,
            node,
            following: Mutex::new(()),
            working: Mutex::new(()),
            lanes,
            lease: Lease::default(),
            stumbles: Stumbles::default(),
            waiting,
        })))
    }

    /// Performs an act on the subject `id`: looks, decides, records and keeps the tables in one durable commit.
    ///
    /// # Errors
    /// The refusal of the rules, or a fault; either way nothing was done.
    pub async fn perform<A: Look>(&self, id: &Id, given: Given, act: A) -> Result<Done<A::Subject>, NotDone> {
        let done = self.perform_all(given, vec![one(id, act)]).await?;
        Ok(done.state::<A::Subject>(0)?)
    }

    /// Performs several acts, all or nothing, in one durable commit. All look before the first is decided.
    ///
    /// # Errors
    /// The refusal of the first act that is refused, or a fault; either way nothing was done.
    pub async fn perform_all(&self, given: Given, acts: Vec<Box<dyn Performable>>) -> Result<DoneAll, NotDone> {
        let (answer, answered) = oneshot::channel();
        self.0.waiting.try_send(Work::Acts { given, acts, answer }).map_err(|_| Fault::busy("the pen"))?;
        answered.await.map_err(|_| Fault::unavailable("the writer ended"))?
    }

    /// Runs statements of stores together, durably. Answers how many rows each touched.
    ///
    /// # Errors
    /// A fault; then none of them was done.
    pub async fn store(&self, statements: Vec<Statement>) -> Result<Vec<u64>, Fault> {
        let (answer, answered) = oneshot::channel();
        self.0.waiting.try_send(Work::Store { statements, answer }).map_err(|_| Fault::busy("the pen"))?;
        answered.await.map_err(|_| Fault::unavailable("the writer ended"))?
    }

    /// A subject as it is now, folded from its facts; its default and version 0 when nothing was recorded.
    ///
    /// # Errors
    /// A fault when the journal cannot be read.
    pub async fn recall<S: Subject>(&self, id: &Id) -> Result<(S, u64), Fault> {
        let mut state = S::default();
        let mut version = 0;
        for envelope in self.history::<S>(id).await? {
            state = state.fold(&envelope.fact()?);
            version = u64::try_from(envelope.version).unwrap_or(0);
        }
        Ok((state, version))
    }

    /// All facts of one subject, oldest first.
    ///
    /// # Errors
    /// A fault when the journal cannot be read.
    pub async fn history<S: Subject>(&self, id: &Id) -> Result<Vec<Envelope>, Fault> {
        crate::reads::stream(&self.0.db, &stream_of::<S>(id)).await
    }

    /// Makes all tables anew from the journal, beside the old, and puts them in their place in one step; nobody writes meanwhile.
    /// Answers how many facts the journal holds.
    ///
    /// # Errors
    /// A fault when the database does not answer; then the old tables stand.
    pub async fn rebuild(&self) -> Result<i64, Fault> {
        let mut conn = Conn::open(&self.0.place).await?;
        let all: Vec<&Capability> = self.0.registry.capabilities.iter().collect();
        crate::rebuild::rebuild(&mut conn, &self.0.registry, &all).await
    }

    /// Where questions are asked.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// What time it is in this world.
    #[must_use]
    pub fn now(&self) -> Time {
        self.0.clock.now()
    }

    /// What time the record has reached: as [`Desk::now`], and never before the last fact, also when the clock was turned back.
    pub(crate) fn record_now(&self) -> Time {
        self.now().max(self.0.tail.last_at())
    }

    /// By how many milliseconds the clock is behind the last fact: more than 0 when it was turned back. Entry times stand still until then.
    #[must_use]
    pub fn behind_ms(&self) -> i64 {
        self.0.tail.last_at().since_ms(self.now()).max(0)
    }

    /// The world's clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Where ids and secrets come from.
    #[must_use]
    pub fn chance(&self) -> &Chance {
        &self.0.chance
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Id {
        self.0.chance.id(self.now())
    }

    /// Which world this is.
    #[must_use]
    pub fn world(&self) -> World {
        self.0.genesis.world
    }

    /// The city's area code.
    #[must_use]
    pub fn city(&self) -> AreaCode {
        self.0.genesis.city
    }

    /// The city's time zone.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.0.zone
    }

    /// Which city, installation and world the chain begins with.
    #[must_use]
    pub fn genesis(&self) -> &Genesis {
        &self.0.genesis
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        &self.0.folder
    }

    /// Every fact from now on, in order, whichever process wrote it. A listener that lags too far behind is told so.
    #[must_use]
    pub fn tail(&self) -> broadcast::Receiver<Arc<Envelope>> {
        self.0.tail.listen()
    }

    /// The position of the last fact handed to the tail.
    #[must_use]
    pub fn last_position(&self) -> i64 {
        self.0.tail.last()
    }
}

struct WriterParts {
    registry: Arc<Registry>,
    states: Arc<StateCache>,
    head: Head,
    of: (AreaCode, Zone, World),
    clock: Clock,
    tail: Arc<Tail>,
}

/// The writer has a thread, a small runtime and a connection of its own, so that no reader can starve it.
fn start_writer(place: &DbPlace, parts: WriterParts, mut works: mpsc::Receiver<Work>) -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let place = place.clone();
    std::thread::Builder::new().name("writer".into()).spawn(move || {
        runtime.block_on(async move {
            let Some(conn) = writing(&place, &mut works).await else { return };
            let batch = Batch::new(conn, (parts.registry, parts.states), parts.head, parts.of);
            Writer { batch, place, clock: parts.clock, tail: parts.tail }.run(works).await;
        });
    })?;
    Ok(())
}

/// The writer's connection. A server that is gone just then comes back; until it does, what waits is refused. None when the desk ended.
async fn writing(place: &DbPlace, works: &mut mpsc::Receiver<Work>) -> Option<Conn> {
    loop {
        match Conn::open(place).await {
            Ok(conn) => return Some(conn),
            Err(fault) => {
                tracing::error!(%fault, "the writer has no connection");
                refuse_waiting(works, &fault);
            }
        }
        tokio::time::sleep(WRITER_PAUSE).await;
        if works.is_closed() {
            return None;
        }
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Desk({}, {})", self.city(), self.world().as_str())
    }
}

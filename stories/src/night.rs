//! A night: the whole program inside the test, with the reference city in it, on a clock that is set by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use accounts::Secret;
use accounts::opening::{NewPerson, NewPost, open_with_password};
use accounts::tokens::{TokenFor, issue_token};
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use desk::{Clock, Desk, Engine};
use kernel::{AreaCode, Time};
use server::cities;
use server::config::WorldName;
use server::frame::{Reached, app};
use server::house::making::{Made, Making, make};
use server::house::{House, Where, given};
use server::wiring::{Rooms, link_path};
use tempfile::TempDir;
use tokio::sync::oneshot;
use web::Listen;

use crate::PASSWORD;
use crate::person::{Person, knows_secrets};

/// How long a second of a night that runs by itself takes.
const SECOND: Duration = Duration::from_millis(10);
/// After how many seconds of it everything that moves by itself comes to rest.
const SETTLES_EVERY_S: u32 = 20;

/// The whole program on a clock of its own.
pub struct Night {
    /// The desk behind the doors.
    pub desk: Desk,
    /// The clock that the story moves.
    pub clock: Clock,
    /// Where the doors are.
    pub url: String,
    /// The path of the first administrator's link.
    pub link: String,
    /// How many requests are being worked on.
    busy: Arc<AtomicUsize>,
    _stop: oneshot::Sender<()>,
    _server: Option<testkit::Postgres>,
    _folder: TempDir,
}

impl Night {
    /// The city's office on `engine`, new, at a time (RFC 3339).
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn begins(engine: Engine, at: &str) -> Self {
        knows_secrets();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (database, server) = match engine {
            Engine::Sqlite => (None, None),
            Engine::Postgres => {
                let (url, server) = testkit::fresh_database();
                (Some(url), server)
            }
        };
        let clock = Clock::hand(Time::parse(at).expect("a time"));
        let city = cities::find(&cities::default_name().expect("a city")).expect("the reference city");
        let place = Where { data: folder.path().join("data"), database };
        let making = Making { city, world: WorldName::Live, clock: clock.clone(), tls_names: None };
        let Made { house: House { desk, .. }, link, .. } = make(&place, making).await.unwrap_or_else(|stop| panic!("{stop}"));
        let busy = Arc::default();
        let (url, stop) = open(&desk, &busy).await;
        Self { desk, clock, url, link: link_path(&link), busy, _stop: stop, _server: server, _folder: folder }
    }

    /// Lets minutes pass, and everything that moves by itself come to rest.
    pub async fn passes_min(&self, minutes: i64) {
        self.comes_to_time(self.clock.now().plus_min(minutes)).await;
    }

    /// Lets the time come (RFC 3339), and everything that moves by itself come to rest.
    ///
    /// # Panics
    /// When it is no time, or lies behind.
    pub async fn comes_to(&self, at: &str) {
        self.comes_to_time(Time::parse(at).expect("a time")).await;
    }

    async fn comes_to_time(&self, at: Time) {
        assert!(at >= self.clock.now(), "a night never goes back");
        self.clock.set(at);
        self.desk.settle().await.expect("the desk comes to rest");
    }

    /// Lets the clock run by itself, second by second, until something has ended; it stands still while the office works on a request, so
    /// that a slow machine makes nobody in the story slow.
    ///
    /// # Panics
    /// When the desk does not come to rest.
    pub async fn runs<T>(&self, until: impl Future<Output = T>) -> T {
        let mut until = std::pin::pin!(until);
        let mut seconds = 0;
        loop {
            tokio::select! {
                done = &mut until => return done,
                () = tokio::time::sleep(SECOND) => {}
            }
            if self.busy.load(Ordering::Acquire) > 0 {
                continue;
            }
            self.clock.set(self.clock.now().plus_ms(1_000));
            seconds += 1;
            if seconds % SETTLES_EVERY_S == 0 {
                self.desk.settle().await.expect("the desk comes to rest");
            }
        }
    }

    /// Plays a script through the doors as its people would, while the clock runs by itself.
    ///
    /// # Panics
    /// When the office does not answer.
    pub async fn plays(&self, script: &play::Night) -> play::Verdict {
        let server = play::Server::at(&self.url, &self.token("duty-officer", &script.area).await).expect("an address");
        let verdict = self.runs(play::play_night(&server, script, &|_| {})).await;
        verdict.unwrap_or_else(|stop| panic!("{stop}"))
    }

    /// A token for a post in an area.
    ///
    /// # Panics
    /// When none is issued.
    pub async fn token(&self, post: &str, area: &str) -> String {
        let area = AreaCode::parse(area).expect("an area");
        let what = TokenFor { kind: post.to_owned(), area, actions: Vec::new(), days: 1, label: String::new() };
        let issued = issue_token(&self.desk, what).await.unwrap_or_else(|not_done| panic!("no token for {post}: {not_done}"));
        issued.token.reveal().to_owned()
    }

    /// Somebody who holds a post for an area and signs in by the page.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn person(&self, sign_in: &str, kind: &str, area: &str) -> Person {
        let area = AreaCode::parse(area).expect("an area");
        let post = NewPost { kind: kind.to_owned(), area, title: String::new(), until: None };
        let person = NewPerson { name: sign_in.to_owned(), sign_in: sign_in.to_owned(), area, posts: vec![post] };
        let opened = open_with_password(&self.desk, given(self.desk.world()), person, &Secret::new(PASSWORD)).await;
        opened.unwrap_or_else(|not_done| panic!("{sign_in} has no account: {not_done}"));
        Person::signs_in(&self.url, sign_in, PASSWORD).await
    }

    /// The duty officer of the city.
    pub async fn officer(&self) -> Person {
        self.person("值班员", "duty-officer", crate::CITY).await
    }

    /// What time it is, as RFC 3339 in the city's zone.
    #[must_use]
    pub fn time(&self) -> String {
        self.desk.zone().rfc3339(self.clock.now())
    }
}

/// Opens the doors on a free port of this machine.
async fn open(desk: &Desk, busy: &Arc<AtomicUsize>) -> (String, oneshot::Sender<()>) {
    let rooms = Rooms::open(desk, false).await.expect("the rooms open");
    let mut web = web::open(app(desk, &rooms, (Reached::default(), None)).expect("an app")).expect("the doors open");
    web.router = web.router.layer(from_fn_with_state(busy.clone(), counted));
    rooms.follow();
    let (told, heard) = oneshot::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let how = Listen { addr: ([127, 0, 0, 1], 0).into(), tls: None, behind_proxy: false };
    tokio::spawn(async move {
        let ready = move |addr| {
            // Whoever asked may have given up.
            let _ = told.send(addr);
        };
        let over = async move {
            // The night is over when its sender is dropped.
            let _ = stopped.await;
        };
        if let Err(fault) = web::listen(web, how, ready, over).await {
            panic!("the doors: {fault}");
        }
    });
    let addr: std::net::SocketAddr = heard.await.expect("the doors open");
    (format!("http://{addr}"), stop)
}

/// Counts what is worked on; whoever only asks how the office is does not count.
async fn counted(State(busy): State<Arc<AtomicUsize>>, request: Request, next: Next) -> Response {
    if request.uri().path() == "/healthz" {
        return next.run(request).await;
    }
    busy.fetch_add(1, Ordering::AcqRel);
    let response = next.run(request).await;
    busy.fetch_sub(1, Ordering::AcqRel);
    response
}

impl std::fmt::Debug for Night {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Night at {}", self.time())
    }
}

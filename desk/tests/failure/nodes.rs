//! Several nodes on one database: each hears of the others, and when one is killed, ends or falls silent the others go on.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use desk::{DbPlace, Desk, Envelope, Look, Stopwatch, machine_now};
use kernel::{Act, Given, Id, Once};
use testkit::{engines, fresh_database};

use crate::common::{Add, Ledger, LedgerFact, Open, Refusal, audit};
use crate::{config, founded, given, is_whole, until};

/// Where the other process finds the journal: the folder, and the address of the server behind a bar.
const PLACE: &str = "WATCHFIRE_NODE_PLACE";
/// How many facts each tells the other.
const TOLD: usize = 9;
/// Within how many seconds another node runs what moves by itself, and within how many an open page hears of a fact.
const TAKEN_OVER_S: f64 = 6.0;
const HEARD_S: f64 = 1.0;

/// A journal that several nodes share.
struct Shared {
    place: DbPlace,
    folder: tempfile::TempDir,
    _server: Option<testkit::Postgres>,
}

impl Shared {
    async fn on(engine: desk::Engine) -> (Self, Desk) {
        let folder = tempfile::tempdir().unwrap();
        let (place, server) = match engine {
            desk::Engine::Sqlite => (DbPlace::File(folder.path().join("watchfire.db")), None),
            desk::Engine::Postgres => {
                let (url, server) = fresh_database();
                (DbPlace::Server(url), server)
            }
        };
        let desk = founded(folder.path(), place.clone()).await;
        (Self { place, folder, _server: server }, desk)
    }

    async fn another(&self) -> Desk {
        Desk::open(config(self.folder.path(), self.place.clone())).await.unwrap()
    }
}

/// A node that is a process of its own.
struct Node {
    process: Child,
    lines: mpsc::Receiver<String>,
}

impl Node {
    fn start(shared: &Shared) -> Self {
        let url = match &shared.place {
            DbPlace::Server(url) => url.as_str(),
            _ => "",
        };
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["nodes::other_node", "--exact", "--nocapture"])
            .env(PLACE, format!("{}|{url}", shared.folder.path().display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(process.stdout.take().unwrap());
        let (said, lines) = mpsc::channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| said.send(line)));
        Self { process, lines }
    }

    /// What it says next under a word.
    fn says(&self, word: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60)).unwrap();
            if let Some(rest) = line.strip_prefix(word) {
                return rest.trim().to_owned();
            }
        }
    }

    /// Kills it; answers the writes that it was answered.
    fn kill(mut self) -> Vec<String> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.lines.iter().filter(|l| l.starts_with("opened ") || l.starts_with("added ")).collect()
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "\n{line}");
    let _ = out.flush();
}

/// The other process: it runs what moves by itself, writes, and says what it is answered and what it hears, until it is killed.
#[tokio::test(flavor = "multi_thread")]
async fn other_node() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let (folder, url) = place.split_once('|').unwrap();
    let folder = std::path::Path::new(folder);
    let place = if url.is_empty() { DbPlace::File(folder.join("watchfire.db")) } else { DbPlace::Server(url.to_owned()) };
    let desk = Desk::open(config(folder, place)).await.unwrap();
    let mut heard = desk.tail();
    desk.go();
    let hearing = desk.clone();
    tokio::spawn(async move {
        while let Ok(fact) = heard.recv().await {
            if fact.actor == "account/test"
                && hearing.recall::<Ledger>(&fact.id().unwrap()).await.is_ok_and(|l| l.0.name == "far")
            {
                say(&format!("heard {}", machine_now().ms() - fact.at_ms));
            }
        }
    });
    say("ready");
    for _ in 0..10_000 {
        let id = desk.new_id();
        // Far enough away that it is still to ring when this process is gone.
        let due_at = Some(desk.now().plus_ms(1_500));
        if desk.perform(&id, given(), Open { name: id.to_string(), due_at, ..Open::default() }).await.is_ok() {
            say(&format!("opened {id}"));
        }
        if desk.perform(&id, given(), Add(777)).await.is_ok() {
            say(&format!("added {id}"));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The middle one: a machine that builds beside the test may hold up a few.
fn middle(mut delays_ms: Vec<i64>) -> f64 {
    delays_ms.sort_unstable();
    delays_ms[delays_ms.len() / 2] as f64 / 1_000.0
}

#[tokio::test(flavor = "multi_thread")]
async fn each_node_hears_of_the_others_facts_within_a_second() {
    for engine in engines() {
        let (shared, desk) = Shared::on(engine).await;
        let mut heard = desk.tail();
        desk.go();
        let node = Node::start(&shared);
        node.says("ready");
        let mut here = Vec::new();
        while here.len() < TOLD {
            let fact: Arc<Envelope> = heard.recv().await.unwrap();
            if fact.kind == "opened" {
                here.push(machine_now().ms() - fact.at_ms);
            }
        }
        let id = desk.new_id();
        desk.perform(&id, given(), Open { name: "far".into(), ..Open::default() }).await.unwrap();
        for _ in 1..TOLD {
            desk.perform(&id, given(), Add(1)).await.unwrap();
        }
        let told: Vec<i64> = (0..TOLD).map(|_| node.says("heard").parse().unwrap()).collect();
        let (here, there) = (middle(here), middle(told));
        assert!(here <= HEARD_S && there <= HEARD_S, "{engine:?}: heard here after {here} s, there after {there} s");
        node.kill();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_one_node_is_killed_the_other_goes_on_and_takes_over_what_moves_by_itself() {
    for engine in engines() {
        let (shared, desk) = Shared::on(engine).await;
        let node = Node::start(&shared);
        node.says("ready");
        until("the first node holds the lease", async || holder(&desk).await.is_some()).await;
        let first = holder(&desk).await;
        desk.go();
        for _ in 0..10 {
            node.says("added");
        }
        let answered = node.kill();
        let watch = Stopwatch::start();
        let id = desk.new_id();
        let due_at = Some(desk.now());
        desk.perform(&id, given(), Open { name: "after".into(), due_at, ..Open::default() }).await.unwrap();
        until("the clock rings", async || desk.recall::<Ledger>(&id).await.unwrap().0.rung_at.is_some()).await;
        let taken_over_s = watch.seconds();
        assert_ne!(holder(&desk).await, first);
        assert!(taken_over_s <= TAKEN_OVER_S, "{engine:?}: after {taken_over_s} s");
        // The last clock of the other node is due a second and a half after its last fact.
        tokio::time::sleep(Duration::from_millis(1_600)).await;
        desk.settle().await.unwrap();
        assert!(is_whole(&desk).await);
        audit(&desk, &answered).await;
    }
}

async fn holder(desk: &Desk) -> Option<String> {
    let row = desk.db().one("select holder from leases where name = 'followers'", Vec::new()).await.unwrap();
    row.map(|r| r.text("holder").unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_ends_in_order_is_followed_at_once() {
    for engine in engines() {
        let (shared, desk) = Shared::on(engine).await;
        desk.go();
        until("this node holds the lease", async || holder(&desk).await.is_some()).await;
        let other = shared.another().await;
        other.go();
        let first = holder(&desk).await;
        desk.lay_down().await.unwrap();
        let after_s = until("the other node takes over", async || holder(&other).await.is_some_and(|h| Some(h) != first)).await;
        assert!(after_s < 3.0, "{engine:?}: {after_s} s, as if it had been missed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_from_a_clock_far_ahead_keeps_nobody_from_taking_over() {
    for engine in engines() {
        let (_shared, desk) = Shared::on(engine).await;
        let tomorrow = machine_now().plus_min(24 * 60).ms();
        let sql = "insert into leases (name, holder, until_ms) values ('followers', 'gone', $1)";
        desk.store(vec![(sql.into(), desk::args![tomorrow])]).await.unwrap();
        desk.go();
        let id = desk.new_id();
        desk.perform(&id, given(), Add(777)).await.unwrap();
        let after_s = until("the fact is answered", async || desk.recall::<Ledger>(&id).await.unwrap().0.echoes == 1).await;
        assert!(after_s <= TAKEN_OVER_S, "{engine:?}: after {after_s} s");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_is_done_once_whichever_node_is_asked() {
    for engine in engines() {
        let (shared, desk) = Shared::on(engine).await;
        let other = shared.another().await;
        let id = desk.new_id();
        let asked: Vec<_> = (0..60)
            .map(|n| {
                let (desk, id) = (if n % 2 == 0 { desk.clone() } else { other.clone() }, id.clone());
                let once = Once { key: format!("http/test/{}", n % 3), digest: "add".into() };
                tokio::spawn(
                    async move { desk.perform(&id, Given { once: Some(once), ..given() }, Add(1)).await.unwrap().already },
                )
            })
            .collect();
        let mut done = 0;
        for one in asked {
            done += u32::from(!one.await.unwrap());
        }
        assert_eq!((done, desk.recall::<Ledger>(&id).await.unwrap().0.sum), (3, 3));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_that_both_believe_it_is_their_turn_do_nothing_twice() {
    for engine in engines() {
        let (shared, desk) = Shared::on(engine).await;
        let other = shared.another().await;
        for n in 0..40 {
            let id = desk.new_id();
            let due_at = Some(desk.now());
            desk.perform(&id, given(), Open { name: format!("ledger {n}"), due_at, ..Open::default() }).await.unwrap();
            desk.perform(&id, given(), Add(777)).await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
        let (here, there) = tokio::join!(desk.settle(), other.settle());
        here.unwrap();
        there.unwrap();
        audit(&desk, &[]).await;
        assert_eq!(desk.last_position(), 160);
        assert!(is_whole(&desk).await);
    }
}

/// An act that never comes to its decision: its node stands still with the pen in its hand.
#[derive(Debug, Clone)]
struct Stands;

impl Act for Stands {
    type Subject = Ledger;
    type Known = ();
    type Refusal = Refusal;
    fn decide(self, _: &Ledger, (): &(), _: &Given) -> Result<Vec<LedgerFact>, Refusal> {
        Ok(Vec::new())
    }
}

impl Look for Stands {
    async fn look(&self, under: &desk::Pen<'_>) -> Result<(), desk::Fault> {
        under.rows("select position from pen where one = 1", Vec::new()).await?;
        STANDING.notify_one();
        std::future::pending().await
    }
}

static STANDING: tokio::sync::Notify = tokio::sync::Notify::const_new();

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_falls_silent_with_the_pen_in_its_hand_loses_it() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let (shared, desk) = Shared::on(desk::Engine::Postgres).await;
    let stuck = shared.another().await;
    let id: Id = desk.new_id();
    let hanging = tokio::spawn({
        let (stuck, id) = (stuck.clone(), id.clone());
        async move { stuck.perform(&id, given(), Stands).await.map(drop) }
    });
    STANDING.notified().await;
    let done = desk.perform(&id, given(), Add(5)).await.unwrap();
    assert_eq!((done.position, done.state.sum), (1, 5));
    assert!(!hanging.is_finished());
    hanging.abort();
    assert!(is_whole(&desk).await);
}

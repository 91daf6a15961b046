//! A database that is lost: killed while it is written to, gone, silent, or of a kind that would keep the journal in another order.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use desk::{DbPlace, Desk, FaultSort, acts};
use testkit::{Postgres, engines};

use crate::common::{Add, Ledger, Open, audit};
use crate::{config, fault, founded, given, is_whole, until};

/// How often the database is killed.
const KILLS: usize = 3;
/// How many write at once.
const AT_ONCE: usize = 8;

/// Writers that go on whatever happens, and what they were told.
#[derive(Default)]
struct Writing {
    answered: Mutex<Vec<String>>,
    done: AtomicUsize,
    faults: AtomicUsize,
    over: AtomicBool,
}

impl Writing {
    async fn write(&self, desk: &Desk) {
        while !self.over.load(Ordering::Relaxed) {
            let (a, b) = (desk.new_id(), desk.new_id());
            let due_at = Some(desk.now().plus_ms(50));
            let opened = desk.perform(&a, given(), Open { name: a.to_string(), due_at, ..Open::default() }).await.map(drop);
            self.note(opened, &format!("opened {a}"));
            self.note(desk.perform(&a, given(), Add(777)).await.map(drop), &format!("added {a}"));
            self.note(desk.perform_all(given(), acts![(&a, Add(5)), (&b, Add(-5))]).await.map(drop), "");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }

    fn note(&self, done: Result<(), desk::NotDone>, line: &str) {
        match done {
            Ok(()) => {
                self.done.fetch_add(1, Ordering::Relaxed);
                self.answered.lock().unwrap().extend((!line.is_empty()).then(|| line.to_owned()));
            }
            Err(not_done) => {
                let fault = fault(not_done);
                assert!(matches!(fault.sort(), FaultSort::Unavailable | FaultSort::Uncertain), "{fault:?}");
                self.faults.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_killed_while_written_to_loses_nothing_that_was_answered_and_is_found_again() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let mut server = Postgres::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let desk = founded(folder.path(), DbPlace::Server(server.database())).await;
    desk.go();
    let writing = Arc::new(Writing::default());
    let writers: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let (writing, desk) = (writing.clone(), desk.clone());
            tokio::spawn(async move { writing.write(&desk).await })
        })
        .collect();
    for _ in 0..KILLS {
        let (done, faults) = (writing.done.load(Ordering::Relaxed), writing.faults.load(Ordering::Relaxed));
        until("writes are answered", async || writing.done.load(Ordering::Relaxed) > done + 50).await;
        server.kill();
        until("the loss is told", async || writing.faults.load(Ordering::Relaxed) > faults + AT_ONCE).await;
        assert_eq!(desk::reads::pen(desk.db()).await.unwrap_err().sort(), FaultSort::Unavailable);
        server.start_again().unwrap();
    }
    let done = writing.done.load(Ordering::Relaxed);
    until("writes are answered again", async || writing.done.load(Ordering::Relaxed) > done + 50).await;
    writing.over.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    until("it comes to rest", async || desk.settle().await.is_ok()).await;
    assert!(is_whole(&desk).await);
    let alone = "select sum(case when sum in (5, 782) then 1 when sum = -5 then -1 else 0 end) as n from ledgers";
    assert_eq!(desk.db().one(alone, Vec::new()).await.unwrap().unwrap().int("n").unwrap(), 0, "two acts together, or neither");
    let answered = writing.answered.lock().unwrap().clone();
    audit(&desk, &answered).await;
    assert!(desk.parked().await.unwrap().is_empty(), "a lost database is nobody's bug");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_gone_everybody_is_told_and_what_is_decided_in_memory_is_forgotten() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let mut server = Postgres::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let desk = founded(folder.path(), DbPlace::Server(server.database())).await;
    let id = desk.new_id();
    desk.perform(&id, given(), Open { name: "kept".into(), ..Open::default() }).await.unwrap();
    server.kill();
    for _ in 0..20 {
        let told = fault(desk.perform(&id, given(), Add(1)).await.unwrap_err());
        assert_eq!(told.sort(), FaultSort::Unavailable, "{told:?}");
        assert_eq!(desk.recall::<Ledger>(&id).await.unwrap_err().sort(), FaultSort::Unavailable);
        assert_eq!(desk.store(vec![("delete from drafts".into(), Vec::new())]).await.unwrap_err().sort(), FaultSort::Unavailable);
    }
    let told = Desk::open(config(folder.path(), DbPlace::Server("postgres://watchfire:secret@127.0.0.1:9/none".into()))).await;
    let told = told.unwrap_err();
    assert!(told.to_string().contains("PostgreSQL does not answer") && !told.to_string().contains("secret"), "{told}");
    server.start_again().unwrap();
    let done = desk.perform(&id, given(), Add(1)).await.unwrap();
    assert_eq!((done.position, done.version, done.state.sum), (2, 2, 1), "nothing of what was refused is left");
    until("questions are answered again", async || desk.recall::<Ledger>(&id).await.is_ok_and(|(ledger, _)| ledger.sum == 1))
        .await;
    assert!(is_whole(&desk).await);
}

#[tokio::test]
async fn a_database_that_sorts_by_rules_of_a_language_is_refused() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let (url, _server) = testkit::fresh_database();
    let (base, name) = url.rsplit_once('/').unwrap();
    let icu = format!("{name}_icu");
    let made = std::process::Command::new("psql")
        .args(["--no-psqlrc", "--quiet", &url, "-c"])
        .arg(format!("create database {icu} template template0 encoding 'UTF8' locale 'C' locale_provider icu icu_locale 'und'"))
        .output()
        .unwrap();
    if !made.status.success() {
        // This PostgreSQL was built without the library; then it cannot make such a database either.
        let said = String::from_utf8_lossy(&made.stderr);
        assert!(said.contains("ICU"), "{said}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let place = DbPlace::Server(format!("{base}/{icu}"));
    let city = kernel::AreaCode::parse(testkit::TOWN).unwrap();
    let told = Desk::create(config(folder.path(), place), city, kernel::World::Live).await.unwrap_err().to_string();
    assert!(told.contains("createdb") && told.contains("--locale=C"), "{told}");
}

//! A connection that breaks off in a commit: nobody is told "nothing was done" of what was done.

use desk::{DbPlace, Desk, FaultSort};
use kernel::{Given, Id, Once};
use testkit::{engines, fresh_database};

use crate::common::{Add, Ledger, Open};
use crate::proxy::{Proxy, Wire};
use crate::{config, fault, founded, given, is_whole};

/// A desk whose wire can be cut, one that sees the database as it is, and a ledger.
struct Cut {
    desk: Desk,
    near: Desk,
    proxy: Proxy,
    id: Id,
    _folder: tempfile::TempDir,
    _server: Option<testkit::Postgres>,
}

impl Cut {
    async fn new() -> Option<Self> {
        if !engines().contains(&desk::Engine::Postgres) {
            return None;
        }
        let (url, server) = fresh_database();
        let (proxy, through) = Proxy::before(&url).await;
        let folder = tempfile::tempdir().unwrap();
        let near = founded(folder.path(), DbPlace::Server(url)).await;
        let desk = Desk::open(config(folder.path(), DbPlace::Server(through))).await.unwrap();
        let id = desk.new_id();
        desk.perform(&id, given(), Open { name: "kept".into(), ..Open::default() }).await.unwrap();
        Some(Self { desk, near, proxy, id, _folder: folder, _server: server })
    }

    async fn sum(&self) -> i64 {
        self.near.recall::<Ledger>(&self.id).await.unwrap().0.sum
    }
}

fn keyed() -> Given {
    Given { once: Some(Once { key: "http/test/1".into(), digest: "add 5".into() }), ..given() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_was_done_is_answered_as_done_although_its_answer_was_lost() {
    let Some(cut) = Cut::new().await else { return };
    let mut heard = cut.desk.tail();
    cut.proxy.set(Wire::CutAfterCommit);
    let done = cut.desk.perform(&cut.id, given(), Add(5)).await.unwrap();
    assert_eq!((done.position, done.state.sum, cut.sum().await), (2, 5, 5));
    assert_eq!(heard.recv().await.unwrap().position, 2, "open pages hear of it");
    assert_eq!(cut.desk.perform(&cut.id, given(), Add(1)).await.unwrap().position, 3);
    assert!(is_whole(&cut.near).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_never_arrived_is_a_fault_and_leaves_nothing() {
    let Some(cut) = Cut::new().await else { return };
    cut.proxy.set(Wire::CutBeforeCommit);
    let told = fault(cut.desk.perform(&cut.id, given(), Add(5)).await.unwrap_err());
    assert_eq!((told.sort(), cut.sum().await), (FaultSort::Unavailable, 0), "{told}");
    let done = cut.desk.perform(&cut.id, given(), Add(5)).await.unwrap();
    assert_eq!((done.position, done.state.sum, cut.sum().await), (2, 5, 5));
    assert!(is_whole(&cut.near).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_can_be_asked_it_is_said_that_it_is_not_known_and_the_same_key_does_it_once() {
    let Some(cut) = Cut::new().await else { return };
    cut.proxy.set(Wire::CutAfterCommitForGood);
    let told = fault(cut.desk.perform(&cut.id, keyed(), Add(5)).await.unwrap_err());
    assert_eq!((told.sort(), cut.sum().await), (FaultSort::Uncertain, 5), "{told}");
    assert_eq!(fault(cut.desk.perform(&cut.id, keyed(), Add(5)).await.unwrap_err()).sort(), FaultSort::Unavailable);
    cut.proxy.set(Wire::Whole);
    let again = cut.desk.perform(&cut.id, keyed(), Add(5)).await.unwrap();
    assert_eq!((again.already, again.position, cut.sum().await), (true, 2, 5), "asked again it is done once");
    assert!(is_whole(&cut.near).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_lets_us_in_and_says_nothing_counts_as_gone() {
    let Some(cut) = Cut::new().await else { return };
    cut.proxy.set(Wire::Silent);
    let through = match Desk::open(config(cut.near.folder(), DbPlace::Server(silent(&cut)))).await {
        Ok(_) => panic!("nobody answered"),
        Err(fault) => fault,
    };
    assert_eq!(through.sort(), FaultSort::Unavailable, "{through}");
    cut.proxy.set(Wire::Whole);
    cut.desk.perform(&cut.id, given(), Add(1)).await.unwrap();
}

fn silent(cut: &Cut) -> String {
    format!("postgres://watchfire@127.0.0.1:{}/silent", cut.proxy.port())
}

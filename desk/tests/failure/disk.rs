//! A disk that is full: acts and files are refused clearly, what is there can be read, and with room again all goes on.

use desk::sealed::SEALED_CHARS_MAX;
use desk::{DbPlace, Desk, FaultSort, NotDone, acts};
use testkit::{Making, Postgres, engines};

use crate::common::disk::SmallDisk;
use crate::common::{Add, Ledger, Open};
use crate::{fault, founded, given, is_whole};

/// An act that needs room: words that do not shrink when the database packs them.
fn large(desk: &Desk, name: &str) -> Open {
    let words: String = (0..SEALED_CHARS_MAX / 64).map(|_| desk.chance().secret()).collect();
    Open { name: name.into(), note: Some(desk.seal("words", None, &words)), ..Open::default() }
}

/// Writes until the disk is full; answers how many acts were done.
async fn fill(desk: &Desk) -> i64 {
    for done in 0..10_000 {
        match desk.perform(&desk.new_id(), given(), large(desk, &done.to_string())).await {
            Ok(_) => {}
            Err(NotDone::Fault(fault)) => {
                assert_eq!(fault.sort(), FaultSort::Unavailable, "{fault}");
                return done;
            }
            Err(NotDone::Refused(reason)) => panic!("{reason}"),
        }
    }
    panic!("the disk never fills");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_disk_is_full_refuses_clearly_and_goes_on_when_there_is_room_again() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let Some(disk) = SmallDisk::of_mib(96) else { return };
    let server = Postgres::made(Making { tables_in: Some(disk.path().to_owned()), ..Making::default() }).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let desk = founded(folder.path(), DbPlace::Server(server.database())).await;
    let id = desk.new_id();
    desk.perform(&id, given(), Open { name: "kept".into(), ..Open::default() }).await.unwrap();
    let ballast = disk.fill_up_to(4 << 20);
    let done = fill(&desk).await;
    assert_eq!(desk.recall::<Ledger>(&id).await.unwrap().0.name, "kept", "what is there can be read");
    let pair = acts![(&id, Add(1)), (&desk.new_id(), large(&desk, "no room"))];
    let told = fault(desk.perform_all(given(), pair).await.unwrap_err());
    assert_eq!(told.sort(), FaultSort::Unavailable, "{told}");
    std::fs::remove_file(ballast).unwrap();
    let after = desk.perform(&id, given(), Add(5)).await.unwrap();
    assert_eq!((after.position, after.version, after.state.sum), (done + 2, 2, 5), "nothing of what was refused is left");
    assert!(is_whole(&desk).await);
    drop(server);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_finds_no_room_is_refused_and_kept_whole_when_there_is() {
    let Some(disk) = SmallDisk::of_mib(12) else { return };
    let desk = founded(disk.path(), DbPlace::File(disk.path().join("watchfire.db"))).await;
    let photo: Vec<u8> = (0..2_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    let ballast = disk.fill_up_to(1 << 20);
    let told = desk.keep_file(photo.clone(), "image/png").await.unwrap_err();
    assert_eq!(told.sort(), FaultSort::Unavailable, "{told}");
    std::fs::remove_file(ballast).unwrap();
    let kept = desk.keep_file(photo.clone(), "image/png").await.unwrap();
    assert_eq!(desk.file(&kept.hash).await.unwrap(), Some((photo, "image/png".to_owned())));
    assert!(is_whole(&desk).await);
}

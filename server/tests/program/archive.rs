//! Backup while the server works, and restore into an empty place.

use crate::harness::{COUNTY, Place, Server, run};

#[tokio::test]
async fn a_backup_of_a_working_office_is_restored_whole_and_serves() {
    let place = Place::new();
    let (data, file, restored) = (place.office(), place.path("office.tar.gz"), place.path("restored"));
    let server = Server::of(&data);
    let token = run(&["account", "token", "--data", &data, "--post", "duty-officer", "--area", COUNTY]).done();
    let out = run(&["backup", "--data", &data, &file]).done();
    assert!(out.contains("head: "), "{out}");
    assert!(run(&["backup", "--data", &data, &file]).refused().contains("office.tar.gz"), "never written over");
    // What comes later is not in it.
    run(&["account", "token", "--data", &data, "--post", "leader", "--area", COUNTY]).done();
    let back = run(&["restore", &file, "--data", &restored]).done();
    assert!(back.contains("whole"), "{back}");
    assert_eq!(out.lines().last(), back.lines().last(), "the same head");
    run(&["journal", "verify", "--data", &restored]).done();
    drop(server);
    let server = Server::of(&restored);
    assert_eq!(server.get("/api/places?limit=1", Some(token.trim())).await.status(), 200, "stores came along");
}

#[test]
fn what_is_no_backup_or_no_empty_place_is_refused() {
    let place = Place::new();
    let (data, file) = (place.office(), place.path("office.tar.gz"));
    run(&["backup", "--data", &data, &file]).done();
    let said = run(&["restore", &file, "--data", &data]).refused();
    assert!(said.contains("not empty"), "{said}");
    let letter = place.path("letter");
    std::fs::write(&letter, "no archive").unwrap();
    let nowhere = place.path("nowhere");
    run(&["restore", &letter, "--data", &nowhere]).refused();
    run(&["restore", &place.path("absent"), "--data", &nowhere]).refused();
    assert!(!std::path::Path::new(&nowhere).exists(), "a failed restore leaves nothing behind");
}

#[cfg(unix)]
#[test]
fn a_restored_folder_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let (data, file, restored) = (place.office(), place.path("office.tar.gz"), place.path("restored"));
    run(&["backup", "--data", &data, &file]).done();
    run(&["restore", &file, "--data", &restored]).done();
    for path in [&file, &restored] {
        let mode = std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{path} {mode:o}");
    }
}

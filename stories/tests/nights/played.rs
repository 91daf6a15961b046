//! The nights that are shipped in `scenarios/nights`, played through the doors as their people would, on both engines: every
//! expectation holds and no span is too long.

use play::Night as Script;
use stories::{Night, root};
use testkit::engines;

#[tokio::test]
async fn every_shipped_night_goes_as_it_must() {
    let folder = std::fs::read_dir(root().join("scenarios/nights")).unwrap();
    let mut files: Vec<_> =
        folder.map(|entry| entry.unwrap().path()).filter(|file| file.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    assert!(!files.is_empty(), "at least one night is shipped");
    for file in files {
        let (shown, text) = (file.display().to_string(), std::fs::read_to_string(&file).unwrap());
        let script = Script::parse(&shown, &text).unwrap();
        for engine in engines() {
            let night = Night::begins(engine, &script.starts_at).await;
            let verdict = night.plays(&script).await;
            assert!(verdict.is_good(), "{shown} on {engine:?}:\n{}\n{}", verdict.broken.join("\n"), verdict.table());
            assert!(verdict.held > 0 && !verdict.stopwatch.is_empty());
        }
    }
}

//! Every file of the fuzzers' corpus, and small changes of each, through the same functions that the fuzzers feed.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use targets::TARGETS;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/corpus");
/// How often each target is fed with changed files; `WATCHFIRE_FUZZ_ROUNDS` says otherwise.
const ROUNDS: u32 = 400;
/// The same for targets that ask the whole program or write to the disk.
const ROUNDS_AT_DOORS: u32 = 60;
/// With which number the changes begin; `WATCHFIRE_FUZZ_SEED` says otherwise, and the same number makes the same changes again.
const SEED: u64 = 0;
/// The one target to be fed, where `WATCHFIRE_FUZZ_TARGET` names it.
const ALONE: &str = "WATCHFIRE_FUZZ_TARGET";

fn files_of(target: &str) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(Path::new(CORPUS).join(target)).unwrap_or_else(|e| panic!("the corpus of {target}: {e}"));
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn every_file_of_the_corpus_goes_through_its_target() {
    for (name, target) in TARGETS {
        let files = files_of(name);
        assert!(files.len() >= 2, "the corpus of {name} is empty");
        for file in files {
            target(&std::fs::read(&file).expect("a file"));
        }
    }
}

#[test]
fn every_target_can_be_fuzzed_and_every_folder_of_the_corpus_is_one() {
    let known: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let names = |folder: &str, ending: &str| -> BTreeSet<String> {
        let folder = std::fs::read_dir(folder).expect("a folder");
        folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().trim_end_matches(ending).to_owned()).collect()
    };
    assert_eq!(names(CORPUS, ""), known);
    assert_eq!(names(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/fuzz_targets"), ".rs"), known);
}

/// One small change of a file.
#[derive(Debug, Clone)]
enum Change {
    Set(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Remove(prop::sample::Index, usize),
    Double(prop::sample::Index, usize),
    Cut(prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<prop::sample::Index>;
    // What parsers stumble over: signs of structure, ends of ranges, half letters.
    let pieces: Vec<&[u8]> = vec![
        b"\0",
        b"\"",
        b"\\",
        b"[",
        b"{",
        b"}",
        b",",
        b"\n",
        b"\r",
        b"-",
        b"+",
        b"1e999",
        b"9223372036854775807",
        b"-9223372036854775808",
        b"4294967296",
        b"NaN",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        "水".as_bytes(),
        "\u{feff}".as_bytes(),
        b"%00",
        b"&",
        b"=",
        b"'''",
    ];
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (at(), prop::sample::select(pieces)).prop_map(|(at, piece)| Change::Insert(at, piece.to_vec())),
        (at(), 1_usize..40).prop_map(|(at, n)| Change::Remove(at, n)),
        (at(), 1_usize..200).prop_map(|(at, n)| Change::Double(at, n)),
        at().prop_map(Change::Cut),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let len = bytes.len();
        if len == 0 {
            return bytes;
        }
        match change {
            Change::Set(at, byte) => bytes[at.index(len)] = *byte,
            Change::Insert(at, piece) => drop(bytes.splice(at.index(len)..at.index(len), piece.iter().copied())),
            Change::Remove(at, n) => drop(bytes.drain(at.index(len)..(at.index(len) + n).min(len))),
            Change::Double(at, n) => {
                let again = bytes[at.index(len)..(at.index(len) + n).min(len)].to_vec();
                bytes.splice(at.index(len)..at.index(len), again);
            }
            Change::Cut(at) => bytes.truncate(at.index(len)),
        }
    }
    bytes
}

#[test]
fn small_changes_of_the_corpus_break_no_reader() {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let said = number("WATCHFIRE_FUZZ_ROUNDS").and_then(|rounds| u32::try_from(rounds).ok());
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&number("WATCHFIRE_FUZZ_SEED").unwrap_or(SEED).to_le_bytes());
    let alone = std::env::var(ALONE).ok();
    for (name, target) in TARGETS.into_iter().filter(|(name, _)| alone.as_ref().is_none_or(|alone| alone == name)) {
        let files: Vec<Vec<u8>> = files_of(name).iter().map(|file| std::fs::read(file).expect("a file")).collect();
        let rounds = said.unwrap_or(if name.ends_with("_door") || name == "archive" { ROUNDS_AT_DOORS } else { ROUNDS });
        let config = Config { cases: rounds, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
        let inputs = (prop::sample::select(files), prop::collection::vec(change(), 1..6));
        let ran = runner.run(&inputs, |(file, changes)| {
            target(&changed(file, &changes));
            Ok(())
        });
        assert!(ran.is_ok(), "{name}: {}", ran.map_err(|e| e.to_string()).unwrap_err());
    }
}

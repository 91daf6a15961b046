//! Every sample of every fact ever written folds, and no order of facts is too strange to fold.

use std::collections::BTreeSet;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::facts::InstructionFact;
use crate::state::Instruction;

/// The samples of one subject, by file name.
fn samples(subject: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/facts").join(subject);
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

fn report_facts() -> Vec<ReportFact> {
    samples("report").iter().map(|(name, text)| serde_json::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"))).collect()
}

fn instruction_facts() -> Vec<InstructionFact> {
    samples("instruction")
        .iter()
        .map(|(name, text)| serde_json::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}")))
        .collect()
}

#[test]
fn every_sample_folds_and_comes_back_as_it_was_written() {
    for (name, text) in samples("report") {
        let fact: ReportFact = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let written: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&fact).unwrap(), written, "{name}");
        assert_eq!(Report::default().fold(&fact).version, 1);
    }
    for (name, text) in samples("instruction") {
        let fact: InstructionFact = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let written: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&fact).unwrap(), written, "{name}");
        assert_eq!(Instruction::default().fold(&fact).version, 1);
    }
    let kinds: BTreeSet<String> =
        samples("report").into_iter().filter_map(|(name, _)| Some(name.split('.').next()?.to_owned())).collect();
    assert_eq!(kinds.len(), 13, "one sample a kind: {kinds:?}");
}

proptest! {
    #[test]
    fn folding_never_fails_whatever_the_order(order in proptest::collection::vec(0..32_usize, 0..40)) {
        let facts = report_facts();
        let report = order.iter().fold(Report::default(), |report, n| report.fold(&facts[*n % facts.len()]));
        prop_assert_eq!(report.version, order.len() as u64);
        let facts = instruction_facts();
        let instruction = order.iter().fold(Instruction::default(), |i, n| i.fold(&facts[*n % facts.len()]));
        prop_assert_eq!(instruction.version, order.len() as u64);
    }
}

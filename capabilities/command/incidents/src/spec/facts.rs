//! Every sort of fact that was ever written still folds.

use super::*;

/// One sample of every fact ever written: it must always fold. Whoever adds a kind adds its sample.
#[test]
fn every_fact_ever_written_still_folds() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/facts/incident");
    let read = |path: &std::path::Path| std::fs::read_to_string(path).unwrap();
    let received: IncidentFact = serde_json::from_str(&read(&folder.join("received.json"))).unwrap();
    let known = Incident::default().fold(&received);
    let mut samples = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        let fact: IncidentFact = serde_json::from_str(&read(&path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let kind = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(serde_json::to_string(&fact).unwrap().starts_with(&format!("{{\"kind\":\"{kind}\"")), "{}", path.display());
        assert!(known.clone().fold(&fact).version > known.version);
        samples += 1;
    }
    assert!(samples >= 24, "{samples}");
}

//! Backups as somebody brings them: archives that are none, that lead out of their folder, that hold half of what they should.

use std::io::Write as _;
use std::sync::LazyLock;

use desk::Desk;
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

/// Archives: the bytes are packed first, unless they already are, so that small changes reach what is in them.
pub fn archive(bytes: &[u8]) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (file, folder) = (place.path().join("backup"), place.path().join("inner/data"));
    std::fs::create_dir(place.path().join("inner")).expect("a folder");
    let packed = if bytes.starts_with(&[0x1f, 0x8b]) { bytes.to_vec() } else { pack(bytes) };
    std::fs::write(&file, packed).expect("a file");
    let restored = RUNTIME.block_on(Desk::restore(&file, &folder, None));
    assert!(restored.is_err(), "no whole office comes about by chance");
    assert!(!folder.exists(), "a place is left as it was");
    let left = std::fs::read_dir(place.path()).expect("a folder").count() + inner(place.path());
    assert_eq!(left, 2, "nothing is written outside of the place");
}

fn inner(place: &std::path::Path) -> usize {
    std::fs::read_dir(place.join("inner")).expect("a folder").count()
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("memory takes it");
    packed.finish().expect("memory takes it")
}

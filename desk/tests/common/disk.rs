//! A small disk of its own for tests, where this machine lets one be made.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A disk that is soon full.
pub struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// A disk of so many MiB; none where none can be mounted.
    pub fn of_mib(size: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={size}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        mounted.is_ok_and(|done| done.status.success()).then_some(Self(folder))
    }

    /// Where it is mounted.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills what is free but `left` bytes. Answers the file to be removed again.
    pub fn fill_up_to(&self, left: u64) -> PathBuf {
        use std::io::Write as _;
        let place = self.path().join("ballast");
        let mut ballast = std::fs::File::create(&place).unwrap();
        let block = vec![1_u8; 64 << 10];
        while ballast.write_all(&block).is_ok() {}
        let full = ballast.metadata().unwrap().len();
        ballast.set_len(full.saturating_sub(left)).unwrap();
        place
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).status();
    }
}

//! `init --tls self`: a certificate that the installation signs itself, for an office without an authority of its own.

use std::path::Path;

use kernel::{Time, Zone};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use sha2::{Digest as _, Sha256};

use crate::config::{TlsSection, write_private};
use crate::stop::Stop;

/// How long a certificate holds, in days: the longest that current browsers accept.
pub const DAYS: i64 = 825;
/// Names that every certificate has.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
const FOLDER: &str = "tls";

/// A certificate just made.
#[derive(Debug)]
pub struct Made {
    /// Where it and its key are, relative to the data folder.
    pub section: TlsSection,
    /// SHA-256 of the certificate, as browsers show it: what a person compares before trusting it.
    pub fingerprint: String,
}

/// Makes a key and a certificate for this machine and the names given, good from the day of `now`.
///
/// # Errors
/// A sentence when a name cannot stand in a certificate, or when the files cannot be written.
pub fn make(folder: &Path, names: &[String], now: Time) -> Result<Made, Stop> {
    let broken = |e: rcgen::Error| Stop::because(format!("the certificate cannot be made: {e}"));
    let all: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).chain(names.iter().cloned()).collect();
    let mut params = CertificateParams::new(all).map_err(broken)?;
    let ((from, until), dated) = ((day(now), day(now.plus_min(DAYS * 24 * 60))), rcgen::date_time_ymd);
    params.not_before = dated(from.0, from.1, from.2);
    params.not_after = dated(until.0, until.1, until.2);
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, names.first().map_or(NAMES[0], String::as_str));
    let key = KeyPair::generate().map_err(broken)?;
    let cert = params.self_signed(&key).map_err(broken)?;
    std::fs::create_dir_all(folder.join(FOLDER))?;
    let section = TlsSection { cert: Path::new(FOLDER).join("cert.pem"), key: Path::new(FOLDER).join("key.pem") };
    write_private(&folder.join(&section.key), key.serialize_pem().as_bytes())?;
    write_private(&folder.join(&section.cert), cert.pem().as_bytes())?;
    Ok(Made { section, fingerprint: fingerprint(cert.der()) })
}

/// The day of a time in UTC, as certificates carry it.
fn day(time: Time) -> (i32, u8, u8) {
    let part = |pattern: &str| Zone::utc().written(time, pattern).parse::<u8>().unwrap_or(1);
    let year = Zone::utc().written(time, "%Y").parse().unwrap_or(1970);
    (year, part("%m"), part("%d"))
}

fn fingerprint(der: &[u8]) -> String {
    Sha256::digest(der).iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}

//! How a PostgreSQL server is reached: what its address says of encryption and trust, with the words and meanings of libpq
//! (<https://www.postgresql.org/docs/current/libpq-ssl.html>), and how soon a server that is gone counts as gone.

use std::net::IpAddr;
use std::sync::{Arc, Once};
use std::time::Duration;

use percent_encoding::percent_decode_str;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::Fault;

/// How long a server may take to be reached, unless the address says otherwise.
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// How long what was sent may stay unacknowledged before the connection counts as lost.
const UNACKNOWLEDGED_MAX: Duration = Duration::from_secs(10);
/// After how long a silent connection is asked whether the other side is still there, how often, and how many times in vain.
const QUIET_MAX: Duration = Duration::from_secs(5);
const ASKED_EVERY: Duration = Duration::from_secs(2);
const ASKED_MAX: u32 = 3;
/// What the crate assumes where the address says nothing: two hours, in which a city would wait for a host that is gone.
const QUIET_UNSAID: Duration = Duration::from_secs(2 * 60 * 60);

/// The address of a server, understood.
pub(super) struct Reach {
    pub(super) config: Config,
    /// How it is encrypted; none for plain.
    pub(super) tls: Option<MakeRustlsConnect>,
}

/// How much the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Not at all.
    Plain,
    /// Against listeners, where the server offers it.
    Prefer,
    /// Against listeners.
    Require,
    /// Also against a server that no named authority vouches for.
    VerifyCa,
    /// Also against a server that goes by another name.
    VerifyFull,
}

/// What the address says of encryption, apart from what the driver understands itself.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    mode: Option<String>,
    authority: Option<String>,
}

impl Reach {
    /// Reads an address; files that it names are read anew each time.
    pub(super) fn read(url: &str) -> Result<Self, Fault> {
        let (rest, said) = split(url);
        let mut config: Config =
            rest.parse().map_err(|e| Fault::broken("the address of the database is not understood").from_error(e))?;
        notice_soon(&mut config);
        let mode = said.mode(&config)?;
        config.ssl_mode(match mode {
            Mode::Plain => SslMode::Disable,
            Mode::Prefer => SslMode::Prefer,
            Mode::Require | Mode::VerifyCa | Mode::VerifyFull => SslMode::Require,
        });
        let tls = if mode == Mode::Plain { None } else { Some(MakeRustlsConnect::new(said.client(mode)?)) };
        Ok(Self { config, tls })
    }
}

/// Takes out of an address what only we understand.
fn split(url: &str) -> (String, Said) {
    let (head, query) = url.split_once('?').unwrap_or((url, ""));
    let mut said = Said::default();
    let mut others = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = || Some(percent_decode_str(value).decode_utf8_lossy().into_owned());
        match key {
            "sslmode" => said.mode = value(),
            "sslrootcert" => said.authority = value(),
            _ => others.push(pair),
        }
    }
    let mark = if others.is_empty() { "" } else { "?" };
    (format!("{head}{mark}{}", others.join("&")), said)
}

/// A host that is gone without a word must not hold the pen or the pages for hours.
fn notice_soon(config: &mut Config) {
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_MAX);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(UNACKNOWLEDGED_MAX);
    }
    if config.get_keepalives_idle() == QUIET_UNSAID {
        config.keepalives_idle(QUIET_MAX).keepalives_interval(ASKED_EVERY).keepalives_retries(ASKED_MAX);
    }
}

/// What a session tells the server, so that it notices just as soon when a node is gone: a node that holds the pen and is silent loses it.
pub(super) const SESSION_SQL: &str = "set synchronous_commit = on; set client_min_messages = warning; set timezone = 'UTC'; \
    set idle_in_transaction_session_timeout = '10s'; set tcp_user_timeout = '10s'; \
    set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3";

impl Said {
    fn mode(&self, config: &Config) -> Result<Mode, Fault> {
        Ok(match self.mode.as_deref() {
            Some("disable") => Mode::Plain,
            Some("prefer") => Mode::Prefer,
            // As with libpq: whoever names an authority wants it to be asked.
            Some("require") if self.authority.is_some() => Mode::VerifyCa,
            Some("require") => Mode::Require,
            Some("verify-ca") => Mode::VerifyCa,
            Some("verify-full") => Mode::VerifyFull,
            Some(other) => {
                return Err(Fault::broken(format!(
                    "sslmode {other:?} is not understood: expected disable, prefer, require, verify-ca or verify-full"
                )));
            }
            None if config.get_hosts().iter().all(is_here) => Mode::Plain,
            None => {
                static SAID: Once = Once::new();
                SAID.call_once(|| {
                    tracing::warn!("nobody vouches for the database server: add sslmode=verify-full to its address");
                });
                Mode::Prefer
            }
        })
    }

    fn client(&self, mode: Mode) -> Result<ClientConfig, Fault> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let broken = |e: rustls::Error| Fault::broken("TLS to the database").from_error(e);
        let trusted = match mode {
            Mode::VerifyCa | Mode::VerifyFull => Some(self.verifier(&provider)?),
            _ => None,
        };
        let verifier: Arc<dyn ServerCertVerifier> = match (mode, trusted) {
            (Mode::VerifyFull, Some(trusted)) => trusted,
            (_, trusted) => Arc::new(AnyName { trusted, provider: provider.clone() }),
        };
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(broken)?;
        Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
    }

    fn verifier(&self, provider: &Arc<CryptoProvider>) -> Result<Arc<WebPkiServerVerifier>, Fault> {
        let roots = match self.authority.as_deref() {
            None | Some("system") => of_machine(),
            Some(path) => of_file(path)?,
        };
        if roots.is_empty() {
            let whose = self.authority.as_deref().unwrap_or("the machine");
            return Err(Fault::broken(format!("no authority that may vouch for the database is named by {whose}")));
        }
        let builder = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone());
        builder.build().map_err(|e| Fault::broken("TLS to the database").from_error(e))
    }
}

fn of_machine() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    // Of what a machine trusts some is always malformed; the rest is good.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

fn of_file(path: &str) -> Result<RootCertStore, Fault> {
    let named = || format!("the authority in {path}");
    let mut roots = RootCertStore::empty();
    for cert in CertificateDer::pem_file_iter(path).map_err(|e| Fault::broken(named()).from_error(e))? {
        let cert = cert.map_err(|e| Fault::broken(named()).from_error(e))?;
        roots.add(cert).map_err(|e| Fault::broken(named()).from_error(e))?;
    }
    Ok(roots)
}

/// Whether a host is this machine.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// Takes a server under any name: with authorities, if one vouches for it; without, whoever answers.
#[derive(Debug)]
struct AnyName {
    trusted: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for AnyName {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Some(trusted) = &self.trusted else { return Ok(ServerCertVerified::assertion()) };
        // The name is looked at last: when only that is wrong, the chain, the dates and the purpose were right.
        match trusted.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            Err(rustls::Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(url: &str) -> Result<Mode, String> {
        let (rest, said) = split(url);
        said.mode(&rest.parse().unwrap()).map_err(|fault| fault.to_string())
    }

    #[test]
    fn the_words_of_libpq_mean_what_they_mean_there() {
        let said = |query: &str| mode(&format!("postgres://duty@db.example/office{query}")).unwrap();
        assert_eq!(said("?sslmode=disable"), Mode::Plain);
        assert_eq!(said("?sslmode=require"), Mode::Require);
        assert_eq!(said("?sslmode=require&sslrootcert=/etc/ca.pem"), Mode::VerifyCa, "a named authority is asked");
        assert_eq!(said("?sslmode=verify-ca"), Mode::VerifyCa);
        assert_eq!(said("?sslmode=verify-full"), Mode::VerifyFull);
        let other = mode("postgres://duty@db.example/office?sslmode=yes").unwrap_err();
        assert!(other.contains("\"yes\"") && other.contains("verify-full"), "{other}");
    }

    #[test]
    fn unsaid_is_plain_on_this_machine_and_encrypted_if_possible_elsewhere() {
        for here in
            ["postgres://duty@127.0.0.1/office", "postgres://duty@localhost/office", "postgres://duty@%2Fvar%2Frun/office"]
        {
            assert_eq!(mode(here), Ok(Mode::Plain), "{here}");
        }
        for elsewhere in ["postgres://duty@db.example/office", "postgres://duty@127.0.0.1,10.0.0.7/office"] {
            assert_eq!(mode(elsewhere), Ok(Mode::Prefer), "{elsewhere}");
        }
    }

    #[test]
    fn what_the_driver_understands_is_left_to_it() {
        let url = "postgres://duty:p%40ss@db.example/office?connect_timeout=3&sslrootcert=%2Fetc%2Four%20ca.pem&target_session_attrs=read-write";
        let (rest, said) = split(url);
        assert_eq!(rest, "postgres://duty:p%40ss@db.example/office?connect_timeout=3&target_session_attrs=read-write");
        assert_eq!(said, Said { mode: None, authority: Some("/etc/our ca.pem".into()) });
        let config = Reach::read("postgres://duty@db.example/office?sslmode=require&connect_timeout=3").unwrap().config;
        assert_eq!(config.get_connect_timeout(), Some(&Duration::from_secs(3)), "what is said stands");
        assert_eq!((config.get_keepalives_idle(), config.get_tcp_user_timeout()), (QUIET_MAX, Some(&UNACKNOWLEDGED_MAX)));
    }

    #[test]
    fn an_authority_that_cannot_be_read_is_named() {
        let reach = |path: &str| {
            let url = format!("postgres://duty:secret@db.example/office?sslmode=verify-full&sslrootcert={path}");
            Reach::read(&url).err().unwrap().to_string()
        };
        let told = reach("/no/such/ca.pem");
        assert!(told.contains("/no/such/ca.pem") && !told.contains("secret"), "{told}");
        let empty = tempfile::NamedTempFile::new().unwrap();
        assert!(reach(empty.path().to_str().unwrap()).contains("no authority"));
    }
}

//! PostgreSQL over TLS: the words of the address mean what they mean with libpq, against a real server with a certificate made here.

use desk::{DbPlace, Desk, Fault};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use testkit::{Making, Postgres, engines};

use crate::common::Add;
use crate::{config, founded, given};

/// An authority, and what it vouches for.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn called(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { pem, issuer: Issuer::new(params, key) }
    }

    /// Certificate and key of a server that goes by `name`.
    fn vouch_for(&self, name: &str) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let cert = CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &self.issuer).unwrap();
        (cert.pem(), key.serialize_pem())
    }
}

/// A server, and files with the authority that vouches for it and one that does not.
struct Served {
    url: String,
    ours: String,
    theirs: String,
    folder: tempfile::TempDir,
    _server: Postgres,
}

impl Served {
    fn by(name: &str) -> Self {
        let (ours, theirs) = (Authority::called("ours"), Authority::called("theirs"));
        let server = Postgres::made(Making { tls: Some(ours.vouch_for(name)), ..Making::default() }).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let keep = |file: &str, pem: &str| {
            let place = folder.path().join(file);
            std::fs::write(&place, pem).unwrap();
            place.to_str().unwrap().to_owned()
        };
        let (ours, theirs) = (keep("ours.pem", &ours.pem), keep("theirs.pem", &theirs.pem));
        Self { url: server.database(), ours, theirs, folder, _server: server }
    }

    async fn open(&self, query: &str) -> Result<Desk, Fault> {
        Desk::open(config(self.folder.path(), DbPlace::Server(format!("{}{query}", self.url)))).await
    }

    async fn refused(&self, query: &str) -> String {
        self.open(query).await.err().unwrap_or_else(|| panic!("{query} was let through")).to_string()
    }
}

/// Whether readers and writer of a desk speak TLS.
async fn is_encrypted(desk: &Desk) -> bool {
    desk.perform(&desk.new_id(), given(), Add(1)).await.unwrap();
    let sql = "select count(*) as n, sum(case when ssl then 1 else 0 end) as safe from pg_stat_ssl s \
               join pg_stat_activity a on a.pid = s.pid where a.datname = current_database()";
    let row = desk.db().one(sql, Vec::new()).await.unwrap().unwrap();
    assert!(row.int("n").unwrap() >= 2, "a reader and the writer");
    row.int("n").unwrap() == row.int("safe").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_a_named_authority_vouches_for_is_spoken_to_in_secret() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let served = Served::by("127.0.0.1");
    let plain = founded(served.folder.path(), DbPlace::Server(served.url.clone())).await;
    assert!(!is_encrypted(&plain).await, "on this machine nothing is encrypted unless it is asked for");
    drop(plain);
    for query in ["?sslmode=verify-full", "?sslmode=verify-ca", "?sslmode=require"] {
        let desk = served.open(&format!("{query}&sslrootcert={}", served.ours)).await.unwrap();
        crate::until("the plain connections are gone", async || is_encrypted(&desk).await).await;
        let told = served.refused(&format!("{query}&sslrootcert={}", served.theirs)).await;
        assert!(told.contains("PostgreSQL does not answer") && told.contains("UnknownIssuer"), "{query}: {told}");
    }
    let told = served.refused("?sslmode=verify-full").await;
    assert!(
        told.contains("UnknownIssuer") || told.contains("no authority"),
        "no authority of the machine vouches for it: {told}"
    );
    assert!(served.open("?sslmode=require").await.is_ok(), "encrypted, whoever it is");
    assert!(served.open("?sslmode=prefer").await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_goes_by_another_name_is_refused_where_the_name_counts() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let served = Served::by("other.example");
    drop(founded(served.folder.path(), DbPlace::Server(served.url.clone())).await);
    let told = served.refused(&format!("?sslmode=verify-full&sslrootcert={}", served.ours)).await;
    assert!(told.contains("not valid for name") || told.contains("NotValidForName"), "{told}");
    assert!(served.open(&format!("?sslmode=verify-ca&sslrootcert={}", served.ours)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_tls_is_refused_where_it_is_required() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let (url, _server) = testkit::fresh_database();
    let folder = tempfile::tempdir().unwrap();
    drop(founded(folder.path(), DbPlace::Server(url.clone())).await);
    let open = async |mode: &str| Desk::open(config(folder.path(), DbPlace::Server(format!("{url}?sslmode={mode}")))).await;
    let told = open("require").await.unwrap_err().to_string();
    assert!(told.contains("does not support TLS"), "{told}");
    assert!(open("prefer").await.is_ok());
}

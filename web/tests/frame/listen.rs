//! The listener on a real socket: plain only at home, TLS elsewhere, slow clients let go, what is in flight answered.

use std::net::SocketAddr;
use std::time::Duration;

use desk::Fault;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use web::{Listen, Tls};

use crate::town::Town;

fn at(addr: &str) -> Listen {
    Listen { addr: addr.parse().unwrap(), tls: None, behind_proxy: false }
}

async fn refused(how: Listen) -> Option<Fault> {
    how.bind().await.err()
}

struct Served {
    addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    ended: tokio::task::JoinHandle<()>,
    town: Town,
}

impl Served {
    async fn by(how: Listen) -> Self {
        let mut town = Town::new().await;
        let spare = town.reopened(crate::town::doors()).unwrap();
        let served = std::mem::replace(&mut town.web, spare);
        let listener = how.bind().await.unwrap();
        let addr = listener.addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let ended = tokio::spawn(async move { listener.serve(served, async { drop(stopped.await) }).await });
        Self { addr, stop: Some(stop), ended, town }
    }

    async fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.addr).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

#[tokio::test]
async fn plain_http_stays_on_this_machine_or_behind_a_proxy() {
    let fault = refused(at("0.0.0.0:0")).await.unwrap().to_string();
    assert!(fault.contains("plain HTTP on 0.0.0.0:0 would send passwords readable"), "{fault}");
    assert!(refused(Listen { behind_proxy: true, ..at("0.0.0.0:0") }).await.is_none());
    assert!(refused(at("127.0.0.1:0")).await.is_none());
    assert!(refused(at("[::1]:0")).await.is_none());
}

#[tokio::test]
async fn whoever_asks_from_this_machine_may_read_the_metrics() {
    let served = Served::by(at("127.0.0.1:0")).await;
    let answer = served.ask("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("x_total 1"), "{answer}");
}

#[tokio::test]
async fn what_is_in_flight_at_a_shutdown_is_answered_and_streams_end() {
    let mut served = Served::by(at("127.0.0.1:0")).await;
    let mut listening = TcpStream::connect(served.addr).await.unwrap();
    listening.write_all(b"GET /api/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer robot\r\n\r\n").await.unwrap();
    let mut head = [0; 15];
    listening.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200 OK");
    // A request that is half sent when the shutdown begins.
    let mut slow = TcpStream::connect(served.addr).await.unwrap();
    let body = r#"{"words":"x"}"#;
    let begin = "POST /api/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer robot\r\nContent-Type: application/json\r\n";
    slow.write_all(format!("{begin}Content-Length: {}\r\n\r\n{}", body.len(), &body[..5]).as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    served.stop.take().unwrap().send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    slow.write_all(&body.as_bytes()[5..]).await.unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert_eq!(served.town.desk.last_position(), 1);
    tokio::time::timeout(Duration::from_secs(5), served.ended).await.unwrap().unwrap();
    assert!(TcpStream::connect(served.addr).await.is_err(), "nobody new is taken");
}

#[tokio::test]
async fn tls_is_spoken_with_the_given_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let served = Served::by(Listen { tls: Some(Tls { cert: cert.clone(), key: key.clone() }), ..at("127.0.0.1:0") }).await;
    drop(rustls::crypto::ring::default_provider().install_default());
    let trusted = reqwest::Certificate::from_pem(made.cert.pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([trusted]).resolve("localhost", served.addr).build().unwrap();
    let answer = client.get(format!("https://localhost:{}/healthz", served.addr.port())).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    let fault = refused(Listen { tls: Some(Tls { cert: key, key: cert }), ..at("127.0.0.1:0") }).await.unwrap().to_string();
    assert!(fault.contains("no private key in"), "{fault}");
}

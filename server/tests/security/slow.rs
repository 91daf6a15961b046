//! Clients that dribble, that say nothing, or that read nothing of what they are sent: each is let go when patience ends, and meanwhile
//! everybody else is answered.

use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use accounts::tokens::{TokenFor, issue_token};
use kernel::AreaCode;
use serde_json::json;
use server::demonstration::Demonstration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use web::{Listen, Web};

use crate::office::{CITY, Office};
use crate::wire::status;

/// How many come to the real program and say nothing, and how many dribble.
const SILENT: usize = 500;
const DRIBBLING: usize = 16;
/// The patience that the program has: with a head, with a request, with one that brings files, with whoever reads nothing.
const HEAD_S: u32 = 20;
const REQUEST_S: u32 = 30;
const UPLOAD_S: u32 = 300;
const UNREAD_S: u32 = 30;
/// Longer than anybody is waited for.
const FOR_EVER_S: u32 = 1_000;

/// All doors behind the real listener, in this process, where time passes when nothing else happens.
struct Served {
    addr: SocketAddr,
    demonstration: Demonstration,
}

impl Served {
    async fn open() -> Self {
        let demonstration = Demonstration::open().await.expect("a demonstration");
        let web = Web { site: demonstration.web.site.clone(), router: demonstration.web.router.clone() };
        let listen = Listen { addr: SocketAddr::from(([127, 0, 0, 1], 0)), tls: None, behind_proxy: false };
        let listener = listen.bind().await.expect("a socket");
        let addr = listener.addr().expect("an address");
        tokio::spawn(listener.serve(web, std::future::pending()));
        Self { addr, demonstration }
    }

    /// What a program of this kind of post says of itself.
    async fn bearer(&self, kind: &str) -> String {
        let area = AreaCode::parse(CITY).expect("the city");
        let what = TokenFor { kind: kind.into(), area, actions: Vec::new(), days: 1, label: String::new() };
        let issued = issue_token(&self.demonstration.house.desk, what).await.expect("a token");
        format!("authorization: Bearer {}", issued.token.reveal())
    }

    /// Sends `begin` and then a byte every second until the other side has had enough. How many seconds that took, and what it said.
    async fn dribbles(&self, begin: &str, byte: Option<u8>) -> (u32, String) {
        let mut stream = TcpStream::connect(self.addr).await.expect("a connection");
        stream.write_all(begin.as_bytes()).await.expect("the beginning");
        let (mut said, mut seconds) = (Vec::new(), 0);
        while seconds < FOR_EVER_S {
            match timeout(Duration::from_secs(1), stream.read_buf(&mut said)).await {
                Ok(Ok(0) | Err(_)) => return (seconds, String::from_utf8_lossy(&said).into_owned()),
                Ok(Ok(_)) => {}
                Err(_) => {
                    seconds += 1;
                    let more = byte.as_slice();
                    // Whoever has closed says so at the next look.
                    let _ = stream.write_all(more).await;
                }
            }
        }
        panic!("it listens for ever to {begin:?} and said {:?}", String::from_utf8_lossy(&said));
    }

    /// Asks for so much that it cannot all be under way, and reads nothing of it. After how many seconds the other side has closed.
    async fn never_reads(&self) -> u32 {
        let mut stream = TcpStream::connect(self.addr).await.expect("a connection");
        let asked = "GET /api/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n".repeat(300);
        stream.write_all(asked.as_bytes()).await.expect("requests");
        for second in 0..FOR_EVER_S {
            tokio::time::sleep(Duration::from_secs(1)).await;
            if stream.write_all(b"x").await.is_err() {
                return second;
            }
        }
        panic!("it waits for ever");
    }
}

#[tokio::test]
async fn whoever_is_slower_than_patience_allows_is_let_go_then_and_not_before() {
    let served = Served::open().await;
    let (director, administrator) = (served.bearer("director").await, served.bearer("administrator").await);
    let head = |line: &str, more: &str| format!("{line} HTTP/1.1\r\nhost: x\r\n{more}");
    let json =
        head("POST /api/incidents", &format!("{director}\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n"));
    let parts = "content-type: multipart/form-data; boundary=x\r\ncontent-length: 5000\r\n\r\n";
    let files = head("POST /api/organisations/import", &format!("{administrator}\r\n{parts}"));
    // From here on a second is over as soon as nothing else is to be done.
    tokio::time::pause();
    for (begin, byte, patience_s, said) in [
        (String::new(), None, HEAD_S, [0, 0]),
        (String::new(), Some(b'G'), HEAD_S, [0, 408]),
        (head("GET /healthz", "x: "), Some(b'x'), HEAD_S, [0, 408]),
        (json.clone(), None, REQUEST_S, [503, 503]),
        (json, Some(b' '), REQUEST_S, [503, 503]),
        (files, Some(b' '), UPLOAD_S, [503, 503]),
    ] {
        let (took_s, answer) = served.dribbles(&begin, byte).await;
        assert!((patience_s - 1..=patience_s + 1).contains(&took_s), "{begin:?} may take {patience_s} s and took {took_s}");
        assert!(said.contains(&status(&answer)), "{begin:?} is answered {answer}");
    }
    let took_s = served.never_reads().await;
    assert!((UNREAD_S - 1..=UNREAD_S + 2).contains(&took_s), "nobody waits for who reads nothing, and this took {took_s} s");
}

#[tokio::test]
async fn whoever_says_nothing_or_dribbles_keeps_nobody_else_waiting() {
    let office = Office::open();
    let director = office.bearer("director", CITY);
    let connect = || std::net::TcpStream::connect(office.server.host()).expect("a connection");
    let silent: Vec<_> = (0..SILENT).map(|_| connect()).collect();
    let head = format!("POST /api/incidents HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n", director.token());
    let whole = format!("{head}content-type: application/json\r\ncontent-length: 5000\r\n\r\n");
    let mut dribbling: Vec<_> = (0..DRIBBLING).map(|_| connect()).collect();
    for (n, stream) in dribbling.iter_mut().enumerate() {
        stream.write_all(if n % 2 == 0 { head.as_bytes() } else { whole.as_bytes() }).expect("its beginning");
    }
    for n in 0..20 {
        for stream in &mut dribbling {
            stream.write_all(b"x").expect("one more byte");
        }
        director.send(reqwest::Method::POST, "/api/incidents", &json!({ "summary": format!("call {n}") })).await.with(201);
    }
    assert_eq!(director.get("/healthz").await.status, 200);
    drop((silent, dribbling));
}

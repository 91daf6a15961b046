//! Clients that dribble, and clients that come and say nothing: they are let go, and meanwhile everybody else is answered.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::office::{CITY, Office};
use crate::wire::{rest, status};

/// How many come and say nothing.
const SILENT: usize = 1_500;
/// How long a head may take, and how long a request, with some seconds for a busy machine.
const HEAD_S: u64 = 20;
const REQUEST_S: u64 = 30;
const PATIENCE_S: u64 = 10;

/// Sends a byte of `words` every second until the other side has had enough. Answers how many seconds that took and what it said.
fn dribble(mut stream: TcpStream, words: &[u8]) -> (u64, String) {
    let begun = Instant::now();
    stream.set_read_timeout(Some(Duration::from_millis(900))).expect("a limit");
    for byte in words.iter().cycle() {
        let said = stream.write_all(&[*byte]).is_ok().then(|| peek(&mut stream)).flatten();
        match said {
            Some(0) | None => break,
            Some(_) if begun.elapsed().as_secs() > 60 => panic!("it listens for ever"),
            Some(_) => {}
        }
    }
    let took = begun.elapsed().as_secs();
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a limit");
    (took, rest(&mut stream))
}

/// Waits for a word: 1 while there is none, 0 when the other side has spoken or closed.
fn peek(stream: &mut TcpStream) -> Option<usize> {
    match stream.peek(&mut [0; 1]) {
        Ok(_) => Some(0),
        Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => Some(1),
        Err(_) => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_clients_are_let_go_and_stop_nobody() {
    let office = Office::open();
    let director = office.bearer("director", CITY);
    let connect = || TcpStream::connect(office.server.host()).expect("a connection");
    let silent: Vec<TcpStream> = (0..SILENT).map(|_| connect()).collect();
    let head = format!("POST /api/incidents HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n", director.token());
    let whole_head = format!("{head}content-type: application/json\r\ncontent-length: 5000\r\n\r\n");
    let mut slow_heads = Vec::new();
    let mut slow_bodies = Vec::new();
    for _ in 0..8 {
        let (stream, words) = (connect(), head.clone());
        slow_heads.push(std::thread::spawn(move || dribble(stream, words.as_bytes())));
        let (mut stream, words) = (connect(), whole_head.clone());
        slow_bodies.push(std::thread::spawn(move || {
            stream.write_all(words.as_bytes()).expect("the head");
            dribble(stream, b" ")
        }));
    }
    for n in 0..20 {
        let begun = Instant::now();
        let body = json!({ "summary": format!("call {n}") });
        director.send(reqwest::Method::POST, "/api/incidents", &body).await.with(201);
        assert!(begun.elapsed() < Duration::from_secs(3), "somebody waits for the slow: {:?}", begun.elapsed());
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    for slow in slow_heads {
        let (took, said) = slow.join().expect("a thread");
        assert!(took <= HEAD_S + PATIENCE_S, "a head may take {HEAD_S} s and took {took}");
        assert!(matches!(status(&said), 0 | 408), "{said}");
    }
    for slow in slow_bodies {
        let (took, said) = slow.join().expect("a thread");
        assert!(took <= REQUEST_S + PATIENCE_S, "a request may take {REQUEST_S} s and took {took}");
        assert!(matches!(status(&said), 0 | 503), "{said}");
    }
    for mut stream in silent.into_iter().take(50) {
        stream.set_read_timeout(Some(Duration::from_secs(PATIENCE_S))).expect("a limit");
        assert_eq!(status(&rest(&mut stream)), 0, "who says nothing is let go without a word");
    }
    assert_eq!(director.get("/healthz").await.status, 200);
}

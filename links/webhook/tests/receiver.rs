//! The way out by webhook against a small receiver on loopback.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;

use desk::{Outgoing, Sender as _};
use webhook::{Destination, Webhook};

/// What a call looked like: its head in lower case, and its body.
struct Call {
    head: String,
    body: String,
}

/// A receiver that answers every call alike and hands over what it was sent.
fn receiver(answer: &'static str) -> (String, mpsc::Receiver<Call>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let to = format!("http://{}/hooks/", listener.local_addr().expect("an address"));
    let (given, calls) = mpsc::channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
            let mut head = String::new();
            while reader.read_line(&mut head).is_ok_and(|n| n > 2) {}
            let head = head.to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
            let mut body = vec![0; length.unwrap_or(0)];
            reader.read_exact(&mut body).expect("a whole body");
            given.send(Call { head, body: String::from_utf8(body).expect("text") }).expect("somebody reads");
            write!(stream, "HTTP/1.1 {answer}").expect("somebody listens");
        }
    });
    (to, calls)
}

fn way(to: &str) -> Webhook {
    // A second provider in one process is refused, and then the first one is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let secret = Some("a secret of some length".into());
    Webhook::open(&[Destination { to: to.into(), secret, secret_file: None }]).expect("a way out")
}

fn message(address: String) -> Outgoing {
    Outgoing {
        id: kernel::Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").expect("an id"),
        channel: webhook::CHANNEL.to_owned(),
        address,
        subject: "first report".to_owned(),
        body: "水位 12.4 m".to_owned(),
        stream: "report/x".to_owned(),
        case: None,
    }
}

const TAKEN: &str = "202 Accepted\r\ncontent-length: 5\r\nconnection: close\r\n\r\nnoted";

#[tokio::test]
async fn a_message_is_posted_with_its_key_and_its_signature() {
    let (to, calls) = receiver(TAKEN);
    assert_eq!(way(&to).send(&message(format!("{to}duty"))).await.unwrap(), "202 Accepted noted");
    let call = calls.recv().unwrap();
    assert!(call.head.starts_with("post /hooks/duty http/1.1"), "{}", call.head);
    assert!(call.head.contains("idempotency-key: 0190f3d2-7c4a-7b11-8aaa-000000000001"), "{}", call.head);
    let body: serde_json::Value = serde_json::from_str(&call.body).unwrap();
    assert_eq!((body["subject"].as_str(), body["text"].as_str()), (Some("first report"), Some("水位 12.4 m")));
    let said = |name: &str| call.head.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned();
    let at_s = said("webhook-timestamp: ").parse().unwrap();
    let expected = webhook::signed(b"a secret of some length", "0190f3d2-7c4a-7b11-8aaa-000000000001", at_s, &call.body);
    assert_eq!(said("webhook-signature: "), expected.to_lowercase());
}

#[tokio::test]
async fn an_address_that_nobody_allowed_is_never_called() {
    let (to, calls) = receiver(TAKEN);
    let way = way(&format!("{to}duty/"));
    let failure = way.send(&message(format!("{to}other"))).await.unwrap_err();
    assert!(failure.contains("allows this address"), "{failure}");
    assert!(way.send(&message("no address".into())).await.is_err());
    assert!(calls.try_recv().is_err(), "nothing was called");
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_a_refusal_is_a_failure() {
    let (elsewhere, calls) = receiver(TAKEN);
    let there = Box::leak(
        format!("302 Found\r\nlocation: {elsewhere}x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").into_boxed_str(),
    );
    let (to, _first) = receiver(there);
    let failure = way(&to).send(&message(format!("{to}duty"))).await.unwrap_err();
    assert!(failure.starts_with("302"), "{failure}");
    assert!(calls.try_recv().is_err(), "the second was not called");
    let (to, _calls) = receiver("410 Gone\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    assert_eq!(way(&to).send(&message(format!("{to}duty"))).await.unwrap_err(), "410 Gone");
}

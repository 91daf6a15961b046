//! The way out by mail against a small mail server on loopback.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;

use desk::{Outgoing, Sender as _};
use smtp::{Settings, Smtp, Unusable};

/// How the server takes a letter.
#[derive(Clone, Copy)]
enum Manner {
    Takes,
    KnowsNobody,
}

/// A mail server that takes one connection and hands over every letter that it was given.
fn mail_server(manner: Manner) -> (u16, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (given, letters) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let given = given.clone();
            std::thread::spawn(move || talk(stream, manner, &given));
        }
    });
    (port, letters)
}

fn talk(mut stream: TcpStream, manner: Manner, given: &mpsc::Sender<String>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
    let mut say = |words: &str| write!(stream, "{words}\r\n").expect("somebody listens");
    say("220 mail.example");
    while let Some(line) = lines.next() {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match (verb.as_str(), manner) {
            ("EHLO", _) => say("250-mail.example\r\n250 8BITMIME"),
            ("RCPT", Manner::KnowsNobody) => say("550 5.1.1 no such mailbox"),
            ("DATA", _) => {
                say("354 go on");
                let letter: Vec<String> = lines.by_ref().take_while(|line| line != ".").collect();
                given.send(letter.join("\n")).expect("somebody reads");
                say("250 2.0.0 queued as 7F");
            }
            ("QUIT", _) => return say("221 bye"),
            _ => say("250 ok"),
        }
    }
}

fn settings(port: u16) -> Settings {
    let text =
        format!("host = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\nfrom = \"Duty <duty@town.example>\"\npatience_s = 5");
    toml::from_str(&text).expect("settings")
}

fn message(address: &str, subject: &str) -> Outgoing {
    Outgoing {
        id: kernel::Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").expect("an id"),
        channel: smtp::CHANNEL.to_owned(),
        address: address.to_owned(),
        subject: subject.to_owned(),
        body: "水位 12.4 m\nroad closed".to_owned(),
        stream: "report/x".to_owned(),
        case: None,
    }
}

#[tokio::test]
async fn a_letter_is_handed_over_and_the_servers_answer_kept() {
    let (port, letters) = mail_server(Manner::Takes);
    let way = Smtp::open(&settings(port)).unwrap();
    let answer = way.send(&message("County <county@town.example>", "first report")).await.unwrap();
    assert_eq!(answer, "250 2.0.0 queued as 7F");
    let letter = letters.recv().unwrap();
    for part in [
        "From: Duty <duty@town.example>",
        "To: County <county@town.example>",
        "Subject: first report",
        "Message-ID: <0190f3d2-7c4a-7b11-8aaa-000000000001@town.example>",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(letter.contains(part), "{part} in {letter}");
    }
}

#[tokio::test]
async fn a_subject_with_a_line_break_stays_one_header() {
    let (port, letters) = mail_server(Manner::Takes);
    let way = Smtp::open(&settings(port)).unwrap();
    way.send(&message("a@town.example", "fire\r\nBcc: everybody@town.example")).await.unwrap();
    let letter = letters.recv().unwrap();
    assert!(letter.lines().all(|line| !line.starts_with("Bcc:")), "{letter}");
}

#[tokio::test]
async fn a_letter_that_is_not_taken_says_why() {
    let (port, _letters) = mail_server(Manner::KnowsNobody);
    let way = Smtp::open(&settings(port)).unwrap();
    let failure = way.send(&message("gone@town.example", "x")).await.unwrap_err();
    assert!(failure.contains("no such mailbox"), "{failure}");
    let failure = way.send(&message("no mailbox", "x")).await.unwrap_err();
    assert!(failure.contains("no mailbox"), "{failure}");
}

#[tokio::test]
async fn a_dead_server_is_a_failure_and_not_a_wait_for_ever() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let way = Smtp::open(&settings(port)).unwrap();
    assert!(way.send(&message("a@town.example", "x")).await.is_err());
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused_at_the_start() {
    let mut without_password = settings(1);
    without_password.user = Some("duty".into());
    assert!(matches!(Smtp::open(&without_password), Err(Unusable::NoPassword)));
    let mut nobody = settings(1);
    nobody.from = "the duty office".into();
    assert!(matches!(Smtp::open(&nobody), Err(Unusable::From(_))));
    let mut in_a_file = settings(1);
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "secret\n").unwrap();
    in_a_file.user = Some("duty".into());
    in_a_file.password_file = Some(file.path().to_owned());
    assert!(Smtp::open(&in_a_file).is_ok());
    assert!(!format!("{in_a_file:?}").contains("secret"));
    assert!(
        toml::from_str::<Settings>("host = \"h\"\nfrom = \"a@b.example\"\npasword = \"x\"").is_err(),
        "a slip is not passed over"
    );
}

#[test]
fn the_port_follows_from_the_security() {
    let read = |extra: &str| toml::from_str::<Settings>(&format!("host = \"h\"\nfrom = \"a@b.example\"\n{extra}")).unwrap();
    assert_eq!(read("").port(), 465);
    assert_eq!(read("security = \"starttls\"").port(), 587);
    assert_eq!(read("security = \"none\"").port(), 25);
    assert_eq!(read("port = 2525").port(), 2525);
}

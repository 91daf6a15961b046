//! The address for the public: whoever comes in by it, with whatever token and by whatever spelling, finds the doors of the public only.

use std::net::{TcpListener, TcpStream};

use web::{Audience, DoorFacts};

use crate::harness::{Server, program};
use crate::office::{CITY, Office, doors};
use crate::wire::{request, send, status};

/// Whether a door is meant for anybody, and not only open because nobody is signed in yet or for whoever measures.
fn is_for_anybody(door: &DoorFacts) -> bool {
    door.audience == Audience::Public && !door.action.starts_with("accounts.") && door.action != "web.metrics"
}

#[tokio::test]
async fn the_address_for_the_public_leads_to_no_door_of_the_office() {
    let office = Office::open();
    let free = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port");
    let public = free.to_string();
    let mut words = program();
    words.args(["serve", "--data", &office.data, "--addr", "127.0.0.1:0", "--public-addr", &public]);
    let server = Server::started(&mut words);
    let token = format!("authorization: Bearer {}", office.token("director", CITY));
    // It is bound a moment after the first line of the other one.
    for _ in 0..250 {
        if TcpStream::connect(&public).is_ok() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let ask = |line: String| status(&send(&public, &request(&line, &[&token], "")));
    let (mut open, mut shut) = (0, 0);
    for door in doors(&office.data).await {
        let path = door.path.split('/').map(|part| if part.starts_with('{') { "x" } else { part }).collect::<Vec<_>>().join("/");
        let found = ask(format!("{} {path} HTTP/1.1", door.method));
        if is_for_anybody(&door) {
            open += 1;
        } else {
            assert_eq!(found, 404, "{} {}", door.method, door.path);
            shut += 1;
        }
    }
    assert!(open >= 5 && shut > 100, "{open} {shut}");
    for spelling in [
        "/wall/",
        "//wall",
        "/./wall",
        "/help/../wall",
        "/assets/x/../../wall",
        "/assets/x/%2e%2e/%2e%2e/wall",
        "/%77all",
        "/WALL",
        "/wall?x=/help",
        "/wall;x=/help",
        "/help/wall",
        "http://x/wall",
        "http://x/help/../wall",
    ] {
        assert!(matches!(ask(format!("GET {spelling} HTTP/1.1")), 400 | 404), "{spelling}");
    }
    for method in ["HEAD", "OPTIONS", "POST", "PUT"] {
        assert!(matches!(ask(format!("{method} /wall HTTP/1.1")), 404 | 405), "{method}");
    }
    assert_eq!(ask("GET /healthz HTTP/1.1".to_owned()), 200);
    drop(server);
}

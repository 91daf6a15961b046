//! Serving: the first line, refusals of what would be unsafe, the end.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::harness::{COUNTY, Place, Server, program, ran, run};

#[tokio::test]
async fn the_first_line_is_the_address_and_the_doors_are_open_then() {
    let place = Place::new();
    let server = Server::of(&place.office());
    assert!(server.url.starts_with("http://127.0.0.1:") && !server.url.ends_with(":0"), "{}", server.url);
    let answer = server.get("/healthz", None).await;
    assert_eq!(answer.status(), 200);
    let health: serde_json::Value = answer.json().await.unwrap();
    assert_eq!((health["status"].as_str(), health["world"].as_str()), (Some("ok"), Some("live")));
    let metrics = server.get("/metrics", None).await.text().await.unwrap();
    for name in ["http_requests_total", "watchfire_journal_position", "watchfire_clocks_overdue"] {
        assert!(metrics.contains(name), "{name} in {metrics}");
    }
    assert_eq!(server.get("/api/places", None).await.status(), 401, "reading needs somebody");
}

#[test]
fn told_to_end_it_answers_what_is_in_flight_and_ends_with_zero() {
    let place = Place::new();
    let data = place.office();
    for name in ["TERM", "INT"] {
        let mut server = Server::of(&data);
        let mut stream = TcpStream::connect(server.host()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        // The head and half of the body are on their way when the signal comes.
        let head =
            format!("POST /sign-in HTTP/1.1\r\nhost: {}\r\ncontent-type: application/x-www-form-urlencoded\r\n", server.host());
        write!(stream, "{head}content-length: 20\r\n\r\nsign_in=a").unwrap();
        std::thread::sleep(Duration::from_millis(300));
        server.signal(name);
        std::thread::sleep(Duration::from_millis(300));
        assert!(TcpStream::connect(server.host()).is_err(), "nobody new is let in");
        write!(stream, "&password=b").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
        assert_eq!(server.wait().code(), Some(0), "{}", server.log());
        assert!(server.log().contains("closed"));
    }
    run(&["journal", "verify", "--data", &data]).done();
}

#[test]
fn plain_http_stays_on_this_machine_unless_a_proxy_ends_tls() {
    let place = Place::new();
    let data = place.office();
    let said = run(&["serve", "--data", &data, "--addr", "0.0.0.0:0"]).refused();
    assert!(said.contains("plain HTTP"), "{said}");
    let server = Server::started(program().args(["serve", "--data", &data, "--addr", "0.0.0.0:0", "--behind-proxy"]));
    assert!(server.url.starts_with("http://0.0.0.0:"), "{}", server.url);
}

#[test]
fn what_cannot_be_served_says_so_in_a_sentence() {
    let place = Place::new();
    let nothing = place.path("nothing");
    let said = run(&["serve", "--data", &nothing]).refused();
    assert!(said.contains("is no data folder") && said.contains("watchfire init"), "{said}");
    assert!(!std::path::Path::new(&nothing).exists(), "asking leaves nothing behind");
    let data = place.office();
    let server = Server::of(&data);
    let said = run(&["serve", "--data", &data, "--addr", server.host()]).refused();
    assert!(said.contains(server.host()), "the address is taken: {said}");
    std::fs::write(format!("{data}/watchfire.toml"), "[city]\ncode = 7").unwrap();
    let said = run(&["serve", "--data", &data]).refused();
    assert!(said.contains("watchfire.toml line 2"), "{said}");
}

#[test]
fn a_way_out_that_cannot_work_is_named_before_the_doors_open() {
    let place = Place::new();
    let data = place.office();
    let file = format!("{data}/watchfire.toml");
    let whole = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{whole}\n[[webhook]]\nto = \"nowhere\"\n")).unwrap();
    let said = run(&["serve", "--data", &data]).refused();
    assert!(said.contains("watchfire.toml") && said.contains("nowhere"), "{said}");
    std::fs::write(&file, format!("{whole}\n[smtp]\nhost = \"mail.example\"\nfrom = \"duty@town.example\"\nuser = \"duty\"\n"))
        .unwrap();
    let said = run(&["serve", "--data", &data]).refused();
    assert!(said.contains("password"), "{said}");
}

#[tokio::test]
async fn the_public_comes_in_by_an_address_of_its_own() {
    let place = Place::new();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let public = format!("127.0.0.1:{port}");
    let data = place.office();
    let mut server = Server::start(&["--data", &data, "--public-addr", &public]);
    let status = async |path: &str| {
        // The second listener is bound beside the first line, not before it.
        for _ in 0..100 {
            if TcpStream::connect(&public).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        crate::harness::client(None).get(format!("http://{public}{path}")).send().await.unwrap().status()
    };
    assert_eq!(status("/healthz").await, 200);
    for hidden in ["/sign-in", "/metrics", "/api/places", "/places", "/nothing"] {
        assert_eq!(status(hidden).await, 404, "{hidden}");
    }
    let same = run(&["serve", "--data", &data, "--addr", "127.0.0.1:8999", "--public-addr", "127.0.0.1:8999"]);
    assert_eq!(same.code, 2, "{same:?}");
    server.signal("TERM");
    assert_eq!(server.wait().code(), Some(0));
}

#[tokio::test]
async fn the_log_is_json_where_a_machine_reads_it_and_holds_no_token() {
    let place = Place::new();
    let data = place.office();
    let token = run(&["account", "token", "--data", &data, "--post", "duty-officer", "--area", COUNTY]).done();
    let server = Server::start(&["--data", &data, "--log", "json"]);
    assert_eq!(server.get("/api/places?q=secret-word", Some(token.trim())).await.status(), 200);
    let log = server.log();
    let events: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let answered = events.iter().find(|event| event["door"] == "/api/places").expect("one line a request");
    assert!(answered["request"].is_string() && answered["status"] == 200, "{answered}");
    assert!(!log.contains(token.trim()) && !log.contains("secret-word"), "{log}");
}

#[tokio::test]
async fn two_servers_on_one_journal_hear_of_each_other() {
    let place = Place::new();
    let data = place.office();
    let (one, two) = (Server::of(&data), Server::of(&data));
    let position = async |server: &Server| {
        let health: serde_json::Value = server.get("/healthz", None).await.json().await.unwrap();
        health["position"].as_i64().unwrap()
    };
    let before = position(&one).await;
    run(&["account", "token", "--data", &data, "--post", "auditor", "--area", COUNTY]).done();
    for _ in 0..100 {
        if position(&one).await > before && position(&two).await > before {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("a fact of another process was not heard within two seconds");
}

#[test]
fn the_interface_describes_itself_without_any_data() {
    let place = Place::new();
    let described = ran(program().arg("openapi").env("TMPDIR", place.path(""))).done();
    let api: serde_json::Value = serde_json::from_str(&described).unwrap();
    assert!(api["openapi"].as_str().unwrap().starts_with("3.1"), "{}", api["openapi"]);
    assert!(api["paths"]["/api/places"]["get"].is_object());
    assert_eq!(std::fs::read_dir(place.path("")).unwrap().count(), 0, "nothing is left behind");
}

//! Paths that want out of the assets, of the file doors and of the interface: none of them ever shows a file of the machine.

use crate::office::{CITY, Office};
use crate::wire::{request, send, status};

/// Ways up and out, as they go over the wire.
const WAYS_OUT: [&str; 14] = [
    "../../../../etc/passwd",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cetc%5cpasswd",
    "..\\..\\etc\\passwd",
    "%252e%252e%252fetc%252fpasswd",
    "%c0%ae%c0%ae/etc/passwd",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "head.key",
    "..%00/head.key",
    "watchfire.toml%00.css",
    "watchfire.db",
];

#[test]
fn no_path_leads_to_a_file_that_is_not_meant_to_be_read() {
    let office = Office::open();
    let key = std::fs::read_to_string(format!("{}/head.key", office.data)).expect("the key");
    let settings = std::fs::read_to_string(format!("{}/watchfire.toml", office.data)).expect("the settings");
    let tokens = ["director", "administrator"].map(|kind| format!("authorization: Bearer {}", office.token(kind, CITY)));
    let doors = [
        "/",
        "/assets/",
        "/assets/x/",
        "/assets/x/y/",
        "/static/",
        "/files/",
        "/incidents/",
        "/reports/x/proof/",
        "/rules/",
        "/rules/x/",
        "/rules/x/y/",
        "/organisations/import/",
        "/places/",
        "/welcome/",
        "/api/",
        "/api/drafts/",
        "/api/rules/x/",
        "/api/places/",
    ];
    for token in &tokens {
        for door in doors {
            for way in WAYS_OUT {
                let answer = send(office.server.host(), &request(&format!("GET {door}{way} HTTP/1.1"), &[token], ""));
                assert!(matches!(status(&answer), 0 | 200 | 303 | 400..=499), "{door}{way}: {answer}");
                for secret in ["root:x:0:0", "SQLite format 3", key.trim(), settings.trim()] {
                    assert!(!answer.contains(secret), "{door}{way} shows {secret:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_template_is_one_of_those_that_there_are() {
    let office = Office::open();
    let administrator = office.bearer("administrator", CITY);
    let page = administrator.get("/organisations/import").await.with(200);
    let mut templates = 0;
    for tag in crate::markup::tags(&page.body) {
        if let Some(path) = tag.attribute("href").filter(|path| path.starts_with("/organisations/import/")) {
            let file = administrator.get(path).await.with(200);
            assert!(file.header("content-disposition").starts_with("attachment;"), "{path}");
            templates += 1;
        }
    }
    assert!(templates >= 3, "{templates}");
    assert_eq!(administrator.get("/organisations/import/bodies.exe").await.status, 404);
}

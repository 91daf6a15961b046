//! Files from outside: kept under their hash and given back as nothing but a file to keep; imports that are no tables say so.

use std::collections::BTreeSet;
use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};

use crate::office::{CITY, COUNTY, OTHER_COUNTY, Office, Visitor};

/// Files that want to be more than a file: name, what they say they are, what they are.
const FILES: [(&str, &str, &[u8]); 9] = [
    ("page.html", "text/html", b"<script>x()</script>"),
    ("drawing.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
    ("photo.png", "text/html; charset=utf-8", b"\x89PNG\r\n\x1a\n<script>x()</script>"),
    ("../../../head.key", "application/pdf", b"%PDF-1.7 up"),
    ("C:\\..\\..\\watchfire.db", "application/x-sqlite3", b"SQLite format 3"),
    ("..", "image/png", b"dots"),
    ("a\u{1f}b;filename=x.exe", "application/x-msdownload", b"MZ"),
    ("\u{202e}gnp.exe", "image/png", b"turned round"),
    ("long", "a/b", b"x"),
];

/// A sent report with one sending per file.
async fn sent_report(person: &Visitor) -> (String, Vec<String>) {
    let incident = json!({ "summary": "water", "place": { "areas": [COUNTY] } });
    let incident = person.send(Method::POST, "/api/incidents", &incident).await.with(201).text("/id");
    let report = person.send(Method::POST, &format!("/api/incidents/{incident}/reports"), &json!({ "kind": "first" })).await;
    let report = report.with(201).text("/id");
    let addressee = json!({ "name": "county", "line": "government", "way": "phone" });
    let addressees: Vec<&Value> = FILES.iter().map(|_| &addressee).collect();
    let sent = person
        .send(Method::POST, &format!("/api/reports/{report}/sendings"), &json!({ "addressees": addressees }))
        .await
        .with(200);
    let sendings = (0..FILES.len()).map(|n| sent.text(&format!("/sendings/{n}/id"))).collect();
    (report, sendings)
}

/// Every file in a folder and below it, from the folder.
fn files_in(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        if entry.file_type().expect("a type").is_dir() {
            found.extend(files_in(&entry.path()));
        } else {
            found.insert(entry.path().display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn a_file_that_proves_a_receipt_is_only_ever_a_file_to_keep() {
    let office = Office::open();
    let person = office.person("reader", "director", CITY).await;
    let (report, sendings) = sent_report(&person).await;
    let before = files_in(Path::new(&office.data));
    for ((name, kind, bytes), sending) in FILES.iter().zip(&sendings) {
        let path = format!("/reports/{report}/sendings/{sending}/receipt");
        let answer = person.upload(&path, &[("taker", "somebody")], &[("proof", name, kind, bytes)]).await;
        assert!(matches!(answer.status, 303 | 400), "{name}: {} {}", answer.status, answer.body);
    }
    let shown = person.get(&format!("/api/reports/{report}")).await.with(200).json();
    let proofs: Vec<String> = (0..FILES.len())
        .filter_map(|n| shown.pointer(&format!("/sendings/{n}/receipt/proof")).and_then(Value::as_str).map(str::to_owned))
        .collect();
    assert!(proofs.len() >= FILES.len() - 1, "{shown}");
    for proof in &proofs {
        let file = person.get(&format!("/reports/{report}/proof/{proof}")).await.with(200);
        assert_eq!((file.header("content-type"), file.header("x-content-type-options")), ("application/octet-stream", "nosniff"));
        let told = file.header("content-disposition").to_owned();
        assert!(told.starts_with("attachment; filename=\"") && !told.contains(['/', '\\']), "{told}");
        assert!(!told.contains("..\"") && told.matches("filename=").count() == 1 && told.bytes().all(|b| b >= 0x20), "{told}");
    }
    let added: Vec<String> = files_in(Path::new(&office.data)).difference(&before).cloned().collect();
    let kept = Path::new(&office.data).join("files").display().to_string();
    assert!(added.iter().all(|path| path.starts_with(&kept) || path.contains("watchfire.db-")), "{added:?}");
    others_do_not_get_it(&office, &person, (&report, &proofs[0])).await;
}

async fn others_do_not_get_it(office: &Office, person: &Visitor, (report, proof): (&str, &str)) {
    let path = format!("/reports/{report}/proof/{proof}");
    for (kind, area) in [("director", OTHER_COUNTY), ("administrator", CITY)] {
        let answer = office.bearer(kind, area).get(&path).await;
        assert!(matches!(answer.status, 403 | 404), "{kind}: {}", answer.status);
    }
    assert!(matches!(office.nobody().get(&path).await.status, 303 | 401), "nobody");
    let (other, _) = sent_report(person).await;
    person.get(&format!("/reports/{other}/proof/{proof}")).await.with(404);
    for wrong in ["", "x", "../watchfire.toml", &proof.to_uppercase(), &"0".repeat(64)] {
        let answer = person.get(&format!("/reports/{report}/proof/{}", crate::office::encoded(wrong))).await;
        assert_eq!(answer.status, 404, "{wrong:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_table_is_refused_by_every_import_whatever_it_says_it_is() {
    let office = Office::open();
    let people = [office.person("keeper", "administrator", CITY).await, office.person("reader", "director", CITY).await];
    let doors = ["/organisations/import", "/api/organisations/import", "/incidents/import", "/api/incidents/import"];
    let before = office.facts();
    let bomb = vec![b','; 7 << 20];
    let wide = vec![b'"'; 1 << 20];
    let strange: [(&str, &[u8]); 12] = [
        ("bodies.xlsx", b"\x89PNG\r\n\x1a\n"),
        ("bodies.csv", b"%PDF-1.7"),
        ("bodies.csv", b"\x7fELF\x02\x01\x01"),
        ("bodies.xlsx", b"PK\x03\x04"),
        ("bodies.xlsx", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        ("bodies.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("bodies.csv", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"),
        ("bodies.csv", b"{\"code\":\"x\"}"),
        ("bodies.csv", b""),
        ("bodies.csv", b"\xff\xfec\0o\0d\0e\0"),
        ("bodies.csv", &bomb),
        ("bodies.csv", &wide),
    ];
    for (name, bytes) in strange {
        for path in doors {
            let field = if path.contains("incidents") { "file" } else { "files" };
            let person = &people[usize::from(path.contains("incidents"))];
            let answer = person.upload(path, &[], &[(field, name, "text/csv", bytes)]).await;
            let said = format!(
                "{path} {name} {:?}: {} {}",
                String::from_utf8_lossy(&bytes[..bytes.len().min(20)]),
                answer.status,
                answer.body
            );
            assert!(answer.status < 500 && answer.status != 403, "{said}");
            assert!(!answer.body.contains("root:x:0"), "{said}");
            if answer.is_html() {
                assert_eq!(crate::markup::foreign(&answer.body), [""; 0], "{said}");
            }
        }
    }
    assert_eq!(office.facts(), before, "nothing was taken in");
}

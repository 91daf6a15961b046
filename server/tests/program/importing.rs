//! Taking files in from the command line: what the pages hand out is what the command takes back.

use crate::harness::{Place, Server, client, run};

#[tokio::test]
async fn a_contact_book_that_was_taken_out_is_taken_in_again_whatever_language_its_heads_are_in() {
    let place = Place::new();
    let data = place.office();
    let server = Server::of(&data);
    let token = run(&["account", "token", "--data", &data, "--post", "duty-officer", "--area", "211300"]).done();
    for language in ["zh", "en"] {
        let asked = client(None).get(format!("{}/contacts.xlsx", server.url)).bearer_auth(token.trim());
        let answer = asked.header("accept-language", language).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        let file = place.path(&format!("{language}.xlsx"));
        std::fs::write(&file, answer.bytes().await.expect("a workbook")).expect("the file is written");
        let said = run(&["import", "--data", &data, "organisations", &file, "--dry-run"]).done();
        for (row, line) in said.lines().skip(1).enumerate() {
            let counts: Vec<&str> = line.split_whitespace().rev().take(3).collect();
            assert_eq!(counts[1..], ["0", "0"], "row {row} of {language}: nothing is new and nothing changes\n{said}");
        }
        assert!(said.contains("posts"), "{said}");
    }
}

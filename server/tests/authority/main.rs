//! Who may come in by which door: every role knocks at every door, and the answers must be those of `docs/authority.md`, a table that a
//! person can read. `UPDATE=1 cargo test -p server --test authority` writes it anew, so that a change shows as a diff.

mod actions;
mod knocking;
mod members;
mod table;

use std::path::Path;

use knocking::Roles;
use server::demonstration::Demonstration;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/authority.md");

#[tokio::test]
async fn every_door_answers_every_role_as_the_table_says() {
    let demonstration = Demonstration::open().await.expect("a demonstration");
    let roles = Roles::of(&demonstration).await;
    let doors = knocking::walk(&demonstration, &roles).await;
    let written = table::page(&actions::table(), &table::doors(&roles.names(), &doors));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(FILE, &written).expect("the table is written");
    }
    let read = std::fs::read_to_string(Path::new(FILE)).unwrap_or_default();
    let hint = "if it is meant so, write it anew: UPDATE=1 cargo test -p server --test authority";
    assert!(read == written, "docs/authority.md is not what the doors do: {}\n{hint}", table::first_difference(&read, &written));
}

#[tokio::test]
async fn every_door_for_a_post_names_an_action_that_the_policies_know() {
    let demonstration = Demonstration::open().await.expect("a demonstration");
    let known: Vec<String> = actions::known();
    let doors = demonstration.web.site.doors().iter().filter(|door| door.audience == web::Audience::Post);
    let strange: Vec<String> = doors
        .filter(|door| !known.iter().any(|action| action == door.action))
        .map(|door| format!("{} {} names {}", door.method, door.path, door.action))
        .collect();
    assert!(strange.is_empty(), "these doors are never opened to anybody: {strange:#?}");
}

//! The town that these tests are about, with the made-up law in force and the doors around its rule book.

use desk::Engine;
use rules::{Rules, adopt_shipped, capability, default_sets, doors};
use testkit::{Frame, Town};

/// A shipped text of the made-up law.
pub fn tiny(file: &str) -> String {
    default_sets("tiny").iter().find(|set| set.file == file).unwrap().text.to_owned()
}

/// The made-up reporting duties with other minutes, from a day on.
pub fn quicker(version: &str, from: &str) -> String {
    let text = tiny("reporting").replace("version = \"1\"", &format!("version = \"{version}\"\nvalid_from = {from}"));
    text.replace("limit_min = 45", "limit_min = 20")
}

/// A town with its doors, and the made-up law in force.
pub async fn town(engine: Engine) -> (Town, Frame) {
    let town = Town::new(engine, vec![capability()]).await;
    adopt_shipped(&town.desk, &town.given(), "tiny").await.unwrap();
    let frame = opened(&town).await;
    (town, frame)
}

/// The doors of a town, opened on its book as it is.
pub async fn opened(town: &Town) -> Frame {
    let rules = Rules::load(&town.desk).await.unwrap();
    Frame::around(&town.desk, doors(&rules), &[&rules::words::TEXTS])
}

//! The town that these tests are about, with the doors around its places.

use desk::Engine;
use places::{Places, adopt, capability, doors};
use testkit::{Frame, Town};
use web::{App, City};

use super::adopting::texts;

/// A town with its doors, in its own zone.
pub async fn town(engine: Engine) -> (Town, Frame) {
    let town = Town::new(engine, vec![capability()]).await;
    adopt(&town.desk, town.given(), texts()).await.unwrap();
    let places = Places::load(&town.desk).await.unwrap();
    let app = testkit::app(&town.desk, doors(&places), &[&places::words::TEXTS]);
    let city = City { zone: places.atlas().profile.zone.clone(), ..app.city };
    let frame = Frame::of(App { city, finders: vec![places], ..app });
    (town, frame)
}

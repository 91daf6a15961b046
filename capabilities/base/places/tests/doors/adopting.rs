//! The city's files from adoption to the memory of every process, on both engines.

use std::time::Duration;

use kernel::{AreaCode, Scope};
use places::{CityTexts, Places, adopt, capability, reads};
use testkit::{Town, engines};

/// The files of the town that tests are about.
pub fn texts() -> CityTexts {
    CityTexts {
        profile: include_str!("../town/city.toml").into(),
        areas: include_str!("../town/areas.csv").into(),
        boundaries: Some(include_str!("../town/districts.geojson").into()),
    }
}

fn code(text: &str) -> AreaCode {
    AreaCode::parse(text).unwrap()
}

#[tokio::test]
async fn adopted_files_answer_from_memory_after_a_start() {
    for engine in engines() {
        let town = Town::new(engine, vec![capability()]).await;
        assert!(Places::load(&town.desk).await.is_err(), "nothing was adopted yet");
        let done = adopt(&town.desk, town.given(), texts()).await.unwrap();
        assert_eq!((done.version, done.already), (3, false));
        let places = Places::load(&town.another(vec![capability()]).await).await.unwrap();
        let atlas = places.atlas();
        assert_eq!(atlas.gazetteer.path(code("990103001")), "Ashmouth / Eastfold / Ashford");
        assert_eq!(atlas.outlines, texts().boundaries);
        let again = adopt(&town.desk, town.given(), texts()).await.unwrap();
        assert!(again.already, "what is in force is not adopted again");
    }
}

#[tokio::test]
async fn another_process_hears_of_files_that_are_adopted() {
    for engine in engines() {
        let town = Town::new(engine, vec![capability()]).await;
        adopt(&town.desk, town.given(), texts()).await.unwrap();
        let places = Places::load(&town.desk).await.unwrap();
        let following = tokio::spawn(places.clone().follow());
        let renamed = CityTexts { areas: texts().areas.replace("Gull Rock", "Gull Island"), ..texts() };
        adopt(&town.desk, town.given(), renamed).await.unwrap();
        let heard = async {
            while places.atlas().gazetteer.path(code("990104")) != "Ashmouth / Gull Island" {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), heard).await.unwrap();
        following.abort();
    }
}

#[tokio::test]
async fn what_is_adopted_before_anybody_follows_is_found_when_somebody_does() {
    for engine in engines() {
        let town = Town::new(engine, vec![capability()]).await;
        adopt(&town.desk, town.given(), texts()).await.unwrap();
        let places = Places::load(&town.desk).await.unwrap();
        let renamed = CityTexts { areas: texts().areas.replace("Gull Rock", "Gull Island"), ..texts() };
        adopt(&town.desk, town.given(), renamed).await.unwrap();
        let following = tokio::spawn(places.clone().follow());
        let found = async {
            while places.atlas().gazetteer.path(code("990104")) != "Ashmouth / Gull Island" {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), found).await.unwrap();
        following.abort();
    }
}

#[tokio::test]
async fn files_of_another_city_or_without_sense_are_refused_and_nothing_changes() {
    for engine in engines() {
        let town = Town::new(engine, vec![capability()]).await;
        let senseless = CityTexts { areas: "code,name\n".into(), ..texts() };
        let refused = adopt(&town.desk, town.given(), senseless).await.unwrap_err();
        assert_eq!(refused.refusal_key(), Some("places-refusal-unreadable"));
        let other = CityTexts {
            profile: texts().profile.replace("\"990100\"", "\"980100\"").replace("980103", "970103"),
            areas: "code,name\n980100,Elsewhere\n".into(),
            boundaries: None,
        };
        let refused = adopt(&town.desk, town.given(), other).await.unwrap_err();
        assert_eq!(refused.refusal_key(), Some("places-refusal-another-city"));
        assert_eq!(town.desk.last_position(), 0);
    }
}

#[tokio::test]
async fn who_adopted_what_is_listed_for_whoever_may_see_the_city() {
    for engine in engines() {
        let town = Town::new(engine, vec![capability()]).await;
        adopt(&town.desk, town.given(), texts()).await.unwrap();
        let seen = reads::adoptions(town.desk.db(), &Scope::whole(code("990100"))).await.unwrap();
        assert_eq!(
            seen.iter().map(|a| (a.what.as_str(), a.count)).collect::<Vec<_>>(),
            [("boundaries", 4), ("areas", 11), ("profile", 1)]
        );
        assert_eq!(seen[0].actor, "account/test");
        assert!(reads::adoptions(town.desk.db(), &Scope::nothing()).await.unwrap().is_empty());
        let elsewhere = Scope::whole(code("980100"));
        assert!(reads::adoptions(town.desk.db(), &elsewhere).await.unwrap().is_empty());
    }
}

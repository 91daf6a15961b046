//! The rule book from adoption to the memory of every process, on both engines.

use std::time::Duration;

use kernel::{AreaCode, Scope};
use rules::{Adopt, RuleBook, Rules, Withdraw, adopt_shipped, capability, reads};
use testkit::{TOWN, Town, engines};

use super::frame::quicker;

#[tokio::test]
async fn the_shipped_law_is_adopted_once_and_read_again_after_a_start() {
    for engine in engines() {
        let town = Town::new(engine, vec![capability()]).await;
        assert_eq!(adopt_shipped(&town.desk, &town.given(), "cn").await.unwrap(), 12);
        assert_eq!(adopt_shipped(&town.desk, &town.given(), "cn").await.unwrap(), 0, "it is in the book already");
        let rules = Rules::load(&town.another(vec![capability()]).await).await.unwrap();
        let law = rules.book().in_force(town.desk.now());
        assert_eq!(law.sets().len(), 12);
        assert_eq!(law.classes().get("12D01").unwrap().name.say("en"), "hazardous chemicals explosion");
    }
}

#[tokio::test]
async fn another_process_hears_of_what_is_adopted() {
    for engine in engines() {
        let town = Town::new(engine, vec![capability()]).await;
        adopt_shipped(&town.desk, &town.given(), "tiny").await.unwrap();
        let other = town.another(vec![capability()]).await;
        let there = Rules::load(&other).await.unwrap();
        let following = tokio::spawn(there.clone().follow());
        let act = Adopt::of(&quicker("2", "2026-12-01")).unwrap();
        town.desk.perform(&RuleBook::id(), town.given(), act).await.unwrap();
        let heard = async {
            while there.book().version("tiny-reporting", "2").is_none() {
                other.settle().await.unwrap();
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
        adopt_shipped(&town.desk, &town.given(), "tiny").await.unwrap();
        let rules = Rules::load(&town.desk).await.unwrap();
        town.desk.perform(&RuleBook::id(), town.given(), Adopt::of(&quicker("2", "2026-12-01")).unwrap()).await.unwrap();
        let following = tokio::spawn(rules.clone().follow());
        let found = async {
            while rules.book().version("tiny-reporting", "2").is_none() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), found).await.unwrap();
        following.abort();
    }
}

#[tokio::test]
async fn a_refused_set_changes_nothing() {
    for engine in engines() {
        let town = Town::new(engine, vec![capability()]).await;
        adopt_shipped(&town.desk, &town.given(), "tiny").await.unwrap();
        let rules = Rules::load(&town.desk).await.unwrap();
        let before = town.desk.last_position();
        let dateless = quicker("2", "2026-12-01").replace("valid_from = 2026-12-01\n", "");
        let refused = rules.adopt(town.given(), Adopt::of(&dateless).unwrap()).await.unwrap_err();
        assert_eq!(refused.refusal_key(), Some("rules-refusal-needs-beginning"));
        assert_eq!(town.desk.last_position(), before);
        assert_eq!(rules.book().versions().len(), 5);
    }
}

#[tokio::test]
async fn who_adopted_and_withdrew_what_is_listed_for_whoever_may_see_the_city() {
    for engine in engines() {
        let town = Town::new(engine, vec![capability()]).await;
        adopt_shipped(&town.desk, &town.given(), "tiny").await.unwrap();
        let rules = Rules::load(&town.desk).await.unwrap();
        rules.adopt(town.given(), Adopt::of(&quicker("2", "2026-12-01")).unwrap()).await.unwrap();
        town.pass_min(5).await;
        let act = Withdraw { set: "tiny-reporting".into(), version: "2".into(), why: "a slip".into() };
        rules.withdraw(town.given(), act).await.unwrap();
        let whole = Scope::whole(AreaCode::parse(TOWN).unwrap());
        let seen = reads::adoptions(town.desk.db(), &whole).await.unwrap();
        let listed: Vec<(&str, &str)> = seen.iter().map(|a| (a.set.as_str(), a.version.as_str())).collect();
        assert_eq!(listed[0], ("tiny-reporting", "2"));
        assert_eq!(listed.len(), 6);
        let gone = seen[0].withdrawal.as_ref().unwrap();
        assert_eq!((gone.why.as_str(), gone.by.as_str(), gone.at), ("a slip", "account/test", town.desk.now()));
        assert!(seen[0].is_confirmed && seen[0].begins.is_some() && seen[1].begins.is_none());
        assert_eq!(reads::adoptions_of(town.desk.db(), &whole, "tiny-reporting").await.unwrap().len(), 2);
        assert!(reads::adoptions(town.desk.db(), &Scope::nothing()).await.unwrap().is_empty());
        assert!(reads::adoptions_of(town.desk.db(), &Scope::nothing(), "tiny-reporting").await.unwrap().is_empty());
    }
}

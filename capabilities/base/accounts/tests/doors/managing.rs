//! Looking after accounts, and not after those of others.

use kernel::Id;
use testkit::engines;

use super::frame::{COUNTY, Frame, NEIGHBOUR, PASSWORD};

#[tokio::test]
async fn an_administrator_opens_an_account_and_grants_and_ends_posts_in_their_own_area() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("ada", "administrator", COUNTY).await;
        let ada = frame.inside("ada").await;
        ada.get("/accounts/new").await.says(200, &["Westford", "Duty officer"]);
        let new = |area: &'static str, kind: &'static str| {
            [("person", "Wang Demo"), ("sign-in", "wang"), ("kind", kind), ("area", area), ("title", "")]
        };
        ada.post("/accounts", &new(NEIGHBOUR, "duty-officer")).await.says(403, &["Wang Demo"]);
        ada.post("/accounts", &new(COUNTY, "king")).await.says(422, &["no such kind"]);
        ada.post("/accounts", &new(COUNTY, "public")).await.says(422, &["no such kind"]);
        ada.post("/accounts", &new("99", "duty-officer")).await.says(422, &["Choose an area"]);
        ada.post("/accounts", &new(COUNTY, "duty-officer")).await.says(200, &["/welcome/", "shown only now"]);
        ada.post("/accounts", &new(COUNTY, "duty-officer")).await.says(409, &["Somebody else signs in with this name"]);
        ada.get("/accounts?q=demo").await.says(200, &["Wang Demo", "Duty officer · Ashmouth / Westfold", "No password set yet"]);
        ada.get("/accounts?q=nobody").await.says(200, &["No account fits"]);
        let listed = ada.get("/api/accounts").await.json();
        let id = listed["items"][1]["id"].as_str().unwrap().to_owned();
        let page = ada.get(&format!("/accounts/{id}")).await;
        page.says(200, &["Wang Demo", "Grant a post"]);
        let grant = |area: &'static str| [("kind", "director"), ("area", area), ("title", "Head"), ("until", "")];
        ada.post(&format!("/accounts/{id}/posts"), &grant(NEIGHBOUR)).await.says(403, &[]);
        ada.post(&format!("/accounts/{id}/posts"), &grant("990102001")).await.says(303, &[]);
        let held = ada.get(&format!("/api/accounts/{id}")).await.json();
        assert_eq!(held["posts"].as_array().unwrap().len(), 2);
        let posts = held["posts"].as_array().unwrap();
        let post = posts.iter().find(|post| post["kind"] == "director").unwrap()["id"].as_str().unwrap();
        ada.post(&format!("/accounts/{id}/posts/{post}/ending"), &[]).await.says(303, &[]);
        assert_eq!(ada.get(&format!("/api/accounts/{id}")).await.json()["posts"].as_array().unwrap().len(), 1);
        ada.post(&format!("/accounts/{id}/name"), &[("person", "Wang Renamed"), ("seen", "2")]).await.says(303, &[]);
        ada.post(&format!("/accounts/{id}/name"), &[("person", "Wang Late"), ("seen", "1")])
            .await
            .says(409, &["changed the name meanwhile"]);
        ada.get(&format!("/accounts/{id}")).await.says(200, &["Wang Renamed"]);
    }
}

#[tokio::test]
async fn accounts_of_other_areas_are_not_there_and_a_wider_post_is_out_of_reach() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("ada", "administrator", COUNTY).await;
        let there = frame.person("far", "duty-officer", NEIGHBOUR).await;
        let here = frame.person("wang", "duty-officer", COUNTY).await;
        let wide = accounts::acts::GrantPost {
            post: frame.desk().new_id(),
            kind: "director".into(),
            area: super::frame::area("990100"),
            title: String::new(),
            until: None,
        };
        frame.desk().perform(&here, frame.town.given(), wide).await.unwrap();
        let ada = frame.inside("ada").await;
        ada.get(&format!("/accounts/{there}")).await.says(404, &[]);
        ada.post(&format!("/accounts/{there}/link"), &[]).await.says(404, &[]);
        ada.get(&format!("/accounts/{here}")).await.says(200, &["Director"]);
        for takeover in ["link", "name", "closure", "codes/removal"] {
            let fields = [("person", "Mine Now"), ("reason", "taking over")];
            ada.post(&format!("/accounts/{here}/{takeover}"), &fields).await.says(403, &[]);
        }
        let (state, _) = frame.desk().recall::<accounts::Account>(&here).await.unwrap();
        let post = state.posts.iter().find(|(_, post)| post.kind == "director").unwrap().0.clone();
        ada.post(&format!("/accounts/{here}/posts/{post}/ending"), &[]).await.says(403, &[]);
        let officer = frame.inside("wang").await;
        officer.get("/accounts").await.says(403, &[]);
        officer.post("/accounts", &[]).await.says(403, &[]);
    }
}

#[tokio::test]
async fn a_closed_account_ends_its_sessions_and_is_opened_again() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let admin = frame.person("ada", "administrator", "990100").await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        let (ada, wang) = (frame.inside("ada").await, frame.inside("wang").await);
        ada.post(&format!("/accounts/{id}/closure"), &[("reason", "x")]).await.says(422, &["A reason has"]);
        ada.post(&format!("/accounts/{id}/closure"), &[("reason", "left the office")]).await.says(303, &[]);
        assert_eq!(wang.get("/me").await.status.as_u16(), 303);
        frame.browser("10.0.0.7").sign_in("wang", PASSWORD).await.says(422, &["The name or the password is not right"]);
        ada.get("/accounts?closed=1").await.says(200, &["Person wang"]);
        ada.post(&format!("/accounts/{admin}/closure"), &[("reason", "left the office")])
            .await
            .says(409, &["last administrator"]);
        ada.post(&format!("/accounts/{id}/closure/reversal"), &[]).await.says(303, &[]);
        assert_eq!(wang.get("/me").await.status.as_u16(), 303, "old sessions stay ended");
        frame.browser("10.0.0.7").sign_in("wang", PASSWORD).await.says(303, &[]);
        assert!(!frame.bodies().await.join("").contains("left the office"));
    }
}

#[tokio::test]
async fn the_person_of_a_closed_account_is_erased_by_law_and_the_record_stays() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("ada", "administrator", "990100").await;
        frame.person("boss", "director", "990100").await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        let (ada, boss) = (frame.inside("ada").await, frame.inside("boss").await);
        let erase = |browser: &'static str| (browser, [("why", "asked for it"), ("law", "Data Act 47")]);
        let (_, fields) = erase("boss");
        boss.post(&format!("/accounts/{id}/erasure"), &fields).await.says(409, &["close it first"]);
        ada.post(&format!("/accounts/{id}/erasure"), &fields).await.says(403, &[]);
        ada.post(&format!("/accounts/{id}/closure"), &[("reason", "left the office")]).await.says(303, &[]);
        boss.get("/accounts/watch").await.says(200, &["Person wang"]);
        boss.get(&format!("/accounts/{id}/erasure")).await.says(200, &["Person wang", "Law or rule"]);
        boss.post(&format!("/accounts/{id}/erasure"), &[("why", "asked for it")]).await.says(422, &["fill this in"]);
        boss.post(&format!("/accounts/{id}/erasure"), &fields).await.says(303, &[]);
        ada.get(&format!("/accounts/{id}")).await.says(200, &["(name erased)"]);
        for table in ["account_people", "account_passwords", "account_browsers", "account_sessions"] {
            let sql = format!("select account from {table} where account = $1 limit 1");
            assert!(frame.desk().db().one(sql, desk::args![&id]).await.unwrap().is_none(), "{table}");
        }
        assert!(frame.kinds_of(&id).await.contains(&"opened".to_owned()));
    }
}

#[tokio::test]
async fn people_called_to_a_case_see_it_until_they_are_let_go() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        let case = Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").unwrap();
        let call = accounts::acts::GiveMembership { case: case.clone(), until: None };
        frame.desk().perform(&id, frame.town.given(), call).await.unwrap();
        let scope = kernel::Scope::whole(super::frame::area("990100"));
        let members = accounts::reads::members(frame.desk().db(), &scope, (super::frame::area(NEIGHBOUR), &case)).await.unwrap();
        assert_eq!(members, [(id.clone(), None)]);
        let blind = kernel::Scope::nothing();
        assert!(
            accounts::reads::members(frame.desk().db(), &blind, (super::frame::area(NEIGHBOUR), &case)).await.unwrap().is_empty()
        );
        frame.desk().perform(&id, frame.town.given(), accounts::acts::EndMembership { case: case.clone() }).await.unwrap();
        assert!(
            accounts::reads::members(frame.desk().db(), &scope, (super::frame::area(NEIGHBOUR), &case)).await.unwrap().is_empty()
        );
    }
}

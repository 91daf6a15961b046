//! Calling people from elsewhere to an incident and letting them go: by page and by API; and what its end does.

use accounts::opening::{NewPerson, NewPost, open_account};
use axum::http::Method;
use kernel::{AreaCode, Id, Scope};
use serde_json::{Value, json};
use testkit::engines;

use super::office::{Room, room};

async fn person(room: &Room, name: &str, (kind, at): (&str, &str)) -> Id {
    let area = AreaCode::parse(at).unwrap();
    let posts = vec![NewPost { kind: kind.into(), area, title: String::new(), until: None }];
    let person = NewPerson { name: format!("Demo {name}"), sign_in: name.into(), area, posts };
    open_account(&room.town.desk, room.town.given(), person).await.unwrap()
}

/// An incident in the north, and who could be called to it.
async fn incident(room: &Room) -> (String, String) {
    let body = json!({ "summary": "water", "place": { "areas": ["990102001"] } });
    let made = room.frame.post("/api/incidents", &body).await.with(201).json();
    let id = made["id"].as_str().unwrap();
    (format!("/incidents/{id}"), format!("/api/incidents/{id}/members"))
}

async fn names(room: &Room, members: &str) -> Vec<String> {
    let listed = room.frame.get(members).await.with(200).json();
    listed["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

/// On which cases the accounts say that somebody is.
async fn on_record(room: &Room, page: &str) -> usize {
    let case = Id::parse(page.rsplit('/').next().unwrap()).unwrap();
    let city = room.town.desk.city();
    accounts::reads::members(room.town.desk.db(), &Scope::whole(city), (city, &case)).await.unwrap().len()
}

#[tokio::test]
async fn people_are_called_by_name_or_by_post_and_let_go() {
    for engine in engines() {
        let room = room(engine).await;
        let wang = person(&room, "wang", ("county-duty-officer", "990103")).await;
        person(&room, "li", ("township-officer", "990102001")).await;
        person(&room, "zhao", ("township-officer", "990102001")).await;
        let (page, members) = incident(&room).await;
        room.frame.get(&page).await.shows(&["id=\"form-call-in\"", "Nobody was called to it"]);
        let offered = room.part("/incidents/people?q=eastfold").await.with(200).body;
        assert!(offered.contains("Demo wang · county-duty-officer, Eastfold") && !offered.contains("Demo li"), "{offered}");
        let offered = room.part("/incidents/people?q=township").await.with(200).body;
        assert!(offered.contains("everybody"), "{offered}");

        let form = format!("{page}/members");
        let called = room.sends(&form, &[("whom", "Demo wang · county-duty-officer, Eastfold")]).await;
        called.shows(&["Called to it: Demo wang", "county-duty-officer, Eastfold", "Let Demo wang go"]);
        let found = room.frame.get(&format!("{members}/candidates?q=mill")).await.with(200).json();
        let everybody = found["items"].as_array().unwrap().iter().find(|one| one["account"].is_null()).unwrap();
        room.frame.post(&members, &json!({ "post": everybody["post"] })).await.with(200);
        assert_eq!(names(&room, &members).await.len(), 3);
        assert_eq!(on_record(&room, &page).await, 3);

        let before = room.facts();
        let again = room.frame.post(&members, &json!({ "account": wang })).await.with(200);
        assert_eq!((again.json()["items"].as_array().unwrap().len(), room.facts()), (3, before), "already so");
        let gone = room.sends(&format!("{page}/members/ending"), &[("member", wang.as_str())]).await;
        gone.shows(&["Let go: Demo wang"]).hides(&["Let Demo wang go"]);
        let one = room.frame.get(&members).await.json()["items"][0]["account"].as_str().unwrap().to_owned();
        room.frame.send(Method::DELETE, &format!("{members}/{one}"), &Value::Null).await.with(204);
        assert_eq!((names(&room, &members).await.len(), on_record(&room, &page).await), (1, 1));
    }
}

#[tokio::test]
async fn whom_nobody_can_tell_is_not_called_and_what_was_typed_stays() {
    for engine in engines() {
        let room = room(engine).await;
        for name in ["li", "zhao"] {
            person(&room, name, ("township-officer", "990102001")).await;
        }
        let (page, members) = incident(&room).await;
        let form = format!("{page}/members");
        let back = room.is_refused(&form, &[("whom", "somebody")], 422).await;
        assert!(back.contains("It cannot be told who is meant") && back.contains("value=\"somebody\""), "{back}");
        room.is_refused(&form, &[("whom", "")], 422).await;
        room.sends(&form, &[("whom", "Demo li")]).await.shows(&["Called to it: Demo li"]);
        let nobody = "0190f3d2-7c4a-7b11-8aaa-0000000000ff";
        for body in [
            json!({}),
            json!({ "account": nobody }),
            json!({ "post": { "kind": "leader", "area": "990103" } }),
            json!({ "account": nobody, "post": { "kind": "leader", "area": "990103" } }),
            json!({ "account": nobody, "until": "soon" }),
        ] {
            room.frame.post(&members, &body).await.with(422);
        }
        let past = json!({ "post": { "kind": "township-officer", "area": "990102001" }, "until": "2026-11-23T03:00:00+08:00" });
        room.frame.post(&members, &past).await.with(422);
        assert_eq!(names(&room, &members).await, ["Demo li"], "all or nobody");
        assert_eq!(room.frame.send_as("990103", (Method::POST, &members), &json!({})).await.status.as_u16(), 404);
    }
}

#[tokio::test]
async fn the_end_of_an_incident_lets_everybody_go_and_opening_it_again_calls_nobody_back() {
    for engine in engines() {
        let room = room(engine).await;
        for name in ["li", "zhao"] {
            person(&room, name, ("township-officer", "990102001")).await;
        }
        let post = json!({ "post": { "kind": "township-officer", "area": "990102001" } });
        for (end, reason) in [("closure", "closure-reason"), ("false-alarm", "false-reason")] {
            let (page, members) = incident(&room).await;
            room.frame.post(&members, &post).await.with(200);
            room.sends(&format!("{page}/{end}"), &[(reason, "over")]).await;
            room.town.desk.settle().await.unwrap();
            assert_eq!((on_record(&room, &page).await, names(&room, &members).await.len()), (0, 0));
            room.frame.get(&page).await.shows(&["Let go: Demo li", "Let go: Demo zhao"]);
            room.frame.post(&members, &post).await.with(409);
            let facts = room.facts();
            room.town.desk.settle().await.unwrap();
            assert_eq!(room.facts(), facts, "nothing is done twice");
            room.sends(&format!("{page}/reopening"), &[("reopening-reason", "more")]).await;
            room.town.desk.settle().await.unwrap();
            assert_eq!(on_record(&room, &page).await, 0, "that is for a person to say");
            room.frame.post(&members, &post).await.with(200);
            assert_eq!(on_record(&room, &page).await, 2);
        }
    }
}

//! What happens on the pages through a night.

use axum::http::Request;
use testkit::{NOTHING, TOWN, engines};

use super::office::room;

#[tokio::test]
async fn one_word_is_saved_and_leads_to_the_leader_sheet() {
    for engine in engines() {
        let room = room(engine).await;
        room.frame.get("/incidents/new").await.shows(&[
            "name=\"words\"",
            "autofocus",
            "data-draft=\"call\"",
            "No state secrets",
            "11A51",
        ]);
        let one = room.sends("/incidents/new", &[("words", "water"), ("once", "k1")]).await;
        one.shows(&[
            "990100-20261123-0001",
            "water",
            "deaths: to be verified",
            "Demo Guo",
            "tel:+8610000000001",
            "is-next",
            "Saved",
        ]);
        let before = room.facts();
        let again = room.sends("/incidents/new", &[("words", "water"), ("once", "k1")]).await;
        assert_eq!((again.path, room.facts()), (one.path, before), "a repeat is answered and not done again");
        let nothing = room.is_refused("/incidents/new", &[("words", "  ")], 422).await;
        assert!(nothing.contains("One word, one number or one place is enough"), "{nothing}");
    }
}

#[tokio::test]
async fn what_is_unclear_never_keeps_a_call_from_being_saved() {
    for engine in engines() {
        let room = room(engine).await;
        let fields =
            [("words", "bus overturned"), ("class", "who knows"), ("lat", "120.4"), ("lon", "41.5"), ("n-deaths", "some")];
        let one = room.sends("/incidents/new", &fields).await;
        one.shows(&["bus overturned\n[Class] who knows\n[Point] 120.4, 41.5\n[deaths] some", "could not be read"]);
        one.shows(&["Class to be verified", "deaths: to be verified"]);
    }
}

#[tokio::test]
async fn a_second_call_about_the_same_is_hinted_at_and_blocks_nothing() {
    for engine in engines() {
        let room = room(engine).await;
        let call = [("words", "water in the cellars of Mill Quarter"), ("class", "11A51")];
        let first = room.sends("/incidents/new", &call).await;
        let hints = room
            .frame
            .form("/incidents/hints", &[("words", "Mill Quarter: water in cellars"), ("class", "11A51")])
            .await
            .with(200)
            .body;
        for word in
            ["This may be the same", "same place", "same class", "like words", "/notes\"", "Mill Quarter: water in cellars"]
        {
            assert!(hints.contains(word), "{word} is not in {hints}");
        }
        let fragment = axum::http::Request::post("/incidents/hints").header("content-type", "application/x-www-form-urlencoded");
        let body = "words=Mill+Quarter%3A+water+in+cellars&class=11A51".to_owned();
        let part = room.frame.ask(TOWN, fragment.header("x-fragment", "1"), body).await.with(200).body;
        assert!(part.contains("This may be the same") && !part.contains("<form"), "{part}");
        let second = room.sends("/incidents/new", &call).await;
        second.shows(&["990100-20261123-0002", "This may be the same", "990100-20261123-0001"]);
        let notes = format!("{}/notes", first.path);
        room.sends(&notes, &[("words", "third caller: water to the windows")])
            .await
            .shows(&["third caller: water to the windows"]);
    }
}

#[tokio::test]
async fn classes_are_suggested_by_name_initials_and_code() {
    for engine in engines() {
        let room = room(engine).await;
        for typed in ["flash", "11A51", "sh", "%E5%B1%B1%E6%B4%AA"] {
            let found = room.part(&format!("/incidents/classes?q={typed}")).await.with(200).body;
            assert!(found.contains("11A51 flash flood"), "{typed}: {found}");
        }
        assert!(
            !room.part("/incidents/classes?q=tsunami").await.with(200).body.contains("option"),
            "marine classes are hidden inland"
        );
    }
}

#[tokio::test]
async fn a_leader_who_is_not_reached_is_followed_by_the_next_and_what_they_say_is_kept() {
    for engine in engines() {
        let room = room(engine).await;
        let one = room.sends("/incidents/new", &[("words", "water in Mill Quarter"), ("class", "11A51")]).await;
        let calls = format!("{}/calls", one.path);
        let sheet = one.page.split("id=\"step-1\"").nth(1).unwrap();
        let held = |name: &str| {
            sheet.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap()
        };
        let step = [("step", held("step")), ("post", held("post")), ("post-title", "Duty room Shift leader")];
        let tried = room.sends(&calls, &[&step[..], &[("outcome", "not-reached")]].concat()).await;
        let next = tried.page.split("id=\"step-1\"").nth(1).and_then(|rest| rest.split("</li>").next()).unwrap();
        assert!(next.find("Demo Lin") < next.find("Demo Guo"), "{next}");
        tried.shows(&["Not reached: Duty room Shift leader"]);
        room.town.pass_min(1).await;
        let told = room.sends(&calls, &[&step[..], &[("outcome", "told"), ("said", "warn the lower village")]].concat()).await;
        told.shows(&["<q>warn the lower village</q>", "Told: Duty room Shift leader", "1 of 7 told"]);
        room.sends(&calls, &[("step", "area/990102"), ("post-title", "North Ashmouth"), ("outcome", "told")])
            .await
            .shows(&["1 of 2 told"]);
    }
}

#[tokio::test]
async fn a_figure_that_rises_shows_its_new_grade_and_duties_and_a_fall_asks_for_a_reason() {
    for engine in engines() {
        let room = room(engine).await;
        let one = room.sends("/incidents/new", &[("words", "blast"), ("class", "12D01"), ("n-deaths", "2")]).await;
        one.shows(&["sev-4", "deaths: 2 persons"]);
        let figures = format!("{}/figures", one.path);
        let seen = ("seen", "9");
        let three = room
            .sends(
                &figures,
                &[("item", "deaths"), ("value", "3"), ("source", "hospital"), ("as-of", "3:10"), ("adopt", "1"), seen],
            )
            .await;
        three.shows(&[
            "Assessed grade: IV Ordinary → III Large",
            "sev-3",
            "deaths: 3 persons",
            "hospital",
            "new duties to report",
        ]);
        let fall = [("item", "deaths"), ("value", "1"), ("source", "scene"), ("adopt", "1")];
        let refused = room.is_refused(&figures, &fall, 422).await;
        assert!(refused.contains("The count falls from 3 to 1") && refused.contains("value=\"scene\""), "{refused}");
        let corrected = room.sends(&figures, &[&fall[..], &[("figure-reason", "counted twice")]].concat()).await;
        corrected.shows(&["counted twice", "Assessed grade: III Large → IV Ordinary"]);
        let entry =
            corrected.page.split("name=\"entry\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        room.sends(&format!("{}/adoptions", one.path), &[("item", "deaths"), ("entry", &entry)])
            .await
            .shows(&["Adopted from caller: deaths: 2 persons"]);
        let wrong = room.is_refused(&figures, &[("item", "deaths"), ("value", "many"), ("source", "x")], 422).await;
        assert!(wrong.contains("value=\"many\""), "{wrong}");
    }
}

#[tokio::test]
async fn everything_of_an_incident_can_be_changed_on_its_page() {
    for engine in engines() {
        let room = room(engine).await;
        let one = room.sends("/incidents/new", &[("words", "something is wrong at the mill")]).await;
        let to = |thing: &str| format!("{}/{thing}", one.path);
        let class = room.sends(&to("class"), &[("class", "hazardous chemicals explosion"), ("seen", "2")]).await;
        class.shows(&["Class set: hazardous chemicals explosion", "<h1>hazardous chemicals explosion"]);
        room.sends(&to("place"), &[("place", "Mill Quarter"), ("seen", "4")]).await.shows(&[
            "Mill Quarter",
            "known to the township",
            "0990-0000005",
        ]);
        room.sends(&to("words"), &[("words", "flood at the mill"), ("seen", "6")])
            .await
            .shows(&["flood at the mill", "Words of the call changed"]);
        room.sends(&to("times"), &[("time-which", "occurred"), ("time-at", "3:00"), ("time-by", "caller")])
            .await
            .shows(&["Happened", "12 min later"]);
        room.sends(&to("tags"), &[("tag", "school")]).await.shows(&["Newly sensitive: school or nursery"]);
        let fear = [("why", "the dam goes"), ("fear-item", "deaths"), ("fear-value", "30")];
        room.sends(&to("fears"), &fear).await.shows(&["the dam goes", "sev-1", "Possible grade"]);
        let declared = [("grade", "III"), ("grade-reason", "three villages")];
        room.sends(&to("grade"), &declared).await.shows(&["Grade declared: III Large", "three villages"]);
        room.sends(&to("duty-grade"), &[("duty-grade", "IV"), ("duty-reason", "the dam holds")])
            .await
            .shows(&["Duties run from IV Ordinary"]);
        room.sends(&to("notes"), &[("note", "two engines under way"), ("note-at", "3:05")])
            .await
            .shows(&["two engines under way"]);
        let finding =
            [("finding-what", "left_out"), ("finding-about", "North room"), ("finding-evidence", "no word of the school")];
        room.sends(&to("findings"), &finding).await.shows(&["Found left out: North room"]);
        room.sends(&to("transfer"), &[("transfer-to", "Otherland")]).await.shows(&["passed on to Otherland"]);
        let refused = room.is_refused(&to("closure"), &[("closure-reason", "")], 422).await;
        assert!(refused.contains("Closing needs a final report or a reason"), "{refused}");
        let closed = room.sends(&to("closure"), &[("closure-reason", "passed on")]).await;
        closed.shows(&["Closed", "form-reopening"]).hides(&["id=\"form-class\"", "id=\"form-closure\""]);
        room.sends(&to("reopening"), &[("reopening-reason", "water again")]).await.shows(&["Opened again", "id=\"form-class\""]);
        room.sends(&to("false-alarm"), &[("false-reason", "the engines found nothing")])
            .await
            .shows(&["Found to be a false alarm"]);
    }
}

#[tokio::test]
async fn a_change_of_what_somebody_else_has_changed_comes_back_with_what_was_typed() {
    for engine in engines() {
        let room = room(engine).await;
        let one = room.sends("/incidents/new", &[("words", "x"), ("class", "11A51")]).await;
        let class = format!("{}/class", one.path);
        room.sends(&class, &[("class", "11A01"), ("seen", "2")]).await;
        let stale = room.is_refused(&class, &[("class", "12D01"), ("seen", "2")], 409).await;
        assert!(
            stale.contains("Somebody changed this")
                && stale.contains("value=\"12D01\"")
                && stale.contains("<details class=\"small-form\" id=\"form-class\" open")
        );
    }
}

#[tokio::test]
async fn an_incident_is_shown_as_it_was_known_at_an_earlier_moment() {
    for engine in engines() {
        let room = room(engine).await;
        let one = room.sends("/incidents/new", &[("words", "blast"), ("class", "12D01"), ("n-deaths", "2")]).await;
        room.town.pass_min(20).await;
        room.sends(
            &format!("{}/figures", one.path),
            &[("item", "deaths"), ("value", "12"), ("source", "hospital"), ("adopt", "1")],
        )
        .await;
        // A fact is shown at its own time, a time as it was then: clocks have run on in between.
        for (at, shown) in [("fact=3", "03:12"), ("at=2026-11-23T03:20:00%2B08:00", "03:20"), ("at=03:20", "03:20")] {
            let then = room.frame.get(&format!("{}?{at}", one.path)).await.with(200).body;
            assert!(
                then.contains(&format!("Replay: what was known at 2026-11-23 {shown}:00")) && then.contains("deaths: 2 persons"),
                "{at}: {then}"
            );
            assert!(
                !then.contains("hospital") && !then.contains("method=\"post\" action=\"/incidents") && !then.contains("data-due"),
                "{at}"
            );
        }
        room.frame.get(&format!("{}?at=soon", one.path)).await.with(422);
        room.frame.get(&format!("{}?fact=999", one.path)).await.shows(&["deaths: 12 persons"]);
    }
}

#[tokio::test]
async fn whoever_opens_it_is_on_record_once_and_a_part_is_no_opening() {
    for engine in engines() {
        let room = room(engine).await;
        let made = room.frame.post("/api/incidents", &serde_json::json!({ "summary": "water" })).await.with(201).json();
        let path = format!("/incidents/{}", made["id"].as_str().unwrap());
        let before = room.facts();
        for part in ["now", "about", "sheet", "figures", "timeline"] {
            let body = room.part(&format!("{path}/parts/{part}")).await.with(200).body;
            assert!(!body.contains("<html") && !body.contains("<h1"), "{part}: {body}");
        }
        assert_eq!(room.facts(), before);
        room.part(&format!("{path}/parts/none")).await.with(404);
        room.frame.get(&path).await.with(200);
        room.frame.get(&path).await.shows(&["Who has opened it (1)"]);
        assert_eq!(room.facts(), before + 1);
    }
}

#[tokio::test]
async fn the_list_is_filtered_searched_paged_and_taken_out() {
    for engine in engines() {
        let room = room(engine).await;
        room.frame.get("/incidents").await.shows(&["There are no incidents yet", "/incidents/new"]);
        for (words, class) in [("water in Mill Quarter", "11A51"), ("blast at the plant", "12D01"), ("bus in Eastfold", "12H05")]
        {
            room.sends("/incidents/new", &[("words", words), ("class", class)]).await;
            room.town.pass_min(1).await;
        }
        room.town.desk.settle().await.unwrap();
        room.frame.get("/incidents").await.shows(&["0001", "0002", "0003", "3 on this page", "/incidents/list.xlsx"]);
        let only = async |query: &str, wanted: &str, others: &[&str]| {
            let page = room.frame.get(&format!("/incidents?{query}")).await.with(200).body;
            assert!(page.contains(wanted) && others.iter().all(|other| !page.contains(other)), "{query}: {page}");
        };
        only("class=11A51", "-0001<", &["-0002<", "-0003<"]).await;
        only("class=11000", "-0001<", &["-0002<", "-0003<"]).await;
        only("area=990103", "-0003<", &["-0001<", "-0002<"]).await;
        only("q=plant", "-0002<", &["-0001<", "-0003<"]).await;
        only("standing=closed", "No incident fits", &["-0001<"]).await;
        only("from=3:13", "-0002<", &["-0001<"]).await;
        let first = room.frame.get("/incidents?limit=2").await.with(200).body;
        let next =
            first.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().replace("&amp;", "&");
        let second = room.frame.get(&next).await.with(200).body;
        assert!(second.contains("-0001<"), "{next}: {}", super::office::plain(&second));
        let wrong = room.frame.get("/incidents?class=nothing").await.with(422).body;
        assert!(wrong.contains("value=\"nothing\"") && wrong.contains("No class is known"), "{wrong}");
        let file = room.frame.get("/incidents/list.xlsx?class=11A51").await.with(200);
        assert!(file.body.starts_with("PK"), "an XLSX file is a ZIP archive");
    }
}

#[tokio::test]
async fn a_sheet_of_paper_is_entered_afterwards_with_its_own_time() {
    for engine in engines() {
        let room = room(engine).await;
        room.frame.get("/incidents/new?paper=1").await.shows(&["Enter a paper sheet", "name=\"received\""]);
        let fields = [
            ("paper", "1"),
            ("words", "the network was down"),
            ("received", "2:40"),
            ("taken-by", "main duty"),
            ("sheet-number", "3"),
        ];
        room.sends("/incidents/new", &fields).await.shows(&["paper sheet 3", "main duty", "32 min later", "a paper sheet"]);
    }
}

#[tokio::test]
async fn nobody_sees_or_changes_what_is_not_theirs() {
    for engine in engines() {
        let room = room(engine).await;
        let one = room.sends("/incidents/new", &[("words", "water in Mill Quarter")]).await;
        let as_if = async |area: &str, path: &str| room.frame.get_as(area, path).await.status.as_u16();
        assert_eq!(as_if("990103", &one.path).await, 404, "the other county");
        assert_eq!(as_if("990102", &one.path).await, 200, "its own county");
        assert_eq!(as_if(NOTHING, &one.path).await, 404);
        assert_eq!(as_if("", &one.path).await, 303, "somebody who has not signed in is shown where");
        let note = Request::post(format!("{}/notes", one.path)).header("content-type", "application/x-www-form-urlencoded");
        let answered = room.frame.ask("990103", note, "note=hello").await;
        assert_eq!(answered.status.as_u16(), 404);
        assert!(!room.frame.get_as("990103", "/incidents").await.with(200).body.contains("-0001<"));
    }
}

#[tokio::test]
async fn what_people_type_is_never_taken_for_html() {
    for engine in engines() {
        let room = room(engine).await;
        let evil = "<script>alert(1)</script>\"'";
        let one = room.sends("/incidents/new", &[("words", evil), ("place", evil), ("caller-name", evil), ("class", evil)]).await;
        one.hides(&["<script>alert"]);
        room.sends(&format!("{}/calls", one.path), &[("post-title", evil), ("said", evil)]).await.hides(&["<script>alert"]);
        let figure = [("item", "deaths"), ("value", "1"), ("source", evil)];
        room.sends(&format!("{}/figures", one.path), &figure).await.hides(&["<script>alert"]);
        room.frame.get(&format!("{}?unread={}", one.path, "%3Cscript%3E")).await.shows(&["990100"]);
    }
}

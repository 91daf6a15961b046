//! What each door answers, and to whom.

use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{Request, StatusCode};
use serde_json::json;
use testkit::{NOTHING, TOWN, engines};

use super::adopting::texts;
use super::frame::town;

#[tokio::test]
async fn areas_are_listed_and_searched_page_by_page() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let found = frame.get("/api/places?q=lower%20mill").await.json();
        assert_eq!(found["items"].as_array().unwrap().len(), 2);
        assert_eq!(
            found["items"][1],
            json!({"code": "990103001201", "name": "Lower Mill", "level": "village",
                "path": "Ashmouth / Eastfold / Ashford / Lower Mill", "outside_city": false})
        );
        let (mut codes, mut cursor) = (Vec::new(), String::new());
        for _ in 0..20 {
            let page = frame.get(&format!("/api/places?limit=4&cursor={cursor}")).await.json();
            codes.extend(page["items"].as_array().unwrap().iter().map(|i| i["code"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!((codes.len(), codes[0].as_str()), (11, "990100"), "every area once");
        assert_eq!(frame.get("/api/places?cursor=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(frame.get_as(NOTHING, "/api/places").await.json()["items"], json!([]));
        assert_eq!(frame.get_as("", "/api/places").await.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn an_area_comes_with_those_above_and_below_it() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let area = frame.get("/api/places/990103001").await.json();
        assert_eq!((area["name"].as_str(), area["level"].as_str()), (Some("Ashford"), Some("township")));
        assert_eq!(area["above"][1]["name"], "Eastfold");
        assert_eq!(
            (area["children"].as_array().unwrap().len(), &area["within"], &area["outlined"]),
            (2, &json!(2), &json!(true))
        );
        assert_eq!(frame.get("/api/places/990102001").await.json()["short"], "Mill Quarter");
        for unknown in ["990103009", "980000", "9901", "nowhere"] {
            assert_eq!(frame.get(&format!("/api/places/{unknown}")).await.status, StatusCode::NOT_FOUND, "{unknown}");
        }
        assert_eq!(frame.get_as(NOTHING, "/api/places/990103001").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_point_is_resolved_as_deep_as_outlines_go_and_says_so() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let inside = frame.get("/api/places/at?lat=50.05&lon=-29.95").await.json();
        assert_eq!(
            (&inside["area"]["code"], &inside["resolved_to"], &inside["outside_city"]),
            (&json!("990102"), &json!("county"), &json!(false))
        );
        let outside = frame.get("/api/places/at?lat=41.6&lon=120.5&datum=gcj02").await.json();
        assert_eq!(
            (&outside["area"], &outside["outside_city"], &outside["datum_given"]),
            (&json!(null), &json!(true), &json!("gcj02"))
        );
        let moved_deg = (outside["lon"].as_f64().unwrap() - 120.5).abs();
        assert!((0.003..0.01).contains(&moved_deg), "{moved_deg}");
        let exchanged = frame.get("/api/places/at?lat=120.5&lon=41.6").await;
        assert_eq!(exchanged.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(exchanged.json()["title"], "Latitude and longitude are exchanged");
        assert_eq!(exchanged.json()["hint"], "Swap the two numbers");
        assert_eq!(frame.get("/api/places/at?lat=x&lon=1").await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_map_is_given_a_point_with_the_longitude_first() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let pin = frame.get("/api/places/pin?lat=50.05&lon=-29.95").await.json();
        assert_eq!(pin["features"][0]["geometry"]["coordinates"], json!([-29.95, 50.05]));
        assert_eq!(frame.get("/api/places/pin?lat=95&lon=0").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn boundaries_are_sent_once_and_asked_for_again_by_their_version() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let first = frame.get("/api/places/boundaries").await;
        assert_eq!(first.headers[CONTENT_TYPE], "application/geo+json");
        assert_eq!(Some(first.body), texts().boundaries);
        let tag = first.headers[ETAG].to_str().unwrap().to_owned();
        let request = Request::get("/api/places/boundaries").header("if-none-match", &tag);
        let again = frame.ask(TOWN, request, String::new()).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(frame.get_as(NOTHING, "/api/places/boundaries").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_callers_words_give_areas_without_standing_in_an_address() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let named = frame
            .post("/api/places/mentions", r#"{"text":"water in Lower Mill, worst at the mill; Ashford is dry"}"#)
            .await
            .json();
        assert_eq!(named["certain"][0]["code"], "990103001201");
        assert_eq!(named["certain"][1]["code"], "990103001");
        assert_eq!(
            (&named["offered"][0]["words"], &named["offered"][0]["areas"][0]["name"]),
            (&json!("mill"), &json!("Royal Borough of Mill Quarter"))
        );
        let long = json!({"text": "x".repeat(4_001)}).to_string();
        assert_eq!(frame.post("/api/places/mentions", &long).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let whole = json!({"text": "x".repeat(4_000)}).to_string();
        assert_eq!(frame.post("/api/places/mentions", &whole).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_page_browses_searches_and_looks_up_a_point() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        frame.get("/places").await.shows(&[
            "<h1>Places</h1>",
            "North Ashmouth",
            "/places?area=990103",
            "10 areas in it",
            "Data in force",
        ]);
        frame.get("/places?area=990103001").await.shows(&["Eastfold", "Cooper&#39;s Row", "outline known"]);
        frame.get("/places?q=ashford").await.shows(&["3 areas for “ashford”", "Other Land / Ashford", "outside the city"]);
        frame.get("/places?q=zzz").await.shows(&["Nothing found for “zzz”"]);
        frame.get("/places?q=%3Cscript%3E").await.shows(&["&#60;script&#62;"]);
        let point = frame.get("/places?lat=50.07&lon=-29.9&datum=wgs84").await;
        point.shows(&[
            "In Ashmouth / North Ashmouth",
            "resolved to county",
            "Exactly on a boundary",
            "/api/places/pin?lat=50.07",
        ]);
        frame.get("/places?lat=51&lon=-20").await.shows(&["Outside the city. Record it as usual"]);
        let wrong = frame.get("/places?lat=120.5&lon=41.6").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("Swap the two numbers") && wrong.body.contains("value=\"120.5\""), "{}", wrong.body);
        assert_eq!(frame.get("/places?area=123").await.status, StatusCode::NOT_FOUND);
        assert_eq!(frame.get_as(NOTHING, "/places").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_area_with_all_in_it_can_be_taken_out() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let file = frame.file("/places/areas.xlsx?area=990103").await;
        assert_eq!(&file[..4], b"PK\x03\x04", "an XLSX file is a ZIP archive");
        assert_eq!(frame.get("/places/areas.xlsx?area=980000").await.status, StatusCode::NOT_FOUND);
        assert_eq!(frame.get_as(NOTHING, "/places/areas.xlsx").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_page_speaks_both_languages() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        frame.get_in("zh-CN", "/places?q=ashford").await.shows(&["<h1>地点</h1>", "“ashford”共 3 处", "市外"]);
    }
}

#[tokio::test]
async fn the_command_bar_leads_to_an_area() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let found = frame.get("/api/find?q=ag").await.json();
        let lead =
            json!({"title": "Ashford Green", "detail": "Ashmouth / Eastfold / Ashford Green", "path": "/places?area=990103002"});
        assert!(found["entries"].as_array().unwrap().contains(&lead), "{found}");
    }
}

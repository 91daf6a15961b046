//! From the list of doors: who may come in, the table for auditors, the API description, the rail and the command bar.

use axum::http::StatusCode;

use crate::town::Town;

#[tokio::test]
async fn nobody_comes_in_who_is_not_let_in() {
    let town = Town::new().await;
    let status = async |who, path| town.get(who, path).await.status;
    assert_eq!(status("", "/public").await, StatusCode::OK);
    assert_eq!(status("", "/mine").await, StatusCode::SEE_OTHER);
    assert_eq!(status("", "/notes").await, StatusCode::SEE_OTHER);
    assert_eq!(status("", "/api/broken").await, StatusCode::UNAUTHORIZED);
    assert_eq!(status("guest", "/mine").await, StatusCode::OK);
    assert_eq!(status("guest", "/notes").await, StatusCode::FORBIDDEN);
    assert_eq!(status("guest", "/api/broken").await, StatusCode::FORBIDDEN);
    assert_eq!(status("duty", "/notes").await, StatusCode::OK);
    assert_eq!(status("stranger", "/mine").await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_must_sign_in_comes_back_to_where_they_wanted_to_go() {
    let town = Town::new().await;
    let answered = town.get("", "/notes?q=%E6%B0%B4&x=//evil").await;
    assert_eq!(answered.header("location"), "/sign-in?next=/notes%3Fq%3D%25E6%25B0%25B4%26x%3D//evil");
}

#[tokio::test]
async fn one_thing_of_another_county_is_refused_even_to_whoever_may_read_notes() {
    let town = Town::new().await;
    let id = town.pin("elsewhere", crate::town::OTHER_COUNTY).await;
    assert_eq!(town.get("duty", &format!("/notes/{id}")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.get("neighbour", &format!("/notes/{id}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_authority_table_lists_every_door_with_its_audience() {
    let town = Town::new().await;
    let table = town.web.site.authority();
    assert_eq!(table.len(), town.web.site.doors().len());
    let audience =
        |method: &str, path: &str| table.iter().find(|a| a.method == method && a.path == path).map(|a| (a.action, a.audience));
    assert_eq!(audience("GET", "/notes"), Some(("notes.read", "post")));
    assert_eq!(audience("POST", "/notes"), Some(("notes.pin", "post")));
    assert_eq!(audience("GET", "/mine"), Some(("notes.mine", "signed-in")));
    assert_eq!(audience("GET", "/api/stream"), Some(("web.stream", "signed-in")));
    let public: Vec<_> =
        table.iter().filter(|a| a.audience == "public" && a.action.starts_with("web.")).map(|a| a.path).collect();
    assert_eq!(
        public,
        ["/api", "/api/openapi.json", "/assets/{build}/{*name}", "/favicon.ico", "/healthz", "/help", "/metrics", "/view"],
        "these of the frame's own are open to anybody, and no others"
    );
}

#[tokio::test]
async fn two_doors_cannot_stand_in_one_place() {
    let town = Town::new().await;
    let mut doors = crate::town::doors();
    doors.extend(crate::town::doors());
    let fault = town.reopened(doors).err().map(|f| f.to_string()).unwrap_or_default();
    assert!(fault.contains("two doors stand at GET /notes"), "{fault}");
}

#[tokio::test]
async fn the_api_description_has_every_door_that_speaks_json_with_its_types_and_refusals() {
    let town = Town::new().await;
    let answered = town.get("", "/api/openapi.json").await;
    assert_eq!((answered.status, answered.header("content-type")), (StatusCode::OK, "application/json"));
    let api = answered.json();
    assert!(api["openapi"].as_str().unwrap().starts_with("3.1"), "{}", api["openapi"]);
    let post = &api["paths"]["/api/notes"]["post"];
    assert_eq!(post["requestBody"]["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/NoteIn");
    assert_eq!(post["responses"]["201"]["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/NoteOut");
    for status in ["400", "401", "403", "409", "413", "415", "422", "503"] {
        let refused = post["responses"][status]["$ref"].as_str().and_then(|at| api.pointer(at.trim_start_matches('#')));
        let problem = &refused.unwrap()["content"]["application/problem+json"]["schema"]["$ref"];
        assert_eq!(problem, "#/components/schemas/Problem", "{status}");
    }
    let put = &api["paths"]["/api/notes/{id}"]["put"];
    let names: Vec<&str> = put["parameters"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["id", "Idempotency-Key", "If-Match"]);
    for schema in ["NoteIn", "NoteOut", "Problem", "ProblemField"] {
        assert!(api["components"]["schemas"][schema].is_object(), "{schema}");
    }
    assert!(api["paths"]["/notes"].is_null(), "pages are for people");
    let referred: Vec<&str> =
        answered.text.split("#/components/schemas/").skip(1).map(|r| r.split('"').next().unwrap()).collect();
    for name in referred {
        assert!(api["components"]["schemas"][name].is_object(), "{name} is referred to and described nowhere");
    }
}

#[tokio::test]
async fn the_rail_and_the_command_bar_show_only_what_opens() {
    let town = Town::new().await;
    let duty = town.get("duty", "/notes").await.text;
    assert!(duty.contains(r#"<a href="/notes" class="current" aria-current="true">"#), "{duty}");
    let guest = town.get("guest", "/mine").await.text;
    assert!(!guest.contains(r#"href="/notes""#), "{guest}");
    let titles = async |who: &str, q: &str| -> Vec<String> {
        let found = town.get(who, &format!("/api/find?q={q}")).await.json();
        found["entries"].as_array().unwrap().iter().map(|e| e["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles("duty", "duty").await, ["/notes"], "the English name is found on a Chinese page too");
    assert_eq!(titles("duty", "%E5%80%BC%E5%AE%88").await, ["/notes"]);
    assert_eq!(titles("guest", "duty").await, Vec::<String>::new());
    assert_eq!(town.get("", "/api/find?q=duty").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn health_and_metrics_answer_whoever_may_ask() {
    let town = Town::new().await;
    let health = town.get("", "/healthz").await;
    assert_eq!((health.status, health.json()["status"].as_str()), (StatusCode::OK, Some("ok")));
    assert_eq!(town.get("", "/metrics").await.status, StatusCode::UNAUTHORIZED, "not from this machine, not signed in");
    assert_eq!(town.get("guest", "/metrics").await.status, StatusCode::FORBIDDEN);
    assert!(town.get("robot", "/metrics").await.text.contains("x_total 1"));
}

#[tokio::test]
async fn drafts_are_kept_by_account_and_seen_by_nobody_else() {
    let town = Town::new().await;
    let put =
        crate::town::as_who("robot", axum::http::Method::PUT, "/api/drafts/call").header("content-type", "application/json");
    let put = put.body(axum::body::Body::from(r#"{"summary":"水"}"#)).unwrap();
    assert_eq!(town.ask(put).await.status, StatusCode::NO_CONTENT);
    assert_eq!(town.get("robot", "/api/drafts/call").await.json()["fields"]["summary"], "水");
    assert_eq!(town.get("duty", "/api/drafts/call").await.status, StatusCode::NOT_FOUND);
    assert_eq!(town.get("", "/api/drafts/call").await.status, StatusCode::UNAUTHORIZED);
    let drop =
        crate::town::as_who("robot", axum::http::Method::DELETE, "/api/drafts/call").body(axum::body::Body::empty()).unwrap();
    assert_eq!(town.ask(drop).await.status, StatusCode::NO_CONTENT);
    assert_eq!(town.get("robot", "/api/drafts/call").await.status, StatusCode::NOT_FOUND);
}

//! The doors for programs: whatever the pages can do.

use testkit::engines;

use super::frame::{COUNTY, Frame, PASSWORD};

#[tokio::test]
async fn a_program_signs_in_for_a_person_and_out_again() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let browser = frame.browser("10.0.0.7");
        browser.json("POST", "/api/session", r#"{"name":"wang","password":"wrong"}"#).await.says(422, &["name-or-password"]);
        browser.json("POST", "/api/session", r#"{"name":"wang","admin":true}"#).await.says(422, &[]);
        let entered = browser.json("POST", "/api/session", &format!(r#"{{"name":"wang","password":"{PASSWORD}"}}"#)).await;
        entered.says(201, &["csrf"]);
        assert_eq!(entered.json()["csrf"], browser.csrf().await);
        let me = browser.get("/api/me").await.json();
        assert_eq!((me["by"].as_str(), me["name"].as_str()), (Some("session"), Some("Person wang")));
        browser.json("PUT", "/api/me/language", r#"{"language":"zh"}"#).await.says(204, &[]);
        browser.json("PUT", "/api/me/language", r#"{"language":"xx"}"#).await.says(422, &[]);
        let post = me["posts"][0]["id"].as_str().unwrap();
        browser.json("PUT", "/api/me/post", &format!(r#"{{"post":"{post}"}}"#)).await.says(204, &[]);
        browser.json("DELETE", "/api/session", "").await.says(204, &[]);
        browser.get("/api/me").await.says(401, &[]);
    }
}

#[tokio::test]
async fn a_program_changes_secrets_only_with_the_password() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let li = frame.person("li", "director", COUNTY).await;
        let browser = frame.inside("li").await;
        let with = |rest: &str| format!(r#"{{"password":"{PASSWORD}",{rest}}}"#);
        browser.json("PUT", "/api/me/pin", &with(r#""pin":"2580""#)).await.says(204, &[]);
        browser.json("PUT", "/api/me/pin", r#"{"password":"wrong","pin":"2580"}"#).await.says(422, &[]);
        browser
            .json("PUT", "/api/me/codes", &with(r#""key":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","code":"000000""#))
            .await
            .says(422, &[]);
        browser.json("POST", "/api/me/codes/removal", &format!(r#"{{"password":"{PASSWORD}"}}"#)).await.says(204, &[]);
        browser.sign_in("wang", PASSWORD).await.says(303, &[]);
        let change = |pin: &str| format!(r#"{{"account":"{li}","pin":"{pin}"}}"#);
        browser.json("PUT", "/api/session/person", &change("0852")).await.says(422, &[]);
        browser.json("PUT", "/api/session/person", &change("2580")).await.says(201, &["csrf"]);
        assert_eq!(browser.get("/api/me").await.json()["name"], "Person li");
        let new = format!(r#"{{"old":"{PASSWORD}","password":"another sentence 12"}}"#);
        browser.json("PUT", "/api/me/password", &new).await.says(204, &[]);
        let sessions = browser.get("/api/me/sessions").await.json();
        let session = sessions["items"][0]["id"].as_str().unwrap();
        browser.json("DELETE", &format!("/api/me/sessions/{session}"), "").await.says(204, &[]);
        browser.get("/api/me").await.says(401, &[]);
    }
}

#[tokio::test]
async fn a_program_breaks_the_glass_for_a_person_and_gives_it_back() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        frame.person("boss", "director", "990100").await;
        let wang = frame.inside("wang").await;
        wang.json("POST", "/api/break-glass", r#"{"reason":"nobody answers","minutes":0}"#).await.says(422, &[]);
        let taken = wang.json("POST", "/api/break-glass", r#"{"reason":"nobody answers","minutes":30}"#).await;
        taken.says(201, &["990100"]);
        assert_eq!(wang.get("/api/incidents").await.json(), serde_json::json!([COUNTY, "990100"]));
        wang.json("DELETE", "/api/break-glass", "").await.says(204, &[]);
        assert_eq!(wang.get("/api/incidents").await.json(), serde_json::json!([COUNTY]));
        let glasses = frame.inside("boss").await.get("/api/accounts/glass").await.json();
        assert_eq!(glasses["items"][0]["reason"], "nobody answers");
    }
}

#[tokio::test]
async fn a_program_looks_after_accounts() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("ada", "administrator", "990100").await;
        frame.person("boss", "director", "990100").await;
        let ada = frame.inside("ada").await;
        let new = r#"{"name":"Wang Demo","sign_in":"wang","area":"990102","posts":[{"kind":"duty-officer","area":"990102","title":"First"}]}"#;
        let opened = ada.json("POST", "/api/accounts", new).await;
        opened.says(201, &["/welcome/"]);
        let id = opened.json()["id"].as_str().unwrap().to_owned();
        let at = |rest: &str| format!("/api/accounts/{id}{rest}");
        ada.json("POST", "/api/accounts", &new.replace("990102", "980101")).await.says(403, &[]);
        ada.json("POST", "/api/accounts", &new.replace("\"990102\"", "\"12\"")).await.says(422, &[]);
        ada.json("PUT", &at("/name"), r#"{"name":"Wang Renamed"}"#).await.says(204, &[]);
        let grant = ada.json("POST", &at("/posts"), r#"{"kind":"director","area":"990102","until":"2027-01-01T00:00"}"#).await;
        grant.says(201, &[]);
        ada.json("POST", &at("/posts"), r#"{"kind":"king","area":"990102"}"#).await.says(422, &[]);
        let post = grant.json()["id"].as_str().unwrap().to_owned();
        ada.json("DELETE", &at(&format!("/posts/{post}")), "").await.says(204, &[]);
        ada.json("POST", &at("/link"), "{}").await.says(201, &["/welcome/"]);
        ada.json("DELETE", &at("/codes"), "").await.says(204, &[]);
        let seen = ada.get(&at("")).await;
        assert_eq!((seen.json()["name"].as_str(), seen.json()["posts"].as_array().unwrap().len()), (Some("Wang Renamed"), 1));
        ada.json("POST", &at("/closure"), r#"{"reason":"left the office"}"#).await.says(204, &[]);
        ada.json("DELETE", &at("/closure"), "").await.says(204, &[]);
        ada.json("POST", &at("/closure"), r#"{"reason":"left the office"}"#).await.says(204, &[]);
        let boss = frame.inside("boss").await;
        boss.json("POST", &at("/erasure"), r#"{"why":"asked for it","law":"Data Act 47"}"#).await.says(204, &[]);
        assert!(ada.get(&at("")).await.json()["name"].is_null());
        let token = ada.json("POST", "/api/tokens", r#"{"kind":"duty-officer","area":"990102","days":5,"label":"radio"}"#).await;
        token.says(201, &["wf_"]);
        let token_id = token.json()["id"].as_str().unwrap().to_owned();
        ada.json("DELETE", &format!("/api/tokens/{token_id}"), "").await.says(204, &[]);
        ada.json("DELETE", "/api/tokens/0190f3d2-7c4a-7b11-8aaa-000000000001", "").await.says(404, &[]);
    }
}

#[tokio::test]
async fn a_list_is_read_page_by_page() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("ada", "administrator", "990100").await;
        for name in ["d", "b", "c"] {
            frame.person(&format!("{name}-officer"), "duty-officer", COUNTY).await;
        }
        let ada = frame.inside("ada").await;
        let first = ada.get("/api/accounts?limit=2").await.json();
        let names = |page: &serde_json::Value| -> Vec<String> {
            page["items"].as_array().unwrap().iter().map(|a| a["sign_in"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(names(&first), ["ada", "b-officer"]);
        let next = first["next"].as_str().unwrap();
        let second = ada.get(&format!("/api/accounts?limit=2&cursor={next}")).await.json();
        assert_eq!(names(&second), ["c-officer", "d-officer"]);
        assert!(second["next"].is_null());
    }
}

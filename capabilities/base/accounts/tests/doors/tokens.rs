//! Tokens of the API: good for their post, area, actions and days, and for nothing else.

use accounts::Secret;
use accounts::tokens::{TokenFor, issue_token};
use testkit::engines;

use super::frame::{COUNTY, Frame, NEIGHBOUR, area, capabilities};

fn officer(actions: &[&str]) -> TokenFor {
    let actions = actions.iter().map(|action| (*action).to_owned()).collect();
    TokenFor { kind: "duty-officer".into(), area: area(COUNTY), actions, days: 1, label: "radio".into() }
}

#[tokio::test]
async fn a_token_does_what_its_post_may_in_its_area_and_no_more() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let issued = issue_token(frame.desk(), officer(&[])).await.unwrap();
        let token = issued.token.reveal();
        assert!(token.starts_with("wf_"));
        assert_eq!(frame.ask("GET", "/api/incidents", (token, "")).await.json(), serde_json::json!([COUNTY]));
        frame.ask("POST", "/api/incidents", (token, "{}")).await.says(204, &[]);
        frame.ask("GET", "/api/accounts", (token, "")).await.says(403, &[]);
        assert_eq!(frame.ask("GET", "/api/me", (token, "")).await.json()["by"], "token");
        frame.ask("GET", "/api/me/sessions", (token, "")).await.says(404, &[]);
        frame.ask("POST", "/api/break-glass", (token, r#"{"reason":"nobody answers","minutes":60}"#)).await.says(404, &[]);
        for wrong in ["wf_", "wf_00", &token[..60], &token.to_uppercase(), "", "x"] {
            frame.ask("GET", "/api/incidents", (wrong, "")).await.says(401, &[]);
        }
    }
}

#[tokio::test]
async fn a_token_for_one_action_does_no_other() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let issued = issue_token(frame.desk(), officer(&["incidents.report"])).await.unwrap();
        frame.ask("POST", "/api/incidents", (issued.token.reveal(), "{}")).await.says(204, &[]);
        frame.ask("GET", "/api/incidents", (issued.token.reveal(), "")).await.says(403, &[]);
    }
}

#[tokio::test]
async fn a_token_ends_and_a_revoked_one_closes_at_once() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("ada", "administrator", COUNTY).await;
        let ada = frame.inside("ada").await;
        let fields = |area: &'static str, actions: &'static str| {
            [("label", "hotline"), ("kind", "duty-officer"), ("area", area), ("days", "2"), ("actions", actions)]
        };
        ada.post("/accounts/tokens", &fields(NEIGHBOUR, "")).await.says(403, &[]);
        ada.post("/accounts/tokens", &fields(COUNTY, "incidents.burn")).await.says(422, &["does not exist"]);
        let page = ada.post("/accounts/tokens", &fields(COUNTY, "incidents.read")).await;
        page.says(200, &["shown only now"]);
        let from = page.body.find("wf_").unwrap();
        let token = page.body[from..from + 67].to_owned();
        frame.ask("GET", "/api/incidents", (&token, "")).await.says(200, &[]);
        let list = ada.get("/api/tokens").await.json();
        let id = list["items"][0]["id"].as_str().unwrap().to_owned();
        assert!(!list.to_string().contains(&token));
        ada.post(&format!("/accounts/tokens/{id}/revocation"), &[]).await.says(303, &[]);
        frame.ask("GET", "/api/incidents", (&token, "")).await.says(401, &[]);
        ada.get("/accounts/tokens").await.says(200, &["Revoked", "hotline"]);
        let short = issue_token(frame.desk(), officer(&[])).await.unwrap();
        frame.ask("GET", "/api/incidents", (short.token.reveal(), "")).await.says(200, &[]);
        frame.machine.set(desk::machine_now().plus_min(24 * 60 + 1));
        frame.ask("GET", "/api/incidents", (short.token.reveal(), "")).await.says(401, &[]);
    }
}

#[tokio::test]
async fn another_process_issues_and_revokes_while_this_one_serves() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let other = frame.town.another(capabilities()).await;
        let issued = issue_token(&other, officer(&[])).await.unwrap();
        frame.ask("GET", "/api/incidents", (issued.token.reveal(), "")).await.says(200, &[]);
        let given = kernel::Given::system("command-line", other.world());
        accounts::tokens::revoke(&other, given, &issued.id).await.unwrap();
        frame.machine.set(frame.machine.now().plus_ms(400));
        frame.ask("GET", "/api/incidents", (issued.token.reveal(), "")).await.says(401, &[]);
        let long = TokenFor { days: 401, ..officer(&[]) };
        assert_eq!(issue_token(&other, long).await.unwrap_err().refusal_key(), Some("accounts-refused-token-end"));
        assert_eq!(format!("{:?}", Secret::new("x")), "Secret");
    }
}

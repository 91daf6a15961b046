//! No secret is ever in a fact or in a log.

use std::io::Write;
use std::sync::{Arc, Mutex};

use accounts::links;
use accounts::tokens::{TokenFor, issue_token};
use testkit::engines;

use super::frame::{COUNTY, Frame, PASSWORD, area};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn secrets_are_never_in_facts_or_logs() {
    let log = Log::default();
    let writer = log.clone();
    let logging = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    // For the whole test program: the writer and the readers of the desk have threads of their own.
    tracing::subscriber::set_global_default(logging).unwrap();
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let mut secrets =
            vec![PASSWORD.to_owned(), "wrong guess 77".into(), "25803691".into(), "another sentence 12".into(), "$argon2".into()];
        frame.person("wang", "duty-officer", COUNTY).await;
        let browser = frame.browser("10.0.0.7");
        browser.sign_in("wang", "wrong guess 77").await.says(422, &[]);
        browser.sign_in("wang", PASSWORD).await.says(303, &[]);
        secrets.extend(browser.cookies.lock().unwrap().values().cloned());
        browser.post("/me/pin", &[("pin-password", PASSWORD), ("pin", "25803691")]).await.says(303, &[]);
        let key = browser.get("/me/codes").await.field("key").unwrap();
        browser.post("/me/codes", &[("password", PASSWORD), ("code", "000000"), ("key", &key)]).await.says(422, &[]);
        secrets.push(key);
        let change = [("old", PASSWORD), ("password", "another sentence 12"), ("again", "another sentence 12")];
        browser.post("/me/password", &change).await.says(303, &[]);
        let link = links::first_administrator_link(frame.desk()).await.unwrap();
        browser.get(&format!("/welcome/{}", link.reveal())).await.says(200, &[]);
        secrets.push(link.reveal().to_owned());
        let what =
            TokenFor { kind: "duty-officer".into(), area: area(COUNTY), actions: Vec::new(), days: 1, label: String::new() };
        let token = issue_token(frame.desk(), what).await.unwrap().token;
        frame.ask("GET", "/api/incidents", (token.reveal(), "")).await.says(200, &[]);
        secrets.extend([token.reveal().to_owned(), token.digest().as_str().to_owned()]);
        let written = [frame.bodies().await.join("\n"), String::from_utf8(log.0.lock().unwrap().clone()).unwrap()];
        assert!(written[1].contains("/sign-in"), "the log was listened to");
        for secret in &secrets {
            assert!(!written[0].contains(secret.as_str()), "{secret} is in a fact");
            assert!(!written[1].contains(secret.as_str()), "{secret} is in the log");
        }
    }
}

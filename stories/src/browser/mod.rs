//! What a person sees: a real Chromium before the real program, with the hands of a person on its keyboard and mouse.
//!
//! `WATCHFIRE_TEST_CHROMIUM` and `WATCHFIRE_TEST_CHROMEDRIVER` name the programs; without them they are looked for on the path.

mod axe;
mod driver;
mod eyes;
mod hands;
mod looks;
mod stopwatch;

use std::sync::Mutex;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::sync::MutexGuard;

pub use axe::Violation;
pub use driver::Profile;
pub use fantoccini::key::Key;
pub use looks::Screen;
pub use stopwatch::{Taken, Task};

use driver::Driver;
use stopwatch::Tally;

/// How long a page may take to show what is waited for.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How often is looked whether it is there.
const LOOK_EVERY: Duration = Duration::from_millis(40);
/// How long a script in a page may run.
const SCRIPT_WITHIN: Duration = Duration::from_secs(60);

/// A browser with one open page.
pub struct Browser {
    client: Client,
    driver: Driver,
    url: String,
    tally: Mutex<Tally>,
}

/// Waits until no other test of this process drives a browser: two at once would measure each other.
pub async fn turn() -> MutexGuard<'static, ()> {
    static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    TURN.lock().await
}

impl Browser {
    /// A browser that has never been anywhere, before the office at `url`.
    pub async fn open(url: &str) -> Self {
        Self::with(&Profile::new(), url).await
    }

    /// A browser with what an earlier one with the same profile has kept.
    ///
    /// # Panics
    /// When no browser starts.
    pub async fn with(profile: &Profile, url: &str) -> Self {
        let driver = Driver::start(profile);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(profile.capabilities());
        let client = builder.connect(&driver.url).await.unwrap_or_else(|fault| panic!("no browser starts: {fault}"));
        let session = client.session_id().await.ok().flatten().expect("a session");
        let mut browser = Self { client, driver, url: url.to_owned(), tally: Mutex::default() };
        browser.driver.session = Some(session);
        let within_ms = SCRIPT_WITHIN.as_millis();
        browser.driver.post("timeouts", &json!({ "script": within_ms, "pageLoad": within_ms })).await;
        browser.screen(Screen::Desk).await;
        browser
    }

    /// Closes the window as a person does, and the browser with it.
    pub async fn closes(mut self) {
        self.driver.session = None;
        // Whatever it answers, the driver is ended after it.
        let _ = self.client.clone().close().await;
    }

    /// Goes to a path of the office.
    ///
    /// # Panics
    /// When the page does not load.
    pub async fn goes_to(&self, path: &str) -> &Self {
        let url = if path.starts_with('/') { format!("{}{path}", self.url) } else { path.to_owned() };
        self.client.goto(&url).await.unwrap_or_else(|fault| panic!("{url}: {fault}"));
        self
    }

    /// The path and question of the open page.
    ///
    /// # Panics
    /// When there is no page.
    pub async fn path(&self) -> String {
        let url = self.client.current_url().await.expect("a page").to_string();
        url.strip_prefix(&self.url).unwrap_or(&url).to_owned()
    }

    /// What the console of the browser has complained of since it was last asked.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.post("se/log", &json!({ "type": "browser" })).await;
        let lines = log.as_array().map(Vec::as_slice).unwrap_or_default().iter();
        // Warnings are the browser's own: of its graphics without a card.
        let grave = lines.filter(|line| line["level"] == "SEVERE");
        grave.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Cuts the browser off from the network, or lets it on again.
    pub async fn is_offline(&self, offline: bool) {
        self.driver.cdp("Network.enable", json!({})).await;
        let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.driver.cdp("Network.emulateNetworkConditions", conditions).await;
    }

    async fn find(&self, locator: Locator<'_>, what: &str) -> fantoccini::elements::Element {
        let watch = desk::Stopwatch::start();
        loop {
            for element in self.client.find_all(locator).await.unwrap_or_default() {
                if element.is_displayed().await.unwrap_or(false) {
                    return element;
                }
            }
            if watch.seconds() > PATIENCE.as_secs_f64() {
                panic!("no {what} at {}:\n{}", self.path().await, self.words().await);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

impl std::fmt::Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Browser at {}", self.url)
    }
}

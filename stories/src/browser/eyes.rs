//! The eyes of a person: what a page shows, and waiting until it does.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Browser, LOOK_EVERY, PATIENCE};

/// How long a page is left alone before it can be at rest.
const SETTLES_AFTER: Duration = Duration::from_millis(250);

impl Browser {
    /// What a script in the page answers.
    ///
    /// # Panics
    /// When it throws.
    pub async fn asks(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|fault| panic!("{script}: {fault}"))
    }

    /// The words that the page shows.
    pub async fn words(&self) -> String {
        self.asks("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// The words of the first element that a selector finds; empty where there is none.
    pub async fn words_of(&self, css: &str) -> String {
        let script = format!("const e = document.querySelector({}); return e ? e.innerText : ''", json!(css));
        self.asks(&script).await.as_str().unwrap_or_default().to_owned()
    }

    /// What stands in a field; empty where there is none.
    pub async fn value(&self, name: &str) -> String {
        let css = format!("[name={}]:not([type=hidden])", json!(name));
        let script = format!("const e = document.querySelector({}); return e ? e.value : ''", json!(css));
        self.asks(&script).await.as_str().unwrap_or_default().to_owned()
    }

    /// How many elements a selector finds.
    pub async fn count(&self, css: &str) -> u64 {
        self.asks(&format!("return document.querySelectorAll({}).length", json!(css))).await.as_u64().unwrap_or(0)
    }

    /// Waits until a script in the page answers something true.
    ///
    /// # Panics
    /// When it does not within the time: with what the page shows instead.
    pub async fn waits(&self, what: &str, script: &str, within: Duration) -> &Self {
        let watch = desk::Stopwatch::start();
        loop {
            // A page that is being left answers with an error; then the next one is asked.
            let found = self.client.execute(script, Vec::new()).await;
            if found.is_ok_and(|found| found.as_bool() == Some(true)) {
                self.tally(|tally| tally.answers += 1);
                return self;
            }
            if watch.seconds() > within.as_secs_f64() {
                panic!("{what} was not seen within {within:?} at {}:\n{}", self.path().await, self.words().await);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Waits until the page shows words.
    pub async fn sees(&self, words: &str) -> &Self {
        self.sees_within(words, PATIENCE).await
    }

    /// Waits until the page shows words, for as long as is said.
    pub async fn sees_within(&self, words: &str, within: Duration) -> &Self {
        let script = format!("return document.body.innerText.includes({})", json!(words));
        self.waits(&format!("{words:?}"), &script, within).await
    }

    /// Waits until the page no longer shows words, for as long as is said.
    pub async fn loses_within(&self, words: &str, within: Duration) -> &Self {
        let script = format!("return !document.body.innerText.includes({})", json!(words));
        self.waits(&format!("{words:?} gone"), &script, within).await
    }

    /// Waits until a selector finds something that is shown.
    pub async fn sees_element(&self, css: &str) -> &Self {
        self.sees_element_within(css, PATIENCE).await
    }

    /// Waits until a selector finds something that is shown, for as long as is said.
    pub async fn sees_element_within(&self, css: &str, within: Duration) -> &Self {
        let script = format!("return [...document.querySelectorAll({})].some((e) => e.getClientRects().length > 0)", json!(css));
        self.waits(css, &script, within).await
    }

    /// Waits until the page at a path has loaded, whatever its question.
    pub async fn arrives(&self, path: &str) -> &Self {
        let script = format!("return location.pathname.startsWith({}) && document.readyState === 'complete'", json!(path));
        self.tally(|tally| tally.pages += 1);
        self.waits(&format!("the page {path}"), &script, PATIENCE).await
    }

    /// Waits until the page has loaded all that it asked for.
    pub async fn settles(&self) -> &Self {
        let script = "const now = performance.getEntriesByType('resource').length;
            const still = window.loadedBefore === now && document.readyState === 'complete';
            window.loadedBefore = now;
            return still";
        tokio::time::sleep(SETTLES_AFTER).await;
        self.waits("a page at rest", script, PATIENCE).await
    }

    /// Waits until the page that is open listens to what others do, by what the office itself counts.
    ///
    /// # Panics
    /// When nobody listens.
    pub async fn hears(&self) -> &Self {
        let watch = desk::Stopwatch::start();
        while self.driver.text(&format!("{}/metrics", self.url)).await.lines().all(|line| !is_listening(line)) {
            assert!(watch.seconds() <= PATIENCE.as_secs_f64(), "no page listens: {}", self.path().await);
            tokio::time::sleep(LOOK_EVERY).await;
        }
        self
    }

    /// Waits until the page says that the draft of its form is kept.
    pub async fn waits_for_draft(&self) -> &Self {
        let script = "const e = document.querySelector('.draft-state'); return Boolean(e && e.textContent.trim())";
        self.waits("the draft kept", script, PATIENCE).await
    }

    /// Waits until a field of this name has the focus.
    pub async fn waits_for_focus(&self, name: &str) -> &Self {
        let script = format!("return Boolean(document.activeElement && document.activeElement.name === {})", json!(name));
        self.waits(&format!("the focus on {name}"), &script, PATIENCE).await
    }
}

/// Whether a line of the metrics says that at least one page listens.
fn is_listening(line: &str) -> bool {
    line.strip_prefix("live_streams ").is_some_and(|n| n.trim() != "0")
}

//! The hands of a person: keys and clicks, each of them counted.

use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::json;

use super::{Browser, PATIENCE};

impl Browser {
    /// Types into whatever has the focus.
    ///
    /// # Panics
    /// When nothing takes it.
    pub async fn types(&self, words: &str) -> &Self {
        let element = self.client.active_element().await.expect("something has the focus");
        element.send_keys(words).await.unwrap_or_else(|fault| panic!("{words:?} is not taken: {fault}"));
        self.tally(|tally| tally.typed(words));
        self
    }

    /// Presses one key.
    ///
    /// # Panics
    /// When nothing takes it.
    pub async fn taps(&self, key: Key) -> &Self {
        let element = self.client.active_element().await.expect("something has the focus");
        element.send_keys(&key).await.unwrap_or_else(|fault| panic!("{key:?} is not taken: {fault}"));
        self.tally(|tally| tally.keys += 1);
        self
    }

    /// Presses a key while another is held down: `Control` and `"k"`.
    ///
    /// # Panics
    /// When nothing takes it.
    pub async fn chord(&self, held: Key, key: &str) -> &Self {
        let element = self.client.active_element().await.expect("something has the focus");
        element.send_keys(&(held + key)).await.unwrap_or_else(|fault| panic!("{held:?} {key} is not taken: {fault}"));
        self.tally(|tally| tally.keys += 2);
        self
    }

    /// Presses a key of no letter while another is held down: `Shift` and `Enter`.
    ///
    /// # Panics
    /// When nothing takes it.
    pub async fn presses_key_with(&self, held: Key, key: Key) -> &Self {
        let element = self.client.active_element().await.expect("something has the focus");
        element.send_keys(&format!("{held}{key}")).await.unwrap_or_else(|fault| panic!("{held:?} {key:?} is not taken: {fault}"));
        self.tally(|tally| tally.keys += 2);
        self
    }

    /// Goes from field to field with the tabulator until one of this name has the focus.
    ///
    /// # Panics
    /// When it is not reached within forty.
    pub async fn tabs_to(&self, name: &str) -> &Self {
        for _ in 0..40 {
            self.taps(Key::Tab).await;
            if self.focus().await == name {
                return self;
            }
        }
        panic!("no field {name} is reached with the tabulator at {}", self.path().await)
    }

    /// The name of the field that has the focus, or its id.
    pub async fn focus(&self) -> String {
        let script = "const e = document.activeElement; return e ? e.name || e.id || '' : ''";
        self.asks(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the line that the command bar has chosen holds these words.
    ///
    /// # Panics
    /// When it offers none.
    pub async fn waits_for_find(&self, words: &str) -> &Self {
        let script = format!(
            "const e = document.querySelector('#command-list [aria-selected=true]'); return Boolean(e && e.textContent.includes({}))",
            json!(words)
        );
        self.waits(&format!("{words:?} in the command bar"), &script, PATIENCE).await
    }

    /// Clicks into a field, empties it and types.
    ///
    /// # Panics
    /// When there is no such field.
    pub async fn fills(&self, name: &str, words: &str) -> &Self {
        let css = format!("[name={}]:not([type=hidden])", json!(name));
        let field = self.find(Locator::Css(&css), &css).await;
        field.clear().await.unwrap_or_else(|fault| panic!("{name} cannot be emptied: {fault}"));
        field.send_keys(words).await.unwrap_or_else(|fault| panic!("{name} does not take {words:?}: {fault}"));
        self.tally(|tally| {
            tally.clicks += 1;
            tally.typed(words);
        });
        self
    }

    /// Chooses from a list.
    ///
    /// # Panics
    /// When the list has no such choice.
    pub async fn chooses(&self, name: &str, value: &str) -> &Self {
        let css = format!("select[name={}]", json!(name));
        let field = self.find(Locator::Css(&css), &css).await;
        field.select_by_value(value).await.unwrap_or_else(|fault| panic!("{name} has no {value:?}: {fault}"));
        self.tally(|tally| tally.clicks += 2);
        self
    }

    /// Ticks the first box whose label holds all of these words.
    ///
    /// # Panics
    /// When there is none.
    pub async fn ticks(&self, words: &[&str]) -> &Self {
        let holds: Vec<String> = words.iter().map(|word| format!("contains(normalize-space(.),'{word}')")).collect();
        let xpath = format!("//label[{}]//input[@type='checkbox']", holds.join(" and "));
        let element = self.find(Locator::XPath(&xpath), &words.join(" ")).await;
        element.click().await.unwrap_or_else(|fault| panic!("{words:?} cannot be ticked: {fault}"));
        self.tally(|tally| tally.clicks += 1);
        self
    }

    /// Clicks the first thing that is shown of those that a selector finds.
    ///
    /// # Panics
    /// When there is none.
    pub async fn clicks(&self, css: &str) -> &Self {
        let element = self.find(Locator::Css(css), css).await;
        element.click().await.unwrap_or_else(|fault| panic!("{css} cannot be clicked: {fault}"));
        self.tally(|tally| tally.clicks += 1);
        self
    }

    /// Clicks the first button or link that is shown with exactly these words.
    ///
    /// # Panics
    /// When there is none.
    pub async fn presses(&self, words: &str) -> &Self {
        self.presses_in("", words).await
    }

    /// The same within the element that has this id.
    ///
    /// # Panics
    /// When there is none.
    pub async fn presses_in(&self, id: &str, words: &str) -> &Self {
        let within = if id.is_empty() { String::new() } else { format!("//*[@id='{id}']") };
        let words = words.replace('\'', "’");
        let xpath = format!("{within}//*[self::button or self::a or self::summary][normalize-space(.)='{words}']");
        let element = self.find(Locator::XPath(&xpath), &words).await;
        element.click().await.unwrap_or_else(|fault| panic!("{words:?} cannot be pressed: {fault}"));
        self.tally(|tally| tally.clicks += 1);
        self
    }
}

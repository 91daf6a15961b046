//! How a page looks: on which screen, in which language, and its picture.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Browser;
use crate::program::{artifacts, root};

/// Set, it renews the pictures in `docs/screens`.
const UPDATE: &str = "UPDATE_SCREENS";
/// The highest picture of a whole page, in pixels.
const HEIGHT_MAX: f64 = 6_000.0;

/// What a page is looked at on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The screen of a duty desk: 1366 × 768.
    Desk,
    /// A telephone: 390 × 844.
    Phone,
    /// The big screen on the wall: 1920 × 1080.
    Wall,
}

impl Screen {
    /// Width and height in pixels.
    #[must_use]
    pub const fn size(self) -> (u32, u32) {
        match self {
            Self::Desk => (1366, 768),
            Self::Phone => (390, 844),
            Self::Wall => (1920, 1080),
        }
    }

    /// Its word in the name of a picture.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Phone => "phone",
            Self::Wall => "wall",
        }
    }
}

impl Browser {
    /// Looks at the pages on this screen from now on.
    pub async fn screen(&self, screen: Screen) -> &Self {
        let (width, height) = screen.size();
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": matches!(screen, Screen::Phone) });
        self.driver.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
        self
    }

    /// Reads the pages in this language from now on: `zh` or `en`.
    pub async fn language(&self, code: &str) -> &Self {
        let cookie = json!({ "name": "view", "value": format!("{code}.light"), "url": self.url, "path": "/" });
        self.driver.cdp("Network.setCookie", cookie).await;
        self
    }

    /// How many pixels the page is wider than its screen: nobody should have to scroll sideways.
    pub async fn overflow_px(&self) -> i64 {
        let script = "const e = document.documentElement; return Math.max(0, Math.round(e.scrollWidth - e.clientWidth))";
        self.asks(script).await.as_i64().unwrap_or(0)
    }

    /// What reaches farthest beyond the right edge of the screen, as it is written.
    pub async fn wider_than_the_screen(&self) -> String {
        let script = "const edge = document.documentElement.clientWidth;
            const scrolls = (e) => e && e !== document.body && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
            const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > edge + 1 && !scrolls(e.parentElement));
            wide.sort((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right);
            return wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join(' | ')";
        self.asks(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Takes a picture of the whole page into `target/screens/NAME.png`.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let metrics = self.driver.cdp("Page.getLayoutMetrics", json!({})).await;
        let side = |name: &str| metrics["cssContentSize"][name].as_f64().unwrap_or(0.0);
        let view = metrics["cssLayoutViewport"]["clientHeight"].as_f64().unwrap_or(0.0);
        let height = side("height").max(view).min(HEIGHT_MAX);
        let clip = json!({ "x": 0, "y": 0, "width": side("width"), "height": height, "scale": 1 });
        let wanted = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let taken = self.driver.cdp("Page.captureScreenshot", wanted).await;
        let png = STANDARD.decode(taken["data"].as_str().unwrap_or_default()).expect("a picture in base64");
        let file = artifacts("screens").join(format!("{name}.png"));
        std::fs::write(&file, png).unwrap_or_else(|fault| panic!("cannot write {}: {fault}", file.display()));
        file
    }

    /// Takes the picture of the screen that the documentation shows as `docs/screens/NAME.png`, when it is to be renewed.
    ///
    /// # Panics
    /// When the browser takes none.
    pub async fn shown_in_docs(&self, name: &str) {
        if std::env::var_os(UPDATE).is_none() {
            return;
        }
        let folder = root().join("docs/screens");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let png = self.client.screenshot().await.expect("a picture");
        std::fs::write(folder.join(format!("{name}.png")), png).expect("the picture is kept");
    }
}

//! Whether everybody can use a page: axe-core, put into it, finds nothing serious.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use super::Browser;
use crate::program::root;

/// Where axe-core is installed from its lock file.
const FOLDER: &str = "stories/browser-assets";
/// The file of it that goes into a page.
const FILE: &str = "node_modules/axe-core/axe.min.js";
/// Asks axe for what is against WCAG 2.2 A and AA, and for its best practices.
const RUN: &str = "const told = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values: tags } })
      .then((found) => told(found.violations), (fault) => told([{ id: 'axe', impact: 'critical', help: String(fault), nodes: [] }]));";
/// How many places of one violation are shown.
const PLACES_SHOWN: usize = 4;

/// Something that keeps somebody from using the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    /// What is to be so.
    pub help: String,
    /// Where it is not so.
    pub places: Vec<String>,
}

impl Browser {
    /// What axe finds in the open page, the gravest included.
    ///
    /// # Panics
    /// When axe does not run.
    pub async fn violations(&self) -> Vec<Violation> {
        if self.asks("return typeof axe").await == "undefined" {
            self.asks(source()).await;
        }
        let found = self.client.execute_async(RUN, Vec::new()).await.unwrap_or_else(|fault| panic!("axe does not run: {fault}"));
        found.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(Violation::read).collect()
    }
}

impl Violation {
    /// Whether somebody is kept from using the page.
    #[must_use]
    pub fn is_grave(&self) -> bool {
        matches!(self.impact.as_str(), "serious" | "critical") && !self.places.is_empty()
    }

    fn read(found: &Value) -> Self {
        let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
        let places = found["nodes"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
        // A bar that stays while the page scrolls covers what lies under it only until the page is scrolled on.
        let places = places.filter(|node| !node["failureSummary"].as_str().unwrap_or_default().contains("partially obscured"));
        let place = |node: &Value| {
            let why = node["failureSummary"].as_str().unwrap_or_default().replace('\n', " ");
            format!("{} {why}", node["html"].as_str().unwrap_or_default())
        };
        Self {
            rule: text("id"),
            impact: text("impact"),
            help: text("help"),
            places: places.take(PLACES_SHOWN).map(place).collect(),
        }
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}): {}", self.rule, self.impact, self.help)?;
        self.places.iter().try_for_each(|place| write!(f, "\n      {place}"))
    }
}

/// axe-core as it goes into a page; installed from its lock file when it is not there.
fn source() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| {
        let folder = root().join(FOLDER);
        if !folder.join(FILE).is_file() {
            install(&folder);
        }
        std::fs::read_to_string(folder.join(FILE)).unwrap_or_else(|fault| panic!("{FOLDER}/{FILE}: {fault}"))
    })
}

fn install(folder: &Path) {
    let done = Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--silent"]).current_dir(folder).status();
    let done = done.unwrap_or_else(|fault| panic!("axe-core cannot be installed: npm does not start: {fault}"));
    assert!(done.success(), "axe-core cannot be installed: `npm ci` failed in {FOLDER}");
}

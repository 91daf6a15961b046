//! The browser's driver, a process of its own on a free port, and the profile that a browser keeps its things in.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::house::lines;
use crate::person::client;

/// How long the driver may take to start.
const START_WITHIN: Duration = Duration::from_secs(60);
/// What the driver says before the port on which it listens.
const STARTED: &str = "started successfully on port ";
/// Which variable names a program, and what it is called on the path.
const CHROMIUM: (&str, &[&str]) = ("WATCHFIRE_TEST_CHROMIUM", &["chromium", "chromium-browser", "google-chrome"]);
const CHROMEDRIVER: (&str, &[&str]) = ("WATCHFIRE_TEST_CHROMEDRIVER", &["chromedriver"]);
/// How the browser is started: without a screen, and without asking anybody outside for anything.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    "--force-prefers-reduced-motion",
    "--enable-unsafe-swiftshader",
    "--lang=zh-CN",
    "--window-size=1366,768",
];

/// Where a browser keeps cookies and the like; it goes away with the last browser that uses it.
#[derive(Debug, Clone)]
pub struct Profile(std::sync::Arc<TempDir>);

/// A driver that runs.
pub(crate) struct Driver {
    /// Where it listens.
    pub url: String,
    /// The session of the browser that it drives.
    pub session: Option<String>,
    process: Child,
    client: reqwest::Client,
    _profile: Profile,
}

impl Profile {
    /// An empty one.
    ///
    /// # Panics
    /// When there is no place for temporary files.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it makes a folder, which no default does")]
    pub fn new() -> Self {
        Self(std::sync::Arc::new(tempfile::tempdir().expect("a temporary folder")))
    }

    pub(crate) fn capabilities(&self) -> Capabilities {
        let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
        flags.push(format!("--user-data-dir={}", self.0.path().display()));
        let chromium = found(CHROMIUM);
        let wanted = json!({
            "browserName": "chrome",
            "unhandledPromptBehavior": "accept",
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": { "binary": chromium, "args": flags },
        });
        wanted.as_object().cloned().unwrap_or_default()
    }
}

impl Driver {
    /// Starts one on a free port, for browsers with this profile.
    pub fn start(profile: &Profile) -> Self {
        let mut command = Command::new(found(CHROMEDRIVER));
        command.args(["--port=0", "--log-level=WARNING"]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap_or_else(|fault| panic!("chromedriver does not start: {fault}"));
        let said = lines(process.stdout.take().expect("standard output"));
        let port = loop {
            let Ok(line) = said.recv_timeout(START_WITHIN) else {
                let _ = process.kill();
                let _ = process.wait();
                panic!("chromedriver does not say on which port it listens");
            };
            if let Some((_, port)) = line.split_once(STARTED) {
                break port.trim_end_matches('.').to_owned();
            }
        };
        let client = client().build().expect("a client");
        Self { url: format!("http://127.0.0.1:{port}"), session: None, process, client, _profile: profile.clone() }
    }

    /// Asks the driver for what the standard does not have.
    pub async fn post(&self, thing: &str, body: &Value) -> Value {
        let session = self.session.as_deref().expect("a session");
        let request = self.client.post(format!("{}/session/{session}/{thing}", self.url)).json(body);
        let answer = request.send().await.unwrap_or_else(|fault| panic!("the driver does not answer {thing}: {fault}"));
        let mut answer: Value = answer.json().await.unwrap_or_else(|fault| panic!("the driver answers no JSON: {fault}"));
        assert!(answer["value"]["error"].is_null(), "{thing}: {}", answer["value"]["message"]);
        answer["value"].take()
    }

    /// What an address answers to whoever asks without a browser.
    pub async fn text(&self, url: &str) -> String {
        let answer = self.client.get(url).send().await.unwrap_or_else(|fault| panic!("{url} does not answer: {fault}"));
        answer.text().await.unwrap_or_default()
    }

    /// A command of the browser's own protocol.
    pub async fn cdp(&self, command: &str, params: Value) -> Value {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": params })).await
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(session) = &self.session {
            close(&self.url, session);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Ends the browser, which is a process of its own, from where nobody can wait: when a test gives up.
fn close(url: &str, session: &str) {
    use std::io::{Read as _, Write as _};
    let Some(host) = url.strip_prefix("http://") else { return };
    let Ok(mut stream) = std::net::TcpStream::connect(host) else { return };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    let _ = write!(stream, "DELETE /session/{session} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    let _ = stream.read(&mut [0; 256]);
}

/// The program that a variable names, or the first of these names on the path.
fn found((variable, names): (&str, &[&str])) -> PathBuf {
    if let Some(named) = std::env::var_os(variable) {
        return PathBuf::from(named);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut all = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    all.find(|file| file.is_file())
        .unwrap_or_else(|| panic!("{} is not there: `cargo xtask test` installs it, or name it in {variable}", names[0]))
}

//! All capabilities of the program in their one order, with their doors, texts and ways out. Who adds one adds a line in each list.

use std::path::Path;
use std::sync::Arc;

use accounts::{Gatekeeper, Secret};
use boards::Boards;
use desk::{Capability, Desk, Fault, Sender};
use kernel::Given;
use organisations::CityFiles;
use places::Places;
use rules::Rules;
use smtp::Smtp;
use web::{Door, Finder, Language, Texts};
use webhook::Webhook;

use crate::cities::CityFolder;
use crate::config::Config;
use crate::powers::Policies;
use crate::stop::Stop;

/// Where one signs in.
pub const SIGN_IN: &str = "/sign-in";
/// What signs out by POST.
pub const SIGN_OUT: &str = "/sign-out";

/// The path of a one-time link, to be written behind the address of the server.
#[must_use]
pub fn link_path(link: &Secret) -> String {
    format!("/welcome/{}", link.reveal())
}

/// What every capability brings to the desk, in the one order: each may use any that stands before it.
#[must_use]
pub fn capabilities() -> Vec<Capability> {
    vec![
        places::capability(),
        organisations::capability(),
        rules::capability(),
        accounts::capability(),
        incidents::capability(),
        reports::capability(),
        // new capabilities stand here
    ]
}

/// Every word that people see.
///
/// # Errors
/// A fault when two crates claim one key.
pub fn texts() -> Result<Texts, Fault> {
    Texts::of(&[
        &web::words::TEXTS,
        &places::words::TEXTS,
        &organisations::words::TEXTS,
        &rules::words::TEXTS,
        &accounts::words::TEXTS,
        &incidents::words::TEXTS,
        &reports::words::TEXTS,
        // new texts stand here
        &boards::words::TEXTS,
    ])
}

/// What the doors answer from, read once when the program starts.
pub struct Rooms {
    places: Arc<Places>,
    rules: Arc<Rules>,
    gate: Arc<Gatekeeper>,
    policies: Arc<Policies>,
}

impl Rooms {
    /// Reads what is in force. `secure` says whether browsers come by TLS, here or at a proxy.
    ///
    /// # Errors
    /// A fault when something in force cannot be read.
    pub async fn open(desk: &Desk, secure: bool) -> Result<Self, Fault> {
        let places = Places::load(desk).await?;
        let language = Language::parse(&places.atlas().profile.language).unwrap_or(Language::En);
        let policies = Arc::new(Policies::shipped()?);
        let gate = Gatekeeper::new(desk.clone(), policies.clone(), secure).with_words(texts()?, language);
        Ok(Self { places, rules: Rules::load(desk).await?, gate: Arc::new(gate), policies })
    }

    /// The doors of all capabilities.
    #[must_use]
    pub fn doors(&self) -> Vec<Door> {
        let mut doors = places::doors(&self.places);
        doors.extend(organisations::doors(&self.places));
        doors.extend(rules::doors(&self.rules));
        doors.extend(accounts::doors(&self.gate, &self.places));
        let office = incidents::Office { places: self.places.clone(), rules: self.rules.clone() };
        doors.extend(incidents::doors(&Arc::new(office)));
        doors.extend(reports::doors(&self.places, &self.rules));
        // new doors stand here
        doors.extend(boards::doors(&self.boards()));
        doors
    }

    fn boards(&self) -> Arc<Boards> {
        Arc::new(Boards { rules: self.rules.clone(), places: self.places.clone() })
    }

    /// What the command bar asks besides the doors and the search.
    #[must_use]
    pub fn finders(&self) -> Vec<Arc<dyn Finder>> {
        vec![boards::finder(&self.boards()), self.places.clone(), organisations::finder()]
    }

    /// The keeper of the doors.
    #[must_use]
    pub fn gate(&self) -> Arc<Gatekeeper> {
        self.gate.clone()
    }

    /// What answers the keeper.
    #[must_use]
    pub fn policies(&self) -> &Policies {
        &self.policies
    }

    /// The city as it is in force.
    #[must_use]
    pub fn places(&self) -> &Arc<Places> {
        &self.places
    }

    /// Starts what follows the journal, so that what another process puts in force holds here too.
    pub fn follow(&self) {
        tokio::spawn(self.places.clone().follow());
        tokio::spawn(self.rules.clone().follow());
    }
}

/// Whether everything that [`fill`] will take in can be read.
///
/// # Errors
/// A sentence that names what cannot.
pub fn check(city: &CityFolder) -> Result<(), Stop> {
    city.texts()?.read().map_err(|e| Stop::because(e.to_string()))?;
    contact_book(city)?;
    Ok(())
}

/// Takes in what a new journal begins with: the city's data, the rule sets of its country, its contact book.
///
/// # Errors
/// A sentence that names what was refused, or a fault.
pub async fn fill(desk: &Desk, city: &CityFolder, given: &Given) -> Result<(), Stop> {
    places::adopt(desk, given.clone(), city.texts()?).await?;
    if let Some(files) = contact_book(city)? {
        organisations::load_city(desk, given.clone(), files).await.map_err(|e| Stop::because(e.to_string()))?;
    }
    rules::adopt_shipped(desk, given, &city.profile.country).await?;
    Ok(())
}

/// The contact book that the city's data bring, if they bring one: all three files or none.
fn contact_book(city: &CityFolder) -> Result<Option<CityFiles>, Stop> {
    if !city.has("organisations.csv") {
        return Ok(None);
    }
    Ok(Some(CityFiles {
        organisations: city.text("organisations.csv")?,
        posts: city.text("posts.csv")?,
        reporting_lines: city.text("reporting-lines.csv")?,
    }))
}

/// The ways out for messages that the configuration names.
///
/// # Errors
/// A sentence when one of them cannot be used as it stands.
pub fn senders(folder: &Path, config: &Config) -> Result<Vec<Arc<dyn Sender>>, Stop> {
    let in_file = |sentence: String| Stop::because(format!("{}: {sentence}", folder.join(crate::config::FILE).display()));
    let mut senders: Vec<Arc<dyn Sender>> = Vec::new();
    if let Some(settings) = &config.smtp {
        senders.push(Arc::new(Smtp::open(settings).map_err(|e| in_file(e.to_string()))?));
    }
    if !config.webhook.is_empty() {
        senders.push(Arc::new(Webhook::open(&config.webhook).map_err(|e| in_file(e.to_string()))?));
    }
    Ok(senders)
}

impl std::fmt::Debug for Rooms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rooms")
    }
}

//! What the doors of incidents share: the places and rules in force, and how an incident is put on record.

use std::sync::Arc;

use desk::{Sealing, one};
use kernel::{AreaCode, Id, Subject, Time};
use places::{Atlas, Places, Resolved};
use rules::{InForce, Rules};
use web::{Here, Trouble};

use crate::acts::Receive;
use crate::facts::Setting;
use crate::reads::{self, Whole};
use crate::state::Incident;

/// The longest words of a call.
pub const SUMMARY_CHARS_MAX: usize = 10_000;
/// The longest words about who rang.
pub const CALLER_CHARS_MAX: usize = 200;

/// What the doors share.
#[derive(Debug)]
pub struct Office {
    /// The areas and outlines in force.
    pub places: Arc<Places>,
    /// The rule book.
    pub rules: Arc<Rules>,
}

/// Words of a call on their way to the store.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// What was said.
    pub summary: String,
    /// Who rang and how to call back.
    pub caller: String,
    /// Where, in words.
    pub place: String,
}

/// An incident that was put on record.
#[derive(Debug)]
pub struct Recorded {
    /// Its id; under a key that was asked before, the one that the first request made.
    pub id: Id,
    /// As it is now.
    pub incident: Arc<Incident>,
    /// Its version.
    pub version: u64,
}

impl Office {
    /// The areas and outlines in force.
    #[must_use]
    pub fn atlas(&self) -> Arc<Atlas> {
        self.places.atlas()
    }

    /// The rules in force at a time.
    #[must_use]
    pub fn in_force(&self, at: Time) -> Arc<InForce> {
        self.rules.book().in_force(at)
    }

    /// The rules that an incident keeps, whatever holds today.
    #[must_use]
    pub fn kept(&self, incident: &Incident) -> Arc<InForce> {
        incident.law(&self.rules.book())
    }

    /// Where the desk of this city stands, as rules ask for it.
    #[must_use]
    pub fn setting(&self, here: &Here) -> Setting {
        let held = here.caller.as_ref().and_then(|c| c.post.as_ref()).map_or(here.desk().city(), |post| post.area);
        Setting::of(&self.atlas(), held)
    }

    /// Puts an incident on record. Its words are sealed under its own id.
    ///
    /// # Errors
    /// The refusal or the fault.
    pub async fn record(&self, here: &Here, said: &Said, act: Receive) -> Result<Recorded, Trouble> {
        let fresh = here.new_id();
        let seal = |kind: &'static str, words: &str| -> Option<Sealing> {
            (!words.trim().is_empty()).then(|| here.desk().seal(kind, Some(&fresh), words.trim()))
        };
        let act = Receive {
            summary: seal("words", &said.summary),
            caller: seal("person", &said.caller),
            place_text: seal("place", &said.place),
            setting: self.setting(here),
            ..act
        };
        let done = here.desk().perform_all(here.given(), vec![one(&fresh, act)]).await?;
        let made = done.stream.as_deref().and_then(|s| s.split_once('/')).and_then(|(_, id)| Id::parse(id).ok());
        let now = done.state::<Incident>(0)?;
        Ok(Recorded { id: made.unwrap_or(fresh), incident: now.state, version: now.version })
    }

    /// Makes a place of what was given.
    ///
    /// # Errors
    /// What in it makes no sense.
    pub fn resolve(&self, given: &places::PlaceGiven) -> Result<Resolved, Trouble> {
        self.atlas().gazetteer.resolve(given).map_err(Trouble::refused)
    }
}

impl Setting {
    /// A desk of the city that answers for `held`.
    #[must_use]
    pub fn of(atlas: &Atlas, held: AreaCode) -> Self {
        Self {
            country: atlas.profile.country.clone(),
            features: atlas.profile.features.clone(),
            level: organisations::Level::from(held.level()).as_str().to_owned(),
        }
    }
}

/// The incident, if this door's action may see it; otherwise there is none.
///
/// # Errors
/// Not found, or a fault.
pub async fn incident(here: &Here, id: &Id) -> Result<Whole, Trouble> {
    let found = reads::incident(here.db(), &here.scope_for("incidents.read"), id).await?;
    let whole = found.ok_or(Trouble::NotFound)?;
    let area = whole.incident.area();
    here.require(area, Some(id))?;
    Ok(whole)
}

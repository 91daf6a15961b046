//! What the page frame is given: the doors of all capabilities, the city, the keeper of the doors.

use desk::{Desk, Fault};
use web::{App, City, Language};

use crate::measures::Measures;
use crate::wiring::{self, Rooms};

/// How browsers come to the program.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reached {
    /// The listener itself speaks TLS.
    pub tls: bool,
    /// A proxy in front ends TLS.
    pub behind_proxy: bool,
}

impl Reached {
    /// Whether what a browser sends is kept from others on the way.
    #[must_use]
    pub const fn is_secure(self) -> bool {
        self.tls || self.behind_proxy
    }
}

/// All doors in their frame, ready to be opened.
///
/// # Errors
/// A fault when the texts cannot be read.
pub fn app(desk: &Desk, rooms: &Rooms, (reached, measures): (Reached, Option<&Measures>)) -> Result<App, Fault> {
    let atlas = rooms.places().atlas();
    let profile = &atlas.profile;
    let names = Language::ALL.into_iter().filter_map(|language| Some((language, profile.names.0.get(language.code())?.clone())));
    let city = City {
        names: names.collect(),
        zone: desk.zone().clone(),
        area: desk.city(),
        language: Language::parse(&profile.language).unwrap_or(Language::En),
    };
    Ok(App {
        desk: desk.clone(),
        gate: rooms.gate(),
        texts: wiring::texts()?,
        doors: rooms.doors(),
        city,
        finders: rooms.finders(),
        metrics: measures.map(Measures::render),
        behind_proxy: reached.behind_proxy,
        tls: reached.tls,
        sign_in: wiring::SIGN_IN,
        sign_out: wiring::SIGN_OUT,
    })
}

//! Who knocks at a door that lets people in: an address, a browser, a moment.

use std::net::IpAddr;

use desk::Clock;
use kernel::Time;

use crate::secret::Secret;
use crate::throttle::source_of;

/// The longest word of a browser about itself that is kept.
pub const AGENT_CHARS_MAX: usize = 160;

/// Whoever wants to be let in.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The network address, IPv6 shortened to its network; `local` where there is none.
    pub source: String,
    /// The token that marks a browser in which somebody has signed in before.
    pub browser: Option<Secret>,
    /// What the browser says it is.
    pub agent: String,
    /// When, by the machine's clock: sessions and waits go by it in every world.
    pub at: Time,
}

impl Visitor {
    /// A visitor from an address.
    #[must_use]
    pub fn from(peer: Option<IpAddr>, browser: Option<Secret>, agent: &str) -> Self {
        Self {
            source: peer.map_or_else(|| "local".to_owned(), source_of),
            browser,
            agent: agent.chars().filter(|c| !c.is_control()).take(AGENT_CHARS_MAX).collect(),
            at: Clock::machine().now(),
        }
    }
}

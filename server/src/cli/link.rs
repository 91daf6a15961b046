//! One-time links as they are printed: with the address at which the server will answer.

use std::net::SocketAddr;

use accounts::Secret;
use clap::Args;

use super::serve::ADDR;
use crate::config::Config;
use crate::wiring;

/// Where the link leads.
#[derive(Debug, Clone, Args)]
pub struct Leads {
    /// Where the server will answer; only for the link that is printed
    #[arg(long, value_name = "ADDR", env = "WATCHFIRE_ADDR", default_value = ADDR)]
    addr: SocketAddr,
}

impl Leads {
    /// The link as a person opens it.
    pub fn to(&self, config: &Config, link: &Secret) -> String {
        let scheme = if config.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}{}", self.addr, wiring::link_path(link))
    }
}

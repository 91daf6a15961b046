//! `watchfire init`: makes a data folder with a city in it and prints the first administrator's link.

use clap::{Args, ValueEnum};
use desk::Clock;
use kernel::Time;

use super::link::Leads;
use super::out;
use crate::config::WorldName;
use crate::house::Where;
use crate::house::making::{Made, Making, make};
use crate::stop::Stop;
use crate::{cities, clock};

/// Make a data folder with a city in it
///
/// Prints a one-time link by which the first administrator opens their account. The folder must be empty or absent.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Init {
    /// The city: one that the program carries, or a folder with a city.toml
    #[arg(long, value_name = "CITY")]
    city: String,
    #[command(flatten)]
    place: Where,
    /// The city itself, or an exercise, out of which nothing ever leaves
    #[arg(long, value_enum, default_value = "live")]
    world: WorldName,
    /// When the clock of the exercise starts, as RFC 3339
    #[arg(long, value_name = "TIME", value_parser = clock::parse_from)]
    clock_from: Option<Time>,
    /// Make a key and a certificate signed by itself
    #[arg(long, value_enum)]
    tls: Option<Tls>,
    /// A further name or address that the certificate is for; may be given several times
    #[arg(long, value_name = "NAME", requires = "tls")]
    tls_name: Vec<String>,
    #[command(flatten)]
    leads: Leads,
}

const EXAMPLES: &str = "\
Examples:
  watchfire init --city CITY --data /var/lib/watchfire
  watchfire init --city CITY --data /var/lib/watchfire --tls self --tls-name duty.city.example
  watchfire init --city CITY --data /var/lib/watchfire --database postgres://watchfire@db.example/watchfire
  watchfire init --city CITY --data /tmp/drill --world exercise --clock-from 2026-07-30T01:40:00+08:00";

/// Who signs the certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tls {
    /// The installation itself.
    #[value(name = "self")]
    Own,
}

impl Init {
    pub(super) async fn run(self) -> Result<(), Stop> {
        let clock = match (self.world, self.clock_from) {
            (_, None) => Clock::machine(),
            (WorldName::Exercise, Some(from)) => Clock::hand(from),
            (WorldName::Live, Some(_)) => {
                return Err(Stop::usage("--clock-from is for an exercise: the live world runs on the machine's clock")
                    .hint("add --world exercise, or leave it out"));
            }
        };
        let city = cities::find(&self.city)?;
        let tls_names = self.tls.map(|_| self.tls_name);
        let made = make(&self.place, Making { city, world: self.world, clock, tls_names }).await?;
        tell(&self.place, &made, &self.leads);
        Ok(())
    }
}

fn tell(place: &Where, made: &Made, leads: &Leads) {
    let house = &made.house;
    out::say(&format!("made {} for {} ({})", place.data.display(), house.desk.city(), house.desk.world().as_str()));
    if let Some(fingerprint) = &made.fingerprint {
        out::say(&format!("certificate SHA-256 {fingerprint}"));
    }
    out::say(&format!("serve it:  watchfire serve --data {}", place.data.display()));
    out::say("then open this link within three days; it works once and makes you the first administrator:");
    out::say(&leads.to(&house.config, &made.link));
}

//! `watchfire serve`: opens the doors and answers until it is told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use desk::{Clock, Fault, Stopwatch};
use kernel::Time;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use web::{Listen, Web};

use super::out;
use crate::clock::{self, Wanted};
use crate::config::WorldName;
use crate::frame::{Reached, app};
use crate::house::making::{Making, make};
use crate::house::{House, Where};
use crate::logs::{self, Form};
use crate::measures::Measures;
use crate::stop::Stop;
use crate::wiring::Rooms;
use crate::{cities, public, wiring};

/// Where it listens when nothing is said.
pub const ADDR: &str = "127.0.0.1:8737";

/// Open the doors and answer until told to stop
///
/// The first line on standard output is the address, once it is ready. The log goes to standard error. SIGTERM and SIGINT end it after
/// what is in flight has been answered.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Serve {
    #[command(flatten)]
    place: Where,
    /// The address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", env = "WATCHFIRE_ADDR", default_value = ADDR)]
    addr: SocketAddr,
    /// A second address, where only the doors for the public are open
    #[arg(long, value_name = "ADDR")]
    public_addr: Option<SocketAddr>,
    /// The certificate (PEM) with those that vouch for it; instead of [tls] in watchfire.toml
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy in front ends TLS and names the peer in X-Forwarded-For
    #[arg(long)]
    behind_proxy: bool,
    /// When the clock of an exercise starts, as RFC 3339; in an empty data folder it makes the exercise
    #[arg(long, value_name = "TIME", value_parser = clock::parse_from)]
    clock_from: Option<Time>,
    /// How many times as fast as the machine's clock an exercise runs, 1 to 600
    #[arg(long, value_name = "N", value_parser = clock::parse_rate)]
    clock_rate: Option<u32>,
    /// The city of an exercise that is made in an empty data folder
    #[arg(long, value_name = "CITY", requires = "clock_from")]
    city: Option<String>,
    /// How the log is written; what it shows is said in WATCHFIRE_LOG, as in `desk=debug,info`
    #[arg(long, value_enum, default_value_t)]
    log: Form,
}

const EXAMPLES: &str = "\
Examples:
  watchfire serve --data /var/lib/watchfire
  watchfire serve --data /var/lib/watchfire --addr 0.0.0.0:443 --tls-cert cert.pem --tls-key key.pem
  watchfire serve --data /var/lib/watchfire --addr 127.0.0.1:8737 --behind-proxy --log json
  watchfire serve --data /tmp/drill --addr 127.0.0.1:0 --clock-from 2026-07-30T01:40:00+08:00 --clock-rate 60";

impl Serve {
    pub(super) async fn run(self) -> Result<(), Stop> {
        logs::start(self.log, "info");
        let began = Stopwatch::start();
        // Asked for first, so that a signal during the start is heard too.
        let stop = stop_signal()?;
        let measures = Measures::start()?;
        let link = self.make_exercise().await?;
        let wanted = Wanted { from: self.clock_from, rate: self.clock_rate };
        let house = self.place.serve(wanted).await?;
        let (how, on_public) = self.listens(&house)?;
        let reached = Reached { tls: how.tls.is_some(), behind_proxy: how.behind_proxy };
        let rooms = Rooms::open(&house.desk, reached.is_secure()).await?;
        let web = web::open(app(&house.desk, &rooms, (reached, Some(&measures)))?)?;
        let desk = house.desk.clone();
        desk.go();
        rooms.follow();
        tokio::spawn(measures.keep(house.desk.clone()));
        let scheme = if how.tls.is_some() { "https" } else { "http" };
        let second = on_public.map(|how| (public::only(&web), how, stop.clone()));
        let (world, position) = (house.desk.world().as_str(), house.desk.last_position());
        let first = web::listen(
            web,
            how,
            move |addr| {
                out::say(&format!("{scheme}://{addr}"));
                if let Some(path) = link {
                    out::say(&format!("sign in: {scheme}://{addr}{path}"));
                }
                tracing::info!(%addr, world, position, seconds = began.seconds(), "open");
            },
            stopped(stop),
        );
        let second = async {
            match second {
                Some((web, how, stop)) => listen_public(web, how, stop).await,
                None => Ok(()),
            }
        };
        let ended = tokio::try_join!(first, second);
        if let Err(fault) = desk.lay_down().await {
            tracing::warn!(%fault, "other nodes will notice that this one is gone");
        }
        tracing::info!("closed");
        ended.map(|_| ()).map_err(Stop::from)
    }

    /// Makes an exercise where there is nothing yet and a clock was named. Answers the path of the first administrator's link.
    async fn make_exercise(&self) -> Result<Option<String>, Stop> {
        let Some(from) = self.clock_from.filter(|_| self.place.is_empty()) else { return Ok(None) };
        let name = self.city.clone().map_or_else(cities::default_name, Ok)?;
        let city = cities::find(&name)?;
        let making = Making { city, world: WorldName::Exercise, clock: Clock::hand(from), tls_names: None };
        let made = make(&self.place, making).await?;
        Ok(Some(wiring::link_path(&made.link)))
    }

    /// How both listeners listen.
    fn listens(&self, house: &House) -> Result<(Listen, Option<Listen>), Stop> {
        let of_folder = house.config.tls.as_ref().map(|tls| (self.place.data.join(&tls.cert), self.place.data.join(&tls.key)));
        let files = self.tls_cert.clone().zip(self.tls_key.clone()).or(of_folder);
        let tls = files.map(|(cert, key)| web::Tls { cert, key });
        let listen = |addr: SocketAddr| Listen { addr, tls: tls.clone(), behind_proxy: self.behind_proxy };
        if self.public_addr == Some(self.addr) && self.addr.port() != 0 {
            return Err(Stop::usage("--public-addr and --addr are the same: the public comes in by an address of its own"));
        }
        Ok((listen(self.addr), self.public_addr.map(listen)))
    }
}

async fn listen_public(web: Web, how: Listen, stop: watch::Receiver<bool>) -> Result<(), Fault> {
    web::listen(web, how, |addr| tracing::info!(%addr, "open to the public"), stopped(stop)).await
}

/// Becomes true when the process is told to end.
fn stop_signal() -> Result<watch::Receiver<bool>, Stop> {
    let (told, heard) = watch::channel(false);
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => tracing::info!("told to end"),
            _ = interrupt.recv() => tracing::info!("interrupted"),
        }
        told.send_replace(true);
    });
    Ok(heard)
}

async fn stopped(mut stop: watch::Receiver<bool>) {
    // An error means that nobody can tell any more: then nobody will.
    if stop.wait_for(|told| *told).await.is_err() {
        std::future::pending::<()>().await;
    }
}

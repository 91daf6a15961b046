//! `watchfire rules`: which rule sets are in the book, and adopting another one without a restart.

use std::path::PathBuf;

use ::rules::reads;
use ::rules::{Adopt, Problem, RuleBook, loose_ends};
use clap::{Args, Subcommand};
use kernel::{Scope, Time, Zone};
use web::{Language, Say};

use super::out;
use crate::house::Where;
use crate::stop::Stop;
use crate::wiring;

/// Which rule sets hold, and adopting another one
#[derive(Debug, Subcommand)]
pub enum Rules {
    Adopt(AdoptSet),
    List(List),
}

/// Adopt a rule set from its file, without a restart
///
/// Every fault of the file is listed with its line. Incidents keep the rules that held when they happened.
#[derive(Debug, Args)]
#[command(
    name = "adopt",
    after_help = "Examples:\n  watchfire rules adopt grading-2027.toml --data /var/lib/watchfire\n  watchfire rules adopt grading-2027.toml --data /var/lib/watchfire --dry-run"
)]
pub struct AdoptSet {
    /// The rule set (TOML)
    file: PathBuf,
    #[command(flatten)]
    place: Where,
    /// Say what is wrong with it, and adopt nothing
    #[arg(long)]
    dry_run: bool,
}

/// List all versions of all rule sets, newest first
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  watchfire rules list --data /var/lib/watchfire")]
pub struct List {
    #[command(flatten)]
    place: Where,
}

impl Rules {
    pub(super) async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Adopt(adopt) => adopt.run().await,
            Self::List(list) => list.run().await,
        }
    }
}

impl AdoptSet {
    async fn run(self) -> Result<(), Stop> {
        let shown = self.file.display();
        let text = std::fs::read_to_string(&self.file).map_err(|e| Stop::because(format!("{shown}: {e}")))?;
        let faulty = |problems: Vec<Problem>| {
            list(&problems);
            Stop::because(format!("nothing was adopted: faults in {shown}: {}", problems.len()))
        };
        let act = Adopt::of(&text).map_err(faulty)?;
        let named = act.set().named();
        let house = self.place.work().await?;
        let (book, _) = house.desk.recall::<RuleBook>(&RuleBook::id()).await?;
        let problems = loose_ends(act.set(), book.in_force(house.desk.now()).sets());
        if !problems.is_empty() {
            return Err(faulty(problems));
        }
        if self.dry_run {
            out::say(&format!("{} {} can be adopted", named.set, named.version));
            return Ok(());
        }
        let done = house.desk.perform(&RuleBook::id(), house.given(), act).await?;
        let what = if done.already { "was adopted before" } else { "is adopted" };
        out::say(&format!("{} {} {what}: SHA-256 {}", named.set, named.version, named.hash));
        Ok(())
    }
}

impl List {
    async fn run(self) -> Result<(), Stop> {
        let house = self.place.work().await?;
        let adoptions = reads::adoptions(house.desk.db(), &Scope::whole(house.desk.city())).await?;
        let zone = house.desk.zone();
        let day = |time: Option<Time>| time.map_or_else(|| "-".to_owned(), |time| zone.date(time).to_string());
        let rows: Vec<Vec<String>> = adoptions
            .into_iter()
            .map(|a| {
                let withdrawn = a.withdrawal.map_or_else(String::new, |w| format!("withdrawn {}", zone.date(w.at)));
                vec![
                    a.set,
                    a.version,
                    a.kind,
                    a.jurisdiction,
                    day(a.begins),
                    day(a.ends),
                    a.mark,
                    day(Some(a.adopted_at)),
                    withdrawn,
                ]
            })
            .collect();
        out::say(&out::table(&["SET", "VERSION", "KIND", "WHERE", "FROM", "UNTIL", "MARK", "ADOPTED", ""], &rows));
        Ok(())
    }
}

/// The faults of a file, each with its line and what it is about.
fn list(problems: &[Problem]) {
    let Ok(texts) = wiring::texts() else { return };
    let say = Say::new(texts, Language::En, Zone::utc(), Time::default());
    for problem in problems {
        let line = problem.line.map_or_else(String::new, |line| format!("line {line}: "));
        let key = if problem.key.is_empty() { String::new() } else { format!("{} ", problem.key) };
        out::complain(&format!("{line}{key}{}", say.reason(problem).0));
    }
}

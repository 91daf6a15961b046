//! `watchfire import`: takes data in from files, or says what it would change.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kernel::{Scope, Zone};
use organisations::import::{Count, Lexicon, Plan, RowFault};
use organisations::{Bringing, NotTaken};
use places::{CityTexts, Places};
use web::{Language, Say};

use super::out;
use crate::house::{House, Where};
use crate::stop::Stop;
use crate::{cities, wiring};

/// How many faults of rows are shown.
const SHOWN_MAX: usize = 200;

/// Take data in from files
///
/// Nothing is taken in while one row has a fault; every fault is listed with its row. The same file taken in twice changes nothing the
/// second time.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Import {
    #[command(flatten)]
    place: Where,
    /// What it is
    #[arg(value_enum)]
    kind: Kind,
    /// The files; what is in each is known by its columns
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
}

const EXAMPLES: &str = "\
Examples:
  watchfire import --data /var/lib/watchfire organisations contacts.xlsx --dry-run
  watchfire import --data /var/lib/watchfire organisations organisations.csv posts.csv reporting-lines.csv
  watchfire import --data /var/lib/watchfire incidents calls.csv --dry-run
  watchfire import --data /var/lib/watchfire city ./cities/CITY";

/// What is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The contact book from CSV or XLSX: bodies, posts, the people in them, and who reports to whom
    Organisations,
    /// Calls from CSV: summary, and where known class, place, area, lat, lon, datum, occurred_at, known_at, received_at, caller, basis
    Incidents,
    /// The city's own data from a folder with a city.toml: areas and outlines
    City,
}

impl Import {
    pub(super) async fn run(self) -> Result<(), Stop> {
        let house = self.place.work().await?;
        match self.kind {
            Kind::Organisations => organisations(&house, &self.files, self.dry_run).await,
            Kind::Incidents => incidents(&house, &self.files, self.dry_run).await,
            Kind::City => city(&house, &self.files, self.dry_run).await,
        }
    }
}

async fn organisations(house: &House, files: &[PathBuf], dry_run: bool) -> Result<(), Stop> {
    let desk = &house.desk;
    let atlas = Places::load(desk).await?.atlas();
    let bringing = Bringing {
        files: files.iter().map(|file| read(file)).collect::<Result<_, _>>()?,
        lexicon: Lexicon::plain(),
        reach: Scope::whole(desk.city()),
        areas: Some(atlas.gazetteer.areas().all().iter().map(|area| area.code).collect()),
    };
    let plan = organisations::plan(desk, bringing).await.map_err(not_taken)?;
    tell(&plan);
    if !plan.faults.is_empty() {
        return Err(faulty(&plan.faults));
    }
    if !dry_run {
        organisations::take_in(desk, house.given(), plan).await.map_err(not_taken)?;
        desk.settle().await?;
    }
    Ok(())
}

async fn incidents(house: &House, files: &[PathBuf], dry_run: bool) -> Result<(), Stop> {
    let atlas = Places::load(&house.desk).await?.atlas();
    let mut calls = Vec::new();
    for file in files {
        let read = ::incidents::import::read(&read(file)?, &atlas.gazetteer, house.desk.zone());
        calls.extend(read.map_err(|faults| faulty_calls(file, &faults))?);
    }
    out::say(&format!("{} calls can be put on record", calls.len()));
    if !dry_run {
        let city = house.desk.city();
        let setting = ::incidents::facts::Setting {
            country: atlas.profile.country.clone(),
            features: atlas.profile.features.clone(),
            level: organisations::Level::from(city.level()).as_str().to_owned(),
        };
        let taken = ::incidents::take_in(&house.desk, &house.given(), (calls, &setting)).await?;
        out::say(&format!("{taken} calls are on record"));
    }
    Ok(())
}

/// Lists the faults of a call file, and says that nothing was taken in.
fn faulty_calls(file: &Path, faults: &[::incidents::import::RowFault]) -> Stop {
    if let Ok(texts) = wiring::texts() {
        let say = Say::new(texts, Language::En, Zone::utc(), kernel::Time::default());
        for fault in faults.iter().take(SHOWN_MAX) {
            let sentence = say.key(fault.why, &[]);
            out::complain(&format!("{} row {} {} {:?}: {sentence}", file.display(), fault.row, fault.column, fault.said));
        }
    }
    Stop::because(format!("nothing was taken in: faults: {}", faults.len()))
        .hint("put the rows right and take the same file in again")
}

async fn city(house: &House, files: &[PathBuf], dry_run: bool) -> Result<(), Stop> {
    let [folder] = files else { return Err(Stop::usage("a city is one folder")) };
    let texts: CityTexts = cities::find(&folder.join("").to_string_lossy())?.texts()?;
    let read = texts.read().map_err(|e| Stop::because(e.to_string()))?;
    out::say(&format!("{} areas, {} outlines", read.gazetteer.areas().all().len(), read.gazetteer.boundaries().count()));
    if !dry_run {
        let done = places::adopt(&house.desk, house.given(), texts).await?;
        out::say(if done.already { "already so" } else { "in force" });
    }
    Ok(())
}

fn read(file: &Path) -> Result<Vec<u8>, Stop> {
    std::fs::read(file).map_err(|e| Stop::because(format!("{}: {e}", file.display())))
}

fn tell(plan: &Plan) {
    let row = |name: &str, count: Count| {
        vec![name.to_owned(), count.new.to_string(), count.changed.to_string(), count.same.to_string()]
    };
    let counts = plan.counts;
    let rows = [
        row("bodies", counts.bodies),
        row("posts", counts.posts),
        row("people", counts.people),
        row("reporting lines", counts.reporting),
    ];
    out::say(&out::table(&["", "NEW", "CHANGED", "SAME"], &rows));
    for sheet in &plan.passed_over {
        out::complain(&format!("sheet {sheet:?} was passed over: it has none of the columns that are known"));
    }
    for column in &plan.unread_columns {
        out::complain(&format!("column {column:?} means nothing here"));
    }
}

fn not_taken(why: NotTaken) -> Stop {
    match why {
        NotTaken::NotDone(not_done) => Stop::from(not_done),
        NotTaken::Rows(faults) => faulty(&faults),
        NotTaken::File(fault) => Stop::from(desk::NotDone::Refused(Box::new(fault))),
    }
}

/// Lists the faults, each with its row, and says that nothing was taken in.
fn faulty(faults: &[RowFault]) -> Stop {
    if let Ok(texts) = wiring::texts() {
        let say = Say::new(texts, Language::En, Zone::utc(), kernel::Time::default());
        for fault in faults.iter().take(SHOWN_MAX) {
            let (sentence, hint) = say.reason(&fault.why);
            let column = fault.column.map_or(String::new(), |column| format!(" {}", column.as_str()));
            let hint = hint.map_or(String::new(), |hint| format!(" ({hint})"));
            out::complain(&format!("{}row {}{column} {:?}: {sentence}{hint}", sheet_of(fault), fault.row, fault.said));
        }
    }
    let more = faults.len().saturating_sub(SHOWN_MAX);
    let more = if more > 0 { format!(", {more} of them not shown") } else { String::new() };
    Stop::because(format!("nothing was taken in: rows with faults: {}{more}", faults.len()))
        .hint("put the rows right and take the same files in again")
}

fn sheet_of(fault: &RowFault) -> String {
    if fault.sheet.is_empty() { String::new() } else { format!("{} ", fault.sheet) }
}

//! `watchfire import`: takes data in from files, or says what it would change.

use std::path::{Path, PathBuf};

use ::incidents::facts::Setting;
use ::incidents::import as calls;
use clap::{Args, ValueEnum};
use kernel::{Scope, Zone};
use organisations::import::{Count, Plan, RowFault};
use organisations::{Bringing, NotTaken};
use places::{CityTexts, Places};
use rules::Rules;
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
  watchfire import --data /var/lib/watchfire incidents calls.xlsx --dry-run
  watchfire import --data /var/lib/watchfire city ./cities/CITY";

/// What is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The contact book from CSV or XLSX: bodies, posts, the people in them, and who reports to whom
    Organisations,
    /// Calls from CSV or XLSX, a row a call: summary, and where known number, received_at, occurred_at, known_at, class, area, district,
    /// place, lat, lon, datum, caller, basis, marking, standing, and figures by item; heads may be in any language of the pages
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
    let says = says(house)?;
    let bringing = Bringing {
        files: files.iter().map(|file| read(file)).collect::<Result<_, _>>()?,
        lexicon: organisations::lexicon(&says),
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
    let desk = &house.desk;
    let (atlas, book) = (Places::load(desk).await?.atlas(), Rules::load(desk).await?.book());
    let lexicon = calls::Lexicon::of(&says(house)?);
    let reach = Scope::whole(desk.city());
    let (mut plans, mut faults) = (Vec::new(), 0);
    for path in files {
        let file = read(path)?;
        let bringing = calls::Bringing { file: &file, lexicon: &lexicon, book: &book, atlas: &atlas, reach: &reach };
        let plan = calls::plan(desk, bringing).await.map_err(not_planned)?;
        faults += tell_calls(path, &plan)?;
        plans.push(plan);
    }
    if faults > 0 {
        return Err(Stop::because(format!("nothing was taken in: rows with faults: {faults}"))
            .hint("put the rows right and take the same files in again"));
    }
    if !dry_run {
        let setting = Setting::of(&atlas, desk.city());
        let spoken = Language::parse(&atlas.profile.language).unwrap_or(Language::En);
        let phrases = calls::Phrases::of(&Say::new(wiring::texts()?, spoken, desk.zone().clone(), desk.now()));
        let all: Vec<calls::Call> = plans.into_iter().flat_map(|plan| plan.calls).collect();
        let taken = calls::take_in(desk, &house.given(), (all, &setting, &phrases)).await?;
        desk.settle().await?;
        out::say(&format!("{taken} calls are on record"));
    }
    Ok(())
}

/// Whoever fills in a file does it in one of the languages of the pages.
fn says(house: &House) -> Result<[Say; Language::ALL.len()], Stop> {
    let texts = wiring::texts()?;
    Ok(Language::ALL.map(|language| Say::new(texts.clone(), language, house.desk.zone().clone(), house.desk.now())))
}

/// Says what a file of calls would put on record, and lists its faults. Answers how many there are.
fn tell_calls(path: &Path, plan: &calls::Plan) -> Result<usize, Stop> {
    let name = path.display();
    out::say(&format!("{name}: {} calls can be put on record, {} are on record already", plan.calls.len(), plan.already));
    let say = Say::new(wiring::texts()?, Language::En, Zone::utc(), kernel::Time::default());
    for fault in plan.faults.iter().take(SHOWN_MAX) {
        let (sentence, hint) = say.reason(&fault.why);
        let hint = hint.map_or(String::new(), |hint| format!(" ({hint})"));
        let calls::RowFault { sheet, row, column, said, .. } = fault;
        let row = row.to_string();
        let at = [sheet.as_str(), "row", &row, column].into_iter().filter(|part| !part.is_empty());
        out::complain(&format!("{name} {} {said:?}: {sentence}{hint}", at.collect::<Vec<_>>().join(" ")));
    }
    for column in &plan.unread_columns {
        out::complain(&format!("{name}: column {column:?} means nothing here"));
    }
    for sheet in &plan.passed_over {
        out::complain(&format!("{name}: sheet {sheet:?} was passed over: nothing in it is a heading of calls"));
    }
    Ok(plan.faults.len())
}

fn not_planned(why: calls::NotPlanned) -> Stop {
    match why {
        calls::NotPlanned::File(why) => Stop::from(desk::NotDone::Refused(Box::new(why))),
        calls::NotPlanned::Fault(fault) => fault.into(),
    }
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

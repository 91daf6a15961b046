//! From a clean clone to all tests passed: formatting, tidy, clippy, then every test on both engines and in a real browser.
//!
//! Tests learn from the environment what there is: `WATCHFIRE_TEST_POSTGRES` (URL, without a database, of a throwaway cluster in
//! which each test makes a database of its own), `WATCHFIRE_TEST_CHROMIUM`, `WATCHFIRE_TEST_CHROMEDRIVER` and
//! `WATCHFIRE_TEST_SCHEMATHESIS` (the programs), and with `--fast` `WATCHFIRE_TEST_ENGINES=sqlite`, and nothing of the others.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::assets;
use crate::needs::{self, CHROMEDRIVER, CHROMIUM, FONTS, NODE, POSTGRES};
use crate::postgres::Cluster;
use crate::schemathesis;
use crate::shell::{Outcome, Stop, Stream, cargo, step, succeeds, watch};
use crate::tidy;
use crate::totals::Totals;

/// What `--fast` leaves out, as nextest names tests: the binaries of the browser. Engines are left out by the environment.
const BROWSER_LEFT_OUT: &str = "not binary(/^browser/)";

/// How much is tested.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Everything,
    WithoutPostgresAndBrowser,
}

/// What is there for the tests besides the program itself.
struct There<'a> {
    cluster: Option<&'a Cluster>,
    schemathesis: Option<PathBuf>,
}

/// Checks and tests; the last line says how many tests passed, failed and were skipped.
pub fn run(words: &[String]) -> Outcome {
    let extent = match words {
        [] => Extent::Everything,
        [word] if word == "--fast" => Extent::WithoutPostgresAndBrowser,
        _ => return Err(Stop::because("`test` takes `--fast` or nothing")),
    };
    ensure_programs(extent)?;
    step("formatting", &mut cargo(&["fmt", "--all", "--check"]))?;
    println!("── tidy");
    if tidy::run(&[])? != ExitCode::SUCCESS {
        return Err(Stop::because("tidy found what is named above"));
    }
    assets::build()?;
    step("clippy", &mut cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"]))?;
    let cluster = match extent {
        Extent::Everything => Some(Cluster::start()?),
        Extent::WithoutPostgresAndBrowser => None,
    };
    let schemathesis = cluster.as_ref().and_then(|_| schemathesis::ensure());
    tests(extent, &There { cluster: cluster.as_ref(), schemathesis })
}

/// Runs all tests, then the examples in the documentation; both are counted even when the first fail.
fn tests(extent: Extent, there: &There<'_>) -> Outcome {
    let mut totals = Totals::default();
    let tests = run_tests(extent, there, &mut totals);
    let mut examples = with_environment(cargo(&["test", "--workspace", "--doc", "--quiet"]), there);
    println!("── examples in the documentation");
    let examples = watch(&mut examples, Stream::Out, |line| totals.count(line));
    let left_out = match extent {
        Extent::Everything => "",
        Extent::WithoutPostgresAndBrowser => " (PostgreSQL and the browser were left out)",
    };
    println!("── {totals}{left_out}");
    tests.and(examples).map(|()| ExitCode::SUCCESS)
}

fn run_tests(extent: Extent, there: &There<'_>, totals: &mut Totals) -> Result<(), Stop> {
    println!("── tests");
    if succeeds(cargo(&["nextest", "--version"])) {
        let mut command =
            with_environment(cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "slow"]), there);
        if extent == Extent::WithoutPostgresAndBrowser {
            command.args(["--filterset", BROWSER_LEFT_OUT]);
        }
        return watch(&mut command, Stream::Err, |line| totals.count(line));
    }
    let mut command =
        with_environment(cargo(&["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast", "--quiet"]), there);
    if extent == Extent::WithoutPostgresAndBrowser {
        command.args(["--", "--skip", "browser"]);
    }
    watch(&mut command, Stream::Out, |line| totals.count(line))
}

/// What must be there before anything is built.
fn ensure_programs(extent: Extent) -> Result<(), Stop> {
    if !(succeeds(cargo(&["fmt", "--version"])) && succeeds(cargo(&["clippy", "--version"]))) {
        return Err(Stop::because("rustfmt or clippy is missing\nhint: `rustup component add rustfmt clippy`"));
    }
    match extent {
        Extent::Everything => needs::ensure(&[&NODE, &POSTGRES, &CHROMIUM, &CHROMEDRIVER, &FONTS]),
        Extent::WithoutPostgresAndBrowser => needs::ensure(&[&NODE]),
    }
}

/// Tells the tests what there is, whatever the terminal had set. Without a cluster there is SQLite alone and no browser.
fn with_environment(mut command: Command, there: &There<'_>) -> Command {
    let There { cluster, schemathesis } = there;
    if std::io::stderr().is_terminal() && std::env::var_os("CARGO_TERM_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let browser = |program: fn() -> Option<PathBuf>| cluster.and_then(|_| program()).map(PathBuf::into_os_string);
    let variables = [
        ("WATCHFIRE_TEST_SCHEMATHESIS", schemathesis.clone().map(PathBuf::into_os_string)),
        ("WATCHFIRE_TEST_ENGINES", cluster.is_none().then(|| "sqlite".into())),
        ("WATCHFIRE_TEST_POSTGRES", cluster.map(|cluster| cluster.url().into())),
        ("WATCHFIRE_TEST_CHROMIUM", browser(needs::chromium)),
        ("WATCHFIRE_TEST_CHROMEDRIVER", browser(needs::chromedriver)),
    ];
    for (name, value) in variables {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

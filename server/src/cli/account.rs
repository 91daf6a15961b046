//! `watchfire account`: tokens for programs and accounts for people, for whoever has the data folder. Works while the server runs.

use accounts::opening::{NewPerson, NewPost, open_account};
use accounts::tokens::{TOKEN_DAYS, TokenFor, issue_token};
use accounts::{Powers as _, links, reads};
use clap::{Args, Subcommand};
use kernel::{AreaCode, Id, Scope};

use super::link::Leads;
use super::out;
use crate::house::{House, Where};
use crate::powers::Policies;
use crate::stop::Stop;

/// How many accounts are listed.
const LISTED_MAX: i64 = 1_000;

/// Tokens for programs and accounts for people
#[derive(Debug, Subcommand)]
pub enum Account {
    Token(Token),
    List(List),
    Open(Open),
    Link(Link),
}

/// Print a new bearer token for a program, alone on standard output
///
/// This is the only time that it is seen.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  watchfire account token --data /var/lib/watchfire --post duty-officer --area CODE\n  watchfire account token --data /var/lib/watchfire --post auditor --area CODE --days 7 --action journal.read --label nightly"
)]
pub struct Token {
    #[command(flatten)]
    place: Where,
    /// The kind of post whose powers it has
    #[arg(long, value_name = "KIND")]
    post: String,
    /// The area it answers for: 6, 9 or 12 digits
    #[arg(long, value_name = "CODE", value_parser = parse_area)]
    area: AreaCode,
    /// For how many days, 400 at the most
    #[arg(long, value_name = "N", default_value_t = TOKEN_DAYS)]
    days: i64,
    /// The only action it may be used for; may be given several times, and none means all of the post
    #[arg(long, value_name = "ACTION")]
    action: Vec<String>,
    /// What it is for, in a word
    #[arg(long, value_name = "WORDS", default_value = "")]
    label: String,
}

/// List the accounts
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  watchfire account list --data /var/lib/watchfire")]
pub struct List {
    #[command(flatten)]
    place: Where,
    /// List the closed ones instead
    #[arg(long)]
    closed: bool,
}

/// Open an account for a person and print the link by which they set a password
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  watchfire account open --data /var/lib/watchfire --name \"A. Person\" --sign-in person --post duty-officer --area CODE"
)]
pub struct Open {
    #[command(flatten)]
    place: Where,
    /// The person's name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The name that they sign in with
    #[arg(long, value_name = "NAME")]
    sign_in: String,
    /// The kind of post that they hold
    #[arg(long, value_name = "KIND")]
    post: String,
    /// The area of the post
    #[arg(long, value_name = "CODE", value_parser = parse_area)]
    area: AreaCode,
    #[command(flatten)]
    leads: Leads,
}

/// Print a new link by which a person sets a password; earlier links are worth nothing from then on
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  watchfire account link --data /var/lib/watchfire --sign-in person\n  watchfire account link --data /var/lib/watchfire --first-administrator"
)]
pub struct Link {
    #[command(flatten)]
    place: Where,
    /// The name that the person signs in with
    #[arg(long, value_name = "NAME", required_unless_present = "first_administrator")]
    sign_in: Option<String>,
    /// The link of `init` once more, where it has run out
    #[arg(long, conflicts_with = "sign_in")]
    first_administrator: bool,
    #[command(flatten)]
    leads: Leads,
}

impl Account {
    pub(super) async fn run(self) -> Result<(), Stop> {
        match self {
            Self::Token(token) => token.run().await,
            Self::List(list) => list.run().await,
            Self::Open(open) => open.run().await,
            Self::Link(link) => link.run().await,
        }
    }
}

impl Token {
    async fn run(self) -> Result<(), Stop> {
        let policies = Policies::shipped()?;
        known_kind(&policies, &self.post)?;
        if let Some(action) = self.action.iter().find(|action| !policies.knows(action)) {
            return Err(Stop::because(format!("no action is called {action:?}")));
        }
        let house = self.place.work().await?;
        known_area(&house, self.area).await?;
        let what = TokenFor { kind: self.post, area: self.area, actions: self.action, days: self.days, label: self.label };
        let issued = issue_token(&house.desk, what).await?;
        out::say(issued.token.reveal());
        Ok(())
    }
}

impl List {
    async fn run(self) -> Result<(), Stop> {
        let house = self.place.work().await?;
        let (db, scope) = (house.desk.db(), Scope::whole(house.desk.city()));
        let asked = reads::Asked { closed: self.closed, limit: LISTED_MAX, ..reads::Asked::default() };
        let accounts = reads::accounts(db, &scope, &asked).await?;
        let ids: Vec<Id> = accounts.iter().map(|account| account.id.clone()).collect();
        let posts = reads::posts(db, &scope, &ids).await?;
        let held = |id: &Id| {
            let mine = posts.iter().filter(|post| post.account == *id).map(|post| format!("{} {}", post.kind, post.area));
            mine.collect::<Vec<_>>().join(", ")
        };
        let signed_in = |at: Option<kernel::Time>| at.map_or_else(|| "never".to_owned(), |at| house.desk.zone().rfc3339(at));
        let rows: Vec<Vec<String>> = accounts
            .into_iter()
            .map(|a| vec![a.sign_in.unwrap_or_default(), a.name.unwrap_or_default(), held(&a.id), signed_in(a.signed_in)])
            .collect();
        out::say(&out::table(&["SIGN-IN", "NAME", "POSTS", "SIGNED IN"], &rows));
        Ok(())
    }
}

impl Open {
    async fn run(self) -> Result<(), Stop> {
        known_kind(&Policies::shipped()?, &self.post)?;
        let house = self.place.work().await?;
        known_area(&house, self.area).await?;
        let post = NewPost { kind: self.post, area: self.area, title: String::new(), until: None };
        let person = NewPerson { name: self.name, sign_in: self.sign_in, area: self.area, posts: vec![post] };
        let id = open_account(&house.desk, house.given(), person).await?;
        out::say(&self.leads.to(&house.config, &links::password_link(&house.desk, &id).await?));
        Ok(())
    }
}

impl Link {
    async fn run(self) -> Result<(), Stop> {
        let house = self.place.work().await?;
        let scope = Scope::whole(house.desk.city());
        let asked = reads::Asked { limit: LISTED_MAX, ..reads::Asked::default() };
        let accounts = reads::accounts(house.desk.db(), &scope, &asked).await?;
        let link = match self.sign_in {
            None if accounts.is_empty() => links::first_administrator_link(&house.desk).await?,
            None => {
                return Err(Stop::because("there are accounts already: the first administrator has come in")
                    .hint("name the person with --sign-in; `watchfire account list` shows who there is"));
            }
            Some(name) => {
                let wanted = name.trim().to_lowercase();
                let found = accounts.iter().find(|account| account.sign_in.as_deref() == Some(wanted.as_str()));
                let account = found.ok_or_else(|| Stop::because(format!("nobody signs in as {name:?}")))?;
                links::password_link(&house.desk, &account.id).await?
            }
        };
        out::say(&self.leads.to(&house.config, &link));
        Ok(())
    }
}

fn known_kind(policies: &Policies, kind: &str) -> Result<(), Stop> {
    let kinds = policies.kinds();
    if kinds.iter().any(|known| known == kind) {
        return Ok(());
    }
    Err(Stop::because(format!("no kind of post is called {kind:?}")).hint(format!("there are {}", kinds.join(", "))))
}

/// The area must be one that the city knows: a slip of one digit would make a token for nowhere.
async fn known_area(house: &House, area: AreaCode) -> Result<(), Stop> {
    let atlas = places::Places::load(&house.desk).await?.atlas();
    if atlas.gazetteer.areas().get(area).is_some() {
        return Ok(());
    }
    Err(Stop::because(format!("the city {} has no area {area}", house.desk.city())))
}

fn parse_area(text: &str) -> Result<AreaCode, String> {
    AreaCode::parse(text).map_err(|e| e.to_string())
}

//! The doors of the API: rule sets listed, read, checked, adopted, withdrawn.

use std::sync::Arc;

use axum::http::Method;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Door, Here, Json, Paged, Path, Reply, Say, Trouble};

use crate::acts::Withdraw;
use crate::diff::diff;
use crate::pages::adoption::{as_trouble, check, refused};
use crate::pages::{ADOPT, READ, WITHDRAW};
use crate::reads::{self, Adoption};
use crate::rules::Rules;
use crate::set::SET_BYTES_MAX;
use crate::show::Stands;
use crate::state::RuleBook;
use crate::words;

/// The largest body: the text, with what JSON adds to it.
const LIMIT_KB: usize = 1_000;

/// One version of a rule set.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RuleSet)]
struct SetItem {
    /// The set.
    id: String,
    /// Its version.
    version: String,
    /// `class_tree`, `figures`, `sensitivity`, `grading`, `reporting`, `telling`; empty when this program cannot read it.
    kind: String,
    /// Its title in the reader's language.
    title: String,
    /// A country, a country with the first digits of its areas, or an area code.
    jurisdiction: String,
    /// The first day on which it holds.
    #[schema(value_type = Option<web::shape::Date>)]
    valid_from: Option<String>,
    /// The first day on which it no longer holds.
    #[schema(value_type = Option<web::shape::Date>)]
    valid_until: Option<String>,
    /// `in_force`, `not_yet`, `superseded`, `ended` or `withdrawn`.
    state: &'static str,
    /// The law, plan or table it stands in.
    source: String,
    /// How sure it is: `C` checked, `K:h` `K:m` `K:l` known, `P` proposed.
    mark: String,
    /// Whether nobody has to look it up any more.
    confirmed: bool,
    /// SHA-256 of its text.
    hash: String,
    /// When it was adopted.
    #[schema(value_type = web::shape::Time)]
    adopted_at: String,
    /// By whom.
    adopted_by: String,
}

/// One version of a rule set with its text.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RuleSetWithText)]
struct SetAnswer {
    /// The version.
    #[serde(flatten)]
    item: SetItem,
    /// Its exact text, TOML; nothing when this program cannot read it.
    text: Option<String>,
}

/// The text of a rule set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RuleSetText)]
struct TextGiven {
    /// TOML, at most 262,144 bytes.
    #[schema(max_length = 262_144)]
    text: String,
}

/// What a check found.
#[derive(Debug, Serialize, ToSchema)]
struct CheckAnswer {
    /// Whether it could be adopted as far as its text goes.
    good: bool,
    /// Everything that is wrong with it.
    problems: Vec<ProblemItem>,
    /// What it says otherwise than the version in force.
    changes: Vec<ChangeItem>,
}

/// One fault.
#[derive(Debug, Serialize, ToSchema)]
struct ProblemItem {
    /// The line, from 1.
    line: Option<usize>,
    /// The key, with places in lists counted from 1.
    key: String,
    /// What is so and what to do, in the reader's language.
    says: String,
}

/// One place where it differs.
#[derive(Debug, Serialize, ToSchema)]
struct ChangeItem {
    /// Where.
    path: String,
    /// What the version in force says.
    old: Option<String>,
    /// What this one says.
    new: Option<String>,
}

/// Why a version is withdrawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RuleSetWithdrawal)]
struct WithdrawalGiven {
    /// Why.
    #[schema(min_length = 1, max_length = 300)]
    why: String,
}

/// The doors of the API.
pub fn doors(rules: &Arc<Rules>) -> Vec<Door> {
    let with = || rules.clone();
    let (list_of, read_of, adopt_in, check_in, withdraw_in) = (with(), with(), with(), with(), with());
    vec![
        Door::read("/api/rules", READ, move |here: Here| list(here, list_of.clone()))
            .says(words::API_LIST)
            .answers::<Paged<SetItem>>(200),
        Door::read("/api/rules/{set}/{version}", READ, move |here: Here, named: Path<(String, String)>| {
            read(here, named.0, read_of.clone())
        })
        .says(words::API_READ)
        .answers::<SetAnswer>(200),
        Door::act(Method::POST, "/api/rules", ADOPT, move |here: Here, given: Json<TextGiven>| {
            adopt(here, given.0, adopt_in.clone())
        })
        .says(words::API_ADOPT)
        .limit_kb(LIMIT_KB)
        .request::<TextGiven>()
        .answers::<SetItem>(201)
        .answers::<SetItem>(200),
        Door::act(Method::POST, "/api/rules/checks", ADOPT, move |here: Here, given: Json<TextGiven>| {
            dry_run(here, given.0, check_in.clone())
        })
        .says(words::API_CHECK)
        .limit_kb(LIMIT_KB)
        .request::<TextGiven>()
        .answers::<CheckAnswer>(200),
        Door::act(
            Method::POST,
            "/api/rules/{set}/{version}/withdrawal",
            WITHDRAW,
            move |here: Here, named: Path<(String, String)>, given: Json<WithdrawalGiven>| {
                withdraw(here, (named.0, given.0), withdraw_in.clone())
            },
        )
        .says(words::API_WITHDRAW)
        .request::<WithdrawalGiven>()
        .answers::<SetItem>(200),
    ]
}

async fn list(here: Here, rules: Arc<Rules>) -> ApiAnswer<Paged<SetItem>> {
    let book = rules.book();
    let adoptions = reads::adoptions(here.db(), &here.scope()).await?;
    let items = adoptions.iter().map(|adoption| SetItem::of(adoption, &book, &here.say)).collect();
    Ok(Reply::ok(Paged { items, next: None }))
}

async fn read(here: Here, (id, version): (String, String), rules: Arc<Rules>) -> ApiAnswer<SetAnswer> {
    let book = rules.book();
    let item = item(&here, (&id, &version), &book).await?;
    let text = book.version(&id, &version).and_then(|held| held.set.as_ref()).map(|set| set.text.to_string());
    Ok(Reply::ok(SetAnswer { item, text }))
}

async fn adopt(here: Here, given: TextGiven, rules: Arc<Rules>) -> ApiAnswer<SetItem> {
    here.require(Some(here.site.city().area), None)?;
    let checked = check(&given.text, &rules.book(), here.say.now);
    let act = checked.act.ok_or_else(|| as_trouble(&checked.problems))?;
    let named = act.set().named();
    let done = rules.adopt(here.given(), act).await.map_err(|refusal| refused(refusal, &checked.problems))?;
    let item = item(&here, (&named.set, &named.version), &done.state).await?;
    let path = format!("/api/rules/{}/{}", named.set, named.version);
    Ok(if done.already { Reply::ok(item) } else { Reply::created(path, item) }.version(done.version))
}

async fn dry_run(here: Here, given: TextGiven, rules: Arc<Rules>) -> ApiAnswer<CheckAnswer> {
    if given.text.len() > SET_BYTES_MAX {
        return Err(Trouble::TooLarge { limit_kb: SET_BYTES_MAX / 1_000 });
    }
    let checked = check(&given.text, &rules.book(), here.say.now);
    let changes = match (&checked.before, &checked.act) {
        (Some(old), Some(act)) => diff(old, act.set()),
        _ => Vec::new(),
    };
    let problem =
        |problem: &crate::Problem| ProblemItem { line: problem.line, key: problem.key.clone(), says: here.say.reason(problem).0 };
    Ok(Reply::ok(CheckAnswer {
        good: checked.problems.is_empty(),
        problems: checked.problems.iter().map(problem).collect(),
        changes: changes.into_iter().map(|c| ChangeItem { path: c.path, old: c.old, new: c.new }).collect(),
    }))
}

async fn withdraw(
    here: Here,
    ((id, version), given): ((String, String), WithdrawalGiven),
    rules: Arc<Rules>,
) -> ApiAnswer<SetItem> {
    here.require(Some(here.site.city().area), None)?;
    let act = Withdraw { set: id.clone(), version: version.clone(), why: given.why };
    let done = rules.withdraw(here.given(), act).await?;
    let item = item(&here, (&id, &version), &done.state).await?;
    Ok(Reply::ok(item).version(done.version))
}

async fn item(here: &Here, (id, version): (&str, &str), book: &RuleBook) -> Result<SetItem, Trouble> {
    let adoptions = reads::adoptions_of(here.db(), &here.scope_for(READ), id).await?;
    let adoption = adoptions.iter().find(|adoption| adoption.version == version).ok_or(Trouble::NotFound)?;
    Ok(SetItem::of(adoption, book, &here.say))
}

impl SetItem {
    fn of(adoption: &Adoption, book: &RuleBook, say: &Say) -> Self {
        let set = book.version(&adoption.set, &adoption.version).and_then(|held| held.set.as_ref());
        let validity = set.map(|set| set.head.validity).unwrap_or_default();
        Self {
            id: adoption.set.clone(),
            version: adoption.version.clone(),
            kind: adoption.kind.clone(),
            title: set.map_or_else(|| adoption.set.clone(), |set| set.head.title.say(say.language.code()).to_owned()),
            jurisdiction: adoption.jurisdiction.clone(),
            valid_from: validity.from.map(|day| day.to_string()),
            valid_until: validity.until.map(|day| day.to_string()),
            state: Stands::of(adoption, book, say.now).as_str(),
            source: set.map_or_else(String::new, |set| set.head.basis.source.clone()),
            mark: adoption.mark.clone(),
            confirmed: adoption.is_confirmed,
            hash: adoption.hash.clone(),
            adopted_at: say.rfc3339(adoption.adopted_at),
            adopted_by: adoption.adopted_by.clone(),
        }
    }
}

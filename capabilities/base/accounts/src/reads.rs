//! Questions about accounts, tokens and broken glass. Each is answered within a scope.

use desk::{Db, Fault, Record, args};
use kernel::{AreaCode, Id, Scope, Time};

/// How many posts and cases of one account are read.
pub const CLAIMS_MAX: i64 = 200;
/// How many holders of posts are read at once.
pub const HOLDERS_MAX: i64 = 2_000;
/// How many tokens are read at once.
pub const TOKENS_MAX: i64 = 500;
/// How many broken glasses are read at once, newest first.
pub const GLASSES_MAX: i64 = 200;

/// An account as lists show it.
#[derive(Debug, Clone)]
pub struct AccountSeen {
    /// The account.
    pub id: Id,
    /// The area whose administrators look after it.
    pub area: AreaCode,
    /// The person's name, unless it was erased.
    pub name: Option<String>,
    /// The name they sign in with, unless it was erased.
    pub sign_in: Option<String>,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether a password was set.
    pub password: bool,
    /// Whether one-time codes are asked for.
    pub codes: bool,
    /// When the person last signed in.
    pub signed_in: Option<Time>,
    /// The version of the account.
    pub version: i64,
    /// The sealed name.
    pub name_id: Id,
}

/// A post of an account.
#[derive(Debug, Clone)]
pub struct PostSeen {
    /// Whose it is.
    pub account: Id,
    /// Which grant.
    pub post: Id,
    /// The kind, as the policies name it.
    pub kind: String,
    /// The area it answers for.
    pub area: AreaCode,
    /// What it is called; may be empty.
    pub title: String,
    /// Since when.
    pub from: Time,
    /// When it ends by itself.
    pub until: Option<Time>,
}

/// A token of the API.
#[derive(Debug, Clone)]
pub struct TokenSeen {
    /// Which token.
    pub id: Id,
    /// The kind of post whose powers it has.
    pub kind: String,
    /// The area it answers for.
    pub area: AreaCode,
    /// The only actions it may be used for, separated by spaces.
    pub actions: String,
    /// What it is for.
    pub label: String,
    /// When it was issued.
    pub issued: Time,
    /// When it ends, by the machine's clock.
    pub until: Time,
    /// When it was revoked.
    pub revoked: Option<Time>,
}

/// A glass that was broken.
#[derive(Debug, Clone)]
pub struct GlassSeen {
    /// The taking.
    pub id: Id,
    /// Whose.
    pub account: Id,
    /// The person's name, unless it was erased.
    pub name: Option<String>,
    /// Where it holds or held.
    pub area: AreaCode,
    /// Why, unless it was erased.
    pub reason: Option<String>,
    /// When it was taken.
    pub taken: Time,
    /// When it ended or ends.
    pub until: Time,
}

/// What is asked of the list of accounts.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Part of a name, or nothing.
    pub search: String,
    /// Whether closed ones are wanted.
    pub closed: bool,
    /// The sign-in name and id of the last row seen.
    pub behind: Option<(String, String)>,
    /// How many rows.
    pub limit: i64,
}

const ACCOUNT: &str = "select a.id, a.area, a.closed, a.password, a.codes, a.version, a.name_id, w.words, p.sign_in, t.at_ms, \
                       coalesce(p.sign_in, '') as sorted from accounts a \
                       left join account_people p on p.account = a.id left join sealed w on w.id = a.name_id \
                       left join account_times t on t.account = a.id and t.what = 'signed_in'";

/// Accounts in the scope, by sign-in name.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn accounts(db: &Db, scope: &Scope, asked: &Asked) -> Result<Vec<AccountSeen>, Fault> {
    let (within, mut args) = desk::scoped(scope, "a.area", "a.id", 1);
    let mut sql = format!("{ACCOUNT} where {within}");
    let mut more = |condition: &str, value: desk::Value| {
        args.push(value);
        sql.push_str(&condition.replace('?', &format!("${}", args.len())));
    };
    more(" and a.closed = ?", asked.closed.into());
    if !asked.search.is_empty() {
        let like = format!("%{}%", asked.search.to_lowercase().replace(['\\', '%', '_'], ""));
        more(" and (lower(w.words) like ?", like.clone().into());
        more(" or p.sign_in like ?)", like.into());
    }
    if let Some((sign_in, id)) = &asked.behind {
        more(" and (coalesce(p.sign_in, '') > ?", sign_in.into());
        more(" or (coalesce(p.sign_in, '') = ?", sign_in.into());
        more(" and a.id > ?))", id.into());
    }
    more(" order by coalesce(p.sign_in, ''), a.id limit ?", asked.limit.into());
    db.rows(sql, args).await?.iter().map(account_seen).collect()
}

/// One account of the scope.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn account(db: &Db, scope: &Scope, id: &Id) -> Result<Option<AccountSeen>, Fault> {
    let (within, mut args) = desk::scoped(scope, "a.area", "a.id", 1);
    args.push(id.into());
    let sql = format!("{ACCOUNT} where {within} and a.id = ${}", args.len());
    db.one(sql, args).await?.as_ref().map(account_seen).transpose()
}

fn account_seen(row: &Record) -> Result<AccountSeen, Fault> {
    Ok(AccountSeen {
        id: row.id("id")?,
        area: row.area("area")?,
        name: row.maybe_text("words")?,
        sign_in: row.maybe_text("sign_in")?,
        closed: row.bool("closed")?,
        password: row.bool("password")?,
        codes: row.bool("codes")?,
        signed_in: row.maybe_time("at_ms")?,
        version: row.int("version")?,
        name_id: row.id("name_id")?,
    })
}

/// The posts of accounts of the scope, those that ended by themselves among them.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn posts(db: &Db, scope: &Scope, accounts: &[Id]) -> Result<Vec<PostSeen>, Fault> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let (within, mut args) = desk::scoped(scope, "a.area", "a.id", 1);
    let first = args.len() + 1;
    args.extend(accounts.iter().map(desk::Value::from));
    let list = (first..first + accounts.len()).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
    args.push((CLAIMS_MAX * i64::try_from(accounts.len()).unwrap_or(1)).into());
    let sql = format!(
        "select p.account, p.post, p.kind, p.area, p.title, p.from_ms, p.until_ms from account_posts p join accounts a on a.id = p.account \
         where {within} and p.account in ({list}) order by p.account, p.from_ms, p.post limit ${}",
        args.len()
    );
    db.rows(sql, args).await?.iter().map(post_seen).collect()
}

fn post_seen(row: &Record) -> Result<PostSeen, Fault> {
    Ok(PostSeen {
        account: row.id("account")?,
        post: row.id("post")?,
        kind: row.text("kind")?,
        area: row.area("area")?,
        title: row.text("title")?,
        from: row.time("from_ms")?,
        until: row.maybe_time("until_ms")?,
    })
}

/// Somebody who holds a post now.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Their account.
    pub account: Id,
    /// The person's name, unless it was erased.
    pub name: Option<String>,
    /// The kind of post, as the policies name it.
    pub kind: String,
    /// The area it answers for.
    pub area: AreaCode,
    /// What it is called; may be empty.
    pub title: String,
}

/// Who holds a post of the scope at `at`, by area: of one kind in one area, where that is asked for. Closed accounts hold none.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn holders(db: &Db, scope: &Scope, (at, post): (Time, Option<(&str, AreaCode)>)) -> Result<Vec<Holder>, Fault> {
    let (within, mut args) = desk::scoped(scope, "p.area", "p.post", 1);
    let mut sql = format!(
        "select p.account, p.kind, p.area, p.title, w.words from account_posts p join accounts a on a.id = p.account \
         left join sealed w on w.id = a.name_id where {within} and not a.closed"
    );
    let mut more = |condition: &str, value: desk::Value| {
        args.push(value);
        sql.push_str(&condition.replace('?', &format!("${}", args.len())));
    };
    more(" and (p.until_ms is null or p.until_ms > ?)", at.into());
    if let Some((kind, area)) = post {
        more(" and p.kind = ?", kind.into());
        more(" and p.area = ?", area.into());
    }
    more(" order by p.area, p.kind, p.from_ms, p.account limit ?", HOLDERS_MAX.into());
    db.rows(sql, args).await?.iter().map(holder).collect()
}

fn holder(row: &Record) -> Result<Holder, Fault> {
    Ok(Holder {
        account: row.id("account")?,
        name: row.maybe_text("words")?,
        kind: row.text("kind")?,
        area: row.area("area")?,
        title: row.text("title")?,
    })
}

/// The people who are on a case, for whoever sees it, each with the end of their membership.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn members(db: &Db, scope: &Scope, (area, case): (AreaCode, &Id)) -> Result<Vec<(Id, Option<Time>)>, Fault> {
    if !scope.sees(area, Some(case)) {
        return Ok(Vec::new());
    }
    let sql = "select account, until_ms from account_cases where case_id = $1 order by account limit $2";
    let rows = db.rows(sql, args![case, CLAIMS_MAX]).await?;
    rows.iter().map(|row| Ok((row.id("account")?, row.maybe_time("until_ms")?))).collect()
}

/// Tokens for areas of the scope, newest first.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn tokens(db: &Db, scope: &Scope) -> Result<Vec<TokenSeen>, Fault> {
    let (within, mut args) = desk::scoped(scope, "t.area", "t.id", 1);
    args.push(TOKENS_MAX.into());
    let sql = format!(
        "select t.id, t.kind, t.area, t.actions, t.issued_at_ms, t.until_ms, e.revoked_at_ms, s.label from api_tokens t \
         left join api_token_ends e on e.id = t.id left join account_tokens s on s.id = t.id where {within} order by t.id desc limit ${}",
        args.len()
    );
    db.rows(sql, args).await?.iter().map(token_seen).collect()
}

/// One token of the scope.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn token(db: &Db, scope: &Scope, id: &Id) -> Result<Option<TokenSeen>, Fault> {
    let (within, mut args) = desk::scoped(scope, "t.area", "t.id", 1);
    args.push(id.into());
    let sql = format!(
        "select t.id, t.kind, t.area, t.actions, t.issued_at_ms, t.until_ms, e.revoked_at_ms, s.label from api_tokens t \
         left join api_token_ends e on e.id = t.id left join account_tokens s on s.id = t.id where {within} and t.id = ${}",
        args.len()
    );
    db.one(sql, args).await?.as_ref().map(token_seen).transpose()
}

fn token_seen(row: &Record) -> Result<TokenSeen, Fault> {
    Ok(TokenSeen {
        id: row.id("id")?,
        kind: row.text("kind")?,
        area: row.area("area")?,
        actions: row.text("actions")?,
        label: row.maybe_text("label")?.unwrap_or_default(),
        issued: row.time("issued_at_ms")?,
        until: row.time("until_ms")?,
        revoked: row.maybe_time("revoked_at_ms")?,
    })
}

/// Broken glass of people of the scope, newest first.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn glasses(db: &Db, scope: &Scope) -> Result<Vec<GlassSeen>, Fault> {
    let (within, mut args) = desk::scoped(scope, "a.area", "a.id", 1);
    args.push(GLASSES_MAX.into());
    let sql = format!(
        "select g.id, g.account, g.area, g.taken_at_ms, g.until_ms, e.ended_at_ms, n.words as name, r.words as reason from broken_glass g \
         join accounts a on a.id = g.account left join broken_glass_ends e on e.id = g.id \
         left join sealed n on n.id = a.name_id left join sealed r on r.id = g.id \
         where {within} order by g.taken_at_ms desc, g.id desc limit ${}",
        args.len()
    );
    db.rows(sql, args).await?.iter().map(glass_seen).collect()
}

fn glass_seen(row: &Record) -> Result<GlassSeen, Fault> {
    Ok(GlassSeen {
        id: row.id("id")?,
        account: row.id("account")?,
        name: row.maybe_text("name")?,
        area: row.area("area")?,
        reason: row.maybe_text("reason")?,
        taken: row.time("taken_at_ms")?,
        until: row.maybe_time("ended_at_ms")?.unwrap_or(row.time("until_ms")?),
    })
}

//! Who asks, as the stores and tables know them: by session, by token, and whether either is still good.

use std::sync::Arc;

use desk::{Db, Desk, Fault, Record, Value, args};
use kernel::{Actor, Id, Time};
use web::{CREDENTIALS_ASKED_MAX, Caller, Credential, Language, PostHeld};

use crate::gate::{Asker, AskerPost};
use crate::secret::{Digested, Secret};
use crate::standing::Standing;
use crate::stores::IDLE_MIN;

/// A session is marked as used when it was not for so long, in milliseconds: once a minute, not at every request.
const SEEN_EVERY_MS: i64 = 60_000;
/// How many posts and cases of one caller count.
const CLAIMS_MAX: i64 = 200;

/// Whoever is in the session of this token.
pub(crate) async fn by_session(desk: &Desk, token: &Secret, now: Time) -> Result<Option<Standing>, Fault> {
    let sql = "select s.id, s.account, s.post, s.seen_ms, s.until_ms, p.language, w.words, a.glass_area, a.glass_until_ms \
               from account_sessions s join accounts a on a.id = s.account \
               left join account_people p on p.account = s.account left join sealed w on w.id = a.name_id \
               where s.token = $1 and s.until_ms > $2 and s.seen_ms > $3 and not a.closed";
    let idle = now.plus_min(-IDLE_MIN);
    let Some(row) = desk.db().one(sql, args![token.digest(), now, idle]).await? else { return Ok(None) };
    let (id, account) = (row.id("id")?, row.id("account")?);
    if now.since_ms(row.time("seen_ms")?) >= SEEN_EVERY_MS {
        mark_seen(desk, &[&id], now).await?;
    }
    let (asker, held) = claims(desk, &account, &row).await?;
    let post = acting_on(&held, row.maybe_id("post")?.as_ref(), asker.at);
    let caller = Caller {
        actor: Actor(format!("account/{account}")),
        account,
        name: row.maybe_text("words")?.unwrap_or_default(),
        post,
        language: row.maybe_text("language")?.and_then(|tag| Language::parse(&tag)),
        csrf: token.derived("csrf"),
        credential: Credential::Session(id),
    };
    Ok(Some(Standing { caller, asker, only: Vec::new(), loaded: now, until: row.time("until_ms")? }))
}

/// What counts for the person of an account now; nothing where it is closed.
pub(crate) async fn asker(desk: &Desk, account: &Id) -> Result<Asker, Fault> {
    let sql = "select glass_area, glass_until_ms from accounts where id = $1 and not closed";
    let Some(row) = desk.db().one(sql, args![account]).await? else { return Ok(Asker::default()) };
    Ok(claims(desk, account, &row).await?.0)
}

/// What counts for the person of an account whose broken glass stands in `row`, and the posts that they hold.
async fn claims(desk: &Desk, account: &Id, row: &Record) -> Result<(Asker, Vec<(PostHeld, Option<Time>)>), Fault> {
    let at = desk.now();
    let held = posts(desk.db(), account).await?;
    let glass = row.maybe_area("glass_area")?.zip(row.maybe_time("glass_until_ms")?);
    let cases = cases(desk.db(), account).await?;
    let post = |(post, until): &(PostHeld, Option<Time>)| AskerPost {
        kind: Arc::from(post.kind.as_str()),
        area: post.area,
        until: *until,
    };
    Ok((Asker { posts: held.iter().map(post).collect(), cases, glass, person: true, at }, held))
}

/// Whatever program uses the token with this digest.
pub(crate) async fn by_token(desk: &Desk, digest: &Digested, now: Time) -> Result<Option<Standing>, Fault> {
    let sql = "select t.id, s.label, t.kind, t.area, t.actions, t.until_ms from account_tokens s join api_tokens t on t.id = s.id \
               left join api_token_ends e on e.id = t.id where s.token = $1 and t.until_ms > $2 and e.id is null";
    let Some(row) = desk.db().one(sql, args![digest, now]).await? else { return Ok(None) };
    let (id, area, kind) = (row.id("id")?, row.area("area")?, row.text("kind")?);
    let claim = AskerPost { kind: Arc::from(kind.as_str()), area, until: None };
    let caller = Caller {
        actor: Actor(format!("token/{id}")),
        account: id.clone(),
        name: row.text("label")?,
        post: Some(PostHeld { id: id.clone(), name: kind.clone(), area, kind }),
        language: None,
        csrf: String::new(),
        credential: Credential::Token(id),
    };
    let asker = Asker { posts: vec![claim], at: desk.now(), ..Asker::default() };
    let only = row.text("actions")?.split_whitespace().map(str::to_owned).collect();
    Ok(Some(Standing { caller, asker, only, loaded: now, until: row.time("until_ms")? }))
}

/// Which of these are still good. An open live page is a desk in use, so its session is marked as used.
pub(crate) async fn still_good(desk: &Desk, credentials: &[Credential], now: Time) -> Result<Vec<Credential>, Fault> {
    let (mut sessions, mut tokens) = (Vec::new(), Vec::new());
    for credential in credentials.iter().take(CREDENTIALS_ASKED_MAX) {
        match credential {
            Credential::Session(id) => sessions.push(id),
            Credential::Token(id) => tokens.push(id),
        }
    }
    let in_use = "select s.id, s.seen_ms from account_sessions s join accounts a on a.id = s.account \
                  where not a.closed and s.until_ms > $1 and s.id in ";
    let in_force = "select t.id from api_tokens t left join api_token_ends e on e.id = t.id \
                    where e.id is null and t.until_ms > $1 and t.id in ";
    let mut good = Vec::with_capacity(credentials.len());
    let mut stale = Vec::new();
    for row in among(desk.db(), in_use, args![now], &sessions).await? {
        let id = row.id("id")?;
        if now.since_ms(row.time("seen_ms")?) >= SEEN_EVERY_MS {
            stale.push(id.clone());
        }
        good.push(Credential::Session(id));
    }
    mark_seen(desk, &stale.iter().collect::<Vec<_>>(), now).await?;
    for row in among(desk.db(), in_force, args![now], &tokens).await? {
        good.push(Credential::Token(row.id("id")?));
    }
    Ok(good)
}

/// The posts that an account holds, each until when; what has ended by itself is among them.
pub(crate) async fn posts(db: &Db, account: &Id) -> Result<Vec<(PostHeld, Option<Time>)>, Fault> {
    let sql = "select post, kind, area, title, until_ms from account_posts where account = $1 order by from_ms, post limit $2";
    db.rows(sql, args![account, CLAIMS_MAX]).await?.iter().map(held).collect()
}

fn held(row: &Record) -> Result<(PostHeld, Option<Time>), Fault> {
    let (kind, title) = (row.text("kind")?, row.text("title")?);
    let name = if title.is_empty() { kind.clone() } else { title };
    Ok((PostHeld { id: row.id("post")?, name, area: row.area("area")?, kind }, row.maybe_time("until_ms")?))
}

async fn cases(db: &Db, account: &Id) -> Result<Vec<(Id, Option<Time>)>, Fault> {
    let sql = "select case_id, until_ms from account_cases where account = $1 order by case_id limit $2";
    let rows = db.rows(sql, args![account, CLAIMS_MAX]).await?;
    rows.iter().map(|row| Ok((row.id("case_id")?, row.maybe_time("until_ms")?))).collect()
}

/// The post that was chosen, where it is still held; else the first that is.
fn acting_on(held: &[(PostHeld, Option<Time>)], chosen: Option<&Id>, at: Time) -> Option<PostHeld> {
    let mut live = held.iter().filter(|(_, until)| until.is_none_or(|end| end > at)).map(|(post, _)| post);
    let first = live.clone().next();
    live.find(|post| Some(&post.id) == chosen).or(first).cloned()
}

async fn mark_seen(desk: &Desk, sessions: &[&Id], now: Time) -> Result<(), Fault> {
    if sessions.is_empty() {
        return Ok(());
    }
    let mut args = args![now];
    args.extend(sessions.iter().map(|id| Value::from(*id)));
    let sql = format!("update account_sessions set seen_ms = $1 where id in ({})", numbered(2, sessions.len()));
    desk.store(vec![(sql.into(), args)]).await.map(|_| ())
}

async fn among(db: &Db, sql: &str, mut args: Vec<Value>, ids: &[&Id]) -> Result<Vec<Record>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let list = numbered(args.len() + 1, ids.len());
    args.extend(ids.iter().map(|id| Value::from(*id)));
    db.rows(format!("{sql}({list})"), args).await
}

/// `$first, … ` for `n` arguments.
fn numbered(first: usize, n: usize) -> String {
    (first..first + n).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ")
}

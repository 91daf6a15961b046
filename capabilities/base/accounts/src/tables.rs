//! Tables kept from facts: accounts, the posts and cases of each, tokens, broken glass.

use desk::{Entered, Rows, args, table};
use kernel::{AreaCode, Id, Time};

use crate::facts::{AccountFact, TokenFact};
use crate::state::{Account, Token};

table! {
    /// One row an account, as lists and the gate read it.
    pub struct AccountRow in "accounts" by ("id") {
        /// The account.
        pub id: Id,
        /// The area whose administrators look after it.
        pub area: AreaCode,
        /// The sealed name.
        pub name_id: Id,
        /// Whether it is closed.
        pub closed: bool,
        /// Whether a password was set.
        pub password: bool,
        /// Whether one-time codes are asked for.
        pub codes: bool,
        /// Where the glass was broken last.
        pub glass_area: Option<AreaCode>,
        /// Until when.
        pub glass_until_ms: Option<Time>,
        /// The version of the account.
        pub version: u64,
    }
}

table! {
    /// When something last happened to an account.
    pub struct TimeRow in "account_times" by ("account", "what") {
        /// The account.
        pub account: Id,
        /// What: `opened`, `closed`, `signed_in`.
        pub what: &'static str,
        /// When.
        pub at_ms: Time,
    }
}

table! {
    /// One row a post that a person holds.
    pub struct PostRow in "account_posts" by ("account", "post") {
        /// The account.
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
        pub from_ms: Time,
        /// When it ends by itself.
        pub until_ms: Option<Time>,
    }
}

table! {
    /// One row a case that a person is on.
    pub struct CaseRow in "account_cases" by ("account", "case_id") {
        /// The account.
        pub account: Id,
        /// The case.
        pub case_id: Id,
        /// When it ends by itself.
        pub until_ms: Option<Time>,
    }
}

table! {
    /// One row a token of the API.
    pub struct TokenRow in "api_tokens" by ("id") {
        /// The token.
        pub id: Id,
        /// The kind of post whose powers it has.
        pub kind: String,
        /// The area it answers for.
        pub area: AreaCode,
        /// The only actions it may be used for, separated by spaces; empty for all of the post.
        pub actions: String,
        /// The account that issued it.
        pub account: Option<Id>,
        /// When it was issued.
        pub issued_at_ms: Time,
        /// When it ends, by the machine's clock.
        pub until_ms: Time,
    }
}

table! {
    /// One row a token that was revoked.
    pub struct TokenEndRow in "api_token_ends" by ("id") {
        /// The token.
        pub id: Id,
        /// When.
        pub revoked_at_ms: Time,
    }
}

table! {
    /// One row a glass that was broken.
    pub struct GlassRow in "broken_glass" by ("id") {
        /// The taking, named by its sealed reason.
        pub id: Id,
        /// The account.
        pub account: Id,
        /// Where it holds.
        pub area: AreaCode,
        /// When it was taken.
        pub taken_at_ms: Time,
        /// When it ends at the latest.
        pub until_ms: Time,
    }
}

table! {
    /// One row a glass that was given back, or taken away, before its time.
    pub struct GlassEndRow in "broken_glass_ends" by ("id") {
        /// The taking.
        pub id: Id,
        /// When.
        pub ended_at_ms: Time,
    }
}

/// Keeps the rows of an account.
pub fn keep_account(before: &Account, after: &Account, entered: &Entered<AccountFact>, rows: &mut Rows) {
    keep_head(after, entered, rows);
    let account = || entered.id.clone();
    let mut time = |what| rows.put(TimeRow { account: account(), what, at_ms: entered.at });
    match &entered.fact {
        AccountFact::Opened { .. } => time("opened"),
        AccountFact::SignedIn { .. } => time("signed_in"),
        AccountFact::Closed { .. } => time("closed"),
        AccountFact::PostGranted { post, post_kind, area, title, until } => rows.put(PostRow {
            account: account(),
            post: post.clone(),
            kind: post_kind.clone(),
            area: *area,
            title: title.clone(),
            from_ms: entered.at,
            until_ms: *until,
        }),
        AccountFact::PostEnded { post } => rows.remove::<PostRow>(args![account(), post]),
        AccountFact::MembershipGiven { case, until } => {
            rows.put(CaseRow { account: account(), case_id: case.clone(), until_ms: *until });
        }
        AccountFact::MembershipEnded { case } => rows.remove::<CaseRow>(args![account(), case]),
        AccountFact::BreakGlassTaken { area, reason, until } => rows.put(GlassRow {
            id: reason.id.clone(),
            account: account(),
            area: *area,
            taken_at_ms: entered.at,
            until_ms: *until,
        }),
        _ => {}
    }
    end_glass(before, after, entered, rows);
}

fn keep_head(after: &Account, entered: &Entered<AccountFact>, rows: &mut Rows) {
    let (Some(area), Some(name)) = (after.home, &after.name) else { return };
    rows.put(AccountRow {
        id: entered.id.clone(),
        area,
        name_id: name.id.clone(),
        closed: after.closed,
        password: after.password,
        codes: after.codes,
        glass_area: after.glass.as_ref().map(|glass| glass.area),
        glass_until_ms: after.glass.as_ref().map(|glass| glass.until),
        version: after.version,
    });
}

/// A glass that is broken anew, given back or taken away ends the one before it.
fn end_glass(before: &Account, after: &Account, entered: &Entered<AccountFact>, rows: &mut Rows) {
    let Some(ended) = before.glass_at(entered.at) else { return };
    if after.glass.as_ref() != Some(ended) {
        rows.put(GlassEndRow { id: ended.id.clone(), ended_at_ms: entered.at });
    }
}

/// Keeps the rows of a token.
pub fn keep_token(_: &Token, after: &Token, entered: &Entered<TokenFact>, rows: &mut Rows) {
    let Some(issued) = &after.issued else { return };
    match &entered.fact {
        TokenFact::Issued { .. } => rows.put(TokenRow {
            id: entered.id.clone(),
            kind: issued.kind.clone(),
            area: issued.area,
            actions: issued.actions.join(" "),
            account: issued.account.clone(),
            issued_at_ms: entered.at,
            until_ms: issued.until,
        }),
        TokenFact::Revoked {} => rows.put(TokenEndRow { id: entered.id.clone(), revoked_at_ms: entered.at }),
    }
}

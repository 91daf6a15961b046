//! What acts on accounts must know of the tables and stores, and what of them must be durable with the facts.

use desk::{Fault, Look, Pen, Rows, args};
use kernel::Id;

use crate::acts::{
    ADMINISTRATOR, AccountKnown, BreakGlass, Close, EndGlass, EndMembership, EndPost, EnrolCodes, GiveMembership, GrantPost,
    IssueToken, Open, PasswordKnown, PasswordProof, RemoveCodes, Rename, Reopen, RevokeToken, SetPassword, SetPin, SignIn,
    SignOut,
};
use crate::stores::{CodesRow, LinkRow, PasswordRow, PersonRow, PinRow, SessionRow, TokenSecretRow};

/// How many sessions of one account are ended at once.
const SESSIONS_MAX: i64 = 500;

async fn other_administrators(under: &Pen<'_>, account: &Id) -> Result<bool, Fault> {
    let sql = "select p.account from account_posts p join accounts a on a.id = p.account \
               where p.kind = $1 and (p.until_ms is null or p.until_ms > $2) and not a.closed and p.account <> $3 limit 1";
    Ok(!under.rows(sql, args![ADMINISTRATOR, under.at(), account]).await?.is_empty())
}

async fn sessions(under: &Pen<'_>, account: &Id) -> Result<Vec<Id>, Fault> {
    let sql = "select id from account_sessions where account = $1 order by id limit $2";
    under.rows(sql, args![account, SESSIONS_MAX]).await?.iter().map(|row| row.id("id")).collect()
}

impl Look for Open {
    async fn look(&self, under: &Pen<'_>) -> Result<AccountKnown, Fault> {
        let sql = "select account from account_people where sign_in = $1 and account <> $2 limit 1";
        let taken = under.rows(sql, args![self.sign_in.as_str(), &self.account]).await?;
        Ok(AccountKnown { sign_in_taken: !taken.is_empty(), ..AccountKnown::default() })
    }

    fn beside(&self, _: &AccountKnown, rows: &mut Rows) {
        self.name.keep(rows);
        rows.add(PersonRow { account: self.account.clone(), sign_in: self.sign_in.as_str().to_owned(), language: None });
    }
}

impl Look for Rename {
    fn beside(&self, (): &(), rows: &mut Rows) {
        self.name.keep(rows);
    }
}

impl Look for Close {
    async fn look(&self, under: &Pen<'_>) -> Result<AccountKnown, Fault> {
        let other_administrators = other_administrators(under, &self.account).await?;
        Ok(AccountKnown { other_administrators, sessions: sessions(under, &self.account).await?, ..AccountKnown::default() })
    }

    fn beside(&self, known: &AccountKnown, rows: &mut Rows) {
        self.reason.keep(rows);
        rows.remove::<PinRow>(args![&self.account]);
        for session in &known.sessions {
            rows.remove::<SessionRow>(args![session]);
        }
    }
}

impl Look for Reopen {}
impl Look for GrantPost {}

impl Look for EndPost {
    async fn look(&self, under: &Pen<'_>) -> Result<AccountKnown, Fault> {
        let other_administrators = other_administrators(under, &self.account).await?;
        Ok(AccountKnown { other_administrators, ..AccountKnown::default() })
    }
}

impl Look for GiveMembership {}
impl Look for EndMembership {}

impl Look for BreakGlass {
    fn beside(&self, (): &(), rows: &mut Rows) {
        self.reason.keep(rows);
    }
}

impl Look for EndGlass {}

impl Look for SetPassword {
    async fn look(&self, under: &Pen<'_>) -> Result<PasswordKnown, Fault> {
        let link_holds = match &self.proof {
            PasswordProof::Link(token) => {
                let sql = "select token from account_links where token = $1";
                !under.rows(sql, args![token]).await?.is_empty()
            }
            PasswordProof::OldPassword { .. } | PasswordProof::Operator => false,
        };
        Ok(PasswordKnown { sessions: sessions(under, &self.account).await?, link_holds })
    }

    fn beside(&self, known: &PasswordKnown, rows: &mut Rows) {
        rows.put(PasswordRow { account: self.account.clone(), hash: self.hash.clone() });
        rows.remove::<PinRow>(args![&self.account]);
        if let PasswordProof::Link(token) = &self.proof {
            rows.remove::<LinkRow>(args![token]);
        }
        for session in self.ended(known) {
            rows.remove::<SessionRow>(args![session]);
        }
    }
}

impl Look for EnrolCodes {
    fn beside(&self, (): &(), rows: &mut Rows) {
        rows.put(CodesRow { account: self.account.clone(), code_key: self.key.clone(), last_step: self.step });
    }
}

impl Look for RemoveCodes {
    fn beside(&self, (): &(), rows: &mut Rows) {
        rows.remove::<CodesRow>(args![&self.account]);
    }
}

impl Look for SetPin {
    fn beside(&self, (): &(), rows: &mut Rows) {
        rows.put(PinRow { account: self.account.clone(), hash: self.hash.clone(), until_ms: self.until, wrong: 0 });
    }
}

impl Look for SignIn {
    fn beside(&self, (): &(), rows: &mut Rows) {
        let session = &self.session;
        rows.put(SessionRow {
            id: session.id.clone(),
            account: self.account.clone(),
            token: session.token.clone(),
            post: None,
            opened_ms: session.opened,
            seen_ms: session.opened,
            until_ms: session.until,
            source: session.source.clone(),
            agent: session.agent.clone(),
        });
    }
}

impl Look for SignOut {
    fn beside(&self, (): &(), rows: &mut Rows) {
        rows.remove::<SessionRow>(args![&self.session]);
    }
}

impl Look for IssueToken {
    fn beside(&self, (): &(), rows: &mut Rows) {
        rows.add(TokenSecretRow { token: self.digest.clone(), id: self.token.clone(), label: self.label.clone() });
    }
}

impl Look for RevokeToken {}

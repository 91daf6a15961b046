//! Reports over all incidents: what waits for a receipt, and what was written last.

use std::sync::Arc;

use askama::Template;
use kernel::{Id, Time};
use web::{Answer, Here, Markup, Say, Sheet, Word};

use super::naming;
use crate::api::Office;
use crate::body::Body;
use crate::reads::{self, OUTSTANDING_MAX};
use crate::wording::Voice;
use crate::words;

/// How many reports are listed.
const REPORTS_SHOWN: i64 = 100;

#[derive(Template)]
#[template(path = "lists.html")]
struct Lists<'a> {
    say: &'a Say,
    outstanding: Vec<OutstandingView>,
    reports: Vec<LineView>,
}

/// A sending whose receipt is outstanding.
struct OutstandingView {
    report: Id,
    sending: Id,
    number: String,
    name: String,
    line: Word,
    way: Word,
    address: String,
    clock: Markup,
}

/// A report in the list.
struct LineView {
    id: Id,
    incident: Id,
    label: String,
    number: String,
    title: String,
    standing: String,
    made_at: Time,
    first_sent: Option<Time>,
    signer: Option<String>,
}

pub(super) async fn reports(here: Here, _: Arc<Office>) -> Answer {
    let (say, scope) = (&here.say, here.scope());
    let voice = Voice { say, zone: here.desk().zone() };
    let waiting = reads::outstanding(here.db(), &scope, OUTSTANDING_MAX).await?;
    let lines = reads::listed(here.db(), &scope, None, REPORTS_SHOWN).await?;
    let outstanding = waiting.into_iter().map(|one| OutstandingView {
        line: naming::line(one.line),
        way: naming::way(one.way),
        address: one.address.unwrap_or_default(),
        clock: naming::clock(say, (one.sent_at, one.due_at), None),
        report: one.report,
        sending: one.sending,
        number: one.number,
        name: one.name,
    });
    let standing = |word: &str| {
        use crate::state::Standing::{Draft, Sent, Superseded, Voided};
        let found = [Draft, Sent, Superseded, Voided].into_iter().find(|one| one.as_str() == word).unwrap_or(Draft);
        say.word(naming::standing(found)).into_owned()
    };
    let reports = lines.into_iter().map(|one| LineView {
        label: voice.label(one.report, one.seq),
        title: one.words.as_deref().map_or_else(|| say.word(words::ERASED).into_owned(), |words| Body::split(words).title),
        standing: standing(&one.standing),
        id: one.id,
        incident: one.incident,
        number: one.number,
        made_at: one.made_at,
        first_sent: one.first_sent,
        signer: one.signer,
    });
    let page = Lists { say, outstanding: outstanding.collect(), reports: reports.collect() };
    here.page(Sheet::titled(say.word(words::LIST_TITLE)), &page)
}

//! `/accounts/watch`: broken glass with its reasons, and what failed at the door in the last 180 days.

use std::sync::Arc;

use askama::Template;
use kernel::Time;
use web::{Answer, Here, Say, Sheet};

use crate::audit::{self, Line};
use crate::doorstep::Office;
use crate::reads::{self, AccountSeen, Asked, GlassSeen};
use crate::words;

/// How many closed accounts are listed for erasing.
const CLOSED_MAX: i64 = 200;

#[derive(Template)]
#[template(path = "watch.html")]
struct WatchPage<'a> {
    say: &'a Say,
    glasses: Vec<GlassLine>,
    lines: Vec<Line>,
    may_erase: bool,
    closed: Vec<AccountSeen>,
}

/// One broken glass.
struct GlassLine {
    glass: GlassSeen,
    path: String,
    whole: bool,
}

impl WatchPage<'_> {
    fn what(&self, line: &Line) -> String {
        let key = format!("accounts-noted-{}", line.what.replace('_', "-"));
        self.say.key(&key, &[])
    }

    fn name(&self, glass: &GlassSeen) -> String {
        glass.name.clone().unwrap_or_else(|| self.say.word(words::PERSON_ERASED).into_owned())
    }
}

/// For whoever reads the journal.
pub(super) async fn page(office: Arc<Office>, here: Here) -> Answer {
    let (say, scope) = (&here.say, here.scope());
    let now: Time = here.desk().now();
    let glasses = reads::glasses(here.db(), &scope).await?.into_iter();
    let glasses = glasses.map(|glass| GlassLine { path: office.path(glass.area), whole: glass.until > now, glass }).collect();
    let lines = audit::lines(here.db(), &scope).await?;
    let may_erase = here.may(super::ERASE, None, None);
    let asked = Asked { closed: true, limit: CLOSED_MAX, ..Asked::default() };
    let closed = reads::accounts(here.db(), &here.scope_for(super::ERASE), &asked).await?;
    let closed = closed.into_iter().filter(|account| account.name.is_some()).collect();
    here.page(Sheet::titled(say.word(words::WATCH_TITLE)), &WatchPage { say, glasses, lines, may_erase, closed })
}

//! Who is on the incident, as its page shows it; and choosing whom to call from what was typed.

use askama::Template;
use desk::Fault;
use kernel::Id;
use places::Atlas;
use web::{Answer, Here, Listing, Markup, Say};

use super::parts::Hidden;
use super::sight::Sight;
use crate::members::{self, Candidate, FOUND_MAX};
use crate::words;

/// The people who are on it.
#[derive(Template)]
#[template(path = "part_members.html")]
pub struct MembersPart<'a> {
    pub say: &'a Say,
    pub id: &'a Id,
    pub rows: Vec<MemberRow>,
    pub may_let_go: bool,
    pub hidden: Hidden<'a>,
}

/// Somebody who is on it.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// Their account.
    pub account: Id,
    /// Their name; how an account is called whose person was erased.
    pub name: String,
    /// The post for which they were called.
    pub post: String,
    /// When it ends by itself.
    pub until: Option<Markup>,
}

/// The suggestions for whom to call.
#[derive(Template)]
#[template(ext = "html", source = "{% for value in options %}<option value=\"{{ value }}\"></option>{% endfor %}")]
struct Suggestions {
    options: Vec<String>,
}

/// The rows of those who are on it, or were at the moment that is shown.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn rows(here: &Here, sight: &Sight) -> Result<Vec<MemberRow>, Fault> {
    let members = members::members(here, &sight.id, &sight.incident).await?;
    let row = |member: members::Member| MemberRow {
        name: member.name.unwrap_or_else(|| super::who::nameless(sight.say(), &member.account)),
        account: member.account,
        post: member.post,
        until: member.until.filter(|_| sight.speak.live).map(|until| sight.say().when(until)),
    };
    Ok(members.into_iter().map(row).collect())
}

impl<'a> MembersPart<'a> {
    /// The part, with buttons to let people go where that may be done.
    pub fn of(sight: &'a Sight, rows: Vec<MemberRow>, (may_let_go, hidden): (bool, Hidden<'a>)) -> Self {
        Self { say: sight.say(), id: &sight.id, rows, may_let_go, hidden }
    }
}

/// Those who answer to what was typed so far.
pub async fn suggested(here: Here, asked: Listing, atlas: &Atlas) -> Answer {
    let found = members::candidates(&here, atlas, &asked.search()).await?;
    let options = found.iter().take(FOUND_MAX).map(|one| one.written(&here.say)).collect();
    here.part(&Suggestions { options })
}

/// The one that was typed or chosen: written out, or by a name that only one has; nothing where it cannot be told who is meant.
pub fn chosen(found: Vec<Candidate>, (typed, say): (&str, &Say)) -> Option<Candidate> {
    let typed = typed.trim();
    let written = found.iter().find(|one| one.written(say) == typed).cloned();
    let mut named = found.into_iter().filter(|one| one.name.as_deref() == Some(typed));
    let only =
        named.next().filter(|first| named.all(|other| other.whom.first().map(|w| &w.0) == first.whom.first().map(|w| &w.0)));
    written.or(only)
}

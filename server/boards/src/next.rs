//! The next telephone number: whom a waiting duty or step of the leader sheet is owed to, by the contact book.

use desk::clocks::Due;
use desk::{Db, Fault};
use kernel::{AreaCode, Scope};
use organisations::reads::{PostsAsked, Role, bodies_in_role, posts_by_kind};
use organisations::{BodyKind, Level, Line, PostKind};
use rules::InForce;

/// Somebody to ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// Who that is: body, or title and name.
    pub who: String,
    /// The number as it is dialled.
    pub phone: String,
}

/// Whom to ring for what waits; nothing where the contact book has nobody.
pub(crate) async fn number(db: &Db, scope: &Scope, due: &Due, rules: &InForce) -> Result<Option<Number>, Fault> {
    match due.name.strip_prefix("tell/") {
        Some(step) => inside(db, scope, due.area, step).await,
        None => outside(db, scope, due, rules).await,
    }
}

/// A post of the city's own: `head/department/emergency`.
async fn inside(db: &Db, scope: &Scope, area: AreaCode, step: &str) -> Result<Option<Number>, Fault> {
    let mut parts = step.split('/');
    let Some(kind) = parts.next().and_then(PostKind::parse) else { return Ok(None) };
    let asked = PostsAsked { kind, body_kind: parts.next().and_then(BodyKind::parse), field: parts.next() };
    let city = area.within(kernel::AreaLevel::City);
    for found in posts_by_kind(db, scope, city, asked).await? {
        for post in std::iter::once(found.post).chain(found.deputies) {
            let details = post.holder.and_then(|holder| holder.details);
            if let Some(phone) = details.as_ref().and_then(|d| d.mobile.as_ref()) {
                let name = details.as_ref().map_or("", |d| d.name.as_str());
                return Ok(Some(Number { who: format!("{} {name}", post.title), phone: phone.to_string() }));
            }
        }
    }
    Ok(None)
}

/// A body that must be told: the party of the duty, found by its role.
async fn outside(db: &Db, scope: &Scope, due: &Due, rules: &InForce) -> Result<Option<Number>, Fault> {
    let party = due.name.split_once('>').and_then(|(_, rest)| rest.split('/').next()).and_then(|id| rules.party(id));
    let line = due.name.split('/').nth(1).and_then(Line::parse);
    let (Some(party), Some(line)) = (party, line) else { return Ok(None) };
    let (Some(level), Some(kind)) = (Level::parse(&party.level), BodyKind::parse(&party.kind)) else { return Ok(None) };
    let role = Role { level, kind, field: party.field.as_deref(), line };
    let bodies = bodies_in_role(db, scope, due.area, role).await?;
    let first = bodies.iter().find_map(|body| Some((body, body.first_phone()?)));
    Ok(first.map(|(body, phone)| Number { who: body.name.clone(), phone: phone.number.to_string() }))
}

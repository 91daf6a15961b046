//! What follows when a body moves: its posts go with it.

use desk::{BoxFuture, Desk, Entered, Fault, Proposal, args, one};

use crate::acts::FollowBody;
use crate::facts::BodyFact;

/// How many posts follow a body at most; more have none.
const POSTS_MAX: i64 = 1_000;

/// Proposes that every post of a body follows it into its new area.
pub fn follow(desk: &Desk, entered: Entered<BodyFact>) -> BoxFuture<'_, Result<Vec<Proposal>, Fault>> {
    Box::pin(async move {
        if !matches!(entered.fact, BodyFact::Moved { .. }) {
            return Ok(Vec::new());
        }
        let body = entered.id;
        let sql = "select id from posts where body_id = $1 and not abolished order by id limit $2";
        let rows = desk.db().rows(sql, args![&body, POSTS_MAX]).await?;
        let follow = |row: &desk::Record| Ok::<_, Fault>(one(&row.id("id")?, FollowBody {}));
        let acts = rows.iter().map(follow).collect::<Result<Vec<_>, _>>()?;
        Ok(if acts.is_empty() { Vec::new() } else { vec![Proposal::all(acts)] })
    })
}

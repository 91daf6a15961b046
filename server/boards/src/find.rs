//! Incidents in the command bar: by number, words or place, each with class, place and how many are dead, so that Enter leads to the right
//! one.

use std::sync::Arc;

use kernel::Id;
use web::{Entry, Finder, Here, Soon, Trouble};

use crate::Boards;
use crate::queue::about;

/// How many incidents the command bar is offered.
const OFFERED_MAX: usize = 6;
/// How many finds are looked through for incidents.
const FINDS_MAX: i64 = 50;

/// Finds incidents.
#[derive(Debug)]
pub(crate) struct IncidentFinder(pub Arc<Boards>);

impl Finder for IncidentFinder {
    fn find<'a>(&'a self, here: &'a Here, question: &'a str) -> Soon<'a, Result<Vec<Entry>, Trouble>> {
        Box::pin(self.incidents(here, question))
    }
}

impl IncidentFinder {
    async fn incidents(&self, here: &Here, question: &str) -> Result<Vec<Entry>, Trouble> {
        let scope = here.scope_for("incidents.read");
        let finds = desk::search::find(here.db(), &scope, question, FINDS_MAX).await?;
        let ids = finds.iter().filter_map(|find| Id::parse(find.stream.strip_prefix("incident/")?).ok());
        let ids: Vec<Id> = ids.take(OFFERED_MAX).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let filter = incidents::reads::Filter { ids: Some(ids), ..Default::default() };
        let rules = self.0.rules.book().in_force(here.desk().now());
        let listed = incidents::reads::list(here.db(), &scope, &filter, (None, incidents::reads::INCIDENTS_MAX)).await?;
        let entry = |line: &incidents::reads::Line| Entry {
            title: about(&here.say, line, &rules),
            detail: format!("{} · {}", line.number, here.say.time(line.received_at)),
            path: format!("/incidents/{}", line.id),
        };
        Ok(listed.lines.iter().map(entry).collect())
    }
}

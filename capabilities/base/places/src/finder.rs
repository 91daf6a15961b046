//! Areas in the command bar: a name, initials or a code lead to the area.

use web::{Entry, Finder, Here, Soon, Trouble};

use crate::api::READ;
use crate::{Places, reads};

/// How many areas the command bar is offered.
const ENTRIES_MAX: usize = 5;

impl Finder for Places {
    fn find<'a>(&'a self, here: &'a Here, question: &'a str) -> Soon<'a, Result<Vec<Entry>, Trouble>> {
        Box::pin(async move {
            let atlas = self.atlas();
            let page = reads::search(&atlas.gazetteer, &here.scope_for(READ), question, (ENTRIES_MAX, 0));
            let ours = page.found.into_iter().filter(|found| !found.outside_city);
            Ok(ours.map(|f| Entry { title: f.name, detail: f.path, path: format!("/places?area={}", f.code) }).collect())
        })
    }
}

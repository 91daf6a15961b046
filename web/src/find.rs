//! The command bar: finds anything, goes anywhere. Pages come from the doors, subjects from search, the rest from finders.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::door::{DoorFacts, DoorKind};
use crate::gate::Soon;
use crate::section::opens;
use crate::{ApiAnswer, Audience, Door, Here, Query, Reply, Trouble, openapi, words};

/// The longest question, in characters.
pub const QUESTION_CHARS_MAX: usize = 100;
/// How many entries are answered at the most.
pub const ENTRIES_MAX: usize = 20;

/// Answers the command bar from what a capability knows: `new flood`, a name, a place.
pub trait Finder: Send + Sync + 'static {
    /// What fits `question`, best first, within what the caller may see. At most a handful.
    fn find<'a>(&'a self, here: &'a Here, question: &'a str) -> Soon<'a, Result<Vec<Entry>, Trouble>>;
}

/// One line of the command bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// More about it: where, since when.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Where it leads.
    pub path: String,
}

/// What is asked of the command bar.
#[derive(Debug, Deserialize, IntoParams)]
struct Question {
    /// The words typed so far.
    #[serde(default)]
    q: String,
}

/// What the command bar answers.
#[derive(Debug, Serialize, ToSchema)]
struct Entries {
    /// The lines, best first.
    entries: Vec<Entry>,
}

pub(crate) fn door() -> Door {
    Door::read("/api/find", "web.find", find)
        .audience(Audience::SignedIn)
        .says(words::API_FIND)
        .query::<Question>()
        .answers::<Entries>(200)
}

async fn find(here: Here, Query(question): Query<Question>) -> ApiAnswer<Entries> {
    let question: String = question.q.trim().chars().take(QUESTION_CHARS_MAX).collect();
    let mut entries = pages(&here, &question);
    if !question.is_empty() {
        for finder in &here.site.0.finders {
            entries.extend(finder.find(&here, &question).await?);
        }
        for entry in subjects(&here, &question).await? {
            // What a finder has named better is not named twice.
            if entries.iter().all(|known| known.path != entry.path) {
                entries.push(entry);
            }
        }
    }
    entries.truncate(ENTRIES_MAX);
    Ok(Reply::ok(Entries { entries }))
}

/// Pages whose name in either language, or whose path, holds all words of the question.
fn pages(here: &Here, question: &str) -> Vec<Entry> {
    let asked: Vec<String> = question.to_lowercase().split_whitespace().map(ToOwned::to_owned).collect();
    here.site.doors().iter().filter(|door| is_destination(door)).filter_map(|door| page(here, door, &asked)).collect()
}

fn is_destination(door: &DoorFacts) -> bool {
    door.kind == DoorKind::Page && openapi::varying(door.path).next().is_none()
}

fn page(here: &Here, door: &DoorFacts, asked: &[String]) -> Option<Entry> {
    let name = door.name?;
    let title = here.say.word(name).into_owned();
    let known: String = here.site.0.texts.in_all_languages(name).chain([door.path.to_owned()]).collect::<Vec<_>>().join("\n");
    let known = known.to_lowercase();
    let fits = asked.iter().all(|word| known.contains(word)) && opens(here, door);
    fits.then(|| Entry { title, detail: String::new(), path: door.path.to_owned() })
}

async fn subjects(here: &Here, question: &str) -> Result<Vec<Entry>, Trouble> {
    let limit = i64::try_from(ENTRIES_MAX).unwrap_or(i64::MAX);
    let finds = desk::search::find(here.db(), &here.scope(), question, limit).await?;
    let entry = |find: desk::search::Find| {
        let (subject, id) = find.stream.split_once('/')?;
        let door = here.site.doors().iter().find(|d| d.shows == Some(subject))?;
        let path = door.path.replacen("{id}", id, 1);
        opens(here, door).then(|| Entry { title: find.title, detail: here.say.time(find.at), path })
    };
    Ok(finds.into_iter().filter_map(entry).collect())
}

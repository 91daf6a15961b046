//! The desk: one queue of everything that waits for somebody, by the clock that runs out first; beside it what goes on.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use desk::clocks::{self, Due};
use desk::reads as journal;
use kernel::{Id, Scope};
use rules::{InForce, Wording};
use web::{Answer, Audience, Door, Here, Page, Say, Section, Sheet, Trouble};

use crate::next::{Number, number};
use crate::{Boards, words};

/// How many waiting things a page of the queue shows.
pub(crate) const WAITING_MAX: i64 = 60;
/// How many of them stand above the queue with the number to ring.
const TOP: usize = 3;
/// How many open incidents stand beside the queue.
const OPEN_MAX: i64 = 12;
/// How many characters of an incident's words stand in a line.
const WORDS_SHOWN: usize = 60;

/// The queue as a template shows it.
#[derive(Debug, Default)]
pub struct Queue {
    pub(crate) waiting: Vec<Waiting>,
    pub(crate) open: Vec<OpenIncident>,
}

/// One thing that waits for somebody.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub due: Due,
    pub label: String,
    pub about: String,
    pub path: String,
    pub grade: Option<kernel::Grade>,
    pub number: Option<Number>,
}

/// An open incident beside the queue.
#[derive(Debug)]
pub(crate) struct OpenIncident {
    pub path: String,
    pub number: String,
    pub about: String,
    pub grade: Option<kernel::Grade>,
    pub received_at: kernel::Time,
}

#[derive(Template)]
#[template(path = "queue.html")]
struct QueuePage<'a> {
    say: &'a Say,
    queue: &'a Queue,
}

/// The buttons beside the heading.
#[derive(Template)]
#[template(path = "queue_beside.html")]
struct QueueBeside<'a> {
    say: &'a Say,
    may_report: bool,
}

#[derive(Template)]
#[template(path = "queue_part.html")]
struct QueuePart<'a> {
    say: &'a Say,
    queue: &'a Queue,
}

pub(crate) fn doors(boards: &Arc<Boards>) -> Vec<Door> {
    let (page, part) = (boards.clone(), boards.clone());
    vec![
        Door::page("/duty", "incidents.read", move |here: Here| show(here, page.clone()))
            .audience(Audience::SignedIn)
            .says(words::QUEUE_TITLE)
            .rail(Section::Duty),
        Door::page("/", "incidents.read", || async { Page::go("/duty") }).audience(Audience::SignedIn),
        Door::page("/duty/queue", "incidents.read", move |here: Here| fragment(here, part.clone())).audience(Audience::SignedIn),
    ]
}

async fn show(here: Here, boards: Arc<Boards>) -> Answer {
    let queue = Queue::read(&here, &boards, &here.scope_for("incidents.read"), WAITING_MAX).await?;
    let beside = QueueBeside { say: &here.say, may_report: here.may("incidents.report", None, None) };
    let sheet = Sheet::titled(here.say.word(words::QUEUE_TITLE)).section(Section::Duty).beside(&beside);
    here.page(sheet, &QueuePage { say: &here.say, queue: &queue })
}

async fn fragment(here: Here, boards: Arc<Boards>) -> Answer {
    let queue = Queue::read(&here, &boards, &here.scope_for("incidents.read"), WAITING_MAX).await?;
    here.part(&QueuePart { say: &here.say, queue: &queue })
}

impl Queue {
    /// What waits and what goes on, within `scope`. A clock knows where its case is but not who may read it: those of cases that the
    /// scope does not show, such as work secrets, are left out.
    ///
    /// # Errors
    /// A fault when the database does not answer.
    pub async fn read(here: &Here, boards: &Boards, scope: &Scope, limit: i64) -> Result<Self, Trouble> {
        let contacts = here.scope_for("organisations.read");
        let rules = boards.rules.book().in_force(here.desk().now());
        let due = clocks::running(here.db(), scope, limit).await?;
        let mut cases: Vec<Id> = due.iter().filter_map(|d| d.case.clone()).collect();
        cases.sort();
        cases.dedup();
        let lines = lines(here, scope, cases).await?;
        let is_shown = |due: &Due| due.case.as_ref().is_none_or(|case| lines.iter().any(|line| line.id == *case));
        let mut waiting = Vec::with_capacity(due.len());
        for (n, due) in due.into_iter().filter(is_shown).enumerate() {
            let number = if n < TOP { number(here.db(), &contacts, &due, &rules).await? } else { None };
            waiting.push(Waiting::of(&here.say, due, (lines.as_slice(), &rules), number));
        }
        let filter = incidents::reads::Filter { standing: Some("open".into()), ..Default::default() };
        let open = incidents::reads::list(here.db(), scope, &filter, (None, OPEN_MAX)).await?;
        let open = open.lines.iter().map(|line| OpenIncident::of(&here.say, line, &rules)).collect();
        Ok(Self { waiting, open })
    }

    /// Those that run out first, with the number to ring.
    pub(crate) fn top(&self) -> &[Waiting] {
        &self.waiting[..self.waiting.len().min(TOP)]
    }

    /// The others.
    pub(crate) fn rest(&self) -> &[Waiting] {
        &self.waiting[self.waiting.len().min(TOP)..]
    }
}

async fn lines(here: &Here, scope: &Scope, cases: Vec<Id>) -> Result<Vec<incidents::reads::Line>, Trouble> {
    let filter = incidents::reads::Filter { ids: Some(cases), ..Default::default() };
    Ok(incidents::reads::list(here.db(), scope, &filter, (None, incidents::reads::INCIDENTS_MAX)).await?.lines)
}

impl Waiting {
    fn of(say: &Say, due: Due, known: (&[incidents::reads::Line], &InForce), number: Option<Number>) -> Self {
        let (lines, rules) = known;
        let by_id: HashMap<&Id, &incidents::reads::Line> = lines.iter().map(|line| (&line.id, line)).collect();
        let line = due.case.as_ref().and_then(|case| by_id.get(case).copied());
        // Where the next step is done: the leader sheet, or the reports with their receipts and instructions.
        let anchor = if due.kind == "tell" { "sheet" } else { "reports" };
        Self {
            label: match due.kind.as_str() {
                "tell" => say.one(words::QUEUE_TELL, "who", label(say, &due.label)),
                _ => label(say, &due.label),
            },
            about: line.map(|line| about(say, line, rules)).unwrap_or_default(),
            path: due.case.as_ref().map_or_else(|| "/incidents".to_owned(), |case| format!("/incidents/{case}#{anchor}")),
            grade: line.and_then(|line| kernel::Grade::graver_of(line.assessed, line.possible)),
            number,
            due,
        }
    }
}

impl OpenIncident {
    fn of(say: &Say, line: &incidents::reads::Line, rules: &InForce) -> Self {
        Self {
            path: format!("/incidents/{}", line.id),
            number: line.number.clone(),
            about: about(say, line, rules),
            grade: kernel::Grade::graver_of(line.assessed, line.possible),
            received_at: line.received_at,
        }
    }
}

/// Words by language as JSON, in the reader's language; anything else as it is.
pub(crate) fn label(say: &Say, label: &str) -> String {
    match serde_json::from_str::<Wording>(label) {
        Ok(wording) => wording.say(say.language.code()).to_owned(),
        Err(_) => label.to_owned(),
    }
}

/// What kind of incident it is, in the reader's language; nothing while that is not known.
pub(crate) fn class(say: &Say, line: &incidents::reads::Line, rules: &InForce) -> Option<String> {
    let class = line.class.as_deref().and_then(|code| rules.classes().nearest(code));
    class.map(|class| class.name.say(say.language.code()).to_owned())
}

/// Class, place and words in one line.
pub(crate) fn about(say: &Say, line: &incidents::reads::Line, rules: &InForce) -> String {
    let class = class(say, line, rules);
    let words = line.summary.as_deref().map(|s| s.chars().take(WORDS_SHOWN).collect::<String>());
    let parts = [class, line.place.clone(), words];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { line.number.clone() } else { parts.join(" · ") }
}

/// The last facts that the scope holds, newest first: the log beside the queue and the page of the journal.
pub(crate) async fn last_facts(here: &Here, scope: &Scope, before: i64, limit: i64) -> Result<Vec<desk::Envelope>, Trouble> {
    let facts = journal::before(here.db(), before, limit).await?;
    let seen = |fact: &desk::Envelope| {
        let area = fact.area.as_deref().and_then(|area| kernel::AreaCode::parse(area).ok());
        let case = fact.case_id.as_deref().and_then(|case| Id::parse(case).ok());
        area.is_some_and(|area| scope.sees(area, case.as_ref()))
    };
    Ok(facts.into_iter().filter(seen).collect())
}

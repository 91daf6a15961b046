//! `/rules/adoption`: a rule set pasted or uploaded, checked with every fault listed, then adopted.

use std::sync::Arc;

use askama::Template;
use web::{Answer, Door, Field, Form, Here, Markup, Page, Say, Section, Sheet, Told, Trouble, Uploads};

use crate::acts::{Adopt, Refusal};
use crate::check::loose_ends;
use crate::pages::{ADOPT, changes_since};
use crate::problem::Problem;
use crate::rules::Rules;
use crate::set::{RuleSet, SET_BYTES_MAX};
use crate::state::RuleBook;
use crate::words;

/// The largest form: the text, which grows when it is encoded, and a file.
const LIMIT_KB: usize = 1_200;

pub(crate) fn doors(rules: &Arc<Rules>) -> Vec<Door> {
    let sent_to = rules.clone();
    vec![
        Door::page("/rules/adoption", ADOPT, blank).says(words::ADOPT_TITLE),
        Door::form("/rules/adoption", ADOPT, move |here: Here, form: Form, files: Uploads| {
            sent(here, (form, files), sent_to.clone())
        })
        .files(LIMIT_KB),
    ]
}

/// A text after it was looked at.
pub(crate) struct Checked {
    /// The act, when the text reads.
    pub act: Option<Adopt>,
    /// Everything that is wrong with it.
    pub problems: Vec<Problem>,
    /// The version that it would follow.
    pub before: Option<Arc<RuleSet>>,
}

#[derive(Template)]
#[template(path = "adoption.html")]
struct AdoptionPage<'a> {
    say: &'a Say,
    told: Option<Told>,
    good: Option<String>,
    problems: Vec<ProblemShown>,
    hidden: Markup,
    text: Field<'a>,
    file: Field<'a>,
    changes: Markup,
}

struct ProblemShown {
    line: String,
    key: String,
    says: String,
}

/// Looks at a text as adopting would, without adopting it.
pub(crate) fn check(text: &str, book: &RuleBook, now: kernel::Time) -> Checked {
    let act = match Adopt::of(text) {
        Ok(act) => act,
        Err(problems) => return Checked { act: None, problems, before: None },
    };
    let in_force = book.in_force(now);
    let before = in_force.sets().iter().find(|set| set.head.id == act.set().head.id).cloned();
    let problems = loose_ends(act.set(), in_force.sets());
    Checked { act: Some(act), problems, before }
}

async fn blank(here: Here) -> Answer {
    page(&here, &Form::blank(), None)
}

async fn sent(here: Here, (mut form, files): (Form, Uploads), rules: Arc<Rules>) -> Answer {
    here.require(Some(here.site.city().area), None)?;
    if let Some(file) = files.0.first() {
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => form = Form::blank().with("text", text).with("do", form.value("do")).with("once", form.value("once")),
            Err(_) => form.wrong("file", words::NOT_UTF8),
        }
    }
    form.needed("text", SET_BYTES_MAX);
    if !form.is_good() {
        return page(&here, &form, None);
    }
    let checked = check(form.value("text"), &rules.book(), here.say.now);
    if form.value("do") != "adopt" || !checked.problems.is_empty() {
        return page(&here, &form, Some(checked));
    }
    let Some(act) = checked.act.clone() else { return page(&here, &form, Some(checked)) };
    let named = act.set().named();
    match rules.adopt(here.given(), act).await {
        Ok(_) => Ok(Page::go(format!("/rules/{}?version={}", named.set, named.version))),
        Err(refused) => {
            form.refuse(refused);
            page(&here, &form, Some(checked))
        }
    }
}

fn page(here: &Here, form: &Form, checked: Option<Checked>) -> Answer {
    let say = &here.say;
    let (act, problems, before) = checked.map_or((None, Vec::new(), None), |c| (c.act, c.problems, c.before));
    let set = act.as_ref().map(Adopt::set).filter(|_| problems.is_empty() && form.is_good());
    let changes = before.as_ref().zip(set).map(|(old, new)| changes_since(say, words::ADOPT_CHANGES, (old, new)));
    let status = if problems.is_empty() { form.status() } else { axum::http::StatusCode::UNPROCESSABLE_ENTITY };
    let template = AdoptionPage {
        say,
        told: form.told(say),
        good: set.map(|set| good(say, set, before.as_deref())),
        problems: problems.iter().map(|problem| ProblemShown::of(say, problem)).collect(),
        hidden: here.hidden(form),
        text: form.field(say, "text", words::ADOPT_TEXT).lines(24).wide(),
        file: form.field(say, "file", words::ADOPT_FILE).files(".toml"),
        changes: changes.unwrap_or_default(),
    };
    let sheet = Sheet::titled(say.word(words::ADOPT_TITLE)).under(say.word(words::TITLE), "/rules");
    here.page(sheet.section(Section::Office).of(form).status(status), &template)
}

fn good(say: &Say, set: &RuleSet, before: Option<&RuleSet>) -> String {
    if before.is_some_and(|old| old.hash == set.hash) {
        return say.word(words::ADOPT_ALREADY).into_owned();
    }
    let title = set.head.title.say(say.language.code());
    say.with(words::ADOPT_GOOD, &[("title", title.into()), ("version", set.head.version.as_str().into())])
}

impl ProblemShown {
    fn of(say: &Say, problem: &Problem) -> Self {
        let line = problem.line.map_or_else(
            || say.word(words::PROBLEM_WHOLE).into_owned(),
            |line| say.one(words::PROBLEM_LINE, "line", i64::try_from(line).unwrap_or(i64::MAX)),
        );
        Self { line, key: problem.key.clone(), says: say.reason(problem).0 }
    }
}

/// The faults of a text as the API tells them: `text:12 duties[3].limit_min`.
pub(crate) fn as_trouble(problems: &[Problem]) -> Trouble {
    let told = |problem: &Problem| {
        let line = problem.line.map_or_else(String::new, |line| format!(":{line}"));
        let field = format!("text{line} {}", problem.key).trim_end().to_owned();
        web::FieldTrouble { field, word: web::Word(problem.wrong.key()), args: kernel::Reason::args(problem) }
    };
    Trouble::Fields(problems.iter().map(told).collect())
}

/// A refusal as the API tells it: loose ends one by one, anything else as it is.
pub(crate) fn refused(refusal: desk::NotDone, checked: &[Problem]) -> Trouble {
    let loose = refusal.refusal_key() == Some(kernel::Reason::key(&Refusal::LooseEnds { problems: Vec::new() }));
    if loose && !checked.is_empty() { as_trouble(checked) } else { refusal.into() }
}

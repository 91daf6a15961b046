//! Instructions of leaders: of one incident with the form that records one, over all incidents, and what follows each.

use std::sync::Arc;

use askama::Template;
use desk::{Look, sealed};
use incidents::Incident;
use kernel::{Claim, Id, Subject, Time};
use web::{Answer, Door, Field, Form, Here, Markup, Page, Path, Say, Section, Sheet, Told, Trouble, Word};

use super::choices::{Signer, signers};
use super::{marked, naming, parsed};
use crate::acts::{
    Acknowledge, Conclude, Extend, FeedBack, INSTRUCTION_CHARS_MAX, NAME_CHARS_MAX, PassOn, REASON_CHARS_MAX, Withdraw,
};
use crate::api::Office;
use crate::api::instructing::{self, Giving};
use crate::api::office::READ;
use crate::facts::{Manner, PostNamed, Progress, parse};
use crate::reads::{self, Instructed, InstructionRead, LISTED_MAX};
use crate::state::Instruction;
use crate::words;

#[derive(Template)]
#[template(path = "instructions.html")]
struct Instructions<'a> {
    here: &'a Here,
    say: &'a Say,
    form: &'a Form,
    blank: Form,
    incident: Option<&'a Id>,
    told: Option<Told>,
    instructions: Vec<InstructionView>,
    fields: Vec<Field<'a>>,
    signers: Vec<Signer>,
    may_give: bool,
    may_feed_back: bool,
}

/// An instruction on a page.
pub(super) struct InstructionView {
    pub id: Id,
    pub incident: Id,
    pub number: String,
    pub manner: Word,
    pub by: String,
    pub to: String,
    pub words: Option<String>,
    pub given_at: Time,
    pub due: Option<Time>,
    pub by_default: bool,
    pub standing: Word,
    pub ended: bool,
    pub acknowledged: Option<(String, Time)>,
    pub feedback: Vec<(Time, Option<String>)>,
    pub reason: String,
    pub clock: Markup,
}

/// What a form asks to be done to an instruction.
#[derive(Debug, Clone, Copy)]
enum Asked {
    PassOn,
    Acknowledge,
    FeedBack,
    Extend,
    Withdraw,
    Conclude,
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let (shown, given) = (office.clone(), office.clone());
    let mut doors = vec![
        Door::page("/instructions", READ, all).says(words::INSTRUCTIONS_TITLE).rail(Section::Incidents),
        Door::page("/instructions/{id}", READ, one).shows("instruction"),
        Door::page("/incidents/{id}/instructions", READ, move |here: Here, id: Path<String>| {
            of_incident(here, id, shown.clone())
        }),
        Door::form("/incidents/{id}/instructions", "instructions.give", move |here: Here, id: Path<String>, form: Form| {
            give(here, (id, form), given.clone())
        }),
    ];
    doors.extend([
        following(office, "/instructions/{id}/passing", Asked::PassOn),
        following(office, "/instructions/{id}/acknowledgement", Asked::Acknowledge),
        following(office, "/instructions/{id}/feedback", Asked::FeedBack),
        following(office, "/instructions/{id}/extension", Asked::Extend),
        following(office, "/instructions/{id}/withdrawal", Asked::Withdraw),
        following(office, "/instructions/{id}/closure", Asked::Conclude),
    ]);
    doors
}

/// The door of one thing that follows an instruction.
fn following(office: &Arc<Office>, path: &'static str, asked: Asked) -> Door {
    let office = office.clone();
    Door::form(path, "instructions.feedback", move |here: Here, Path(id): Path<String>, form: Form| {
        follow(here, (id, asked, form), office.clone())
    })
}

impl InstructionView {
    /// An instruction that was read, with its words.
    pub async fn of(here: &Here, read: &InstructionRead) -> Result<Self, Trouble> {
        let now = &read.instruction;
        let about = now.about.as_ref().ok_or(Trouble::NotFound)?;
        let mut ids = vec![about.words.id.clone()];
        ids.extend(now.feedback.iter().map(|f| f.words.id.clone()));
        let said = sealed::words(here.db(), &ids).await?;
        let clock = match now.first_feedback() {
            None if now.has_ended() => Markup::default(),
            met => naming::clock(&here.say, (about.at.at, now.due), met),
        };
        Ok(Self {
            id: read.id.clone(),
            incident: about.incident.clone(),
            number: about.number.clone(),
            manner: naming::manner(about.manner),
            by: about.by.title.clone(),
            to: now.to.title.clone(),
            words: said.get(&about.words.id).cloned(),
            given_at: about.at.at,
            due: now.due,
            by_default: about.due_by_default,
            standing: naming::instruction(now.standing),
            ended: now.has_ended(),
            acknowledged: now.acknowledged.as_ref().map(|(by, at)| (by.title.clone(), at.at)),
            feedback: now.feedback.iter().map(|f| (f.at.at, said.get(&f.words.id).cloned())).collect(),
            reason: read.reason.clone(),
            clock,
        })
    }
}

/// Instructions over all incidents, open ones only.
async fn all(here: Here) -> Answer {
    let lines =
        reads::instructions(here.db(), &here.scope(), &Instructed { open: true, ..Instructed::default() }, LISTED_MAX).await?;
    let mut instructions = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some((read, _)) = reads::instruction(here.db(), &here.scope(), &line.id).await? {
            instructions.push(InstructionView::of(&here, &read).await?);
        }
    }
    let form = Form::blank();
    let page = Instructions {
        say: &here.say,
        form: &form,
        blank: Form::blank(),
        incident: None,
        told: None,
        instructions,
        fields: Vec::new(),
        signers: Vec::new(),
        may_give: false,
        may_feed_back: here.may("instructions.feedback", None, None),
        here: &here,
    };
    here.page(Sheet::titled(here.say.word(words::INSTRUCTIONS_TITLE)), &page)
}

/// One instruction stands among those of its incident.
async fn one(here: Here, Path(id): Path<String>) -> Answer {
    let id = parsed(&id)?;
    let (_, _, incident) = Office::instruction(&here, &id).await?;
    Ok(Page::go(format!("/incidents/{incident}/instructions#instruction-{id}")))
}

async fn of_incident(here: Here, Path(id): Path<String>, office: Arc<Office>) -> Answer {
    show(&here, &office, &parsed(&id)?, &Form::blank()).await
}

async fn show(here: &Here, office: &Office, id: &Id, form: &Form) -> Answer {
    let case = Office::case(here, id).await?;
    let mut instructions = Vec::with_capacity(case.instructions.len());
    for read in case.instructions.iter().rev() {
        instructions.push(InstructionView::of(here, read).await?);
    }
    let area = case.whole.incident.area();
    let page = Instructions {
        here,
        say: &here.say,
        form,
        blank: Form::blank(),
        incident: Some(id),
        told: form.told(&here.say),
        instructions,
        fields: fields(&here.say, form, due_hint(here, office, &case.whole.incident)),
        signers: signers(here, &case.whole.incident).await?,
        may_give: here.may("instructions.give", area, Some(id)),
        may_feed_back: here.may("instructions.feedback", area, Some(id)),
    };
    let number = case.whole.incident.number.clone();
    let sheet = Sheet::titled(here.say.word(words::INSTRUCTIONS_TITLE))
        .under(number, format!("/incidents/{id}"))
        .section(Section::Incidents)
        .of(form);
    here.page(marked(sheet, case.whole.incident.marking), &page)
}

/// The fields of an instruction. The leader sheet of an incident's page sends the same form with `post-title` and `said`.
fn fields<'a>(say: &Say, form: &Form, due_hint: String) -> Vec<Field<'a>> {
    let manners = [Manner::Oral, Manner::Written];
    let manners = manners.map(|m| (crate::facts::word(&m), say.word(naming::manner(m)).into_owned())).to_vec();
    vec![
        form.field(say, "post-title", words::INSTRUCTED_BY).needed().list("signers").max(NAME_CHARS_MAX).first(),
        form.field(say, "manner", words::MANNER).choice(manners),
        form.field(say, "said", words::INSTRUCTION_WORDS).needed().lines(3).wide().max(INSTRUCTION_CHARS_MAX),
        form.field(say, "to", words::INSTRUCTED_TO).max(NAME_CHARS_MAX).hint(say.word(words::INSTRUCTED_TO_HINT)),
        form.field(say, "at", words::INSTRUCTED_AT).time(),
        form.field(say, "due", words::INSTRUCTION_DUE).time().hint(due_hint),
    ]
}

/// By when feedback is due if the leader names no time.
fn due_hint(here: &Here, office: &Office, incident: &Incident) -> String {
    let within = office.limits(incident).feedback;
    within.map_or_else(
        || here.say.word(words::INSTRUCTION_DUE_NONE).into_owned(),
        |within| here.say.one(words::INSTRUCTION_DUE_HINT, "span", naming::span(&here.say, &within)),
    )
}

/// Records an instruction; sent from the leader sheet, the call in which it was given is recorded in the same press.
async fn give(here: Here, (Path(id), form): (Path<String>, Form), office: Arc<Office>) -> Answer {
    let (id, mut form) = (parsed(&id)?, form);
    let case = Office::case(&here, &id).await?;
    let known = signers(&here, &case.whole.incident).await?;
    let typed = form.needed("post-title", NAME_CHARS_MAX);
    let found = known.iter().find(|signer| signer.said() == typed || signer.title == typed);
    let by = PostNamed {
        post: form.id("post").or_else(|| found.map(|s| s.post.clone())),
        title: found.map_or(typed, |signer| signer.title.clone()),
    };
    let zone = here.desk().zone();
    let giving = Giving {
        manner: form.read("manner", words::WRONG_WORD, parse).unwrap_or_default(),
        by,
        to: PostNamed { post: None, title: ours_unless(&here, form.text("to", NAME_CHARS_MAX)) },
        words: form.needed("said", INSTRUCTION_CHARS_MAX),
        at: form.time("at", zone).map(Claim::at),
        due: form.time("due", zone),
        call: form.maybe("step", NAME_CHARS_MAX),
    };
    let from_sheet = giving.call.is_some();
    if form.is_good() {
        match instructing::give(&here, &id, giving).await {
            Ok(_) if from_sheet => return Ok(Page::go(format!("/incidents/{id}#inside"))),
            Ok(_) => return Ok(Page::go(format!("/incidents/{id}/instructions"))),
            Err(trouble) => form.refuse(trouble),
        }
    }
    show(&here, &office, &id, &form).await
}

/// Whom it concerns; the desk itself where nobody is named.
fn ours_unless(here: &Here, named: String) -> String {
    if named.is_empty() { here.say.word(words::OUR_DESK).into_owned() } else { named }
}

/// Does what a form asks of an instruction and goes back to it; what is refused stands above the list with its reason.
async fn follow(here: Here, (id, asked, mut form): (String, Asked, Form), office: Arc<Office>) -> Answer {
    let id = parsed(&id)?;
    let (_, _, incident) = Office::instruction(&here, &id).await?;
    match asked.done(&here, (&id, &incident), &mut form).await {
        Ok(()) if !form.is_good() => show(&here, &office, &incident, &form).await,
        Ok(()) if form.value("back").is_empty() => Ok(Page::go(format!("/incidents/{incident}/instructions#instruction-{id}"))),
        Ok(()) => Ok(Page::go(form.value("back"))),
        Err(trouble) => {
            form.refuse(trouble);
            show(&here, &office, &incident, &form).await
        }
    }
}

impl Asked {
    /// Reads the form, and performs what it asks where the form is good.
    async fn done(self, here: &Here, (id, incident): (&Id, &Id), form: &mut Form) -> Result<(), Trouble> {
        match self {
            Self::PassOn => {
                let to = PostNamed { post: None, title: form.needed("to", NAME_CHARS_MAX) };
                performed(here, (id, form), PassOn { to, at: None }).await
            }
            Self::Acknowledge => performed(here, (id, form), Acknowledge { by: None, at: None }).await,
            Self::FeedBack => {
                let text = form.needed("words", INSTRUCTION_CHARS_MAX);
                let progress: Progress = form.read("progress", words::WRONG_WORD, parse).unwrap_or_default();
                let words = here.desk().seal("words", Some(incident), &text);
                performed(here, (id, form), FeedBack { words, at: None, progress }).await
            }
            Self::Extend => {
                let until = form.time("until", here.desk().zone());
                if until.is_none() {
                    form.wrong("until", web::words::FIELD_NEEDED);
                }
                let reason = form.needed("reason", REASON_CHARS_MAX);
                match until {
                    Some(until) => performed(here, (id, form), Extend { until, reason }).await,
                    None => Ok(()),
                }
            }
            Self::Withdraw => {
                let reason = form.needed("reason", REASON_CHARS_MAX);
                performed(here, (id, form), Withdraw(reason)).await
            }
            Self::Conclude => {
                let reason = form.text("reason", REASON_CHARS_MAX);
                performed(here, (id, form), Conclude(reason)).await
            }
        }
    }
}

async fn performed<A: Look<Subject = Instruction>>(here: &Here, (id, form): (&Id, &Form), act: A) -> Result<(), Trouble> {
    if form.is_good() {
        here.perform(id, act).await?;
    }
    Ok(())
}

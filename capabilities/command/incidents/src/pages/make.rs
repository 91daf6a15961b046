//! What the small forms ask for, made into acts; a form that cannot be carried out comes back with everything that was typed.

use std::sync::Arc;

use desk::{Look, Sealing};
use kernel::{Claim, Id, Time};
use rules::{Figures, Worse};
use web::{Answer, Form, Here, Page, Trouble};

use super::form_fields::grade_of;
use super::forms::{FINDINGS, MILESTONES, NOTE_CHARS_MAX, WHOM_CHARS_MAX};
use super::members::chosen;
use super::which::Which;
use super::{card_fields, class_field, moment, one};
use crate::acts::{
    Adopt, CallFalse, Classify, Close, Declare, Describe, EnterFigure, Explain, FIGURE_MAX, Fear, Find, Locate, Lower,
    NAME_CHARS_MAX, NoteCall, Outcome, PassOn, REASON_CHARS_MAX, Reopen, SetTime, TAGS_MAX, Tag, Write,
};
use crate::facts::{FigureEntry, Finding, word};
use crate::members;
use crate::office::{Office, SUMMARY_CHARS_MAX, incident};
use crate::state::Incident;
use crate::words;

/// Does what a form of an incident asks, then shows what it has brought; or shows the form again.
///
/// # Errors
/// Not found for this reader, or a fault.
pub async fn make(here: Here, (office, which): (Arc<Office>, Which), id: Id, mut form: Form) -> Answer {
    let now = incident(&here, &id).await?.incident;
    let mut making = Making { here: &here, office: &office, id: &id, now: &now, form: &mut form };
    match making.made(which).await {
        Ok(()) => Ok(Page::go(format!("/incidents/{id}?since={}#{}", now.version, which.anchor()))),
        Err(trouble) => {
            form.refuse(trouble);
            one::came_back(&here, &office, (&id, &(which, form))).await
        }
    }
}

struct Making<'a> {
    here: &'a Here,
    office: &'a Office,
    id: &'a Id,
    now: &'a Incident,
    form: &'a mut Form,
}

impl Making<'_> {
    async fn made(&mut self, which: Which) -> Result<(), Trouble> {
        match which {
            Which::Words | Which::Class | Which::Place | Which::Time | Which::Tags => self.changed(which).await,
            Which::Figure => self.counted().await,
            Which::Adoption => self.adopted().await,
            Which::Fear => self.feared().await,
            Which::Grade | Which::DutyGrade => self.graded(which).await,
            Which::Call => self.called().await,
            Which::Note => self.noted().await,
            Which::Finding => self.found().await,
            Which::CallIn => self.called_in().await,
            Which::LetGo => self.let_go().await,
            Which::Lateness | Which::Transfer | Which::FalseAlarm | Which::Closure | Which::Reopening => self.ended(which).await,
        }
    }

    async fn changed(&mut self, which: Which) -> Result<(), Trouble> {
        match which {
            Which::Words => {
                let words = self.form.needed("words", SUMMARY_CHARS_MAX);
                self.perform(Describe(self.sealed("words", &words))).await
            }
            Which::Class => {
                let law = self.office.kept(self.now);
                let features = &self.now.setting.features;
                let class = self.form.read("class", words::CLASS_UNREAD, |text| class_field::read(&law, features, text));
                self.perform(Classify(class)).await
            }
            Which::Place => self.located().await,
            Which::Time => {
                let which = self
                    .form
                    .read("time-which", web::words::FIELD_CHOICE, |text| MILESTONES.into_iter().find(|one| word(one) == text));
                let at = self.time("time-at");
                let by = self.form.text("time-by", kernel::WHO_CHARS_MAX);
                let basis = self.form.text("time-basis", kernel::BASIS_CHARS_MAX);
                let which = which.ok_or_else(|| Trouble::field("time-which", web::words::FIELD_CHOICE))?;
                self.perform(SetTime { which, claim: at.map(|at| Claim { at, by, basis }) }).await
            }
            _ => {
                let tags: Vec<String> = self.form.values("tag").take(TAGS_MAX + 1).map(ToOwned::to_owned).collect();
                self.perform(Tag(tags)).await
            }
        }
    }

    async fn located(&mut self) -> Result<(), Trouble> {
        let given = card_fields::place_given(self.form);
        self.good()?;
        let place = self.office.resolve(&given)?.place;
        let place_text = (!given.text.is_empty()).then(|| self.sealed("place", &given.text));
        self.perform(Locate { place, place_text }).await
    }

    async fn counted(&mut self) -> Result<(), Trouble> {
        let item = self.form.needed("item", NAME_CHARS_MAX);
        let value = self.form.number("value", 0..=FIGURE_MAX);
        let source = self.form.needed("source", NAME_CHARS_MAX);
        let as_of = self.time("as-of").unwrap_or_else(|| self.here.desk().now());
        let reason = self.form.text("figure-reason", REASON_CHARS_MAX);
        let verified = self.form.ticked("verified");
        let may_adopt = self.here.may("figures.adopt", kernel::Subject::area(self.now), Some(self.id));
        let adopt = (self.form.ticked("adopt") && may_adopt).then_some(reason);
        let entry = FigureEntry { entry: self.here.new_id(), item, value, source, as_of: Claim::at(as_of), verified };
        self.perform(EnterFigure { entry, adopt }).await
    }

    /// The entry stands in one field with its item (`deaths/<id>`), or each in a field of its own.
    async fn adopted(&mut self) -> Result<(), Trouble> {
        let chosen = self.form.value("entry").to_owned();
        let (item, entry) = chosen.split_once('/').unwrap_or((self.form.value("item"), &chosen));
        let (item, entry) = (item.to_owned(), Id::parse(entry).map_err(|_| Trouble::field("entry", web::words::FIELD_CHOICE))?);
        let reason = self.form.text("adoption-reason", REASON_CHARS_MAX);
        // A reason that turns out to be needed is asked for beside the choice that was made.
        if !chosen.contains('/') {
            let kept = std::mem::take(self.form);
            *self.form = Form::blank()
                .with("entry", format!("{item}/{entry}"))
                .with("seen", kept.value("seen"))
                .with("once", kept.value("once"));
        }
        self.perform(Adopt { item, entry, reason }).await
    }

    async fn feared(&mut self) -> Result<(), Trouble> {
        let kept: Vec<usize> = self.form.values("keep").filter_map(|n| n.parse().ok()).collect();
        let mut worse: Vec<Worse> =
            self.now.worse.iter().enumerate().filter(|(n, _)| kept.contains(n)).map(|(_, one)| one.clone()).collect();
        let why = self.form.text("why", REASON_CHARS_MAX);
        let (item, value) = (self.form.value("fear-item").to_owned(), self.form.number("fear-value", 0..=FIGURE_MAX));
        let grade = grade_of(self.form, "fear-grade");
        let figures = value.filter(|_| !item.is_empty()).map(|value| Figures::default().with(&item, value));
        if !why.is_empty() || figures.is_some() || grade.is_some() {
            if why.is_empty() {
                self.form.wrong("why", web::words::FIELD_NEEDED);
            }
            worse.push(Worse { why, figures, grade });
        }
        self.perform(Fear(worse)).await
    }

    async fn graded(&mut self, which: Which) -> Result<(), Trouble> {
        let (grade, reason) = if which == Which::Grade { ("grade", "grade-reason") } else { ("duty-grade", "duty-reason") };
        let grade = grade_of(self.form, grade);
        let reason = self.form.needed(reason, REASON_CHARS_MAX);
        match which {
            Which::Grade => self.perform(Declare { grade, reason }).await,
            _ => self.perform(Lower { grade, reason }).await,
        }
    }

    async fn called(&mut self) -> Result<(), Trouble> {
        let step = self.form.maybe("step", NAME_CHARS_MAX);
        let post = self.form.id("post");
        let post_title = self.form.needed("post-title", NAME_CHARS_MAX);
        let said = self.form.maybe("said", NOTE_CHARS_MAX);
        let at = self.time("call-at").map(Claim::at);
        let outcome = match self.form.value("outcome") {
            "not-reached" => Outcome::NotReached,
            _ => Outcome::Told(said.map(|said| self.sealed("words", &said))),
        };
        self.perform(NoteCall { step, post, post_title, at, outcome }).await
    }

    /// The words come from the page's own line, or from a call card that turned out to be about this incident.
    async fn noted(&mut self) -> Result<(), Trouble> {
        let field = if self.form.value("note").is_empty() { "words" } else { "note" };
        let words = self.form.text(field, SUMMARY_CHARS_MAX);
        let at = self.time("note-at").map(Claim::at);
        if words.is_empty() {
            self.form.wrong("note", web::words::FIELD_NEEDED);
        }
        self.perform(Write { words: self.sealed("words", &words), at }).await
    }

    async fn found(&mut self) -> Result<(), Trouble> {
        let what =
            self.form.read("finding-what", web::words::FIELD_CHOICE, |text| FINDINGS.into_iter().find(|one| word(one) == text));
        let about = self.form.needed("finding-about", NAME_CHARS_MAX);
        let evidence = self.form.needed("finding-evidence", REASON_CHARS_MAX);
        let what = what.ok_or_else(|| Trouble::field("finding-what", web::words::FIELD_CHOICE))?;
        self.perform(Find(Finding { what, about, evidence })).await
    }

    async fn ended(&mut self, which: Which) -> Result<(), Trouble> {
        match which {
            Which::Lateness => {
                let key = self.form.text("duty", super::forms::NOTE_CHARS_MAX);
                let reason = self.form.needed("lateness-reason", REASON_CHARS_MAX);
                self.perform(Explain { key, reason }).await
            }
            Which::Transfer => {
                let to = self.form.needed("transfer-to", NAME_CHARS_MAX);
                let receipt = self.form.text("transfer-receipt", NAME_CHARS_MAX);
                self.perform(PassOn { to, receipt }).await
            }
            Which::FalseAlarm => {
                let reason = self.form.needed("false-reason", REASON_CHARS_MAX);
                self.perform(CallFalse(reason)).await
            }
            Which::Closure => {
                let reason = self.form.text("closure-reason", REASON_CHARS_MAX);
                let report = self.form.id("report");
                self.perform(Close { reason, report }).await
            }
            _ => {
                let reason = self.form.needed("reopening-reason", REASON_CHARS_MAX);
                self.perform(Reopen(reason)).await
            }
        }
    }

    async fn called_in(&mut self) -> Result<(), Trouble> {
        let whom = self.form.needed("whom", WHOM_CHARS_MAX);
        let until = self.form.time("member-until", self.here.desk().zone());
        self.good()?;
        let found = members::candidates(self.here, &self.office.atlas(), "").await?;
        let chosen = chosen(found, (&whom, &self.here.say)).ok_or_else(|| Trouble::field("whom", words::MEMBER_UNREAD))?;
        members::call(self.here, self.id, chosen.whom, until).await
    }

    async fn let_go(&mut self) -> Result<(), Trouble> {
        let account = self.form.id("member").ok_or_else(|| Trouble::field("member", web::words::FIELD_CHOICE))?;
        members::let_go(self.here, self.id, &account).await
    }

    fn time(&mut self, field: &str) -> Option<Time> {
        let (zone, now) = (self.here.desk().zone().clone(), self.here.desk().now());
        self.form.read(field, words::TIME_UNREAD, |text| moment::read(text, &zone, now))
    }

    fn sealed(&self, kind: &'static str, words: &str) -> Sealing {
        self.here.desk().seal(kind, Some(self.id), words)
    }

    fn good(&self) -> Result<(), Trouble> {
        if self.form.is_good() { Ok(()) } else { Err(Trouble::Fields(Vec::new())) }
    }

    /// Performs an act unless a field was wrong.
    async fn perform<A: Look>(&self, act: A) -> Result<(), Trouble> {
        self.good()?;
        self.here.perform(self.id, act).await.map(drop)
    }
}

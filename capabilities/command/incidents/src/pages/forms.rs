//! The small forms of an incident's page, filled with what is so now, or with what came back.

use web::{Field, Form};

use super::form_fields::{
    adoptable, fear_fields, focused, fresh, grade_fields, items, late_duties, neighbours, place_fields, sources, tags, time_field,
};
use super::parts::Hidden;
use super::powers::Powers;
use super::sight::Sight;
use super::small_form::SmallForm;
use super::which::Which;
use super::{class_field, naming};
use crate::acts::{NAME_CHARS_MAX, REASON_CHARS_MAX};
use crate::facts::{FindingKind, Milestone};
use crate::office::SUMMARY_CHARS_MAX;
use crate::words;

/// The longest words of a line of the timeline, or of what somebody said.
pub const NOTE_CHARS_MAX: usize = 2_000;

/// The longest name of somebody with their post, as it is typed or chosen.
pub const WHOM_CHARS_MAX: usize = 2 * NAME_CHARS_MAX;

/// A form that came back with something wrong.
pub type CameBack<'a> = Option<&'a (Which, Form)>;

/// The times that people set; the receipt's own is not among them.
pub const MILESTONES: [Milestone; 5] =
    [Milestone::Occurred, Milestone::Known, Milestone::Signed, Milestone::Controlled, Milestone::Stable];
/// What can be found of a report.
pub const FINDINGS: [FindingKind; 4] = [FindingKind::Late, FindingKind::LeftOut, FindingKind::False, FindingKind::Concealed];

/// A form that stands open in its part of the page: its fields in one line.
pub struct OpenForm<'a> {
    /// Token, key and version seen.
    pub hidden: web::Markup,
    /// Its fields.
    pub fields: Vec<Field<'a>>,
    /// Why it could not be done.
    pub told: Option<web::Told>,
    /// Sources that were named before.
    pub sources: Vec<String>,
}

/// Makes the forms of one page.
pub struct Forms<'a> {
    /// What is seen.
    pub sight: &'a Sight,
    /// What the reader may do.
    pub powers: Powers,
    /// Makes hidden fields.
    pub hidden: Hidden<'a>,
    /// The form that came back.
    pub back: CameBack<'a>,
}

impl<'a> Forms<'a> {
    /// Whether a form is offered: it makes sense as the incident stands, and the reader may.
    pub fn offers(&self, which: Which) -> bool {
        let incident = &self.sight.incident;
        let window = incident.judged.supplement_until.is_some_and(|until| self.sight.say().now <= until);
        let takes_figures =
            incident.standing == crate::Standing::Open || (incident.standing == crate::Standing::Closed && window);
        let came_back = self.back.is_some_and(|(back, _)| *back == which);
        self.sight.speak.live && self.powers.allow(which) && (which.makes_sense(incident.standing, takes_figures) || came_back)
    }

    /// Makes something of the form with what is so now, or with what came back.
    fn filled<T>(&self, which: Which, make: impl FnOnce(&Form) -> T) -> T {
        match self.back {
            Some((back, form)) if *back == which => make(form),
            _ => make(&fresh(self.sight, which)),
        }
    }

    /// A small form, where it is offered.
    fn small(&self, which: Which, fields: impl FnOnce(&Form) -> Vec<Field<'a>>) -> Option<SmallForm<'a>> {
        self.offers(which).then(|| {
            let say = self.sight.say();
            let action = which.path().replacen("{id}", self.sight.id.as_str(), 1);
            self.filled(which, |form| {
                let small = SmallForm::new(say, (which.id(), action), which.title()).fields(focused(form, fields(form)));
                SmallForm { hidden: self.hidden.again(form), ..small.came_back(say, form) }
            })
        })
    }

    /// A form that stands open, where it is offered.
    fn standing(&self, which: Which, fields: impl FnOnce(&Form) -> Vec<Field<'a>>) -> Option<OpenForm<'a>> {
        let made = |form: &Form| OpenForm {
            hidden: self.hidden.again(form),
            fields: focused(form, fields(form)),
            told: form.told(self.sight.say()),
            sources: sources(self.sight),
        };
        self.offers(which).then(|| self.filled(which, made))
    }

    /// The forms of the column "change".
    pub fn changes(&self) -> Vec<SmallForm<'a>> {
        let parts = [self.what(), self.grading(), self.telling(), self.ending()];
        parts.into_iter().flatten().flatten().collect()
    }

    fn what(&self) -> Vec<Option<SmallForm<'a>>> {
        let (sight, say) = (self.sight, self.sight.say());
        vec![
            self.small(Which::Class, |form| vec![class_field::field(form, say)]).map(|small| {
                small.list(class_field::LIST, class_field::options(&sight.law, &sight.incident.setting.features, say))
            }),
            self.small(Which::Place, |form| place_fields(sight, form)),
            self.small(Which::Words, |form| vec![form.field(say, "words", words::WORDS).lines(5).max(SUMMARY_CHARS_MAX).wide()])
                .map(|small| small.lead(say, words::FORM_WORDS_LEAD)),
            self.small(Which::Time, |form| {
                let which = MILESTONES.map(|one| (crate::facts::word(&one), say.word(naming::milestone(one)).into_owned()));
                vec![
                    form.field(say, "time-which", words::FORM_TIME_WHICH).choice(which.to_vec()),
                    time_field(form, say, ("time-at", words::AT)).hint(say.word(words::FORM_TIME_EMPTY)),
                    form.field(say, "time-by", words::CLAIMED_BY).max(kernel::WHO_CHARS_MAX),
                    form.field(say, "time-basis", words::BASIS).max(kernel::BASIS_CHARS_MAX),
                ]
            }),
            self.small(Which::Tags, |form| vec![form.field(say, "tag", words::TAGS).boxes(tags(sight)).wide()]),
        ]
    }

    fn grading(&self) -> Vec<Option<SmallForm<'a>>> {
        let (sight, say) = (self.sight, self.sight.say());
        vec![
            self.small(Which::Grade, |form| grade_fields(form, say, ("grade", "grade-reason", words::GRADE_TAKE_BACK))),
            self.small(Which::DutyGrade, |form| grade_fields(form, say, ("duty-grade", "duty-reason", words::GRADE_HIGHEST)))
                .map(|small| small.lead(say, words::FORM_DUTY_GRADE_LEAD).grave()),
            self.small(Which::Fear, |form| fear_fields(sight, form)).map(|small| small.lead(say, words::FORM_FEAR_LEAD)),
        ]
    }

    fn telling(&self) -> Vec<Option<SmallForm<'a>>> {
        let (sight, say) = (self.sight, self.sight.say());
        let late = late_duties(sight);
        let lateness = if late.is_empty() {
            None
        } else {
            self.small(Which::Lateness, |form| {
                vec![
                    form.field(say, "duty", words::DUTY).choice(late).wide(),
                    form.field(say, "lateness-reason", words::REASON).lines(2).max(REASON_CHARS_MAX).wide(),
                ]
            })
        };
        let call = self.small(Which::Call, |form| {
            let outcomes = [("told", words::TOLD), ("not-reached", words::NOT_REACHED)];
            vec![
                form.field(say, "post-title", words::CALL_WHO).max(NAME_CHARS_MAX),
                form.field(say, "outcome", words::CALL_OUTCOME)
                    .choice(outcomes.map(|(v, w)| (v.to_owned(), say.word(w).into_owned())).to_vec()),
                form.field(say, "said", words::SAID).lines(2).max(NOTE_CHARS_MAX).wide(),
                time_field(form, say, ("call-at", words::AT)).hint(say.word(words::EMPTY_IS_NOW)),
            ]
        });
        vec![call.map(|small| small.lead(say, words::FORM_CALL_LEAD)), lateness]
    }

    fn ending(&self) -> Vec<Option<SmallForm<'a>>> {
        let (sight, say) = (self.sight, self.sight.say());
        let reason = |name: &'static str| {
            move |form: &Form| vec![form.field(say, name, words::REASON).lines(2).max(REASON_CHARS_MAX).wide()]
        };
        vec![
            self.small(Which::Transfer, |form| {
                vec![
                    form.field(say, "transfer-to", words::TRANSFER_TO).max(NAME_CHARS_MAX).list("neighbours"),
                    form.field(say, "transfer-receipt", words::TRANSFER_RECEIPT).max(NAME_CHARS_MAX),
                ]
            })
            .map(|small| {
                let mut small = small.list("neighbours", neighbours(sight)).button(say, words::FORM_TRANSFER);
                small.open |= sight.incident.place.outside_city && sight.incident.passed_on.is_none();
                small
            }),
            self.small(Which::Finding, |form| {
                let kinds = FINDINGS.map(|kind| (crate::facts::word(&kind), say.word(naming::finding(kind)).into_owned()));
                vec![
                    form.field(say, "finding-what", words::FINDING_WHAT).choice(kinds.to_vec()),
                    form.field(say, "finding-about", words::FINDING_ABOUT).max(NAME_CHARS_MAX),
                    form.field(say, "finding-evidence", words::FINDING_EVIDENCE).lines(3).max(REASON_CHARS_MAX).wide(),
                ]
            })
            .map(|small| small.lead(say, words::FORM_FINDING_LEAD).grave()),
            self.small(Which::FalseAlarm, reason("false-reason"))
                .map(|small| small.lead(say, words::FORM_FALSE_ALARM_LEAD).button(say, words::FORM_FALSE_ALARM).grave()),
            self.small(Which::Closure, reason("closure-reason"))
                .map(|small| small.lead(say, words::FORM_CLOSURE_LEAD).button(say, words::FORM_CLOSURE).grave()),
            self.small(Which::Reopening, reason("reopening-reason")).map(|small| small.button(say, words::FORM_REOPENING)),
        ]
    }

    /// The form by which somebody from elsewhere is called.
    pub fn call_in(&self) -> Option<SmallForm<'a>> {
        let say = self.sight.say();
        let small = self.small(Which::CallIn, |form| {
            let whom = form.field(say, "whom", words::MEMBER_WHOM).max(WHOM_CHARS_MAX).list("people").complete("off");
            vec![
                whom.data("suggest", "/incidents/people").hint(say.word(words::MEMBER_WHOM_HINT)).wide(),
                form.field(say, "member-until", words::MEMBER_UNTIL).time().hint(say.word(words::MEMBER_UNTIL_HINT)),
            ]
        });
        small.map(|small| small.lead(say, words::FORM_CALL_IN_LEAD).button(say, words::FORM_CALL_IN).list("people", Vec::new()))
    }

    /// The row in which a figure is entered.
    pub fn figure(&self) -> Option<OpenForm<'a>> {
        let (sight, say) = (self.sight, self.sight.say());
        self.standing(Which::Figure, |form| {
            vec![
                form.field(say, "item", words::ITEM).choice(items(sight)),
                form.field(say, "value", words::VALUE).number().complete("off").like(say.word(words::VALUE_EMPTY)),
                form.field(say, "source", words::FIGURE_SOURCE).max(NAME_CHARS_MAX).list("sources"),
                time_field(form, say, ("as-of", words::AS_OF)),
                form.field(say, "adopt", words::ADOPT).tick(),
                form.field(say, "verified", words::VERIFIED).tick(),
                form.field(say, "figure-reason", words::FIGURE_REASON).max(REASON_CHARS_MAX),
            ]
        })
    }

    /// The form that adopts another source's figure, which is needed where a reason must be given.
    pub fn adoption(&self) -> Option<SmallForm<'a>> {
        let (sight, say) = (self.sight, self.sight.say());
        let choices = adoptable(sight);
        if choices.is_empty() {
            return None;
        }
        self.small(Which::Adoption, |form| {
            vec![
                form.field(say, "entry", words::FORM_ADOPTION_WHICH).choice(choices).wide(),
                form.field(say, "adoption-reason", words::REASON).max(REASON_CHARS_MAX).wide(),
            ]
        })
    }

    /// The line in which a word from the scene is noted.
    pub fn note(&self) -> Option<OpenForm<'a>> {
        let say = self.sight.say();
        self.standing(Which::Note, |form| {
            let note = form.field(say, "note", words::NOTE).max(NOTE_CHARS_MAX).complete("off").wide();
            vec![note, time_field(form, say, ("note-at", words::AT))]
        })
    }
}

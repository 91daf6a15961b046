//! The clocks of reports and instructions: a receipt that is outstanding, a signature that follows the sending, paper that follows an
//! oral signature, feedback that is due.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use desk::{Rows, clocks};
use kernel::{Arg, Id, Time};
use web::{Language, Texts, Word};

use super::CAPABILITY;
use crate::facts::{Drafted, Signature, SignedBy};
use crate::state::{Instruction, Report, SendingKept};
use crate::words;

const SIGN_AFTER: &str = "sign_after";
const PAPER: &str = "paper_signature";
const FEEDBACK: &str = "feedback";

/// Keeps the clocks of one report.
pub(super) fn keep_report(before: &Report, after: &Report, (id, at): (&Id, Time), rows: &mut Rows) {
    let Some(about) = &after.about else { return };
    let clock = Clocks { about, stream: clocks::stream::<Report>(id) };
    for kept in after.sendings.iter().filter(|kept| before.sending(&kept.sending.sending) != Some(kept)) {
        clock.receipt(kept, rows);
    }
    clock.sign_after(after, rows);
    clock.paper((before, after), at, rows);
}

/// Keeps the clock of one instruction: it is met by the first feedback, and begins again where more time is given after that. Where
/// neither a leader nor a rule said by when, none runs.
pub(super) fn keep_instruction(after: &Instruction, id: &Id, rows: &mut Rows) {
    let (Some(about), Some(due_at)) = (&after.about, after.due) else { return };
    let stream = clocks::stream::<Instruction>(id);
    let clock = clocks::Clock {
        capability: CAPABILITY,
        stream: stream.clone(),
        name: FEEDBACK.into(),
        kind: FEEDBACK.into(),
        label: label(words::CLOCK_FEEDBACK, &[("who", &after.to.title), ("number", &about.number)]),
        area: about.area,
        post: after.to.post.clone(),
        case: Some(about.incident.clone()),
        started_at: about.at.at,
        due_at,
        fires: false,
    };
    match after.first_feedback() {
        Some(at) => clocks::meet(rows, clock, at),
        None if after.has_ended() => clocks::drop(rows, &stream, FEEDBACK),
        None => clocks::start(rows, clock),
    }
}

struct Clocks<'a> {
    about: &'a Drafted,
    stream: String,
}

impl Clocks<'_> {
    /// Runs until the addressee has given a receipt; a sending that is repeated hands its clock on to the next.
    fn receipt(&self, kept: &SendingKept, rows: &mut Rows) {
        let sending = &kept.sending;
        let Some(due_at) = kept.receipt_due() else { return };
        let name = format!("receipt/{}", sending.sending);
        let label = label(words::CLOCK_RECEIPT, &[("who", &sending.name), ("number", &self.about.number)]);
        let clock = self.clock((&name, "receipt"), label, (sending.at.at, due_at));
        match &kept.receipt {
            Some(receipt) => clocks::meet(rows, clock, receipt.at.at),
            None if kept.repeated => clocks::drop(rows, &self.stream, &name),
            None => clocks::start(rows, clock),
        }
    }

    /// Runs from the first sending that went unsigned until there is a signature.
    fn sign_after(&self, report: &Report, rows: &mut Rows) {
        let unsigned = report.sendings.iter().map(|kept| &kept.sending).filter(|sending| sending.sign_after.is_some());
        let Some(first) = unsigned.min_by_key(|sending| sending.at.at) else { return };
        let Some(within) = &first.sign_within else { return };
        let times = (first.at.at, within.after(first.at.at));
        let clock = clocks::Clock {
            post: first.sign_after.as_ref().and_then(|post| post.post.clone()),
            ..self.clock((SIGN_AFTER, SIGN_AFTER), self.label(words::CLOCK_SIGN_AFTER), times)
        };
        match &report.signature {
            Some(signature) => clocks::meet(rows, clock, signature.at.at),
            None => clocks::start(rows, clock),
        }
    }

    /// Runs from an oral signature until it stands on paper; a signature in person is paper enough.
    fn paper(&self, (before, after): (&Report, &Report), at: Time, rows: &mut Rows) {
        match (self.paper_clock(before), self.paper_clock(after)) {
            (_, Some(clock)) => match &after.paper_at {
                Some(paper) => clocks::meet(rows, clock, paper.at),
                None => clocks::start(rows, clock),
            },
            (Some(clock), None) if after.signature.is_some() => clocks::meet(rows, clock, at),
            (Some(_), None) => clocks::drop(rows, &self.stream, PAPER),
            (None, None) => {}
        }
    }

    fn paper_clock(&self, report: &Report) -> Option<clocks::Clock> {
        let Signature { post, at, paper_within, .. } = report.signature.as_ref().filter(|s| s.by == SignedBy::Oral)?;
        let times = (at.at, paper_within.as_ref()?.after(at.at));
        let clock = self.clock((PAPER, PAPER), self.label(words::CLOCK_PAPER), times);
        Some(clocks::Clock { post: post.post.clone(), ..clock })
    }

    fn label(&self, says: Word) -> String {
        label(says, &[("number", &self.about.number)])
    }

    fn clock(&self, (name, kind): (&str, &str), label: String, (started_at, due_at): (Time, Time)) -> clocks::Clock {
        clocks::Clock {
            capability: CAPABILITY,
            stream: self.stream.clone(),
            name: name.to_owned(),
            kind: kind.to_owned(),
            label,
            area: self.about.area,
            post: None,
            case: Some(self.about.incident.clone()),
            started_at,
            due_at,
            fires: false,
        }
    }
}

/// Words by language as JSON, as all clocks carry them: whoever shows the clock takes the reader's.
fn label(word: Word, args: &[(&str, &str)]) -> String {
    static TEXTS: LazyLock<Texts> =
        LazyLock::new(|| Texts::of(&[&words::TEXTS]).expect("the crate's texts were read when it was built"));
    let args: Vec<(&str, Cow<'_, Arg>)> = args.iter().map(|(name, text)| (*name, Cow::Owned(Arg::from(*text)))).collect();
    let said = Language::ALL.map(|language| (language.code(), TEXTS.say(language, word.key(), &args).into_owned()));
    serde_json::to_string(&BTreeMap::from(said)).unwrap_or_default()
}

//! The top of an incident: what to read aloud, its grades each with its reason, what makes it sensitive, the clocks that run.

use desk::clocks::Due;
use kernel::Grade;
use rules::{Lack, Wording};
use web::{Markup, Say, Word};

use super::aloud;
use super::naming;
use super::sight::Sight;
use crate::facts::{Marking, Milestone};
use crate::state::Standing;
use crate::words;

/// How many running clocks the strip shows; the rest is counted.
const CLOCKS_SHOWN: usize = 8;

/// What stands at the top.
pub struct Head {
    /// What is read into the telephone.
    pub aloud: String,
    /// Class, or that it is not known.
    pub class: String,
    /// The paths of its areas; empty where none is known.
    pub paths: Vec<String>,
    /// The place in words.
    pub place_words: Option<String>,
    /// How exactly the place is known, and what is odd about it.
    pub place_notes: Vec<String>,
    /// Assessed, possible, declared and the grade that duties run from.
    pub grades: Vec<GradeShown>,
    /// How it stands, where work on it has ended.
    pub ended: Option<Word>,
    /// How word came and when.
    pub received: String,
    /// Its claimed times.
    pub times: Vec<Claimed>,
    /// What makes it sensitive, and near misses.
    pub flags: Vec<String>,
    /// Who may read it, where that is not the ordinary.
    pub marking: Option<Word>,
    /// Who rang: lines, each a telephone number or words.
    pub caller: Vec<Contact>,
}

/// A grade with its reason.
pub struct GradeShown {
    /// Which grade.
    pub name: Word,
    /// Its mark: colour, shape and word.
    pub mark: Markup,
    /// Why.
    pub why: String,
}

/// A claimed time of the course.
pub struct Claimed {
    /// Which.
    pub name: Word,
    /// When.
    pub at: Markup,
    /// Who says so.
    pub by: Option<String>,
}

/// A line about who rang.
pub struct Contact {
    /// As it was written.
    pub text: String,
    /// As a telephone dials it, where it is a number.
    pub dial: Option<String>,
}

/// The clocks of an incident, the one that runs out first leading.
pub struct Clocks {
    /// Those that are shown.
    pub shown: Vec<ClockShown>,
    /// How many more run.
    pub more: usize,
}

/// A clock.
pub struct ClockShown {
    /// What is due.
    pub label: String,
    /// How long is left.
    pub clock: Markup,
}

impl Head {
    /// The top of what is seen.
    pub fn of(sight: &Sight) -> Self {
        let (say, incident) = (sight.say(), &sight.incident);
        let class = incident.class.as_ref().map(|code| format!("{} {code}", naming::class(&sight.law, code, say)));
        let raised = incident.judged.flags.iter().chain(&incident.judged.triggers);
        let ended = (incident.standing != Standing::Open).then(|| naming::standing(incident.standing));
        Self {
            aloud: aloud::aloud(&aloud::sentences(sight), say),
            class: class.unwrap_or_else(|| say.word(words::CLASS_UNKNOWN).into_owned()),
            paths: naming::paths(&sight.atlas, &incident.place.areas),
            place_words: sight.said(incident.place_text.as_ref()).map(ToOwned::to_owned),
            place_notes: place_notes(sight),
            grades: grades(sight),
            ended,
            received: say.word(naming::source(incident.source)).into_owned(),
            times: times(sight),
            flags: raised.map(|one| one.name.say(say.language.code()).to_owned()).collect(),
            marking: Some(naming::marking(incident.marking)).filter(|_| incident.marking != Marking::Internal),
            caller: sight.said(incident.caller.as_ref()).map(contacts).unwrap_or_default(),
        }
    }
}

fn place_notes(sight: &Sight) -> Vec<String> {
    use kernel::Precision::{City, County, Point, Township, Village, Words};
    let (say, place) = (sight.say(), &sight.incident.place);
    let precision = match place.precision {
        Words => words::PLACE_BY_WORDS,
        City => words::PLACE_BY_CITY,
        County => words::PLACE_BY_COUNTY,
        Township => words::PLACE_BY_TOWNSHIP,
        Village => words::PLACE_BY_VILLAGE,
        Point => words::PLACE_BY_POINT,
    };
    let notes =
        [Some(precision), place.outside_city.then_some(words::PLACE_OUTSIDE), place.disagrees.then_some(words::PLACE_DISAGREES)];
    let mut notes: Vec<String> = notes.into_iter().flatten().map(|word| say.word(word).into_owned()).collect();
    if let Some(to) = &sight.incident.passed_on {
        notes.push(say.one(words::PASSED_ON_TO, "to", to.clone()));
    }
    notes
}

fn grades(sight: &Sight) -> Vec<GradeShown> {
    let (say, judged, law) = (sight.say(), &sight.incident.judged, &sight.law);
    let because = |met: &crate::facts::CriterionMet| naming::criterion(law, met, say);
    let shown = |name: Word, grade: Option<Grade>, why: String| GradeShown { name, mark: say.grade(grade), why };
    let lack = || judged.lack.map(|lack| say.word(lacking(lack)).into_owned()).unwrap_or_default();
    let mut grades = vec![shown(words::GRADE_ASSESSED, judged.assessed, judged.assessed_by.as_ref().map_or_else(lack, because))];
    if judged.possible.is_some() && judged.possible != judged.assessed {
        grades.push(shown(words::GRADE_POSSIBLE, judged.possible, judged.possible_by.as_ref().map(because).unwrap_or_default()));
    }
    if let Some((grade, why)) = &sight.incident.declared {
        grades.push(shown(words::GRADE_DECLARED, Some(*grade), why.clone()));
    }
    if let Some((grade, why)) = &sight.incident.lowered {
        grades.push(shown(words::GRADE_DUTIES, Some(*grade), why.clone()));
    }
    grades
}

/// Why there is no assessed grade.
const fn lacking(lack: Lack) -> Word {
    match lack {
        Lack::NotGraded => words::LACK_NOT_GRADED,
        Lack::NoClass => words::LACK_NO_CLASS,
        Lack::NoRule => words::LACK_NO_RULE,
        Lack::NoFigure => words::LACK_NO_FIGURE,
        Lack::NothingReached => words::LACK_NOTHING_REACHED,
    }
}

fn times(sight: &Sight) -> Vec<Claimed> {
    let incident = &sight.incident;
    let received = incident.received.iter().map(|claim| (words::TIME_RECEIVED, claim));
    let shown = |(name, claim): (Word, &kernel::Claim)| Claimed {
        name,
        at: sight.speak.when(claim.at),
        by: sight.speak.claimed_by(claim),
    };
    let ordered = |before: bool| {
        let is_before = move |which: &Milestone| matches!(which, Milestone::Occurred | Milestone::Known) == before;
        incident.times.iter().filter(move |(which, _)| is_before(which)).map(|(which, claim)| (naming::milestone(*which), claim))
    };
    ordered(true).chain(received).chain(ordered(false)).map(shown).collect()
}

/// The lines about who rang, a telephone number as one that can be dialled.
pub fn contacts(words: &str) -> Vec<Contact> {
    let line =
        |text: &str| Contact { dial: organisations::Phone::parse(text).ok().map(|phone| phone.dial()), text: text.to_owned() };
    words.lines().map(str::trim).filter(|text| !text.is_empty()).map(line).collect()
}

impl Clocks {
    /// The clocks that run.
    pub fn of(sight: &Sight) -> Self {
        let say = sight.say();
        let mut running: Vec<&Due> = sight.clocks.iter().filter(|due| due.met_at.is_none()).collect();
        running.sort_by_key(|due| due.due_at);
        let shown =
            |due: &&Due| ClockShown { label: label(&due.label, say), clock: sight.speak.clock(due.started_at, due.due_at) };
        Self { more: running.len().saturating_sub(CLOCKS_SHOWN), shown: running.iter().take(CLOCKS_SHOWN).map(shown).collect() }
    }
}

/// The words of a clock: those of the rule that started it, in the reader's language, or words as they are.
pub fn label(label: &str, say: &Say) -> String {
    let wording: Option<Wording> = serde_json::from_str(label).ok();
    wording.map_or_else(|| label.to_owned(), |wording| wording.say(say.language.code()).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::samples::say;
    use web::Language;

    #[test]
    fn a_number_among_the_words_about_the_caller_can_be_dialled() {
        let lines = contacts("+86 100-0000-0001\n村民 王某");
        assert_eq!(lines[0].dial.as_deref(), Some("+8610000000001"));
        assert_eq!((lines[1].dial.as_deref(), lines[1].text.as_str()), (None, "村民 王某"));
    }

    #[test]
    fn a_clock_is_called_by_the_readers_words() {
        let wording = r#"{"zh":"电话报省","en":"phone the province"}"#;
        assert_eq!(label(wording, &say(Language::En)), "phone the province");
        assert_eq!(label("paper signature", &say(Language::Zh)), "paper signature");
    }
}

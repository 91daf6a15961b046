//! The things that the page of an incident can change, each with its address, its action in the policies and its name.

use web::Word;

use crate::members::CALL_IN;
use crate::state::Standing;
use crate::words;

const WORK: &str = "incidents.work";
const GRADE: &str = "incidents.grade";
const CLOSE: &str = "incidents.close";

/// What the frame must know of one of them.
struct About {
    path: &'static str,
    action: &'static str,
    id: &'static str,
    title: Word,
}

impl About {
    const fn new(path: &'static str, action: &'static str, id: &'static str, title: Word) -> Self {
        Self { path, action, id, title }
    }
}

/// One thing that can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// What is said of it.
    Words,
    /// Its class.
    Class,
    /// Where it is.
    Place,
    /// A time of its course.
    Time,
    /// Tags of place, people and time.
    Tags,
    /// A figure of one source.
    Figure,
    /// Which source is quoted.
    Adoption,
    /// How it could get worse.
    Fear,
    /// The declared grade.
    Grade,
    /// The grade that duties run from.
    DutyGrade,
    /// A call to somebody.
    Call,
    /// A line of the timeline.
    Note,
    /// Why a duty was late.
    Lateness,
    /// To whom it is passed on.
    Transfer,
    /// A finding.
    Finding,
    /// Somebody who is called to it from elsewhere.
    CallIn,
    /// Somebody who is let go.
    LetGo,
    /// That it did not happen.
    FalseAlarm,
    /// That work on it has ended.
    Closure,
    /// That work on it goes on.
    Reopening,
}

impl Which {
    /// All of them, in the order in which the page offers them.
    pub const ALL: [Self; 20] = [
        Self::Class,
        Self::Place,
        Self::Words,
        Self::Time,
        Self::Tags,
        Self::Grade,
        Self::DutyGrade,
        Self::Fear,
        Self::Figure,
        Self::Adoption,
        Self::Call,
        Self::Note,
        Self::Lateness,
        Self::Transfer,
        Self::Finding,
        Self::CallIn,
        Self::LetGo,
        Self::FalseAlarm,
        Self::Closure,
        Self::Reopening,
    ];

    /// Where its form is sent, with the incident as `{id}`.
    pub const fn path(self) -> &'static str {
        self.about().path
    }

    /// The action that the policies name for it.
    pub const fn action(self) -> &'static str {
        self.about().action
    }

    /// What names its form in the page.
    pub const fn id(self) -> &'static str {
        self.about().id
    }

    /// What it is called.
    pub const fn title(self) -> Word {
        self.about().title
    }

    /// Where on the page its outcome is seen.
    pub const fn anchor(self) -> &'static str {
        match self {
            Self::Call => "sheet",
            Self::Note => "timeline",
            Self::CallIn | Self::LetGo => "members",
            _ => "main",
        }
    }

    const fn about(self) -> About {
        match self {
            Self::Words => About::new("/incidents/{id}/words", WORK, "form-words", words::FORM_WORDS),
            Self::Class => About::new("/incidents/{id}/class", WORK, "form-class", words::FORM_CLASS),
            Self::Place => About::new("/incidents/{id}/place", WORK, "form-place", words::FORM_PLACE),
            Self::Time => About::new("/incidents/{id}/times", WORK, "form-time", words::FORM_TIME),
            Self::Tags => About::new("/incidents/{id}/tags", WORK, "form-tags", words::FORM_TAGS),
            Self::Figure => About::new("/incidents/{id}/figures", "figures.enter", "form-figure", words::FIGURE_ENTER),
            Self::Adoption => About::new("/incidents/{id}/adoptions", "figures.adopt", "form-adoption", words::FORM_ADOPTION),
            Self::Fear => About::new("/incidents/{id}/fears", WORK, "form-fear", words::FORM_FEAR),
            Self::Grade => About::new("/incidents/{id}/grade", GRADE, "form-grade", words::FORM_GRADE),
            Self::DutyGrade => About::new("/incidents/{id}/duty-grade", GRADE, "form-duty-grade", words::FORM_DUTY_GRADE),
            Self::Call => About::new("/incidents/{id}/calls", WORK, "form-call", words::FORM_CALL),
            Self::Note => About::new("/incidents/{id}/notes", WORK, "form-note", words::NOTE_TITLE),
            Self::Lateness => About::new("/incidents/{id}/lateness", WORK, "form-lateness", words::FORM_LATENESS),
            Self::Transfer => About::new("/incidents/{id}/transfer", WORK, "form-transfer", words::FORM_TRANSFER),
            Self::Finding => About::new("/incidents/{id}/findings", "incidents.find", "form-finding", words::FORM_FINDING),
            Self::CallIn => About::new("/incidents/{id}/members", CALL_IN, "form-call-in", words::FORM_CALL_IN),
            Self::LetGo => About::new("/incidents/{id}/members/ending", CALL_IN, "form-let-go", words::MEMBER_LET_GO),
            Self::FalseAlarm => About::new("/incidents/{id}/false-alarm", CLOSE, "form-false-alarm", words::FORM_FALSE_ALARM),
            Self::Closure => About::new("/incidents/{id}/closure", CLOSE, "form-closure", words::FORM_CLOSURE),
            Self::Reopening => About::new("/incidents/{id}/reopening", CLOSE, "form-reopening", words::FORM_REOPENING),
        }
    }

    /// Whether it makes sense while the incident stands so. What the rules take beyond that, they say themselves.
    pub const fn makes_sense(self, standing: Standing, takes_figures: bool) -> bool {
        match self {
            Self::Figure | Self::Adoption => takes_figures,
            Self::Note | Self::Finding | Self::Lateness | Self::Time | Self::Call | Self::LetGo => true,
            Self::Reopening => !matches!(standing, Standing::Open),
            _ => matches!(standing, Standing::Open),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_has_an_address_and_a_form_of_its_own() {
        for (n, one) in Which::ALL.iter().enumerate() {
            assert!(one.path().starts_with("/incidents/{id}/"));
            for other in &Which::ALL[n + 1..] {
                assert_ne!((one.path(), one.id()), (other.path(), other.id()));
                assert!(one.path() != other.path() && one.id() != other.id(), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn an_ended_incident_can_be_reopened_noted_and_found_against_and_nothing_else_changed() {
        let offered =
            |standing| -> Vec<Which> { Which::ALL.into_iter().filter(|which| which.makes_sense(standing, false)).collect() };
        assert_eq!(
            offered(Standing::Closed),
            [Which::Time, Which::Call, Which::Note, Which::Lateness, Which::Finding, Which::LetGo, Which::Reopening]
        );
        assert!(!offered(Standing::Open).contains(&Which::Reopening));
    }
}

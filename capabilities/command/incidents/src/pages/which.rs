//! The things that the page of an incident can change, each with its address, its action in the policies and its name.

use web::Word;

use crate::state::Standing;
use crate::words;

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
    /// That it did not happen.
    FalseAlarm,
    /// That work on it has ended.
    Closure,
    /// That work on it goes on.
    Reopening,
}

impl Which {
    /// All of them, in the order in which the page offers them.
    pub const ALL: [Self; 18] = [
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
        Self::FalseAlarm,
        Self::Closure,
        Self::Reopening,
    ];

    /// Where its form is sent, with the incident as `{id}`.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Words => "/incidents/{id}/words",
            Self::Class => "/incidents/{id}/class",
            Self::Place => "/incidents/{id}/place",
            Self::Time => "/incidents/{id}/times",
            Self::Tags => "/incidents/{id}/tags",
            Self::Figure => "/incidents/{id}/figures",
            Self::Adoption => "/incidents/{id}/adoptions",
            Self::Fear => "/incidents/{id}/fears",
            Self::Grade => "/incidents/{id}/grade",
            Self::DutyGrade => "/incidents/{id}/duty-grade",
            Self::Call => "/incidents/{id}/calls",
            Self::Note => "/incidents/{id}/notes",
            Self::Lateness => "/incidents/{id}/lateness",
            Self::Transfer => "/incidents/{id}/transfer",
            Self::Finding => "/incidents/{id}/findings",
            Self::FalseAlarm => "/incidents/{id}/false-alarm",
            Self::Closure => "/incidents/{id}/closure",
            Self::Reopening => "/incidents/{id}/reopening",
        }
    }

    /// The action that the policies name for it.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Figure => "figures.enter",
            Self::Adoption => "figures.adopt",
            Self::Grade | Self::DutyGrade => "incidents.grade",
            Self::FalseAlarm | Self::Closure | Self::Reopening => "incidents.close",
            Self::Finding => "incidents.find",
            _ => "incidents.work",
        }
    }

    /// What names its form in the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Words => "form-words",
            Self::Class => "form-class",
            Self::Place => "form-place",
            Self::Time => "form-time",
            Self::Tags => "form-tags",
            Self::Figure => "form-figure",
            Self::Adoption => "form-adoption",
            Self::Fear => "form-fear",
            Self::Grade => "form-grade",
            Self::DutyGrade => "form-duty-grade",
            Self::Call => "form-call",
            Self::Note => "form-note",
            Self::Lateness => "form-lateness",
            Self::Transfer => "form-transfer",
            Self::Finding => "form-finding",
            Self::FalseAlarm => "form-false-alarm",
            Self::Closure => "form-closure",
            Self::Reopening => "form-reopening",
        }
    }

    /// What it is called.
    pub const fn title(self) -> Word {
        match self {
            Self::Words => words::FORM_WORDS,
            Self::Class => words::FORM_CLASS,
            Self::Place => words::FORM_PLACE,
            Self::Time => words::FORM_TIME,
            Self::Tags => words::FORM_TAGS,
            Self::Figure => words::FIGURE_ENTER,
            Self::Adoption => words::FORM_ADOPTION,
            Self::Fear => words::FORM_FEAR,
            Self::Grade => words::FORM_GRADE,
            Self::DutyGrade => words::FORM_DUTY_GRADE,
            Self::Call => words::FORM_CALL,
            Self::Note => words::NOTE_TITLE,
            Self::Lateness => words::FORM_LATENESS,
            Self::Transfer => words::FORM_TRANSFER,
            Self::Finding => words::FORM_FINDING,
            Self::FalseAlarm => words::FORM_FALSE_ALARM,
            Self::Closure => words::FORM_CLOSURE,
            Self::Reopening => words::FORM_REOPENING,
        }
    }

    /// Where on the page its outcome is seen.
    pub const fn anchor(self) -> &'static str {
        match self {
            Self::Call => "sheet",
            Self::Note => "timeline",
            _ => "main",
        }
    }

    /// Whether it makes sense while the incident stands so. What the rules take beyond that, they say themselves.
    pub const fn makes_sense(self, standing: Standing, takes_figures: bool) -> bool {
        match self {
            Self::Figure | Self::Adoption => takes_figures,
            Self::Note | Self::Finding | Self::Lateness | Self::Time | Self::Call => true,
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
            [Which::Time, Which::Call, Which::Note, Which::Lateness, Which::Finding, Which::Reopening]
        );
        assert!(!offered(Standing::Open).contains(&Which::Reopening));
    }
}

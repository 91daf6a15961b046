//! One instruction of a leader, folded from its facts.

use kernel::{AreaCode, Claim, Id, Sealed, Subject, Time};

use crate::facts::{Instructed, InstructionFact, PostNamed, Progress};

/// How many feedbacks are kept in the state; all of them stand in the journal.
pub const FEEDBACKS_MAX: usize = 100;

/// One instruction as it is now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Instruction {
    /// What was kept when it was given; nothing before.
    pub about: Option<Instructed>,
    /// Whom it concerns: whoever it was last passed on to.
    pub to: PostNamed,
    /// When it was passed on, as claimed.
    pub passed_on_at: Option<Claim>,
    /// Who acknowledged it, and when, as claimed.
    pub acknowledged: Option<(PostNamed, Claim)>,
    /// What was fed back, oldest first.
    pub feedback: Vec<Feedback>,
    /// By when there must be feedback; nothing where nobody and no rule says.
    pub due: Option<Time>,
    /// How it stands.
    pub standing: InstructionStanding,
    /// How many facts there are.
    pub version: u64,
}

/// One feedback.
#[derive(Debug, Clone, PartialEq)]
pub struct Feedback {
    /// The words.
    pub words: Sealed,
    /// When, as claimed.
    pub at: Claim,
    /// How far it is.
    pub progress: Progress,
}

/// How an instruction stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum InstructionStanding {
    /// There is no such instruction.
    #[default]
    Unknown,
    /// It was given.
    Given,
    /// It was passed on.
    PassedOn,
    /// Whom it concerns has it.
    Acknowledged,
    /// Something was fed back, and the work goes on.
    UnderWay,
    /// It was fed back as done.
    Done,
    /// It no longer holds.
    Withdrawn,
    /// The office closed it.
    Closed,
}

impl Subject for Instruction {
    const NAME: &'static str = "instruction";
    type Fact = InstructionFact;

    fn fold(mut self, fact: &InstructionFact) -> Self {
        self.version += 1;
        match fact {
            InstructionFact::Given(given) => {
                self.to = given.to.clone();
                self.due = given.due;
                self.standing = InstructionStanding::Given;
                self.about = Some((**given).clone());
            }
            InstructionFact::PassedOn { to, at } => {
                self.to = to.clone();
                self.passed_on_at = Some(at.clone());
                self.acknowledged = None;
                self.further(InstructionStanding::PassedOn);
            }
            InstructionFact::Acknowledged { by, at } => {
                self.acknowledged = Some((by.clone(), at.clone()));
                self.further(InstructionStanding::Acknowledged);
            }
            InstructionFact::FedBack { words, at, progress } => self.feed_back(words, at, *progress),
            InstructionFact::Extended { until, .. } => self.due = Some(*until),
            InstructionFact::Withdrawn { .. } => self.standing = InstructionStanding::Withdrawn,
            InstructionFact::Closed { .. } => self.standing = InstructionStanding::Closed,
        }
        self
    }

    fn area(&self) -> Option<AreaCode> {
        self.about.as_ref().map(|about| about.area)
    }

    fn case(&self, _: &Id) -> Option<Id> {
        self.about.as_ref().map(|about| about.incident.clone())
    }
}

impl Instruction {
    fn feed_back(&mut self, words: &Sealed, at: &Claim, progress: Progress) {
        if self.feedback.len() >= FEEDBACKS_MAX {
            // The first stays: it is the one that met the clock.
            self.feedback.remove(1);
        }
        self.feedback.push(Feedback { words: words.clone(), at: at.clone(), progress });
        self.further(match progress {
            Progress::UnderWay => InstructionStanding::UnderWay,
            Progress::Done => InstructionStanding::Done,
        });
    }

    /// What has ended is not begun again by a late entry, and feedback is not undone by a late acknowledgement.
    fn further(&mut self, standing: InstructionStanding) {
        let fed_back = matches!(self.standing, InstructionStanding::UnderWay | InstructionStanding::Done);
        let late = fed_back && !matches!(standing, InstructionStanding::UnderWay | InstructionStanding::Done);
        if !self.has_ended() && !late {
            self.standing = standing;
        }
    }

    /// Whether nothing more is to be done about it.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        matches!(self.standing, InstructionStanding::Withdrawn | InstructionStanding::Closed)
    }

    /// When something was first fed back, as claimed.
    #[must_use]
    pub fn first_feedback(&self) -> Option<Time> {
        self.feedback.iter().map(|f| f.at.at).min()
    }
}

impl InstructionStanding {
    /// The word of the tables and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Given => "given",
            Self::PassedOn => "passed_on",
            Self::Acknowledged => "acknowledged",
            Self::UnderWay => "under_way",
            Self::Done => "done",
            Self::Withdrawn => "withdrawn",
            Self::Closed => "closed",
        }
    }
}

//! Hints beside a call: incidents that may be the same, each with the reason; areas that its words may mean. They never block.

use askama::Template;
use kernel::Id;
use places::reads as places;
use web::{Form, Here, Markup, Say, Trouble};

use super::READ;
use super::card_read::Card;
use super::sight::Sight;
use super::{aloud, naming};
use crate::office::Office;
use crate::reads::{self, Candidate, Hint, HintReason};
use crate::state::Standing;
use crate::words;

/// How much of the words of an incident a hint shows, in characters.
const WORDS_CHARS_MAX: usize = 60;
/// How many areas are offered to choose from.
const AREAS_MAX: usize = 6;

/// What is hinted at.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "hints.html")]
pub struct Hints {
    /// Incidents that may be the same, likeliest first.
    pub like: Vec<Like>,
    /// The areas that the words name without doubt.
    pub certain: Vec<String>,
    /// Areas that they may mean.
    pub offered: Vec<Offered>,
    /// The words around them.
    pub said: HintWords,
}

/// The words that stand in the hints, in the reader's language.
#[derive(Debug, Clone, Default)]
pub struct HintWords {
    /// Above the incidents.
    pub like: String,
    /// Above the areas that are certain.
    pub certain: String,
    /// Above the areas that are offered.
    pub offered: String,
    /// On the button that adds the words to an incident instead.
    pub add: String,
}

/// An incident that may be the same.
#[derive(Debug, Clone)]
pub struct Like {
    /// Which.
    pub id: Id,
    /// Its number.
    pub number: String,
    /// When it was received.
    pub at: Markup,
    /// What is said of it.
    pub words: String,
    /// Why it may be the same.
    pub why: String,
}

/// An area to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its code.
    pub code: String,
    /// The names down to it.
    pub path: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The hints for a card that is being filled in.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn of(here: &Here, office: &Office, (form, card): (&Form, &Card)) -> Result<Hints, Trouble> {
    let say = &here.say;
    let scope = here.scope_for(READ);
    let candidate = Candidate {
        words: format!("{} {}", card.said.summary, card.said.place),
        class: card.receive.class.clone(),
        point: card.receive.place.point,
        areas: card.receive.place.areas.clone(),
        at: card.receive.received.as_ref().map_or(say.now, |claim| claim.at),
        law: office.in_force(say.now),
    };
    let found = reads::duplicates(here.db(), &scope, &candidate).await?;
    let atlas = office.atlas();
    let mentions = places::mentions(&scope, &atlas.gazetteer, &candidate.words);
    let chosen = form.value("area");
    let offered = mentions.offered.iter().flat_map(|offer| &offer.areas).take(AREAS_MAX);
    let offered = offered.map(|area| Offered {
        path: atlas.gazetteer.path(*area),
        chosen: area.to_string() == chosen,
        code: area.to_string(),
    });
    Ok(Hints {
        like: found.iter().map(|hint| like(hint, say)).collect(),
        certain: naming::paths(&atlas, &card.receive.place.areas),
        offered: offered.collect(),
        said: HintWords::of(say),
    })
}

/// The incidents that may be the same as one that is on record; only while it is fresh, for later calls hint at it in turn.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn beside(here: &Here, sight: &Sight) -> Result<Vec<Like>, Trouble> {
    let incident = &sight.incident;
    let Some(received) = incident.received.as_ref().filter(|_| sight.speak.live && incident.standing == Standing::Open) else {
        return Ok(Vec::new());
    };
    let said = [sight.said(incident.summary.as_ref()), sight.said(incident.place_text.as_ref())];
    let candidate = Candidate {
        words: said.into_iter().flatten().collect::<Vec<_>>().join(" "),
        class: incident.class.clone(),
        point: incident.place.point,
        areas: incident.place.areas.clone(),
        at: received.at,
        law: sight.law.clone(),
    };
    let found = reads::duplicates(here.db(), &here.scope_for(READ), &candidate).await?;
    Ok(found.iter().filter(|hint| hint.line.id != sight.id).map(|hint| like(hint, sight.say())).collect())
}

fn like(hint: &Hint, say: &Say) -> Like {
    let said = [hint.line.place.as_deref(), hint.line.summary.as_deref()];
    Like {
        id: hint.line.id.clone(),
        number: hint.line.number.clone(),
        at: say.when(hint.line.received_at),
        words: aloud::cut(&said.into_iter().flatten().collect::<Vec<_>>().join(" "), WORDS_CHARS_MAX),
        why: hint.reasons.iter().map(|reason| why(*reason, say)).collect::<Vec<_>>().join(&say.word(words::COMMA)),
    }
}

fn why(reason: HintReason, say: &Say) -> String {
    match reason {
        HintReason::NearM(metres) => say.count(words::WHY_NEAR, metres),
        HintReason::SameArea => say.word(words::WHY_SAME_AREA).into_owned(),
        HintReason::WithinMin(minutes) => say.count(words::WHY_WITHIN, minutes),
        HintReason::SameSubClass => say.word(words::WHY_SAME_CLASS).into_owned(),
        HintReason::LikeWords => say.word(words::WHY_LIKE_WORDS).into_owned(),
    }
}

impl HintWords {
    /// The words in the reader's language.
    pub fn of(say: &Say) -> Self {
        let word = |word: web::Word| say.word(word).into_owned();
        Self {
            like: word(words::HINTS_TITLE),
            certain: word(words::HINTS_PLACE),
            offered: word(words::HINTS_PLACES),
            add: word(words::HINTS_ADD),
        }
    }
}

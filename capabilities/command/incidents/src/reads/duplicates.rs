//! Likely duplicates: what came in near in place and time, of the same sub-class or in like words. They are shown with the reason and
//! never block.

use std::sync::Arc;

use desk::{Db, Fault, Value};
use kernel::{AreaCode, Point, Scope, Time};
use rules::InForce;

use super::list::Line;
use super::visible;

// What follows weighs hints and is no law: nobody is refused anything and no clock runs by it.
/// Within this distance two points may be the same place, in metres.
const NEAR_M: f64 = 2_000.0;
/// Within this time two calls may be about the same, in minutes.
const NEAR_MIN: i64 = 60;
/// How many incidents of the time around are weighed.
const WEIGHED_MAX: i64 = 400;
/// How many hints are shown.
const HINTS_MAX: usize = 3;
/// From which share of common pairs of letters on two texts are alike.
const ALIKE: f64 = 0.3;
/// A hint must weigh at least so much.
const WEIGHT_MIN: u32 = 3;

/// What is about to be put on record.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// What is said.
    pub words: String,
    /// Its class.
    pub class: Option<String>,
    /// Where.
    pub point: Option<Point>,
    /// In which areas.
    pub areas: Vec<AreaCode>,
    /// When it was received, or happened.
    pub at: Time,
    /// The rules whose tree says which classes are of one sub-class.
    pub law: Arc<InForce>,
}

/// An incident that may be the same.
#[derive(Debug, Clone)]
pub struct Hint {
    /// The incident.
    pub line: Line,
    /// Why it may be.
    pub reasons: Vec<HintReason>,
}

/// Why an incident may be the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum HintReason {
    /// So many metres away.
    NearM(i64),
    /// In the same area.
    SameArea,
    /// So many minutes apart.
    WithinMin(i64),
    /// Of the same sub-class.
    SameSubClass,
    /// In like words.
    LikeWords,
}

/// The incidents that may be the same as `candidate`, likeliest first.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn duplicates(db: &Db, scope: &Scope, candidate: &Candidate) -> Result<Vec<Hint>, Fault> {
    let (visible, mut args) = visible(scope, 1);
    let n = args.len();
    args.extend([Value::from(candidate.at.plus_min(-NEAR_MIN)), candidate.at.plus_min(NEAR_MIN).into(), WEIGHED_MAX.into()]);
    let sql = format!(
        "select i.id, i.number, i.standing, i.class, i.area, i.outside_city, i.lat_deg, i.lon_deg, i.marking, i.occurred_at_ms, \
         i.received_at_ms, i.assessed, i.possible, i.declared, i.is_sensitive, i.figures, i.version, i.changed_at_ms, i.weight, \
         s.words as summary, p.words as place from incidents i left join sealed s on s.id = i.summary_id \
         left join sealed p on p.id = i.place_id where {visible} and i.received_at_ms between ${} and ${} \
         order by i.received_at_ms desc limit ${}",
        n + 1,
        n + 2,
        n + 3
    );
    let rows = db.rows(sql, args).await?;
    let lines = rows.iter().map(Line::read).collect::<Result<Vec<_>, _>>()?;
    let mut hints: Vec<(u32, Hint)> = lines
        .into_iter()
        .filter_map(|line| {
            let reasons = candidate.reasons(&line);
            let weight: u32 = reasons.iter().map(|reason| reason.weight()).sum();
            (weight >= WEIGHT_MIN).then_some((weight, Hint { line, reasons }))
        })
        .collect();
    hints.sort_by_key(|(weight, hint)| (std::cmp::Reverse(*weight), candidate.at.since_ms(hint.line.received_at).abs()));
    Ok(hints.into_iter().take(HINTS_MAX).map(|(_, hint)| hint).collect())
}

impl Candidate {
    /// Everything that speaks for it; nothing where the place speaks against it.
    fn reasons(&self, line: &Line) -> Vec<HintReason> {
        let Some(place) = self.place(line) else { return Vec::new() };
        let mut reasons: Vec<HintReason> = place.into_iter().collect();
        reasons.push(HintReason::WithinMin(self.at.since_ms(line.received_at).abs() / 60_000));
        if let (Some(mine), Some(theirs)) = (&self.class, &line.class)
            && self.law.classes().sub_class(mine) == self.law.classes().sub_class(theirs)
        {
            reasons.push(HintReason::SameSubClass);
        }
        let theirs = [line.summary.as_deref(), line.place.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        if alike(&self.words, &theirs) >= ALIKE {
            reasons.push(HintReason::LikeWords);
        }
        reasons
    }

    /// What the place says: near, the same area, nothing known, or (none) elsewhere.
    fn place(&self, line: &Line) -> Option<Option<HintReason>> {
        let theirs = line.point.and_then(|(lat, lon)| Point::new(lat, lon).ok());
        match (self.point, theirs) {
            (Some(mine), Some(theirs)) => {
                let metres = mine.distance_m(theirs);
                (metres <= NEAR_M).then_some(Some(HintReason::NearM(metres.round() as i64)))
            }
            _ if self.areas.is_empty() => Some(None),
            _ if self.areas.contains(&line.area) => Some(Some(HintReason::SameArea)),
            _ if self.areas.iter().any(|mine| mine.covers(line.area) || line.area.covers(*mine)) => Some(None),
            _ => None,
        }
    }
}

impl HintReason {
    /// How much it says: time alone is no reason, place with class or words is.
    const fn weight(self) -> u32 {
        match self {
            Self::NearM(_) | Self::LikeWords => 2,
            Self::SameArea | Self::SameSubClass => 1,
            Self::WithinMin(minutes) => (minutes <= NEAR_MIN) as u32,
        }
    }
}

/// The share of pairs of letters that two texts have in common (Dice's coefficient), 0 to 1.
fn alike(one: &str, other: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        letters.windows(2).map(|w| (w[0], w[1])).collect()
    };
    let (mine, mut theirs) = (pairs(one), pairs(other));
    let total = mine.len() + theirs.len();
    if total == 0 {
        return 0.0;
    }
    let mut common = 0_usize;
    for pair in mine {
        if let Some(at) = theirs.iter().position(|p| *p == pair) {
            theirs.swap_remove(at);
            common += 1;
        }
    }
    2.0 * common as f64 / total as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_words_share_pairs_of_letters() {
        assert!(alike("羊山镇肖家店村发水，房子进水了", "肖家店村进水，房子淹了") >= ALIKE);
        assert!(alike("water in the cellars of Bridge Street", "bridge street: water in cellars") >= ALIKE);
        assert!(alike("bus overturned on the bridge", "大凌河决口") < ALIKE);
        assert!(alike("", "") < ALIKE);
    }
}

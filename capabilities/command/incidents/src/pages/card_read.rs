//! Reading the call card. Nothing on it ever keeps it from being saved: what cannot be read is put behind the words of the call, and said.

use kernel::{Claim, Id};
use places::{AreasFrom, Atlas, PLACE_AREAS_MAX, PLACE_CHARS_MAX, Place, PlaceGiven};
use rules::InForce;
use web::{Form, Say};

use super::card_fields::{item_field, items};
use super::{aloud, class_field, moment};
use crate::acts::{FIGURE_MAX, Receive};
use crate::facts::{Marking, Source, word};
use crate::office::{CALLER_CHARS_MAX, Said};
use crate::words;

/// What a card is read with.
pub struct Reading<'a> {
    /// The rules in force.
    pub law: &'a InForce,
    /// The areas in force.
    pub atlas: &'a Atlas,
    /// Speaks to the officer, and knows the time.
    pub say: &'a Say,
}

/// A card as it was read.
#[derive(Debug)]
pub struct Card {
    /// The words, with everything behind them that could not be read.
    pub said: Said,
    /// The rest; its words are sealed when it is recorded.
    pub receive: Receive,
    /// The labels of what could not be read.
    pub unread: Vec<&'static str>,
}

/// The fields whose words may stand behind the call's when they cannot be read, each with its label.
const LABELS: [(&str, web::Word); 10] = [
    ("class", words::CLASS),
    ("place", words::PLACE),
    ("point", words::POINT),
    ("caller", words::CALLER),
    ("figure", words::FIGURES_TITLE),
    ("occurred", words::TIME_OCCURRED),
    ("known", words::TIME_KNOWN),
    ("received", words::TIME_RECEIVED),
    ("taken-by", words::PAPER_TAKEN_BY),
    ("sheet-number", words::PAPER_SHEET),
];

/// The label of a field that could not be read; nothing for any other word.
pub fn label(name: &str) -> Option<web::Word> {
    LABELS.iter().find(|(known, _)| *known == name).map(|(_, label)| *label)
}

/// Reads the card. `new_id` makes the ids of figures.
pub fn read(form: &Form, with: &Reading<'_>, new_id: impl Fn() -> Id) -> Card {
    let mut reader = Reader { form, with, behind: Vec::new(), unread: Vec::new() };
    let class = reader.class();
    let (place, place_words) = reader.place();
    let caller = reader.caller();
    let figures = reader.figures().into_iter().map(|(item, value)| (new_id(), item, value)).collect();
    let (occurred, known) = (reader.claimed("occurred"), reader.claimed("known"));
    let is_paper = form.ticked("paper");
    let received = if is_paper { reader.received() } else { None };
    let receive = Receive {
        source: if is_paper { Source::Paper } else { Source::Phone },
        class,
        place,
        occurred,
        known,
        received,
        figures,
        figures_from: with.say.word(words::FROM_CALLER).into_owned(),
        marking: marking(form.value("marking")),
        ..Receive::default()
    };
    let Reader { behind, unread, .. } = reader;
    let words = std::iter::once(form.value("words").trim().to_owned()).chain(behind);
    let summary = words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n");
    Card { said: Said { summary, caller, place: place_words }, receive, unread }
}

fn marking(text: &str) -> Marking {
    [Marking::Public, Marking::WorkSecret].into_iter().find(|one| word(one) == text).unwrap_or_default()
}

struct Reader<'a> {
    form: &'a Form,
    with: &'a Reading<'a>,
    behind: Vec<String>,
    unread: Vec<&'static str>,
}

impl Reader<'_> {
    /// What was typed into a field and could not be read goes behind the words of the call.
    fn keep(&mut self, name: &'static str, typed: &str) {
        let known = LABELS.iter().find(|(known, _)| *known == name);
        let label = known.map(|(_, label)| self.with.say.word(*label).into_owned()).unwrap_or_default();
        self.keep_as(name, &label, typed);
    }

    fn keep_as(&mut self, name: &'static str, label: &str, typed: &str) {
        self.behind.push(self.with.say.with(words::KEPT_BEHIND, &[("name", label.into()), ("words", typed.into())]));
        if !self.unread.contains(&name) {
            self.unread.push(name);
        }
    }

    fn class(&mut self) -> Option<String> {
        let typed = self.form.value("class").trim();
        let read = class_field::read(self.with.law, &self.with.atlas.profile.features, typed);
        if read.is_none() && !typed.is_empty() {
            self.keep("class", typed);
        }
        read
    }

    fn place(&mut self) -> (Place, String) {
        let typed = self.form.value("place").trim().to_owned();
        let text: String = aloud::cut(&typed, PLACE_CHARS_MAX);
        if text != typed {
            self.keep("place", &typed);
        }
        let area = Some(self.form.value("area").to_owned()).filter(|area| !area.is_empty());
        let given = PlaceGiven { text: text.clone(), areas: area.into_iter().collect(), ..PlaceGiven::default() };
        let resolve = |given: &PlaceGiven| self.with.atlas.gazetteer.resolve(given).map(|resolved| resolved.place);
        let with_point = self.point(&given);
        let is_unread = with_point.as_ref().map_or(!self.point_typed().is_empty(), |given| resolve(given).is_err());
        let place = with_point.and_then(|given| resolve(&given).ok()).or_else(|| resolve(&given).ok());
        let place =
            place.unwrap_or_else(|| resolve(&PlaceGiven { text: text.clone(), ..PlaceGiven::default() }).unwrap_or_default());
        if is_unread {
            let typed = self.point_typed();
            self.keep("point", &typed);
        }
        if place.areas.is_empty() && place.point.is_none() && text.is_empty() {
            return (self.place_in_words(), String::new());
        }
        (place, text)
    }

    /// The areas that the words of the call name without doubt, where the field for the place is empty.
    fn place_in_words(&self) -> Place {
        let gazetteer = &self.with.atlas.gazetteer;
        let named = gazetteer.mentions(self.form.value("words")).certain;
        let areas = named.iter().take(PLACE_AREAS_MAX).map(ToString::to_string).collect();
        let place =
            gazetteer.resolve(&PlaceGiven { areas, ..PlaceGiven::default() }).map(|resolved| resolved.place).unwrap_or_default();
        if place.areas.is_empty() { place } else { Place { areas_from: AreasFrom::Words, ..place } }
    }

    fn point_typed(&self) -> String {
        let typed = [self.form.value("lat").trim(), self.form.value("lon").trim()];
        typed.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The place with its point; nothing where no point was given or it is no pair of numbers.
    fn point(&self, given: &PlaceGiven) -> Option<PlaceGiven> {
        let degrees = |name: &str| self.form.value(name).trim().parse::<f64>().ok();
        let (lat, lon) = (degrees("lat")?, degrees("lon")?);
        let datum = Some(self.form.value("datum").to_owned()).filter(|datum| !datum.is_empty());
        Some(PlaceGiven { lat: Some(lat), lon: Some(lon), datum, ..given.clone() })
    }

    /// The number first, then the name: a line each.
    fn caller(&mut self) -> String {
        let lines = [self.form.value("caller-phone").trim(), self.form.value("caller-name").trim()];
        let typed = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        let kept = aloud::cut(&typed, CALLER_CHARS_MAX);
        if kept != typed {
            self.keep("caller", &typed);
        }
        kept
    }

    fn figures(&mut self) -> Vec<(String, i64)> {
        let mut figures = Vec::new();
        for item in items(self.with.law) {
            let typed = self.form.value(&item_field(item)).trim();
            if typed.is_empty() {
                continue;
            }
            match number(typed) {
                Some(value) => figures.push((item.id.clone(), value)),
                None => self.keep_as("figure", item.name.say(self.with.say.language.code()), typed),
            }
        }
        figures
    }

    fn claimed(&mut self, name: &'static str) -> Option<Claim> {
        let typed = self.form.value(name).trim().to_owned();
        let (say, now) = (self.with.say, self.with.say.now);
        let at = moment::read(&typed, say.zone(), now).filter(|at| *at <= now);
        if at.is_none() && !typed.is_empty() {
            self.keep(name, &typed);
        }
        at.map(|at| Claim { at, by: say.word(words::FROM_CALLER).into_owned(), basis: String::new() })
    }

    /// When a call was taken on paper, by whom, on which sheet.
    fn received(&mut self) -> Option<Claim> {
        let by = self.form.value("taken-by").trim().to_owned();
        let sheet = self.form.value("sheet-number").trim().to_owned();
        let basis = if sheet.is_empty() { String::new() } else { self.with.say.one(words::PAPER_BASIS, "sheet", sheet.clone()) };
        let claim = self.claimed("received").map(|claim| Claim { by: by.clone(), basis: basis.clone(), ..claim });
        let fits = by.chars().count() <= kernel::WHO_CHARS_MAX && basis.chars().count() <= kernel::BASIS_CHARS_MAX;
        match claim {
            Some(claim) if fits => Some(claim),
            claim => {
                for (name, typed) in [("taken-by", by), ("sheet-number", sheet)] {
                    if !typed.is_empty() {
                        self.keep(name, &typed);
                    }
                }
                claim.map(|claim| Claim::at(claim.at))
            }
        }
    }
}

/// A count, however its digits are grouped or wide.
fn number(typed: &str) -> Option<i64> {
    let narrow = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    let plain: String = typed.chars().map(narrow).filter(|c| !matches!(c, ',' | '\u{ff0c}' | ' ')).collect();
    plain.parse().ok().filter(|n| (0..=FIGURE_MAX).contains(n))
}

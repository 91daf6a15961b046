//! The fields of the call card, and those of them that the page of an incident has as well.

use geodatum::Datum;
use places::PlaceGiven;
use rules::{InForce, Item};
use web::{Field, Form, Say, Word};

use super::figures::counted;
use super::form_fields::time_field;
use super::{class_field, naming};
use crate::facts::{Marking, word};
use crate::words;

/// How many of the counted items the card asks for: the first that the rules declare.
pub const ITEMS: usize = 8;
/// The longest telephone number or name of a caller.
pub const CALLER_CHARS_MAX: usize = 80;

/// The fields of the card, as it shows them.
pub struct CardFields<'a> {
    /// What was said: first and largest.
    pub words: Field<'a>,
    /// Class and place.
    pub main: Vec<Field<'a>>,
    /// Who rang.
    pub caller: Vec<Field<'a>>,
    /// How many, by item.
    pub figures: Vec<NumberField>,
    /// What is rarely known at once: times, a point, who may read it.
    pub more: Vec<Field<'a>>,
    /// Of a call taken on paper: when, by whom, on which sheet.
    pub paper: Vec<Field<'a>>,
}

/// The field of an item: rule sets bring its label.
pub struct NumberField {
    /// The name under which it is sent.
    pub name: String,
    /// What the item is called.
    pub label: String,
    /// What was typed.
    pub value: String,
}

/// The name of the field of an item.
pub fn item_field(item: &Item) -> String {
    format!("n-{}", item.id)
}

/// The items that the card asks for.
pub fn items(law: &InForce) -> impl Iterator<Item = &Item> {
    counted(law.items()).take(ITEMS)
}

/// The fields, holding what was typed.
pub fn fields<'a>(form: &Form, (law, say): (&InForce, &Say)) -> CardFields<'a> {
    let words = form.field(say, "words", words::WORDS).lines(5).first().wide().max(crate::office::SUMMARY_CHARS_MAX);
    let markings = [Marking::Internal, Marking::Public, Marking::WorkSecret];
    let markings = markings.map(|one| (word(&one), say.word(naming::marking(one)).into_owned())).to_vec();
    let figure = |item: &Item| {
        let name = item_field(item);
        NumberField { label: item.name.say(say.language.code()).to_owned(), value: form.value(&name).to_owned(), name }
    };
    CardFields {
        words: words.data("enter", "save").like(say.word(words::WORDS_LIKE)),
        main: vec![
            class_field::field(form, say),
            form.field(say, "place", words::PLACE).max(places::PLACE_CHARS_MAX).complete("off").like(say.word(words::PLACE_LIKE)),
        ],
        caller: vec![
            form.field(say, "caller-phone", words::CALL_BACK).phone().max(CALLER_CHARS_MAX).complete("off"),
            form.field(say, "caller-name", words::CALLER).max(CALLER_CHARS_MAX).complete("off"),
        ],
        figures: items(law).map(figure).collect(),
        more: vec![
            time_named(form, say, ("occurred", words::TIME_OCCURRED)),
            time_named(form, say, ("known", words::TIME_KNOWN)),
            form.field(say, "lat", words::LAT).decimal().complete("off"),
            form.field(say, "lon", words::LON).decimal().complete("off"),
            form.field(say, "datum", words::DATUM).choice(datums(say)),
            form.field(say, "marking", words::MARKING).choice(markings),
        ],
        paper: vec![
            time_named(form, say, ("received", words::TIME_RECEIVED)),
            form.field(say, "taken-by", words::PAPER_TAKEN_BY).max(kernel::WHO_CHARS_MAX),
            form.field(say, "sheet-number", words::PAPER_SHEET).max(CALLER_CHARS_MAX),
        ],
    }
}

fn time_named<'a>(form: &Form, say: &Say, (name, label): (&'a str, Word)) -> Field<'a> {
    time_field(form, say, (name, label)).hint(say.word(words::EMPTY_IS_UNKNOWN))
}

/// The datums to choose from.
pub fn datums(say: &Say) -> Vec<(String, String)> {
    let known = [
        (Datum::Wgs84, places::words::DATUM_WGS84),
        (Datum::Gcj02, places::words::DATUM_GCJ02),
        (Datum::Bd09, places::words::DATUM_BD09),
    ];
    known.map(|(datum, word)| (datum.as_str().to_owned(), say.word(word).into_owned())).to_vec()
}

/// The place that the fields of a form give; what is no number is marked at its field.
pub fn place_given(form: &mut Form) -> PlaceGiven {
    PlaceGiven {
        text: form.text("place", places::PLACE_CHARS_MAX),
        lat: form.decimal("lat", -180.0..=180.0),
        lon: form.decimal("lon", -180.0..=180.0),
        datum: Some(form.value("datum").to_owned()).filter(|datum| !datum.is_empty()),
        areas: Some(form.value("area").to_owned()).filter(|area| !area.is_empty()).into_iter().collect(),
    }
}

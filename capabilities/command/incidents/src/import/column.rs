//! The columns that a file of calls may have.

use web::Word;

use crate::words;

/// A column. All may be missing but one of those that say something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// Its number, where it was on record here or elsewhere before.
    Number,
    /// When the desk received it.
    ReceivedAt,
    /// When it happened.
    OccurredAt,
    /// When those on the spot learned of it.
    KnownAt,
    /// Its class: a code, or a name in any language.
    Class,
    /// The area it is in: a code of 6, 9 or 12 digits.
    Area,
    /// The same in words, where there is no code: it stands before the words of the place.
    District,
    /// Where, in words.
    Place,
    /// Latitude in degrees.
    Lat,
    /// Longitude in degrees.
    Lon,
    /// The datum of the degrees.
    Datum,
    /// What was said.
    Summary,
    /// Who rang and how to call back.
    Caller,
    /// On what basis the times are claimed.
    Basis,
    /// Who may read it.
    Marking,
    /// How it stands.
    Standing,
}

impl Column {
    /// All columns, in the order in which an empty table has them.
    pub const ALL: [Self; 16] = [
        Self::Number,
        Self::ReceivedAt,
        Self::OccurredAt,
        Self::KnownAt,
        Self::Class,
        Self::Area,
        Self::District,
        Self::Place,
        Self::Lat,
        Self::Lon,
        Self::Datum,
        Self::Summary,
        Self::Caller,
        Self::Basis,
        Self::Marking,
        Self::Standing,
    ];

    /// The program's own word, as programs write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::ReceivedAt => "received_at",
            Self::OccurredAt => "occurred_at",
            Self::KnownAt => "known_at",
            Self::Class => "class",
            Self::Area => "area",
            Self::District => "district",
            Self::Place => "place",
            Self::Lat => "lat",
            Self::Lon => "lon",
            Self::Datum => "datum",
            Self::Summary => "summary",
            Self::Caller => "caller",
            Self::Basis => "basis",
            Self::Marking => "marking",
            Self::Standing => "standing",
        }
    }

    /// What it is called, as the list has it when it is taken out.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Self::Number => words::NUMBER,
            Self::ReceivedAt => words::TIME_RECEIVED,
            Self::OccurredAt => words::TIME_OCCURRED,
            Self::KnownAt => words::TIME_KNOWN,
            Self::Class => words::CLASS,
            Self::Area => words::AREA_CODE,
            Self::District => words::DISTRICT,
            Self::Place => words::PLACE,
            Self::Lat => words::LAT,
            Self::Lon => words::LON,
            Self::Datum => words::DATUM,
            Self::Summary => words::WORDS,
            Self::Caller => words::CALLER,
            Self::Basis => words::BASIS,
            Self::Marking => words::MARKING,
            Self::Standing => words::STANDING,
        }
    }

    /// What else it may be called, each after a semicolon: as other systems and paper forms have it.
    pub(super) const fn also(self) -> Option<Word> {
        Some(match self {
            Self::Number | Self::Datum | Self::Basis => return None,
            Self::ReceivedAt => words::ALSO_RECEIVED_AT,
            Self::OccurredAt => words::ALSO_OCCURRED_AT,
            Self::KnownAt => words::ALSO_KNOWN_AT,
            Self::Class => words::ALSO_CLASS,
            Self::Area => words::ALSO_AREA,
            Self::District => words::ALSO_DISTRICT,
            Self::Place => words::ALSO_PLACE,
            Self::Lat => words::ALSO_LAT,
            Self::Lon => words::ALSO_LON,
            Self::Summary => words::ALSO_SUMMARY,
            Self::Caller => words::ALSO_CALLER,
            Self::Marking => words::ALSO_MARKING,
            Self::Standing => words::ALSO_STANDING,
        })
    }
}

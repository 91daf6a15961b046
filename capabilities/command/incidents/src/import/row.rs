//! One row of a file of calls: what each cell says, with a fault for each that cannot be read.

use desk::{Desk, Performable, one};
use kernel::{Claim, Id, Time};
use organisations::import::{Cell, Form, Row};
use places::{PLACE_CHARS_MAX, Place, PlaceGiven};
use web::Say;

use super::column::Column;
use super::fault::{RowFault, SAID_CHARS_MAX, Why};
use super::sheet::{Heads, Reading};
use crate::acts::{Ended, FIGURE_MAX, Receive};
use crate::facts::{Marking, Setting, Source};
use crate::office::{CALLER_CHARS_MAX, SUMMARY_CHARS_MAX, Said};
use crate::pages::class_field;
use crate::state::Standing;
use crate::words;

/// One call that can be put on record.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// The row of the file, as a spreadsheet numbers it.
    pub row: u32,
    /// Its number, where it had one before.
    pub number: String,
    /// Its words; they are sealed when it is recorded.
    pub said: Said,
    /// Its figures by item.
    pub figures: Vec<(String, i64)>,
    /// How it stands.
    pub standing: Standing,
    /// The rest.
    pub act: Receive,
}

/// The words that stand in what is recorded, in the city's language.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    /// Who gave the figures.
    pub figures_from: String,
    /// Why it is closed, or a false alarm: it was so before.
    pub ended: String,
}

impl Phrases {
    /// In the language of `say`.
    #[must_use]
    pub fn of(say: &Say) -> Self {
        Self { figures_from: say.word(words::SOURCE_IMPORT).into_owned(), ended: say.word(words::IMPORT_ENDED).into_owned() }
    }
}

impl Call {
    /// When the desk received it, as the file claims.
    pub(super) fn received(&self) -> Option<Time> {
        self.act.received.as_ref().map(|claim| claim.at)
    }

    pub(super) fn performed(self, desk: &Desk, (setting, phrases): (&Setting, &Phrases)) -> Box<dyn Performable> {
        let id: Id = desk.new_id();
        let seal = |kind, words: &str| (!words.is_empty()).then(|| desk.seal(kind, Some(&id), words));
        let act = Receive {
            summary: seal("words", &self.said.summary),
            place_text: seal("place", &self.said.place),
            caller: seal("person", &self.said.caller),
            figures: self.figures.into_iter().map(|(item, value)| (desk.new_id(), item, value)).collect(),
            figures_from: phrases.figures_from.clone(),
            setting: setting.clone(),
            ended: match self.standing {
                Standing::Closed => Some(Ended::Closed(phrases.ended.clone())),
                Standing::FalseAlarm => Some(Ended::FalseAlarm(phrases.ended.clone())),
                Standing::Open | Standing::Unknown => None,
            },
            ..self.act
        };
        one(&id, act)
    }
}

/// Reads the cells of one row.
pub(super) struct Cells<'a> {
    pub sheet: &'a str,
    pub heads: &'a Heads,
    pub row: &'a Row,
    pub with: Reading<'a>,
    pub faults: Vec<RowFault>,
}

impl Cells<'_> {
    pub fn call(mut self) -> Result<Call, Vec<RowFault>> {
        let said = Said {
            summary: self.words(Column::Summary, SUMMARY_CHARS_MAX),
            caller: self.words(Column::Caller, CALLER_CHARS_MAX),
            place: self.place_words(),
        };
        let basis = self.words(Column::Basis, kernel::BASIS_CHARS_MAX);
        let mut claim = |column| self.time(column).map(|at| Claim { at, by: String::new(), basis: basis.clone() });
        let (received, occurred, known) = (claim(Column::ReceivedAt), claim(Column::OccurredAt), claim(Column::KnownAt));
        let place = self.place(&said.place);
        let class = self.class(received.as_ref().map_or(self.with.now, |claim| claim.at));
        let figures = self.figures();
        let standing = self.word(Column::Standing, |with, text| with.lexicon.standing(text)).unwrap_or(Standing::Open);
        let marking = self.word(Column::Marking, |with, text| with.lexicon.marking(text)).unwrap_or(Marking::Internal);
        let words = [&said.summary, &said.caller, &said.place];
        if words.iter().all(|words| words.is_empty()) && class.is_none() && figures.is_empty() && place == Place::default() {
            self.blame(None, Why::NothingSaid);
        }
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let number = self.text(Column::Number);
        let act = Receive { source: Source::Import, class, place, occurred, known, received, marking, ..Receive::default() };
        Ok(Call { row: self.row.number, number, said, figures, standing, act })
    }

    /// What stands in a column; nothing where the cell is empty or says that it is not known.
    fn text(&mut self, column: Column) -> String {
        let Some(at) = self.heads.columns.get(&column).copied() else { return String::new() };
        self.text_at(at)
    }

    fn text_at(&mut self, at: usize) -> String {
        match self.row.cells.get(at) {
            Some(Cell { form: Form::Fault, .. }) => {
                self.blame(Some(at), Why::CellFault);
                String::new()
            }
            Some(cell) if !self.with.lexicon.is_unknown(&cell.text) => cell.text.trim().to_owned(),
            _ => String::new(),
        }
    }

    fn words(&mut self, column: Column, max: usize) -> String {
        let text = self.text(column);
        if text.chars().count() > max {
            self.blame_at::<()>(column, Why::TooLong { max });
        }
        text
    }

    /// The words of the place; the name of the district before them where no code says it better.
    fn place_words(&mut self) -> String {
        let (coded, district) = (!self.text(Column::Area).is_empty(), self.text(Column::District));
        let words = self.words(Column::Place, PLACE_CHARS_MAX);
        if coded || words.contains(&district) {
            return words;
        }
        let whole = format!("{district} {words}").trim().to_owned();
        if whole.chars().count() > PLACE_CHARS_MAX {
            self.blame_at::<()>(Column::District, Why::TooLong { max: PLACE_CHARS_MAX });
        }
        whole
    }

    fn time(&mut self, column: Column) -> Option<Time> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let (zone, lexicon) = (self.with.zone, self.with.lexicon);
        let at = zone.parse(&text).ok().or_else(|| lexicon.time(&text).and_then(|text| zone.parse(&text).ok()));
        match at {
            Some(at) if at <= self.with.now => Some(at),
            Some(_) => self.blame_at(column, Why::InTheFuture),
            None => self.blame_at(column, Why::NotATime),
        }
    }

    fn degrees(&mut self, column: Column) -> Option<f64> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let degrees = organisations::typed::plain(&text).parse().ok();
        degrees.or_else(|| self.blame_at(column, Why::NotANumber))
    }

    fn place(&mut self, words: &str) -> Place {
        let (area, datum) = (self.text(Column::Area), self.text(Column::Datum));
        let given = PlaceGiven {
            text: words.to_owned(),
            lat: self.degrees(Column::Lat),
            lon: self.degrees(Column::Lon),
            datum: Some(datum).filter(|datum| !datum.is_empty()),
            areas: Some(organisations::typed::plain(&area)).into_iter().filter(|area| !area.is_empty()).collect(),
        };
        let place = match self.with.gazetteer.resolve(&given) {
            Ok(resolved) => resolved.place,
            Err(_) => {
                let columns = [Column::Area, Column::Lat, Column::Place];
                let column = columns.into_iter().find(|column| self.heads.columns.contains_key(column));
                let at = column.and_then(|column| self.heads.columns.get(&column).copied());
                self.blame(at, Why::NotAPlace);
                return Place::default();
            }
        };
        // What lies outside the city stays with the desk that took the call.
        if !place.outside_city && place.areas.iter().any(|area| !self.with.reach.sees(*area, None)) {
            self.blame(self.heads.columns.get(&Column::Area).copied(), Why::NotYours);
        }
        place
    }

    fn class(&mut self, received: Time) -> Option<String> {
        let text = self.text(Column::Class);
        if text.is_empty() {
            return None;
        }
        let law = self.with.book.in_force(received);
        class_field::read(&law, self.with.features, &text).or_else(|| self.blame_at(Column::Class, Why::NotAClass))
    }

    fn figures(&mut self) -> Vec<(String, i64)> {
        let mut figures = Vec::new();
        for (item, at) in &self.heads.items {
            let text = organisations::typed::plain(&self.text_at(*at)).replace(',', "");
            if text.is_empty() {
                continue;
            }
            match text.parse().ok().filter(|value| (0..=FIGURE_MAX).contains(value)) {
                Some(value) => figures.push((item.clone(), value)),
                None => self.blame(Some(*at), Why::NotAFigure),
            }
        }
        figures
    }

    fn word<T>(&mut self, column: Column, read: impl FnOnce(&Reading<'_>, &str) -> Option<T>) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        read(&self.with, &text).or_else(|| self.blame_at(column, Why::NotAWord))
    }

    fn blame_at<T>(&mut self, column: Column, why: Why) -> Option<T> {
        self.blame(self.heads.columns.get(&column).copied(), why);
        None
    }

    /// Notes a fault of this row: in the column at this place, or of the whole row.
    fn blame(&mut self, at: Option<usize>, why: Why) {
        let said = at.and_then(|at| self.row.cells.get(at)).map_or("", |cell| cell.text.as_str());
        self.faults.push(RowFault {
            sheet: self.sheet.to_owned(),
            row: self.row.number,
            column: at.and_then(|at| self.heads.written.get(at)).cloned().unwrap_or_default(),
            said: said.chars().take(SAID_CHARS_MAX).collect(),
            why,
        });
    }
}

//! Calls from a file: a row a call, put on record as what it says, with every fault of every row named before anything is taken in.

use desk::{Desk, one};
use kernel::{Claim, Id, Zone};
use places::{Gazetteer, PlaceGiven};

use crate::acts::Receive;
use crate::facts::{Setting, Source};

/// The largest file that is read, in bytes.
pub const FILE_BYTES_MAX: usize = 8 << 20;
/// The most rows of one file.
pub const ROWS_MAX: usize = 10_000;
/// The columns that are known. All but `summary` may be missing or empty.
pub const COLUMNS: [&str; 12] =
    ["summary", "class", "place", "area", "lat", "lon", "datum", "occurred_at", "known_at", "received_at", "caller", "basis"];

/// One row that can be put on record.
#[derive(Debug, Clone)]
pub struct Call {
    row: usize,
    said: [String; 3],
    act: Receive,
}

/// What is wrong in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Which row, the heading being row 1.
    pub row: usize,
    /// In which column.
    pub column: &'static str,
    /// What stands there.
    pub said: String,
    /// The key of the sentence that says what is wrong.
    pub why: &'static str,
}

/// Reads the calls of a CSV file in UTF-8 with a heading. Every fault of every row is listed.
///
/// # Errors
/// All faults; then nothing may be taken in.
pub fn read(bytes: &[u8], gazetteer: &Gazetteer, zone: &Zone) -> Result<Vec<Call>, Vec<RowFault>> {
    let whole = |why| vec![RowFault { row: 1, column: "summary", said: String::new(), why }];
    if bytes.len() > FILE_BYTES_MAX {
        return Err(whole("incidents-import-too-large"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| whole("incidents-import-not-utf8"))?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|_| whole("incidents-import-unreadable"))?.clone();
    if !heads.iter().any(|head| head == "summary") {
        return Err(whole("incidents-import-no-summary"));
    }
    let (mut calls, mut faults) = (Vec::new(), Vec::new());
    for (n, record) in reader.records().enumerate() {
        let row = n + 2;
        if n >= ROWS_MAX {
            return Err(whole("incidents-import-too-many-rows"));
        }
        let Ok(record) = record else {
            faults.push(RowFault { row, column: "summary", said: String::new(), why: "incidents-import-unreadable" });
            continue;
        };
        let cells = Cells { row, heads: &heads, record: &record };
        match cells.call(gazetteer, zone) {
            Ok(call) => calls.push(call),
            Err(wrong) => faults.extend(wrong),
        }
    }
    if faults.is_empty() { Ok(calls) } else { Err(faults) }
}

impl Call {
    pub(crate) fn performed(&self, desk: &Desk, setting: &Setting) -> Box<dyn desk::Performable> {
        let id: Id = desk.new_id();
        let seal = |kind, words: &String| (!words.is_empty()).then(|| desk.seal(kind, Some(&id), words));
        let [summary, place, caller] = &self.said;
        let act = Receive {
            summary: seal("words", summary),
            place_text: seal("place", place),
            caller: seal("person", caller),
            setting: setting.clone(),
            ..self.act.clone()
        };
        one(&id, act)
    }

    /// Which row of the file it is, the heading being row 1.
    #[must_use]
    pub const fn row(&self) -> usize {
        self.row
    }
}

struct Cells<'a> {
    row: usize,
    heads: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
}

impl Cells<'_> {
    fn get(&self, column: &str) -> String {
        let at = self.heads.iter().position(|head| head == column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default().to_owned()
    }

    fn wrong(&self, column: &'static str, why: &'static str) -> RowFault {
        RowFault { row: self.row, column, said: self.get(column).chars().take(80).collect(), why }
    }

    fn call(&self, gazetteer: &Gazetteer, zone: &Zone) -> Result<Call, Vec<RowFault>> {
        let mut faults = Vec::new();
        let place = self.place(gazetteer).map_err(|fault| faults.push(fault)).ok();
        let mut time = |column: &'static str| self.time(column, zone).map_err(|fault| faults.push(fault)).ok().flatten();
        let (occurred, known, received) = (time("occurred_at"), time("known_at"), time("received_at"));
        let said = [self.get("summary"), self.get("place"), self.get("caller")];
        if said.iter().all(String::is_empty) {
            faults.push(self.wrong("summary", "incidents-refused-nothing-said"));
        }
        let class = Some(self.get("class")).filter(|class| !class.is_empty());
        match (place, faults.is_empty()) {
            (Some(place), true) => {
                let act = Receive { source: Source::Import, class, place, occurred, known, received, ..Receive::default() };
                Ok(Call { row: self.row, said, act })
            }
            _ => Err(faults),
        }
    }

    fn place(&self, gazetteer: &Gazetteer) -> Result<places::Place, RowFault> {
        let number = |column: &'static str| match self.get(column).as_str() {
            "" => Ok(None),
            text => text.parse::<f64>().map(Some).map_err(|_| self.wrong(column, "incidents-import-no-number")),
        };
        let given = PlaceGiven {
            text: self.get("place"),
            lat: number("lat")?,
            lon: number("lon")?,
            datum: Some(self.get("datum")).filter(|datum| !datum.is_empty()),
            areas: Some(self.get("area")).into_iter().filter(|area| !area.is_empty()).collect(),
        };
        gazetteer.resolve(&given).map(|resolved| resolved.place).map_err(|_| self.wrong("place", "incidents-import-no-place"))
    }

    fn time(&self, column: &'static str, zone: &Zone) -> Result<Option<Claim>, RowFault> {
        match self.get(column).as_str() {
            "" => Ok(None),
            text => {
                let at = zone.parse(text).map_err(|_| self.wrong(column, "incidents-wrong-time"))?;
                Ok(Some(Claim {
                    at,
                    by: String::new(),
                    basis: self.get("basis").chars().take(kernel::BASIS_CHARS_MAX).collect(),
                }))
            }
        }
    }
}

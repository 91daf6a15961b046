//! Every list as XLSX: with its title, marking, who took it out and when, and whether it was only an exercise. That it was taken out is
//! on record before it leaves.

use desk::{Fault, TakenOut};
use kernel::{Time, World};
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::{Answer, Here, Marking, Page, Trouble, words};

/// How many rows one file holds; a longer list is cut and says so.
pub const ROWS_MAX: usize = 50_000;
/// The longest text of a cell, in characters: XLSX allows no more.
const CELL_CHARS_MAX: usize = 32_000;
/// How many characters wide a column is at the least and at the most.
const WIDTH_CHARS: (usize, usize) = (8, 60);

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words; never taken for a formula.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number with decimals.
    Number(f64),
    /// A time, by the city's clock.
    Time(Time),
    /// Not known: written out, never as zero and never as nothing.
    Unknown,
}

/// A list on its way into a file.
#[derive(Debug, Clone)]
pub struct Table {
    /// What it is, as the heading and the file's name say.
    pub title: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The file of an internal list, to keep. That it was taken out is recorded.
    ///
    /// # Errors
    /// A fault when it cannot be written, or its leaving cannot be recorded.
    pub async fn file(self, here: &Here) -> Answer {
        self.file_marked(here, Some(Marking::Internal)).await
    }

    /// The file of a list with a marking; without one it is public.
    ///
    /// # Errors
    /// As [`Table::file`].
    pub async fn file_marked(self, here: &Here, marking: Option<Marking>) -> Answer {
        let rows = self.rows.len().min(ROWS_MAX) as u64;
        let about = about(here, self.rows.len(), marking);
        let marking = marking.map_or("public", Marking::as_str).to_owned();
        here.take_out(TakenOut { rows, marking, ..TakenOut::default() }).await?;
        self.written(here, about).await
    }

    /// The file as an empty form to fill in: nothing of ours leaves with it, so nothing is recorded.
    ///
    /// # Errors
    /// A fault when it cannot be written.
    pub async fn empty_form(self, here: &Here) -> Answer {
        Self { rows: Vec::new(), ..self }.written(here, Vec::new()).await
    }

    async fn written(self, here: &Here, about: Vec<String>) -> Answer {
        let name = format!("{} {}.xlsx", self.title, here.say.zone().written(here.say.now, "%Y%m%d-%H%M"));
        let say = here.say.clone();
        let written = tokio::task::spawn_blocking(move || write(&self, &about, &say)).await;
        let bytes = written
            .map_err(|e| Fault::broken("writing a workbook").from_error(e))?
            .map_err(|e| Trouble::Fault(Fault::broken("workbook").from_error(e)))?;
        Ok(Page::file(&name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes))
    }
}

/// What stands above the table: whose it is, when it was taken, and what it is not.
fn about(here: &Here, rows: usize, marking: Option<Marking>) -> Vec<String> {
    let say = &here.say;
    let who = here.caller.as_ref().map_or("", |c| c.name.as_str());
    let taken = [("who", who.into()), ("at", say.full(say.now).into()), ("zone", say.zone_name().into())];
    let mut lines = vec![say.with(words::EXPORT_TAKEN, &taken)];
    lines.extend(marking.map(|marking| say.word(marking.word()).into_owned()));
    match here.world() {
        World::Live => {}
        World::Exercise => lines.push(say.word(words::WORLD_EXERCISE).into_owned()),
        World::Replay => lines.push(say.word(words::WORLD_REPLAY).into_owned()),
    }
    if rows > ROWS_MAX {
        lines.push(say.count(words::EXPORT_CUT, ROWS_MAX));
    }
    lines
}

fn write(table: &Table, about: &[String], say: &crate::Say) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut row = 0;
    sheet.write_string_with_format(row, 0, &table.title, &Format::new().set_bold().set_font_size(14))?;
    for line in about {
        row += 1;
        sheet.write_string_with_format(row, 0, line, &Format::new().set_font_color(Color::RGB(0x0066_6666)))?;
    }
    row += 2;
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00EE_EEEE)).set_align(FormatAlign::VerticalCenter);
    for (column, title) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(row, column, title, &head)?;
        sheet.set_column_width(column, width(table, usize::from(column)))?;
    }
    sheet.set_freeze_panes(row + 1, 0)?;
    for cells in table.rows.iter().take(ROWS_MAX) {
        row += 1;
        for (column, cell) in (0_u16..).zip(cells) {
            write_cell(sheet, (row, column), cell, say)?;
        }
    }
    workbook.save_to_buffer()
}

fn write_cell(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, say: &crate::Say) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => {
            let text: String = text.chars().take(CELL_CHARS_MAX).collect();
            sheet.write_string(row, column, text)?;
        }
        #[allow(clippy::cast_precision_loss, reason = "XLSX keeps every number as a double")]
        Cell::Int(n) => {
            sheet.write_number(row, column, *n as f64)?;
        }
        Cell::Number(n) => {
            sheet.write_number(row, column, *n)?;
        }
        Cell::Time(time) => {
            sheet.write_string(row, column, say.zone().written(*time, "%Y-%m-%d %H:%M:%S"))?;
        }
        Cell::Unknown => {
            sheet.write_string(row, column, say.word(words::UNKNOWN))?;
        }
    }
    Ok(())
}

/// Wide enough for the first rows. A Han character is as wide as two Latin ones.
fn width(table: &Table, column: usize) -> f64 {
    const ROWS_LOOKED_AT: usize = 100;
    let cells = table.rows.iter().take(ROWS_LOOKED_AT).filter_map(|row| row.get(column));
    let widest = cells.map(cell_width).chain(table.columns.get(column).map(|t| text_width(t))).max().unwrap_or(0);
    let (least, most) = WIDTH_CHARS;
    f64::from(u32::try_from((widest + 2).clamp(least, most)).unwrap_or(20))
}

fn cell_width(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text_width(text),
        Cell::Int(_) | Cell::Number(_) | Cell::Unknown => 10,
        Cell::Time(_) => 19,
    }
}

fn text_width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

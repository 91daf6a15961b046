//! Workbooks (XLSX): read cell by cell under limits, so that a small file cannot fill the memory.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};

use super::fault::FileFault;
use super::file::{COLUMNS_MAX, Cell, Form, ROWS_MAX, Row, Sheet, cut, push_row};

/// The most that a workbook may unpack to, in MiB.
const UNPACKED_MIB_MAX: usize = 64;
/// The most parts a workbook may have.
const PARTS_MAX: usize = 500;
/// The most sheets that are looked at.
const SHEETS_MAX: usize = 20;

/// The sheets of a workbook.
pub(super) fn sheets(bytes: &[u8], chars_max: usize) -> Result<Vec<Sheet>, FileFault> {
    check_unpacked_size(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileFault::BrokenWorkbook)?;
    let names: Vec<String> = book.sheet_names().into_iter().take(SHEETS_MAX).collect();
    let mut left = ROWS_MAX;
    let mut sheets = Vec::with_capacity(names.len());
    for name in names {
        let rows = rows(&mut book, &name, (left, chars_max))?;
        left -= rows.len();
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

/// Unpacks every part into nothing and counts: what a part says of its own size is not believed.
fn check_unpacked_size(bytes: &[u8]) -> Result<(), FileFault> {
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::BrokenWorkbook)?;
    if parts.len() > PARTS_MAX {
        return Err(FileFault::BrokenWorkbook);
    }
    let mut left = (UNPACKED_MIB_MAX << 20) as u64;
    for at in 0..parts.len() {
        let part = parts.by_index(at).map_err(|_| FileFault::BrokenWorkbook)?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|_| FileFault::BrokenWorkbook)?;
        left = left.checked_sub(unpacked).ok_or(FileFault::TooLarge { mib: UNPACKED_MIB_MAX })?;
    }
    Ok(())
}

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, (rows_max, chars_max): (usize, usize)) -> Result<Vec<Row>, FileFault> {
    // A chart sheet has no cells and is passed over.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    let mut open: (u32, Vec<Cell>) = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|_| FileFault::BrokenWorkbook)? {
        let (row, column) = cell.get_position();
        if row != open.0 {
            let (number, done) = std::mem::replace(&mut open, (row, Vec::new()));
            push_row(&mut rows, number.saturating_add(1), done)?;
        }
        let cell = read(cell.get_value(), chars_max);
        let column = column as usize;
        if cell.text.is_empty() {
            continue;
        }
        if column >= COLUMNS_MAX {
            return Err(FileFault::TooManyColumns { max: COLUMNS_MAX });
        }
        if open.1.len() <= column {
            open.1.resize(column + 1, Cell::default());
        }
        open.1[column] = cell;
        if rows.len() >= rows_max {
            return Err(FileFault::TooManyRows { max: ROWS_MAX });
        }
    }
    push_row(&mut rows, open.0.saturating_add(1), open.1)?;
    Ok(rows)
}

fn read(value: &DataRef<'_>, chars_max: usize) -> Cell {
    let cell = |text: String, form| Cell { text, form };
    match value {
        DataRef::String(text) => cell(cut(text.trim(), chars_max), Form::Text),
        DataRef::SharedString(text) => cell(cut(text.trim(), chars_max), Form::Text),
        DataRef::Int(number) => cell(number.to_string(), Form::Number),
        // Codes and telephone numbers that a spreadsheet took for numbers are whole; `{:.0}` never writes an exponent.
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e18 => cell(format!("{number:.0}"), Form::Number),
        DataRef::Float(number) => cell(number.to_string(), Form::Number),
        DataRef::Bool(yes) => cell(yes.to_string(), Form::Text),
        DataRef::Error(error) => cell(error.to_string(), Form::Fault),
        DataRef::Empty => Cell::default(),
        DataRef::DateTime(date) => cell(written(date), Form::Date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell(cut(text, chars_max), Form::Date),
    }
}

/// A date as it is read aloud, `2026-07-21 03:12:00`: a spreadsheet keeps it as days since 1900, to the nearest second at best.
fn written(date: &calamine::ExcelDateTime) -> String {
    if !date.is_datetime() {
        return date.to_string();
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        for (name, content) in parts {
            zip.start_file(*name, options).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn book(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        write(book.add_worksheet());
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn cells_keep_what_the_spreadsheet_took_them_for() {
        let bytes = book(|sheet| {
            let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
            sheet.write(0, 0, "code").unwrap();
            sheet.write(0, 2, "mobile").unwrap();
            sheet.write(3, 0, " a ").unwrap();
            sheet.write(3, 1, 10_000_000_001_i64).unwrap();
            sheet.write_with_format(3, 2, 45_000, &date).unwrap();
        });
        let sheets = sheets(&bytes, 100).unwrap();
        let rows = &sheets[0].rows;
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(rows[0].cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["code", "", "mobile"]);
        assert_eq!(rows[1].cells[0], Cell { text: "a".into(), form: Form::Text });
        assert_eq!(rows[1].cells[1], Cell { text: "10000000001".into(), form: Form::Number });
        assert_eq!(rows[1].cells[2], Cell { text: "2023-03-15 00:00:00".into(), form: Form::Date });
    }

    #[test]
    fn a_file_that_unpacks_to_too_much_is_refused_before_it_is_read() {
        let bomb = zipped(&[("xl/worksheets/sheet1.xml", &vec![b' '; (UNPACKED_MIB_MAX << 20) + 1])]);
        assert!(bomb.len() < 1 << 20, "{}", bomb.len());
        assert_eq!(sheets(&bomb, 100), Err(FileFault::TooLarge { mib: UNPACKED_MIB_MAX }));
    }

    #[test]
    fn a_cell_far_out_costs_nothing() {
        let bytes = book(|sheet| {
            sheet.write(0, 0, "code").unwrap();
            sheet.write(1_048_575, 0, "last").unwrap();
        });
        assert_eq!(sheets(&bytes, 100).unwrap()[0].rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 1_048_576]);
        let wide = book(|sheet| {
            sheet.write(0, 16_383, "far").unwrap();
        });
        assert_eq!(sheets(&wide, 100), Err(FileFault::TooManyColumns { max: COLUMNS_MAX }));
    }

    #[test]
    fn a_workbook_that_is_none_is_refused() {
        assert_eq!(sheets(b"PK\x03\x04 nonsense", 100), Err(FileFault::BrokenWorkbook));
        assert_eq!(sheets(&zipped(&[("readme.txt", b"no workbook")]), 100), Err(FileFault::BrokenWorkbook));
    }
}

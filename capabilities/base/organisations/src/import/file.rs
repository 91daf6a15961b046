//! Files of the contact book as rows of cells: CSV in UTF-8 here, workbooks in `workbook.rs`. Every size has a limit.

use super::fault::FileFault;
use super::workbook;

/// The largest file, in MiB.
pub const FILE_MIB_MAX: usize = 8;
/// The most rows of all sheets together, heads included.
pub const ROWS_MAX: usize = 20_000;
/// The most columns of a row.
pub const COLUMNS_MAX: usize = 64;
/// The longest cell of the contact book that is read, in characters; a longer one is cut there and then found too long for its column.
pub const CELL_CHARS_MAX: usize = 1_000;

/// One sheet of a workbook, or a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name of the sheet; empty for a CSV file.
    pub name: String,
    /// Its rows that are not empty, the head first.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row as a spreadsheet numbers it, 1 first.
    pub number: u32,
    /// Its cells, the first column first.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it shows.
    pub text: String,
    /// What the spreadsheet takes it for.
    pub form: Form,
}

/// What a spreadsheet takes a cell for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// Words, and everything in a CSV file.
    #[default]
    Text,
    /// A number: zeros in front are lost.
    Number,
    /// A date or duration.
    Date,
    /// The error of a formula.
    Fault,
}

/// The sheets of a file, told apart by its first bytes, never by its name.
///
/// # Errors
/// When the file is too large, is not UTF-8, or is a workbook that cannot be read.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, FileFault> {
    sheets_with(bytes, CELL_CHARS_MAX)
}

/// The same with cells of up to `chars_max` characters, for files of others than the contact book.
///
/// # Errors
/// As [`sheets`].
pub fn sheets_with(bytes: &[u8], chars_max: usize) -> Result<Vec<Sheet>, FileFault> {
    if bytes.len() > FILE_MIB_MAX << 20 {
        return Err(FileFault::TooLarge { mib: FILE_MIB_MAX });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::sheets(bytes, chars_max);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(FileFault::OldWorkbook);
    }
    csv_rows(bytes, chars_max).map(|rows| vec![Sheet { name: String::new(), rows }])
}

fn csv_rows(bytes: &[u8], chars_max: usize) -> Result<Vec<Row>, FileFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| FileFault::NotUtf8 { line: line_at(bytes, e.valid_up_to()) })?;
    if let Some(at) = text.find('\0') {
        return Err(FileFault::NotUtf8 { line: line_at(bytes, at) });
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| FileFault::NotUtf8 { line: rows.len() + 1 })?;
        let number = record.position().map_or(0, csv::Position::line);
        let cells = record.iter().map(|cell| Cell { text: cut(unquoted(cell), chars_max), form: Form::Text });
        push_row(&mut rows, u32::try_from(number).unwrap_or(u32::MAX), cells.collect())?;
    }
    Ok(rows)
}

/// Adds a row unless it is empty.
pub(super) fn push_row(rows: &mut Vec<Row>, number: u32, mut cells: Vec<Cell>) -> Result<(), FileFault> {
    while cells.last().is_some_and(|cell| cell.text.trim().is_empty()) {
        cells.pop();
    }
    if cells.len() > COLUMNS_MAX {
        return Err(FileFault::TooManyColumns { max: COLUMNS_MAX });
    }
    if rows.len() >= ROWS_MAX {
        return Err(FileFault::TooManyRows { max: ROWS_MAX });
    }
    if !cells.is_empty() {
        rows.push(Row { number, cells });
    }
    Ok(())
}

/// The first `chars_max` characters, and one more where there is more.
pub(super) fn cut(text: &str, chars_max: usize) -> String {
    text.chars().take(chars_max + 1).collect()
}

/// What people write so that a spreadsheet keeps a number as text: `="0421"` and `'0421` are 0421.
fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    let formula = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.or_else(|| cell.strip_prefix('\'')).unwrap_or(cell)
}

/// The sign that divides the head most often: comma, semicolon or tab.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: u8| head.bytes().filter(|b| *b == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

fn line_at(bytes: &[u8], at: usize) -> usize {
    bytes[..at.min(bytes.len())].iter().filter(|b| **b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
        let sheets = sheets(bytes).unwrap();
        sheets[0].rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect()).collect()
    }

    #[test]
    fn a_file_with_a_byte_order_mark_reads_like_one_without() {
        let plain = "code,name\na,值班室\n".as_bytes();
        let marked = [b"\xef\xbb\xbf", plain].concat();
        assert_eq!(texts(plain), texts(&marked));
        assert_eq!(texts(plain)[1], ["a", "值班室"]);
    }

    #[test]
    fn a_file_that_is_not_utf8_says_in_which_line() {
        let gbk = [b"code,name\na,b\nc,".as_slice(), &[0xd6, 0xb5, 0xb0, 0xe0]].concat();
        assert_eq!(sheets(&gbk), Err(FileFault::NotUtf8 { line: 3 }));
        let utf16 = [0xff, 0xfe, b'a', 0, b',', 0];
        assert_eq!(sheets(&utf16), Err(FileFault::NotUtf8 { line: 1 }));
        assert_eq!(sheets(b"a\0,b"), Err(FileFault::NotUtf8 { line: 1 }));
    }

    #[test]
    fn empty_rows_are_left_out_and_the_others_keep_their_numbers() {
        let sheets = sheets(b"code;name\n\n;\n\"a\";b\r\n").unwrap();
        let numbers: Vec<u32> = sheets[0].rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 4]);
    }

    #[test]
    fn a_number_kept_as_text_loses_its_marks() {
        assert_eq!(texts(b"a\t\"=\"\"0421\"\"\"\t'0421\n"), [["a", "0421", "0421"]]);
    }

    #[test]
    fn every_size_has_a_limit() {
        assert_eq!(sheets(&vec![b'a'; (FILE_MIB_MAX << 20) + 1]), Err(FileFault::TooLarge { mib: FILE_MIB_MAX }));
        let rows = "a\n".repeat(ROWS_MAX);
        assert_eq!(sheets(rows.as_bytes()).unwrap()[0].rows.len(), ROWS_MAX);
        assert_eq!(sheets("a\n".repeat(ROWS_MAX + 1).as_bytes()), Err(FileFault::TooManyRows { max: ROWS_MAX }));
        let wide = ["a"; COLUMNS_MAX + 1].join(",");
        assert_eq!(sheets(wide.as_bytes()), Err(FileFault::TooManyColumns { max: COLUMNS_MAX }));
        assert_eq!(sheets(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]), Err(FileFault::OldWorkbook));
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = sheets(&bytes);
            let _ = sheets(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        }
    }
}

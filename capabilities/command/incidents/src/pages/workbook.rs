//! The list of incidents as a workbook: rows that the reader may both read and take out, in columns that an import reads again.

use std::sync::Arc;

use kernel::Grade;
use places::Atlas;
use rules::{InForce, Item};
use web::{Answer, Cell, Form, Here, Listing, Marking, Page, Say, Table};

use super::{READ, card_fields, class_field, list, naming};
use crate::facts::word;
use crate::import::Column;
use crate::office::Office;
use crate::reads::{self, INCIDENTS_MAX, Line};
use crate::words;

/// How many rows a workbook takes.
const ROWS_MAX: usize = 10_000;
/// What is known of an incident besides what an import takes.
const FURTHER: [web::Word; 5] =
    [words::GRADE_ASSESSED, words::GRADE_POSSIBLE, words::GRADE_DECLARED, words::SENSITIVE, words::CHANGED];
/// The columns that an import reads, in their order; figures stand behind them.
const COLUMNS: [Column; 12] = [
    Column::Number,
    Column::ReceivedAt,
    Column::OccurredAt,
    Column::Class,
    Column::Area,
    Column::District,
    Column::Place,
    Column::Lat,
    Column::Lon,
    Column::Summary,
    Column::Marking,
    Column::Standing,
];

/// The list that the address asks for, to keep.
pub async fn workbook(here: Here, asked: Listing, office: Arc<Office>) -> Answer {
    let say = &here.say;
    let mut form = list::FIELDS.iter().fold(Form::blank(), |form, name| form.with(name, asked.get(name)));
    let law = office.in_force(say.now);
    let atlas = office.atlas();
    let filter = list::filter(&here, &mut form, (&law, &atlas)).await?;
    if !form.is_good() {
        return Ok(Page::go(asked.address(&[]).replacen("/incidents/list.xlsx", "/incidents", 1)));
    }
    let items: Vec<&Item> = card_fields::items(&law).collect();
    let (mut rows, mut next, mut is_secret) = (Vec::new(), None::<String>, false);
    loop {
        let listed = reads::list(here.db(), &here.scope_for(READ), &filter, (next.as_deref(), INCIDENTS_MAX)).await?;
        for line in listed.lines.iter().filter(|line| here.may("export.list", Some(line.area), Some(&line.id))) {
            is_secret |= line.marking == word(&crate::facts::Marking::WorkSecret);
            rows.push(cells(line, &items, (&law, &atlas, say)));
        }
        next = listed.next;
        if next.is_none() || rows.len() >= ROWS_MAX {
            break;
        }
    }
    let names = items.iter().map(|item| item.name.say(say.language.code()).to_owned());
    let columns = COLUMNS.map(|column| say.word(column.word()).into_owned()).into_iter().chain(names);
    let columns = columns.chain(FURTHER.map(|word| say.word(word).into_owned())).collect();
    let table = Table { title: say.word(words::LIST_TITLE).into_owned(), columns, rows };
    // The whole carries the marking of its gravest row.
    table.file_marked(&here, Some(if is_secret { Marking::WorkSecret } else { Marking::Internal })).await
}

fn cells(line: &Line, items: &[&Item], (law, atlas, say): (&InForce, &Atlas, &Say)) -> Vec<Cell> {
    let grade = |grade: Option<Grade>| grade.map_or(Cell::Unknown, |grade| Cell::Text(naming::grade(Some(grade), say)));
    let text = |text: Option<String>| text.filter(|text| !text.is_empty()).map_or(Cell::Unknown, Cell::Text);
    let degrees = |of: fn((f64, f64)) -> f64| line.point.map_or(Cell::Unknown, |point| Cell::Number(of(point)));
    // What lies outside the city stands with the desk that took it: its area is not where it is.
    let area = (!line.outside_city).then(|| line.area.to_string());
    let mut cells = vec![
        Cell::Text(line.number.clone()),
        Cell::Time(line.received_at),
        line.occurred_at.map_or(Cell::Unknown, Cell::Time),
        text(line.class.as_ref().map(|code| class_field::written(law, code, say))),
        text(area.clone()),
        text(area.and_then(|_| naming::place(atlas, &[line.area], say))),
        text(line.place.clone()),
        degrees(|(lat, _)| lat),
        degrees(|(_, lon)| lon),
        text(line.summary.clone()),
        Cell::Text(say.word(naming::marking_of(&line.marking)).into_owned()),
        Cell::Text(say.word(list::standing(line)).into_owned()),
    ];
    cells.extend(items.iter().map(|item| line.figures.get(&item.id).map_or(Cell::Unknown, Cell::Int)));
    cells.extend([
        grade(line.assessed),
        grade(line.possible),
        grade(line.declared),
        Cell::Text(say.word(if line.is_sensitive { words::YES } else { words::NO }).into_owned()),
        Cell::Time(line.changed_at),
    ]);
    cells
}

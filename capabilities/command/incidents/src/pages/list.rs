//! The list of incidents: filtered, searched, sorted, page by page; and what to do while there is none.

use std::sync::Arc;

use askama::Template;
use kernel::{AreaCode, Grade, Id};
use places::Atlas;
use rules::InForce;
use web::{Answer, Cursor, Field, Form, Here, Listing, Markup, Say, Sheet, Trouble};

use super::{REPORT, aloud, class_field, moment, naming};
use crate::api::found;
use crate::api::import::IMPORT;
use crate::office::Office;
use crate::reads::{self, Filter, INCIDENTS_MAX, Line, Order};
use crate::state::Standing;
use crate::words;

/// How much of the words a line shows, in characters.
const WORDS_CHARS_MAX: usize = 70;
/// The fields of the filter, as they stand in the address.
pub(super) const FIELDS: [&str; 8] = ["q", "standing", "class", "grade", "area", "from", "until", "order"];

#[derive(Template)]
#[template(path = "list.html")]
pub struct ListPage<'a> {
    pub say: &'a Say,
    pub search: Field<'a>,
    pub filters: Vec<Field<'a>>,
    pub more: Vec<Field<'a>>,
    pub is_narrowed: bool,
    pub classes: Vec<(String, String)>,
    pub is_filtered: bool,
    pub rows: Vec<Row>,
    pub pager: Markup,
    pub may_report: bool,
}

/// The buttons beside the heading.
#[derive(Template)]
#[template(path = "list_beside.html")]
pub struct ListBeside<'a> {
    pub say: &'a Say,
    pub file: Option<String>,
    pub may_report: bool,
    pub may_import: bool,
}

/// One incident of the list.
pub struct Row {
    /// Which.
    pub id: Id,
    /// Its number.
    pub number: String,
    /// Its gravest grade, and which one that is.
    pub grade: Markup,
    /// What it is and what is said.
    pub what: String,
    /// What is said.
    pub words: String,
    /// Where.
    pub place: String,
    /// The figures that are quoted.
    pub figures: String,
    /// When it was received.
    pub received: Markup,
    /// When something last changed.
    pub changed: Markup,
    /// How it stands.
    pub standing: String,
    /// Whether work on it goes on.
    pub is_open: bool,
    /// Whether anything makes it sensitive.
    pub is_sensitive: bool,
}

/// A page of the list.
pub async fn list(here: Here, asked: Listing, office: Arc<Office>) -> Answer {
    let say = &here.say;
    let mut form = FIELDS.iter().fold(Form::blank(), |form, name| form.with(name, asked.get(name)));
    let law = office.in_force(say.now);
    let atlas = office.atlas();
    let filter = filter(&here, &mut form, (&law, &atlas)).await?;
    let cursor = asked.cursor()?;
    let limit = i64::try_from(asked.limit()).unwrap_or(INCIDENTS_MAX);
    let page = (cursor.as_ref().and_then(|cursor| cursor.text(0)), limit);
    let listed =
        if form.is_good() { reads::list(here.db(), &here.scope(), &filter, page).await? } else { reads::Listed::default() };
    let next = listed.next.map(|next| Cursor::of([next]));
    let view = ListPage {
        say,
        search: form.field(say, "q", words::SEARCH).search(),
        filters: fields(&form, say),
        more: more_fields(&form, say, &atlas),
        is_narrowed: ["class", "area", "from", "until"].iter().any(|name| !asked.get(name).is_empty()),
        classes: class_field::options(&law, &atlas.profile.features, say),
        is_filtered: FIELDS.iter().any(|name| !asked.get(name).is_empty()),
        pager: asked.pager(say, listed.lines.len(), None, next.as_ref()),
        rows: listed.lines.iter().map(|line| row(line, (&law, &atlas, say))).collect(),
        may_report: here.may(REPORT, None, None),
    };
    let file = here.may("export.list", None, None).then(|| asked.file_address("/incidents/list.xlsx"));
    let beside = ListBeside { say, file, may_report: view.may_report, may_import: here.may(IMPORT, None, None) };
    here.page(Sheet::titled(say.word(words::LIST_TITLE)).beside(&beside).of(&form), &view)
}

/// What is asked for, as far as it can be read; what cannot is marked at its field.
pub(super) async fn filter(here: &Here, form: &mut Form, (law, atlas): (&InForce, &Atlas)) -> Result<Filter, Trouble> {
    let (zone, now) = (here.say.zone().clone(), here.say.now);
    let time = |form: &mut Form, name: &str| form.read(name, words::TIME_UNREAD, |text| moment::read(text, &zone, now));
    let question = form.value("q").trim().to_owned();
    let features = &atlas.profile.features;
    let class = form.read("class", words::CLASS_UNREAD, |text| class_field::read(law, features, text));
    Ok(Filter {
        standing: Some(form.value("standing").to_owned()).filter(|standing| !standing.is_empty()),
        class: class.map(|class| law.classes().stem(&class).to_owned()),
        grade: super::form_fields::grade_of(form, "grade"),
        area: form.area("area"),
        from: time(form, "from"),
        until: time(form, "until"),
        ids: if question.is_empty() { None } else { Some(found(here, &question).await?) },
        order: match form.value("order") {
            "changed" => Order::Changed,
            "gravest" => Order::Gravest,
            _ => Order::Received,
        },
    })
}

/// The fields of the filter that stand beside the search.
pub fn fields<'a>(form: &Form, say: &Say) -> Vec<Field<'a>> {
    let choice = |value: &str, word: web::Word| (value.to_owned(), say.word(word).into_owned());
    let any = || choice("", words::ANY);
    let standing = |one: Standing| choice(one.as_str(), naming::standing(one));
    let standings = vec![any(), standing(Standing::Open), standing(Standing::Closed), standing(Standing::FalseAlarm)];
    let least = |grade: Grade| (grade.as_str().to_owned(), say.one(words::AT_LEAST, "grade", naming::grade(Some(grade), say)));
    let grades = std::iter::once(any()).chain([Grade::IV, Grade::III, Grade::II, Grade::I].map(least)).collect();
    let orders =
        vec![choice("", words::ORDER_RECEIVED), choice("changed", words::ORDER_CHANGED), choice("gravest", words::ORDER_GRAVEST)];
    vec![
        form.field(say, "standing", words::STANDING).choice(standings),
        form.field(say, "grade", words::GRADE).choice(grades),
        form.field(say, "order", words::ORDER).choice(orders),
    ]
}

/// The fields of the filter that are rarely used.
pub fn more_fields<'a>(form: &Form, say: &Say, atlas: &Atlas) -> Vec<Field<'a>> {
    let any = (String::new(), say.word(words::ANY).into_owned());
    vec![
        form.field(say, "class", words::CLASS)
            .list(class_field::LIST)
            .max(class_field::CHARS_MAX)
            .complete("off")
            .data("suggest", "/incidents/classes"),
        form.field(say, "area", words::AREA).choice(std::iter::once(any).chain(areas(form, atlas)).collect()),
        form.field(say, "from", words::FROM).like(say.word(words::TIME_LIKE)).complete("off"),
        form.field(say, "until", words::UNTIL).like(say.word(words::TIME_LIKE)).complete("off"),
    ]
}

/// The areas directly in the city, and the one that the address names.
fn areas(form: &Form, atlas: &Atlas) -> Vec<(String, String)> {
    let named = |code: AreaCode| (code.to_string(), atlas.gazetteer.path(code));
    let mut areas: Vec<(String, String)> =
        atlas.gazetteer.areas().children(atlas.profile.code).map(|area| named(area.code)).collect();
    let asked = AreaCode::parse(form.value("area")).ok().map(named);
    areas.extend(asked.filter(|(code, _)| areas.iter().all(|(known, _)| known != code)));
    areas
}

/// A line of the list as the page shows it.
pub fn row(line: &Line, (law, atlas, say): (&InForce, &Atlas, &Say)) -> Row {
    let gravest = Grade::graver_of(line.declared, Grade::graver_of(line.assessed, line.possible));
    Row {
        id: line.id.clone(),
        number: line.number.clone(),
        grade: say.grade(gravest),
        what: class(line, (law, say)),
        words: aloud::cut(line.summary.as_deref().unwrap_or_default(), WORDS_CHARS_MAX),
        place: place(line, (atlas, say)),
        figures: figures(line, (law, say)),
        received: say.when(line.received_at),
        changed: say.when(line.changed_at),
        standing: say.word(standing(line)).into_owned(),
        is_open: line.standing == Standing::Open.as_str(),
        is_sensitive: line.is_sensitive,
    }
}

fn class(line: &Line, (law, say): (&InForce, &Say)) -> String {
    line.class.as_ref().map_or_else(|| say.word(words::CLASS_UNKNOWN).into_owned(), |code| naming::class(law, code, say))
}

fn place(line: &Line, (atlas, say): (&Atlas, &Say)) -> String {
    let area = naming::place(atlas, &[line.area], say).unwrap_or_default();
    match &line.place {
        Some(words) if !words.is_empty() && !area.contains(words.as_str()) => format!("{area} {words}"),
        _ => area,
    }
}

fn figures(line: &Line, (law, say): (&InForce, &Say)) -> String {
    let known = law.items().iter().filter_map(|item| Some(naming::figure(law, &item.id, Some(line.figures.get(&item.id)?), say)));
    known.take(4).collect::<Vec<_>>().join(&say.word(words::COMMA))
}

/// How it stands, in words.
pub(super) fn standing(line: &Line) -> web::Word {
    let known = [Standing::Open, Standing::Closed, Standing::FalseAlarm].into_iter().find(|one| one.as_str() == line.standing);
    naming::standing(known.unwrap_or(Standing::Open))
}

//! `/rules`: every version ever adopted and how it stands; one version readable, beside the others of its set.

pub mod adoption;

use std::sync::Arc;

use askama::Template;
use serde::Deserialize;
use web::{Answer, Door, Field, Form, Here, Markup, Page, Path, Query, Say, Section, Sheet, Told, Trouble};

use crate::acts::{WHY_CHARS_MAX, Withdraw};
use crate::diff::{Change, diff};
use crate::in_force::InForce;
use crate::mark::{Basis, Mark};
use crate::reads::{self, Adoption};
use crate::rules::Rules;
use crate::set::{RuleSet, SetKind};
use crate::show::{Reader, Shown, ShownRow, Stands, contents, kind_word, sure_word};
use crate::state::RuleBook;
use crate::words;

/// The action that the policies name for reading.
pub const READ: &str = "rules.read";
/// The action for adopting.
pub const ADOPT: &str = "rules.adopt";
/// The action for withdrawing.
pub const WITHDRAW: &str = "rules.withdraw";

/// The doors for people.
pub fn doors(rules: &Arc<Rules>) -> Vec<Door> {
    let (list_of, set_of, file_of, gone_from) = (rules.clone(), rules.clone(), rules.clone(), rules.clone());
    let mut doors = vec![
        Door::page("/rules", READ, move |here: Here| list(here, list_of.clone())).says(words::TITLE).rail(Section::Office),
        Door::page("/rules/{id}", READ, move |here: Here, id: Path<String>, asked: Query<Asked>| {
            show(here, (id.0, asked.0), set_of.clone())
        }),
        Door::file("/rules/{id}/{version}/text", READ, move |here: Here, named: Path<(String, String)>| {
            text(here, named.0, file_of.clone())
        }),
        Door::form("/rules/{id}/{version}/withdrawal", WITHDRAW, move |here: Here, named: Path<(String, String)>, form: Form| {
            withdraw(here, (named.0, form), gone_from.clone())
        }),
    ];
    doors.extend(adoption::doors(rules));
    doors
}

/// Which version, and which other one it is compared with.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    version: String,
    #[serde(default)]
    against: String,
}

#[derive(Template)]
#[template(path = "rules.html")]
struct ListPage<'a> {
    say: &'a Say,
    columns: Vec<String>,
    open: usize,
    rows: Vec<VersionRow>,
}

/// One version, as lists show it.
struct VersionRow {
    path: String,
    title: String,
    kind: String,
    version: String,
    jurisdiction: String,
    from: String,
    until: String,
    state: String,
    basis: BasisShown,
    adopted: Markup,
    by: String,
}

/// A source with its mark in words.
pub struct BasisShown {
    source: String,
    mark: String,
    sure: String,
    open: bool,
    open_word: String,
}

#[derive(Template)]
#[template(path = "beside.html")]
struct Beside {
    links: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "tables.html")]
struct Tables {
    basis: String,
    tables: Vec<TableShown>,
}

struct TableShown {
    heading: String,
    columns: Vec<String>,
    rows: Vec<RowShown>,
}

struct RowShown {
    cells: Vec<String>,
    basis: BasisShown,
}

#[derive(Template)]
#[template(path = "changes.html")]
struct Changes<'a> {
    say: &'a Say,
    heading: String,
    old_column: String,
    changes: Vec<Change>,
}

#[derive(Template)]
#[template(path = "set.html")]
struct SetPage<'a> {
    say: &'a Say,
    id: String,
    version: String,
    pairs: Vec<(String, String)>,
    basis: BasisShown,
    hash: String,
    note: Option<String>,
    withdrawn: Option<String>,
    versions: Vec<VersionRow>,
    against: Option<Field<'a>>,
    changes: Markup,
    tables_html: Markup,
    withdrawal: Option<WithdrawalForm<'a>>,
}

struct WithdrawalForm<'a> {
    told: Option<Told>,
    hidden: Markup,
    why: Field<'a>,
}

async fn list(here: Here, rules: Arc<Rules>) -> Answer {
    let book = rules.book();
    let adoptions = reads::adoptions(here.db(), &here.scope()).await?;
    let say = &here.say;
    let in_force = |a: &&Adoption| Stands::of(a, &book, say.now) == Stands::InForce;
    let columns = [
        words::COLUMN_TITLE,
        words::COLUMN_KIND,
        words::COLUMN_VERSION,
        words::COLUMN_JURISDICTION,
        words::COLUMN_FROM,
        words::COLUMN_UNTIL,
        words::COLUMN_STATE,
        words::COLUMN_MARK,
        words::COLUMN_ADOPTED,
    ];
    let page = ListPage {
        say,
        columns: columns.iter().map(|word| say.word(word).into_owned()).collect(),
        open: adoptions.iter().filter(in_force).filter(|a| !a.is_confirmed).count(),
        rows: adoptions.iter().map(|adoption| VersionRow::of(adoption, &book, say)).collect(),
    };
    let mut links = Vec::new();
    if here.may(ADOPT, None, None) {
        links.push((say.word(words::ADOPT).into_owned(), "/rules/adoption".to_owned()));
    }
    here.page(Sheet::titled(say.word(words::TITLE)).beside(&Beside { links }), &page)
}

async fn show(here: Here, (id, asked): (String, Asked), rules: Arc<Rules>) -> Answer {
    set_page(&here, (&id, &asked), (&rules.book(), Form::blank())).await
}

/// The page of one version: the newest adopted unless one is asked for.
async fn set_page(here: &Here, (id, asked): (&str, &Asked), (book, form): (&RuleBook, Form)) -> Answer {
    let adoptions = reads::adoptions_of(here.db(), &here.scope(), id).await?;
    let wanted = |a: &&Adoption| asked.version.is_empty() || a.version == asked.version;
    let adoption = adoptions.iter().find(wanted).ok_or(Trouble::NotFound)?;
    let say = &here.say;
    let read = |version: &str| book.version(id, version).and_then(|held| held.set.clone());
    let set = read(&adoption.version);
    let row = VersionRow::of(adoption, book, say);
    let other = read(&asked.against).filter(|_| asked.against != adoption.version);
    let changes = match (&other, &set) {
        (Some(old), Some(new)) => Markup::of(&changes(say, words::COMPARE_HEADING, (&old.head.version, diff(old, new)))),
        _ => Markup::default(),
    };
    let page = SetPage {
        say,
        id: id.to_owned(),
        version: adoption.version.clone(),
        pairs: row.pairs(say, set.as_deref()),
        hash: adoption.hash.clone(),
        note: set.as_ref().and_then(|set| set.head.note.as_ref()).map(|note| note.say(say.language.code()).to_owned()),
        withdrawn: withdrawn(say, adoption),
        against: against(say, &adoptions, (&adoption.version, &asked.against)),
        changes,
        tables_html: set.as_ref().map_or_else(Markup::default, |set| tables(say, set, &book.in_force(say.now))),
        withdrawal: withdrawal_form(here, adoption, &form),
        versions: adoptions.iter().map(|one| VersionRow::of(one, book, say)).collect(),
        basis: row.basis,
    };
    let links = vec![(say.word(words::TEXT_FILE).into_owned(), format!("/rules/{id}/{}/text", adoption.version))];
    let sheet = Sheet::titled(row.title).under(say.word(words::TITLE), "/rules").beside(&Beside { links });
    here.page(sheet.section(Section::Office).of(&form), &page)
}

async fn text(here: Here, (id, version): (String, String), rules: Arc<Rules>) -> Answer {
    if here.scope().is_nothing() {
        return Err(Trouble::NotFound);
    }
    let book = rules.book();
    let set = book.version(&id, &version).and_then(|held| held.set.as_ref()).ok_or(Trouble::NotFound)?;
    Ok(Page::file(&format!("{id}-{version}.toml"), "application/toml", set.text.as_bytes().to_vec()))
}

async fn withdraw(here: Here, ((id, version), mut form): ((String, String), Form), rules: Arc<Rules>) -> Answer {
    here.require(Some(here.site.city().area), None)?;
    let why = form.needed("why", WHY_CHARS_MAX);
    if form.is_good() {
        let act = Withdraw { set: id.clone(), version: version.clone(), why };
        match rules.withdraw(here.given(), act).await {
            Ok(_) => return Ok(Page::go(format!("/rules/{id}?version={version}"))),
            Err(refused) => form.refuse(refused),
        }
    }
    let asked = Asked { version, against: String::new() };
    set_page(&here, (&id, &asked), (&rules.book(), form)).await
}

fn withdrawn(say: &Say, adoption: &Adoption) -> Option<String> {
    let gone = adoption.withdrawal.as_ref()?;
    let args = [("when", gone.at.into()), ("who", gone.by.as_str().into()), ("why", gone.why.as_str().into())];
    Some(say.with(words::WITHDRAWN_LINE, &args))
}

/// The choice of another version to compare with, where there is one.
fn against<'a>(say: &Say, adoptions: &[Adoption], (mine, chosen): (&str, &str)) -> Option<Field<'a>> {
    let others = adoptions.iter().filter(|a| a.version != mine).map(|a| (a.version.clone(), a.version.clone()));
    let choices: Vec<(String, String)> = others.collect();
    let form = Form::blank().with("against", chosen);
    (!choices.is_empty()).then(|| form.field(say, "against", words::COMPARE_WITH).choice(choices))
}

/// The form that withdraws a version, for whoever may, unless it is withdrawn already.
fn withdrawal_form<'a>(here: &Here, adoption: &Adoption, form: &Form) -> Option<WithdrawalForm<'a>> {
    let may = here.may(WITHDRAW, Some(here.site.city().area), None);
    let say = &here.say;
    (may && adoption.withdrawal.is_none()).then(|| WithdrawalForm {
        told: form.told(say),
        hidden: here.hidden(form),
        why: form.field(say, "why", words::WITHDRAW_WHY).needed().max(WHY_CHARS_MAX).hint(say.word(words::WITHDRAW_HINT)),
    })
}

/// What a set says, with the names that it and the sets in force declare.
fn tables(say: &Say, set: &Arc<RuleSet>, in_force: &InForce) -> Markup {
    let names = InForce::of(in_force.sets().iter().cloned().chain([set.clone()]).collect());
    let shown = contents(set, Reader { say, names: &names });
    let basis = say.word(words::SHOWN_BASIS).into_owned();
    Markup::of(&Tables { basis, tables: shown.into_iter().map(|table| TableShown::of(say, table)).collect() })
}

/// What changed since `version`, under `heading`.
pub fn changes_since(say: &Say, heading: web::Word, (old, new): (&RuleSet, &RuleSet)) -> Markup {
    Markup::of(&changes(say, heading, (&old.head.version, diff(old, new))))
}

fn changes<'a>(say: &'a Say, heading: web::Word, (version, changes): (&str, Vec<Change>)) -> Changes<'a> {
    Changes {
        say,
        heading: say.one(heading, "version", version),
        old_column: say.one(words::COMPARE_OLD, "version", version),
        changes,
    }
}

impl TableShown {
    fn of(say: &Say, table: Shown) -> Self {
        let row = |row: ShownRow| RowShown { cells: row.cells, basis: BasisShown::of(say, &row.basis) };
        Self { heading: table.heading, columns: table.columns, rows: table.rows.into_iter().map(row).collect() }
    }
}

impl BasisShown {
    /// A source with its mark in the words of a reader; nothing of a rule that stands where its set does.
    fn of(say: &Say, basis: &Basis) -> Self {
        let silent = basis.mark.0.is_empty();
        Self {
            source: basis.source.clone(),
            mark: basis.mark.0.clone(),
            sure: if silent { String::new() } else { say.word(sure_word(&basis.mark)).into_owned() },
            open: !basis.mark.is_confirmed(),
            open_word: say.word(words::TO_BE_CONFIRMED).into_owned(),
        }
    }
}

impl VersionRow {
    fn of(adoption: &Adoption, book: &RuleBook, say: &Say) -> Self {
        let set = book.version(&adoption.set, &adoption.version).and_then(|held| held.set.as_ref());
        let language = say.language.code();
        let day = |day: Option<kernel::CityDate>, none| day.map_or_else(|| say.word(none).into_owned(), |day| day.to_string());
        let kind = SetKind::ALL.into_iter().find(|kind| kind.as_str() == adoption.kind);
        let validity = set.map(|set| set.head.validity).unwrap_or_default();
        let source = set.map_or_else(String::new, |set| set.head.basis.source.clone());
        Self {
            path: format!("/rules/{}?version={}", adoption.set, adoption.version),
            title: set.map_or_else(|| adoption.set.clone(), |set| set.head.title.say(language).to_owned()),
            kind: say.word(kind.map_or(words::KIND_UNREADABLE, kind_word)).into_owned(),
            version: adoption.version.clone(),
            jurisdiction: adoption.jurisdiction.clone(),
            from: day(validity.from, words::NOT_STATED),
            until: day(validity.until, words::OPEN_ENDED),
            state: say.word(Stands::of(adoption, book, say.now).word()).into_owned(),
            basis: BasisShown::of(say, &Basis { source, mark: Mark(adoption.mark.clone()) }),
            adopted: say.stamp(adoption.adopted_at),
            by: adoption.adopted_by.clone(),
        }
    }

    /// What the head of the version's page says.
    fn pairs(&self, say: &Say, set: Option<&RuleSet>) -> Vec<(String, String)> {
        let zone = set.map_or_else(String::new, |set| set.head.zone.name().to_owned());
        [
            (words::COLUMN_KIND, &self.kind),
            (words::COLUMN_VERSION, &self.version),
            (words::COLUMN_STATE, &self.state),
            (words::COLUMN_JURISDICTION, &self.jurisdiction),
            (words::COLUMN_FROM, &self.from),
            (words::COLUMN_UNTIL, &self.until),
            (words::ZONE, &zone),
        ]
        .into_iter()
        .map(|(word, value)| (say.word(word).into_owned(), value.clone()))
        .collect()
    }
}

//! The list of incidents: filtered, sorted, paged by cursor.

use desk::{Db, Fault, Record, Value};
use kernel::{AreaCode, Grade, Id, Scope, Time};
use rules::Figures;

use super::visible;

/// How many incidents a page of the list holds at the most.
pub const INCIDENTS_MAX: i64 = 200;

/// Which incidents are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// How they stand: `open`, `closed`, `false_alarm`.
    pub standing: Option<String>,
    /// The first characters of their class.
    pub class: Option<String>,
    /// At least as grave as this.
    pub grade: Option<Grade>,
    /// In this area.
    pub area: Option<AreaCode>,
    /// Received at or after this time.
    pub from: Option<Time>,
    /// Received before this time.
    pub until: Option<Time>,
    /// These alone: what a search found.
    pub ids: Option<Vec<Id>>,
    /// In which order.
    pub order: Order,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The last received first.
    #[default]
    Received,
    /// The last changed first.
    Changed,
    /// The gravest first.
    Gravest,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Which incident.
    pub id: Id,
    /// Its number.
    pub number: String,
    /// How it stands.
    pub standing: String,
    /// Its class.
    pub class: Option<String>,
    /// What is said of it; nothing where it was erased.
    pub summary: Option<String>,
    /// Where, in words.
    pub place: Option<String>,
    /// The smallest area that holds all of it.
    pub area: AreaCode,
    /// Whether it lies outside the city.
    pub outside_city: bool,
    /// Its point, latitude and longitude in degrees of WGS 84.
    pub point: Option<(f64, f64)>,
    /// Who may read it.
    pub marking: String,
    /// When it happened, as claimed.
    pub occurred_at: Option<Time>,
    /// When the desk received it.
    pub received_at: Time,
    /// The grade by what is known.
    pub assessed: Option<Grade>,
    /// The gravest grade that what is known leaves open.
    pub possible: Option<Grade>,
    /// The grade that a person declared.
    pub declared: Option<Grade>,
    /// Whether anything makes it sensitive.
    pub is_sensitive: bool,
    /// The adopted figures.
    pub figures: Figures,
    /// Its version.
    pub version: i64,
    /// When it last changed.
    pub changed_at: Time,
}

/// A page of the list.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Where the next page begins; nothing on the last.
    pub next: Option<String>,
}

const COLUMNS: &str = "i.id, i.number, i.standing, i.class, i.area, i.outside_city, i.lat_deg, i.lon_deg, i.marking, i.occurred_at_ms, \
     i.received_at_ms, i.assessed, i.possible, i.declared, i.is_sensitive, i.figures, i.version, i.changed_at_ms, i.weight, \
     s.words as summary, p.words as place";

/// A page of incidents.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn list(db: &Db, scope: &Scope, filter: &Filter, page: (Option<&str>, i64)) -> Result<Listed, Fault> {
    let (cursor, limit) = (page.0.and_then(Cursor::parse), page.1.clamp(1, INCIDENTS_MAX));
    let (visible, mut args) = visible(scope, 1);
    let mut sql = format!(
        "select {COLUMNS} from incidents i left join sealed s on s.id = i.summary_id left join sealed p on p.id = i.place_id where {visible}"
    );
    filter.narrow(&mut sql, &mut args);
    let (primary, rest) = filter.order.columns();
    if let Some(cursor) = cursor {
        let n = args.len();
        match rest {
            None => sql.push_str(&format!(" and ({primary}, i.id) < (${}, ${})", n + 1, n + 2)),
            Some(rest) => sql.push_str(&format!(" and ({primary}, {rest}, i.id) < (${}, ${}, ${})", n + 1, n + 2, n + 3)),
        }
        args.push(cursor.first.into());
        args.extend(rest.map(|_| Value::from(cursor.second)));
        args.push(cursor.id.into());
    }
    let second = rest.map_or(String::new(), |rest| format!(", {rest} desc"));
    args.push((limit + 1).into());
    sql.push_str(&format!(" order by {primary} desc{second}, i.id desc limit ${}", args.len()));
    let rows = db.rows(sql, args).await?;
    let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    let kept = rows.len() - usize::from(more);
    let lines = rows[..kept].iter().map(Line::read).collect::<Result<Vec<_>, _>>()?;
    let next = match rows[..kept].last().filter(|_| more) {
        Some(last) => Some(filter.order.cursor(last)?),
        None => None,
    };
    Ok(Listed { lines, next })
}

impl Filter {
    fn narrow(&self, sql: &mut String, args: &mut Vec<Value>) {
        let mut and = |condition: &str, value: Value| {
            args.push(value);
            sql.push_str(&condition.replace('?', &format!("${}", args.len())));
        };
        if let Some(standing) = &self.standing {
            and(" and i.standing = ?", standing.into());
        }
        if let Some(class) = &self.class {
            and(" and i.class >= ?", class.into());
            and(" and i.class < ?", format!("{class}~").into());
        }
        if let Some(grade) = self.grade {
            and(" and i.weight >= ?", i64::from(grade.weight()).into());
        }
        if let Some(area) = self.area {
            let (from, to) = area.subtree();
            and(" and exists (select 1 from incident_areas f where f.incident = i.id and f.area >= ?", from.into());
            and(" and f.area < ?)", to.into());
        }
        if let Some(from) = self.from {
            and(" and i.received_at_ms >= ?", from.into());
        }
        if let Some(until) = self.until {
            and(" and i.received_at_ms < ?", until.into());
        }
        if let Some(ids) = &self.ids {
            let first = args.len() + 1;
            args.extend(ids.iter().map(Value::from));
            let places: Vec<String> = (first..=args.len()).map(|n| format!("${n}")).collect();
            sql.push_str(&if places.is_empty() {
                " and 1 = 0".to_owned()
            } else {
                format!(" and i.id in ({})", places.join(", "))
            });
        }
    }
}

impl Order {
    const fn columns(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Received => ("i.received_at_ms", None),
            Self::Changed => ("i.changed_at_ms", None),
            Self::Gravest => ("i.weight", Some("i.received_at_ms")),
        }
    }

    fn cursor(self, row: &Record) -> Result<String, Fault> {
        let (first, second) = match self {
            Self::Received => (row.int("received_at_ms")?, 0),
            Self::Changed => (row.int("changed_at_ms")?, 0),
            Self::Gravest => (row.int("weight")?, row.int("received_at_ms")?),
        };
        Ok(format!("{first}.{second}.{}", row.text("id")?))
    }
}

struct Cursor {
    first: i64,
    second: i64,
    id: Id,
}

impl Listed {
    /// Whether a text is the end of some page, so that a list can go on behind it.
    #[must_use]
    pub fn ends_with(cursor: &str) -> bool {
        Cursor::parse(cursor).is_some()
    }
}

impl Cursor {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        Some(Self { first: parts.next()?.parse().ok()?, second: parts.next()?.parse().ok()?, id: Id::parse(parts.next()?).ok()? })
    }
}

impl Line {
    pub(super) fn read(row: &Record) -> Result<Self, Fault> {
        let grade = |name: &str| Ok::<_, Fault>(row.maybe_text(name)?.and_then(|g| Grade::parse(&g).ok()));
        Ok(Self {
            id: row.id("id")?,
            number: row.text("number")?,
            standing: row.text("standing")?,
            class: row.maybe_text("class")?,
            summary: row.maybe_text("summary")?,
            place: row.maybe_text("place")?,
            area: row.area("area")?,
            outside_city: row.bool("outside_city")?,
            point: row.maybe_real("lat_deg")?.zip(row.maybe_real("lon_deg")?),
            marking: row.text("marking")?,
            occurred_at: row.maybe_time("occurred_at_ms")?,
            received_at: row.time("received_at_ms")?,
            assessed: grade("assessed")?,
            possible: grade("possible")?,
            declared: grade("declared")?,
            is_sensitive: row.bool("is_sensitive")?,
            figures: serde_json::from_str(&row.text("figures")?)?,
            version: row.int("version")?,
            changed_at: row.time("changed_at_ms")?,
        })
    }
}

//! Lists: search, sorting and paging by cursor, all kept in the address, so that a list can be sent to somebody.

use std::borrow::Cow;
use std::fmt::Write as _;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Kind, Reason};
use serde::Serialize;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::markup::escape_into;
use crate::{FieldTrouble, Here, Markup, Say, Site, Trouble, Word, words};

/// How many rows a page of a list shows unless it is asked for another number.
pub const ROWS: usize = 50;
/// How many rows may be asked for at once.
pub const ROWS_MAX: usize = 500;
/// The longest search, in characters.
pub const SEARCH_CHARS_MAX: usize = 100;
/// How many parameters of an address are read.
const PARAMETERS_MAX: usize = 50;
/// The longest cursor, in characters.
const CURSOR_CHARS_MAX: usize = 600;

/// What a list was asked for: everything in its address.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    path: String,
    pairs: Vec<(String, String)>,
}

/// Where a page of a list ended: the sort values and the id of its last row. Opaque to whoever sends it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(Vec<String>);

/// How a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// One of the columns that the list offers.
    pub column: &'static str,
    /// Largest or newest first.
    pub descending: bool,
}

/// A page of a list of the API.
#[derive(Debug, Clone, Serialize)]
pub struct Paged<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next page; nothing on the last.
    pub next: Option<String>,
}

/// What a list of the API that is read through [`Listing`] can be asked for, for the description of the API.
#[derive(Debug, IntoParams)]
#[expect(dead_code, reason = "read through `Listing`; here for the description of the API")]
pub struct ListAsked {
    /// Words that are searched for.
    #[param(max_length = 100)]
    q: Option<String>,
    /// How many rows at the most; 50 where nothing is said. A list may have a smaller limit of its own.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
    /// Where to go on: `next` of the page before; empty for the first page.
    #[param(pattern = "^[A-Za-z0-9_-]{0,600}$")]
    cursor: Option<String>,
}

/// A cursor that is none of this list's. What stands in a cursor is the list's own affair, so no description says which are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACursor;

impl std::fmt::Display for NotACursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a cursor of this list")
    }
}

impl Reason for NotACursor {
    fn key(&self) -> &'static str {
        words::TROUBLE_CURSOR.key()
    }

    fn hint(&self) -> Option<&'static str> {
        Some(words::TROUBLE_CURSOR_HINT.key())
    }

    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}

impl<T: ToSchema> PartialSchema for Paged<T> {
    fn schema() -> RefOr<Schema> {
        let items = ArrayBuilder::new().items(Ref::from_schema_name(T::name())).description(Some("The rows."));
        let next = ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
            .description(Some("What to send as `cursor` for the next page; nothing on the last."));
        ObjectBuilder::new().property("items", items).required("items").property("next", next).required("next").into()
    }
}

impl<T: ToSchema> ToSchema for Paged<T> {
    fn name() -> Cow<'static, str> {
        format!("PageOf{}", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

impl<T> Paged<T> {
    /// A list that has one page only.
    #[must_use]
    pub const fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}

impl Cursor {
    /// A cursor behind a row with these values.
    pub fn of<S: Into<String>>(values: impl IntoIterator<Item = S>) -> Self {
        Self(values.into_iter().map(Into::into).collect())
    }

    /// The value at `index` as words.
    #[must_use]
    pub fn text(&self, index: usize) -> Option<&str> {
        self.0.get(index).map(String::as_str)
    }

    /// The value at `index` as a whole number.
    #[must_use]
    pub fn int(&self, index: usize) -> Option<i64> {
        self.text(index)?.parse().ok()
    }

    /// As it is sent.
    #[must_use]
    pub fn written(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&self.0).unwrap_or_default())
    }

    fn read(text: &str) -> Option<Self> {
        let bytes = (text.len() <= CURSOR_CHARS_MAX).then(|| URL_SAFE_NO_PAD.decode(text).ok()).flatten()?;
        serde_json::from_slice(&bytes).ok().map(Self)
    }
}

impl Listing {
    /// The listing of an address, for tests and samples.
    #[must_use]
    pub fn at(path: &str, pairs: &[(&str, &str)]) -> Self {
        let pairs = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Self { path: path.to_owned(), pairs }
    }

    /// The parameter `name`; empty when it was not given.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// The words searched for.
    #[must_use]
    pub fn search(&self) -> String {
        self.get("q").trim().chars().take(SEARCH_CHARS_MAX).collect()
    }

    /// How many rows are wanted: [`ROWS`] unless told, at most [`ROWS_MAX`].
    #[must_use]
    pub fn limit(&self) -> usize {
        self.get("limit").parse().unwrap_or(ROWS).clamp(1, ROWS_MAX)
    }

    /// Refuses a limit that is none, a search that is longer than any that is looked for, and what is named and left empty.
    fn check(&self) -> Result<(), Trouble> {
        let said = self.pairs.iter().find(|(name, _)| name == "limit").map(|(_, value)| value.parse::<usize>());
        if said.is_some_and(|said| !said.is_ok_and(|limit| (1..=ROWS_MAX).contains(&limit))) {
            let args = vec![("from", kernel::Arg::Number(1)), ("to", shown_arg(ROWS_MAX))];
            return Err(Trouble::Fields(vec![FieldTrouble { field: "limit".to_owned(), word: words::FIELD_NUMBER, args }]));
        }
        if let Some((name, _)) =
            self.pairs.iter().find(|(name, value)| value.is_empty() && !matches!(name.as_str(), "q" | "cursor"))
        {
            return Err(Trouble::field(name.as_str(), words::FIELD_CHOICE));
        }
        let chars = self.get("q").chars().count();
        if chars > SEARCH_CHARS_MAX {
            let args = vec![("max", shown_arg(SEARCH_CHARS_MAX)), ("n", shown_arg(chars))];
            return Err(Trouble::Fields(vec![FieldTrouble { field: "q".to_owned(), word: words::FIELD_TOO_LONG, args }]));
        }
        Ok(())
    }

    /// Where to go on.
    ///
    /// # Errors
    /// A cursor that is none of ours.
    pub fn cursor(&self) -> Result<Option<Cursor>, Trouble> {
        match self.get("cursor") {
            "" => Ok(None),
            text => Cursor::read(text).map(Some).ok_or_else(|| Trouble::refused(NotACursor)),
        }
    }

    /// Where to go on, as the list's own query has it.
    ///
    /// # Errors
    /// A cursor that is none of this list's.
    pub fn behind<T>(&self, read: impl FnOnce(&Cursor) -> Option<T>) -> Result<Option<T>, Trouble> {
        self.cursor()?.map(|cursor| read(&cursor).ok_or_else(|| Trouble::refused(NotACursor))).transpose()
    }

    /// How to sort: by one of `columns`, `-column` for descending; by the first of them, as `first` says, unless told.
    #[must_use]
    pub fn sort(&self, columns: &[&'static str], first: Sort) -> Sort {
        let asked = self.get("sort");
        let (name, descending) = asked.strip_prefix('-').map_or((asked, false), |name| (name, true));
        columns.iter().find(|c| **c == name).map_or(first, |column| Sort { column, descending })
    }

    /// Cuts what was read with one row too many to a page, and says where the next one begins.
    #[must_use]
    pub fn cut<T>(&self, mut rows: Vec<T>, behind: impl Fn(&T) -> Cursor) -> (Vec<T>, Option<Cursor>) {
        let more = rows.len() > self.limit();
        rows.truncate(self.limit());
        let next = rows.last().filter(|_| more).map(behind);
        (rows, next)
    }

    /// The address with `changes`; an empty value takes a parameter out. A change of anything but the cursor starts at the first page.
    #[must_use]
    pub fn address(&self, changes: &[(&str, &str)]) -> String {
        let restart = changes.iter().any(|(name, _)| *name != "cursor");
        let kept = self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        let goes = |name: &str| (restart && name == "cursor") || changes.iter().any(|(changed, _)| *changed == name);
        let kept = kept.filter(|(n, v)| !v.is_empty() && !goes(n));
        let pairs: Vec<_> = kept.chain(changes.iter().copied().filter(|(_, v)| !v.is_empty())).collect();
        match serde_urlencoded::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("{}?{query}", self.path),
            _ => self.path.clone(),
        }
    }

    /// The address of the same list as a file: `…/list.xlsx` with the same filters.
    #[must_use]
    pub fn file_address(&self, path: &str) -> String {
        Self { path: path.to_owned(), pairs: self.pairs.clone() }.address(&[("cursor", ""), ("limit", "")])
    }

    /// A heading of a column that sorts when it is chosen, and says how it sorts now.
    #[must_use]
    pub fn heading(&self, say: &Say, name: Word, column: &str) -> Markup {
        let asked = self.get("sort");
        let (state, next) = match asked.strip_prefix('-').unwrap_or(asked) == column {
            true if asked.starts_with('-') => ("descending", column.to_owned()),
            true => ("ascending", format!("-{column}")),
            false => ("none", column.to_owned()),
        };
        let mut html = format!("<th scope=\"col\" aria-sort=\"{state}\"><a class=\"sorter\" href=\"");
        escape_into(&mut html, &self.address(&[("sort", &next)]));
        html.push_str("\">");
        escape_into(&mut html, &say.word(name));
        html.push_str("</a></th>");
        Markup::written(html)
    }

    /// The line under a list: how many there are, the first page, the next page.
    #[must_use]
    pub fn pager(&self, say: &Say, shown: usize, total: Option<i64>, next: Option<&Cursor>) -> Markup {
        let mut html = String::from("<nav class=\"pager\" aria-label=\"");
        escape_into(&mut html, &say.word(words::LIST_PAGES));
        html.push_str("\"><span>");
        let count = match total {
            Some(total) => say.with(words::LIST_OF, &[("shown", shown_arg(shown)), ("total", total.into())]),
            None => say.count(words::LIST_SHOWN, shown),
        };
        escape_into(&mut html, &count);
        html.push_str("</span>");
        if !self.get("cursor").is_empty() {
            link(&mut html, &self.address(&[("cursor", "")]), "first", &say.word(words::LIST_FIRST));
        }
        if let Some(next) = next {
            link(&mut html, &self.address(&[("cursor", &next.written())]), "next", &say.word(words::LIST_NEXT));
        }
        html.push_str("</nav>");
        Markup::written(html)
    }

    /// The parameters as hidden fields, but for `named`, which the form brings itself, and for the cursor.
    #[must_use]
    pub fn hidden(&self, named: &[&str]) -> Markup {
        let kept = self.pairs.iter().filter(|(n, v)| !v.is_empty() && n != "cursor" && !named.contains(&n.as_str()));
        Markup::written(kept.fold(String::new(), |mut html, (name, value)| {
            let _ = write!(html, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", Markup::text(name), Markup::text(value));
            html
        }))
    }
}

fn shown_arg(shown: usize) -> kernel::Arg {
    kernel::Arg::Number(i64::try_from(shown).unwrap_or(i64::MAX))
}

fn link(html: &mut String, address: &str, rel: &str, words: &str) {
    let _ = write!(html, "<a class=\"btn btn-sm\" rel=\"{rel}\" href=\"{}\">{}</a>", Markup::text(address), Markup::text(words));
}

impl FromRequestParts<Site> for Listing {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Trouble> {
        let query = parts.uri.query().unwrap_or("");
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        let asked = Self { path: parts.uri.path().to_owned(), pairs: pairs.into_iter().take(PARAMETERS_MAX).collect() };
        // A page shows what it can of an address that somebody sent; a program is told what is wrong with it.
        if parts.extensions.get::<Here>().is_some_and(|here| here.door.is_api()) {
            asked.check()?;
        }
        Ok(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_was_and_nothing_else_passes_for_one() {
        let cursor = Cursor::of(["1700000000000", "0190f3d2"]);
        assert_eq!(Cursor::read(&cursor.written()), Some(cursor.clone()));
        assert_eq!((cursor.int(0), cursor.text(1), cursor.int(1)), (Some(1_700_000_000_000), Some("0190f3d2"), None));
        for wrong in ["%", "e30", "x".repeat(601).as_str()] {
            assert!(Listing::at("/x", &[("cursor", wrong)]).cursor().is_err(), "{wrong}");
        }
        let number = |text: &str| Listing::at("/x", &[("cursor", text)]).behind(|cursor| cursor.int(0));
        assert_eq!(number(&cursor.written()).unwrap(), Some(1_700_000_000_000));
        assert!(number(&Cursor::of(["a list of another sort"]).written()).is_err());
        assert_eq!(Listing::default().cursor().unwrap(), None);
    }

    #[test]
    fn sorting_and_searching_start_at_the_first_page_and_keep_the_filters() {
        let list = Listing::at("/incidents", &[("q", "水 火"), ("cursor", "abc"), ("open", "1"), ("sort", "")]);
        assert_eq!(list.address(&[("sort", "-at")]), "/incidents?q=%E6%B0%B4+%E7%81%AB&open=1&sort=-at");
        assert_eq!(list.address(&[("cursor", "def")]), "/incidents?q=%E6%B0%B4+%E7%81%AB&open=1&cursor=def");
        assert_eq!(list.address(&[("q", ""), ("open", "")]), "/incidents");
        assert_eq!(list.file_address("/incidents.xlsx"), "/incidents.xlsx?q=%E6%B0%B4+%E7%81%AB&open=1");
    }

    #[test]
    fn only_columns_that_are_offered_sort() {
        let first = Sort { column: "at", descending: true };
        let by = |sort: &str| Listing::at("/x", &[("sort", sort)]).sort(&["at", "number"], first);
        assert_eq!(by("number"), Sort { column: "number", descending: false });
        assert_eq!(by("-number"), Sort { column: "number", descending: true });
        assert_eq!(by("name; drop table x"), first);
    }

    #[test]
    fn a_page_has_as_many_rows_as_asked_and_knows_whether_more_follow() {
        let list = Listing::at("/x", &[("limit", "2")]);
        let cut = |n: i64| list.cut((0..n).collect(), |n: &i64| Cursor::of([n.to_string()]));
        assert_eq!(cut(2), (vec![0, 1], None));
        assert_eq!(cut(3), (vec![0, 1], Some(Cursor::of(["1"]))));
        let limits = ["0", "1", "500", "501", "-1", "x"].map(|l| Listing::at("/x", &[("limit", l)]).limit());
        assert_eq!(limits, [1, 1, 500, 500, 50, 50]);
    }
}

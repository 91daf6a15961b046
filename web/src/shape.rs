//! The kernel's words as the API writes them, for its description: a field says `#[schema(value_type = web::shape::Id)]`.

use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// An identifier: a hyphenated UUID, in lower case where this program writes it.
#[derive(Debug, ToSchema)]
#[schema(format = "uuid", value_type = String, example = "0190f3d2-7c4a-7b11-8aaa-000000000001")]
pub struct Id(pub String);

/// An area code: 6, 9 or 12 digits.
#[derive(Debug, ToSchema)]
#[schema(as = AreaCode, value_type = String, pattern = "^([1-9][0-9]|0[1-9])([0-9]{4}|[0-9]{7}|[0-9]{10})$", example = "990102001")]
pub struct Area(pub String);

/// A time: RFC 3339. This program writes it with the city's offset, and takes a time without an offset as the city's.
#[derive(Debug, ToSchema)]
#[schema(format = "date-time", value_type = String, example = "2026-11-23T03:12:00+08:00")]
pub struct Time(pub String);

/// A date by the city's calendar.
#[derive(Debug, ToSchema)]
#[schema(as = CityDate, format = "date", value_type = String, example = "2026-11-23")]
pub struct Date(pub String);

/// A grade, `I` the gravest.
#[derive(Debug, ToSchema)]
#[expect(missing_docs, reason = "they are the words themselves")]
pub enum Grade {
    I,
    II,
    III,
    IV,
}

/// A moment of the record: a time, or a position of the journal.
#[derive(Debug)]
pub struct Moment;

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let position = text().pattern(Some("^[0-9]{1,15}$")).description(Some("A position of the journal."));
        let either = AnyOfBuilder::new().item(Ref::from_schema_name(Time::name())).item(position);
        either.description(Some("A time, or a position of the journal.")).into()
    }
}

impl ToSchema for Moment {}

/// All of them: parameters of queries name them without bringing them.
pub(crate) fn all() -> Vec<(String, RefOr<Schema>)> {
    vec![
        (Id::name().into_owned(), Id::schema()),
        (Area::name().into_owned(), Area::schema()),
        (Time::name().into_owned(), Time::schema()),
        (Date::name().into_owned(), Date::schema()),
        (Grade::name().into_owned(), Grade::schema()),
        (Moment::name().into_owned(), Moment::schema()),
    ]
}

//! Values: what goes into and comes out of a database, the same on both engines.

use std::hash::{Hash, Hasher};

use kernel::{AreaCode, Grade, Id, Time};

use crate::Fault;

/// One value of a row or an argument.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing known.
    Null,
    /// A `bigint`.
    Int(i64),
    /// A `double precision`.
    Real(f64),
    /// A `text`.
    Text(String),
    /// A `boolean`.
    Bool(bool),
    /// A `bytea`.
    Bytes(Vec<u8>),
}

/// The arguments of a statement, or the values of a key: `args![id, 3, None::<i64>]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}

/// A row that was read: values by the names of their columns.
#[derive(Debug, Clone)]
pub struct Record {
    names: std::sync::Arc<[String]>,
    values: Vec<Value>,
}

impl Record {
    pub(crate) fn new(names: std::sync::Arc<[String]>, values: Vec<Value>) -> Self {
        Self { names, values }
    }

    /// The value called `name`.
    pub fn value(&self, name: &str) -> Result<&Value, Fault> {
        let at = self.names.iter().position(|n| n == name);
        at.and_then(|i| self.values.get(i)).ok_or_else(|| Fault::broken(format!("no column {name}")))
    }

    /// A text that is there.
    pub fn text(&self, name: &str) -> Result<String, Fault> {
        self.maybe_text(name)?.ok_or_else(|| missing(name))
    }

    /// A text, if there is one.
    pub fn maybe_text(&self, name: &str) -> Result<Option<String>, Fault> {
        match self.value(name)? {
            Value::Text(text) => Ok(Some(text.clone())),
            Value::Null => Ok(None),
            other => Err(unlike(name, other)),
        }
    }

    /// A whole number that is there.
    pub fn int(&self, name: &str) -> Result<i64, Fault> {
        self.maybe_int(name)?.ok_or_else(|| missing(name))
    }

    /// A whole number, if there is one.
    pub fn maybe_int(&self, name: &str) -> Result<Option<i64>, Fault> {
        match self.value(name)? {
            Value::Int(n) => Ok(Some(*n)),
            Value::Null => Ok(None),
            other => Err(unlike(name, other)),
        }
    }

    /// A real number, if there is one.
    pub fn maybe_real(&self, name: &str) -> Result<Option<f64>, Fault> {
        match self.value(name)? {
            Value::Real(x) => Ok(Some(*x)),
            Value::Int(n) => Ok(Some(*n as f64)),
            Value::Null => Ok(None),
            other => Err(unlike(name, other)),
        }
    }

    /// A yes or no that is there. SQLite keeps it as 0 or 1.
    pub fn bool(&self, name: &str) -> Result<bool, Fault> {
        match self.value(name)? {
            Value::Bool(yes) => Ok(*yes),
            Value::Int(n) => Ok(*n != 0),
            other => Err(unlike(name, other)),
        }
    }

    /// Bytes that are there.
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, Fault> {
        match self.value(name)? {
            Value::Bytes(bytes) => Ok(bytes.clone()),
            other => Err(unlike(name, other)),
        }
    }

    /// A time that is there.
    pub fn time(&self, name: &str) -> Result<Time, Fault> {
        self.int(name).map(Time::from_ms)
    }

    /// A time, if there is one.
    pub fn maybe_time(&self, name: &str) -> Result<Option<Time>, Fault> {
        Ok(self.maybe_int(name)?.map(Time::from_ms))
    }

    /// An id that is there.
    pub fn id(&self, name: &str) -> Result<Id, Fault> {
        Id::parse(&self.text(name)?).map_err(|e| Fault::broken(format!("column {name}")).from_error(e))
    }

    /// An id, if there is one.
    pub fn maybe_id(&self, name: &str) -> Result<Option<Id>, Fault> {
        let text = self.maybe_text(name)?;
        text.map(|t| Id::parse(&t).map_err(|e| Fault::broken(format!("column {name}")).from_error(e))).transpose()
    }

    /// An area that is there.
    pub fn area(&self, name: &str) -> Result<AreaCode, Fault> {
        AreaCode::parse(&self.text(name)?).map_err(|e| Fault::broken(format!("column {name}")).from_error(e))
    }

    /// An area, if there is one.
    pub fn maybe_area(&self, name: &str) -> Result<Option<AreaCode>, Fault> {
        let text = self.maybe_text(name)?;
        text.map(|t| AreaCode::parse(&t).map_err(|e| Fault::broken(format!("column {name}")).from_error(e))).transpose()
    }
}

fn missing(name: &str) -> Fault {
    Fault::broken(format!("column {name} is null"))
}

fn unlike(name: &str, value: &Value) -> Fault {
    Fault::broken(format!("column {name} holds {value:?}"))
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Int(n) => n.hash(state),
            Self::Real(x) => x.to_bits().hash(state),
            Self::Text(text) => text.hash(state),
            Self::Bool(yes) => yes.hash(state),
            Self::Bytes(bytes) => bytes.hash(state),
        }
    }
}

macro_rules! value_from {
    ($($from:ty => |$x:ident| $into:expr),* $(,)?) => {
        $(impl From<$from> for Value { fn from($x: $from) -> Self { $into } })*
    };
}

value_from! {
    i64 => |x| Self::Int(x),
    i32 => |x| Self::Int(i64::from(x)),
    u32 => |x| Self::Int(i64::from(x)),
    u16 => |x| Self::Int(i64::from(x)),
    u8 => |x| Self::Int(i64::from(x)),
    u64 => |x| Self::Int(i64::try_from(x).unwrap_or(i64::MAX)),
    usize => |x| Self::Int(i64::try_from(x).unwrap_or(i64::MAX)),
    f64 => |x| Self::Real(x),
    bool => |x| Self::Bool(x),
    &str => |x| Self::Text(keepable(x.to_owned())),
    String => |x| Self::Text(keepable(x)),
    &String => |x| Self::Text(keepable(x.clone())),
    Vec<u8> => |x| Self::Bytes(x),
    &Id => |x| Self::Text(x.as_str().to_owned()),
    Id => |x| Self::Text(x.as_str().to_owned()),
    AreaCode => |x| Self::Text(x.full()),
    Grade => |x| Self::Text(x.as_str().to_owned()),
    Time => |x| Self::Int(x.ms()),
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(maybe: Option<T>) -> Self {
        maybe.map_or(Self::Null, Into::into)
    }
}

/// The text as a database can keep it. A NUL is a sign like any other in JSON and in forms, but PostgreSQL takes none: it becomes U+FFFD on
/// both engines, so that what somebody pastes never keeps a call from being recorded.
pub(crate) fn keepable(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nul_never_reaches_a_database() {
        for value in
            [Value::from("a\0b"), Value::from("a\0b".to_owned()), Value::from(&"a\0b".to_owned()), Value::from(Some("a\0b"))]
        {
            assert_eq!(value, Value::Text("a\u{fffd}b".into()));
        }
        assert_eq!(Value::from("plain"), Value::Text("plain".into()));
    }
}

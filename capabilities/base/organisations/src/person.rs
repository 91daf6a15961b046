//! What is kept of a person who holds a post: a name and the ways to reach them. It lies in the store of people, never in a fact.

use serde::{Deserialize, Serialize};

use crate::acts::{Refusal, check_text};
use crate::typed::{self, NAME_CHARS_MAX};
use crate::{Column, Email, Phone};

/// A person of the contact book.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDetails {
    /// The name.
    pub name: String,
    /// The mobile number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<Phone>,
    /// The number at the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_phone: Option<Phone>,
    /// The mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
}

impl PersonDetails {
    /// The details with the name made plain.
    ///
    /// # Errors
    /// When the name is missing or longer than [`NAME_CHARS_MAX`].
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.name = typed::words(&self.name);
        check_text(&self.name, Column::Person, NAME_CHARS_MAX)?;
        Ok(self)
    }

    /// Whether both entries are of one person as far as a contact book can tell: same name, same mobile number.
    #[must_use]
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.name == other.name && self.mobile.is_some() && digits(&self.mobile) == digits(&other.mobile)
    }

    /// The number to try first: the mobile, else the one at the desk.
    #[must_use]
    pub fn first_number(&self) -> Option<&Phone> {
        self.mobile.as_ref().or(self.desk_phone.as_ref())
    }
}

fn digits(phone: &Option<Phone>) -> Option<String> {
    phone.as_ref().map(Phone::digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, mobile: Option<&str>) -> PersonDetails {
        let mobile = mobile.map(|number| Phone::parse(number).unwrap());
        PersonDetails { name: name.into(), mobile, ..PersonDetails::default() }
    }

    #[test]
    fn two_entries_are_one_person_only_with_the_same_name_and_mobile_number() {
        let one = person("演示·张一", Some("+86 100-0000-0001"));
        assert!(one.is_same_person(&person("演示·张一", Some("+8610000000001"))));
        assert!(!one.is_same_person(&person("演示·张一", Some("+86 100-0000-0002"))));
        assert!(!one.is_same_person(&person("演示·王一", Some("+86 100-0000-0001"))));
        let without = person("演示·张一", None);
        assert!(!without.is_same_person(&without), "a name alone proves nothing");
    }

    #[test]
    fn a_person_has_a_name() {
        assert_eq!(person("  ", None).checked(), Err(Refusal::Missing { what: Column::Person }));
        assert_eq!(person(" 演示·张一 ", None).checked().unwrap().name, "演示·张一");
    }
}

//! What is kept of a person who holds a post: a name and the ways to reach them. It lies in the store of people, never in a fact.

use serde::{Deserialize, Serialize};

use crate::acts::{Refusal, check_text};
use crate::initials::initials;
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

    /// The words that go into the store: a list of texts, so that a search through them meets no names of fields. What is searched
    /// for beside the details themselves, initials and bare digits, stands last.
    #[must_use]
    pub fn to_words(&self) -> String {
        let text = |phone: &Option<Phone>| phone.as_ref().map(Phone::to_string).unwrap_or_default();
        let email = self.email.as_ref().map(Email::to_string).unwrap_or_default();
        let bare = [&self.mobile, &self.desk_phone].map(|phone| digits(phone).unwrap_or_default());
        let find = [initials(&self.name), bare.join(" ")].join(" ");
        serde_json::Value::from(vec![self.name.clone(), text(&self.mobile), text(&self.desk_phone), email, find]).to_string()
    }

    /// The details from the words of the store; nothing when they are of another form.
    #[must_use]
    pub fn from_words(words: &str) -> Option<Self> {
        let texts: Vec<String> = serde_json::from_str(words).ok()?;
        let text = |at: usize| texts.get(at).map_or("", String::as_str);
        let details = Self {
            name: text(0).to_owned(),
            mobile: Phone::parse(text(1)).ok(),
            desk_phone: Phone::parse(text(2)).ok(),
            email: Email::parse(text(3)).ok(),
        };
        (!details.name.is_empty()).then_some(details)
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
    fn details_come_back_from_the_store_as_they_went_in() {
        let full = PersonDetails {
            desk_phone: Phone::parse("0421-0001234 x802").ok(),
            email: Email::parse("demo@demo.invalid").ok(),
            ..person("演示·张\"一", Some("+86 100-0000-0001"))
        };
        assert_eq!(PersonDetails::from_words(&full.to_words()), Some(full.clone()));
        let bare = person("演示·张一", None);
        assert_eq!(PersonDetails::from_words(&bare.to_words()), Some(bare));
        assert!(full.to_words().contains("8610000000001"), "found by its digits");
        assert_eq!(PersonDetails::from_words("no list"), None);
    }

    #[test]
    fn a_person_has_a_name() {
        assert_eq!(person("  ", None).checked(), Err(Refusal::Missing { what: Column::Person }));
        assert_eq!(person(" 演示·张一 ", None).checked().unwrap().name, "演示·张一");
    }
}

//! The doors of the API: the contact book searched and changed, and files taken in.

mod bodies;
pub mod changing;
mod contacts;
mod import;
mod posts;
mod taking_in;

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use web::Door;

use places::Places;

use crate::facts::BodyPhone;
use crate::reads::Holder;
use crate::{Email, Phone, PhoneUse};

pub use contacts::{behind, question};
pub use import::{FAULTS_MAX, REQUEST_KB_MAX, done, planned};
pub use posts::next_order;
pub use taking_in::{Bringing, CityFiles, NotTaken, PERSON_WORDS, correct, enter, erase, load_city, plan, take_in};

/// The doors of the API.
pub fn doors(places: &Arc<Places>) -> Vec<Door> {
    [contacts::doors(), bodies::doors(), posts::doors(), import::doors(places)].into_iter().flatten().collect()
}

/// A number of a body.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
struct PhoneItem {
    /// What it is for.
    #[serde(rename = "use")]
    usage: PhoneUse,
    /// The number, with ` x802` behind it for an extension.
    #[schema(value_type = String, format = "phone", example = "0990-0000001")]
    number: Phone,
}

/// A person who holds a post.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct PersonItem {
    /// Which person.
    #[schema(value_type = web::shape::Id)]
    id: kernel::Id,
    /// The name; nothing when the details were erased.
    name: Option<String>,
    /// The mobile number.
    #[schema(value_type = Option<String>, format = "phone")]
    mobile: Option<Phone>,
    /// The number at the desk.
    #[schema(value_type = Option<String>, format = "phone")]
    desk_phone: Option<Phone>,
    /// The mail address.
    #[schema(value_type = Option<String>, format = "email")]
    email: Option<Email>,
    /// Whether the details were erased.
    erased: bool,
}

impl From<BodyPhone> for PhoneItem {
    fn from(phone: BodyPhone) -> Self {
        Self { usage: phone.usage, number: phone.number }
    }
}

impl From<PhoneItem> for BodyPhone {
    fn from(phone: PhoneItem) -> Self {
        Self { usage: phone.usage, number: phone.number }
    }
}

impl From<Holder> for PersonItem {
    fn from(holder: Holder) -> Self {
        let erased = holder.details.is_none();
        let details = holder.details.unwrap_or_default();
        let name = (!erased).then_some(details.name);
        Self { id: holder.person, name, mobile: details.mobile, desk_phone: details.desk_phone, email: details.email, erased }
    }
}

fn phone_items(phones: Vec<BodyPhone>) -> Vec<PhoneItem> {
    phones.into_iter().map(PhoneItem::from).collect()
}

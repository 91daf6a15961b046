//! The closed lists of the contact book: what sort of body, which line, which sort of post, what a number is for.

use serde::{Deserialize, Serialize};

/// An enum whose variants each have one word, the same in Rust, SQL, JSON, CSV and the keys of texts.
macro_rules! listed {
    ($(#[doc = $about:literal])* $name:ident { $($(#[$says:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$says])* #[serde(rename = $word)] $variant,)+
        }

        // The derived schema does not see words that a macro hands on, and would name the variants as Rust has them.
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::String)
                    .description(Some(concat!($($about),*).trim()))
                    .enum_values(Some([$($word),+]))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}

        impl $name {
            /// All of them, in the order in which people read them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Reads the word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }

            /// The word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

listed! {
    /// What sort of body it is.
    BodyKind {
        /// The committee that leads an area.
        Party = "party",
        /// The government of an area.
        Government = "government",
        /// A room that takes calls and sends reports around the clock.
        DutyRoom = "duty_room",
        /// A department or bureau.
        Department = "department",
        /// A standing or event headquarters, or its office.
        Headquarters = "headquarters",
        /// The government nearest to the people: a township or street.
        Grassroots = "grassroots",
        /// A professional rescue force.
        Force = "force",
        /// The armed forces in an area.
        Garrison = "garrison",
        /// A company that people depend on: power, water, telephone, railway.
        Enterprise = "enterprise",
        /// A hospital, station, school or other public institution.
        Institution = "institution",
        /// A newspaper, broadcaster or their like.
        Media = "media",
        /// A union, the Red Cross, a volunteers' association.
        Association = "association",
        /// Anything else.
        Other = "other",
    }
}

listed! {
    /// At which level of the state a body stands; usually that of its area.
    Level {
        /// The country.
        National = "national",
        /// A province.
        Province = "province",
        /// A prefecture city.
        City = "city",
        /// A county or district.
        County = "county",
        /// A township or street.
        Township = "township",
        /// A village or community.
        Village = "village",
    }
}

listed! {
    /// Whether a body belongs to this city or is only called and written to.
    Standing {
        /// One of this city's own bodies.
        Own = "own",
        /// A body of the level above, of a neighbour or of anybody else.
        Outside = "outside",
    }
}

listed! {
    /// A line on which reports go. Up on the first three; sideways to neighbours and garrison.
    Line {
        /// From committee to committee.
        Party = "party",
        /// From government to government.
        Government = "government",
        /// From department to department.
        Department = "department",
        /// To the neighbouring governments that may be touched.
        Neighbours = "neighbours",
        /// To the armed forces in the area.
        Garrison = "garrison",
        /// To anybody else who must be told.
        Other = "other",
    }
}

listed! {
    /// What sort of post it is.
    PostKind {
        /// The first person of an area: who leads its committee or its government.
        AreaLeader = "area_leader",
        /// A deputy of the area's first person, in charge of a field.
        AreaDeputy = "area_deputy",
        /// Who runs the area's office and is told with the leaders.
        SecretaryGeneral = "secretary_general",
        /// The head of a body.
        Head = "head",
        /// A deputy head of a body.
        DeputyHead = "deputy_head",
        /// The leader in charge of the shift.
        LeaderInCharge = "leader_in_charge",
        /// The chief of the shift in a duty room.
        ShiftChief = "shift_chief",
        /// The main duty officer.
        MainDuty = "main_duty",
        /// The second duty officer.
        DeputyDuty = "deputy_duty",
        /// Who is called in when another fails.
        Backup = "backup",
        /// Who speaks for a body towards the duty room.
        Liaison = "liaison",
        /// Who reports from a village, community or unit.
        InformationOfficer = "information_officer",
        /// Who speaks to the press.
        Spokesperson = "spokesperson",
        /// Driver, technician and others on the shift.
        Technical = "technical",
        /// Anything else.
        Other = "other",
    }
}

listed! {
    /// What a number of a body is for.
    PhoneUse {
        /// Answered around the clock.
        Duty = "duty",
        /// Answered in office hours.
        Office = "office",
        /// Takes faxes.
        Fax = "fax",
        /// Works when the network does not.
        Satellite = "satellite",
    }
}

listed! {
    /// A column of the contact book: what a file brings, and what a refusal speaks of.
    Column {
        /// The key of a body or post.
        Code = "code",
        /// The full name of a body.
        Name = "name",
        /// The short name of a body.
        ShortName = "short_name",
        /// The sort of body or post.
        Kind = "kind",
        /// The field of work of a body.
        Field = "field",
        /// The level of a body.
        Level = "level",
        /// The area of a body.
        Area = "area",
        /// The body that a body belongs to.
        Parent = "parent",
        /// Whether a body is one of the city's own.
        Standing = "standing",
        /// Numbers answered around the clock.
        DutyPhone = "duty_phone",
        /// Numbers answered in office hours.
        OfficePhone = "office_phone",
        /// Numbers that take faxes.
        Fax = "fax",
        /// Numbers that work when the network does not.
        SatellitePhone = "satellite_phone",
        /// The mailbox of a body.
        Mailbox = "mailbox",
        /// The body that a post or line belongs to.
        Body = "body",
        /// The title of a post.
        Title = "title",
        /// The place in an order, 1 first.
        Order = "order",
        /// The name of who holds a post.
        Person = "person",
        /// Their mobile number.
        Mobile = "mobile",
        /// Their number at the desk.
        DeskPhone = "desk_phone",
        /// Their mail address.
        Email = "email",
        /// Posts that stand in.
        Deputies = "deputies",
        /// A line on which reports go.
        Line = "line",
        /// Whom reports on a line go to.
        To = "to",
    }
}

impl Line {
    /// Whether reports go up on it, so that it can never come back to where it began.
    #[must_use]
    pub const fn goes_up(self) -> bool {
        matches!(self, Self::Party | Self::Government | Self::Department)
    }
}

impl Level {
    /// The level of areas that a body of this level belongs to; nothing above the province, where area codes end.
    #[must_use]
    pub const fn area_level(self) -> Option<kernel::AreaLevel> {
        match self {
            Self::National => None,
            Self::Province => Some(kernel::AreaLevel::Province),
            Self::City => Some(kernel::AreaLevel::City),
            Self::County => Some(kernel::AreaLevel::County),
            Self::Township => Some(kernel::AreaLevel::Township),
            Self::Village => Some(kernel::AreaLevel::Village),
        }
    }
}

impl From<kernel::AreaLevel> for Level {
    fn from(level: kernel::AreaLevel) -> Self {
        match level {
            kernel::AreaLevel::Province => Self::Province,
            kernel::AreaLevel::City => Self::City,
            kernel::AreaLevel::County => Self::County,
            kernel::AreaLevel::Township => Self::Township,
            kernel::AreaLevel::Village => Self::Village,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_same_in_facts_and_in_files() {
        for kind in BodyKind::ALL {
            assert_eq!(BodyKind::parse(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
        }
        for kind in PostKind::ALL {
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
        }
        assert_eq!(Line::parse("Party"), None);
        assert_eq!(Line::ALL.iter().filter(|line| line.goes_up()).count(), 3);
    }
}

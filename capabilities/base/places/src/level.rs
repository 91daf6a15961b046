//! The levels of areas in the words of programs and of people.

use kernel::AreaLevel;
use web::Word;

use crate::words;

/// The level as the API names it.
pub const fn name(level: AreaLevel) -> &'static str {
    match level {
        AreaLevel::Province => "province",
        AreaLevel::City => "city",
        AreaLevel::County => "county",
        AreaLevel::Township => "township",
        AreaLevel::Village => "village",
    }
}

/// The level as pages name it.
pub const fn word(level: AreaLevel) -> Word {
    match level {
        AreaLevel::Province => words::LEVEL_PROVINCE,
        AreaLevel::City => words::LEVEL_CITY,
        AreaLevel::County => words::LEVEL_COUNTY,
        AreaLevel::Township => words::LEVEL_TOWNSHIP,
        AreaLevel::Village => words::LEVEL_VILLAGE,
    }
}

/// How far a point could be resolved: "resolved to county".
pub const fn resolved_word(level: AreaLevel) -> Word {
    match level {
        AreaLevel::Province | AreaLevel::City => words::RESOLVED_TO_CITY,
        AreaLevel::County => words::RESOLVED_TO_COUNTY,
        AreaLevel::Township => words::RESOLVED_TO_TOWNSHIP,
        AreaLevel::Village => words::RESOLVED_TO_VILLAGE,
    }
}

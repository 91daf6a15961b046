//! Money, as whole units of the currency the law counts in.

use serde::{Deserialize, Serialize};

/// An amount in whole yuan (or the whole unit of the city's currency): the precision of loss figures in reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cny(pub i64);

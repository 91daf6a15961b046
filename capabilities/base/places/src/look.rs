//! What adopting must know under the pen: nothing but the city itself.

use desk::Look;

use crate::acts::Adopt;

impl Look for Adopt {}

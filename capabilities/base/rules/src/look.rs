//! What adopting and withdrawing must know under the pen: nothing but the book itself.

use desk::Look;

use crate::acts::{Adopt, Withdraw};

impl Look for Adopt {}
impl Look for Withdraw {}

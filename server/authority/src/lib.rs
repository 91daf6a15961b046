//! May this post do this here? Cedar policies behind one question, and behind the scope that cuts a list to the same answer.
//!
//! The policies are text in `server/policies/`, of one shape only (see [`PolicyError::Shape`]): who asks is a post in an area, a
//! membership of a case, a broken glass or a person; what is asked about lies in an area and perhaps in a case. Everything is refused
//! unless a policy permits it, a forbid beats every permit, and a policy that cannot be evaluated refuses.

mod asker;
mod load;
mod question;
mod reach;
mod scope;
mod shape;

pub use asker::{Asker, Glass, HeldPost, Membership};
pub use load::{Authority, PolicyError, SHIPPED};
pub use question::Matter;

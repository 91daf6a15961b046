//! Who asks: the posts, memberships and broken glass that a person has at this moment.

use std::sync::Arc;

use kernel::{AreaCode, Id, Time};

/// Everything about a person that counts for what they may do. Whoever asks on behalf of nobody has nothing and may nothing.
#[derive(Debug, Clone, Default)]
pub struct Asker {
    /// Whether somebody is signed in at all.
    pub signed_in: bool,
    /// The posts that are held, each in its area.
    pub posts: Vec<HeldPost>,
    /// The cases that the person was called to.
    pub memberships: Vec<Membership>,
    /// Break-glass, where it was taken.
    pub break_glass: Option<Glass>,
    /// The time at which it is asked: what ended before gives nothing.
    pub at: Time,
}

/// A post of a kind that the policies know, in an area, until a time.
#[derive(Debug, Clone)]
pub struct HeldPost {
    /// The kind by its word in the schema, such as `duty-officer`.
    pub kind: Arc<str>,
    /// The area of the post.
    pub area: AreaCode,
    /// When it ends, where an end is known.
    pub until: Option<Time>,
}

/// Membership of one case.
#[derive(Debug, Clone)]
pub struct Membership {
    /// The case.
    pub case: Id,
    /// When it ends, where an end is known.
    pub until: Option<Time>,
}

/// Break-glass: more than the posts give, in an area, for a short time.
#[derive(Debug, Clone)]
pub struct Glass {
    /// Where it holds.
    pub area: AreaCode,
    /// When it ends.
    pub until: Time,
}

/// One ground on which something may be allowed, as the policies see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Claim {
    pub ground: Ground,
    pub expired: bool,
}

/// The sort of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Ground {
    Post { kind: Arc<str>, area: AreaCode },
    Member { case: Id },
    Glass { area: AreaCode },
    Person,
}

impl Asker {
    /// Everything on which this asker can be allowed something, one by one.
    pub(crate) fn claims(&self) -> impl Iterator<Item = Claim> + '_ {
        let ended = |until: Option<Time>| until.is_some_and(|end| end <= self.at);
        let posts = self.posts.iter().map(move |post| Claim {
            ground: Ground::Post { kind: post.kind.clone(), area: post.area },
            expired: ended(post.until),
        });
        let members = self
            .memberships
            .iter()
            .map(move |member| Claim { ground: Ground::Member { case: member.case.clone() }, expired: ended(member.until) });
        let glass = self
            .break_glass
            .iter()
            .map(move |glass| Claim { ground: Ground::Glass { area: glass.area }, expired: ended(Some(glass.until)) });
        let person = self.signed_in.then_some(Claim { ground: Ground::Person, expired: false });
        posts.chain(members).chain(glass).chain(person)
    }
}

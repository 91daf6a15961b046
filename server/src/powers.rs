//! What answers the doors for the policies: what `accounts` knows of whoever asks, put to `authority`.

use accounts::{Asker, AskerPost, Powers};
use authority::{Authority, Glass, HeldPost, Matter, Membership};
use desk::Fault;
use kernel::{AreaCode, Id, Scope};

/// The policies that come with the program, as `accounts` asks them.
pub struct Policies(Authority);

impl Policies {
    /// Reads the policies.
    ///
    /// # Errors
    /// A fault when they cannot be used; a test holds that they can.
    pub fn shipped() -> Result<Self, Fault> {
        Authority::shipped().map(Self).map_err(|e| Fault::broken("policies").from_error(e))
    }

    /// The policies themselves.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.0
    }
}

impl Powers for Policies {
    fn may(&self, asker: &Asker, action: &str, (area, case): (Option<AreaCode>, Option<&Id>)) -> bool {
        self.0.may(&as_policies_see(asker), action, &Matter::at(area, case))
    }

    fn scope(&self, asker: &Asker, action: &str) -> Scope {
        self.0.scope(&as_policies_see(asker), action)
    }

    fn kinds(&self) -> Vec<String> {
        self.0.kinds().map(str::to_owned).collect()
    }

    fn knows(&self, action: &str) -> bool {
        self.0.actions().any(|known| known == action)
    }
}

fn as_policies_see(asker: &Asker) -> authority::Asker {
    let post = |post: &AskerPost| HeldPost { kind: post.kind.clone(), area: post.area, until: post.until };
    let member = |(case, until): &(Id, Option<kernel::Time>)| Membership { case: case.clone(), until: *until };
    authority::Asker {
        signed_in: asker.person,
        posts: asker.posts.iter().map(post).collect(),
        memberships: asker.cases.iter().map(member).collect(),
        break_glass: asker.glass.map(|(area, until)| Glass { area, until }),
        at: asker.at,
    }
}

impl std::fmt::Debug for Policies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Policies")
    }
}

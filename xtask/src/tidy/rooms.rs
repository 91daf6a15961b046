//! The rooms of the house and who may use whom: the tables of `ARCHITECTURE.md`, held here once.

/// All capabilities in their one order: each may use any that stands before it, with the group (folder) it stands in.
pub const ORDER: &[(&str, &str)] = &[
    ("base", "places"),
    ("base", "organisations"),
    ("base", "rules"),
    ("base", "accounts"),
    ("prevention", "risks"),
    ("prevention", "monitoring"),
    ("support", "teams"),
    ("support", "supplies"),
    ("support", "shelters"),
    ("support", "mobilisation"),
    ("prevention", "training"),
    ("information", "subscribers"),
    ("command", "duty"),
    ("command", "incidents"),
    ("command", "reports"),
    ("information", "warnings"),
    ("prevention", "plans"),
    ("command", "response"),
    ("information", "releases"),
    ("recovery", "losses"),
    ("recovery", "relief"),
    ("recovery", "rebuilding"),
    ("support", "finance"),
    ("prevention", "drills"),
    ("recovery", "cases"),
];

/// What talks to a network, a database or an executor.
const MACHINERY: &[&str] = &[
    "async-nats",
    "axum",
    "axum-extra",
    "axum-server",
    "deadpool-postgres",
    "hyper",
    "hyper-util",
    "lettre",
    "reqwest",
    "rumqttc",
    "rusqlite",
    "sqlx",
    "tokio",
    "tokio-postgres",
    "tokio-rustls",
    "tokio-stream",
    "tower",
    "tower-http",
];
/// What writes pages and answers requests.
const DOORS: &[&str] = &["askama", "axum", "axum-extra", "tower-http", "utoipa"];
/// The two engines.
const DRIVERS: &[&str] = &["deadpool-postgres", "libsqlite3-sys", "rusqlite", "sqlx", "tokio-postgres"];
/// All that the kernel stands on, and what its tests stand on.
const KERNEL_STANDS_ON: &[&str] = &["jiff", "proptest", "serde", "serde_json"];

/// A room of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// The pure words.
    Kernel,
    /// A pure codec.
    Protocol,
    /// The machinery.
    Desk,
    /// The page frame.
    Web,
    /// What turns texts into constants while a crate is built.
    Words,
    /// A way to the outside.
    Link,
    /// A capability, by its place in [`ORDER`]; none when it is not named there.
    Capability(Option<usize>),
    /// The one program.
    Server,
    /// What tests stand on.
    Testkit,
    /// Whole nights as tests.
    Stories,
    /// What is measured.
    Benches,
    /// The chores.
    Xtask,
}

/// For what a crate uses another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// In the program.
    Program,
    /// In its build script.
    Build,
    /// In its tests.
    Tests,
}

impl Room {
    /// The room that the file or folder at `path` stands in; none for what is no source.
    pub fn of(path: &str) -> Option<Self> {
        let mut parts = path.split('/');
        Some(match (parts.next()?, parts.next()) {
            ("kernel", _) => Self::Kernel,
            ("protocols", Some(_)) => Self::Protocol,
            ("desk", _) => Self::Desk,
            ("web", Some("words")) => Self::Words,
            ("web", _) => Self::Web,
            ("links", Some(_)) => Self::Link,
            ("capabilities", Some(group)) => {
                let name = parts.next()?;
                Self::Capability(ORDER.iter().position(|known| *known == (group, name)))
            }
            ("server", _) => Self::Server,
            ("testkit", _) => Self::Testkit,
            ("stories", _) => Self::Stories,
            ("benches", _) => Self::Benches,
            ("xtask", _) => Self::Xtask,
            _ => return None,
        })
    }

    /// Whether this room may use the room `other` of ours.
    pub fn may_use(self, other: Self, purpose: For) -> bool {
        use Room::{Benches, Capability, Desk, Kernel, Link, Protocol, Server, Stories, Testkit, Web, Words, Xtask};
        match (self, other, purpose) {
            (_, Xtask | Benches | Stories, _) => false,
            (Server | Stories | Benches, _, _) => true,
            (Web | Capability(_), Words, For::Build) => true,
            (Desk | Web | Link | Capability(_), Testkit, For::Tests) => true,
            (Protocol | Desk | Web | Link | Capability(_) | Testkit, Kernel, _) => true,
            (Web | Link | Capability(_) | Testkit, Desk, _) => true,
            (Capability(_) | Testkit, Web, _) => true,
            (Link | Capability(_), Protocol, _) => true,
            (Capability(Some(mine)), Capability(Some(theirs)), _) => theirs < mine,
            _ => false,
        }
    }

    /// Whether this room may use the crate `name` of others.
    pub fn may_use_crate(self, name: &str) -> bool {
        match self {
            Self::Kernel => KERNEL_STANDS_ON.contains(&name),
            Self::Protocol => !MACHINERY.contains(&name),
            Self::Desk => !DOORS.contains(&name),
            Self::Web | Self::Capability(_) | Self::Link => !DRIVERS.contains(&name),
            _ => true,
        }
    }

    /// The sentence that says whom this room may use.
    pub fn may(self) -> &'static str {
        match self {
            Self::Kernel => "the kernel uses std, serde and a time crate",
            Self::Protocol => "a protocol uses the kernel and a codec, never the desk or a network",
            Self::Desk => "the desk uses the kernel, the two database drivers and tokio, never a capability or axum",
            Self::Web => "web uses the kernel, the desk, axum, templates and texts, never a capability or a driver",
            Self::Words => "words stands alone: it runs while other crates are built",
            Self::Link => "a link uses the kernel, the desk, protocols and its client library, never a capability",
            Self::Capability(_) => {
                "a capability uses the kernel, the desk, web, protocols and the capabilities before it in the one order, \
                 never those after it, links, the server or a driver"
            }
            Self::Testkit => "the testkit knows the kernel, the desk and web only",
            Self::Xtask => "the chores use nothing of ours: they are built before everything",
            Self::Server | Self::Stories | Self::Benches => {
                "the server, the stories and the benches use everything but each other and the chores"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(path: &str) -> Room {
        Room::of(path).unwrap()
    }

    #[test]
    fn a_path_says_its_room() {
        assert_eq!(room("kernel/src/id.rs"), Room::Kernel);
        assert_eq!(room("web/words/src/lib.rs"), Room::Words);
        assert_eq!(room("web/src/lib.rs"), Room::Web);
        assert_eq!(room("capabilities/base/places/src/acts.rs"), Room::Capability(Some(0)));
        assert_eq!(room("capabilities/base/nobody/src/acts.rs"), Room::Capability(None));
        assert_eq!(Room::of("docs/glossary.md"), None);
    }

    #[test]
    fn a_capability_uses_those_before_it_and_none_after() {
        let incidents = room("capabilities/command/incidents");
        let places = room("capabilities/base/places");
        assert!(incidents.may_use(places, For::Program));
        assert!(!places.may_use(incidents, For::Program));
        assert!(!places.may_use(incidents, For::Tests), "not in its tests either");
        assert!(!incidents.may_use(incidents, For::Program));
        assert!(!incidents.may_use(Room::Server, For::Program));
    }

    #[test]
    fn the_testkit_is_for_tests_and_words_for_building() {
        let places = room("capabilities/base/places");
        assert!(places.may_use(Room::Testkit, For::Tests) && !places.may_use(Room::Testkit, For::Program));
        assert!(places.may_use(Room::Words, For::Build) && !places.may_use(Room::Words, For::Program));
    }

    #[test]
    fn crates_of_others_stay_in_their_rooms() {
        assert!(Room::Desk.may_use_crate("rusqlite") && !Room::Desk.may_use_crate("axum"));
        assert!(!room("capabilities/base/places").may_use_crate("rusqlite"));
        assert!(!Room::Kernel.may_use_crate("thiserror") && Room::Kernel.may_use_crate("jiff"));
        assert!(Room::Protocol.may_use_crate("quick-xml") && !Room::Protocol.may_use_crate("tokio"));
    }
}

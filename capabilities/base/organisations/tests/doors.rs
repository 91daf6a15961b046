//! The contact book of a small town through the desk and through its doors, on both engines.

mod doors {
    pub mod book;
    pub mod town;
}

//! The frame as people and programs meet it: through its doors, with a desk in memory and a gate that a test keeps.

mod csrf;
mod doors;
mod forms;
mod listen;
mod live;
mod pages;
mod town;
mod troubles;

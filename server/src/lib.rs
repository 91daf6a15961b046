//! The one program: reads the command line and `watchfire.toml`, lists all capabilities with their doors, and serves them.
//!
//! It holds no rule of any kind. What is here is where things are found ([`config`], [`cities`]), how they are put together
//! ([`wiring`], [`house`]), and how a person at a terminal is spoken to ([`cli`]).

pub mod cities;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demonstration;
pub mod frame;
pub mod house;
pub mod logs;
pub mod measures;
pub mod powers;
pub mod public;
pub mod stop;
pub mod tls;
pub mod wiring;

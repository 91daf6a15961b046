//! The program as people see it: a real Chromium before the real binary, every screen in both languages, and tasks under the stopwatch.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod asking;
mod entering;
mod live;
mod office;
mod screens;
mod tasks;

//! The real program on temporary folders: what a person at a terminal, a script and a browser can rely on.

mod accounts;
mod archive;
mod exercise;
mod harness;
mod importing;
mod init;
mod journal;
mod postgres;
mod serve;

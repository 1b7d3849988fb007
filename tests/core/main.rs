//! The core against real engines' answers, damaged input and a naive model: one binary, one file a theme.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod archives;
mod artifacts;
mod bombs;
mod build;
mod builder;
mod check;
mod chunks;
mod commands;
mod compare;
mod container;
mod content;
mod damage;
mod decided;
mod diagram;
mod directions;
mod dockerfile;
mod engines;
mod engines_today;
mod follow;
mod forms;
mod hostile;
mod import;
mod inspect;
mod json;
mod language;
#[cfg(target_os = "linux")]
mod lives;
mod messages;
mod mutations;
mod now;
mod origin;
mod overlay;
mod podman;
mod random;
mod reports;
mod search;
mod shapes;
mod sharing;
mod shell;
mod stores;
mod support;
mod tools;
mod transcripts;
mod treemap;
mod views;
mod waste;
mod windows;
mod written;

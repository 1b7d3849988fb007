//! Dead bytes against a naive reference, duplicates, advice, and what squashing saves.

mod advised;
mod dived;
mod killed;
mod lines;
mod worded;

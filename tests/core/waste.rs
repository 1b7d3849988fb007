//! Dead bytes against a naive reference, duplicates, advice, and what squashing saves.

mod advised;
mod dead;
mod dived;
mod lines;
mod worded;

//! A small language for finding paths, and the paths that a query finds.
//!
//! # The language
//!
//! Terms follow each other, and all of them must hold; `-` before a term turns it round. Quotes keep spaces together,
//! and what begins with one is text, whatever it looks like: `"[draft] a.txt"`. An empty query finds everything.
//!
//! | term | finds |
//! |---|---|
//! | `passwd`, `path:"a b"` | paths that contain it, folders’ names among them. Capitals matter once there is one |
//! | `*.so`, `lib?.a`, `[a-c]*`, `*.{c,h}` | names that are like it; with a `/` whole paths: `/etc/**/*.conf`, `etc/*.d` |
//! | `/\.py[co]$/`, `re:^/usr/s?bin/` | paths in which the regular expression is found; between slashes if it looks like one, for `/etc/` is text |
//! | `size:>10M`, `>10M`, `size:1k..2k`, `size:0` | by bytes; units count as Docker's, 1k = 1000; `KiB`, `MiB` … too. Directories: all below |
//! | `kind:file`, `kind:file,symlink` | by what it is: `dir symlink hardlink char block fifo other` |
//! | `owner:1000`, `owner:0:42`, `group:42` | by user, user and group, group, as numbers |
//! | `mode:4755`, `mode:setuid` | by permissions: octal, or `setgid sticky world-writable executable` |
//! | `time:>2024-01-01`, `time:2023-05`, `time:2020..2022` | by time, UTC: a year, month, day or minute, `2024-01-01T12:30` |
//! | `layer:3`, `layer:>3`, `layer:2..4` | what is shown comes from that layer; 1 = base |
//! | `touched:3` | that layer did something to the path itself |
//! | `change:added`, `change:content,attributes` | what the view's layer did: also `removed replaced hidden unchanged` |
//! | `reason:mode` | why it counts as changed: `content size mtime mode owner xattrs target device type` |
//! | `is:dead`, `is:gone` | stores bytes that the top no longer shows; no longer there at this height |
//!
//! Names are looked at as the page shows them (`caf\351`), so what was copied from it is found.
//!
//! Everything is matched in time that grows with the names, however a query is made: regular expressions have no backtracking.

mod error;
mod filter;
mod marks;
mod parse;
mod pattern;
mod values;

pub use error::{QueryError, QueryErrorKind};
pub use filter::{Became, Chosen, Scope};

use crate::tar_format::FileKind;
use crate::tree::Change;
use pattern::{Needle, Pattern};
use values::{Between, Bits};

/// A query that could be understood.
#[derive(Debug, Clone, Default)]
pub struct Query {
    terms: Vec<Term>,
}

/// One term; `not` = what does not fulfil it is found.
#[derive(Debug, Clone)]
struct Term {
    not: bool,
    test: Test,
}

/// A question about a path. Of several values any will do.
#[derive(Debug, Clone)]
enum Test {
    Text(Needle),
    Pattern(Pattern),
    Size(Between),
    Time(Between),
    Kind(Vec<FileKind>),
    /// User, and group if that was given.
    Owner(Vec<(u32, Option<u32>)>),
    Group(Vec<u32>),
    Mode(Vec<Bits>),
    /// Layers from 1.
    Layer(Vec<Between>),
    Touched(Vec<Between>),
    Change(Vec<Change>),
    Reason(Vec<&'static str>),
    Dead,
    Gone,
}

impl Query {
    /// Understands a text, for an image of so many layers. *Errors:* the first thing wrong with it.
    pub fn parse(text: &str, layers: usize) -> Result<Self, QueryError> {
        parse::parse(text, layers)
    }

    /// It asks nothing: everything is found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// It asks what became of paths.
    pub fn asks_of_changes(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.test, Test::Change(_) | Test::Reason(_)))
    }
}

/// The text that the person has typed. The last query that could be understood stays in force until the next one is.
#[derive(Debug, Default)]
pub struct Search {
    text: String,
    layers: usize,
    query: Query,
    wrong: Option<QueryError>,
}

impl Search {
    /// Takes what was typed. Returns whether another query is in force now.
    pub fn ask(&mut self, text: &str, layers: usize) -> bool {
        if self.text == text && self.layers == layers {
            return false;
        }
        text.clone_into(&mut self.text);
        self.layers = layers;
        match Query::parse(text, layers) {
            Ok(query) => {
                self.wrong = None;
                self.query = query;
                true
            }
            Err(wrong) => {
                self.wrong = Some(wrong);
                false
            }
        }
    }

    /// The query in force.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The error in the text, if there is one.
    pub fn wrong(&self) -> Option<&QueryError> {
        self.wrong.as_ref()
    }
}

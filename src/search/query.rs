//! A query: terms that all have to hold, as the parser understood them.

use super::pattern::{Needle, Pattern};
use super::values::{Between, Bits};
use crate::tar_format::FileKind;
use crate::tree::Change;

/// A query that could be understood.
#[derive(Debug, Clone, Default)]
pub struct Query {
    pub(super) terms: Vec<Term>,
}

/// One term; `not` = what does not fulfil it is found.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) not: bool,
    pub(super) test: Test,
}

/// A question about a path. Of several values any will do.
#[derive(Debug, Clone)]
pub(super) enum Test {
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
    /// It asks nothing: everything is found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// It asks what became of paths.
    pub fn asks_of_changes(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.test, Test::Change(_) | Test::Reason(_)))
    }
}

//! The text that a person has typed, and the query in force.

use super::error::QueryError;
use super::query::Query;

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

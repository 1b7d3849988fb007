//! Which parts of a name a query finds.

use super::query::{Query, Test};
use crate::sorting::sort;

impl Query {
    /// The parts of a shown name that its positive terms found, in order, none touching another. `folder` is the shown path above,
    /// with a leading `/`. *Units:* bytes of `name`, start and end.
    pub fn found_in(&self, folder: &str, name: &str) -> Vec<(usize, usize)> {
        let regexes = self.terms.iter().filter(|term| !term.not).filter_map(|term| match &term.test {
            Test::Text(needle) => needle.regex.as_ref(),
            Test::Pattern(pattern) if pattern.marks => Some(&pattern.regex),
            _ => None,
        });
        let path = format!("{}/{name}", folder.trim_end_matches('/'));
        let starts = path.len() - name.len();
        let mut parts: Vec<(usize, usize)> = Vec::new();
        for regex in regexes {
            let found = regex.find_iter(&path).map(|found| (found.start().max(starts), found.end()));
            parts.extend(found.filter(|(from, to)| from < to));
        }
        sort(&mut parts);
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for (from, to) in parts {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        joined.into_iter().map(|(from, to)| (from - starts, to - starts)).collect()
    }
}

//! Which part of a name a query found.

use super::{Query, Test};

impl Query {
    /// The parts of a shown name that its positive terms found, in order, none touching another. `folder` is the shown path above,
    /// with a leading `/`. *Units:* UTF-16 code units of `name`, start and length.
    pub fn marks(&self, folder: &str, name: &str) -> Vec<(u32, u32)> {
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
        parts.sort_unstable();
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for (from, to) in parts {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        let units = |from: usize, to: usize| path.get(from..to).unwrap_or_default().encode_utf16().count() as u32;
        joined.into_iter().map(|(from, to)| (units(starts, from), units(from, to))).collect()
    }
}

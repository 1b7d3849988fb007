//! The shown container's upper directory, listed: the very entries that a saved tar of the same form has.

use super::Workspace;
use crate::container::{UpperForm, UpperTar};
use crate::dto::{UpperLine, UpperPage};

impl Workspace {
    /// Entries of the shown container's upper directory in one of its two forms; none when none is shown. *Cost:* of the first page after
    /// a change, an order of the whole.
    pub fn upper_list(&mut self, form: UpperForm, from: usize, count: usize) -> UpperPage {
        let kept = self.containers.mounted.as_mut().and_then(|mounted| mounted.listed.take());
        let Some(container) = self.container() else { return UpperPage::default() };
        let tar = kept.filter(|tar| tar.form() == form).unwrap_or_else(|| UpperTar::new(container.upper(), form));
        let lines = (from..tar.len())
            .take(count)
            .filter_map(|at| tar.record(container.upper(), at))
            .map(UpperLine::from)
            .collect();
        let page = UpperPage { total: tar.len(), bytes: tar.bytes, from, lines };
        if let Some(mounted) = &mut self.containers.mounted {
            mounted.listed = Some(tar);
        }
        page
    }
}

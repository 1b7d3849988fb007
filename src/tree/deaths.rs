//! When the bytes that layers store went out of sight: one walk down the tree.

use super::{Column, NONE, ROOT, Tree};

/// 64 layers a word.
const WORD: usize = u64::BITS as usize;

/// Cuts of the folders above a path: of each layer the last one. The walk goes in and out, so each folder puts back what it found.
struct Cuts {
    seqs: Vec<u32>,
    /// A bit a layer that has a cut.
    some: Vec<u64>,
    /// What was there before: layer and seq.
    before: Vec<(u16, u32)>,
}

impl Cuts {
    fn set(&mut self, layer: u16, seq: u32) {
        let at = usize::from(layer);
        if let (Some(now), Some(word)) = (self.seqs.get_mut(at), self.some.get_mut(at / WORD)) {
            *now = seq;
            let bit = 1 << (at % WORD);
            *word = if seq == NONE { *word & !bit } else { *word | bit };
        }
    }

    /// A folder's own cut counts for all that is below it.
    fn enter(&mut self, layer: u16, seq: u32) {
        let Some(&now) = self.seqs.get(usize::from(layer)) else { return };
        if now == NONE || now < seq {
            self.before.push((layer, now));
            self.set(layer, seq);
        }
    }

    fn leave(&mut self, mark: usize) {
        while self.before.len() > mark {
            let Some((layer, seq)) = self.before.pop() else { return };
            self.set(layer, seq);
        }
    }

    /// The layer with the first cut behind a position.
    fn first(&self, layer: u16, seq: u32) -> Option<u16> {
        if self.seqs.get(usize::from(layer)).is_some_and(|cut| *cut != NONE && seq <= *cut) {
            return Some(layer);
        }
        let from = usize::from(layer) + 1;
        let mut mask = u64::MAX << (from % WORD);
        for (at, word) in self.some.iter().enumerate().skip(from / WORD) {
            let left = word & mask;
            if left != 0 {
                return u16::try_from(at * WORD + left.trailing_zeros() as usize).ok();
            }
            mask = u64::MAX;
        }
        None
    }
}

impl Tree {
    /// For each version that holds content, the layer from which on none of its names is seen any more; `layers` = the top of so many
    /// layers shows it. *Cost:* one visit of each node and version, and the folders above the one that is visited.
    pub fn deaths(&self, layers: usize) -> Column<u16> {
        let end = u16::try_from(layers).unwrap_or(u16::MAX);
        let mut deaths = Column::new(self.versions.len(), 0);
        let seqs = vec![NONE; usize::from(end)];
        let mut cuts = Cuts { some: vec![0; seqs.len().div_ceil(WORD)], seqs, before: Vec::new() };
        let mut above: Vec<(u32, usize)> = Vec::new();
        let mut at = ROOT;
        loop {
            self.date(at, end, &cuts, &mut deaths);
            let below = self.node(at).first_child;
            if below != NONE {
                above.push((at, cuts.before.len()));
                for (_, version) in self.versions_of(at).filter(|(_, version)| version.cut != NONE) {
                    cuts.enter(version.layer, version.cut);
                }
                at = below;
                continue;
            }
            loop {
                let beside = self.node(at).next_sibling;
                if beside != NONE {
                    at = beside;
                    break;
                }
                let Some((folder, mark)) = above.pop() else { return deaths };
                cuts.leave(mark);
                at = folder;
            }
        }
    }

    /// One path's versions: each is seen until the next one, or until a cut above it. A content lives as long as any of its names.
    fn date(&self, node: u32, end: u16, cuts: &Cuts, deaths: &mut Column<u16>) {
        let mut next = end;
        for (_, version) in self.versions_of(node).filter(|(_, version)| version.layer < end) {
            if version.content != NONE {
                let death = cuts.first(version.layer, version.seq).map_or(next, |cut| cut.min(next));
                deaths.set(version.content, deaths.get(version.content).max(death));
            }
            next = version.layer;
        }
    }
}

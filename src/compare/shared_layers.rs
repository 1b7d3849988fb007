//! Layers that both images have.

use super::side::Read;
use crate::tree::{Tree, Version};

/// Layers that both images have, at any height: content at the same place of such a layer is the same, hashed or not.
#[derive(Debug)]
pub(super) struct SharedLayers {
    /// A number for each layer of the left and of the right; layers with the same bytes have the same number.
    pub(super) numbers: [Vec<Option<usize>>; 2],
}

impl SharedLayers {
    /// Compares the diff_ids that hashing found, or those of the config for layers that are not hashed.
    pub(super) fn new(left: &[Read], right: &[Read]) -> Self {
        let of = |layers: &[Read]| -> Vec<Option<usize>> {
            let place = |layer: &Read| left.iter().position(|other| other.diff_id == layer.diff_id);
            let in_both = |layer: &Read| right.iter().any(|other| other.diff_id == layer.diff_id);
            layers.iter().map(|layer| layer.diff_id.as_ref().and(place(layer)).filter(|_| in_both(layer))).collect()
        };
        Self { numbers: [of(left), of(right)] }
    }

    fn number(&self, side: usize, layer: usize) -> Option<usize> {
        self.numbers.get(side)?.get(layer).copied()?
    }

    /// The two versions are the same content of the same layer.
    pub(super) fn holds_both(&self, (left, old): (&Tree, &Version), (right, new): (&Tree, &Version)) -> bool {
        let (Some(old), Some(new)) = (left.content_of(old), right.content_of(new)) else { return false };
        let numbers = (self.number(0, usize::from(old.layer)), self.number(1, usize::from(new.layer)));
        old.at == new.at && numbers.0.is_some() && numbers.0 == numbers.1
    }
}

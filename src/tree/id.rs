//! Numbers that name paths, versions and layers, each kind a type of its own.

use serde::{Deserialize, Serialize};
use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::Range;

/// A number that a `Column` is indexed by. *Units:* from 0, without gaps.
pub trait Id: Copy {
    /// The id with this number.
    fn from_number(number: u32) -> Self;

    /// Its number.
    fn number(self) -> u32;

    /// Its number, as an index of a slice.
    #[inline]
    fn index(self) -> usize {
        self.number() as usize
    }
}

/// An id over its number + 1, so that `Option` of it takes four bytes, too. To JavaScript it is its number.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(type = "number"))]
        #[serde(from = "u32", into = "u32")]
        pub struct $name(std::num::NonZeroU32);

        impl $crate::tree::Id for $name {
            /// The largest `u32` is one too many, and gives the id before it: no tree has room for that.
            #[inline]
            fn from_number(number: u32) -> Self {
                Self(std::num::NonZeroU32::MIN.saturating_add(number))
            }

            #[inline]
            fn number(self) -> u32 {
                self.0.get() - 1
            }
        }

        impl From<u32> for $name {
            #[inline]
            fn from(number: u32) -> Self {
                $crate::tree::Id::from_number(number)
            }
        }

        impl From<$name> for u32 {
            #[inline]
            fn from(id: $name) -> Self {
                $crate::tree::Id::number(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                $crate::tree::Id::number(*self).fmt(f)
            }
        }

        const _: () = assert!(size_of::<$name>() == 4 && size_of::<Option<$name>>() == 4);
    };
}
pub(crate) use id;

id! {
    /// A path of a tree. A parent's number is smaller than its children's; the root's is 0.
    NodeId
}
id! {
    /// The state of one path in one layer. Numbers grow with the layers, and in a layer in the order in which its tar first names the path.
    VersionId
}
id! {
    /// When something happens while a layer is applied: 0 for its whiteouts and opaque marks, 1, 2, … for its entries in the order of the tar.
    Seq
}

/// The root's node.
pub const ROOT: NodeId = NodeId(NonZeroU32::MIN);

impl Seq {
    /// Before every entry.
    pub const START: Self = Self(NonZeroU32::MIN);
}

/// A layer of a tree; 0 = base.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(transparent)]
pub struct LayerIndex(u16);

impl LayerIndex {
    /// The lowest layer.
    pub const BASE: Self = Self(0);

    /// The layer with this index. An image has at most `limits::LAYERS` of them; what is beyond 65,535 becomes that.
    pub fn new(index: usize) -> Self {
        Self(u16::try_from(index).unwrap_or(u16::MAX))
    }
}

impl Id for LayerIndex {
    fn from_number(number: u32) -> Self {
        Self::new(number as usize)
    }

    #[inline]
    fn number(self) -> u32 {
        u32::from(self.0)
    }
}

impl From<LayerIndex> for u32 {
    #[inline]
    fn from(layer: LayerIndex) -> Self {
        Self::from(layer.0)
    }
}

impl From<LayerIndex> for usize {
    #[inline]
    fn from(layer: LayerIndex) -> Self {
        Self::from(layer.0)
    }
}

/// A place in a list.
impl Id for u32 {
    fn from_number(number: u32) -> Self {
        number
    }

    fn number(self) -> u32 {
        self
    }
}

/// Ids one after the other.
#[derive(Debug)]
pub struct IdRange<I> {
    numbers: Range<u32>,
    of: PhantomData<I>,
}

impl<I: Id> IdRange<I> {
    /// The ids with these numbers.
    pub fn new(numbers: Range<u32>) -> Self {
        Self { numbers, of: PhantomData }
    }

    /// Their numbers.
    pub fn numbers(&self) -> Range<u32> {
        self.numbers.clone()
    }

    /// The same range of a slice.
    pub fn indices(&self) -> Range<usize> {
        self.numbers.start as usize..self.numbers.end as usize
    }
}

impl<I> Clone for IdRange<I> {
    fn clone(&self) -> Self {
        Self { numbers: self.numbers.clone(), of: PhantomData }
    }
}

impl<I> Default for IdRange<I> {
    fn default() -> Self {
        Self { numbers: 0..0, of: PhantomData }
    }
}

impl<I: Id> Iterator for IdRange<I> {
    type Item = I;

    #[inline]
    fn next(&mut self) -> Option<I> {
        self.numbers.next().map(I::from_number)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.numbers.size_hint()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<I> {
        self.numbers.nth(n).map(I::from_number)
    }
}

impl<I: Id> DoubleEndedIterator for IdRange<I> {
    #[inline]
    fn next_back(&mut self) -> Option<I> {
        self.numbers.next_back().map(I::from_number)
    }
}

impl<I: Id> ExactSizeIterator for IdRange<I> {}

#[cfg(test)]
mod tests {
    use super::{Id, IdRange, NodeId, ROOT};

    #[test]
    fn an_id_is_its_number_to_javascript() {
        let node = NodeId::from_number(7);
        assert_eq!((serde_json::to_string(&node).unwrap(), ROOT.number()), ("7".into(), 0));
        assert_eq!(serde_json::from_str::<Option<NodeId>>("7").unwrap(), Some(node));
        assert_eq!(serde_json::to_string(&None::<NodeId>).unwrap(), "null");
        assert_eq!(serde_json::from_str::<NodeId>("4294967295").unwrap().number(), u32::MAX - 1);
        let numbers: Vec<u32> = IdRange::<NodeId>::new(0..4).skip(1).rev().map(NodeId::number).collect();
        assert_eq!(numbers, [3, 2, 1]);
    }
}

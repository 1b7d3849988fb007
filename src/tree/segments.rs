//! A list that grows segment by segment: what it holds never moves, and at most one segment is allocated too much.

use std::ops::Range;

/// Elements of a segment. A power of two, so that doubling ends exactly there.
const SEGMENT: usize = 1 << 12;

/// The list. *Shape:* all segments but the last are full.
#[derive(Debug, Clone)]
pub struct Segments<T> {
    segments: Vec<Vec<T>>,
    len: usize,
}

impl<T> Default for Segments<T> {
    fn default() -> Self {
        Self { segments: Vec::new(), len: 0 }
    }
}

impl<T> Segments<T> {
    /// How many elements.
    pub fn len(&self) -> usize {
        self.len
    }

    /// An element.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&T> {
        self.segments.get(at / SEGMENT)?.get(at % SEGMENT)
    }

    /// An element, to be changed in place.
    #[inline]
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        self.segments.get_mut(at / SEGMENT)?.get_mut(at % SEGMENT)
    }

    /// Appends an element.
    pub fn push(&mut self, value: T) {
        match self.segments.last_mut() {
            Some(last) if last.len() < SEGMENT => last.push(value),
            Some(_) => {
                let mut next = Vec::with_capacity(SEGMENT);
                next.push(value);
                self.segments.push(next);
            }
            // The first one grows by doubling, for most trees are small.
            None => self.segments.push(vec![value]),
        }
        self.len += 1;
    }

    /// Leaves the first `len`.
    pub fn truncate(&mut self, len: usize) {
        if len >= self.len {
            return;
        }
        self.segments.truncate(len.div_ceil(SEGMENT));
        if let Some(last) = self.segments.last_mut() {
            last.truncate(len - (len - 1) / SEGMENT * SEGMENT);
        }
        self.len = len;
    }

    /// All elements in their order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.segments.iter().flatten()
    }

    /// The elements of a range, as far as there are any.
    pub fn range(&self, range: Range<usize>) -> impl Iterator<Item = &T> {
        range.map_while(|at| self.get(at))
    }
}

#[cfg(test)]
mod tests {
    use super::{SEGMENT, Segments};

    #[test]
    fn a_segmented_list_is_a_list() {
        let mut list = Segments::default();
        let mut plain = Vec::new();
        for step in [0, 1, SEGMENT - 1, 1, SEGMENT, 7] {
            for _ in 0..step {
                list.push(plain.len());
                plain.push(plain.len());
            }
            assert!(list.iter().eq(&plain) && list.len() == plain.len(), "{step}");
            assert_eq!(list.get(plain.len()), None);
        }
        assert!(list.range(SEGMENT - 2..SEGMENT + 2).eq(&plain[SEGMENT - 2..SEGMENT + 2]));
        for len in [2 * SEGMENT + 8, 2 * SEGMENT + 1, 2 * SEGMENT, SEGMENT + 1, SEGMENT, 1, 0] {
            list.truncate(len);
            plain.truncate(len);
            assert!(list.iter().eq(&plain) && list.len() == len, "{len}");
            assert_eq!(list.get_mut(len), None);
        }
        list.push(5);
        assert_eq!(list.get(0), Some(&5));
    }
}

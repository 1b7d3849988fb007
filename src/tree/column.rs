//! One value for each node, version or layer, by its id.

use super::Id;
use std::marker::PhantomData;
use std::ops::{Deref, Range};

/// A column. An id that is absent, or beyond the end, reads as the column's value for absent ones and can't be set.
#[derive(Debug, Clone)]
pub struct Column<I, T> {
    values: Vec<T>,
    absent: T,
    by: PhantomData<I>,
}

impl<I, T: Default> Default for Column<I, T> {
    fn default() -> Self {
        Self { values: Vec::new(), absent: T::default(), by: PhantomData }
    }
}

impl<I: Id, T: Copy> Column<I, T> {
    /// `absent` for each of `len` ids.
    pub fn new(len: usize, absent: T) -> Self {
        Self { values: vec![absent; len], absent, by: PhantomData }
    }

    /// The value of an id.
    #[inline]
    pub fn get(&self, id: impl Into<Option<I>>) -> T {
        let at = id.into().and_then(|id| self.values.get(id.index()));
        at.copied().unwrap_or(self.absent)
    }

    /// Gives an id its value.
    #[inline]
    pub fn set(&mut self, id: impl Into<Option<I>>, value: T) {
        if let Some(at) = id.into().and_then(|id| self.values.get_mut(id.index())) {
            *at = value;
        }
    }

    /// Gives an id its value; returns the one it had.
    #[inline]
    pub fn replace(&mut self, id: impl Into<Option<I>>, value: T) -> T {
        let at = id.into().and_then(|id| self.values.get_mut(id.index()));
        at.map_or(self.absent, |at| std::mem::replace(at, value))
    }

    /// The next id's value.
    pub fn push(&mut self, value: T) {
        self.values.push(value);
    }

    /// Room for so many ids; new ones are absent.
    pub fn grow(&mut self, len: usize) {
        self.values.resize(len, self.absent);
    }

    /// All ids with their values.
    pub fn pairs(&self) -> impl DoubleEndedIterator<Item = (I, T)> + '_ {
        self.values.iter().enumerate().map(|(at, value)| (I::from_number(at as u32), *value))
    }

    /// The values of the ids with these numbers.
    pub fn slice(&self, numbers: Range<u32>) -> &[T] {
        self.values.get(numbers.start as usize..numbers.end as usize).unwrap_or_default()
    }

    /// The values of the ids with these numbers, to be changed in place.
    pub fn slice_mut(&mut self, numbers: Range<u32>) -> &mut [T] {
        self.values.get_mut(numbers.start as usize..numbers.end as usize).unwrap_or_default()
    }
}

/// All values, in the order of their ids.
impl<I, T> Deref for Column<I, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn ids_that_are_absent_read_as_absent_and_take_nothing() {
        let mut column: Column<u32, i32> = Column::new(2, 7);
        column.set(1, 3);
        column.set(u32::MAX, 5);
        column.set(None, 5);
        assert_eq!((column.get(0), column.get(1), column.get(2), column.get(None)), (7, 3, 7, 7));
        assert_eq!((column.replace(0, 1), column.replace(9, 1), &*column), (7, 7, &[1, 3][..]));
    }
}

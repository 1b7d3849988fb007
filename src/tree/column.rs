//! One value for each node or version, by its id.

use std::ops::Deref;

/// A column. An id that is none (`NONE`, or beyond the end) reads as what the column holds for absent ones and can't be set.
#[derive(Debug, Clone, Default)]
pub struct Column<T> {
    values: Vec<T>,
    absent: T,
}

impl<T: Copy> Column<T> {
    /// `absent` for each of `len` ids.
    pub fn new(len: usize, absent: T) -> Self {
        Self { values: vec![absent; len], absent }
    }

    /// The value of an id.
    #[inline]
    pub fn get(&self, id: u32) -> T {
        self.values.get(id as usize).copied().unwrap_or(self.absent)
    }

    /// Gives an id its value.
    #[inline]
    pub fn set(&mut self, id: u32, value: T) {
        if let Some(at) = self.values.get_mut(id as usize) {
            *at = value;
        }
    }

    /// Gives an id its value; returns the one it had.
    #[inline]
    pub fn replace(&mut self, id: u32, value: T) -> T {
        self.values.get_mut(id as usize).map_or(self.absent, |at| std::mem::replace(at, value))
    }

    /// The next id's value.
    pub fn push(&mut self, value: T) {
        self.values.push(value);
    }

    /// Room for so many ids; new ones are absent.
    pub fn grow(&mut self, len: usize) {
        self.values.resize(len, self.absent);
    }

    /// The values of a range of ids.
    pub fn slice(&self, from: u32, to: u32) -> &[T] {
        self.values.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The values of a range of ids, to be changed in place.
    pub fn slice_mut(&mut self, from: u32, to: u32) -> &mut [T] {
        self.values.get_mut(from as usize..to as usize).unwrap_or_default()
    }
}

/// All values, in the order of their ids.
impl<T> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn ids_that_are_none_read_as_absent_and_take_nothing() {
        let mut column = Column::new(2, 7);
        column.set(1, 3);
        column.set(u32::MAX, 5);
        assert_eq!((column.get(0), column.get(1), column.get(2), column.get(u32::MAX)), (7, 3, 7, 7));
        assert_eq!((column.replace(0, 1), column.replace(9, 1), &*column), (7, 7, &[1, 3][..]));
    }
}

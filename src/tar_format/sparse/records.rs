//! The `GNU.sparse.*` records of a PAX header: forms 0.0, 0.1 and 1.0.

use super::super::decimal::decimal;
use super::map::{SparseMap, SparseRange};

/// The records of one sparse file.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct SparseRecords {
    /// Any record but the name.
    pub any: bool,
    /// `name`: the path of the file.
    pub name: Option<Vec<u8>>,
    /// `realsize` (1.0) or `size` (0.0, 0.1): bytes when unpacked.
    pub size: Option<u64>,
    /// `major` is 1: the data begins with the map.
    in_data: bool,
    /// `map` (0.1), or pairs of `offset` and `numbytes` (0.0).
    numbers: Vec<u64>,
    /// Some of these records are not numbers.
    broken: bool,
}

impl SparseRecords {
    /// Takes one record, by its key after `GNU.sparse.`; `None` = a size in it is not a number.
    pub fn take(&mut self, key: &[u8], value: &[u8]) -> Option<()> {
        self.any |= key != b"name";
        match key {
            b"name" => self.name = Some(value.to_vec()),
            b"realsize" | b"size" => self.size = Some(decimal(value)?),
            b"map" | b"offset" | b"numbytes" => {
                if key == b"map" {
                    self.numbers.clear();
                }
                // An empty map belongs to a file of zeros only.
                for number in value.split(|b| *b == b',').filter(|_| !value.is_empty()) {
                    match decimal(number) {
                        Some(number) => self.numbers.push(number),
                        None => self.broken = true,
                    }
                }
            }
            b"major" => self.in_data = decimal(value).is_some_and(|major| major >= 1),
            _ => {}
        }
        Some(())
    }

    /// The map that the records hold.
    pub fn map(&self) -> SparseMap {
        match self.numbers.as_chunks() {
            _ if !self.any => SparseMap::None,
            _ if self.in_data => SparseMap::InData,
            (pairs, []) if !self.broken => {
                SparseMap::Pieces(pairs.iter().map(|[at, len]| SparseRange { at: *at, len: *len }).collect())
            }
            _ => SparseMap::Broken,
        }
    }
}

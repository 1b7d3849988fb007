//! Bytes that are only appended, piece by piece: they never move, and memory is at most one piece more than they are.

/// Bytes of a piece. A power of two, so that doubling ends exactly there.
const PIECE: usize = 64 << 10;

/// The bytes. *Shape:* all pieces but the last are full.
#[derive(Default)]
pub struct Pieces {
    pieces: Vec<Vec<u8>>,
    len: usize,
}

impl Pieces {
    /// How many bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Appends bytes.
    pub fn put(&mut self, mut bytes: &[u8]) {
        self.len += bytes.len();
        while !bytes.is_empty() {
            let full = self.pieces.last().is_none_or(|last| last.len() >= PIECE);
            if full {
                // The first one grows by doubling, for most layers are small.
                let capacity = if self.pieces.is_empty() { 0 } else { PIECE };
                self.pieces.push(Vec::with_capacity(capacity));
            }
            let Some(last) = self.pieces.last_mut() else { return };
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - last.len()));
            last.extend_from_slice(now);
            bytes = later;
        }
    }

    /// The pieces, in their order.
    pub fn into_pieces(self) -> Vec<Vec<u8>> {
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use super::{PIECE, Pieces};

    #[test]
    fn pieces_are_the_bytes() {
        let mut pieces = Pieces::default();
        let mut plain = Vec::new();
        for (n, len) in [0, 1, PIECE - 2, 1, 1, 3 * PIECE, 5].into_iter().enumerate() {
            let bytes = vec![n as u8; len];
            pieces.put(&bytes);
            plain.extend(bytes);
        }
        assert_eq!(pieces.len(), plain.len());
        let list = pieces.into_pieces();
        assert!(list.iter().rev().skip(1).all(|piece| piece.len() == PIECE));
        assert_eq!(list.concat(), plain);
    }
}

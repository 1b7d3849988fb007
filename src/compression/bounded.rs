//! What all decoded streams have in common: a bound against decompression bombs, and errors that say where.

use crate::error::{Kind, Problem};
use crate::limits::{DECODED_BYTES, DECODED_RATIO};
use crate::source::Stream;
use std::io::{self, Read};

/// Decoded bytes passed over between two looks at the ratio.
const STEP: u64 = 8 << 20;

/// A decoded stream under the rule that every decoder obeys: scanning, hashing and indexing alike.
///
/// *Errors:* `Limit`, once more than `DECODED_BYTES` came out and more than `DECODED_RATIO` for each stored byte. Those of the
/// decoder, too, stand at the decoded byte, as all positions behind a decoder do; the stored byte is told beside it. What was
/// read before is sound.
pub struct Bounded<S> {
    inner: S,
    free: u64,
}

impl<S: Stream> Bounded<S> {
    /// Watches `inner` from where it stands; a stream resumed at a checkpoint counts from its own start.
    pub fn new(inner: S) -> Self {
        Self { inner, free: DECODED_BYTES }
    }

    /// The decoder, where it stands.
    pub fn into_inner(self) -> S {
        self.inner
    }

    /// A decoder knows the stored byte where it failed.
    fn place(&self, error: io::Error) -> io::Error {
        let mut problem = Box::<Problem>::from(error);
        let Some(stored) = problem.byte else { return problem.into() }; // the file itself could not be read
        let why = problem.detail.take().map(|why| format!(": {why}")).unwrap_or_default();
        problem.detail = Some(format!("stored byte {stored}{why}"));
        problem.byte = Some(self.inner.position());
        problem.into()
    }

    fn check(&self) -> io::Result<()> {
        let (decoded, stored) = (self.inner.position(), self.inner.stored());
        if decoded <= self.free || decoded <= stored.saturating_mul(DECODED_RATIO) {
            return Ok(());
        }
        let detail = format!("{stored} stored bytes became more than {DECODED_RATIO} times as many");
        Err(Problem::new(Kind::Limit).at(decoded).detail(detail).into())
    }
}

impl<S: Stream> Read for Bounded<S> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.check()?;
        self.inner.read(buf).map_err(|e| self.place(e))
    }
}

impl<S: Stream> Stream for Bounded<S> {
    fn skip(&mut self, n: u64) -> io::Result<u64> {
        let mut left = n;
        while left > 0 {
            self.check()?;
            let step = left.min(STEP);
            let got = self.inner.skip(step).map_err(|e| self.place(e))?;
            left -= got.min(left);
            if got < step {
                break;
            }
        }
        Ok(n - left)
    }

    fn position(&self) -> u64 {
        self.inner.position()
    }

    fn stored(&self) -> u64 {
        self.inner.stored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives any number of zeros for `stored` bytes.
    struct Zeros {
        at: u64,
        stored: u64,
    }

    impl Read for Zeros {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            buf.fill(0);
            self.at += buf.len() as u64;
            Ok(buf.len())
        }
    }

    impl Stream for Zeros {
        fn skip(&mut self, n: u64) -> io::Result<u64> {
            self.at += n;
            Ok(n)
        }

        fn position(&self) -> u64 {
            self.at
        }

        fn stored(&self) -> u64 {
            self.stored
        }
    }

    #[test]
    fn a_bomb_stops_by_ratio_and_total_whether_read_or_skipped() {
        let mut bomb = Bounded { inner: Zeros { at: 0, stored: 1 }, free: 10_000 };
        assert_eq!(bomb.read(&mut [0; 9000]).unwrap(), 9000, "below the total nothing is too much");
        assert_eq!(bomb.read(&mut [0; 2000]).unwrap(), 2000);
        let problem = Box::<Problem>::from(bomb.read(&mut [0; 1]).unwrap_err());
        assert_eq!((problem.kind, problem.byte), (Kind::Limit, Some(11_000)));
        let mut bomb = Bounded::new(Zeros { at: 0, stored: 1 << 20 });
        assert!(bomb.skip(3 << 30).is_err());
        assert!(bomb.position() <= DECODED_BYTES + STEP);
        let mut layer = Bounded::new(Zeros { at: 0, stored: 10 << 20 });
        assert_eq!(layer.skip(3 << 30).unwrap(), 3 << 30, "a ratio of 307 is no bomb");
    }
}

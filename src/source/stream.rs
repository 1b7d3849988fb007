//! The trait of all readers: decoders, the tar walk and hashing read a `Stream`.

use super::copy_front;
use std::io;

/// Bytes skipped between two reports of progress.
const STEP: u64 = 8 << 20;

/// Bytes in order, some of which are buffered. Skipping may cost no read.
///
/// *Errors:* the medium's and the decoder's; the bytes before the error are sound.
#[allow(async_fn_in_trait, reason = "no stream crosses threads")]
pub trait Stream {
    /// Fills the buffer if it is empty. An empty buffer afterwards means the end of the stream.
    async fn fill(&mut self) -> io::Result<()>;

    /// The buffered bytes, which need no read.
    fn buffered(&self) -> &[u8];

    /// Removes the first `n` buffered bytes.
    fn consume(&mut self, n: usize);

    /// Skips `n` bytes; returns how many were skipped (fewer only at the end).
    async fn skip(&mut self, n: u64) -> io::Result<u64>;

    /// Bytes consumed or skipped so far.
    fn position(&self) -> u64;

    /// Stored bytes read so far, for progress.
    fn stored(&self) -> u64;

    /// Reads up to `buf.len()` bytes; returns 0 only at the end.
    async fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.fill().await?;
        let n = copy_front(self.buffered(), buf);
        self.consume(n);
        Ok(n)
    }

    /// Reads until `buf` is full or the stream ends; returns the number of bytes read.
    async fn read_full(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut done = 0;
        while done < buf.len() {
            let got = self.read(buf.get_mut(done..).unwrap_or_default()).await?;
            if got == 0 {
                break;
            }
            done += got;
        }
        Ok(done)
    }

    /// Skips `n` bytes in steps; `progress` gets the stored bytes read. Returns how many bytes were skipped.
    async fn skip_with_progress(&mut self, n: u64, progress: &mut dyn FnMut(u64)) -> io::Result<u64> {
        let mut left = n;
        while left > 0 {
            let step = left.min(STEP);
            let got = self.skip(step).await?;
            left -= got.min(left);
            if got < step {
                break;
            }
            progress(self.stored());
        }
        Ok(n - left)
    }
}

/// Skips `n` bytes by reading them, for streams that have no faster way.
pub async fn skip_by_reading(stream: &mut impl Stream, n: u64) -> io::Result<u64> {
    let mut left = n;
    while left > 0 {
        stream.fill().await?;
        let there = stream.buffered().len();
        if there == 0 {
            break;
        }
        let step = usize::try_from(left).unwrap_or(usize::MAX).min(there);
        stream.consume(step);
        left -= step as u64;
    }
    Ok(n - left)
}

/// The next `len` bytes of another stream, as `std::io::Take` of a reader.
pub struct Take<S> {
    inner: S,
    start: u64,
    stored_before: u64,
    len: u64,
}

impl<S: Stream> Take<S> {
    /// Begins at the position of `inner`.
    pub fn new(inner: S, len: u64) -> Self {
        let (start, stored_before) = (inner.position(), inner.stored());
        Self { inner, start, stored_before, len }
    }

    fn left(&self) -> u64 {
        self.len.saturating_sub(self.position())
    }
}

impl<S: Stream> Stream for Take<S> {
    async fn fill(&mut self) -> io::Result<()> {
        if self.left() > 0 { self.inner.fill().await } else { Ok(()) }
    }

    fn buffered(&self) -> &[u8] {
        let bytes = self.inner.buffered();
        let left = usize::try_from(self.left()).unwrap_or(usize::MAX);
        bytes.get(..left).unwrap_or(bytes)
    }

    fn consume(&mut self, n: usize) {
        self.inner.consume(n);
    }

    async fn skip(&mut self, n: u64) -> io::Result<u64> {
        let n = n.min(self.left());
        self.inner.skip(n).await
    }

    fn position(&self) -> u64 {
        self.inner.position() - self.start
    }

    fn stored(&self) -> u64 {
        self.inner.stored() - self.stored_before
    }
}

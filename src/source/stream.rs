//! A reader that is given its bytes: what decoders, the tar walk and hashing have in common.

use super::give;
use std::io;

/// How much is passed over between two looks at what was decoded.
const STEP: u64 = 8 << 20;

/// Bytes in order, some of which are there already. Passing over bytes may be free.
///
/// *Errors:* the medium's and the decoder's; what was read before is sound.
#[allow(async_fn_in_trait, reason = "no stream crosses threads")]
pub trait Stream {
    /// Sees to it that `buffered` has bytes; after it, none are there only at the end.
    async fn fill(&mut self) -> io::Result<()>;

    /// What is there without waiting.
    fn buffered(&self) -> &[u8];

    /// Takes the first `n` of the buffered bytes.
    fn consume(&mut self, n: usize);

    /// Passes over `n` bytes; returns how many there were (fewer only at the end).
    async fn skip(&mut self, n: u64) -> io::Result<u64>;

    /// Bytes passed so far, taken or skipped.
    fn position(&self) -> u64;

    /// Stored bytes that this took, for progress.
    fn stored(&self) -> u64;

    /// Up to `buf.len()` bytes; none only at the end.
    async fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.fill().await?;
        let n = give(self.buffered(), buf);
        self.consume(n);
        Ok(n)
    }

    /// Reads until `buf` is full or the stream ends; returns how much it got.
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

    /// Passes over `n` bytes one piece after the other, telling stored bytes done; returns how many there were.
    async fn skip_telling(&mut self, n: u64, progress: &mut dyn FnMut(u64)) -> io::Result<u64> {
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

/// Passes over `n` bytes by taking them, for streams that have no other way.
pub async fn skip_taking(stream: &mut impl Stream, n: u64) -> io::Result<u64> {
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

/// The next `len` bytes of another stream, as a stream of its own.
pub struct Section<S> {
    inner: S,
    start: u64,
    stored_before: u64,
    len: u64,
}

impl<S: Stream> Section<S> {
    /// Takes `inner` where it stands.
    pub fn new(inner: S, len: u64) -> Self {
        let (start, stored_before) = (inner.position(), inner.stored());
        Self { inner, start, stored_before, len }
    }

    fn left(&self) -> u64 {
        self.len.saturating_sub(self.position())
    }
}

impl<S: Stream> Stream for Section<S> {
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

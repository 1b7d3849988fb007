//! xz and bzip2, which other people's `Read`ers decode: here they learn where they are and what their errors mean.

use crate::error::{Kind, Problem};
use crate::limits::XZ_MEMORY_KIB;
use crate::source::{Stream, skip_reading};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Stored bytes handed to a decoder, and whether they are at their end.
#[derive(Default)]
struct Meter {
    stored: Cell<u64>,
    ended: Cell<bool>,
}

/// The stored stream, measured while the decoder owns it.
pub struct Metered<S> {
    inner: S,
    meter: Rc<Meter>,
}

impl<S: Read> Read for Metered<S> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buf)?;
        self.meter.stored.set(self.meter.stored.get() + got as u64);
        if got == 0 && !buf.is_empty() {
            self.meter.ended.set(true);
        }
        Ok(got)
    }
}

/// A decoder as a stream.
pub struct Foreign<R> {
    decoder: R,
    meter: Rc<Meter>,
    corrupt: Kind,
    position: u64,
}

/// Decodes xz. *Source:* the .xz file format 1.2. More memory than `limits` allow is `Limit`.
pub fn xz<S: Stream>(stored: S) -> Foreign<impl Read> {
    wrap(stored, Kind::CorruptXz, |metered| lzma_rust2::XzReader::new_mem_limit(metered, true, XZ_MEMORY_KIB))
}

/// Decodes bzip2. Its blocks are at most 900 kB: nothing to bound.
pub fn bzip2<S: Stream>(stored: S) -> Foreign<impl Read> {
    wrap(stored, Kind::CorruptBzip2, bzip2::read::MultiBzDecoder::new)
}

fn wrap<S: Stream, R: Read>(stored: S, corrupt: Kind, decoder: impl FnOnce(Metered<S>) -> R) -> Foreign<R> {
    let meter = Rc::new(Meter::default());
    let decoder = decoder(Metered { inner: stored, meter: meter.clone() });
    Foreign { decoder, meter, corrupt, position: 0 }
}

impl<R: Read> Read for Foreign<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0); // lzma-rust2 takes 0 bytes into no room for the end of a block
        }
        let got = self.decoder.read(buf).map_err(|error| {
            if error.get_ref().is_some_and(|inner| inner.is::<Box<Problem>>()) {
                return error;
            }
            let kind = match error.kind() {
                io::ErrorKind::OutOfMemory => Kind::Limit,
                _ if self.meter.ended.get() => Kind::Truncated,
                _ => self.corrupt,
            };
            Problem::new(kind).at(self.meter.stored.get()).detail(error.to_string()).into()
        })?;
        self.position += got as u64;
        Ok(got)
    }
}

impl<R: Read> Stream for Foreign<R> {
    fn skip(&mut self, n: u64) -> io::Result<u64> {
        skip_reading(self, n)
    }

    fn position(&self) -> u64 {
        self.position
    }

    fn stored(&self) -> u64 {
        self.meter.stored.get()
    }
}

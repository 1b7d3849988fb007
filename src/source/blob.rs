//! A browser's `Blob` as a source: `FileReaderSync`, which only exists in workers, reads slices of it.

use super::ReadAt;
use std::io;
use wasm_bindgen::JsValue;
use web_sys::{Blob, FileReaderSync, MessageChannel, MessagePort};

/// Positioned reads over a `File` or `Blob`. Nothing is read until asked for.
pub struct BlobSource {
    blob: Blob,
    reader: FileReaderSync,
    len: u64,
    /// A port whose other end is closed.
    nowhere: Option<MessagePort>,
}

/// Smaller reads are left to the garbage collector.
const LARGE: u32 = 64 << 10;

impl BlobSource {
    /// *Errors:* outside a worker there is no `FileReaderSync`.
    pub fn new(blob: Blob) -> io::Result<Self> {
        let reader = FileReaderSync::new().map_err(|e| failure(&e))?;
        let len = blob.size() as u64;
        let nowhere = MessageChannel::new().ok().map(|channel| {
            channel.port2().close();
            channel.port1()
        });
        Ok(Self { blob, reader, len, nowhere })
    }

    /// Gives a read's memory back at once: a buffer transferred to where nobody listens is freed with its message. Left to the
    /// garbage collector, which does not get a turn while a worker reads, a 9 GB image let the browser grow to 2 GB; so it
    /// stays at 165 MB and is no slower. (`ArrayBuffer.prototype.transfer(0)` would not do: Chromium keeps the bytes.)
    fn release(&self, buffer: &js_sys::ArrayBuffer) {
        if let Some(port) = self.nowhere.as_ref().filter(|_| buffer.byte_length() >= LARGE) {
            // What can't be transferred is collected later: nothing is lost but memory.
            let _ = port.post_message_with_transferable(buffer, &js_sys::Array::of1(buffer));
        }
    }
}

impl ReadAt for BlobSource {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let end = offset.saturating_add(buf.len() as u64).min(self.len);
        if offset >= end {
            return Ok(0);
        }
        let slice = self.blob.slice_with_f64_and_f64(offset as f64, end as f64).map_err(|e| failure(&e))?;
        let buffer = self.reader.read_as_array_buffer(&slice).map_err(|e| failure(&e))?;
        let bytes = js_sys::Uint8Array::new(&buffer);
        let n = (bytes.length() as usize).min(buf.len());
        if let Some(buf) = buf.get_mut(..n) {
            bytes.subarray(0, n as u32).copy_to(buf);
        }
        self.release(&buffer);
        Ok(n)
    }
}

/// The browser's own words: a file that changed on disk since it was dropped is a `NotReadableError`.
fn failure(error: &JsValue) -> io::Error {
    let words = js_sys::Reflect::get(error, &JsValue::from_str("message")).ok().and_then(|m| m.as_string());
    io::Error::other(words.unwrap_or_else(|| format!("{error:?}")))
}

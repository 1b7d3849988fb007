//! A browser's `Blob` as a source: `FileReaderSync`, which only exists in workers, reads slices of it.

use super::ReadAt;
use std::io;
use wasm_bindgen::JsValue;
use web_sys::{Blob, FileReaderSync};

/// Positioned reads over a `File` or `Blob`. Nothing is read until asked for.
pub struct BlobSource {
    blob: Blob,
    reader: FileReaderSync,
    len: u64,
}

impl BlobSource {
    /// *Errors:* outside a worker there is no `FileReaderSync`.
    pub fn new(blob: Blob) -> io::Result<Self> {
        let reader = FileReaderSync::new().map_err(|e| failure(&e))?;
        let len = blob.size() as u64;
        Ok(Self { blob, reader, len })
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
        let bytes = self.reader.read_as_array_buffer(&slice).map_err(|e| failure(&e))?;
        let bytes = js_sys::Uint8Array::new(&bytes);
        let n = (bytes.length() as usize).min(buf.len());
        bytes.subarray(0, n as u32).copy_to(&mut buf[..n]);
        Ok(n)
    }
}

/// The browser's own words: a file that changed on disk since it was dropped is a `NotReadableError`.
fn failure(error: &JsValue) -> io::Error {
    let words = js_sys::Reflect::get(error, &JsValue::from_str("message")).ok().and_then(|m| m.as_string());
    io::Error::other(words.unwrap_or_else(|| format!("{error:?}")))
}

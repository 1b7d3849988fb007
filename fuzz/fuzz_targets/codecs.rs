//! Every decoder, chosen by the input's own magic bytes: it ends, and says where it stands.
#![no_main]

use layerscope::compression::{Codec, decode};
use layerscope::source::{Span, Stream, Window};
use libfuzzer_sys::fuzz_target;
use std::io::Read;

/// Decoded bytes looked at: more would only be slow.
const ENOUGH: u64 = 8 << 20;

fuzz_target!(|bytes: &[u8]| {
    let window = Window::new(bytes, Span { offset: 0, len: bytes.len() as u64 });
    let mut stream = decode(window, Codec::sniff(bytes));
    let mut step = [0; 4096];
    while let Ok(got) = stream.read(&mut step) {
        if got == 0 || stream.position() > ENOUGH {
            break;
        }
        assert!(stream.stored() <= bytes.len() as u64);
    }
});

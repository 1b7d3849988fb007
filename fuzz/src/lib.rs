//! What the decoders' targets share.

use layerscope::compression::{Codec, decode};
use layerscope::source::{Span, Stream, Window};
use std::io::Read;

/// Decoded bytes looked at: more would only be slow.
const ENOUGH: u64 = 8 << 20;

/// Decodes bytes: it ends, and says where it stands.
pub fn drain(bytes: &[u8], codec: Codec) {
    let window = Window::new(bytes, Span { offset: 0, len: bytes.len() as u64 });
    let mut stream = decode(window, codec);
    let mut step = [0; 4096];
    while let Ok(got) = stream.read(&mut step) {
        if got == 0 || stream.position() > ENOUGH {
            break;
        }
        assert!(stream.stored() <= bytes.len() as u64);
    }
}

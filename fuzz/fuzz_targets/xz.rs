//! The xz decoder.
#![no_main]

use layerscope::compression::Codec;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| layerscope_fuzz::drain(bytes, Codec::Xz));

//! One layer's tar, scanned twice over: as the base, and on top of itself.
#![no_main]

use layerscope::archive::Plan;
use layerscope::compression::Codec;
use layerscope::layer::{LayerBuffer, scan};
use layerscope::source::Span;
use layerscope::tree::Tree;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let span = Span { offset: 0, len: bytes.len() as u64 };
    let plan = Plan::plain(span);
    let buffer = scan(&plan, &bytes, &mut |_| {});
    let buffer = LayerBuffer::new(&buffer).expect("our own buffer reads");
    let mut tree = Tree::default();
    tree.add_layer(&buffer);
    tree.add_layer(&buffer);
    let seen = tree.seen_at(1).version;
    for node in 1..tree.len() as u32 {
        // The two ways in which the tree knows its top agree.
        assert_eq!(tree.is_live(node), seen[node as usize] != layerscope::tree::NONE);
    }
});

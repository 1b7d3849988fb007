//! One layer's tar, scanned twice over, as the base and on top of itself; hashed; and each of its files read.
#![no_main]

use layerscope::archive::Plan;
use layerscope::content::{Extent, describe};
use layerscope::layer::{LayerBuffer, hash, scan};
use layerscope::source::Span;
use layerscope::tree::Tree;
use libfuzzer_sys::fuzz_target;
use std::rc::Rc;

fuzz_target!(|bytes: &[u8]| {
    let span = Span { offset: 0, len: bytes.len() as u64 };
    let plan = Plan::plain(span);
    let buffer = scan(&plan, &bytes, &mut |_| {});
    let buffer = LayerBuffer::new(&buffer).expect("our own buffer reads");
    let mut tree = Tree::default();
    tree.add_layer(&buffer);
    tree.add_layer(&buffer);
    let (_, contents) = hash(&plan, &bytes, &mut |_| {});
    tree.set_contents(0, Rc::new(contents));
    for id in 0..tree.versions() as u32 {
        let version = tree.version(id);
        if let Some(content) = tree.content_of(version) {
            let extent =
                Extent { plan: plan.clone(), at: content.data_at, size: content.size, sparse: content.sparse };
            // What is damaged ends with an error; what came before it is looked at all the same.
            let mut head = Vec::new();
            let _ = extent.copy(&bytes, content.size / 2, &mut |piece| {
                head.extend_from_slice(piece.get(..4096).unwrap_or(piece));
                false
            });
            describe(&head, false);
        }
    }
    let seen = tree.seen_at(1).version;
    for node in 1..tree.len() as u32 {
        // The two ways in which the tree knows its top agree.
        assert_eq!(tree.is_live(node), seen[node as usize] != layerscope::tree::NONE);
    }
});

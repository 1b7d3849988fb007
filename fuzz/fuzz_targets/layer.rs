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
            let (head, _) = extent.read(&bytes, content.size / 2, 4096);
            describe(&head, false);
        }
    }
    let seen = tree.seen_at(1).version;
    for node in 1..tree.len() as u32 {
        // The two ways in which the tree knows its top agree.
        assert_eq!(tree.is_live(node), seen[node as usize] != layerscope::tree::NONE);
    }
});

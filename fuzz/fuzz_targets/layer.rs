//! One layer's tar, scanned whole and in chunks; taken as the base and on top of itself; hashed; and each of its files read.
#![no_main]

use layerscope::archive::Plan;
use layerscope::content::{Extent, describe};
use layerscope::layer::{LayerBuffer, ScanRange, hash, scan};
use layerscope::source::Span;
use layerscope::tree::Tree;
use layerscope_fuzz::{cut, fed, whole};
use libfuzzer_sys::fuzz_target;
use std::rc::Rc;

fuzz_target!(|bytes: &[u8]| {
    let span = Span { offset: 0, len: bytes.len() as u64 };
    let plan = Plan::plain(span);
    let scanned = async |feed| scan(&plan, &feed, &ScanRange::default(), &mut |_| {}).await;
    let buffer = fed(bytes, whole(), scanned);
    assert!(buffer == fed(bytes, cut(bytes), scanned), "chunks make another layer");
    let buffer = LayerBuffer::new(&buffer).expect("our own buffer reads");
    let mut tree = Tree::default();
    tree.add_layer(&buffer);
    tree.add_layer(&buffer);
    let mut files: Vec<u64> = Vec::new();
    buffer.for_each(|_, record, _| files.push(record.data_at));
    files.sort_unstable();
    files.dedup();
    let hashed = async |feed| hash(&plan, &feed, &files, &mut |_| {}).await;
    let (digests, contents) = fed(bytes, whole(), hashed);
    let (digests_again, contents_again) = fed(bytes, cut(bytes), hashed);
    assert_eq!(format!("{digests:?}"), format!("{digests_again:?}"));
    assert!(contents == contents_again, "chunks make other contents");
    tree.set_contents(0, Rc::new(contents));
    for id in tree.version_ids() {
        let version = tree.version(id);
        if let Some(content) = tree.content_of(version) {
            let extent =
                Extent { plan: plan.clone(), at: content.at, size: content.size, sparse: content.is_sparse() };
            // What is damaged ends with an error; what came before it is looked at all the same.
            let mut head = Vec::new();
            let mut take = |piece: &[u8]| {
                head.extend_from_slice(piece.get(..4096).unwrap_or(piece));
                false
            };
            let _ = fed(bytes, whole(), async |feed| extent.copy(&feed, content.size / 2, &mut take).await);
            describe(&head, false);
        }
    }
    let seen = tree.seen_at(1).version;
    for node in tree.node_ids().skip(1) {
        // The two ways in which the tree knows its top agree.
        assert_eq!(tree.is_live(node), seen.get(node).is_some());
    }
});

//! A tree whose top layers were taken off is as one that never had them.

use crate::random::{layer, op};
use layerscope::layer::LayerBuffer;
use layerscope::tree::Tree;
use proptest::prelude::*;

/// All that a tree tells, by path.
fn told(tree: &Tree) -> Vec<String> {
    let mut lines = Vec::new();
    let seen: Vec<_> = (0..tree.layers()).map(|height| tree.seen_at(height).version).collect();
    for node in tree.node_ids() {
        if tree.versions_of(node).next().is_some() {
            let seen: Vec<_> = seen.iter().map(|seen| seen.get(node)).collect();
            let live = tree.is_live(node);
            let versions: Vec<_> = tree.versions_of(node).map(|(id, v)| (id, v.held, v.size, v.layer)).collect();
            lines.push(format!(
                "{:?} {} {live} {seen:?} {versions:?}",
                tree.path(node),
                layerscope::view::strip(tree, node)
            ));
        } else {
            assert!(!tree.is_live(node) && seen.iter().all(|seen| seen.get(node).is_none()));
        }
    }
    lines.sort();
    lines.push(format!("{:?} {:?}", tree.dead_bytes(), (0..tree.layers()).map(|l| tree.counts(l)).collect::<Vec<_>>()));
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn layers_taken_off_and_laid_on_again_are_as_in_a_fresh_tree(
        stack in prop::collection::vec(prop::collection::vec(op(), 0..8), 1..5),
        others in prop::collection::vec(prop::collection::vec(op(), 0..8), 1..3),
    ) {
        let buffer = |ops: &Vec<_>| {
            let bytes = layer(ops);
            let plan = layerscope::archive::Plan::plain(layerscope::source::Span { offset: 0, len: bytes.len() as u64 });
            crate::now::scan(&plan, &bytes)
        };
        let (stack, others): (Vec<_>, Vec<_>) = (stack.iter().map(buffer).collect(), others.iter().map(buffer).collect());
        let add = |tree: &mut Tree, buffer: &Vec<u8>| {
            tree.add_layer(&LayerBuffer::new(buffer).unwrap());
        };
        for height in 0..=stack.len() {
            let mut tree = Tree::default();
            stack.iter().for_each(|b| add(&mut tree, b));
            tree.truncate(height);
            let mut fresh = Tree::default();
            stack[..height].iter().for_each(|b| add(&mut fresh, b));
            prop_assert_eq!(told(&tree), told(&fresh));
            for other in &others {
                add(&mut tree, other);
                add(&mut fresh, other);
                prop_assert_eq!(told(&tree), told(&fresh));
                if height % 2 == 0 {
                    tree.truncate(height);
                    fresh = Tree::default();
                    stack[..height].iter().for_each(|b| add(&mut fresh, b));
                }
            }
        }
    }
}

//! Microbenchmarks of what a person waits for: scan, merge, height, query, waste. `make microbench` compares them with recorded figures.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod data;

use data::{FIXTURES, GZIP, LAYERS, Numbers, image, open};
use divan::{Bencher, black_box};
use layerscope::archive::Plan;
use layerscope::compression::Codec;
use layerscope::layer::{LayerBuffer, ScanRange, scan};
use layerscope::source::{Span, block_on};
use layerscope::tree::Tree;
use layerscope::view::{Mode, View};
use layerscope::waste::Waste;
use layerscope::workspace::RowsQuery;

fn main() {
    divan::main();
}

fn scanned(bytes: &[u8], codec: Codec) -> Vec<u8> {
    let plan = Plan::plain(Span { offset: 0, len: bytes.len() as u64 }).inner(codec);
    block_on(&bytes, async |feed| scan(&plan, &feed, &ScanRange::default(), &mut |_| {}).await)
}

fn merged(buffers: &[Vec<u8>]) -> Tree {
    let mut tree = Tree::default();
    for buffer in buffers {
        tree.add_layer(&LayerBuffer::new(buffer).unwrap());
    }
    tree
}

fn buffers() -> Vec<Vec<u8>> {
    LAYERS.iter().map(|layer| scanned(layer, Codec::None)).collect()
}

fn view(height: usize) -> View {
    View { height, mode: Mode::Merged, ghosts: false }
}

/// Work that has nothing to do with Layerscope: other figures are given as parts or multiples of it, so that machines compare.
#[divan::bench(sample_count = 20)]
fn reference(bencher: Bencher) {
    let mut numbers = Numbers(1);
    let unsorted: Vec<u64> = (0..1_000_000).map(|_| numbers.next()).collect();
    bencher.with_inputs(|| unsorted.clone()).bench_values(|mut all| {
        all.sort_unstable();
        all
    });
}

/// The base layer, 160,000 entries, as a plain tar.
#[divan::bench(sample_count = 10)]
fn scan_plain(bencher: Bencher) {
    let bytes = &LAYERS[0];
    bencher.bench_local(|| scanned(black_box(bytes), Codec::None));
}

/// The same, compressed.
#[divan::bench(sample_count = 10)]
fn scan_gzip(bencher: Bencher) {
    let bytes = &*GZIP;
    let entries = |buffer: &[u8]| LayerBuffer::new(buffer).unwrap().len();
    assert_eq!(entries(&scanned(bytes, Codec::Gzip)), entries(&scanned(&LAYERS[0], Codec::None)));
    bencher.bench_local(|| scanned(black_box(bytes), Codec::Gzip));
}

/// Four scanned layers into one tree.
#[divan::bench(sample_count = 10)]
fn merge(bencher: Bencher) {
    let buffers = buffers();
    bencher.bench_local(|| merged(black_box(&buffers)));
}

/// Choosing another layer: the merged view's totals and its first rows, at each height in turn.
#[divan::bench(sample_count = 20)]
fn height(bencher: Bencher) {
    let mut workspace = image();
    bencher.bench_local(|| {
        for height in 0..LAYERS.len() {
            black_box(workspace.session_mut().rows(view(height), 0, 50));
        }
    });
}

/// Three queries in turn: text, a pattern with a size, an expression.
#[divan::bench(sample_count = 20)]
fn query(bencher: Bencher) {
    let mut workspace = image();
    bencher.bench_local(|| {
        for query in ["file-1234", "*.so size:>100", "/module-1[0-9]\\/.*7\\.py$/"] {
            let question = RowsQuery { query: query.into(), ..view(LAYERS.len() - 1).into() };
            black_box(workspace.session_mut().ask(question, 0, 50));
        }
    });
}

/// Dead bytes, with what killed them.
#[divan::bench(sample_count = 20)]
fn waste(bencher: Bencher) {
    let tree = merged(&buffers());
    bencher.bench_local(|| Waste::new(black_box(&tree), LAYERS.len()));
}

/// Every archive among the fixtures: index, images, layers of the first image.
#[divan::bench(sample_count = 10)]
fn fixtures(bencher: Bencher) {
    let archives = &*FIXTURES;
    assert!(archives.len() > 10, "the fixtures are there");
    bencher.bench_local(|| archives.iter().for_each(|bytes| drop(black_box(open(bytes)))));
}

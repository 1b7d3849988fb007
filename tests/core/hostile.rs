//! Input made to use up memory or time: bombs, whiteouts by the hundred thousand, very deep paths. Each row names its duty.

use crate::support::{Layer, image, open, paths};
use layerscope::error::Kind;
use layerscope::layer::{hash, scan};
use layerscope::workspace::{LayerState, VerifyState};
use std::time::{Duration, Instant};

/// Far more than any of these takes (a second or two at most, unoptimised), far less than anything quadratic would.
const BOUND: Duration = Duration::from_secs(40);

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    assert!(start.elapsed() < BOUND, "{what} took {:?}", start.elapsed());
    result
}

/// One gzip member. Its CRC is left out: nobody here reads it.
fn member(bytes: &[u8]) -> Vec<u8> {
    let deflated = miniz_oxide::deflate::compress_to_vec(bytes, 6);
    [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &deflated, &[0; 8]].concat()
}

/// 3 GiB of zeros behind `head`, in 3 MB: gzip members may be strung together.
fn bomb(head: &[u8]) -> Vec<u8> {
    let zeros = member(&vec![0; 64 << 20]);
    let mut out = if head.is_empty() { Vec::new() } else { member(head) };
    for _ in 0..48 {
        out.extend_from_slice(&zeros);
    }
    out
}

fn header_of_a_huge_file() -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.set_path("huge").unwrap();
    header.set_size(3 << 30);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_cksum();
    header.as_bytes().to_vec()
}

#[test]
fn a_bomb_of_one_huge_file_stops_that_layer_and_no_other() {
    let bytes = image(vec![
        Layer::new().file("base", "b").bytes(),
        bomb(&header_of_a_huge_file()),
        Layer::new().file("top", "t").bytes(),
    ]);
    let workspace = timed("a bomb", || open(&bytes, None));
    let info = workspace.image_info();
    let states: Vec<LayerState> = info.layers.iter().map(|l| l.state).collect();
    assert_eq!(states, [LayerState::Ready, LayerState::Damaged, LayerState::Ready]);
    assert_eq!(info.layers[1].problem.as_ref().map(|p| p.problem.kind), Some(Kind::Limit));
    assert_eq!(paths(&workspace, 2), ["base", "huge", "top"]);
    assert!(
        workspace
            .findings()
            .iter()
            .any(|f| f.problem.problem.kind == Kind::Limit && f.problem.problem.layer == Some(1))
    );
}

#[test]
fn a_bomb_of_zeros_is_an_empty_layer_whose_proof_stops() {
    let bytes = image(vec![Layer::new().file("base", "b").bytes(), bomb(&[])]);
    let mut workspace = timed("a bomb", || open(&bytes, None));
    assert_eq!(paths(&workspace, 1), ["base"]);
    timed("hashing a bomb", || workspace.hash_all(&bytes.as_slice()));
    let layer = workspace.layer_info(1).unwrap();
    assert_eq!(layer.verify, VerifyState::Unknown);
    assert_eq!(layer.problem.map(|p| p.problem.kind), Some(Kind::Limit));
    assert!(layer.found_blob_digest.is_some(), "what is stored is hashed to its end");
}

#[test]
fn two_hundred_thousand_whiteouts_cost_one_visit_each() {
    let (mut lower, mut upper) = (Layer::new().dir("d"), Layer::new());
    for n in 0..200_000 {
        lower = lower.file(&format!("d/{n}"), "");
        upper = upper.file(&format!("d/.wh.{n}"), "");
    }
    let bytes = image(vec![lower.bytes(), upper.bytes()]);
    let workspace = timed("200,000 whiteouts", || open(&bytes, None));
    assert_eq!(workspace.layer_info(1).unwrap().removed, Some(200_000));
    assert_eq!(paths(&workspace, 1), ["d/"]);
}

#[test]
fn opaque_marks_over_opaque_marks_cost_one_visit_each() {
    let mut layers = Vec::new();
    for _ in 0..3 {
        let mut layer = Layer::new();
        for n in 0..50_000 {
            layer = layer.file(&format!("d/{n}/.wh..wh..opq"), "").file(&format!("d/{n}/f"), "x");
        }
        layers.push(layer.bytes());
    }
    let bytes = image(layers);
    let workspace = timed("150,000 opaque marks", || open(&bytes, None));
    assert_eq!(workspace.layer_info(2).unwrap().dead, Some(0));
    assert_eq!(workspace.layer_info(0).unwrap().dead, Some(50_000));
}

#[test]
fn paths_four_thousand_deep_need_no_stack_and_no_square() {
    let deep = "d/".repeat(4000);
    let mut layer = Layer::new();
    for n in 0..2000 {
        layer = layer.file(&format!("{deep}{n}"), "x");
    }
    let bytes = image(vec![layer.bytes(), Layer::new().file(".wh.d", "").bytes()]);
    let mut workspace = timed("deep paths", || open(&bytes, None));
    assert_eq!(workspace.layer_info(1).unwrap().removed, Some(6000));
    timed("expanding them", || workspace.expand(0, true, true));
    let view = layerscope::tree::View { height: 0, mode: layerscope::tree::Mode::Merged, ghosts: true };
    assert_eq!(timed("their rows", || workspace.rows(view, 5990, 10)).0, 6000);
}

#[test]
fn a_million_entries_fit_and_take_seconds() {
    let mut layer = Layer::new();
    for n in 0..1_000_000 {
        layer = layer.file(&format!("{}/{}", n % 1000, n), "");
    }
    let bytes = image(vec![layer.bytes()]);
    let workspace = timed("a million entries", || open(&bytes, None));
    assert_eq!(workspace.layer_info(0).unwrap().added, Some(1_001_000));
}

#[test]
fn a_name_that_is_file_and_directory_by_turns_costs_no_square() {
    let mut lower = Layer::new();
    for n in 0..20_000 {
        lower = lower.file(&format!("a/{n}"), "");
    }
    let mut upper = Layer::new();
    for _ in 0..20_000 {
        upper = upper.file("a/x", "").file("a", "");
    }
    let bytes = image(vec![lower.bytes(), upper.bytes()]);
    let workspace = timed("turns", || open(&bytes, None));
    assert_eq!(paths(&workspace, 1), ["a"]);
}

#[test]
fn a_chain_of_hard_links_ends() {
    let mut layer = Layer::new().file("0", "content");
    for n in 1..50_000 {
        layer = layer.hardlink(&n.to_string(), &(n - 1).to_string());
    }
    let bytes = image(vec![layer.hardlink("loop", "loop").hardlink("a", "b").hardlink("b", "a").bytes()]);
    let workspace = timed("a chain of links", || open(&bytes, None));
    let last = workspace.tree().find(b"49999").unwrap();
    assert_eq!(workspace.life(last, 0).unwrap().versions[0].size, 7);
    let broken = workspace.findings().into_iter().find(|f| f.problem.problem.kind == Kind::BrokenHardlink).unwrap();
    assert_eq!(broken.problem.problem.count, Some(3));
}

#[test]
fn an_archive_of_a_hundred_thousand_members_is_indexed_in_passing() {
    let mut members: Vec<(String, Vec<u8>)> = (0..100_000).map(|n| (format!("blobs/{n}"), Vec::new())).collect();
    members.extend(crate::support::unpack(&image(vec![Layer::new().file("f", "x").bytes()])));
    let bytes = crate::support::pack(&members);
    let workspace = timed("many members", || open(&bytes, None));
    assert_eq!(paths(&workspace, 0), ["f"]);
}

#[test]
fn json_that_is_deeply_nested_is_refused_and_not_recursed_into() {
    let nested = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let bytes = crate::support::pack(&[("manifest.json".to_owned(), nested.into_bytes())]);
    let problem = layerscope::workspace::Workspace::open("deep.tar", &bytes, &mut |_, _| {}).err().unwrap();
    assert_eq!(problem.kind, Kind::Limit);
}

#[test]
fn scanning_and_hashing_the_same_bytes_twice_says_the_same() {
    let bytes = image(vec![bomb(&header_of_a_huge_file())]);
    let workspace = open(&bytes, None);
    let plan = workspace.image().layers[0].plan.clone().unwrap();
    assert_eq!(scan(&plan, &bytes, &mut |_| {}), scan(&plan, &bytes, &mut |_| {}));
    assert_eq!(hash(&plan, &bytes, &mut |_| {}), hash(&plan, &bytes, &mut |_| {}));
}

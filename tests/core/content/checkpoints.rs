//! Files far back in packed layers are read from a checkpoint near them.

use super::*;

/// The same in a layer of some 40 MB, whatever it and the archive around it are packed with: a reader starts at a checkpoint.
#[test]
fn a_file_far_back_is_read_from_a_checkpoint_near_it() {
    // Hard to compress, or deflate would make one block of it all.
    let mut state = 1u32;
    let mut noise = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (state >> 24) as u8 % 16)
    };
    let mut layer = Layer::new();
    for n in 0..20 {
        let line: String = (0..64 << 10).map(|_| noise()).collect();
        layer = layer.file(&format!("f/{n:02}"), &line.repeat(32));
    }
    let layer = layer.file("last", "the end").bytes();
    for codec in ["gzip", "zstd", ""] {
        for around in ["gzip", ""] {
            let inner = if codec.is_empty() { layer.clone() } else { compress(codec, &layer) };
            let whole = image(vec![inner]);
            let bytes = if around.is_empty() { whole } else { compress(around, &whole) };
            let workspace = open(&bytes, None);
            let node = workspace.tree().find(b"last").unwrap();
            assert_eq!(bytes_of(&workspace, &bytes, node, 0), b"the end", "{codec} in {around}");
            let middle = workspace.tree().find(b"f/12").unwrap();
            let extent = workspace.ways().content(middle, 0, 0).unwrap();
            let (all, problem) = crate::now::read(&extent, &bytes, 0, extent.size() as usize);
            assert_eq!((all.len() as u64, problem), (extent.size(), None), "{codec} in {around}");
            let (part, _) = crate::now::read(&extent, &bytes, 1_000_000, 70_000);
            assert!(part == all[1_000_000..1_070_000], "{codec} in {around}");
            let extent = &extent.0[0];
            let near = |point: &layerscope::compression::Checkpoint| extent.at - point.decoded < 20 << 20;
            let inside = extent.plan.resume.as_deref().filter(|_| extent.plan.inner != Codec::None);
            if codec == "gzip" {
                assert!(inside.is_some_and(near), "{codec} in {around}");
            }
            if around == "gzip" && codec.is_empty() {
                assert!(extent.plan.checkpoint.is_some(), "the archive's own checkpoint");
            }
        }
    }
}

/// The end of a large file is as near as its middle: the way to a byte starts at the checkpoint before that byte. And all
/// checkpoints together are small.
#[test]
fn the_end_of_a_large_file_is_read_from_a_checkpoint_near_it() {
    let mut state = 7u32;
    let mut text = String::new();
    while text.len() < 60 << 20 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.push_str(&format!("{state:08x} a line of a log that goes on and on\n"));
    }
    let layer = Layer::new().file("log", &text).bytes();
    for (codec, around) in [("gzip", ""), ("gzip", "gzip"), ("", "gzip"), ("", "")] {
        let inner = if codec.is_empty() { layer.clone() } else { compress(codec, &layer) };
        let whole = image(vec![inner]);
        let bytes = if around.is_empty() { whole } else { compress(around, &whole) };
        let workspace = open(&bytes, None);
        let log = workspace.tree().find(b"log").unwrap();
        for from in [text.len() as u64 - 100, 40 << 20, (16 << 20) + 1, 5, text.len() as u64, u64::MAX] {
            let extent = workspace.ways().content(log, 0, from).unwrap();
            let (read, problem) = crate::now::read(&extent, &bytes, from, 100);
            let start = usize::try_from(from).unwrap_or(usize::MAX).min(text.len());
            assert_eq!(problem, None, "{codec} in {around}, {from}");
            assert_eq!(read, text.as_bytes()[start..text.len().min(start + 100)], "{codec} in {around}, {from}");
            let point = match (codec, around) {
                ("gzip", _) => extent.0[0].plan.resume.clone(),
                (_, "gzip") => extent.0[0].plan.checkpoint.clone(),
                _ => continue,
            };
            let decoded = point.map_or(0, |point| point.decoded);
            assert!(start as u64 - decoded.min(start as u64) < 20 << 20, "{codec} in {around}: {decoded} for {from}");
        }
        if codec == "gzip" {
            let plan = workspace.image().layers[0].plan.clone().unwrap();
            let scanned = crate::now::scan(&plan, &bytes);
            let checkpoints = layerscope::layer::LayerBuffer::new(&scanned).unwrap().checkpoints;
            let held: usize = checkpoints.iter().map(|point| point.history.len() + 32).sum();
            assert!(checkpoints.len() >= 3 && held * 100 <= text.len(), "{held} bytes of {}", checkpoints.len());
        }
    }
}

/// A zstd layer of several frames is read from the frame that is near, not from its start.
#[test]
fn a_file_far_back_is_read_from_its_own_zstd_frame() {
    let mut layer = Layer::new();
    for n in 0..20 {
        layer = layer.file(&format!("f/{n:02}"), &format!("{n} and more of it\n").repeat(120_000));
    }
    let tar = layer.file("last", "the end").bytes();
    let packed: Vec<u8> = tar.chunks(4 << 20).flat_map(|part| compress("zstd", part)).collect();
    let bytes = image(vec![packed]);
    let workspace = open(&bytes, None);
    let last = workspace.tree().find(b"last").unwrap();
    assert_eq!(bytes_of(&workspace, &bytes, last, 0), b"the end");
    let extent = &workspace.ways().content(last, 0, 0).unwrap().0[0];
    let point = extent.plan.resume.as_deref().unwrap();
    assert!(point.history.is_empty() && extent.at - point.decoded < 21 << 20, "{} for {}", point.decoded, extent.at);
}

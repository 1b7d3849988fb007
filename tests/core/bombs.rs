//! Decompression bombs: a few kilobytes that become gigabytes. Each stops its own layer, in bounded time and memory.

use crate::support::{Layer, compress, image, open, pack, paths, unpack};
use layerscope::image::sha256_digest;
use layerscope::problem::Kind;
use layerscope::workspace::{LayerState, VerifyState};
use tar::Header;

const PIECE: usize = 64 << 20;

/// One gzip member. Its CRC is left out: no test reads it.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let deflated = miniz_oxide::deflate::compress_to_vec(bytes, 6);
    [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &deflated, &[0; 8]].concat()
}

/// `head`, then 3 GiB of zeros in one zstd frame of some 100 kB: blocks of one repeated byte.
fn zstd_bomb(head: &[u8]) -> Vec<u8> {
    let block = |kind: u32, len: usize| ((kind << 1) | (len as u32) << 3).to_le_bytes()[..3].to_vec();
    let mut out = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0x38];
    out.extend([block(0, head.len()), head.to_vec()].concat());
    (0..24_576).for_each(|_| out.extend([block(1, 128 << 10), vec![0]].concat()));
    out
}

/// `head`, then zeros enough for any bound. Members, frames and streams may be strung together.
fn bomb(codec: &str, head: &[u8]) -> Vec<u8> {
    let pack = |bytes: &[u8]| if codec == "gzip" { gzip(bytes) } else { compress(codec, bytes) };
    if codec == "zstd" {
        return zstd_bomb(head);
    }
    let zeros = pack(&vec![0; PIECE]);
    let pieces = if codec == "gzip" { 48 } else { 18 };
    [pack(head), zeros.repeat(pieces)].concat()
}

fn header_of_a_huge_file() -> Vec<u8> {
    let mut header = Header::new_gnu();
    header.set_path("huge").unwrap();
    header.set_size(3 << 30);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_cksum();
    header.as_bytes().to_vec()
}

pub fn between_two_sound_layers(layer: Vec<u8>) -> Vec<u8> {
    image(vec![Layer::new().file("base", "b").bytes(), layer, Layer::new().file("top", "t").bytes()])
}

#[test]
fn bombs_of_one_huge_file_stop_their_layer_and_no_other() {
    for codec in ["gzip", "zstd", "xz", "bzip2"] {
        let bytes = between_two_sound_layers(bomb(codec, &header_of_a_huge_file()));
        let mut workspace = open(&bytes, None);
        let info = workspace.facts().image();
        let states: Vec<LayerState> = info.layers.iter().map(|l| l.state).collect();
        assert_eq!(states, [LayerState::Ready, LayerState::Damaged, LayerState::Ready], "{codec}");
        let problem = &info.layers[1].problem.as_ref().unwrap().problem;
        assert_eq!((problem.kind, problem.layer, problem.in_layer), (Kind::Limit, Some(1), true), "{codec}");
        assert!(problem.byte.is_some_and(|b| b < 1200 << 20), "{codec}: {problem}");
        assert_eq!(paths(&workspace, 2), ["base", "huge", "top"], "{codec}");
        workspace.intake().hash_all(&bytes);
        let layers = workspace.facts().image().layers;
        assert_eq!([0, 2].map(|n: usize| layers[n].verify), [VerifyState::Ok; 2]);
        let stored = unpack(&bytes).into_iter().find(|m| m.0 == "1/layer.tar").unwrap().1;
        let found = (layers[1].found_blob_digest.clone(), layers[1].found_diff_id.clone());
        assert_eq!(found, (Some(sha256_digest(&stored)), None), "{codec}: what is stored is hashed to its end");
    }
}

#[test]
fn bombs_of_endless_padding_are_empty_layers_whose_proof_stops() {
    for head in [&[][..], &Layer::new().file("f", "x").bytes()] {
        let bytes = between_two_sound_layers([gzip(head), bomb("gzip", &[])].concat());
        let mut workspace = open(&bytes, None);
        assert_eq!(workspace.facts().image().layers[1].state, LayerState::Ready);
        workspace.intake().hash_all(&bytes);
        let layer = workspace.facts().layer(1).unwrap();
        assert_eq!((layer.verify, layer.problem.map(|p| p.problem.kind)), (VerifyState::Unknown, Some(Kind::Limit)));
    }
}

#[test]
fn bombs_that_are_whole_archives_show_what_stands_before_them() {
    // The manifest stands first, so that the bomb is the last member; its layer is read up to the bound once more.
    let mut sound = unpack(&between_two_sound_layers(Vec::new()));
    sound.rotate_right(2);
    sound.retain(|m| m.0 != "1/layer.tar");
    let mut head = pack(&sound);
    head.truncate(head.len() - 1024);
    let mut last = Header::new_gnu();
    last.set_path("1/layer.tar").unwrap();
    last.set_size(3 << 30);
    last.set_mode(0o644);
    last.set_cksum();
    head.extend_from_slice(last.as_bytes());
    head.extend_from_slice(&header_of_a_huge_file());
    let bytes = bomb("gzip", &head);
    let workspace = open(&bytes, None);
    let problem = workspace.session().archive().problem.clone().unwrap();
    assert_eq!(problem.kind, Kind::Limit);
    assert_eq!(paths(&workspace, 2), ["base", "huge", "top"]);
    let kinds: Vec<Option<Kind>> =
        workspace.facts().image().layers.iter().map(|l| l.problem.as_ref().map(|p| p.problem.kind)).collect();
    assert_eq!(kinds, [None, Some(Kind::Limit), None]);
}

#[test]
fn bombs_of_memory_ask_for_windows_and_dictionaries_that_nobody_gets() {
    // zstd: a window of 2 GiB. xz: a dictionary of 4 GiB, in a block header with a sound CRC.
    let zstd = [&[0x28, 0xb5, 0x2f, 0xfd, 0, 21 << 3][..], &[0; 64]].concat();
    let mut xz = compress("xz", &Layer::new().file("f", "x").bytes());
    // stream header 12 bytes; block header: size, flags, filter id 0x21, size of properties 1, the dictionary, padding, CRC32.
    assert_eq!(xz[14..16], [0x21, 1]);
    xz[16] = 40;
    let end = 12 + (usize::from(xz[12]) + 1) * 4;
    let crc = crc32(&xz[12..end - 4]);
    xz[end - 4..end].copy_from_slice(&crc.to_le_bytes());
    for layer in [zstd, xz] {
        let workspace = open(&between_two_sound_layers(layer), None);
        let info = workspace.facts().image();
        let problem = &info.layers[1].problem.as_ref().unwrap().problem;
        assert_eq!((problem.kind, info.layers[1].state), (Kind::Limit, LayerState::Unreadable), "{problem}");
        assert_eq!(paths(&workspace, 2), ["base", "top"]);
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

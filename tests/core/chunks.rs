//! The core as its bytes come: however they are cut, whatever fails, and whichever readers share a layer, the answer is that of one whole read.

use crate::support::{Layer, compress, fixture, gunzip, image, unpack};
use layerscope::archive::{Archive, Plan};
use layerscope::compression::{Codec, Decoder};
use layerscope::layer::{self, LayerBuffer, ScanRange, join};
use layerscope::problem::Kind;
use layerscope::source::{Chunk, Feed, Span, Stream, Task, Window};
use layerscope::workspace::{ReadArchive, Workspace};
use proptest::prelude::*;
use std::cell::RefCell;
use std::io;
use std::task::Poll;

/// Does work over `bytes`, of which each request gets as many as `cut` says; a request at or behind `fails` gets an error.
fn driven<T>(
    bytes: &[u8],
    fails: Option<u64>,
    mut cut: impl FnMut(usize) -> usize,
    work: impl AsyncFnOnce(Feed) -> T,
) -> T {
    let mut task = Task::new(work);
    loop {
        if let Poll::Ready(done) = task.poll() {
            return done;
        }
        let wanted = task.wanted();
        assert!(wanted.most > 0, "a request for nothing");
        let end = fails.unwrap_or(u64::MAX).min(bytes.len() as u64) as usize;
        let rest = bytes.get(wanted.offset as usize..end).unwrap_or_default();
        task.give(if fails.is_some_and(|at| wanted.offset >= at) {
            Err(io::Error::other("the disk is gone"))
        } else {
            let given = cut(rest.len().min(wanted.most)).clamp(1, wanted.most).min(rest.len());
            Ok(Chunk { bytes: rest[..given].to_vec(), file_len: bytes.len() as u64 })
        });
    }
}

fn whole(bytes: &[u8], inner: Codec) -> Plan {
    Plan::plain(Span { offset: 0, len: bytes.len() as u64 }).inner(inner)
}

/// Everything that scanning and hashing a layer tells.
fn told(bytes: &[u8], inner: Codec, fails: Option<u64>, cut: impl FnMut(usize) -> usize) -> String {
    let plan = whole(bytes, inner);
    let cut = RefCell::new(cut);
    let again = |n| cut.borrow_mut()(n);
    let buffer =
        driven(bytes, fails, again, async |feed| layer::scan(&plan, &feed, &ScanRange::default(), &mut |_| {}).await);
    let files: Vec<u64> = entries(&[&buffer]).1;
    let (digests, contents) =
        driven(bytes, fails, again, async |feed| layer::hash(&plan, &feed, &files, &mut |_| {}).await);
    let some = driven(bytes, fails, again, async |feed| layer::hash_files(&plan, &feed, &files, &mut |_| {}).await);
    assert_eq!(some, contents, "files alone hash to the same");
    let read = LayerBuffer::new(&buffer).unwrap();
    format!("{:?}\n{:?}\n{:?}\n{digests:?}\n{contents:?}", entries(&[&buffer]).0, read.summary, read.checkpoints)
}

/// The entries of buffers one after the other, and where the content of files starts.
fn entries(buffers: &[&[u8]]) -> (Vec<String>, Vec<u64>) {
    let (mut all, mut places) = (Vec::new(), Vec::new());
    for bytes in buffers {
        let buffer = LayerBuffer::new(bytes).unwrap();
        buffer.for_each(|_, record, path| {
            let (link, xattrs) = (buffer.bytes(record.link), buffer.bytes(record.xattrs));
            let rest =
                (record.mark, record.size, record.mtime, record.mtime_nanos, record.uid, record.gid, record.mode);
            all.push(format!("{path:?} {link:?} {xattrs:?} {rest:?} {:?} {}", record.device, record.data_at));
            places.push(record.data_at);
        });
    }
    places.sort_unstable();
    places.dedup();
    (all, places)
}

/// A layer with every kind of entry, a tar as a file in it, and a file of some 100 KB.
fn rich() -> Vec<u8> {
    let archive = gunzip(&fixture("docker/20.10/rich.tar.gz"));
    let layers = unpack(&archive).into_iter().filter(|(name, _)| name.ends_with("layer.tar"));
    let mut largest: Vec<Vec<u8>> = layers.map(|(_, bytes)| bytes).collect();
    largest.sort_by_key(Vec::len);
    let inner = largest.pop().unwrap();
    let text: String = (0..30_000u32).map(|n| format!("{:08x}", n.wrapping_mul(2_654_435_761))).collect();
    let small = |layer: Layer, n: usize| layer.file(&format!("small/{n}"), &"x".repeat(n % 1500));
    let nested = (0..60).fold(Layer::new(), small).bytes();
    let own = Layer::new().file("text", &text).data("nested.tar", &nested).file("after", "it").bytes();
    // The second tar begins where the first one's end marker would stand.
    let mut all = inner[..end_of_entries(&inner)].to_vec();
    all.extend_from_slice(&own);
    all
}

fn end_of_entries(tar: &[u8]) -> usize {
    let blocks = tar.chunks(512).rev().take_while(|block| block.iter().all(|b| *b == 0)).count();
    tar.len() - blocks * 512
}

fn forms() -> Vec<(Codec, Vec<u8>)> {
    let plain = rich();
    let half = plain.len() / 1024 * 512;
    let two = |codec: &str| [compress(codec, &plain[..half]), compress(codec, &plain[half..])].concat();
    vec![
        (Codec::Gzip, two("gzip")),
        (Codec::Zstd, two("zstd")),
        (Codec::Xz, two("xz")),
        (Codec::Bzip2, two("bzip2")),
        (Codec::None, plain),
    ]
}

#[test]
fn one_byte_at_a_time_is_the_same_layer() {
    for (codec, bytes) in forms() {
        let want = told(&bytes, codec, None, |n| n);
        assert!(want.contains("nested.tar") || want.len() > 1000, "{codec:?}");
        assert_eq!(told(&bytes, codec, None, |_| 1), want, "{codec:?}");
        assert_eq!(told(&bytes, codec, None, |n| n.div_ceil(2)), want, "{codec:?}");
    }
}

#[test]
fn damage_shows_the_same_however_the_bytes_are_cut() {
    for (codec, sound) in forms() {
        for at in (0..sound.len()).step_by(sound.len() / 8 + 1) {
            let mut bytes = sound.clone();
            bytes[at] ^= 0x55;
            let want = told(&bytes, codec, None, |n| n);
            for most in [1, 5000] {
                let cut = told(&bytes, codec, None, |n| n.min(most));
                assert!(cut == want, "{codec:?}, byte {at}, chunks of {most}:\n{cut}\nand\n{want}");
            }
            let cut = told(&bytes[..at], codec, None, |_| 1);
            assert!(cut == told(&bytes[..at], codec, None, |n| n), "{codec:?}, cut off at {at}");
        }
    }
}

#[test]
fn a_disk_that_fails_keeps_what_came_before() {
    for (codec, bytes) in forms() {
        let plan = whole(&bytes, codec);
        let all = driven(
            &bytes,
            None,
            |n| n,
            async |feed| layer::scan(&plan, &feed, &ScanRange::default(), &mut |_| {}).await,
        );
        let all = entries(&[&all]).0;
        for at in (0..bytes.len() as u64).step_by(bytes.len() / 150 + 1).chain([1, 511, 512, 513]) {
            let part = driven(
                &bytes,
                Some(at),
                |n| n.min(700),
                async |feed| layer::scan(&plan, &feed, &ScanRange::default(), &mut |_| {}).await,
            );
            let read = LayerBuffer::new(&part).unwrap();
            let problem = read.summary.problem.as_ref().unwrap_or_else(|| panic!("{codec:?} {at}: no problem"));
            assert_eq!(problem.kind, Kind::ReadFailed, "{codec:?} {at}");
            assert!(all.starts_with(&entries(&[&part]).0), "{codec:?} {at}");
            let (digests, _) =
                driven(&bytes, Some(at), |n| n, async |feed| layer::hash(&plan, &feed, &[], &mut |_| {}).await);
            assert_eq!(
                (digests.blob, digests.problem.map(|p| p.kind)),
                (None, Some(Kind::ReadFailed)),
                "{codec:?} {at}"
            );
        }
    }
}

#[test]
fn scanners_that_share_a_layer_find_what_one_finds() {
    let bytes = rich();
    let plan = whole(&bytes, Codec::None);
    let scan = |stretch: &ScanRange| {
        driven(&bytes, None, |n| n, async |feed| layer::scan(&plan, &feed, stretch, &mut |_| {}).await)
    };
    let one = scan(&ScanRange::default());
    let all = entries(&[&one]).0;
    let (mut joined, mut missed) = (0, 0);
    for from in (1..bytes.len() as u64).step_by(bytes.len() / 400 + 1) {
        let second = ScanRange::from(from);
        let rest = scan(&second);
        let Some(began) = second.began() else {
            assert!(LayerBuffer::new(&rest).unwrap().is_empty(), "{from}");
            continue;
        };
        assert!(began >= from && began.is_multiple_of(512), "{from}");
        let first = ScanRange::default();
        first.end_at(began);
        let begin = scan(&first);
        if first.met() {
            let both = join(vec![begin, rest]).unwrap();
            assert_eq!(entries(&[&both]).0, all, "{from}");
            let (both, one) = (LayerBuffer::new(&both).unwrap(), LayerBuffer::new(&one).unwrap());
            let count =
                |buffer: &LayerBuffer| buffer.summary.notes.iter().map(|n| (n.kind as u8, n.count)).collect::<Vec<_>>();
            assert_eq!((count(&both), &both.summary.problem), (count(&one), &one.summary.problem), "{from}");
            joined += 1;
        } else {
            // A header inside a file: the walk before it goes on, and finds all.
            assert_eq!(entries(&[&begin]).0, all, "{from}");
            assert!(first.at() > began, "{from}");
            missed += 1;
        }
    }
    assert!(joined > 100 && missed > 5, "{joined} joined, {missed} missed");
}

/// Many MiB that become few: each piece is mostly that of 30,000 bytes before, so a decoder needs its history.
fn recurring(len: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = Vec::with_capacity(len);
    let mut state = 1u32;
    for at in 0..len {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let fresh = (state >> 24) as u8;
        let before = at.checked_sub(30_000).and_then(|at| bytes.get(at)).copied();
        bytes.push(before.filter(|_| at % 1000 > 0).unwrap_or(fresh));
    }
    bytes
}

#[test]
fn every_checkpoint_goes_on_with_the_same_bytes() {
    let plain = recurring(45 << 20);
    for (codec, name, part) in [(Codec::Gzip, "gzip", 15 << 20), (Codec::Zstd, "zstd", 9 << 20)] {
        let stored: Vec<u8> = plain.chunks(part).flat_map(|part| compress(name, part)).collect();
        let window =
            |feed: &Feed, from: u64| Window::through(feed, 0, Span { offset: from, len: stored.len() as u64 - from });
        let record = async |feed: Feed| {
            let mut stream = Decoder::with_checkpoints(window(&feed, 0), codec);
            assert_eq!(stream.skip(u64::MAX).await.unwrap(), plain.len() as u64);
            stream.checkpoints()
        };
        let points = driven(&stored, None, |n| n, record);
        assert!(points.len() > 1 && points[1].decoded < plain.len() as u64, "{name}: {}", points.len());
        assert!(codec == Codec::Zstd || points.iter().any(|point| point.bits > 0), "{name}: only whole bytes");
        assert!(driven(&stored, None, |_| 1, record) == points, "{name}: chunks leave other checkpoints");
        for point in &points {
            let rest = async |feed: Feed| {
                let mut stream = Decoder::resume(window(&feed, point.stored), codec, point);
                let mut rest = vec![0; plain.len() + 1 - point.decoded as usize];
                let got = stream.read_full(&mut rest).await.unwrap();
                rest.truncate(got);
                assert_eq!((stream.position(), stream.stored()), (plain.len() as u64, stored.len() as u64), "{name}");
                rest
            };
            for cut in [1, usize::MAX] {
                let rest = driven(&stored, None, |n| n.min(cut), rest);
                assert!(rest == plain[point.decoded as usize..], "{name} from {} by {cut}", point.decoded);
            }
        }
    }
}

#[test]
fn a_request_names_no_byte_behind_what_is_read() {
    let layers = vec![Layer::new().file("a", "a").bytes(), Layer::new().file("b", "b").bytes()];
    let bytes = image(layers);
    let archive =
        driven(&bytes, None, |n| n, async |feed| Archive::open("two.tar", &feed, 0, &mut |_, _| {}).await.unwrap());
    let layer = archive.members.iter().position(|m| m.path.ends_with(b"layer.tar")).unwrap();
    let plan = archive.plan(layer).unwrap();
    let mut task = Task::new(async |feed| layer::scan(&plan, &feed, &ScanRange::default(), &mut |_| {}).await);
    while task.poll().is_pending() {
        let wanted = task.wanted();
        assert_eq!(wanted.end, plan.span.end());
        let rest = &bytes[wanted.offset as usize..wanted.end as usize];
        assert!(wanted.most <= rest.len());
        task.give(Ok(Chunk { bytes: rest[..wanted.most].to_vec(), file_len: bytes.len() as u64 }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_chunking_gives_the_same(sizes in prop::collection::vec(1usize..5000, 1..40), form in 0usize..5) {
        let (codec, bytes) = forms().swap_remove(form);
        let mut next = sizes.iter().cycle().copied();
        let cut = told(&bytes, codec, None, |_| next.next().unwrap_or(1));
        prop_assert_eq!(cut, told(&bytes, codec, None, |n| n));
    }

    #[test]
    fn any_chunking_opens_the_same_archive(sizes in prop::collection::vec(1usize..3000, 1..40), form in 0usize..4) {
        let names = ["docker/20.10/story.tar.gz", "skopeo/1.9/rich.oci-zstd.tar", "docker/20.10/multi.tar.gz", "containerd/1.6/platforms.tar"];
        let bytes = fixture(names[form]);
        let mut next = sizes.iter().cycle().copied();
        let open = async |feed: Feed| {
            let read = ReadArchive::read("any.tar", &feed, 0, &mut |_, _| {}).await;
            let workspace = Workspace::of(vec![read]).unwrap();
            let archive = workspace.session().archive();
            let plans: Vec<_> = (0..archive.members.len()).map(|member| archive.plan(member)).collect();
            let entries: Vec<_> = archive.members.iter().map(|member| &member.entry).collect();
            format!("{:?} {entries:?} {plans:?}", workspace.images())
        };
        let cut = driven(&bytes, None, |_| next.next().unwrap_or(1), open);
        prop_assert_eq!(cut, driven(&bytes, None, |n| n, open));
    }
}

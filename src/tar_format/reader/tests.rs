//! Every dialect and every damage that a tar may have, by headers made by hand.

use super::{End, TarReader};
use crate::limits::{LARGEST_NUMBER, NAME_BYTES, PAX_BYTES, SPARSE_BLOCKS};
use crate::problem::{Kind, Problem};
use crate::source::{Span, Window, block_on};
use crate::tar_format::{Entry, FileKind};

/// A header of 512 bytes, old form: whatever a test needs is put over it, then it is sealed.
struct Block([u8; 512]);

impl Block {
    fn new(name: &str, flag: u8, size: usize) -> Self {
        let mut block = Self([0; 512]);
        block.put(0, name.as_bytes()).put(100, b"0000644\0").put(108, b"0001750\0").put(116, b"0000144\0");
        block.put(124, format!("{size:011o}\0").as_bytes()).put(136, b"14524650000\0").put(156, &[flag]);
        block
    }

    fn put(&mut self, at: usize, bytes: &[u8]) -> &mut Self {
        self.0[at..at + bytes.len()].copy_from_slice(bytes);
        self
    }

    fn gnu(mut self) -> Self {
        self.put(257, b"ustar  \0");
        self
    }

    fn ustar(mut self) -> Self {
        self.put(257, b"ustar\x0000");
        self
    }

    fn with(mut self, at: usize, bytes: &[u8]) -> Self {
        self.put(at, bytes);
        self
    }

    /// The header with its checksum, and data up to a whole block.
    fn seal(mut self, data: &[u8]) -> Vec<u8> {
        self.put(148, b"        ");
        let sum: u32 = self.0.iter().map(|b| u32::from(*b)).sum();
        self.put(148, format!("{sum:06o}\0 ").as_bytes());
        let mut out = self.0.to_vec();
        out.extend_from_slice(data);
        out.resize(out.len().next_multiple_of(512), 0);
        out
    }
}

fn file(name: &str, data: &[u8]) -> Vec<u8> {
    Block::new(name, b'0', data.len()).ustar().seal(data)
}

fn pax(flag: u8, records: &[(&str, &str)]) -> Vec<u8> {
    let mut data = String::new();
    for (key, value) in records {
        let body = key.len() + value.len() + 3;
        let len = (body..).find(|len| len - len.to_string().len() == body).unwrap();
        data.push_str(&format!("{len} {key}={value}\n"));
    }
    Block::new("pax", flag, data.len()).ustar().seal(data.as_bytes())
}

fn long(flag: u8, name: &str) -> Vec<u8> {
    Block::new("././@LongLink", flag, name.len() + 1).gnu().seal(format!("{name}\0").as_bytes())
}

/// The outcome of a whole walk: the entries, its end, the first lone block of zeros.
struct Walk {
    entries: Vec<Entry>,
    outcome: Result<Option<End>, Box<Problem>>,
    lone_zeros: Option<u64>,
}

fn walk(parts: &[Vec<u8>]) -> Walk {
    let bytes = parts.concat();
    block_on(&bytes, async |feed| {
        let mut reader = TarReader::new(Window::new(&feed, 0, Span { offset: 0, len: bytes.len() as u64 }));
        let mut entries = Vec::new();
        let outcome = loop {
            match reader.next().await {
                Ok(Some(entry)) => entries.push(entry),
                Ok(None) => break Ok(reader.end()),
                Err(problem) => break Err(problem),
            }
        };
        Walk { entries, outcome, lone_zeros: reader.lone_zeros() }
    })
}

fn names(walk: &Walk) -> Vec<String> {
    walk.entries.iter().map(|e| String::from_utf8_lossy(&e.path).into_owned()).collect()
}

fn only(parts: &[Vec<u8>]) -> Entry {
    let mut walk = walk(parts);
    assert!(walk.outcome.is_ok(), "{:?}", walk.outcome);
    assert_eq!(walk.entries.len(), 1);
    walk.entries.remove(0)
}

fn refused(parts: &[Vec<u8>]) -> (Kind, Option<u64>) {
    let problem = walk(parts).outcome.unwrap_err();
    (problem.kind, problem.byte)
}

fn zeros(blocks: usize) -> Vec<u8> {
    vec![0; blocks * 512]
}

#[test]
fn v7_headers_have_no_magic_and_tell_directories_by_a_slash() {
    let dir = only(&[Block::new("d/", 0, 5).seal(b"")]);
    assert_eq!((dir.kind, dir.stored), (FileKind::Dir, 0));
    let old = only(&[Block::new("f", 0, 3).seal(b"abc")]);
    assert_eq!((old.kind, old.size, old.mode, old.uid, old.gid), (FileKind::File, 3, 0o644, 1000, 100));
    // With a flag of its own it is a file whatever its name ends in, and its data follow.
    let both = walk(&[Block::new("f/", b'0', 3).ustar().seal(b"abc"), file("g", b"")]);
    assert_eq!((names(&both), both.entries[0].kind), (vec!["f/".to_owned(), "g".into()], FileKind::File));
}

#[test]
fn what_carries_no_data_has_none_whatever_its_size_says() {
    for (flag, kind) in [
        (b'1', FileKind::Hardlink),
        (b'2', FileKind::Symlink),
        (b'3', FileKind::Char),
        (b'4', FileKind::Block),
        (b'5', FileKind::Dir),
        (b'6', FileKind::Fifo),
    ] {
        let header =
            Block::new("it", flag, 4096).ustar().with(157, b"target").with(329, b"0000005\0").with(337, b"0000007\0");
        let walk = walk(&[header.seal(b""), file("after", b"x")]);
        assert_eq!(names(&walk), ["it", "after"], "{kind:?}");
        let entry = &walk.entries[0];
        assert_eq!((entry.kind, entry.stored, entry.link.as_slice()), (kind, 0, &b"target"[..]));
        let device = matches!(kind, FileKind::Char | FileKind::Block);
        assert_eq!(entry.device, if device { (5, 7) } else { (0, 0) });
    }
    // An unknown type carries what it says.
    let odd = walk(&[Block::new("odd", b'Q', 600).ustar().seal(&[7; 600]), file("after", b"")]);
    assert_eq!((names(&odd), odd.entries[0].kind), (vec!["odd".to_owned(), "after".into()], FileKind::Other));
}

#[test]
fn base_256_holds_large_sizes_owners_and_old_times() {
    let mut size = [0; 12];
    (size[0], size[11]) = (0x80, 3);
    let mut mtime = [0xff; 12];
    mtime[11] = 0xfe;
    let mut uid = [0; 8];
    uid[0] = 0x80;
    uid[4..].copy_from_slice(&3_000_000_000u32.to_be_bytes());
    let entry = only(&[Block::new("f", b'0', 0).gnu().with(124, &size).with(136, &mtime).with(108, &uid).seal(b"abc")]);
    assert_eq!((entry.size, entry.mtime, entry.uid), (3, -2, 3_000_000_000));
}

#[test]
fn negative_overflowing_and_impossible_sizes_are_refused_at_their_byte() {
    let first = file("sound", b"x");
    for size in [
        &[0xff; 12][..],                             // negative
        &[0x80, 0, 0, 0, 0xff, 0, 0, 0, 0, 0, 0, 0], // more than a number of JavaScript's
        &[0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3],    // 3, for a reader of eight bytes only
        b"-0000000001\0",
        b"99999999999\0",
    ] {
        let bad = Block::new("bad", b'0', 0).gnu().with(124, size).seal(b"");
        assert_eq!(refused(&[first.clone(), bad]), (Kind::CorruptTar, Some(1024)), "{size:?}");
    }
    let huge = LARGEST_NUMBER.to_string();
    assert_eq!(refused(&[pax(b'x', &[("size", &huge)]), file("f", b"")]).0, Kind::CorruptTar);
    assert_eq!(refused(&[pax(b'x', &[("size", "-1")]), file("f", b"")]), (Kind::CorruptTar, Some(512)));
}

#[test]
fn pax_wins_over_the_header_and_its_size_governs_what_is_passed() {
    // The header says nothing of the data, as for files over 8 GiB; a reader that believes it sees what is hidden inside.
    let hidden = file("hidden", b"");
    let walk = walk(&[
        pax(b'x', &[("path", "dir/long name"), ("size", "512"), ("uid", "70000"), ("mtime", "-1.25"), ("ctime", "5")]),
        Block::new("short", b'0', 0).ustar().seal(&hidden),
        file("after", b""),
    ]);
    assert_eq!(names(&walk), ["dir/long name", "after"]);
    let entry = &walk.entries[0];
    assert_eq!((entry.stored, entry.uid, entry.mtime, entry.mtime_nanos), (512, 70000, -2, 750_000_000));
    assert_eq!((entry.header_at, entry.data_at), (0, 3 * 512));
}

#[test]
fn a_second_extended_header_takes_the_first_ones_place_and_globals_apply_to_nothing() {
    let entry = only(&[
        pax(b'g', &[("path", "global"), ("size", "9999"), ("uid", "1")]),
        pax(b'x', &[("path", "first"), ("SCHILY.xattr.user.a", "1")]),
        pax(b'x', &[("path", "second")]),
        file("header", b""),
    ]);
    assert_eq!((entry.path.as_slice(), entry.size, entry.uid, entry.xattrs.len()), (&b"second"[..], 0, 1000, 0));
}

#[test]
fn gnu_long_names_and_links_are_read_and_have_a_size_of_their_own() {
    let name = format!("{}/end", "n".repeat(300));
    let entry = only(&[
        long(b'K', &"t".repeat(200)),
        long(b'L', &name),
        Block::new("cut", b'2', 99_999).gnu().with(157, b"cut").seal(b""),
    ]);
    assert_eq!((entry.path, entry.link.len(), entry.kind), (name.into_bytes(), 200, FileKind::Symlink));
    let prefixed = only(&[Block::new("name", b'0', 0).ustar().with(345, b"some/prefix").seal(b"")]);
    assert_eq!(prefixed.path, b"some/prefix/name");
}

#[test]
fn all_four_sparse_forms_tell_the_size_that_the_file_has() {
    let old = Block::new("old", b'S', 512).gnu().with(386, b"00000000000\0").with(398, b"00000001000\0");
    let extended = old.with(482, &[1]).with(483, b"00000100000\0");
    let mut more = vec![0; 512];
    more[504] = 1;
    let parts = [
        extended.seal(b""),
        more,
        zeros(1),
        vec![7; 512],
        pax(b'x', &[("GNU.sparse.size", "70000"), ("GNU.sparse.numblocks", "1")]),
        file("v0.0", b"1"),
        pax(
            b'x',
            &[("GNU.sparse.size", "70001"), ("GNU.sparse.map", "0,1"), ("GNU.sparse.name", "v0.1"), ("path", "./x")],
        ),
        file("GNUSparseFile.1/v0.1", b"1"),
        pax(
            b'x',
            &[
                ("GNU.sparse.major", "1"),
                ("GNU.sparse.minor", "0"),
                ("GNU.sparse.realsize", "70002"),
                ("GNU.sparse.name", "v1.0"),
            ],
        ),
        file("GNUSparseFile.1/v1.0", b"1\n0\n1\n"),
        file("after", b""),
    ];
    let walk = walk(&parts);
    assert_eq!(names(&walk), ["old", "v0.0", "v0.1", "v1.0", "after"]);
    let sizes: Vec<(u64, bool)> = walk.entries.iter().map(|e| (e.size, e.sparse)).collect();
    assert_eq!(sizes, [(0o100000, true), (70000, true), (70001, true), (70002, true), (0, false)]);
    assert_eq!(walk.entries[0].data_at, 3 * 512, "behind the extension blocks");
}

#[test]
fn every_end_is_an_end_and_a_lone_block_of_zeros_is_none() {
    let one = file("f", b"");
    for (tail, end) in [
        (zeros(2), End::Marker(1536)),
        (zeros(20), End::Marker(1536)),
        (zeros(1), End::Bytes(512)),
        (Vec::new(), End::Bytes(512)),
        (vec![0; 700], End::Marker(1212)),
    ] {
        let walk = walk(&[one.clone(), tail]);
        assert_eq!((walk.outcome, walk.lone_zeros), (Ok(Some(end)), None));
    }
    let walk = walk(&[one, zeros(1), file("g", b""), zeros(1), file("h", b""), zeros(2)]);
    assert_eq!((names(&walk), walk.lone_zeros), (vec!["f".to_owned(), "g".into(), "h".into()], Some(512)));
}

#[test]
fn cut_anywhere_it_names_the_byte_and_keeps_what_came_before() {
    let whole = [file("f", &[1; 700]), pax(b'x', &[("path", "g")]), file("x", b"data")].concat();
    for cut in 1..whole.len() {
        let walk = walk(&[whole[..cut].to_vec()]);
        match walk.outcome {
            Err(problem) => {
                assert_eq!((problem.kind, problem.byte), (Kind::Truncated, Some(cut as u64)), "cut at {cut}")
            }
            // Between two entries, or in padding, which holds no data.
            Ok(end) => assert!(end.is_some() && ((1212..=1536).contains(&cut) || cut > 3072), "cut at {cut}"),
        }
        assert_eq!(walk.entries.len(), usize::from(cut >= 512) + usize::from(cut >= 3072), "cut at {cut}");
    }
}

#[test]
fn a_header_that_makes_no_sense_is_refused_at_its_byte() {
    let mut flipped = file("g", b"");
    flipped[3] ^= 1;
    assert_eq!(refused(&[file("f", b"x"), flipped]), (Kind::CorruptTar, Some(1024)));
    assert_eq!(refused(&[pax(b'x', &[("path", "p")])]), (Kind::Truncated, Some(1024)));
    let mut bad = pax(b'x', &[("path", "p"), ("size", "1")]);
    bad[512] = b'x';
    assert_eq!(refused(&[bad, file("f", b"")]), (Kind::CorruptTar, Some(512)));
    // Ancient writers summed signed bytes.
    let mut signed = Block::new("caf\u{e9}", b'0', 0).ustar();
    signed.put(148, b"        ");
    let sum: i32 = signed.0.iter().map(|b| i32::from(*b as i8)).sum();
    signed.put(148, format!("{sum:06o}\0 ").as_bytes());
    assert_eq!(only(&[signed.0.to_vec()]).path, "caf\u{e9}".as_bytes());
}

#[test]
fn extension_headers_are_bounded_before_they_are_read() {
    for (flag, limit) in [(b'x', PAX_BYTES), (b'g', PAX_BYTES), (b'L', NAME_BYTES), (b'K', NAME_BYTES)] {
        let header = Block::new("ext", flag, limit as usize + 1).gnu().seal(b"");
        assert_eq!(refused(&[header]), (Kind::Limit, Some(0)), "{}", char::from(flag));
    }
    let long = "n".repeat(NAME_BYTES as usize + 1);
    assert_eq!(refused(&[pax(b'x', &[("path", &long)]), file("f", b"")]), (Kind::Limit, Some(0)));
    let mut block = vec![0; 512];
    block[504] = 1;
    let sparse = Block::new("s", b'S', 0).gnu().with(482, &[1]).seal(b"");
    assert_eq!(refused(&[sparse, block.repeat(SPARSE_BLOCKS as usize + 1)]).0, Kind::Limit);
}

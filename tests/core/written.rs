//! Random archives, written by the tar crate: what was written is what is read, to the last attribute.

use layerscope::archive::Plan;
use layerscope::layer::{LayerBuffer, Mark};
use layerscope::source::{Span, copy_front};
use layerscope::tar_format::FileKind;
use layerscope::tar_format::path::clean;
use layerscope::tree::{NodeId, Tree, attributes};
use proptest::prelude::*;
use tar::{Builder, EntryType, Header};

/// How long names, large numbers and the like are stored.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Dialect {
    /// `L` and `K` entries, numbers in base 256.
    Gnu,
    /// Extended headers.
    Pax,
}

#[derive(Debug, Clone)]
struct Written {
    path: Vec<u8>,
    link: Vec<u8>,
    kind: FileKind,
    dialect: Dialect,
    mode: u16,
    owner: (u32, u32),
    mtime: (u64, u32),
    device: (u32, u32),
    xattrs: Vec<(String, Vec<u8>)>,
    size: usize,
}

/// Bytes of every sort but `/` and NUL; never `.`, `..` or a whiteout.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let bytes = prop::sample::select(vec![b'a', b'B', b'-', b' ', b'\n', b'\\', b'=', 0x7f, 0x1b, 0xc3, 0xa9, 0xff]);
    prop_oneof![
        6 => prop::collection::vec(bytes.clone(), 1..12),
        1 => prop::collection::vec(bytes, 90..260),
    ]
}

fn name() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(part(), 1..5).prop_map(|parts| parts.join(&b'/'))
}

fn written() -> impl Strategy<Value = Written> {
    let kinds = [
        FileKind::File,
        FileKind::Dir,
        FileKind::Symlink,
        FileKind::Hardlink,
        FileKind::Char,
        FileKind::Block,
        FileKind::Fifo,
    ];
    let dialect = prop::sample::select(vec![Dialect::Gnu, Dialect::Pax]);
    let numbers =
        (0..0o10000u16, any::<(u32, u32)>(), (0..1u64 << 40, 0..1_000_000_000u32), (0..1u32 << 21, 0..1u32 << 21));
    let xattrs = prop::collection::btree_map(
        "[a-z]{1,8}\\.[a-zA-Z0-9_.]{1,20}",
        prop::collection::vec(any::<u8>(), 0..40),
        0..4,
    );
    let shape = (name(), name(), prop::sample::select(kinds.to_vec()), dialect, 0..3000usize);
    (shape, numbers, xattrs).prop_map(|((path, link, kind, dialect, size), (mode, owner, mtime, device), xattrs)| {
        Written {
            link: if matches!(kind, FileKind::Symlink | FileKind::Hardlink) { link } else { Vec::new() },
            size: if kind == FileKind::File { size } else { 0 },
            mtime: if dialect == Dialect::Pax { mtime } else { (mtime.0, 0) },
            device: if matches!(kind, FileKind::Char | FileKind::Block) { device } else { (0, 0) },
            xattrs: if dialect == Dialect::Pax { xattrs.into_iter().collect() } else { Vec::new() },
            path,
            kind,
            dialect,
            mode,
            owner,
        }
    })
}

fn append(builder: &mut Builder<Vec<u8>>, entry: &Written) {
    let mut header = Header::new_gnu();
    header.set_entry_type(match entry.kind {
        FileKind::Dir => EntryType::Directory,
        FileKind::Symlink => EntryType::Symlink,
        FileKind::Hardlink => EntryType::Link,
        FileKind::Char => EntryType::Char,
        FileKind::Block => EntryType::Block,
        FileKind::Fifo => EntryType::Fifo,
        FileKind::File | FileKind::Other => EntryType::Regular,
    });
    header.set_mode(u32::from(entry.mode));
    header.set_size(entry.size as u64);
    header.set_mtime(entry.mtime.0);
    header.set_device_major(entry.device.0).unwrap();
    header.set_device_minor(entry.device.1).unwrap();
    let data = vec![b'x'; entry.size];
    if entry.dialect == Dialect::Gnu {
        header.set_uid(u64::from(entry.owner.0));
        header.set_gid(u64::from(entry.owner.1));
        // By hand: the crate's own way refuses some names that are no text.
        for (flag, name) in [(EntryType::GNULongName, &entry.path), (EntryType::GNULongLink, &entry.link)] {
            if name.len() > 100 {
                let mut long = Header::new_gnu();
                long.set_entry_type(flag);
                long.set_size(name.len() as u64 + 1);
                long.set_cksum();
                builder.append(&long, &*[name, &b"\0"[..]].concat()).unwrap();
            }
        }
        let old = header.as_old_mut();
        copy_front(&entry.path, &mut old.name);
        copy_front(&entry.link, &mut old.linkname);
        header.set_cksum();
        return builder.append(&header, &*data).unwrap();
    }
    // An extended header wins over the header.
    header.set_uid(7);
    header.set_gid(7);
    let mtime = format!("{}.{:09}", entry.mtime.0, entry.mtime.1);
    let (uid, gid) = (entry.owner.0.to_string(), entry.owner.1.to_string());
    let names: Vec<String> = entry.xattrs.iter().map(|(name, _)| format!("SCHILY.xattr.{name}")).collect();
    let mut records: Vec<(&str, &[u8])> =
        vec![("path", &entry.path), ("uid", uid.as_bytes()), ("gid", gid.as_bytes()), ("mtime", mtime.as_bytes())];
    if !entry.link.is_empty() {
        records.push(("linkpath", &entry.link));
    }
    records.extend(names.iter().zip(&entry.xattrs).map(|(name, (_, value))| (name.as_str(), value.as_slice())));
    builder.append_pax_extensions(records).unwrap();
    header.set_path("short").unwrap();
    header.set_cksum();
    builder.append(&header, &*data).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_attribute_that_was_written_is_read(entries in prop::collection::vec(written(), 0..12)) {
        let mut builder = Builder::new(Vec::new());
        entries.iter().for_each(|entry| append(&mut builder, entry));
        let bytes = builder.into_inner().unwrap();
        let span = Span { offset: 0, len: bytes.len() as u64 };
        let plan = Plan::plain(span);
        let buffer = crate::now::scan(&plan, &bytes);
        let buffer = LayerBuffer::new(&buffer).unwrap();
        prop_assert_eq!(&buffer.summary.problem, &None);
        let mut read = Vec::new();
        buffer.for_each(|_, record, path| read.push((*record, path.to_vec())));
        prop_assert_eq!(read.len(), entries.len());
        for ((record, path), entry) in read.iter().zip(&entries) {
            prop_assert_eq!(path, &entry.path);
            prop_assert_eq!(record.mark, Mark::Entry(entry.kind));
            prop_assert_eq!(buffer.bytes(record.link), &*entry.link);
            prop_assert_eq!((record.mode, (record.uid, record.gid)), (entry.mode, entry.owner));
            prop_assert_eq!((record.mtime, record.mtime_nanos), (entry.mtime.0 as i64, entry.mtime.1));
            prop_assert_eq!(record.device, entry.device);
            let packed: Vec<u8> = entry.xattrs.iter().flat_map(|(name, value)| {
                let lengths = [name.len() as u32, value.len() as u32].map(u32::to_le_bytes).concat();
                [&lengths, name.as_bytes(), value].concat()
            }).collect();
            prop_assert_eq!(buffer.bytes(record.xattrs), &*packed);
            if entry.kind == FileKind::File {
                prop_assert_eq!(record.size, entry.size as u64);
                let data = &bytes[record.data_at as usize..][..entry.size];
                prop_assert!(data.iter().all(|b| *b == b'x'));
            }
        }
        // The tree holds the last of each path, unless something later made it a folder or took its folder away.
        let mut tree = Tree::default();
        tree.add_layer(&buffer);
        if let Some(last) = entries.last() {
            let node = tree.find(&last.path).unwrap();
            let life = layerscope::view::path_history(&tree, node, 0).unwrap();
            prop_assert!(life.live);
            prop_assert_eq!(&life.versions[0].octal, &format!("{:04o}", last.mode));
            // A hard link without attributes of its own has those of what it resolves to.
            let count = |id: NodeId| attributes(tree.bytes(tree.version_in(id, 0).unwrap().xattrs)).len();
            let resolved = tree.version_in(node, 0).is_some_and(|v| v.content().is_some() || v.kind() != Some(FileKind::Hardlink));
            let target = tree.find(&clean(&last.link).bytes).filter(|_| last.kind == FileKind::Hardlink && resolved);
            let inherited = target.filter(|_| last.xattrs.is_empty()).map_or(0, count);
            prop_assert_eq!(life.versions[0].xattrs.len(), last.xattrs.len().max(inherited));
        }
    }
}

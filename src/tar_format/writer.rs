//! Writes tar headers: ustar, with PAX records in front for values that do not fit. Names are bytes.

use super::entry::FileKind;
use tar::{EntryType, Header};

const BLOCK: usize = 512;
const NAME: usize = 100;
/// Largest id in seven octal digits.
const LARGEST_OWNER: u32 = 0o777_7777;

/// The fields of a header to write. *Units:* as in `Entry`.
#[derive(Debug, Clone)]
pub struct Written<'a> {
    /// Clean path; the writer adds the slash of a directory.
    pub path: &'a [u8],
    /// Target of a link.
    pub link: &'a [u8],
    /// Its type.
    pub kind: FileKind,
    /// Permission bits.
    pub mode: u16,
    /// User id of the owner.
    pub uid: u32,
    /// Group id.
    pub gid: u32,
    /// Bytes of data that follow; 0 for other kinds than files.
    pub size: u64,
    /// Seconds since 1970.
    pub mtime: i64,
    /// Nanoseconds after `mtime`.
    pub mtime_nanos: u32,
    /// Major and minor number of a device.
    pub device: (u32, u32),
    /// Extended attributes: name and value.
    pub xattrs: Vec<(&'a [u8], &'a [u8])>,
}

/// The headers of one entry, in whole blocks. *Source:* pax(1), "pax Interchange Format".
pub fn headers(entry: &Written) -> Vec<u8> {
    let slash: &[u8] = if entry.kind == FileKind::Dir { b"/" } else { b"" };
    let path = [entry.path, slash].concat();
    let mut records = Vec::new();
    if path.len() > NAME {
        record(&mut records, b"path", &path);
    }
    if entry.link.len() > NAME {
        record(&mut records, b"linkpath", entry.link);
    }
    for (key, id) in [(&b"uid"[..], entry.uid), (b"gid", entry.gid)] {
        if id > LARGEST_OWNER {
            record(&mut records, key, id.to_string().as_bytes());
        }
    }
    if entry.mtime < 0 || entry.mtime_nanos != 0 {
        record(&mut records, b"mtime", time(entry.mtime, entry.mtime_nanos).as_bytes());
    }
    for (name, value) in &entry.xattrs {
        record(&mut records, &[b"SCHILY.xattr.", *name].concat(), value);
    }
    let mut out = Vec::with_capacity(BLOCK);
    if !records.is_empty() {
        let extended =
            Written { path: b"PaxHeader", link: b"", size: records.len() as u64, xattrs: Vec::new(), ..*entry };
        out.extend_from_slice(header(&extended, b"PaxHeader", EntryType::XHeader).as_bytes());
        out.append(&mut records);
        out.resize(out.len().next_multiple_of(BLOCK), 0);
    }
    let kind = match entry.kind {
        FileKind::File | FileKind::Other => EntryType::Regular,
        FileKind::Dir => EntryType::Directory,
        FileKind::Symlink => EntryType::Symlink,
        FileKind::Hardlink => EntryType::Link,
        FileKind::Char => EntryType::Char,
        FileKind::Block => EntryType::Block,
        FileKind::Fifo => EntryType::Fifo,
    };
    out.extend_from_slice(header(entry, &path, kind).as_bytes());
    out
}

/// One header block. A PAX record in front of it holds the values that do not fit.
fn header(entry: &Written, path: &[u8], kind: EntryType) -> Header {
    let mut header = Header::new_ustar();
    header.set_entry_type(kind);
    header.set_mode(u32::from(entry.mode));
    header.set_uid(u64::from(entry.uid.min(LARGEST_OWNER)));
    header.set_gid(u64::from(entry.gid.min(LARGEST_OWNER)));
    header.set_size(entry.size);
    header.set_mtime(u64::try_from(entry.mtime).unwrap_or(0));
    if matches!(kind, EntryType::Char | EntryType::Block) {
        // Both setters fail for old headers only; this one is ustar.
        let _ = header.set_device_major(entry.device.0).and_then(|()| header.set_device_minor(entry.device.1));
    }
    let old = header.as_old_mut();
    old.name.iter_mut().zip(path).for_each(|(to, from)| *to = *from);
    old.linkname.iter_mut().zip(entry.link).for_each(|(to, from)| *to = *from);
    header.set_cksum();
    header
}

/// "27 path=some/name\n": the length includes its own digits.
fn record(out: &mut Vec<u8>, key: &[u8], value: &[u8]) {
    let body = key.len() + value.len() + 3;
    let mut len = body + 1;
    while len != body + len.to_string().len() {
        len = body + len.to_string().len();
    }
    out.extend_from_slice(len.to_string().as_bytes());
    out.extend_from_slice(&[b" ", key, b"=", value, b"\n"].concat());
}

/// Times before 1970 have whole seconds rounded down: -2 s and 0.5 s are "-1.5".
fn time(seconds: i64, nanos: u32) -> String {
    match (seconds, nanos) {
        (seconds, 0) => seconds.to_string(),
        (seconds, nanos) if seconds >= 0 => format!("{seconds}.{nanos:09}"),
        (seconds, nanos) => format!("-{}.{:09}", seconds.unsigned_abs() - 1, 1_000_000_000 - nanos),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Span, Window, block_on};
    use crate::tar_format::TarReader;

    #[test]
    fn what_is_written_is_read_again_whatever_its_size() {
        let long = vec![b'n'; 300];
        let value = [0, 1, b'\n', 0xff];
        for (path, link, kind, uid, mtime, mtime_nanos) in [
            (&b"plain"[..], &b""[..], FileKind::File, 0, 7, 0),
            (b"caf\xe9", b"", FileKind::Dir, 1000, 1_700_000_000, 123_456_789),
            (&long, &long, FileKind::Symlink, u32::MAX, -2, 500_000_000),
            (b"hard", &long, FileKind::Hardlink, 0o777_7777, -3, 0),
            (b"dev", b"", FileKind::Char, 0o1000_0000, 0, 1),
        ] {
            let device = if kind == FileKind::Char { (1, 3) } else { (0, 0) };
            let xattrs = vec![(&b"security.capability"[..], &value[..])];
            let entry =
                Written { path, link, kind, mode: 0o4755, uid, gid: uid, size: 0, mtime, mtime_nanos, device, xattrs };
            let bytes = headers(&entry);
            assert_eq!(bytes.len() % BLOCK, 0);
            let whole = Span { offset: 0, len: bytes.len() as u64 };
            let read = block_on(&bytes, async |feed| TarReader::new(Window::new(&feed, 0, whole)).next().await);
            let read = read.unwrap().unwrap();
            let slash: &[u8] = if kind == FileKind::Dir { b"/" } else { b"" };
            assert_eq!(read.path, [path, slash].concat());
            assert_eq!((read.kind, &read.link[..], read.mode), (kind, link, 0o4755));
            assert_eq!((read.uid, read.gid, read.device), (uid, uid, device));
            assert_eq!((read.mtime, read.mtime_nanos), (mtime, mtime_nanos));
            assert_eq!(read.xattrs, [(b"security.capability".to_vec(), value.to_vec())]);
        }
    }
}

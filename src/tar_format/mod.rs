//! The tar format itself: header by header, PAX and GNU extensions applied, every error with its byte.
//!
//! The `tar` crate reads the fields of a header; the walk is ours, because that crate reads extension headers of any size
//! into memory, takes a truncated archive for a complete one, and can't say where in the file a header is wrong.

pub mod path;
mod pax;
mod reader;
mod sparse;
mod writer;

pub use pax::Pax;
pub use reader::{End, TarReader, is_header};
pub use sparse::{SparseMap, SparseRange};
pub use writer::{Written, headers};

/// What a tar entry is. The order is that of the flat layer buffer and must not change without its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum FileKind {
    /// Regular file.
    File = 0,
    /// Directory.
    Dir = 1,
    /// Symbolic link.
    Symlink = 2,
    /// Hard link: another name for an earlier entry.
    Hardlink = 3,
    /// Character device.
    Char = 4,
    /// Block device.
    Block = 5,
    /// Named pipe.
    Fifo = 6,
    /// A type that no engine unpacks.
    Other = 7,
}

impl FileKind {
    /// The kind with this number in a layer buffer.
    pub fn from_u8(n: u8) -> Option<Self> {
        [Self::File, Self::Dir, Self::Symlink, Self::Hardlink, Self::Char, Self::Block, Self::Fifo, Self::Other]
            .get(usize::from(n))
            .copied()
    }

    /// The letter that `ls -l` and `tar -tv` put in front of the mode. A hard link is shown as the file it is.
    pub fn letter(self) -> char {
        match self {
            Self::File | Self::Hardlink => '-',
            Self::Dir => 'd',
            Self::Symlink => 'l',
            Self::Char => 'c',
            Self::Block => 'b',
            Self::Fifo => 'p',
            Self::Other => '?',
        }
    }
}

/// One entry, as its headers describe it.
///
/// *Units:* positions are bytes of the (decompressed) tar; `size` is what the file has when unpacked, `stored` what its data
/// takes in the tar (they differ for sparse files).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    /// Name as stored, any bytes.
    #[serde(with = "at_once")]
    pub path: Vec<u8>,
    /// Link target as stored; empty where there is none.
    #[serde(with = "at_once")]
    pub link: Vec<u8>,
    /// What it is.
    pub kind: FileKind,
    /// The raw type flag.
    pub flag: u8,
    /// Permission bits, 07777.
    pub mode: u16,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Bytes when unpacked.
    pub size: u64,
    /// Bytes of data in the tar.
    pub stored: u64,
    /// Seconds since 1970.
    pub mtime: i64,
    /// Nanoseconds of the time.
    pub mtime_nanos: u32,
    /// Device numbers, of devices.
    pub device: (u32, u32),
    /// Extended attributes: name without its PAX prefix, value.
    pub xattrs: Vec<(Vec<u8>, Vec<u8>)>,
    /// The data is a list of pieces.
    pub sparse: bool,
    /// Where they belong.
    pub sparse_map: SparseMap,
    /// Where its first header starts (the extension headers' where there are some).
    pub header_at: u64,
    /// Where its data starts.
    pub data_at: u64,
}

/// Bytes that stand as they are in a binary message, written and read at once: an index has millions of names.
mod at_once {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        <&[u8]>::deserialize(from).map(<[u8]>::to_vec)
    }
}

impl Entry {
    /// One of a kind that has nothing else: no name, no bytes, no rights; the time is 1970.
    pub fn empty(kind: FileKind) -> Self {
        Self {
            path: Vec::new(),
            link: Vec::new(),
            kind,
            flag: b'0',
            mode: 0,
            uid: 0,
            gid: 0,
            size: 0,
            stored: 0,
            mtime: 0,
            mtime_nanos: 0,
            device: (0, 0),
            xattrs: Vec::new(),
            sparse: false,
            sparse_map: SparseMap::None,
            header_at: 0,
            data_at: 0,
        }
    }
}

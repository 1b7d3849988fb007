//! One entry of a tar, as its headers describe it.

use super::sparse::SparseMap;

/// The type of a tar entry. The numbers are part of the layer buffer's format: a change needs a new version of that format.
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
    /// A type flag that no engine unpacks.
    Other = 7,
}

impl FileKind {
    /// The kind with this number in a layer buffer.
    pub fn from_u8(n: u8) -> Option<Self> {
        [Self::File, Self::Dir, Self::Symlink, Self::Hardlink, Self::Char, Self::Block, Self::Fifo, Self::Other]
            .get(usize::from(n))
            .copied()
    }

    /// The letter before the mode in `ls -l` and `tar -tv`. A hard link has the letter of a file.
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
/// *Units:* positions are bytes of the (decompressed) tar. `size` is the length of the unpacked file, `stored` that of its data in
/// the tar; they differ for sparse files.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    /// Name as stored: any bytes.
    #[serde(with = "at_once")]
    pub path: Vec<u8>,
    /// Link target as stored; empty for other kinds.
    #[serde(with = "at_once")]
    pub link: Vec<u8>,
    /// Its type.
    pub kind: FileKind,
    /// The raw type flag.
    pub flag: u8,
    /// Permission bits, 07777.
    pub mode: u16,
    /// User id of the owner.
    pub uid: u32,
    /// Group id.
    pub gid: u32,
    /// Bytes when unpacked.
    pub size: u64,
    /// Bytes of data in the tar.
    pub stored: u64,
    /// Seconds since 1970.
    pub mtime: i64,
    /// Nanoseconds after `mtime`.
    pub mtime_nanos: u32,
    /// Major and minor number of a device.
    pub device: (u32, u32),
    /// Extended attributes: name without its PAX prefix, and value.
    pub xattrs: Vec<(Vec<u8>, Vec<u8>)>,
    /// The file is sparse: the tar stores pieces of it.
    pub sparse: bool,
    /// The places of the pieces in the unpacked file.
    pub sparse_map: SparseMap,
    /// Start of its first header, which may be an extension header.
    pub header_at: u64,
    /// Start of its data.
    pub data_at: u64,
}

/// Serializes bytes as one block, not one by one: an index has millions of names.
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
    /// An entry of this kind with all else empty: no name, no data, mode 0, the time 1970.
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

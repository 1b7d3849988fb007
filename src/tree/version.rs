//! The state of one path in one layer.

use super::id::{LayerIndex, NodeId, ROOT, Seq, VersionId};
use crate::tar_format::FileKind;

/// A range of a tree's heap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeapRange {
    /// The first byte.
    pub at: u32,
    /// How many.
    pub len: u32,
}

impl HeapRange {
    /// No bytes.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The range of `heap`; empty when it lies outside.
    pub(super) fn of(self, heap: &[u8]) -> &[u8] {
        heap.get(self.at as usize..(self.at as usize).saturating_add(self.len as usize)).unwrap_or_default()
    }

    /// Appends bytes to a heap.
    pub(super) fn put(heap: &mut Vec<u8>, bytes: &[u8]) -> Self {
        let at = heap.len() as u32;
        heap.extend_from_slice(bytes);
        Self { at, len: bytes.len() as u32 }
    }
}

/// The numbers of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceNumbers {
    /// Which driver.
    pub major: u32,
    /// Which of its devices.
    pub minor: u32,
}

/// How a layer stores a file's content, and so what `FileContent::at` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentForm {
    /// In one piece, `at` a byte of the decompressed layer.
    Plain,
    /// As a sparse file's list of pieces; its first header is `at` a byte of the decompressed layer.
    Sparse,
    /// In an upper directory, as the content of the inode with the number `at`.
    Inode,
}

/// Where a file's content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileContent {
    /// The version that stores it: the file itself.
    pub version: VersionId,
    /// How it is stored.
    pub form: ContentForm,
    /// Where, in its form's units.
    pub at: u64,
}

/// Where the content of a file or hard link is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredContent {
    /// The layer.
    pub layer: LayerIndex,
    /// How it is stored.
    pub form: ContentForm,
    /// Where, in its form's units.
    pub at: u64,
    /// Bytes when unpacked.
    pub size: u64,
}

impl StoredContent {
    /// As a list of pieces.
    pub fn is_sparse(&self) -> bool {
        self.form == ContentForm::Sparse
    }
}

/// The thing that a layer holds at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// A file and its content.
    File(FileContent),
    /// One more name of something.
    Hardlink {
        /// The name it was made from, as stored.
        target: HeapRange,
        /// The version that stores its content; `None` = its target is not there.
        content: Option<VersionId>,
    },
    /// A directory.
    Dir,
    /// A symbolic link with its target, as stored.
    Symlink(HeapRange),
    /// A character device.
    Char(DeviceNumbers),
    /// A block device.
    Block(DeviceNumbers),
    /// A named pipe.
    Fifo,
    /// Something else that a tar has a letter for.
    Other,
    /// A directory that only the names in it imply: its attributes are a lower layer's, or unknown.
    Implied,
    /// Nothing: there is a whiteout only.
    Nothing,
}

/// The state of one path in one layer. *Units:* as in `tar_format::Entry`.
#[derive(Debug, Clone, Copy)]
pub struct Version {
    /// The path.
    pub node: NodeId,
    /// The version of the next lower layer that touches the path.
    pub older: Option<VersionId>,
    /// The layer.
    pub layer: LayerIndex,
    /// The layer's tar has a whiteout for the path.
    pub whiteout: bool,
    /// … an opaque mark in it.
    pub opaque: bool,
    /// Permission bits.
    pub mode: u16,
    /// When its entry is applied; `START` for a mere whiteout.
    pub(super) seq: Seq,
    /// When lower things are cut off last; `None` = this version cuts nothing off.
    pub(super) cut: Option<Seq>,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Nanoseconds of the time.
    pub mtime_nanos: u32,
    /// Packed extended attributes.
    pub xattrs: HeapRange,
    /// The thing at the path.
    pub held: Held,
    /// Bytes when unpacked; of a symbolic link, of its target's name.
    pub size: u64,
    /// Seconds since 1970.
    pub mtime: i64,
}

/// A tree of millions of paths has to fit in a browser's 4 GiB.
const _: () = assert!(size_of::<Held>() <= 16 && size_of::<Version>() <= 80);

impl Version {
    /// The version that holds nothing, of a layer that has just come to a path.
    pub(super) fn new(node: NodeId, older: Option<VersionId>, layer: LayerIndex) -> Self {
        Self { node, older, layer, ..Self::NOTHING }
    }

    /// The value of an id that is no version of a tree.
    pub(super) const NOTHING: Self = Self {
        node: ROOT,
        older: None,
        layer: LayerIndex::BASE,
        whiteout: false,
        opaque: false,
        mode: 0o755,
        seq: Seq::START,
        cut: None,
        uid: 0,
        gid: 0,
        mtime_nanos: 0,
        xattrs: HeapRange { at: 0, len: 0 },
        held: Held::Nothing,
        size: 0,
        mtime: 0,
    };

    /// A file or hard link, a directory …; `None` for a mere whiteout.
    pub fn kind(&self) -> Option<FileKind> {
        match self.held {
            Held::File(_) => Some(FileKind::File),
            Held::Hardlink { .. } => Some(FileKind::Hardlink),
            Held::Dir | Held::Implied => Some(FileKind::Dir),
            Held::Symlink(_) => Some(FileKind::Symlink),
            Held::Char(_) => Some(FileKind::Char),
            Held::Block(_) => Some(FileKind::Block),
            Held::Fifo => Some(FileKind::Fifo),
            Held::Other => Some(FileKind::Other),
            Held::Nothing => None,
        }
    }

    /// The tar has an entry for it: owner, mode and time are known.
    pub fn is_entry(&self) -> bool {
        !matches!(self.held, Held::Implied | Held::Nothing)
    }

    /// A directory without an entry of its own.
    pub fn is_implied(&self) -> bool {
        self.held == Held::Implied
    }

    /// Something is there.
    pub fn is_item(&self) -> bool {
        self.held != Held::Nothing
    }

    /// A directory is there.
    pub fn is_dir(&self) -> bool {
        matches!(self.held, Held::Dir | Held::Implied)
    }

    /// A file that is no hard link is there.
    pub fn is_file(&self) -> bool {
        matches!(self.held, Held::File(_))
    }

    /// A hard link is there.
    pub fn is_hardlink(&self) -> bool {
        matches!(self.held, Held::Hardlink { .. })
    }

    /// A symbolic link is there.
    pub fn is_symlink(&self) -> bool {
        matches!(self.held, Held::Symlink(_))
    }

    /// The version that stores the content: itself for a file, the target's for a hard link.
    pub fn content(&self) -> Option<VersionId> {
        match self.held {
            Held::File(content) => Some(content.version),
            Held::Hardlink { content, .. } => content,
            _ => None,
        }
    }

    /// Where the content of a file is; a hard link's is that of `content`.
    pub fn file(&self) -> Option<FileContent> {
        if let Held::File(content) = self.held { Some(content) } else { None }
    }

    /// The target of a link.
    pub(super) fn link(&self) -> HeapRange {
        match self.held {
            Held::Symlink(target) | Held::Hardlink { target, .. } => target,
            _ => HeapRange::default(),
        }
    }

    /// The numbers of a device.
    pub fn device(&self) -> Option<DeviceNumbers> {
        match self.held {
            Held::Char(device) | Held::Block(device) => Some(device),
            _ => None,
        }
    }

    /// Bytes of content that it stores in its layer: a hard link stores none.
    pub fn stored(&self) -> u64 {
        if self.is_file() { self.size } else { 0 }
    }

    /// For a moment at least no directory stands here while its layer is applied: nothing of lower layers survives that.
    pub fn is_cut(&self) -> bool {
        self.cut > Some(Seq::START)
    }

    /// It cuts off what lower layers hold at the path, or in it: a whiteout, an opaque mark, anything that is no directory.
    pub fn cuts(&self) -> bool {
        self.cut.is_some()
    }

    /// Position of its entry.
    pub(super) fn position(&self) -> Position {
        Position::of(self.layer, self.seq)
    }

    /// Position of its last cut.
    pub(super) fn cut_position(&self) -> Option<Position> {
        self.cut.map(|seq| Position::of(self.layer, seq))
    }
}

/// A moment in the history of a tree: a layer, and when in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position(u64);

impl Position {
    /// Before all layers.
    pub(super) const START: Self = Self(0);

    fn of(layer: LayerIndex, seq: Seq) -> Self {
        Self(u64::from(u32::from(layer)) << 32 | u64::from(u32::from(seq)))
    }

    /// After everything that a layer does.
    pub(super) fn end_of(layer: LayerIndex) -> Self {
        Self(u64::from(u32::from(layer)) << 32 | u64::from(u32::MAX))
    }
}

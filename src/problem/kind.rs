//! The kinds of problems. A new finding starts here: its kind, its severity as a note, whether a rule can deny it.

use super::severity::Severity;
use crate::messages::{self, Language};
use serde::{Deserialize, Serialize};

/// Every kind of failure and of finding. `code()` is the stable name that crosses the wasm boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Neither a tar nor a compressed tar.
    NotAnArchive,
    /// A file of 0 bytes.
    EmptyFile,
    /// The bytes end before the structure does.
    Truncated,
    /// A tar without any document that describes an image.
    NoImages,
    /// A root file system (`docker export`), not an image: shown as one layer.
    FlatRootfs,
    /// A document names a member that the archive does not have.
    MissingMember,
    /// A digest of the manifest has no blob in the archive.
    MissingBlob,
    /// An image's config is not in the archive.
    MissingConfig,
    /// A document is not JSON, or not of the expected shape.
    BadJson,
    /// A tar header whose checksum does not fit or whose numbers are out of range.
    CorruptTar,
    /// A gzip stream that does not decode. Its CRC is not checked: a layer is proven by its SHA-256 digest.
    CorruptGzip,
    /// A zstd stream that does not decode.
    CorruptZstd,
    /// An xz stream that does not decode.
    CorruptXz,
    /// A bzip2 stream that does not decode.
    CorruptBzip2,
    /// The progress of a build that does not decode.
    CorruptBuildRecord,
    /// The config's bytes do not hash to the image id.
    DigestMismatch,
    /// A blob's stored bytes do not hash to the digest that the manifest names.
    BlobMismatch,
    /// A layer's decompressed bytes do not hash to its diff_id.
    DiffIdMismatch,
    /// The manifest and the config disagree on the number of layers.
    LayerCountMismatch,
    /// History has more or fewer layer-making entries than there are layers.
    HistoryMismatch,
    /// The manifest lists the layers in another order than the config.
    LayerOrder,
    /// A document with two readings.
    Contradiction,
    /// A layer that is left out of archives on purpose and must be fetched from elsewhere.
    ForeignLayer,
    /// An encrypted layer.
    EncryptedLayer,
    /// A layer that is a file system image (squashfs, EROFS), not a tar.
    FileSystemLayer,
    /// Members that no image of the archive names.
    UnreferencedMembers,
    /// Entries of a Windows layer that are neither in its file system nor registry hives.
    OutsideFiles,
    /// Whiteouts without a name.
    InvalidWhiteout,
    /// Whiteouts of paths that no lower layer has.
    DanglingWhiteout,
    /// A directory that stands where a lower layer has a symbolic link.
    MaskedSymlink,
    /// The same name twice in one layer.
    DuplicatePath,
    /// A name that tries to leave the root.
    EscapingName,
    /// A name with bytes that are not UTF-8, or with control characters.
    OddName,
    /// A name with characters that change how it reads (bidi, invisible).
    DeceptiveName,
    /// A hard link whose target does not exist.
    BrokenHardlink,
    /// An entry of a type that no engine unpacks.
    UnknownEntry,
    /// Bytes that follow the tar's end.
    DataAfterEnd,
    /// A block of zeros between two entries, where some readers stop and others go on.
    LoneZeros,
    /// One of overlay's own markers inside a layer's tar, where it is a plain file.
    OverlayMarker,
    /// A bound of `limits` is reached.
    Limit,
    /// The file could not be read (changed, moved, or refused by the browser).
    ReadFailed,
    /// No such image, layer or path.
    NotFound,
    /// The container changed while it was being saved.
    Changed,
    /// A layer of a Windows image can't be written here.
    WindowsLayer,
    /// The person stopped it.
    Cancelled,
    /// A worker of the page crashed while it read a layer.
    WorkerCrashed,
    /// A worker of the page stopped answering while it read a layer.
    WorkerStuck,
    /// A bug in Layerscope.
    Internal,
}

impl Kind {
    /// The kebab-case name of the kind, as it crosses the wasm boundary.
    pub fn code(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The consequence for the person who looks at the image, or what to do; "" where the sentence says it all.
    pub fn meaning(self, language: Language) -> String {
        let part = |part: &str| messages::find(language, &format!("problem.{}.{part}", self.code()), &[]);
        part("means").or_else(|| part("try")).unwrap_or_default()
    }

    /// The sentence has the expected and the found value in it, or they add nothing to it.
    pub fn says_values(self) -> bool {
        matches!(
            self,
            Self::LayerCountMismatch
                | Self::HistoryMismatch
                | Self::ForeignLayer
                | Self::EncryptedLayer
                | Self::FileSystemLayer
                | Self::MissingMember
        )
    }

    /// How grave a note of a layer is.
    pub fn severity_of_note(self) -> Severity {
        match self {
            Self::DanglingWhiteout | Self::OddName | Self::OverlayMarker | Self::DuplicatePath | Self::DataAfterEnd => {
                Severity::Info
            }
            _ => Severity::Warning,
        }
    }

    /// Only reading and hashing all bytes finds it.
    pub fn is_found_by_hashing(self) -> bool {
        matches!(
            self,
            Self::DigestMismatch
                | Self::BlobMismatch
                | Self::DiffIdMismatch
                | Self::Truncated
                | Self::CorruptGzip
                | Self::CorruptZstd
                | Self::CorruptXz
                | Self::CorruptBzip2
        )
    }
}

/// The kinds that a finding of an image that opened can have, in the order of `Kind`: those that a rule can deny.
pub const DENIABLE: [Kind; 37] = [
    Kind::Truncated,
    Kind::FlatRootfs,
    Kind::MissingMember,
    Kind::MissingBlob,
    Kind::MissingConfig,
    Kind::BadJson,
    Kind::CorruptTar,
    Kind::CorruptGzip,
    Kind::CorruptZstd,
    Kind::CorruptXz,
    Kind::CorruptBzip2,
    Kind::DigestMismatch,
    Kind::BlobMismatch,
    Kind::DiffIdMismatch,
    Kind::LayerCountMismatch,
    Kind::HistoryMismatch,
    Kind::LayerOrder,
    Kind::Contradiction,
    Kind::ForeignLayer,
    Kind::EncryptedLayer,
    Kind::FileSystemLayer,
    Kind::UnreferencedMembers,
    Kind::OutsideFiles,
    Kind::InvalidWhiteout,
    Kind::DanglingWhiteout,
    Kind::MaskedSymlink,
    Kind::DuplicatePath,
    Kind::EscapingName,
    Kind::OddName,
    Kind::DeceptiveName,
    Kind::BrokenHardlink,
    Kind::UnknownEntry,
    Kind::DataAfterEnd,
    Kind::LoneZeros,
    Kind::OverlayMarker,
    Kind::Limit,
    Kind::ReadFailed,
];

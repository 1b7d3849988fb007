//! What can be wrong with an archive, as one plain-data type with a kind for code, a place for people and a sentence.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;

/// Every way an answer can fail or a finding can be told. `code()` is the stable name that crosses the wasm boundary.
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
    /// A document is no JSON, or not of the expected shape.
    BadJson,
    /// A tar header whose checksum or numbers make no sense.
    CorruptTar,
    /// A gzip stream that does not decode or whose CRC differs.
    CorruptGzip,
    /// A zstd stream that does not decode.
    CorruptZstd,
    /// An xz stream that does not decode.
    CorruptXz,
    /// A bzip2 stream that does not decode.
    CorruptBzip2,
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
    /// A document that can be read in two ways.
    Contradiction,
    /// A layer that is not in the archive on purpose: it must be had from elsewhere.
    ForeignLayer,
    /// An encrypted layer.
    EncryptedLayer,
    /// A layer that is a file system image (squashfs, EROFS), no tar.
    FileSystemLayer,
    /// Members that no image of the archive names.
    UnreferencedMembers,
    /// Whiteouts without a name.
    InvalidWhiteout,
    /// Whiteouts of nothing.
    DanglingWhiteout,
    /// A directory that stands where a lower layer has a symbolic link.
    MaskedSymlink,
    /// The same name twice in one layer.
    DuplicatePath,
    /// A name that tries to leave the root.
    EscapingName,
    /// A name of bytes that are no text, or with control characters.
    OddName,
    /// A name with characters that change how it reads (bidi, invisible).
    DeceptiveName,
    /// A hard link whose target is nowhere.
    BrokenHardlink,
    /// An entry of a type that no engine unpacks.
    UnknownEntry,
    /// Bytes that follow the tar's end.
    DataAfterEnd,
    /// A block of zeros between two entries, where some readers stop and others go on.
    LoneZeros,
    /// overlay's own markers inside a layer's tar, where they are plain files.
    OverlayMarker,
    /// A bound of `limits` was reached.
    Limit,
    /// The file could not be read (changed, moved, or refused by the browser).
    ReadFailed,
    /// A question that has no answer: no such image, layer or path.
    NotFound,
    /// The container changed while it was being saved.
    Changed,
    /// The person stopped it.
    Cancelled,
    /// A worker of the page broke down while it read a layer.
    WorkerCrashed,
    /// A worker of the page stopped answering while it read a layer.
    WorkerStuck,
    /// A fault of ours.
    Internal,
}

impl Kind {
    /// The kebab-case name of the kind, as it is serialized.
    pub fn code(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// How much a problem costs the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something asked for can't be shown.
    Error,
    /// All is shown, but something does not fit.
    Warning,
    /// Worth knowing.
    Info,
}

impl Kind {
    /// What it means for the person who looks at the image, and what to do; "" where the sentence says it all.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Truncated => "What came before is shown. Copy or download the file again.",
            Self::MissingMember | Self::MissingBlob => {
                "That layer's files can't be shown, so the merged view lacks them."
            }
            Self::CorruptTar | Self::CorruptGzip | Self::CorruptZstd | Self::CorruptXz | Self::CorruptBzip2 => {
                "What came before the damage is shown. An engine refuses this layer."
            }
            Self::DigestMismatch | Self::BlobMismatch | Self::DiffIdMismatch => {
                "The bytes are not those that the image was made of: damaged, or changed by someone. An engine refuses them."
            }
            Self::LayerCountMismatch | Self::LayerOrder => "Engines read the config; so does this view.",
            Self::HistoryMismatch => "Commands may stand beside the wrong layer.",
            Self::Contradiction => "Two tools may see two different images in it. Don't trust a scan of the other one.",
            Self::FlatRootfs => "It has no layers: it is shown as one, all of it.",
            Self::ForeignLayer => "Its address is shown and never visited. Its files are missing from the merged view.",
            Self::EncryptedLayer => "Its files are missing from the merged view; only who has the key can read them.",
            Self::FileSystemLayer => "Its files are missing from the merged view.",
            Self::UnreferencedMembers => {
                "They take space in the file and belong to no image: leftovers of the tool, or something hidden."
            }
            Self::InvalidWhiteout => "Engines refuse such a layer or ignore the entry; it hides nothing here.",
            Self::DanglingWhiteout => {
                "It hides nothing: the file was made and deleted in one step, or a lower layer was built anew."
            }
            Self::MaskedSymlink => {
                "The directory hides the link: what the link led to is no longer reached by this path."
            }
            Self::DuplicatePath => "The last one counts; the bytes of the others are stored for nothing.",
            Self::EscapingName => {
                "It is kept inside the image's root here. An unpacker that does not do so can be made to write elsewhere."
            }
            Self::OddName => "It is shown escaped.",
            Self::DeceptiveName => "It is shown escaped, for it could pose as another name.",
            Self::BrokenHardlink => "The file is there by name and has no content.",
            Self::UnknownEntry => "Engines pass over it or refuse the layer.",
            Self::LoneZeros => {
                "What follows is shown here. GNU tar reads on as well, others stop or refuse: they see something else."
            }
            Self::DataAfterEnd => "Engines hash those bytes and never unpack them.",
            Self::OverlayMarker => "It is shown as what it is. It would hide files only in an overlay upper directory.",
            Self::Limit => "What came before is shown. The bound guards against input made to use up memory or time.",
            Self::WorkerCrashed | Self::WorkerStuck => "What it read is left out; all else is shown.",
            _ => "",
        }
    }
}

/// Something wrong: what, where, and what was expected.
///
/// Units: `byte` counts from 0, in the opened file as it was dropped; in the decompressed layer when `in_layer` is set;
/// in the decompressed archive when the archive is compressed as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What went wrong.
    pub kind: Kind,
    /// What it costs.
    pub severity: Severity,
    /// Name of the opened file.
    pub file: Option<String>,
    /// Archive member concerned.
    pub member: Option<String>,
    /// Layer concerned, 0 = base.
    pub layer: Option<usize>,
    /// Position of the trouble.
    pub byte: Option<u64>,
    /// `byte` counts in the decompressed layer.
    pub in_layer: bool,
    /// Path inside the image, the first one of several.
    pub path: Option<String>,
    /// How many there are of this kind in this place, when more than one.
    pub count: Option<u64>,
    /// What was expected (a digest, a count).
    pub expected: Option<String>,
    /// What was there instead.
    pub found: Option<String>,
    /// Further words, from a decoder or a parser.
    pub detail: Option<String>,
}

/// The result of everything in this crate that can fail.
pub type Result<T, E = Box<Problem>> = std::result::Result<T, E>;

impl Problem {
    /// A problem of `kind` without a place yet.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            severity: Severity::Error,
            file: None,
            member: None,
            layer: None,
            byte: None,
            in_layer: false,
            path: None,
            count: None,
            expected: None,
            found: None,
            detail: None,
        }
    }

    /// The same, as a warning.
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same, as something worth knowing.
    pub fn info(mut self) -> Self {
        self.severity = Severity::Info;
        self
    }

    /// Sets the position.
    pub fn at(mut self, byte: u64) -> Self {
        self.byte = Some(byte);
        self
    }

    /// Sets the archive member.
    pub fn member(mut self, member: impl Into<String>) -> Self {
        self.member = Some(member.into());
        self
    }

    /// Sets the layer.
    pub fn layer(mut self, layer: usize) -> Self {
        self.layer = Some(layer);
        self
    }

    /// Sets the further words.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Sets what was expected and what was found.
    pub fn expected(mut self, expected: impl Into<String>, found: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self.found = Some(found.into());
        self
    }

    /// The complete English sentence.
    pub fn message(&self) -> String {
        self.to_string()
    }

    fn sentence(&self) -> String {
        let expected = self.expected.as_deref().unwrap_or("?");
        let found = self.found.as_deref().unwrap_or("?");
        match self.kind {
            Kind::NotAnArchive => "not a tar archive, nor a compressed one".into(),
            Kind::EmptyFile => "the file is empty".into(),
            Kind::Truncated => "the bytes end too early".into(),
            Kind::NoImages => {
                "a tar archive, but nothing in it describes an image (no manifest.json, no index.json)".into()
            }
            Kind::FlatRootfs => "a root file system (as docker export writes it), not an image".into(),
            Kind::MissingMember => "the archive does not hold a member that its documents name".into(),
            Kind::MissingBlob => format!("the archive does not hold the blob {expected}"),
            Kind::MissingConfig => "the image's config is not in the archive".into(),
            Kind::BadJson => "the document can't be read as JSON of the expected shape".into(),
            Kind::CorruptTar => "no valid tar header here".into(),
            Kind::CorruptGzip => "the gzip data is damaged".into(),
            Kind::CorruptZstd => "the zstd data is damaged".into(),
            Kind::CorruptXz => "the xz data is damaged".into(),
            Kind::CorruptBzip2 => "the bzip2 data is damaged".into(),
            Kind::DigestMismatch => format!("the config should have the digest {expected} but has {found}"),
            Kind::BlobMismatch => format!("the blob should have the digest {expected} but has {found}"),
            Kind::DiffIdMismatch => format!("the layer should have the diff_id {expected} but has {found}"),
            Kind::LayerCountMismatch => format!("the config names {expected} layers, the manifest {found}"),
            Kind::HistoryMismatch => format!("the history tells of {found} layers, the image has {expected}"),
            Kind::LayerOrder => {
                "the manifest lists the layers in another order than the config; the config's is used".into()
            }
            Kind::Contradiction => "this document can be read in two ways".into(),
            Kind::ForeignLayer => "this layer is not meant to be in the archive: it must be had from elsewhere".into(),
            Kind::EncryptedLayer => "this layer is encrypted".into(),
            Kind::FileSystemLayer => format!("this layer is a {found} file system, which is not read"),
            Kind::UnreferencedMembers => "the archive holds members that no image in it names".into(),
            Kind::InvalidWhiteout => "a whiteout without a name".into(),
            Kind::DanglingWhiteout => "a whiteout of something that no lower layer has".into(),
            Kind::MaskedSymlink => "a directory stands where a lower layer has a symbolic link".into(),
            Kind::DuplicatePath => "the layer holds the same name more than once".into(),
            Kind::EscapingName => "a name tries to leave the root by ..".into(),
            Kind::OddName => "a name has bytes that are no text, or control characters".into(),
            Kind::DeceptiveName => "a name has invisible characters that change how it reads".into(),
            Kind::BrokenHardlink => "a hard link's target is not there".into(),
            Kind::UnknownEntry => "an entry of a type that no engine unpacks".into(),
            Kind::LoneZeros => "a single block of zeros stands between two entries".into(),
            Kind::DataAfterEnd => "bytes follow the end of the tar".into(),
            Kind::OverlayMarker => "a marker of overlay's own stands in the tar, where it is a plain file".into(),
            Kind::Limit => "a safety limit was reached".into(),
            Kind::ReadFailed => "the file could not be read".into(),
            Kind::NotFound => "no such thing in the archive".into(),
            Kind::Changed => "the container changed while it was being saved".into(),
            Kind::Cancelled => "stopped".into(),
            Kind::WorkerCrashed => "the worker that read this broke down".into(),
            Kind::WorkerStuck => "the worker that read this stopped answering".into(),
            Kind::Internal => "an internal error".into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}: ")?;
        }
        if let Some(layer) = self.layer {
            write!(f, "layer {}: ", layer + 1)?;
        }
        if let Some(member) = &self.member {
            write!(f, "{member}: ")?;
        }
        if let Some(byte) = self.byte {
            let of = if self.in_layer { " of the layer" } else { "" };
            write!(f, "at byte {byte}{of}: ")?;
        }
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.sentence())?;
        if let Some(count) = self.count.filter(|n| *n > 1) {
            write!(f, " ({count} of them)")?;
        }
        match &self.detail {
            Some(detail) => write!(f, " ({detail})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

/// Decoders sit behind `std::io::Read`; a `Problem` travels through as the payload of an `io::Error`.
impl From<Box<Problem>> for io::Error {
    fn from(problem: Box<Problem>) -> Self {
        io::Error::new(io::ErrorKind::InvalidData, problem)
    }
}

impl From<Problem> for io::Error {
    fn from(problem: Problem) -> Self {
        Box::new(problem).into()
    }
}

/// Unwraps a `Problem` that travelled through `std::io`; any other error means that the file itself could not be read.
impl From<io::Error> for Box<Problem> {
    fn from(error: io::Error) -> Self {
        let text = error.to_string();
        match error.into_inner().map(|inner| inner.downcast::<Box<Problem>>()) {
            Some(Ok(problem)) => *problem,
            _ => Box::new(Problem::new(Kind::ReadFailed).detail(text)),
        }
    }
}

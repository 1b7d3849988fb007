//! Every bound on the work that an archive may cause, in one place, each with its reason.

use std::time::Duration;

/// Bytes of one PAX header. Go's archive/tar stops at 1 MiB, so no engine reads more.
pub const PAX_BYTES: u64 = 1 << 20;

/// Bytes of one name or link target, however it is stored. Linux takes 4,096 a call, so no engine can unpack a sixteenth of
/// this; a name of 64 KiB may already be 32,000 folders deep, each of them a path of its own.
pub const NAME_BYTES: u64 = 64 << 10;

/// Extension blocks of one old GNU sparse header (21 pieces each): 4,096 blocks describe 86,000 holes.
pub const SPARSE_BLOCKS: u64 = 4096;

/// Pieces of one sparse file, however its map is stored: as many as the old form can have.
pub const SPARSE_PIECES: u64 = SPARSE_BLOCKS * 21;

/// Bytes of a sparse file, holes and all, up to which its content is hashed: beyond, hashing zeros would take minutes.
pub const SPARSE_HASHED: u64 = 1 << 30;

/// Bytes of manifest.json, index.json, an image manifest or repositories. Registries refuse manifests over 4 MiB;
/// a docker save of thousands of images stays below this.
pub const DOCUMENT_BYTES: u64 = 16 << 20;

/// Bytes of an image config. Docker's own limit is 8 MiB.
pub const CONFIG_BYTES: u64 = 8 << 20;

/// Nesting of a document. Real ones stay below 12; serde_json itself stops at 128.
pub const JSON_DEPTH: usize = 100;

/// Values in one document. A value takes 80 bytes of memory and may take two in the file (`0,`); the longest real history has
/// some thousands.
pub const JSON_VALUES: usize = 1_000_000;

/// Cost of all documents of an archive while images are looked for: 1 a byte, `JSON_VALUE_COST` a value, `LAYER_COST` a layer.
/// Without it, ten thousand images that all name one config of 8 MiB would be read ten thousand times.
pub const DOCUMENTS_COST: u64 = 512 << 20;

/// Bytes of memory that one JSON value takes.
pub const JSON_VALUE_COST: u64 = 80;

/// Bytes of memory that the description of one layer takes.
pub const LAYER_COST: u64 = 512;

/// Problems of an archive's documents that are listed one by one: a manifest may list 300,000 images that are not there, and a
/// longer list helps no reader.
pub const PROBLEMS: usize = 1000;

/// Decoded bytes that any stream may give, even from few stored bytes: a base image's layer has a tenth of it.
pub const DECODED_BYTES: u64 = 1 << 30;

/// Beyond `DECODED_BYTES`: decoded bytes a stored byte. Real layers stay below 50, zeros in gzip reach 1,032, in zstd and
/// bzip2 20,000 and more.
pub const DECODED_RATIO: u64 = 500;

/// Decoded bytes that are looked at after a tar's end marker. Padding goes up to 10 KiB; hidden data may stand anywhere, and the
/// digest covers it in any case.
pub const AFTER_END_BYTES: u64 = 1 << 20;

/// Members of one archive. The outer index holds about 400 bytes for each.
pub const MEMBERS: usize = 2_000_000;

/// Bytes of names and link targets of all members.
pub const MEMBER_NAMES: usize = 256 << 20;

/// Entries of one layer. The largest real layers have below 2 million; a record takes 72 bytes.
pub const LAYER_ENTRIES: usize = 4_000_000;

/// Bytes of names, link targets and extended attributes of one layer.
pub const LAYER_HEAP: usize = 512 << 20;

/// Paths in all layers of an image, with the folders that have no entry of their own. One takes some 120 bytes, and a wasm instance
/// has 4 GiB.
pub const TREE_NODES: usize = 16_000_000;

/// Versions of paths in all layers of an image: 96 bytes each.
pub const TREE_VERSIONS: usize = 16_000_000;

/// Bytes of all names of a tree, and as many again of link targets and attributes. Their places are u32.
pub const TREE_HEAP: usize = 1 << 30;

/// Layers of one image. overlay2 mounts at most 128.
pub const LAYERS: usize = 1024;

/// Images of one archive.
pub const IMAGES: usize = 10_000;

/// Layers of all images of an archive: a layer's description takes some 500 bytes.
pub const ALL_LAYERS: usize = 200_000;

/// Depth of indexes within indexes. Real archives have two (OCI index → platform index).
pub const INDEX_DEPTH: usize = 8;

/// Links from member to member; more count as a loop. The kernel's own bound is 40.
pub const LINK_HOPS: usize = 40;

/// Bytes of one name that Linux takes. *Source:* linux/limits.h.
pub const NAME_MAX: usize = 255;

/// Bytes of a path, or of a symbolic link's target, with the NUL at its end, that Linux takes. *Source:* linux/limits.h.
pub const PATH_MAX: usize = 4096;

/// Bytes of all paths of directories without an entry that an imported container gets: a few deep names would otherwise need far more
/// memory than their size.
pub const IMPLIED_BYTES: usize = 64 << 20;

/// Names of one content that are read: a file has a few, and a hostile image may give it a million.
pub const CONTENT_NAMES: usize = 200;

/// zstd's window: the reference decoder refuses more than 128 MiB by default, and so do the engines.
pub const ZSTD_WINDOW: u64 = 128 << 20;

/// xz's dictionary: `xz -9` uses 64 MiB, and a header may ask for 4 GiB.
pub const XZ_DICTIONARY: usize = 192 << 20;

/// Bytes in which a header is looked for in the middle of a layer; beyond, one scanner reads it all. A file may be as long as the layer.
pub const HEADER_SEARCH: u64 = 64 << 20;

/// Checkpoints kept for random access into one gzip stream; beyond this the stride doubles, so memory stays below 9 MiB.
pub const CHECKPOINTS: usize = 256;

/// Bytes between two checkpoints at the start: opening a file inflates at most this much more than it needs.
pub const CHECKPOINT_STRIDE: u64 = 16 << 20;

/// Bytes of small members of a compressed archive kept from the first pass, so that documents need no second one.
pub const KEPT_DOCUMENTS: usize = 32 << 20;

/// Bytes of further documents that an index carries to another worker, so that finding its images needs no file there. Real ones
/// have some hundred KB; the worker reads the rest itself.
pub const FOUND_DOCUMENTS: usize = 64 << 20;

/// The largest whole number that JavaScript holds exactly. A file beyond these 9 PB exists on no file system an engine unpacks
/// to; sums stop here too.
pub const LARGEST_NUMBER: u64 = (1 << 53) - 1;

/// Small blobs that are searched for a manifest when no document lists one.
pub const BARE_DOCUMENTS: usize = 1000;

/// Bytes of such a blob: manifests and configs have some KB, and a larger one is read only when another document names it.
pub const BARE_DOCUMENT_BYTES: u64 = 1 << 20;

/// Bytes of a document beside a layer of Docker's old form: that of a layer has some hundred, that of an image a few thousand.
pub const V1_BYTES: u64 = 64 << 10;

/// Folders of a root file system that are examined as platforms. A build for all platforms of a base image has a dozen.
pub const PLATFORMS: usize = 64;

/// Bytes of one attestation that is shown: an SBOM of a large image has some 20 MB.
pub const ATTESTATION_BYTES: u64 = 64 << 20;

/// Bytes of each of two texts that are compared: both are held whole, and a longer difference helps no reader.
pub const COMPARE_BYTES: usize = 4 << 20;

/// Time in which the smallest difference is looked for; after it any correct one is taken.
pub const COMPARE_TIME: Duration = Duration::from_secs(2);

/// Bytes of a search query. A typed one has a hundredth of it; a pasted text may be anything.
pub const QUERY_BYTES: usize = 8192;

/// Terms of a query: each is a pass over all paths.
pub const QUERY_TERMS: usize = 100;

/// Bytes that a regular expression may take, and as many again for its automaton's cache: `\w{100}` takes some 100 KB.
pub const REGEX_BYTES: usize = 4 << 20;

/// Bytes of a path that a pattern is tried on, from its end. Linux takes no longer path, so only a hostile layer has one.
pub const PATTERN_PATH: usize = 4096;

/// Bytes of one typed command line.
pub const SHELL_LINE: usize = 64 << 10;

/// Words of one command after patterns are replaced by names: Linux takes some 2 MiB of them.
pub const SHELL_WORDS: usize = 100_000;

/// Bytes of text that one line prints: it is held whole, and a longer one helps no reader.
pub const SHELL_OUTPUT: usize = 4 << 20;

/// Bytes of each file that `cat` shows.
pub const SHELL_READ: u64 = 1 << 20;

/// Words that the Tab key offers.
pub const SHELL_CANDIDATES: usize = 200;

/// Steps of each of two histories that are set side by side. overlay2 mounts 128 layers, so no build has a tenth of it.
pub const COMPARED_STEPS: usize = 4096;

/// Bytes of an instruction that advice repeats with its rewrite: a hostile history has instructions of megabytes.
pub const ADVICE_TEXT: usize = 8192;

/// Depth of quotes and substitutions within each other in a RUN that advice changes: each takes a call, and real ones stay below 4.
pub const RUN_DEPTH: usize = 16;

/// Cells of one treemap: more are too small to be seen on any screen.
pub const TREEMAP_CELLS: usize = 20_000;

/// Cells times layers of one treemap: 8 bytes each, to count which layer most bytes of a cell come from.
pub const TREEMAP_SUMS: usize = 4 << 20;

/// Bytes of a file that the command line writes into JSON: there it is held in memory as a whole.
pub const JSON_CONTENT: u64 = 64 << 20;

/// Annotations and labels of one document: real ones have some dozens.
pub const ANNOTATIONS: usize = 1000;

/// Bytes of one annotation's key or value: a certificate or a signature in one has some KB, and a longer text is no annotation.
pub const ANNOTATION_BYTES: usize = 16 << 10;

/// Blobs of one artifact: a model of a thousand shards is among the largest.
pub const ARTIFACT_BLOBS: usize = 10_000;

/// Indexes that lead to one manifest: a layout has one or two.
pub const INDEXES_OF_MANIFEST: usize = 64;

/// Materials of one provenance statement: a build with many git sources has some hundreds.
pub const MATERIALS: usize = 1000;

/// Bytes of a signature or a statement that is read for its subject and its materials while the archive opens. BuildKit's largest
/// provenance, with all sources of the Dockerfile, stays below this; an SBOM may not, and needs no reading.
pub const STATEMENT_BYTES: u64 = 4 << 20;

/// Bytes of a blob that are shown as text.
pub const BLOB_TEXT: usize = 1 << 20;

/// Entries of a blob's tar that are listed: charts have some dozens, a model's archive some thousands.
pub const BLOB_ENTRIES: usize = 10_000;

/// Files beside a Windows layer's file system that are listed one by one: a layer has five registry hives.
pub const ASIDE_FILES: usize = 64;

/// Build records of one archive. An export of a CI run's builds has some tens.
pub const BUILD_RECORDS: usize = 1000;

/// Bytes of the steps, times and output of one build. BuildKit keeps at most 2 MiB of output a step.
pub const BUILD_STATUS_BYTES: u64 = 64 << 20;

/// Bytes of one message in it, which is decoded as a whole: a step with its name, a piece of output, a warning with its source file.
/// Decoded, a hostile one takes 16 times as much.
pub const BUILD_MESSAGE_BYTES: usize = 4 << 20;

/// Steps of one build, with all its platforms. Large real ones have some hundred.
pub const BUILD_STEPS: usize = 20_000;

/// Times that one step starts and ends; BuildKit reports a step again for each build that shares it.
pub const BUILD_INTERVALS: usize = 1000;

/// Inputs, parts, warnings and pieces of output of all steps of one build, each counted.
pub const BUILD_PARTS: usize = 500_000;

/// Bytes of one step's output that the page shows, from its end.
pub const BUILD_LOG_SHOWN: usize = 1 << 20;

//! The data that is measured: an image of 200,000 entries, made the same every time, and the archives among the tests' fixtures.

use layerscope::image::sha256_digest;
use layerscope::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tar::{Builder, EntryType, Header};

/// Entries of the base layer; those above bring it to 200,000.
const BASE: u64 = 160_000;

/// The image's layers as tars, base first: one that adds, one that rewrites and adds, one that deletes, one that hides directories.
pub static LAYERS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut base = Layer::default();
    for file in 0..BASE {
        base.file(&path(file), numbers.next() % 400);
    }
    let mut rewritten = Layer::default();
    for file in (0..BASE).step_by(10) {
        rewritten.file(&path(file), numbers.next() % 400);
    }
    for file in BASE..BASE + 12_000 {
        rewritten.file(&path(file), numbers.next() % 400);
    }
    let mut deleted = Layer::default();
    for file in (3..BASE).step_by(14) {
        let path = path(file);
        let (folder, name) = path.rsplit_once('/').unwrap();
        deleted.file(&format!("{folder}/.wh.{name}"), 0);
    }
    let mut hidden = Layer::default();
    for folder in (0..BASE / 100).step_by(3) {
        hidden.file(&format!("{}/.wh..wh..opq", directory(folder * 100)), 0);
    }
    [base, rewritten, deleted, hidden].into_iter().map(Layer::bytes).collect()
});

/// The base layer, compressed as a registry holds it.
pub static GZIP: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let bytes = &LAYERS[0];
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    // The reader of gzip checks neither CRC nor length (its sha256 proves the layer), so they are left empty.
    [&head[..], &miniz_oxide::deflate::compress_to_vec(bytes, 3), &[0; 8]].concat()
});

/// The image as `docker save` writes it.
static ARCHIVE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let diff_ids: Vec<_> = LAYERS.iter().map(|layer| sha256_digest(layer)).collect();
    let config = serde_json::json!({
        "architecture": "amd64", "os": "linux", "config": {},
        "history": (0..LAYERS.len()).map(|n| serde_json::json!({ "created_by": format!("RUN step {n}") })).collect::<Vec<_>>(),
        "rootfs": {"type": "layers", "diff_ids": diff_ids},
    });
    let names: Vec<_> = (0..LAYERS.len()).map(|layer| format!("{layer}/layer.tar")).collect();
    let manifest = serde_json::json!([{ "Config": "config.json", "RepoTags": ["micro:1"], "Layers": names }]);
    let mut archive = Layer::default();
    archive.data("config.json", config.to_string().as_bytes());
    for (name, layer) in names.iter().zip(LAYERS.iter()) {
        archive.data(name, layer);
    }
    archive.data("manifest.json", manifest.to_string().as_bytes());
    archive.bytes()
});

/// The image, opened, all its layers merged.
pub fn image() -> Workspace {
    open(&ARCHIVE)
}

/// Opens an archive and reads all layers of its first image.
pub fn open(bytes: &[u8]) -> Workspace {
    let mut workspace = Workspace::open("micro.tar", &bytes, &mut |_, _| {}).unwrap();
    workspace.intake().scan_all(&bytes).unwrap();
    workspace
}

/// Every archive among the fixtures that opens, sorted by path.
pub static FIXTURES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut paths = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"), &mut paths);
    paths.sort();
    let archives = paths.into_iter().map(|path| std::fs::read(path).unwrap());
    let opens = |bytes: &Vec<u8>| Workspace::open("fixture", &bytes.as_slice(), &mut |_, _| {}).is_ok();
    archives.filter(opens).collect()
});

fn find(folder: &Path, archives: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            find(&path, archives);
        } else if name.ends_with(".tar") || name.contains(".tar.") {
            archives.push(path);
        }
    }
}

/// A hundred files a directory, thirty directories beside each other.
fn directory(file: u64) -> String {
    let directory = file / 100;
    format!("usr/lib/part-{}/module-{}", directory / 30, directory % 30)
}

fn path(file: u64) -> String {
    let ending = ["so", "py", "txt", "h"][(file % 4) as usize];
    format!("{}/file-{file}.{ending}", directory(file))
}

/// Numbers that look random and are the same every time: xorshift.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

struct Layer(Builder<Vec<u8>>);

impl Default for Layer {
    fn default() -> Self {
        Self(Builder::new(Vec::new()))
    }
}

impl Layer {
    /// A file of so many bytes.
    fn file(&mut self, path: &str, len: u64) {
        let content = path.as_bytes().iter().copied().cycle().take(len as usize).collect::<Vec<_>>();
        self.data(path, &content);
    }

    fn data(&mut self, path: &str, content: &[u8]) {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(1_700_000_000);
        self.0.append_data(&mut header, path, content).unwrap();
    }

    fn bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap()
    }
}

//! Fixtures, and a builder for the archives that no tool here writes.

use layerscope::image::sha256_digest;
use layerscope::report::{Engine, Printer, Store, merged_listing};
use layerscope::workspace::Workspace;
use std::path::{Path, PathBuf};
use tar::{Builder, EntryType, Header};

/// A file below tests/fixtures.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(fixture_path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

pub fn fixture_path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

pub fn fixture_text(name: &str) -> String {
    String::from_utf8(fixture(name)).unwrap()
}

/// Docker 20.10, which made most of the fixtures.
pub const OLD: Printer = Printer { store: Store::Graph, engine: Engine::Docker20, by_platform: false };

/// Decompresses a gzip fixture with the core's own decoder.
pub fn gunzip(bytes: &[u8]) -> Vec<u8> {
    use layerscope::archive::Plan;
    use layerscope::compression::Codec;
    use layerscope::source::Span;
    let mut out = Vec::new();
    let plan = Plan::plain(Span { offset: 0, len: bytes.len() as u64 }).inner(Codec::Gzip);
    let mut take = |piece: &[u8]| {
        out.extend_from_slice(piece);
        true
    };
    crate::now::copy_layer(&plan, &bytes, &mut take).unwrap();
    out
}

/// Compresses, with the codecs' own crates.
pub fn compress(codec: &str, bytes: &[u8]) -> Vec<u8> {
    use std::io::{Read, Write};
    match codec {
        "bzip2" => {
            let mut out = Vec::new();
            bzip2::read::BzEncoder::new(bytes, bzip2::Compression::fast()).read_to_end(&mut out).unwrap();
            out
        }
        "xz" => {
            let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
            writer.write_all(bytes).unwrap();
            writer.finish().unwrap()
        }
        "zstd" => ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest),
        "gzip" => crate::builder::packing::gzip(bytes),
        other => panic!("no {other}"),
    }
}

/// Opens, and reads all layers of the image with this name.
pub fn open(bytes: &[u8], image: Option<&str>) -> Workspace {
    let mut workspace = Workspace::open("image.tar", &bytes, &mut |_, _| {}).unwrap_or_else(|p| panic!("{p}"));
    if let Some(name) = image {
        let index = workspace.images().iter().position(|i| i.names.iter().any(|n| n == name));
        workspace.choose(index.unwrap_or_else(|| panic!("no image {name}"))).unwrap();
    }
    workspace.intake().scan_all(&bytes).unwrap();
    workspace
}

/// The merged listing at the top.
pub fn top(workspace: &Workspace) -> String {
    merged_listing(workspace.tree(), workspace.image().layers.len() - 1)
}

/// The merged view as plain paths, directories with a trailing `/`, links with their target.
pub fn paths(workspace: &Workspace, height: usize) -> Vec<String> {
    let listing = merged_listing(workspace.tree(), height);
    listing.lines().map(|line| line.splitn(6, ' ').last().unwrap_or_default().trim_start()).map(last_columns).collect()
}

fn last_columns(rest: &str) -> String {
    // size, date and time stand in front; a name may hold spaces.
    rest.split_once(':').and_then(|(_, r)| r.split_once(' ')).map_or(rest, |(_, name)| name).to_owned()
}

/// One layer's tar, entry by entry.
pub struct Layer(Builder<Vec<u8>>);

impl Layer {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self(Builder::new(Vec::new()))
    }

    fn header(kind: EntryType, size: usize) -> Header {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(size as u64);
        header.set_mode(if kind == EntryType::Directory { 0o755 } else { 0o644 });
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(1_700_000_000);
        header
    }

    pub fn file(self, path: &str, content: &str) -> Self {
        self.file_with(path, content, |_| {})
    }

    pub fn data(self, path: &str, content: &[u8]) -> Self {
        self.data_with(path, content, |_| {})
    }

    pub fn file_with(self, path: &str, content: &str, change: impl Fn(&mut Header)) -> Self {
        self.data_with(path, content.as_bytes(), change)
    }

    fn data_with(mut self, path: &str, content: &[u8], change: impl Fn(&mut Header)) -> Self {
        let mut header = Self::header(EntryType::Regular, content.len());
        change(&mut header);
        self.0.append_data(&mut header, path, content).unwrap();
        self
    }

    pub fn dir(mut self, path: &str) -> Self {
        let mut header = Self::header(EntryType::Directory, 0);
        self.0.append_data(&mut header, path, &b""[..]).unwrap();
        self
    }

    pub fn link(mut self, kind: EntryType, path: &str, target: &str) -> Self {
        let mut header = Self::header(kind, 0);
        self.0.append_link(&mut header, path, target).unwrap();
        self
    }

    pub fn symlink(self, path: &str, target: &str) -> Self {
        self.link(EntryType::Symlink, path, target)
    }

    pub fn hardlink(self, path: &str, target: &str) -> Self {
        self.link(EntryType::Link, path, target)
    }

    /// A symbolic link whose target the tar crate would tidy up: at most 100 bytes.
    pub fn symlink_as(mut self, path: &str, target: &str) -> Self {
        let mut header = Self::header(EntryType::Symlink, 0);
        header.set_link_name_literal(target).unwrap();
        self.0.append_data(&mut header, path, &b""[..]).unwrap();
        self
    }

    /// A raw name that the tar crate would refuse (`..`, absolute): at most 100 bytes.
    pub fn raw(mut self, name: &[u8], content: &str) -> Self {
        let mut header = Self::header(EntryType::Regular, content.len());
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.set_cksum();
        self.0.append(&header, content.as_bytes()).unwrap();
        self
    }

    pub fn bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap()
    }
}

/// A docker archive of layers, as `docker save` of version 24 lays it out.
pub fn image(layers: Vec<Vec<u8>>) -> Vec<u8> {
    let diff_ids: Vec<String> = layers.iter().map(|l| format!("\"{}\"", sha256_digest(l))).collect();
    let history: Vec<String> = (0..layers.len()).map(|n| format!("{{\"created_by\":\"step {n}\"}}")).collect();
    let config = format!(
        r#"{{"architecture":"amd64","os":"linux","config":{{}},"history":[{}],"rootfs":{{"type":"layers","diff_ids":[{}]}}}}"#,
        history.join(","),
        diff_ids.join(",")
    );
    let config_name = format!("{}.json", &sha256_digest(config.as_bytes())[7..]);
    let mut members: Vec<(String, Vec<u8>)> = Vec::new();
    let mut names = Vec::new();
    for (index, layer) in layers.into_iter().enumerate() {
        names.push(format!("\"{index}/layer.tar\""));
        members.push((format!("{index}/layer.tar"), layer));
    }
    let manifest = format!(r#"[{{"Config":"{config_name}","RepoTags":["test:1"],"Layers":[{}]}}]"#, names.join(","));
    members.push((config_name, config.into_bytes()));
    members.push(("manifest.json".into(), manifest.into_bytes()));
    pack(&members)
}

/// A tar of members.
pub fn pack(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = Layer::header(EntryType::Regular, content.len());
        builder.append_data(&mut header, name, content.as_slice()).unwrap();
    }
    builder.into_inner().unwrap()
}

/// The members of a plain tar, to leave some out or change them.
pub fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = tar::Archive::new(bytes);
    let mut members = Vec::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        if entry.header().entry_type() != EntryType::Regular {
            continue;
        }
        let name = entry.path().unwrap().to_string_lossy().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
        members.push((name, content));
    }
    members
}

/// A tar with each entry under another name; hard links become files of their own.
pub fn renamed(bytes: &[u8], rename: impl Fn(&str) -> String) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for entry in tar::Archive::new(bytes).entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut header = entry.header().clone();
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let target = entry.link_name_bytes().map(|t| String::from_utf8_lossy(&t).into_owned()).unwrap_or_default();
        match header.entry_type() {
            EntryType::Symlink => builder.append_link(&mut header, rename(&name), target).unwrap(),
            EntryType::Link => builder.append_link(&mut header, rename(&name), rename(&target)).unwrap(),
            _ => builder.append_data(&mut header, rename(&name), &mut entry).unwrap(),
        }
    }
    builder.into_inner().unwrap()
}

/// A transcript's commands, each with the lines that it printed.
pub fn transcript(path: &Path) -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        match (line.strip_prefix("$ "), sections.last_mut()) {
            (Some(command), _) => sections.push((command.to_owned(), String::new())),
            (None, Some((_, printed))) => printed.push_str(&format!("{line}\n")),
            (None, None) => {}
        }
    }
    sections
}

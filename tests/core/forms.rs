//! Every form that tools write: one image, in all of them, and what we say of each.
//!
//! `WRITERS` is the table of README's section "What opens"; each of its lines has forms here, and each form opens.

mod docker;
mod foreign;
mod layers;
mod oci;
mod odd;
mod tools;

pub use oci::simple;

use crate::builder::Files;
use crate::support::{paths, top};
use layerscope::archive::FolderFile;
use layerscope::report::merged_listing;
use layerscope::source::{ReadAt, Sources};
use layerscope::workspace::{VerifyState, Workspace};

/// The archives that open: their tool and their forms. README has these lines, word for word.
pub const WRITERS: [(&str, &str); 17] = [
    ("`docker save`, before 1.10", "chains of `json`, with and without `repositories`"),
    ("`docker save`, to 24", "a folder a layer, repeated layers as links, several images, untagged ones"),
    ("`docker save`, from 25", "`blobs/`, also where its OCI documents are wrong: `manifest.json` counts"),
    (
        "`docker save`, `nerdctl save`, `ctr images export` (containerd)",
        "layers as the registry has them; platforms and blobs that are not in the archive are named",
    ),
    (
        "`podman save`, skopeo, buildah",
        "`docker-archive`, `oci-archive`, `oci:` and `dir:`, with Docker's schema 1, too",
    ),
    ("buildx", "`type=docker`, `type=oci` with several platforms, `type=tar`"),
    ("crane, ko, kaniko, apko", "layers named by their digest; index forms without `blobs/`"),
    ("jib", "tar and OCI layout"),
    ("Bazel: rules_docker, rules_oci", "both"),
    ("Nix", "`./` names, absolute names, streams of several gzip members"),
    ("OCI image layouts", "nested indexes, several platforms under one name, `./` names"),
    ("attestations", "provenance and SBOMs, shown under their image"),
    ("layers", "plain, gzip, zstd, xz, bzip2, eStargz, zstd:chunked; recognised by their bytes, not by their names"),
    ("layers that can't be read", "foreign, encrypted, squashfs, EROFS (OCI-SIF): shown in the stack, with the reason"),
    ("the archive as a whole", "plain, gzip, zstd, xz, bzip2"),
    ("folders", "an unpacked `docker save`, an OCI layout, a `dir:`; picked or dropped"),
    ("root file systems", "`docker export`, one folder a platform: one layer each"),
];

/// One archive or folder, and what we must say of it.
pub struct Form {
    /// The line of `WRITERS` that it proves; "" for documents that no tool should write.
    writer: &'static str,
    /// In a few words.
    what: &'static str,
    input: Input,
    expected: Expected,
}

pub enum Input {
    Archive(Vec<u8>),
    Folder(Files),
}

/// The answers. `reference()` is what most forms give.
pub struct Expected {
    images: Vec<(&'static str, &'static str)>,
    layers: usize,
    files: Vec<&'static str>,
    findings: Vec<&'static str>,
    attestations: Vec<&'static str>,
    proven: bool,
}

/// The reference image's merged view, as paths.
pub const REFERENCE: [&str; 10] = [
    "bin/",
    "bin/sh -> busybox",
    "data/",
    "data/new",
    "data/same",
    "data/sub/",
    "data/sub/shown",
    "etc/",
    "etc/motd",
    "etc/passwd",
];

impl Expected {
    /// One image "app:1" for linux/amd64 with three layers, all files, every digest proven, nothing to remark.
    pub fn reference() -> Self {
        Self {
            images: vec![("app:1", "linux/amd64")],
            layers: 3,
            files: REFERENCE.to_vec(),
            findings: Vec::new(),
            attestations: Vec::new(),
            proven: true,
        }
    }

    /// Names (joined by a comma) and platforms.
    pub fn images(self, images: &[(&'static str, &'static str)]) -> Self {
        Self { images: images.to_vec(), ..self }
    }

    pub fn named(self, name: &'static str) -> Self {
        self.images(&[(name, "linux/amd64")])
    }

    pub fn layers(self, layers: usize) -> Self {
        Self { layers, ..self }
    }

    pub fn files(self, files: &[&'static str]) -> Self {
        Self { files: files.to_vec(), ..self }
    }

    pub fn and_file(mut self, path: &'static str) -> Self {
        self.files.push(path);
        self.files.sort_unstable();
        self
    }

    /// "kind severity place", hashes as `…`.
    pub fn finding(mut self, finding: &'static str) -> Self {
        self.findings.push(finding);
        self
    }

    pub fn attested(mut self, predicate: &'static str) -> Self {
        self.attestations.push(predicate);
        self
    }

    /// No document names the layers' digests.
    pub fn unproven(self) -> Self {
        Self { proven: false, ..self }
    }
}

impl Form {
    pub fn archive(writer: &'static str, what: &'static str, files: &Files) -> Self {
        Self::bytes(writer, what, files.tar())
    }

    pub fn bytes(writer: &'static str, what: &'static str, bytes: Vec<u8>) -> Self {
        Self { writer, what, input: Input::Archive(bytes), expected: Expected::reference() }
    }

    pub fn folder(writer: &'static str, what: &'static str, files: Files) -> Self {
        Self { writer, what, input: Input::Folder(files), expected: Expected::reference() }
    }

    pub fn gives(self, expected: Expected) -> Self {
        Self { expected, ..self }
    }
}

/// A folder in memory.
pub struct Folder(Vec<Vec<u8>>);

impl Sources for Folder {
    fn open(&self, file: usize) -> std::io::Result<Box<dyn ReadAt + '_>> {
        Ok(Box::new(&self.0[file]))
    }
}

/// Opens a folder of files; reading goes through what comes back.
pub fn open_folder(files: &Files) -> (Workspace, Folder) {
    let (mut list, mut bytes) = (Vec::new(), Vec::new());
    for (path, content) in files.folder() {
        let len = content.as_ref().map_or(0, Vec::len) as u64;
        let link = content.as_ref().err().map(|target| target.clone().into_bytes());
        list.push(FolderFile { path: path.into_bytes(), len, link });
        bytes.push(content.unwrap_or_default());
    }
    let folder = Folder(bytes);
    let workspace = Workspace::open_folder("folder", &list, &folder).unwrap_or_else(|p| panic!("{p}"));
    (workspace, folder)
}

/// Opens a folder of the disk, as `open_folder` does.
pub fn open_files(path: &std::path::Path) -> (Workspace, Folder) {
    let (mut list, mut bytes, mut folders) = (Vec::new(), Vec::new(), vec![path.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let file = entry.unwrap().path();
            if file.is_dir() {
                folders.push(file);
                continue;
            }
            let content = std::fs::read(&file).unwrap();
            let inside = file.strip_prefix(path).unwrap().to_string_lossy().into_owned();
            list.push(FolderFile { path: inside.into_bytes(), len: content.len() as u64, link: None });
            bytes.push(content);
        }
    }
    let folder = Folder(bytes);
    let workspace =
        Workspace::open_folder("folder", &list, &folder).unwrap_or_else(|p| panic!("{}: {p}", path.display()));
    (workspace, folder)
}

/// Runs of 64 hex digits as `…`: digests change with every byte of the builder.
fn without_hashes(text: &str) -> String {
    let mut out = String::new();
    let mut hex = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_hexdigit() {
            hex.push(c);
            continue;
        }
        out.push_str(if hex.len() == 64 { "…" } else { &hex });
        hex.clear();
        out.push(c);
    }
    out.trim_end().to_owned()
}

/// "missing-blob error layer 2 blobs/sha256/…"
pub fn findings(workspace: &Workspace) -> Vec<String> {
    let line = |finding: layerscope::workspace::Finding| {
        let problem = finding.problem.problem;
        let layer = problem.layer.map(|layer| format!(" layer {}", layer + 1)).unwrap_or_default();
        let place = problem.path.or(problem.member).map(|place| format!(" {place}")).unwrap_or_default();
        let severity = format!("{:?}", problem.severity).to_lowercase();
        without_hashes(&format!("{} {severity}{layer}{place}", problem.kind.code()))
    };
    workspace.facts().findings().into_iter().map(line).collect()
}

/// The differences from the expected, in words; empty where there are no differences.
fn differences(form: &Form) -> Vec<String> {
    match &form.input {
        Input::Archive(bytes) => match Workspace::open("archive.tar", bytes, &mut |_, _| {}) {
            Ok(workspace) => compare(workspace, bytes, &form.expected),
            Err(problem) => vec![format!("does not open: {problem}")],
        },
        Input::Folder(files) => {
            let (workspace, folder) = open_folder(files);
            compare(workspace, &folder, &form.expected)
        }
    }
}

fn compare(mut workspace: Workspace, sources: &dyn Sources, expected: &Expected) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut differ = |what: &str, ours: String, wanted: String| {
        if ours != wanted {
            wrong.push(format!("{what}: {ours}\n      wanted {wanted}"));
        }
    };
    let images: Vec<(String, String)> =
        workspace.images().iter().map(|i| (i.names.join(","), i.config.platform.clone().unwrap_or_default())).collect();
    differ("images", format!("{images:?}"), format!("{:?}", expected.images));
    for image in (0..images.len()).rev() {
        workspace.choose(image).unwrap();
        workspace.intake().scan_all(sources).unwrap();
        workspace.intake().hash_all(sources);
        let height = workspace.image().layers.len().saturating_sub(1);
        differ("files", format!("{:?}", paths(&workspace, height)), format!("{:?}", expected.files));
    }
    let info = workspace.facts().image();
    differ("layers", info.layers.len().to_string(), expected.layers.to_string());
    differ("findings", format!("{:?}", findings(&workspace)), format!("{:?}", expected.findings));
    let statements = workspace.image().attestations.iter().flat_map(|a| &a.statements);
    let predicates: Vec<&str> = statements.map(|s| s.predicate.as_str()).collect();
    differ("attestations", format!("{predicates:?}"), format!("{:?}", expected.attestations));
    let named = |l: &&layerscope::workspace::LayerInfo| l.diff_id.is_some() || l.blob_digest.is_some();
    let stored = info.layers.iter().filter(|l| l.stored > 0 && (named(l) || !expected.proven));
    let unproven: Vec<_> = stored.filter(|l| (l.verify == VerifyState::Ok) != expected.proven).collect();
    differ("proof", format!("{unproven:?}"), "[]".to_owned());
    wrong
}

fn all() -> Vec<Form> {
    [docker::forms(), oci::forms(), tools::forms(), layers::forms(), foreign::forms(), odd::forms()]
        .into_iter()
        .flatten()
        .collect()
}

/// The bytes of one form of archive, for tests of other things.
pub fn archive(what: &str) -> Vec<u8> {
    let form = all().into_iter().find(|form| form.what == what);
    match form.map(|form| form.input) {
        Some(Input::Archive(bytes)) => bytes,
        _ => panic!("no archive: {what}"),
    }
}

#[test]
fn every_form_opens_and_is_told_as_it_is() {
    let mut wrong = String::new();
    for form in all() {
        for difference in differences(&form) {
            wrong.push_str(&format!("\n{}: {}\n  {difference}\n", form.writer, form.what));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_reference_image_is_merged_as_a_container_sees_it() {
    let layered = docker::docker_24(&crate::builder::Image::reference()).tar();
    let flat = crate::builder::Image::flattened().bytes();
    let (mut layered, mut flat) = (
        (Workspace::open("layered", &layered, &mut |_, _| {}).unwrap(), layered.clone()),
        (Workspace::open("flat", &flat, &mut |_, _| {}).unwrap(), flat.clone()),
    );
    layered.0.intake().scan_all(&layered.1).unwrap();
    flat.0.intake().scan_all(&flat.1).unwrap();
    assert_eq!(top(&layered.0), merged_listing(flat.0.tree(), 0));
}

#[test]
fn readme_lists_what_opens_and_each_line_has_its_forms() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let lines = WRITERS.iter().map(|(writer, forms)| format!("| {writer} | {forms} |\n"));
    let table: String = ["| written by, or what | |\n|---|---|\n".to_owned()].into_iter().chain(lines).collect();
    assert!(readme.contains(&table), "README.md, \"What opens\", must have this table:\n{table}");
    let forms = all();
    for (writer, _) in WRITERS {
        assert!(forms.iter().any(|f| f.writer == writer), "no form proves: {writer}");
    }
    for form in &forms {
        assert!(form.writer.is_empty() || WRITERS.iter().any(|(w, _)| *w == form.writer), "{}", form.writer);
    }
}

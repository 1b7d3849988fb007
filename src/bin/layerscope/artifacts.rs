//! `artifacts`, `origin`: what an archive holds beside images, and what an image was built from.

use super::chosen::{self, Choice, Format};
use super::input::Input;
use super::output::{out, print_either, print_json};
use super::words::{say, word};
use clap::{Args, ValueHint};
use layerscope::content::{Extent, Pieces};
use layerscope::problem::{Kind, Problem, Result};
use layerscope::source::block_on;
use layerscope::text::hex;
use layerscope::workspace::{AnnotationInfo, ArtifactInfo, Artifacts, BlobInfo, Catalog, OriginInfo};
use serde::ser::Error;
use serde::{Serialize, Serializer};
use std::io::Write;
use std::path::PathBuf;

/// The least digits of a digest that name a blob.
const DIGITS: usize = 4;

/// Arguments of `artifacts`.
#[derive(Args)]
pub struct List {
    #[arg(value_name = "ARCHIVE", required = true, value_hint = ValueHint::AnyPath)]
    archives: Vec<PathBuf>,
    #[arg(long, value_name = "DIGEST", conflicts_with = "json")]
    blob: Option<String>,
    #[command(flatten)]
    format: Format,
}

/// Arguments of `origin`.
#[derive(Args)]
pub struct Origin {
    #[arg(value_name = "ARCHIVE", required = true, value_hint = ValueHint::AnyPath)]
    archives: Vec<PathBuf>,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    format: Format,
}

/// Whether a blob's bytes have the digest that names them.
#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Proof {
    Ok,
    Mismatch,
    Missing,
    Unknown,
}

/// A blob with its proof.
#[derive(Serialize)]
struct Proven {
    #[serde(flatten)]
    blob: BlobInfo,
    verified: Proof,
}

/// An artifact whose blobs are proven. *Shape:* the artifact has no blobs of its own any more.
struct Listed {
    artifact: ArtifactInfo,
    proven_blobs: Vec<Proven>,
}

impl Serialize for Listed {
    /// As the artifact, whose blobs have one field more.
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut value = serde_json::to_value(&self.artifact).map_err(S::Error::custom)?;
        if let Some(blobs) = value.get_mut("blobs") {
            *blobs = serde_json::to_value(&self.proven_blobs).map_err(S::Error::custom)?;
        }
        value.serialize(serializer)
    }
}

impl List {
    pub fn answer(self) -> Result<u8> {
        let (catalog, input) = chosen::read(&self.archives)?;
        let artifacts = Artifacts::of(&catalog);
        if let Some(digest) = &self.blob {
            return write_blob(artifacts, &input, digest);
        }
        let listed = artifacts.list().into_iter().map(|artifact| prove(artifacts, &input, artifact));
        let listed: Vec<Listed> = listed.collect();
        let wrong = listed.iter().flat_map(|one| &one.proven_blobs).any(|blob| blob.verified == Proof::Mismatch);
        print_either(self.format.json, &listed, |listed| listed.iter().map(|one| lines(one, &catalog)).collect())?;
        Ok(u8::from(wrong))
    }
}

fn prove(artifacts: Artifacts<'_>, input: &Input, mut artifact: ArtifactInfo) -> Listed {
    let blobs = std::mem::take(&mut artifact.blobs).into_iter().enumerate();
    let proven = blobs.map(|(at, blob)| Proven { verified: proof(artifacts, input, artifact.index, at, &blob), blob });
    let proven_blobs = proven.collect();
    Listed { artifact, proven_blobs }
}

fn proof(artifacts: Artifacts<'_>, input: &Input, artifact: usize, at: usize, blob: &BlobInfo) -> Proof {
    if blob.stored.is_none() {
        return Proof::Missing;
    }
    let Some(expected) = blob.digest.strip_prefix("sha256:") else { return Proof::Unknown };
    let Ok(content) = content(artifacts, artifact, at) else { return Proof::Unknown };
    match block_on(input, async |feed| content.sha256(&feed, &mut |_| {}).await) {
        Ok(found) if hex(&found).eq_ignore_ascii_case(expected) => Proof::Ok,
        Ok(_) => Proof::Mismatch,
        Err(_) => Proof::Unknown,
    }
}

/// A blob's stored bytes. *Errors:* `MissingBlob`.
fn content(artifacts: Artifacts<'_>, artifact: usize, blob: usize) -> Result<Pieces> {
    let plan = artifacts.plan(artifact, Some(blob))?;
    let size = plan.span.len;
    Ok(Pieces::from(Extent { plan, at: 0, size, sparse: false }))
}

/// Writes a blob as it is stored. *Errors:* `NotFound`; those of reading.
fn write_blob(artifacts: Artifacts<'_>, input: &Input, digest: &str) -> Result<u8> {
    let digits = digest.trim_start_matches("sha256:");
    let fits = |blob: &BlobInfo| {
        digits.len() >= DIGITS && blob.digest.split(':').next_back().is_some_and(|own| own.starts_with(digits))
    };
    let all = artifacts.list();
    let found = all.iter().find_map(|artifact| Some((artifact.index, artifact.blobs.iter().position(fits)?)));
    let (artifact, blob) = found.ok_or_else(|| Problem::new(Kind::NotFound).detail(digest))?;
    let content = content(artifacts, artifact, blob)?;
    let mut out = out();
    block_on(input, async |feed| content.copy(&feed, 0, &mut |bytes| out.write_all(bytes).is_ok()).await)?;
    let _ = out.flush();
    Ok(0)
}

fn lines(Listed { artifact, proven_blobs }: &Listed, catalog: &Catalog) -> String {
    let names = if artifact.names.is_empty() { "<none>".into() } else { artifact.names.join(",") };
    let mut lines = format!("{}\t{names}\t{}\t{}\n", artifact.kind, artifact.digest, artifact.artifact_type);
    if let Some(subject) = &artifact.subject {
        let named = |index: &usize| catalog.image(*index).ok().and_then(|image| image.names.first().cloned());
        let here: Vec<String> = subject.images.iter().filter_map(named).collect();
        let absent = subject.images.is_empty() && subject.artifact.is_none();
        let where_ = if absent { word("artifacts.elsewhere") } else { here.join(",") };
        lines.push_str(&format!("  {}\t{}\t{}\t{where_}\n", word("artifacts.about"), subject.digest, subject.by));
    }
    for Proven { blob, verified } in proven_blobs {
        let role = word(if blob.config { "artifacts.config" } else { "artifacts.blob" });
        let verified = match verified {
            Proof::Ok => word("verify.ok"),
            Proof::Mismatch => word("verify.wrong"),
            Proof::Missing => word("artifacts.missing"),
            Proof::Unknown => word("unknown"),
        };
        let size = blob.stored.or(blob.size).unwrap_or_default();
        let title = blob.title.as_deref().unwrap_or_default();
        lines.push_str(&format!("  {role}\t{}\t{size}\t{}\t{verified}\t{title}\n", blob.media_type, blob.digest));
    }
    artifact.annotations.iter().for_each(|annotation| lines.push_str(&annotation_line(annotation)));
    lines
}

fn annotation_line(AnnotationInfo { key, value, place }: &AnnotationInfo) -> String {
    format!("  {}\t{place}\t{key}\t{}\n", word("artifacts.annotation"), value.replace(['\n', '\t'], " "))
}

/// The answer of `origin`.
#[derive(Serialize)]
struct Came {
    #[serde(flatten)]
    origin: OriginInfo,
    annotations: Vec<AnnotationInfo>,
}

impl Origin {
    pub fn answer(self) -> Result<u8> {
        let mut session = chosen::open(&self.archives)?;
        self.choice.apply(&mut session.workspace)?;
        let image = session.workspace.facts().image();
        let came = Came { origin: image.origin, annotations: image.annotations };
        if self.format.json {
            print_json(&came)?;
        } else {
            let text = origin_lines(&came);
            let _ = out().write_all(text.as_bytes());
        }
        Ok(0)
    }
}

fn origin_lines(Came { origin, annotations }: &Came) -> String {
    let mut lines = String::new();
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
    for base in &origin.bases {
        lines.push_str(&format!(
            "{}\t{}\t{}\t{}\n",
            word("from.base"),
            text(&base.name),
            text(&base.digest),
            base.place
        ));
    }
    if let Some(layers) = &origin.layers {
        let count = say("from.layers", &[("n", &layers.count)]);
        lines.push_str(&format!("{count}\t{}\t{}\t{}\n", layers.name, layers.file, layers.chain_id));
    }
    for material in &origin.materials {
        lines.push_str(&format!(
            "{}\t{}\t{}\t{}\n",
            word("from.material"),
            material.uri,
            text(&material.digest),
            material.statement
        ));
    }
    if lines.is_empty() {
        lines.push_str(&format!("{}\t{}\n", word("from.base"), word("unknown")));
    }
    annotations.iter().for_each(|annotation| lines.push_str(annotation_line(annotation).trim_start()));
    lines
}

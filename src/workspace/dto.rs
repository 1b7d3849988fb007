//! What the page is told about an archive, an image and its layers: plain data, the shapes of `www/types.d.ts`.

use super::Workspace;
use super::archives::Documented;
use crate::error::{Problem, Severity};
use crate::limits::LARGEST_NUMBER;
use crate::tar_format::FileKind;
use crate::text::{display, display_text, mode_string};
use serde::Serialize;

/// How far a layer has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LayerState {
    /// Not read yet.
    #[default]
    Waiting,
    /// All of it is in the tree.
    Ready,
    /// What came before the damage is in the tree.
    Damaged,
    /// The archive does not hold it.
    Missing,
    /// Nothing of it could be read.
    Unreadable,
}

/// Whether its bytes are proven.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VerifyState {
    /// Not hashed yet.
    #[default]
    Waiting,
    /// Every digest that the documents name fits.
    Ok,
    /// One does not.
    Mismatch,
    /// Could not be hashed, or there is nothing to compare with.
    Unknown,
}

/// A problem and its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProblemInfo {
    /// What and where.
    #[serde(flatten)]
    pub problem: Problem,
    /// One English sentence.
    pub message: String,
}

impl From<&Problem> for ProblemInfo {
    fn from(problem: &Problem) -> Self {
        let safe = |text: &Option<String>| text.as_deref().map(display_text);
        let problem = Problem {
            member: safe(&problem.member),
            expected: safe(&problem.expected),
            found: safe(&problem.found),
            detail: safe(&problem.detail),
            path: safe(&problem.path),
            ..problem.clone()
        };
        Self { message: problem.message(), problem }
    }
}

/// An image of the open archives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageChoice {
    /// Position among all images.
    pub index: usize,
    /// Tags.
    pub names: Vec<String>,
    /// "linux/amd64".
    pub platform: Option<String>,
    /// "sha256:…".
    pub id: String,
    /// How many layers.
    pub layers: usize,
    /// Bytes of its layers in the archive.
    pub stored: u64,
    /// Name of its archive.
    pub file: String,
}

/// What is open, and the archive of the chosen image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    /// Name of the file.
    pub file: String,
    /// Its bytes.
    pub file_size: u64,
    /// "docker" or "oci".
    pub form: &'static str,
    /// Compression of the whole.
    pub codec: &'static str,
    /// At least one.
    pub images: Vec<ImageChoice>,
    /// The one shown first.
    pub chosen: usize,
    /// How many members.
    pub members: usize,
    /// Of files that could not be opened, and of the archive as a whole.
    pub problems: Vec<ProblemInfo>,
}

/// One step of the stack, base first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "type")]
pub enum StackItem {
    /// A layer.
    Layer {
        /// Its index.
        index: usize,
    },
    /// A history entry that made none.
    Empty {
        /// The command in full.
        command: String,
        /// The command for the eye.
        instruction: String,
        /// When.
        created: Option<String>,
    },
}

/// A large file of a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LargeFile {
    /// From the root, with a leading `/`.
    pub path: String,
    /// Its node.
    pub node: crate::tree::NodeId,
    /// Bytes.
    pub size: u64,
}

/// A layer, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // the fields' meaning is told once, in www/types.d.ts
pub struct LayerInfo {
    pub index: usize,
    pub command: String,
    pub instruction: String,
    pub created: Option<String>,
    pub comment: String,
    pub author: String,
    pub diff_id: Option<String>,
    pub chain_id: Option<String>,
    pub blob_digest: Option<String>,
    pub media_type: Option<String>,
    pub codec: &'static str,
    pub stored: u64,
    pub member: String,
    pub urls: Vec<String>,
    pub shared_with: Vec<String>,
    pub state: LayerState,
    pub entries: Option<u64>,
    pub size: Option<u64>,
    pub added: Option<u64>,
    pub changed: Option<u64>,
    pub removed: Option<u64>,
    pub dead: Option<u64>,
    pub largest: Option<Vec<LargeFile>>,
    pub verify: VerifyState,
    pub found_diff_id: Option<String>,
    pub found_blob_digest: Option<String>,
    pub problem: Option<ProblemInfo>,
    pub container: Option<usize>,
}

/// The chosen image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // as above
pub struct ImageInfo {
    pub index: usize,
    pub names: Vec<String>,
    pub platform: Option<String>,
    pub id: String,
    pub created: Option<String>,
    pub author: String,
    pub stored: u64,
    pub size: Option<u64>,
    pub dead: Option<u64>,
    pub layers: Vec<LayerInfo>,
    pub stack: Vec<StackItem>,
    pub problems: Vec<ProblemInfo>,
    pub attestations: Vec<AttestationInfo>,
    pub container: Option<super::ContainerInfo>,
}

/// An attestation of the chosen image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // as above
pub struct AttestationInfo {
    pub digest: String,
    pub subject: Option<String>,
    pub statements: Vec<StatementInfo>,
}

/// One statement of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // as above
pub struct StatementInfo {
    pub digest: String,
    pub predicate: String,
    pub size: u64,
    pub here: bool,
}

/// A member of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // as above
pub struct MemberInfo {
    pub path: String,
    pub kind: FileKind,
    pub size: u64,
    pub mode: String,
    pub owner: String,
    pub mtime: i64,
    pub target: Option<String>,
    pub offset: u64,
}

impl Workspace {
    /// What was opened.
    pub fn opened(&self) -> Opened {
        let Documented { archive, form, problems, .. } = self.documented();
        let file = |index| self.archives.get(self.images.archive_of(index)).map(|of| of.archive.name.clone());
        let choice = |(index, image): (usize, &crate::image::Image)| ImageChoice {
            index,
            names: image.names.iter().map(|n| display_text(n)).collect(),
            platform: image.config.platform.as_deref().map(display_text),
            id: image.id.clone(),
            layers: image.layers.len(),
            stored: image.layers.iter().map(crate::image::Layer::stored).sum(),
            file: file(index).unwrap_or_default(),
        };
        let cut = archive.problem.as_ref().map(|p| Problem { severity: Severity::Warning, ..p.clone() });
        let problems = self.refused.iter().chain(problems).chain(cut.as_ref()).map(Into::into).collect();
        Opened {
            file: archive.name.clone(),
            file_size: archive.len,
            form: form.name(),
            codec: archive.codec.name(),
            images: self.images.list.iter().enumerate().map(choice).collect(),
            chosen: self.chosen,
            members: archive.members.len(),
            problems,
        }
    }

    /// The chosen image.
    pub fn image_info(&self) -> ImageInfo {
        let image = self.image();
        let layers: Vec<LayerInfo> = (0..self.shown_layers()).filter_map(|layer| self.layer_info(layer)).collect();
        let sum = |of: &dyn Fn(&LayerInfo) -> Option<u64>| {
            let sizes = layers.iter().filter_map(of);
            sizes.fold(0, u64::saturating_add).min(LARGEST_NUMBER)
        };
        let complete = self.complete();
        ImageInfo {
            index: self.chosen,
            names: image.names.iter().map(|n| display_text(n)).collect(),
            platform: image.config.platform.as_deref().map(display_text),
            id: image.id.clone(),
            created: image.config.created.as_deref().map(display_text),
            author: display_text(&image.config.author),
            stored: image.layers.iter().map(crate::image::Layer::stored).sum(),
            size: complete.then(|| sum(&|l| l.size)),
            dead: complete.then(|| sum(&|l| l.dead)),
            layers,
            stack: self.stack(),
            problems: image.problems.iter().map(Into::into).collect(),
            attestations: image.attestations.iter().map(attestation).collect(),
            container: self.shown_container(),
        }
    }

    /// One layer, the container's too; `None` = no such layer.
    pub fn layer_info(&self, index: usize) -> Option<LayerInfo> {
        if self.is_container_layer(index) {
            return self.container_layer_info();
        }
        self.own_layer_info(index)
    }

    /// One layer of the image.
    pub(super) fn own_layer_info(&self, index: usize) -> Option<LayerInfo> {
        let image = self.image();
        let layer = image.layers.get(index)?;
        let progress = self.layers.get(index)?;
        let history = layer.history.and_then(|h| image.config.history.get(h)).cloned().unwrap_or_default();
        let counts = progress.counts;
        Some(LayerInfo {
            index,
            instruction: display_text(&history.instruction()),
            command: display_text(&history.created_by),
            created: history.created.as_deref().map(display_text),
            comment: display_text(&history.comment),
            author: display_text(&history.author),
            diff_id: layer.diff_id.as_deref().map(display_text),
            chain_id: layer.chain_id.as_deref().map(display_text),
            blob_digest: layer.blob_digest.as_deref().map(display_text),
            media_type: layer.media_type.as_deref().map(display_text),
            codec: if layer.problem.is_none() { layer.codec.name() } else { "" },
            stored: layer.stored(),
            member: display_text(&layer.name),
            urls: layer.urls.iter().map(|u| display_text(u)).collect(),
            shared_with: self.shared_with(index),
            state: progress.state,
            entries: counts.map(|c| c.entries),
            size: counts.map(|c| c.size),
            added: counts.map(|c| c.added),
            changed: counts.map(|c| c.changed),
            removed: counts.map(|c| c.removed),
            dead: self.dead_of(index, progress.dead),
            largest: counts.map(|_| self.largest(index)),
            verify: progress.verify,
            found_diff_id: progress.digests.diff_id.clone(),
            found_blob_digest: progress.digests.blob.clone(),
            problem: progress.problem.as_ref().map(Into::into),
            container: None,
        })
    }

    /// Names of the other images that have the same chain up to this layer.
    fn shared_with(&self, index: usize) -> Vec<String> {
        let Some(chain) = self.image().layers.get(index).and_then(|l| l.chain_id.as_ref()) else { return Vec::new() };
        let same =
            |image: &&crate::image::Image| image.layers.get(index).is_some_and(|l| l.chain_id.as_ref() == Some(chain));
        let others = self.images.list.iter().enumerate().filter(|(at, _)| *at != self.chosen).map(|(_, image)| image);
        let name = |image: &crate::image::Image| {
            image.names.first().cloned().unwrap_or_else(|| crate::text::short_digest(&image.id).to_owned())
        };
        others.filter(same).map(|image| display_text(&name(image))).collect()
    }

    /// History and layers in one order, base first. Layers that history does not tell of come last, and a container's layer; of an
    /// image that a container is run from below its top, what is above is left out.
    fn stack(&self) -> Vec<StackItem> {
        let image = self.image();
        let mut layers = 0..self.shown_layers();
        let own = layers.clone().next_back().filter(|top| self.is_container_layer(*top));
        layers.end -= usize::from(own.is_some());
        let cut = layers.end < image.layers.len();
        let mut stack = Vec::new();
        for entry in &image.config.history {
            if cut && layers.is_empty() {
                break;
            }
            if !entry.empty_layer {
                stack.extend(layers.next().map(|index| StackItem::Layer { index }));
                continue;
            }
            stack.push(StackItem::Empty {
                command: display_text(&entry.created_by),
                instruction: display_text(&entry.instruction()),
                created: entry.created.as_deref().map(display_text),
            });
        }
        stack.extend(layers.chain(own).map(|index| StackItem::Layer { index }));
        stack
    }

    /// Members of the chosen image's archive, in its order.
    pub fn members(&self, from: usize, count: usize) -> Vec<MemberInfo> {
        let archive = self.archive();
        let end = from.saturating_add(count).min(archive.members.len());
        let member = |m: &crate::archive::Member| MemberInfo {
            path: display(&m.entry.path),
            kind: m.entry.kind,
            size: m.entry.size,
            mode: mode_string(m.entry.kind.letter(), m.entry.mode),
            owner: format!("{}:{}", m.entry.uid, m.entry.gid),
            mtime: m.entry.mtime,
            target: Some(&m.entry.link).filter(|l| !l.is_empty()).map(|l| display(l)),
            offset: m.entry.data_at,
        };
        archive.members.get(from..end).unwrap_or_default().iter().map(member).collect()
    }
}

fn attestation(attestation: &crate::image::Attestation) -> AttestationInfo {
    let statement = |s: &crate::image::Statement| StatementInfo {
        digest: display_text(&s.digest),
        predicate: display_text(&s.predicate),
        size: s.size,
        here: s.member.is_some(),
    };
    AttestationInfo {
        digest: display_text(&attestation.digest),
        subject: attestation.subject.as_deref().map(display_text),
        statements: attestation.statements.iter().map(statement).collect(),
    }
}

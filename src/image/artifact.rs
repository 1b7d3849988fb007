//! An artifact: a manifest that is no image, or a blob that an index names alone.

use super::annotation::{self, Annotation, Place, annotations};
use super::blobs::blob;
use super::json;
use super::media_types::{self, ArtifactKind, EMPTY, kind_of};
use super::subject::Subject;
use crate::archive::Archive;
use crate::limits::ARTIFACT_BLOBS;
use serde_json::Value;

/// A blob of an artifact, as its manifest describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// It is the config.
    pub config: bool,
    /// As the descriptor names it.
    pub digest: String,
    /// As the descriptor names it; "" = it names none.
    pub media_type: String,
    /// Bytes, as the descriptor names them.
    pub size: Option<u64>,
    /// The archive's member; `None` = the archive does not have it.
    pub member: Option<usize>,
    /// Annotations of the descriptor.
    pub annotations: Vec<Annotation>,
}

/// One artifact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Digest of the manifest, or of the blob that stands alone.
    pub digest: String,
    /// Names that the index gives it.
    pub names: Vec<String>,
    /// Its kind, by its media types.
    pub kind: ArtifactKind,
    /// Media type of the manifest, as itself or its descriptor says.
    pub media_type: String,
    /// `artifactType`, or else the config's media type, as OCI's guidelines have it.
    pub artifact_type: String,
    /// Its subject.
    pub subject: Option<Subject>,
    /// Those of the index and of the manifest.
    pub annotations: Vec<Annotation>,
    /// The config first, without OCI's empty one.
    pub blobs: Vec<Blob>,
    /// The manifest's member; `None` = the archive does not have it.
    pub member: Option<usize>,
    /// Members that say nothing of their own, such as the empty config.
    pub documents: Vec<usize>,
}

/// Whether a manifest describes an image: its config's media type decides, then those of its layers. A file system is a layer of an image
/// or nothing; a manifest of schema 1 has neither type.
pub fn is_image(manifest: &Value) -> bool {
    if manifest.get("fsLayers").is_some_and(Value::is_array) {
        return true;
    }
    let Some(config) = manifest.get("config") else { return false };
    let layers: Vec<Option<bool>> = json::list(manifest, "layers")
        .iter()
        .map(|l| media_types::is_file_system(&json::text(l, "mediaType")))
        .collect();
    let typed = json::some_text(manifest, "artifactType").is_some();
    match media_types::is_image_config(&json::text(config, "mediaType")) {
        Some(false) => false,
        Some(true) | None if layers.contains(&Some(true)) => true,
        Some(true) if layers.is_empty() => !typed,
        Some(true) => layers.contains(&None) && !typed,
        None => layers.is_empty() && !typed,
    }
}

/// The document is a manifest at all: it names a config or blobs, or says what it is.
pub fn is_artifact(manifest: &Value) -> bool {
    let lists = ["layers", "blobs"].iter().any(|key| manifest.get(key).is_some_and(Value::is_array));
    lists || manifest.get("config").is_some_and(Value::is_object) || json::some_text(manifest, "artifactType").is_some()
}

impl Artifact {
    /// The artifact of a descriptor and its manifest; without the manifest, what the descriptor says.
    pub fn new(archive: &Archive, descriptor: &Value, manifest: Option<&Value>, name: Option<String>) -> Self {
        let absent = Value::Null;
        let document = manifest.unwrap_or(&absent);
        let config = document.get("config").filter(|config| config.is_object());
        let listed = [json::list(document, "layers"), json::list(document, "blobs")].concat();
        let mut blobs: Vec<Blob> = config.into_iter().map(|config| Blob::new(archive, config, true)).collect();
        blobs.extend(listed.iter().take(ARTIFACT_BLOBS).map(|layer| Blob::new(archive, layer, false)));
        let mut documents = Vec::new();
        blobs.retain(|blob| {
            let says_nothing = blob.config && blob.media_type == EMPTY;
            documents.extend(blob.member.filter(|_| says_nothing));
            !says_nothing
        });
        let own = json::some_text(document, "artifactType").or_else(|| json::some_text(descriptor, "artifactType"));
        let by_config = config.map(|config| json::text(config, "mediaType")).filter(|config| config != EMPTY);
        let artifact_type = own.or(by_config).unwrap_or_default();
        let types = [artifact_type.as_str()].into_iter().chain(blobs.iter().map(|blob| blob.media_type.as_str()));
        let kind = match (kind_of(types), is_attestation(descriptor)) {
            (ArtifactKind::Other, true) => ArtifactKind::Attestation,
            (kind, _) => kind,
        };
        let mut all = annotations(descriptor.get("annotations"), Place::Index);
        annotation::add(&mut all, annotations(document.get("annotations"), Place::Manifest));
        let digest = json::text(descriptor, "digest");
        let media_type = json::some_text(document, "mediaType").unwrap_or_else(|| json::text(descriptor, "mediaType"));
        Self {
            member: blob(archive, &digest).ok(),
            subject: Subject::named(descriptor, document, name.as_deref()),
            names: name.into_iter().collect(),
            digest,
            kind,
            media_type,
            artifact_type,
            annotations: all,
            blobs,
            documents,
        }
    }

    /// A blob that an index names without a manifest.
    pub fn of_blob(archive: &Archive, descriptor: &Value, name: Option<String>) -> Self {
        let own = Blob::new(archive, descriptor, false);
        let mut artifact = Self::new(archive, descriptor, None, name);
        artifact.kind = match kind_of([own.media_type.as_str()].into_iter()) {
            ArtifactKind::Other => ArtifactKind::Blob,
            kind => kind,
        };
        artifact.blobs = vec![own];
        artifact
    }

    /// Members of the archive that it names.
    pub fn members(&self) -> impl Iterator<Item = usize> {
        self.member.into_iter().chain(self.documents.iter().copied()).chain(self.blobs.iter().filter_map(|b| b.member))
    }
}

/// BuildKit's own mark of an attestation manifest. *Source:* BuildKit docs/attestations/attestation-storage.md.
pub fn is_attestation(descriptor: &Value) -> bool {
    let nowhere = |p: &Value| json::text(p, "os") == "unknown" && json::text(p, "architecture") == "unknown";
    descriptor.get("annotations").is_some_and(|a| a.get("vnd.docker.reference.type").is_some())
        || descriptor.get("platform").is_some_and(nowhere)
}

impl Blob {
    fn new(archive: &Archive, descriptor: &Value, config: bool) -> Self {
        let digest = json::text(descriptor, "digest");
        Self {
            config,
            member: blob(archive, &digest).ok(),
            digest,
            media_type: json::text(descriptor, "mediaType"),
            size: json::descriptor_size(descriptor),
            annotations: annotations(descriptor.get("annotations"), Place::Manifest),
        }
    }

    /// The file that the blob is, as its writer names it.
    pub fn title(&self) -> Option<&str> {
        const TITLES: [&str; 2] = ["org.opencontainers.image.title", "org.cncf.model.filepath"];
        let named = |key: &str| self.annotations.iter().find(|a| a.key == key);
        TITLES.iter().find_map(|key| named(key)).map(|annotation| annotation.value.as_str())
    }
}

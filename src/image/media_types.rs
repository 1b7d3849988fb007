//! Every media type that the core knows, and what it says: an index, a manifest, an image's config, a layer, or a kind of artifact.
//!
//! *Source:* OCI image-spec media-types.md; the specifications of Helm, CNCF's WebAssembly artifacts, ModelPack, Docker Model Runner,
//! cosign, Notary, ORAS; the tools' sources. Only prefixes up to the version count, so a later version keeps its kind.

/// The blob `{}`: a config or a layer that says nothing.
pub const EMPTY: &str = "application/vnd.oci.empty.v1+json";
/// A list of manifests.
const INDEXES: [&str; 2] =
    ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];
/// Documents that list a config and blobs.
const MANIFESTS: [&str; 6] = [
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.docker.distribution.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v1+prettyjws",
    "application/vnd.oci.artifact.manifest.v1+json",
    "application/vnd.cncf.oras.artifact.manifest.v1+json",
];
/// Configs of images.
const CONFIGS: [&str; 2] =
    ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];
/// Docker 1.10 wrote some of these for a config: they say nothing.
const VAGUE: [&str; 4] = ["", "application/octet-stream", "application/json", "text/plain"];
/// Layers of images, up to their version and compression.
const LAYERS: [&str; 4] = [
    "application/vnd.oci.image.layer.",
    "application/vnd.docker.image.rootfs.",
    "application/vnd.docker.container.image.rootfs.",
    "application/vnd.sylabs.",
];
/// Types of blobs that are no file system, in whatever manifest they stand.
const NO_LAYERS: [&str; 5] = ["text/", "image/", "application/wasm", "application/spdx", "application/pdf"];

/// The kind of an artifact, by its media types alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArtifactKind {
    /// A chart of Helm.
    Helm,
    /// A module or component of WebAssembly.
    Wasm,
    /// A model: ModelPack, Docker Model Runner, KitOps, Ollama.
    Model,
    /// A signature: cosign, Notary, Sigstore.
    Signature,
    /// A list of a software's parts: SPDX, CycloneDX, Syft.
    Sbom,
    /// Statements about something: in-toto, DSSE.
    Attestation,
    /// BuildKit's exported cache.
    BuildCache,
    /// A plugin of Docker.
    Plugin,
    /// A project of Docker Compose.
    Compose,
    /// A policy for an engine such as Open Policy Agent.
    Policy,
    /// A blob that an index names without a manifest.
    Blob,
    /// Any other.
    Other,
}

impl ArtifactKind {
    /// Its word in `ArtifactInfo.kind`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Helm => "helm",
            Self::Wasm => "wasm",
            Self::Model => "model",
            Self::Signature => "signature",
            Self::Sbom => "sbom",
            Self::Attestation => "attestation",
            Self::BuildCache => "build-cache",
            Self::Plugin => "plugin",
            Self::Compose => "compose",
            Self::Policy => "policy",
            Self::Blob => "blob",
            Self::Other => "other",
        }
    }
}

/// Beginnings of media types and their kind; the first that fits counts.
const KINDS: [(&str, ArtifactKind); 32] = [
    ("application/vnd.cncf.helm.", ArtifactKind::Helm),
    ("application/vnd.wasm.", ArtifactKind::Wasm),
    ("application/vnd.module.wasm.", ArtifactKind::Wasm),
    ("application/vnd.fermyon.spin.", ArtifactKind::Wasm),
    ("application/wasm", ArtifactKind::Wasm),
    ("application/vnd.cncf.model.", ArtifactKind::Model),
    ("application/vnd.docker.ai.", ArtifactKind::Model),
    ("application/vnd.kitops.", ArtifactKind::Model),
    ("application/vnd.ollama.", ArtifactKind::Model),
    ("application/vnd.dev.cosign.artifact.sbom.", ArtifactKind::Sbom),
    ("application/vnd.dev.cosign.artifact.att", ArtifactKind::Attestation),
    ("application/vnd.dev.cosign.", ArtifactKind::Signature),
    ("application/vnd.dev.sigstore.", ArtifactKind::Signature),
    ("application/vnd.cncf.notary.", ArtifactKind::Signature),
    ("application/pgp-signature", ArtifactKind::Signature),
    ("application/jose", ArtifactKind::Signature),
    ("application/cose", ArtifactKind::Signature),
    ("application/spdx", ArtifactKind::Sbom),
    ("text/spdx", ArtifactKind::Sbom),
    ("application/vnd.cyclonedx", ArtifactKind::Sbom),
    ("application/vnd.syft", ArtifactKind::Sbom),
    ("application/vnd.goharbor.harbor.sbom", ArtifactKind::Sbom),
    ("application/vnd.docker.attestation.", ArtifactKind::Attestation),
    ("application/vnd.in-toto", ArtifactKind::Attestation),
    ("application/vnd.dsse.", ArtifactKind::Attestation),
    ("application/vnd.buildkit.cacheconfig.", ArtifactKind::BuildCache),
    ("application/vnd.docker.plugin.", ArtifactKind::Plugin),
    ("application/vnd.docker.compose.", ArtifactKind::Compose),
    ("application/vnd.cncf.openpolicyagent.", ArtifactKind::Policy),
    ("application/vnd.opa.", ArtifactKind::Policy),
    ("application/vnd.cncf.kubewarden.", ArtifactKind::Policy),
    ("application/vnd.wasm+policy", ArtifactKind::Policy),
];

fn known_kind(media_type: &str) -> Option<ArtifactKind> {
    KINDS.iter().find(|(start, _)| media_type.starts_with(start)).map(|(_, kind)| *kind)
}

/// The kind that media types say: the artifact's own, its config's, those of its blobs, in this order.
pub fn kind_of<'t>(types: impl Iterator<Item = &'t str>) -> ArtifactKind {
    types.filter_map(known_kind).next().unwrap_or(ArtifactKind::Other)
}

/// The media type is neither an index's nor a manifest's. An absent one says nothing.
pub fn is_plain_blob(media_type: &str) -> bool {
    !media_type.is_empty()
        && !INDEXES.contains(&media_type)
        && !MANIFESTS.contains(&media_type)
        && !VAGUE.contains(&media_type)
}

/// Whether a config's media type is that of an image; `None` = it says nothing.
pub fn is_image_config(media_type: &str) -> Option<bool> {
    if VAGUE.contains(&media_type) {
        return None;
    }
    Some(CONFIGS.contains(&media_type))
}

/// Whether a layer's media type is that of a file system; `None` = the core does not know it.
pub fn is_file_system(media_type: &str) -> Option<bool> {
    if media_type.is_empty() || LAYERS.iter().any(|layer| media_type.starts_with(layer)) {
        return Some(true);
    }
    let structured = ["json", "+wasm", "+yaml", "+xml"].iter().any(|end| media_type.ends_with(end));
    let other = structured || NO_LAYERS.iter().any(|start| media_type.starts_with(start));
    (other || known_kind(media_type).is_some()).then_some(false)
}

/// A layer that its publisher's terms keep out of archives.
pub fn is_foreign(media_type: &str) -> bool {
    media_type.contains(".foreign.") || media_type.contains(".nondistributable.")
}

#[cfg(test)]
mod tests {
    use super::{ArtifactKind, is_file_system, is_foreign, is_image_config, is_plain_blob, kind_of};

    #[test]
    fn media_types_say_what_they_are_whatever_their_version() {
        for (media_type, kind) in [
            ("application/vnd.cncf.helm.config.v1+json", ArtifactKind::Helm),
            ("application/vnd.wasm.config.v0+json", ArtifactKind::Wasm),
            ("application/vnd.docker.ai.model.config.v0.2+json", ArtifactKind::Model),
            ("application/vnd.cncf.model.manifest.v1+json", ArtifactKind::Model),
            ("application/vnd.dev.cosign.simplesigning.v1+json", ArtifactKind::Signature),
            ("application/vnd.dev.sigstore.bundle.v0.3+json", ArtifactKind::Signature),
            ("application/vnd.in-toto+json", ArtifactKind::Attestation),
            ("application/spdx+json", ArtifactKind::Sbom),
            ("application/x-anything", ArtifactKind::Other),
        ] {
            assert_eq!(kind_of([media_type].into_iter()), kind, "{media_type}");
        }
        assert_eq!(kind_of(["x/y", "application/wasm"].into_iter()), ArtifactKind::Wasm);
    }

    #[test]
    fn configs_and_layers_of_images_are_known_and_vague_types_say_nothing() {
        assert_eq!(is_image_config("application/vnd.oci.image.config.v1+json"), Some(true));
        assert_eq!(is_image_config("application/vnd.oci.empty.v1+json"), Some(false));
        assert_eq!(is_image_config(""), None);
        assert_eq!(is_file_system("application/vnd.oci.image.layer.v1.tar+zstd"), Some(true));
        assert_eq!(is_file_system("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"), Some(true));
        assert_eq!(is_file_system("application/vnd.ollama.image.model"), Some(false));
        assert_eq!(is_file_system("application/x-anything"), None);
        assert!(is_foreign("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"));
        assert!(is_plain_blob("application/vnd.oci.image.layer.v1.tar+gzip"));
        assert!(!is_plain_blob("application/vnd.oci.image.index.v1+json"));
    }
}

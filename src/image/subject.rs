//! What an artifact is about: the digest of a manifest or an index, and the document that names it.

use super::blobs::blob_path;
use super::json;
use crate::text::parse_base64;
use serde_json::Value;

/// The part of an artifact that names its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedBy {
    /// The manifest's `subject`. *Source:* OCI image-spec 1.1.
    Subject,
    /// BuildKit's annotation of the descriptor.
    Annotation,
    /// A tag as cosign writes it: `sha256-….sig`.
    Tag,
    /// The artifact's content: a signature's payload, a statement.
    Content,
}

impl NamedBy {
    /// Its word in `SubjectInfo.by`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Annotation => "annotation",
            Self::Tag => "tag",
            Self::Content => "content",
        }
    }
}

/// The manifest or index that an artifact is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// "sha256:…".
    pub digest: String,
    /// The part that names it.
    pub by: NamedBy,
}

impl Subject {
    /// The subject that the artifact's documents name.
    pub(super) fn named(descriptor: &Value, manifest: &Value, name: Option<&str>) -> Option<Self> {
        let field = manifest.get("subject").and_then(|subject| json::some_text(subject, "digest"));
        let annotated = || {
            let annotations = descriptor.get("annotations")?;
            json::some_text(annotations, "vnd.docker.reference.digest")
        };
        let found = field.map(|digest| (digest, NamedBy::Subject));
        let found = found.or_else(|| annotated().map(|digest| (digest, NamedBy::Annotation)));
        let found = found.or_else(|| tagged(name?).map(|digest| (digest, NamedBy::Tag)));
        found.filter(|(digest, _)| blob_path(digest).is_some()).map(|(digest, by)| Self { digest, by })
    }

    /// The subject that an artifact's content names: a payload that cosign signed, or an in-toto statement, bare or in a DSSE envelope.
    pub(super) fn in_content(document: &Value) -> Option<Self> {
        let signed = document.pointer("/critical/image/docker-manifest-digest").and_then(Value::as_str);
        let digest = signed.map(str::to_owned).or_else(|| {
            let statement = statement(document)?;
            let digest = statement.pointer("/subject/0/digest/sha256")?.as_str()?.to_owned();
            Some(format!("sha256:{digest}"))
        })?;
        blob_path(&digest).is_some().then_some(Self { digest, by: NamedBy::Content })
    }
}

/// The in-toto statement of a document: itself, or in the payload of a DSSE envelope, which a Sigstore bundle may hold.
pub(super) fn statement(document: &Value) -> Option<Value> {
    let envelope = document.get("dsseEnvelope").unwrap_or(document);
    match envelope.get("payload").and_then(Value::as_str) {
        Some(payload) => json::parse(&parse_base64(payload)?).ok(),
        None => document.get("predicateType").is_some().then(|| document.clone()),
    }
}

/// cosign's tag of a signature, an attestation or an SBOM → the digest of its image. *Source:* cosign specs/SIGNATURE_SPEC.md.
fn tagged(name: &str) -> Option<String> {
    let tag = name.rsplit([':', '/']).next()?;
    let (digest, ending) = tag.rsplit_once('.')?;
    let (algorithm, hex) = digest.split_once('-')?;
    let fits = matches!(ending, "sig" | "att" | "sbom") && hex.len() >= 64;
    fits.then(|| format!("{algorithm}:{hex}"))
}

#[cfg(test)]
mod tests {
    use super::{NamedBy, Subject, tagged};
    use serde_json::json;

    #[test]
    fn only_what_names_a_digest_has_a_subject() {
        let hex = "a".repeat(64);
        let digest = format!("sha256:{hex}");
        assert_eq!(tagged(&format!("host/app:sha256-{hex}.sig")), Some(digest.clone()));
        assert_eq!(tagged("app:1.0.sig"), None);
        let named = |manifest, name| Subject::named(&json!({}), &manifest, name).map(|s| s.by);
        assert_eq!(named(json!({"subject": {"digest": digest}}), None), Some(NamedBy::Subject));
        assert_eq!(named(json!({"subject": {"digest": "../../etc"}}), None), None);
        assert_eq!(named(json!({}), Some("app:1")), None);
        let payload = json!({"critical": {"image": {"docker-manifest-digest": digest}}});
        assert_eq!(Subject::in_content(&payload).map(|s| s.digest), Some(digest));
        assert_eq!(Subject::in_content(&json!({"payload": "%%%"})), None);
    }
}

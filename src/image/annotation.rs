//! Annotations and labels: what a document says of an image or an artifact, with the document that says it.

use crate::limits::{ANNOTATION_BYTES, ANNOTATIONS};
use serde_json::Value;

/// The document that an annotation stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// An index, or its descriptor of the manifest.
    Index,
    /// The manifest.
    Manifest,
    /// The config's labels.
    Label,
}

impl Place {
    /// Its word in `AnnotationInfo.place`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Manifest => "manifest",
            Self::Label => "label",
        }
    }
}

/// One annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Where it stands.
    pub place: Place,
}

/// The annotations of an object of text values, in its order. Values that are no text are left out, long ones are cut.
pub fn annotations(object: Option<&Value>, place: Place) -> Vec<Annotation> {
    let object = object.and_then(Value::as_object);
    let all = object
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some(Annotation { key: cut(key), value: cut(value.as_str()?), place }));
    all.take(ANNOTATIONS).collect()
}

/// Adds annotations that are not known yet: an index often repeats those of its descriptors.
pub fn add(list: &mut Vec<Annotation>, more: impl IntoIterator<Item = Annotation>) {
    for annotation in more {
        if list.len() < ANNOTATIONS && !list.contains(&annotation) {
            list.push(annotation);
        }
    }
}

/// The labels of an image's config.
pub fn labels(config: &Value) -> Vec<Annotation> {
    annotations(config.pointer("/config/Labels"), Place::Label)
}

fn cut(text: &str) -> String {
    if text.len() <= ANNOTATION_BYTES {
        return text.to_owned();
    }
    let end = (0..=ANNOTATION_BYTES).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    format!("{}…", text.get(..end).unwrap_or_default())
}

//! Oddities of one entry that a person should know: a new finding about an entry is raised here.

use super::Summary;
use crate::problem::Kind;
use crate::tar_format::path::{CleanPath, clean};
use crate::tar_format::{Entry, FileKind};
use crate::text::{Oddity, oddity};

/// Notes all that is odd about an entry, whatever its meaning.
pub(super) fn note_oddities(entry: &Entry, path: &CleanPath, summary: &mut Summary) {
    let mut note = |kind| summary.note(kind, &path.bytes, entry.header_at);
    if path.escaped || (entry.kind == FileKind::Hardlink && clean(&entry.link).escaped) {
        note(Kind::EscapingName);
    }
    match oddity(&entry.path) {
        Some(Oddity::Bytes) => note(Kind::OddName),
        Some(Oddity::Deceptive) => note(Kind::DeceptiveName),
        None => {}
    }
    if entry.kind == FileKind::Other || (entry.kind != FileKind::Dir && path.bytes.is_empty()) {
        note(Kind::UnknownEntry);
    }
    let marker = entry.kind == FileKind::Char && entry.device == (0, 0);
    let overlay = |name: &[u8]| name.starts_with(b"trusted.overlay.") || name.starts_with(b"user.overlay.");
    if marker || entry.xattrs.iter().any(|(name, _)| overlay(name)) {
        note(Kind::OverlayMarker);
    }
}

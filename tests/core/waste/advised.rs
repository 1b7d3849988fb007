//! Advice and duplicates on images made for them.

//! The settings that the entries of a history have made so far: the shell of RUN and the build arguments.

/// The state of a build between two entries. Starts as a Linux image's.
#[derive(Debug, Clone)]
pub struct BuildState {
    /// The words before a command line, joined by spaces.
    pub(super) shell: String,
    /// Declared build arguments, as "NAME" and as "NAME=value".
    pub(super) args: Vec<String>,
}

impl Default for BuildState {
    fn default() -> Self {
        Self { shell: "/bin/sh -c".into(), args: Vec::new() }
    }
}

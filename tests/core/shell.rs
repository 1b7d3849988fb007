//! The shell: its lines against what busybox answered in the fixture image, quoting, redirections, undo, completion.

mod busybox;
mod lines;

use crate::container::{at, committed::Files};
use crate::support::{fixture, gunzip, open};
use layerscope::workspace::{Executed, Printed, Workspace};

/// A container on a fixture, and its opened files.
pub struct Session {
    pub workspace: Workspace,
    pub files: Files,
}

impl Session {
    pub fn on(name: &str) -> Self {
        let bytes = gunzip(&fixture(name));
        Self::of(bytes)
    }

    pub fn of(bytes: Vec<u8>) -> Self {
        let mut workspace = open(&bytes, None);
        let id = workspace.containers().run(None).unwrap();
        workspace.containers().choose(Some(id)).unwrap();
        Self { workspace, files: Files(vec![bytes]) }
    }

    /// A line at the time when the fixtures were recorded.
    pub fn exec(&mut self, line: &str) -> Executed {
        let done = self.workspace.shown_mut().exec(line, at(1_795_496_400), self.files.0.len()).unwrap();
        if !done.text.is_empty() {
            self.files.0.push(done.text.clone());
        }
        done
    }

    /// All that a line prints, contents read, and its status.
    pub fn run(&mut self, line: &str) -> (Vec<u8>, u8) {
        let done = self.exec(line);
        let mut out = Vec::new();
        for printed in &done.output {
            match printed {
                Printed::Text(text, _) => out.extend(text.bytes()),
                Printed::Content { content, bytes, lines } => {
                    let count = bytes.unwrap_or(content.size()) as usize;
                    let (bytes, problem) = crate::now::read(content, &self.files, 0, count);
                    assert_eq!(problem, None, "{line}");
                    let lines = lines.map_or(usize::MAX, |lines| lines as usize);
                    out.extend(bytes.split_inclusive(|byte| *byte == b'\n').take(lines).flatten());
                }
            }
        }
        (out, done.status)
    }

    pub fn text(&mut self, line: &str) -> String {
        String::from_utf8_lossy(&self.run(line).0).into_owned()
    }

    pub fn digest(&self) -> [u8; 32] {
        self.workspace.shown().container().unwrap().upper().digest()
    }
}

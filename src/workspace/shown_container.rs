//! The shown container: operations on it, its typed command lines, and what it holds.

use super::container_session::ContainerSession;
use super::content::ContentWays;
use super::image_session::ImageSession;
use super::layer_info::container_layer_info;
use crate::container::{Container, Difference, Effect, Op, Time, UpperForm, UpperTar};
use crate::dto::{Applied, ContainerInfo, EffectInfo, Executed, Printed, RefusalInfo, UpperLine, UpperPage};
use crate::image::Image;
use crate::limits::SHELL_READ;
use crate::problem::{Kind, Problem, Result};
use crate::shell::{Completion, Intent, Output, Shell, complete};
use crate::text::{display, display_text};
use crate::tree::Tree;
use serde_json::Value;

/// The shown container, to be looked at.
#[derive(Clone, Copy)]
pub struct ShownContainer<'w> {
    pub(super) session: &'w ImageSession,
    pub(super) containers: &'w ContainerSession,
}

/// The shown container, to be changed.
pub struct ShownContainerMut<'w> {
    pub(super) session: &'w mut ImageSession,
    pub(super) containers: &'w mut ContainerSession,
}

impl<'w> ShownContainer<'w> {
    /// Its read-write layer; `None` = no container is shown.
    pub fn container(self) -> Option<&'w Container> {
        self.containers.shown(self.session).ok()
    }

    /// The container as the page lists it, also while layers of its image are still read; `None` = none is shown.
    pub fn info(self) -> Option<ContainerInfo> {
        self.containers.info(self.session.container()?).ok()
    }

    /// The container as it is now.
    pub fn applied(self) -> Applied {
        let top = self.session.top().zip(self.container());
        let layer = top.map(|(top, container)| container_layer_info(self.session.tree(), top, container));
        Applied { effects: Vec::new(), refusal: None, layer, container: self.info() }
    }

    /// `docker diff`; empty when no container is shown.
    pub fn diff(self) -> Vec<Difference> {
        self.container().map(|container| container.diff(self.session.tree())).unwrap_or_default()
    }

    /// The upper directory as a tar, in its order. *Errors:* `NotFound` when no container is shown.
    pub fn upper_tar(self, form: UpperForm) -> Result<UpperTar> {
        let mut tar = UpperTar::new(self.containers.shown(self.session)?.upper(), form);
        tar.edition = self.session.edition();
        Ok(tar)
    }

    /// Its shell; `None` = no container is shown.
    fn shell(self) -> Option<Shell> {
        let (container, tree) = (self.container()?, self.session.tree());
        let kept = self.containers.shell(self.session.top()?.container).ok()?.cloned();
        Some(kept.unwrap_or_else(|| Shell::at(container, tree, working_dir(self.session.image()))))
    }

    /// The directory that the shell is in, safe to show; the root when no container is shown.
    pub fn cwd(self) -> String {
        self.shell().map_or_else(|| "/".into(), |shell| format!("/{}", display(shell.cwd())))
    }

    /// Offers of the Tab key; none when no container is shown.
    pub fn complete_line(self, line: &str, cursor: usize) -> Completion {
        let view = self.container().map(|container| container.view(self.session.tree()));
        let both = self.shell().zip(view);
        both.map(|(shell, view)| complete(&shell, view, line, cursor)).unwrap_or_default()
    }
}

impl ShownContainerMut<'_> {
    /// Shows the awaited container, once all layers of its image are merged.
    pub(super) fn mount_awaited(self) {
        let id = self.session.take_awaited();
        if let Some((id, container)) = id.and_then(|id| Some((id, self.containers.get(id).ok()?))) {
            self.session.mount(id, container);
        }
    }

    fn look(&self) -> ShownContainer<'_> {
        ShownContainer { session: self.session, containers: self.containers }
    }

    /// Changes the container as a shell does, then replaces its layer in the tree. *Errors:* `NotFound` when no container is shown.
    pub fn edit<R>(&mut self, work: impl FnOnce(&mut Container, &Tree) -> R) -> Result<R> {
        let id = self.session.top().map(|top| top.container);
        let id = id.ok_or_else(|| Problem::new(Kind::NotFound).detail("no container is shown"))?;
        let container = self.containers.get_mut(id)?;
        let result = work(container, self.session.tree());
        self.session.remount(container);
        Ok(result)
    }

    /// Performs operations as one step, all or none. *Errors:* as `edit`; a refusal is an answer.
    pub fn apply(&mut self, ops: &[Op], now: Time) -> Result<Applied> {
        let outcome = self.edit(|container, tree| container.apply_all(tree, ops, now))?;
        let (effects, refusal) = match outcome {
            Ok(effects) => (effects, None),
            Err((op, refusal)) => (Vec::new(), Some(RefusalInfo::new(op, &refusal))),
        };
        Ok(Applied { effects: shown_effects(self.session.tree(), &effects), refusal, ..self.look().applied() })
    }

    /// Takes the last step back. *Errors:* as `edit`.
    pub fn undo(&mut self) -> Result<bool> {
        self.edit(|container, _| container.undo())
    }

    /// Takes the last `undo` back. *Errors:* as `edit`.
    pub fn redo(&mut self) -> Result<bool> {
        self.edit(|container, _| container.redo())
    }

    /// Starts again from an empty layer; `undo` takes it back. *Errors:* as `edit`.
    pub fn reset(&mut self) -> Result<bool> {
        self.edit(|container, _| container.reset())
    }

    /// Runs a line as one step. `next_file` is the number that the line's new text gets as an opened file. *Errors:* as `edit`; a command's
    /// refusal is an answer.
    pub fn exec(&mut self, line: &str, now: Time, next_file: usize) -> Result<Executed> {
        let mut shell = self.look().shell().unwrap_or_default();
        let outcome = self.edit(|container, tree| shell.run_line(container, tree, line, now, next_file))?;
        let cwd = format!("/{}", display(shell.cwd()));
        if let Some(top) = self.session.top() {
            self.containers.set_shell(top.container, shell)?;
        }
        let ways = ContentWays { session: self.session, containers: self.containers };
        let mut output = Vec::new();
        for printed in &outcome.output {
            output.push(match printed {
                Output::Text { bytes, error } => Printed::Text(safe(bytes), *error),
                Output::Content { content, part } => {
                    let bytes = part.bytes.map(|bytes| bytes.min(SHELL_READ));
                    Printed::Content { content: ways.pieces_of(content)?, bytes, lines: part.lines }
                }
            });
        }
        let tree = self.session.tree();
        let applied = Applied { effects: shown_effects(tree, &outcome.effects), ..self.look().applied() };
        let mut intent = outcome.intent;
        if let Some(Intent::CopyOut { path, node, .. }) = &mut intent {
            *node = tree.find(&path.0);
        }
        Ok(Executed { output, status: outcome.status, text: outcome.text, cwd, intent, applied })
    }

    /// Entries of the upper directory as a tar of this form has them; empty when no container is shown. *Cost:* of the first page after a
    /// change, an order of the whole.
    pub fn upper_list(&mut self, form: UpperForm, from: usize, count: usize) -> UpperPage {
        let listed = self.session.top().map(|top| self.containers.listed(top.container, form));
        let Some(Ok((tar, container))) = listed else { return UpperPage::default() };
        let records = (from..tar.len()).take(count).filter_map(|at| tar.record(container.upper(), at));
        UpperPage { total: tar.len(), bytes: tar.bytes, from, lines: records.map(UpperLine::from).collect() }
    }
}

/// The directory in which an image's containers start.
fn working_dir(image: &Image) -> &str {
    let folder = image.config.value.get("config").and_then(|config| config.get("WorkingDir"));
    folder.and_then(Value::as_str).filter(|folder| !folder.is_empty()).unwrap_or("/")
}

/// Effects with the nodes that they concern, safe to show.
fn shown_effects(tree: &Tree, effects: &[Effect]) -> Vec<EffectInfo> {
    let shown = |path: &[u8]| format!("/{}", display(path));
    let info = |effect: &Effect| EffectInfo {
        what: effect.what,
        path: shown(&effect.path),
        node: tree.find(&effect.path),
        from: effect.from.as_deref().map(shown),
        kind: effect.kind,
        layer: effect.layer,
        entries: effect.entries,
        bytes: effect.bytes,
    };
    effects.iter().map(info).collect()
}

/// Printed bytes → text that is safe to show. Bytes that are no text are escaped; a backslash stays one.
fn safe(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(&display_text(chunk.valid()));
        out.push_str(&display(chunk.invalid()));
    }
    out
}

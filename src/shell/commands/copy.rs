//! `cp` and `mv`: they copy pieces, never bytes.

use crate::container::{Errno, Op, PathBytes, Stat};
use crate::shell::args::Args;
use crate::shell::context::Context;
use crate::shell::typed_path::{base_name, joined, trimmed};
use crate::tar_format::FileKind;

const LONG: [(&str, u8); 8] = [
    ("recursive", b'r'),
    ("archive", b'a'),
    ("force", b'f'),
    ("no-clobber", b'n'),
    ("verbose", b'v'),
    ("preserve", b'p'),
    ("target-directory", b't'),
    ("no-target-directory", b'T'),
];

/// The sources and the target of a command line.
fn sources_and_target(args: &Args) -> Option<(Vec<Vec<u8>>, Vec<u8>)> {
    match args.value('t') {
        Some(folder) if !args.operands.is_empty() => Some((args.operands.clone(), folder.to_vec())),
        Some(_) => None,
        None => {
            let (last, sources) = args.operands.split_last()?;
            (!sources.is_empty()).then(|| (sources.to_vec(), last.clone()))
        }
    }
}

/// Prints "cp: can't stat 'x': …". For a file in place of a directory, busybox has words of its own.
fn not_found(context: &mut Context, path: &[u8], errno: Errno) -> u8 {
    let words = if errno == Errno::ENOTDIR { "Path has non-directory component" } else { errno.words() };
    context.error("can't stat '", path, &format!("': {words}"))
}

pub(super) fn cp(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-arPLHpfnlsTv] SOURCE... DEST";
    let args = match Args::parse(args, "adrRPLHpfinlsTuvt:", &LONG) {
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let Some((sources, last)) = sources_and_target(&args) else { return context.usage("", usage) };
    if let Some(flag) = args.last_of("iu") {
        return context.error(&format!("-{flag}: not part of Layerscope's shell"), b"", "");
    }
    let any = |flags: &str| args.last_of(flags).is_some();
    let copy = Copy { args: &args, recursive: any("arR"), follow: any("L") || !any("adrRP") };
    if let ([source], None) = (sources.as_slice(), args.value('t')) {
        let from = match context.stat(source, copy.follow) {
            Ok(stat) => stat.kind == FileKind::Dir,
            Err(errno) => return not_found(context, source, errno),
        };
        let to = match context.stat(&last, true) {
            Ok(stat) => Some(stat.kind == FileKind::Dir),
            Err(errno @ Errno::ENOTDIR) => return not_found(context, &last, errno),
            Err(_) => None,
        };
        if args.has('T') || !from && to != Some(true) || copy.recursive && from && to.is_none() {
            return copy.copy_path(context, source, &last);
        }
    }
    let mut status = 0;
    for source in &sources {
        status |= copy.copy_path(context, source, &joined(&last, base_name(source)));
    }
    status
}

struct Copy<'a> {
    args: &'a Args,
    recursive: bool,
    follow: bool,
}

impl Copy<'_> {
    /// Copies a path and everything under it to another path.
    fn copy_path(&self, context: &mut Context, source: &[u8], target: &[u8]) -> u8 {
        let stat = match context.stat(source, self.follow) {
            Ok(stat) => stat,
            Err(errno) => return context.cannot("stat", source, errno),
        };
        if stat.kind != FileKind::Dir {
            return self.copy_entry(context, source, &stat, target);
        }
        if !self.recursive {
            return context.error("omitting directory '", source, "'");
        }
        // All names are listed first, so that a copy is not copied again.
        let mut all = Vec::new();
        let top = context.view().resolve(&context.path(target), true).map(|to| to.dentry.path).unwrap_or_default();
        let mut inside = false;
        let view = context.view();
        view.walk(&view.at(&stat.path), &mut |dentry| {
            let again = dentry.path == top && dentry.path != stat.path;
            inside |= again;
            let rest = dentry.path.get(stat.path.len()..).unwrap_or_default();
            let rest = rest.strip_prefix(b"/").unwrap_or(rest).to_vec();
            if !again {
                all.push((rest, view.stat(dentry)));
            }
            !again
        });
        let below = top.strip_prefix(stat.path.as_slice()).is_some_and(|rest| rest.starts_with(b"/"));
        let mut status = 0;
        let mut folders = Vec::new();
        for (rest, stat) in &all {
            let (from, to) = match rest.is_empty() {
                true => (source.to_vec(), target.to_vec()),
                false => (joined(source, rest), joined(target, rest)),
            };
            let failed = match stat.kind {
                FileKind::Dir => self.copy_folder(context, &from, stat, &to),
                _ => self.copy_entry(context, &from, stat, &to),
            };
            status |= failed;
            if failed != 0 && rest.is_empty() {
                return status;
            }
            if stat.kind == FileKind::Dir {
                folders.push((to, stat));
            }
        }
        if below || inside {
            status = context.error("recursion detected, omitting directory '", target, "'");
        }
        // Adding entries changed the directories' times.
        for (to, stat) in folders.iter().rev() {
            self.preserve(context, to, stat);
        }
        status
    }

    fn copy_folder(&self, context: &mut Context, source: &[u8], stat: &Stat, target: &[u8]) -> u8 {
        match context.stat(target, true) {
            Ok(there) if there.inode == stat.inode && there.path == stat.path => {
                return context.error("'", &[source, b"' and '", target].concat(), "' are the same file");
            }
            Ok(there) if there.kind == FileKind::Dir => return 0,
            Ok(_) => return context.error("target '", target, "' is not a directory"),
            Err(Errno::ENOENT) => {}
            Err(errno) => return context.cannot("stat", target, errno),
        }
        let op = Op::Mkdir { path: PathBytes(context.path(target)), parents: false, mode: Some(stat.mode & !0o022) };
        match context.apply(op) {
            Ok(()) => {
                self.print_copied(context, source, target);
                0
            }
            Err(errno) => context.cannot("create directory", target, errno),
        }
    }

    fn print_copied(&self, context: &mut Context, source: &[u8], target: &[u8]) {
        if self.args.has('v') {
            context.print_line(&[b"'", source, b"' -> '", target, b"'"].concat());
        }
    }

    /// Copies anything but a directory.
    fn copy_entry(&self, context: &mut Context, source: &[u8], stat: &Stat, target: &[u8]) -> u8 {
        let there = match context.stat(target, false) {
            Ok(there) => Some(there),
            Err(Errno::ENOENT) => None,
            // A file with a slash after it: opening it is refused later.
            Err(Errno::ENOTDIR) if target.ends_with(b"/") => None,
            Err(errno) => return context.cannot("stat", target, errno),
        };
        if there.as_ref().is_some_and(|there| there.inode == stat.inode) {
            return context.error("'", &[source, b"' and '", target].concat(), "' are the same file");
        }
        if there.is_some() && self.args.has('n') {
            return 0;
        }
        let path = PathBytes(context.path(target));
        let made = if self.args.has('l') || self.args.has('s') {
            self.remove_target(context, target, there.is_some());
            context.apply(match self.args.has('l') {
                true => Op::Link { path, target: PathBytes(context.path(source)) },
                false => Op::Symlink { path, target: PathBytes(source.to_vec()) },
            })
        } else {
            match stat.kind {
                FileKind::Symlink => {
                    if there.is_some() {
                        let op = Op::Remove { path: path.clone(), recursive: false };
                        if let Err(errno) = context.apply(op) {
                            return context.cannot("remove", target, errno);
                        }
                    }
                    context.apply(Op::Symlink { path, target: PathBytes(stat.target.clone()) })
                }
                FileKind::File | FileKind::Other => {
                    let content = context.view().content(&context.path(source)).unwrap_or_default();
                    context.apply(Op::Write { path, content, mode: Some(stat.mode & !0o022) })
                }
                _ => {
                    let why = "': devices, pipes and sockets can't be made in Layerscope's shell";
                    return context.error("can't create '", target, why);
                }
            }
        };
        match made {
            Ok(()) => {
                self.preserve(context, target, stat);
                self.print_copied(context, source, target);
                0
            }
            Err(errno) => context.cannot("create", target, errno),
        }
    }

    fn remove_target(&self, context: &mut Context, target: &[u8], there: bool) {
        if there && self.args.has('f') {
            let _ = context.apply(Op::Remove { path: PathBytes(context.path(target)), recursive: false });
        }
    }

    /// -p: restores owner, mode and time in busybox's order, since an owner clears bits.
    fn preserve(&self, context: &mut Context, target: &[u8], stat: &Stat) {
        if self.args.last_of("ap").is_none() || self.args.has('l') || self.args.has('s') {
            return;
        }
        let path = PathBytes(context.path(target));
        let follow = stat.kind != FileKind::Symlink;
        let (uid, gid) = (Some(stat.uid), Some(stat.gid));
        let _ = context.apply(Op::Chown { path: path.clone(), uid, gid, follow });
        if follow {
            let _ = context.apply(Op::Chmod { path: path.clone(), mode: stat.mode });
        }
        let _ = context.apply(Op::Touch { path, time: Some(stat.mtime), create: false, follow });
    }
}

pub(super) fn mv(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-fnTv] SOURCE... DEST";
    let args = match Args::parse(args, "finTvt:", &LONG) {
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let Some((sources, last)) = sources_and_target(&args) else { return context.usage("", usage) };
    if args.has('i') {
        return context.error("-i: questions are not part of Layerscope's shell", b"", "");
    }
    let several = sources.len() > 1 || args.value('t').is_some();
    if !several && let Err(errno @ Errno::ENOTDIR) = context.stat(&last, true) {
        return not_found(context, &last, errno);
    }
    let into = !args.has('T') && (several || context.is_dir(&last));
    let mut status = 0;
    for source in &sources {
        let target = if into { joined(&last, base_name(source)) } else { last.clone() };
        if args.has('n') && context.stat(&target, false).is_ok() {
            continue;
        }
        // The moved name is the link's, not its target's.
        let (from, to) = (PathBytes(context.path(trimmed(source))), PathBytes(context.path(&target)));
        match context.apply(Op::Move { from, to }) {
            Ok(()) if args.has('v') => {
                context.print_line(&[b"'", source.as_slice(), b"' -> '", &target, b"'"].concat())
            }
            Ok(()) => {}
            Err(errno) => status = context.cannot("rename", source, errno),
        }
    }
    status
}

//! `cp` and `mv`: what is copied are pieces, never bytes.

use super::super::args::Args;
use super::super::run::Run;
use super::{base_name, joined, trimmed};
use crate::container::{Errno, Op, PathBytes, Stat};
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

/// What is to become of what: sources, the last path, and whether that is a directory to put them in.
fn places(args: &Args) -> Option<(Vec<Vec<u8>>, Vec<u8>)> {
    match args.value('t') {
        Some(folder) if !args.operands.is_empty() => Some((args.operands.clone(), folder.to_vec())),
        Some(_) => None,
        None => {
            let (last, sources) = args.operands.split_last()?;
            (!sources.is_empty()).then(|| (sources.to_vec(), last.clone()))
        }
    }
}

/// "cp: can't stat 'x': …": a file on the way has busybox's own words here.
fn not_found(run: &mut Run, path: &[u8], errno: Errno) -> u8 {
    let words = if errno == Errno::ENOTDIR { "Path has non-directory component" } else { errno.words() };
    run.error("can't stat '", path, &format!("': {words}"))
}

pub(super) fn cp(run: &mut Run, args: &[Vec<u8>]) -> u8 {
    let usage = "[-arPLHpfnlsTv] SOURCE... DEST";
    let args = match Args::parse(args, "adrRPLHpfinlsTuvt:", &LONG) {
        Ok(args) => args,
        Err(wrong) => return run.usage(&wrong, usage),
    };
    let Some((sources, last)) = places(&args) else { return run.usage("", usage) };
    if let Some(flag) = args.last_of("iu") {
        return run.error(&format!("-{flag}: not part of Layerscope's shell"), b"", "");
    }
    let any = |flags: &str| args.last_of(flags).is_some();
    let copy = Copy { args: &args, recursive: any("arR"), follow: any("L") || !any("adrRP") };
    if let ([source], None) = (sources.as_slice(), args.value('t')) {
        let from = match run.stat(source, copy.follow) {
            Ok(stat) => stat.kind == FileKind::Dir,
            Err(errno) => return not_found(run, source, errno),
        };
        let to = match run.stat(&last, true) {
            Ok(stat) => Some(stat.kind == FileKind::Dir),
            Err(errno @ Errno::ENOTDIR) => return not_found(run, &last, errno),
            Err(_) => None,
        };
        if args.has('T') || !from && to != Some(true) || copy.recursive && from && to.is_none() {
            return copy.one(run, source, &last);
        }
    }
    let mut status = 0;
    for source in &sources {
        status |= copy.one(run, source, &joined(&last, base_name(source)));
    }
    status
}

struct Copy<'a> {
    args: &'a Args,
    recursive: bool,
    follow: bool,
}

impl Copy<'_> {
    /// A path and all below it to another path.
    fn one(&self, run: &mut Run, source: &[u8], target: &[u8]) -> u8 {
        let stat = match run.stat(source, self.follow) {
            Ok(stat) => stat,
            Err(errno) => return run.cannot("stat", source, errno),
        };
        if stat.kind != FileKind::Dir {
            return self.entry(run, source, &stat, target);
        }
        if !self.recursive {
            return run.error("omitting directory '", source, "'");
        }
        // All names first: what is copied must not be met again.
        let mut all = Vec::new();
        let top = run.view().resolve(&run.path(target), true).map(|to| to.spot.path).unwrap_or_default();
        let mut inside = false;
        let view = run.view();
        view.walk(&view.at(&stat.path), &mut |spot| {
            let again = spot.path == top && spot.path != stat.path;
            inside |= again;
            let rest = spot.path.get(stat.path.len()..).unwrap_or_default();
            let rest = rest.strip_prefix(b"/").unwrap_or(rest).to_vec();
            if !again {
                all.push((rest, view.stat(spot)));
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
                FileKind::Dir => self.folder(run, &from, stat, &to),
                _ => self.entry(run, &from, stat, &to),
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
            status = run.error("recursion detected, omitting directory '", target, "'");
        }
        // What was put into them has changed their times.
        for (to, stat) in folders.iter().rev() {
            self.keep(run, to, stat);
        }
        status
    }

    fn folder(&self, run: &mut Run, source: &[u8], stat: &Stat, target: &[u8]) -> u8 {
        match run.stat(target, true) {
            Ok(there) if there.inode == stat.inode && there.path == stat.path => {
                return run.error("'", &[source, b"' and '", target].concat(), "' are the same file");
            }
            Ok(there) if there.kind == FileKind::Dir => return 0,
            Ok(_) => return run.error("target '", target, "' is not a directory"),
            Err(Errno::ENOENT) => {}
            Err(errno) => return run.cannot("stat", target, errno),
        }
        let op = Op::Mkdir { path: PathBytes(run.path(target)), parents: false, mode: Some(stat.mode & !0o022) };
        match run.apply(op) {
            Ok(()) => {
                self.tell(run, source, target);
                0
            }
            Err(errno) => run.cannot("create directory", target, errno),
        }
    }

    fn tell(&self, run: &mut Run, source: &[u8], target: &[u8]) {
        if self.args.has('v') {
            run.print_line(&[b"'", source, b"' -> '", target, b"'"].concat());
        }
    }

    /// Something that is no directory.
    fn entry(&self, run: &mut Run, source: &[u8], stat: &Stat, target: &[u8]) -> u8 {
        let there = match run.stat(target, false) {
            Ok(there) => Some(there),
            Err(Errno::ENOENT) => None,
            // A slash behind a file: it is opened, and refused then.
            Err(Errno::ENOTDIR) if target.ends_with(b"/") => None,
            Err(errno) => return run.cannot("stat", target, errno),
        };
        if there.as_ref().is_some_and(|there| there.inode == stat.inode) {
            return run.error("'", &[source, b"' and '", target].concat(), "' are the same file");
        }
        if there.is_some() && self.args.has('n') {
            return 0;
        }
        let path = PathBytes(run.path(target));
        let made = if self.args.has('l') || self.args.has('s') {
            self.clear(run, target, there.is_some());
            run.apply(match self.args.has('l') {
                true => Op::Link { path, target: PathBytes(run.path(source)) },
                false => Op::Symlink { path, target: PathBytes(source.to_vec()) },
            })
        } else {
            match stat.kind {
                FileKind::Symlink => {
                    if there.is_some() {
                        let op = Op::Remove { path: path.clone(), recursive: false };
                        if let Err(errno) = run.apply(op) {
                            return run.cannot("remove", target, errno);
                        }
                    }
                    run.apply(Op::Symlink { path, target: PathBytes(stat.target.clone()) })
                }
                FileKind::File | FileKind::Other => {
                    let content = run.view().content(&run.path(source)).unwrap_or_default();
                    run.apply(Op::Write { path, content, mode: Some(stat.mode & !0o022) })
                }
                _ => {
                    let why = "': devices, pipes and sockets can't be made in Layerscope's shell";
                    return run.error("can't create '", target, why);
                }
            }
        };
        match made {
            Ok(()) => {
                self.keep(run, target, stat);
                self.tell(run, source, target);
                0
            }
            Err(errno) => run.cannot("create", target, errno),
        }
    }

    fn clear(&self, run: &mut Run, target: &[u8], there: bool) {
        if there && self.args.has('f') {
            let _ = run.apply(Op::Remove { path: PathBytes(run.path(target)), recursive: false });
        }
    }

    /// -p: owner, bits and time as they were. The order is busybox's: an owner clears bits.
    fn keep(&self, run: &mut Run, target: &[u8], stat: &Stat) {
        if self.args.last_of("ap").is_none() || self.args.has('l') || self.args.has('s') {
            return;
        }
        let path = PathBytes(run.path(target));
        let follow = stat.kind != FileKind::Symlink;
        let (uid, gid) = (Some(stat.uid), Some(stat.gid));
        let _ = run.apply(Op::Chown { path: path.clone(), uid, gid, follow });
        if follow {
            let _ = run.apply(Op::Chmod { path: path.clone(), mode: stat.mode });
        }
        let _ = run.apply(Op::Touch { path, time: Some(stat.mtime), create: false, follow });
    }
}

pub(super) fn mv(run: &mut Run, args: &[Vec<u8>]) -> u8 {
    let usage = "[-fnTv] SOURCE... DEST";
    let args = match Args::parse(args, "finTvt:", &LONG) {
        Ok(args) => args,
        Err(wrong) => return run.usage(&wrong, usage),
    };
    let Some((sources, last)) = places(&args) else { return run.usage("", usage) };
    if args.has('i') {
        return run.error("-i: nobody can be asked here", b"", "");
    }
    let several = sources.len() > 1 || args.value('t').is_some();
    if !several && let Err(errno @ Errno::ENOTDIR) = run.stat(&last, true) {
        return not_found(run, &last, errno);
    }
    let into = !args.has('T') && (several || run.is_dir(&last));
    let mut status = 0;
    for source in &sources {
        let target = if into { joined(&last, base_name(source)) } else { last.clone() };
        if args.has('n') && run.stat(&target, false).is_ok() {
            continue;
        }
        // The name that is taken away is that of a link, not of what it leads to.
        let (from, to) = (PathBytes(run.path(trimmed(source))), PathBytes(run.path(&target)));
        match run.apply(Op::Move { from, to }) {
            Ok(()) if args.has('v') => run.print_line(&[b"'", source.as_slice(), b"' -> '", &target, b"'"].concat()),
            Ok(()) => {}
            Err(errno) => status = run.cannot("rename", source, errno),
        }
    }
    status
}

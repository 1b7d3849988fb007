//! `rm`, `rmdir`, `mkdir` and `ln`.

use super::super::args::Args;
use super::super::run::Run;
use super::attributes::parse_mode;
use super::{base_name, joined, trimmed};
use crate::container::{Errno, Op, PathBytes};
use crate::tar_format::FileKind;

pub(super) fn rm(run: &mut Run, args: &[Vec<u8>]) -> u8 {
    let usage = "[-irf] FILE...";
    let long = [("recursive", b'r'), ("force", b'f'), ("verbose", b'v')];
    let args = match Args::parse(args, "rRfiv", &long) {
        Ok(args) => args,
        Err(wrong) => return run.usage(&wrong, usage),
    };
    let (recursive, force) = (args.has('r') || args.has('R'), args.has('f'));
    if args.has('i') {
        return run.error("-i: nobody can be asked here", b"", "");
    }
    if args.operands.is_empty() {
        return if force { 0 } else { run.usage("", usage) };
    }
    let mut status = 0;
    for path in &args.operands {
        let path = trimmed(path);
        if matches!(base_name(path), b"." | b"..") {
            status = run.error("can't remove '.' or '..'", b"", "");
            continue;
        }
        match run.stat(path, false) {
            Err(Errno::ENOENT) if force => continue,
            Err(errno @ Errno::ENOENT) => {
                status = run.cannot("remove", path, errno);
                continue;
            }
            Err(errno) => {
                status = run.cannot("stat", path, errno);
                continue;
            }
            Ok(stat) if stat.kind == FileKind::Dir && !recursive => {
                status = run.error("'", path, "' is a directory");
                continue;
            }
            Ok(_) => {}
        }
        match run.apply(Op::Remove { path: PathBytes(run.path(path)), recursive }) {
            Ok(()) if args.has('v') => run.print_line(&[b"removed '", path, b"'"].concat()),
            Ok(()) => {}
            Err(errno) => status = run.cannot("remove", path, errno),
        }
    }
    status
}

pub(super) fn rmdir(run: &mut Run, args: &[Vec<u8>]) -> u8 {
    let usage = "[-p] DIRECTORY...";
    let args = match Args::parse(args, "p", &[("parents", b'p')]) {
        Ok(args) if args.operands.is_empty() => return run.usage("", usage),
        Ok(args) => args,
        Err(wrong) => return run.usage(&wrong, usage),
    };
    let mut status = 0;
    for path in &args.operands {
        let mut path = path.as_slice();
        loop {
            if let Err(errno) = run.apply(Op::Rmdir { path: PathBytes(run.path(path)) }) {
                status = run.error("'", path, &format!("': {}", errno.words()));
                break;
            }
            path = trimmed(path);
            let parent = path.len() - base_name(path).len();
            match path.get(..parent).map(trimmed) {
                Some(parent) if args.has('p') && !matches!(parent, b"" | b"." | b"/") => path = parent,
                _ => break,
            }
        }
    }
    status
}

pub(super) fn mkdir(run: &mut Run, args: &[Vec<u8>]) -> u8 {
    let usage = "[-m MODE] [-p] DIRECTORY...";
    let long = [("mode", b'm'), ("parents", b'p'), ("verbose", b'v')];
    let args = match Args::parse(args, "m:pv", &long) {
        Ok(args) if args.operands.is_empty() => return run.usage("", usage),
        Ok(args) => args,
        Err(wrong) => return run.usage(&wrong, usage),
    };
    let mode = match args.value('m').map(|mode| (mode, parse_mode(mode, 0o777, true))) {
        Some((mode, None)) => return run.error("invalid mode '", mode, "'"),
        mode => mode.and_then(|(_, mode)| mode),
    };
    let mut status = 0;
    for path in &args.operands {
        let op = Op::Mkdir { path: PathBytes(run.path(path)), parents: args.has('p'), mode };
        if let Err(errno) = run.apply(op) {
            status = run.cannot("create directory", path, errno);
        }
    }
    status
}

pub(super) fn ln(run: &mut Run, args: &[Vec<u8>]) -> u8 {
    let usage = "[-sfnT] TARGET... LINK|DIR";
    let long = [("symbolic", b's'), ("force", b'f'), ("no-dereference", b'n'), ("no-target-directory", b'T')];
    let args = match Args::parse(args, "sfnTv", &long) {
        Ok(args) if args.operands.is_empty() => return run.usage("", usage),
        Ok(args) => args,
        Err(wrong) => return run.usage(&wrong, usage),
    };
    let (targets, last) = match args.operands.split_last() {
        Some((only, [])) => (std::slice::from_ref(only), base_name(only).to_vec()),
        Some((last, targets)) => (targets, last.clone()),
        None => return run.usage("", usage),
    };
    let plain = args.has('T') || args.has('n') && run.stat(&last, false).is_ok_and(|s| s.kind == FileKind::Symlink);
    let mut status = 0;
    for target in targets {
        let into = !plain && run.is_dir(&last);
        let name = if into { joined(&last, base_name(target)) } else { last.clone() };
        if args.has('f') && !args.has('s') && run.stat(target, false).is_err() {
            status = run.refused(target, Errno::ENOENT);
            continue;
        }
        if args.has('f') && run.stat(&name, false).is_ok_and(|there| there.kind != FileKind::Dir) {
            let same = run.stat(target, false).map(|s| s.inode) == run.stat(&name, false).map(|s| s.inode);
            if same && !args.has('s') {
                continue;
            }
            let _ = run.apply(Op::Remove { path: PathBytes(run.path(&name)), recursive: false });
        }
        let path = PathBytes(run.path(&name));
        let op = match args.has('s') {
            true => Op::Symlink { path, target: PathBytes(target.clone()) },
            false => Op::Link { path, target: PathBytes(run.path(target)) },
        };
        if let Err(errno) = run.apply(op) {
            let missing = !args.has('s') && errno != Errno::EEXIST && run.stat(target, false).is_err();
            status = run.refused(if missing { target } else { &name }, errno);
        }
    }
    status
}

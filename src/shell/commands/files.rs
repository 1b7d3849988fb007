//! `rm`, `rmdir`, `mkdir` and `ln`.

use super::attributes::parse_mode;
use crate::container::{Errno, Op, PathBytes};
use crate::shell::args::Args;
use crate::shell::context::Context;
use crate::shell::typed_path::{base_name, joined, trimmed};
use crate::tar_format::FileKind;

pub(super) fn rm(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-irf] FILE...";
    let long = [("recursive", b'r'), ("force", b'f'), ("verbose", b'v')];
    let args = match Args::parse(args, "rRfiv", &long) {
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let (recursive, force) = (args.has('r') || args.has('R'), args.has('f'));
    if args.has('i') {
        return context.error("-i: questions are not part of Layerscope's shell", b"", "");
    }
    if args.operands.is_empty() {
        return if force { 0 } else { context.usage("", usage) };
    }
    let mut status = 0;
    for path in &args.operands {
        let path = trimmed(path);
        if matches!(base_name(path), b"." | b"..") {
            status = context.error("can't remove '.' or '..'", b"", "");
            continue;
        }
        match context.stat(path, false) {
            Err(Errno::ENOENT) if force => continue,
            Err(errno @ Errno::ENOENT) => {
                status = context.cannot("remove", path, errno);
                continue;
            }
            Err(errno) => {
                status = context.cannot("stat", path, errno);
                continue;
            }
            Ok(stat) if stat.kind == FileKind::Dir && !recursive => {
                status = context.error("'", path, "' is a directory");
                continue;
            }
            Ok(_) => {}
        }
        match context.apply(Op::Remove { path: PathBytes(context.path(path)), recursive }) {
            Ok(()) if args.has('v') => context.print_line(&[b"removed '", path, b"'"].concat()),
            Ok(()) => {}
            Err(errno) => status = context.cannot("remove", path, errno),
        }
    }
    status
}

pub(super) fn rmdir(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-p] DIRECTORY...";
    let args = match Args::parse(args, "p", &[("parents", b'p')]) {
        Ok(args) if args.operands.is_empty() => return context.usage("", usage),
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let mut status = 0;
    for path in &args.operands {
        let mut path = path.as_slice();
        loop {
            if let Err(errno) = context.apply(Op::Rmdir { path: PathBytes(context.path(path)) }) {
                status = context.error("'", path, &format!("': {}", errno.words()));
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

pub(super) fn mkdir(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-m MODE] [-p] DIRECTORY...";
    let long = [("mode", b'm'), ("parents", b'p'), ("verbose", b'v')];
    let args = match Args::parse(args, "m:pv", &long) {
        Ok(args) if args.operands.is_empty() => return context.usage("", usage),
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let mode = match args.value('m').map(|mode| (mode, parse_mode(mode, 0o777, true))) {
        Some((mode, None)) => return context.error("invalid mode '", mode, "'"),
        mode => mode.and_then(|(_, mode)| mode),
    };
    let mut status = 0;
    for path in &args.operands {
        let op = Op::Mkdir { path: PathBytes(context.path(path)), parents: args.has('p'), mode };
        if let Err(errno) = context.apply(op) {
            status = context.cannot("create directory", path, errno);
        }
    }
    status
}

pub(super) fn ln(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-sfnT] TARGET... LINK|DIR";
    let long = [("symbolic", b's'), ("force", b'f'), ("no-dereference", b'n'), ("no-target-directory", b'T')];
    let args = match Args::parse(args, "sfnTv", &long) {
        Ok(args) if args.operands.is_empty() => return context.usage("", usage),
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let (targets, last) = match args.operands.split_last() {
        Some((only, [])) => (std::slice::from_ref(only), base_name(only).to_vec()),
        Some((last, targets)) => (targets, last.clone()),
        None => return context.usage("", usage),
    };
    let plain = args.has('T') || args.has('n') && context.stat(&last, false).is_ok_and(|s| s.kind == FileKind::Symlink);
    let mut status = 0;
    for target in targets {
        let into = !plain && context.is_dir(&last);
        let name = if into { joined(&last, base_name(target)) } else { last.clone() };
        if args.has('f') && !args.has('s') && context.stat(target, false).is_err() {
            status = context.print_errno(target, Errno::ENOENT);
            continue;
        }
        if args.has('f') && context.stat(&name, false).is_ok_and(|there| there.kind != FileKind::Dir) {
            let same = context.stat(target, false).map(|s| s.inode) == context.stat(&name, false).map(|s| s.inode);
            if same && !args.has('s') {
                continue;
            }
            let _ = context.apply(Op::Remove { path: PathBytes(context.path(&name)), recursive: false });
        }
        let path = PathBytes(context.path(&name));
        let op = match args.has('s') {
            true => Op::Symlink { path, target: PathBytes(target.clone()) },
            false => Op::Link { path, target: PathBytes(context.path(target)) },
        };
        if let Err(errno) = context.apply(op) {
            let missing = !args.has('s') && errno != Errno::EEXIST && context.stat(target, false).is_err();
            status = context.print_errno(if missing { target } else { &name }, errno);
        }
    }
    status
}

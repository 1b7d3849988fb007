//! `chmod`, `chown` and `touch`.

use crate::container::{Op, PathBytes, Stat};
use crate::shell::args::Args;
use crate::shell::context::Context;
use crate::shell::date;
use crate::shell::typed_path::joined;
use crate::tar_format::FileKind;

/// The mode bits that new files don't get.
const UMASK: u16 = 0o022;

/// A mode as `chmod` takes it, octal or symbolic, applied to the old bits. `None` = no mode.
pub(super) fn parse_mode(text: &[u8], old: u16, is_dir: bool) -> Option<u16> {
    let text = std::str::from_utf8(text).ok()?;
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return u16::from_str_radix(text, 8).ok().filter(|mode| *mode <= 0o7777);
    }
    let mut mode = old;
    for clause in text.split(',') {
        let at = clause.find(['+', '-', '='])?;
        let (who, mut rest) = clause.split_at_checked(at)?;
        let mut mask = 0;
        for c in who.chars() {
            mask |= match c {
                'u' => 0o4700,
                'g' => 0o2070,
                'o' => 0o1007,
                'a' => 0o7777,
                _ => return None,
            };
        }
        let mask = if who.is_empty() { 0o7777 & !UMASK } else { mask };
        while let Some(sign) = rest.chars().next() {
            rest = rest.get(1..)?;
            let end = rest.find(['+', '-', '=']).unwrap_or(rest.len());
            let (what, behind) = rest.split_at_checked(end)?;
            rest = behind;
            let mut bits = 0;
            for c in what.chars() {
                let same = |three: u16| (three & 7) * 0o111;
                bits |= match c {
                    'r' => 0o444,
                    'w' => 0o222,
                    'x' => 0o111,
                    'X' if is_dir || mode & 0o111 != 0 => 0o111,
                    'X' => 0,
                    's' => 0o6000,
                    't' => 0o1000,
                    'u' => same(mode >> 6),
                    'g' => same(mode >> 3),
                    'o' => same(mode),
                    _ => return None,
                };
            }
            // The sticky bit belongs to no class of users.
            let bits = bits & (mask | 0o1000);
            match sign {
                '+' => mode |= bits,
                '-' => mode &= !bits,
                '=' => mode = mode & !(mask & 0o6777) | bits,
                _ => return None,
            }
        }
    }
    Some(mode)
}

/// Calls `change` with a path as typed; if recursive, also with everything under it but links.
fn each(
    context: &mut Context,
    path: &[u8],
    recursive: bool,
    follow: bool,
    change: &mut dyn FnMut(&mut Context, &[u8], &Stat) -> u8,
) -> u8 {
    let stat = match context.stat(path, follow) {
        Ok(stat) => stat,
        Err(errno) => return context.print_errno(path, errno),
    };
    let mut all = vec![(path.to_vec(), stat.clone())];
    if recursive && stat.kind == FileKind::Dir {
        let view = context.view();
        let from = view.at(&stat.path);
        view.walk(&from, &mut |dentry| {
            let rest = dentry.path.get(stat.path.len()..).unwrap_or_default();
            if !rest.is_empty() {
                all.push((joined(path, rest.strip_prefix(b"/").unwrap_or(rest)), view.stat(dentry)));
            }
            true
        });
    }
    let mut status = 0;
    for (path, stat) in all {
        status = status.max(change(context, &path, &stat));
    }
    status
}

pub(super) fn chmod(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-R] MODE[,MODE]... FILE...";
    // "-w" is a mode, not a flag.
    let is_mode = |word: &[u8]| word.starts_with(b"-") && word.get(1).is_some_and(|b| b"rwxXst".contains(b));
    let at = args.iter().position(|word| is_mode(word));
    let mut words = args.to_vec();
    let taken = at.map(|at| words.remove(at));
    let args = match Args::parse(&words, "Rvcf", &[("recursive", b'R')]) {
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let mut operands = args.operands.clone();
    let mode = match taken {
        Some(mode) => mode,
        None if operands.is_empty() => return context.usage("", usage),
        None => operands.remove(0),
    };
    if operands.is_empty() {
        return context.usage("", usage);
    }
    if parse_mode(&mode, 0, false).is_none() {
        return context.error("invalid mode '", &mode, "'");
    }
    let mut status = 0;
    for path in &operands {
        status |= each(context, path, args.has('R'), true, &mut |context, path, stat| {
            if stat.kind == FileKind::Symlink {
                return 0;
            }
            let mode = parse_mode(&mode, stat.mode, stat.kind == FileKind::Dir).unwrap_or(stat.mode);
            match context.apply(Op::Chmod { path: PathBytes(context.path(path)), mode }) {
                Ok(()) => 0,
                Err(errno) => context.print_errno(path, errno),
            }
        });
    }
    status
}

/// A numeric id, or root.
fn id(text: &[u8]) -> Option<u32> {
    if text == b"root" { Some(0) } else { std::str::from_utf8(text).ok()?.parse().ok() }
}

pub(super) fn chown(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-Rh] USER[:[GRP]] FILE...";
    let args = match Args::parse(args, "RhLHPvcf", &[("recursive", b'R'), ("no-dereference", b'h')]) {
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let Some((owner, paths)) = args.operands.split_first().filter(|(_, paths)| !paths.is_empty()) else {
        return context.usage("", usage);
    };
    let mut parts = owner.splitn(2, |byte| *byte == b':');
    let (user, group) = (parts.next().unwrap_or_default(), parts.next());
    let uid = id(user);
    // "5:" means the login group of user 5; without a user database that is group 5.
    let gid = group.and_then(|group| if group.is_empty() { uid } else { id(group) });
    let unknown_group = group.is_some_and(|group| !group.is_empty() && gid.is_none());
    if uid.is_none() && !user.is_empty() || unknown_group {
        let whose = if unknown_group { "unknown user/group " } else { "unknown user " };
        return context.error(whose, owner, ": only numbers and root are known here");
    }
    let follow = !args.has('h');
    let mut status = 0;
    for path in paths {
        status |= each(context, path, args.has('R'), follow, &mut |context, path, stat| {
            // Links in a directory are changed themselves.
            let follow = follow && stat.kind != FileKind::Symlink;
            match context.apply(Op::Chown { path: PathBytes(context.path(path)), uid, gid, follow }) {
                Ok(()) => 0,
                Err(errno) => context.print_errno(path, errno),
            }
        });
    }
    status
}

pub(super) fn touch(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-cham] [-d DATE] [-t DATE] [-r FILE] FILE...";
    let long = [("no-create", b'c'), ("no-dereference", b'h'), ("date", b'd'), ("reference", b'r')];
    let args = match Args::parse(args, "chamd:t:r:", &long) {
        Ok(args) if args.operands.is_empty() => return context.usage("", usage),
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let mut time = None;
    if let Some(text) = args.value('d').or(args.value('t')) {
        time = date::parse(text, context.now);
        if time.is_none() {
            return context.error("invalid date '", text, "'");
        }
    }
    if let Some(path) = args.value('r') {
        match context.stat(path, !args.has('h')) {
            Ok(stat) => time = Some(stat.mtime),
            Err(errno) => return context.print_errno(path, errno),
        }
    }
    let (create, follow) = (!args.has('c') && !args.has('h'), !args.has('h'));
    // Layers keep no access times: changing only those changes nothing.
    if args.has('a') && !args.has('m') && !create {
        return 0;
    }
    let mut status = 0;
    for path in &args.operands {
        let op = Op::Touch { path: PathBytes(context.path(path)), time, create, follow };
        if let Err(errno) = context.apply(op) {
            status = context.print_errno(path, errno);
        }
    }
    status
}

//! `cd` and `pwd`.

use crate::container::Errno;
use crate::shell::context::Context;

pub(super) fn cd(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let back = args.first().is_some_and(|path| path == b"-");
    let to = match args.iter().find(|path| *path != b"--") {
        Some(_) if back => [b"/", context.shell.before.as_deref().unwrap_or(&context.shell.cwd)].concat(),
        Some(path) => path.clone(),
        None => b"/root".to_vec(),
    };
    let found = context.view().find(&context.path(&to), true).map_err(|refusal| refusal.errno);
    let path = match found {
        Ok(dentry) if context.view().is_dir(&dentry) => dentry.path,
        Ok(_) => return cannot_cd(context, &to, Errno::ENOTDIR),
        Err(errno) => return cannot_cd(context, &to, errno),
    };
    if back {
        context.print_line(&[b"/", path.as_slice()].concat());
    }
    context.shell.before = Some(std::mem::replace(&mut context.shell.cwd, path));
    0
}

fn cannot_cd(context: &mut Context, path: &[u8], errno: Errno) -> u8 {
    context.name = "sh";
    context.error("cd: can't cd to ", path, &format!(": {}", errno.words()));
    2
}

pub(super) fn pwd(context: &mut Context, _: &[Vec<u8>]) -> u8 {
    let line = [b"/", context.shell.cwd.as_slice()].concat();
    context.print_line(&line);
    0
}

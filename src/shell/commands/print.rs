//! `echo`, `printf`, `cat` and `head`.

use crate::container::{ContentPiece, Errno};
use crate::limits::SHELL_READ;
use crate::shell::args::Args;
use crate::shell::context::Context;
use crate::shell::parse::escape;
use crate::shell::result::PrintLimit;
use crate::tar_format::FileKind;

/// Replaces escapes. False = `\c` ends all output.
fn unescape(text: &[u8], out: &mut Vec<u8>) -> bool {
    let mut rest = text;
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        if *byte != b'\\' {
            out.push(*byte);
            continue;
        }
        if rest.first() == Some(&b'c') {
            return false;
        }
        let (byte, behind) = escape(rest, true);
        rest = behind;
        out.push(byte.unwrap_or(b'\\'));
    }
    true
}

pub(super) fn echo(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let (mut line_break, mut escapes, mut rest) = (true, false, args);
    while let Some((flag, behind)) = rest.split_first() {
        let letters = flag.strip_prefix(b"-").filter(|l| !l.is_empty() && l.iter().all(|b| b"neE".contains(b)));
        let Some(letters) = letters else { break };
        for letter in letters {
            match letter {
                b'n' => line_break = false,
                letter => escapes = *letter == b'e',
            }
        }
        rest = behind;
    }
    let text = rest.join(&b' ');
    let mut out = Vec::new();
    let whole = if escapes {
        unescape(&text, &mut out)
    } else {
        out = text;
        true
    };
    if line_break && whole {
        out.push(b'\n');
    }
    context.print(&out);
    0
}

pub(super) fn printf(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let Some((format, mut values)) = args.split_first() else { return context.usage("", "FORMAT [ARG]...") };
    let (mut out, mut status) = (Vec::new(), 0);
    loop {
        let before = values.len();
        let mut rest = format.as_slice();
        while let Some((byte, behind)) = rest.split_first() {
            rest = behind;
            if *byte == b'\\' {
                let (byte, behind) = escape(rest, false);
                rest = behind;
                out.push(byte.unwrap_or(b'\\'));
                continue;
            }
            if *byte != b'%' || rest.first() == Some(&b'%') {
                rest = rest.strip_prefix(b"%").filter(|_| *byte == b'%').unwrap_or(rest);
                out.push(*byte);
                continue;
            }
            let end = rest.iter().position(|b| !b"-0123456789".contains(b)).unwrap_or(rest.len());
            let (width, behind) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            let width = String::from_utf8_lossy(width).parse::<i32>().unwrap_or(0).clamp(-1000, 1000);
            let (letter, behind) = behind.split_first().map_or((b' ', behind), |(letter, behind)| (*letter, behind));
            rest = behind;
            let value = match values.split_first() {
                Some((value, more)) => {
                    values = more;
                    value.as_slice()
                }
                None => b"",
            };
            let text = match letter {
                b's' => value.to_vec(),
                b'c' => value.iter().take(1).copied().collect(),
                b'b' => {
                    let mut text = Vec::new();
                    unescape(value, &mut text);
                    text
                }
                b'd' | b'i' | b'u' => match String::from_utf8_lossy(value).parse::<i64>() {
                    Ok(number) => number.to_string().into_bytes(),
                    Err(_) if value.is_empty() => b"0".to_vec(),
                    Err(_) => {
                        status = context.error("invalid number '", value, "'");
                        b"0".to_vec()
                    }
                },
                letter => return context.error(&format!("%{}: invalid format", char::from(letter)), b"", ""),
            };
            let gap = vec![b' '; (width.unsigned_abs() as usize).saturating_sub(text.len())];
            out.extend(if width < 0 { [text, gap].concat() } else { [gap, text].concat() });
        }
        if values.is_empty() || values.len() == before {
            break;
        }
    }
    context.print(&out);
    status
}

/// A file's content, or its refusal in the words of `cat` and `head`.
fn content(context: &Context, path: &[u8]) -> Result<Vec<ContentPiece>, Errno> {
    context.view().content(&context.path(path)).map_err(|refusal| refusal.errno)
}

fn length(content: &[ContentPiece]) -> u64 {
    content.iter().map(ContentPiece::len).fold(0, u64::saturating_add)
}

/// Prints a part of a content, bounded unless it goes into a file.
fn print_limited(context: &mut Context, content: Vec<ContentPiece>, mut part: PrintLimit) {
    let size = length(&content);
    let wanted = part.bytes.unwrap_or(size).min(size);
    if wanted == 0 || part.lines == Some(0) {
        return;
    }
    part.bytes = part.bytes.filter(|bytes| *bytes < size);
    let cut = !context.is_redirected() && wanted > SHELL_READ;
    if cut {
        part.bytes = Some(SHELL_READ);
    }
    context.print_content(content, part);
    if cut && part.lines.is_none() {
        context.print_error(
            format!("{}: only the first {SHELL_READ} of {size} bytes are shown here", context.name).as_bytes(),
        );
    }
}

fn is_special(context: &Context, path: &[u8]) -> bool {
    context.stat(path, true).is_ok_and(|stat| !matches!(stat.kind, FileKind::File | FileKind::Dir | FileKind::Other))
}

const NO_INPUT: &str = "nothing is typed into a command here: name a file";
const SPECIAL: &str = "': a device, pipe or socket has no content in an image";

pub(super) fn cat(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let args = match Args::parse(args, "u", &[]) {
        Ok(args) if args.operands.is_empty() => return context.error(NO_INPUT, b"", ""),
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, "FILE..."),
    };
    let mut status = 0;
    for path in &args.operands {
        match content(context, path) {
            Ok(content) => print_limited(context, content, PrintLimit::default()),
            Err(Errno::EISDIR) => status = context.error("read error: Is a directory", b"", ""),
            Err(_) if is_special(context, path) => status = context.error("'", path, SPECIAL),
            Err(errno) => status = context.cannot("open", path, errno),
        }
    }
    status
}

/// A count with its unit: `10`, `2k`.
fn count(text: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(text).ok()?;
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.get(digits.len()..)? {
        "" => 1,
        "b" => 512,
        "k" | "K" => 1 << 10,
        "m" | "M" => 1 << 20,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(unit)
}

pub(super) fn head(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-n N] [-c N] [-qv] FILE...";
    // "-5" is "-n5".
    let old = |word: &Vec<u8>| match word.strip_prefix(b"-") {
        Some(digits) if digits.first().is_some_and(u8::is_ascii_digit) => [b"-n", digits].concat(),
        _ => word.clone(),
    };
    let words: Vec<Vec<u8>> = args.iter().map(old).collect();
    let args = match Args::parse(&words, "n:c:qv", &[("lines", b'n'), ("bytes", b'c')]) {
        Ok(args) if args.operands.is_empty() => return context.error(NO_INPUT, b"", ""),
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let bytes = args.last_of("nc") == Some('c');
    let text = if bytes { args.value('c') } else { args.value('n') };
    let Some(number) = text.map_or(Some(10), count) else {
        return context.error("invalid number '", text.unwrap_or_default(), "'");
    };
    let part = match bytes {
        true => PrintLimit { bytes: Some(number), lines: None },
        false => PrintLimit { bytes: None, lines: Some(number) },
    };
    let titled = args.has('v') || args.operands.len() > 1 && !args.has('q');
    let (mut status, mut first) = (0, true);
    for path in &args.operands {
        match content(context, path) {
            Ok(content) => {
                if titled {
                    let gap: &[u8] = if first { b"" } else { b"\n" };
                    context.print_line(&[gap, b"==> ", path, b" <=="].concat());
                }
                first = false;
                print_limited(context, content, part);
            }
            Err(Errno::EISDIR) => status = context.error("", path, ": Input/output error"),
            Err(_) if is_special(context, path) => status = context.error("'", path, SPECIAL),
            Err(errno) => status = context.print_errno(path, errno),
        }
    }
    status
}

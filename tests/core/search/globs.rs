//! Patterns: each letter means itself but for those that the language names, held against a matcher that backtracks.

use super::find;
use crate::support::{Layer, image, open};
use layerscope::search::QueryErrorKind;
use layerscope::tree::{NodeId, ROOT};
use layerscope::view::{Mode, View};
use layerscope::workspace::{RowsQuery, Workspace};
use proptest::prelude::*;

const TOP: View = View { height: 0, mode: Mode::Merged, ghosts: true };

fn of(names: &[&str]) -> Workspace {
    let layer = names.iter().fold(Layer::new(), |layer, name| layer.file(name, ""));
    open(&image(vec![layer.bytes()]), None)
}

#[test]
fn letters_that_mean_something_to_a_regular_expression_mean_themselves() {
    let names = ["a<b1", "a>b1", "a&&b", "a--b", "a~~b", "[x]", "a#b", "a b", "a+b", "a(b)", "a|b", "$a^", "a.b"];
    let mut w = of(&names);
    let table: &[(&str, &[&str])] = &[
        ("a<b*", &["a<b1"]),
        ("a>b?", &["a>b1"]),
        ("a[<]*", &["a<b1"]),
        ("?[<>]b1", &["a<b1", "a>b1"]),
        ("a{<,>}b?", &["a<b1", "a>b1"]),
        ("[a<]*1", &["a<b1", "a>b1"]),
        ("a&&?", &["a&&b"]),
        ("a[a&&b]*", &["a&&b"]),
        ("a[&&][&&]b", &["a&&b"]),
        ("a[~~]*", &["a~~b"]),
        ("a[a~~b]*", &["a~~b"]),
        ("a[--]*", &["a--b"]),
        ("a[x-]*", &["a--b"]),
        ("a[,--]*", &["a--b"]),
        ("a[--/]*", &["a--b", "a.b"]),
        ("[[]x]", &["[x]"]),
        ("[[:x]*", &["[x]"]),
        ("*[]]", &["[x]"]),
        ("?[#]?", &["a#b"]),
        ("a#?", &["a#b"]),
        ("a\" \"?", &["a b"]),
        ("a[\" \"]b", &["a b"]),
        ("a+?", &["a+b"]),
        ("a(?)", &["a(b)"]),
        ("a|?", &["a|b"]),
        ("$?^", &["$a^"]),
        ("[$]*[$^]", &["$a^"]),
        ("?.?", &["a.b"]),
        ("a[!!-z]b", &["a b", "a|b"]),
    ];
    for (query, wanted) in table {
        let page = find(&mut w, TOP, query);
        let found: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{query}");
    }
}

#[test]
fn no_class_reaches_over_a_slash() {
    let mut w = of(&["a/b", "a.b"]);
    for query in ["**a[.-0]b", "**/a[!x]b", "/a[./]b"] {
        let page = find(&mut w, TOP, query);
        let found: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(found, ["a.b"], "{query}");
    }
}

/// The end of a class that begins behind a `[`: its items as ranges, whether it is negated, and what follows. `None` = not closed.
type Class<'g> = (Vec<(char, char)>, bool, &'g [char]);

fn class(glob: &[char]) -> Option<Class<'_>> {
    let negated = matches!(glob.first(), Some('!' | '^'));
    let glob = &glob[usize::from(negated)..];
    let end = 1 + glob.iter().skip(1).position(|c| *c == ']')?;
    let (mut items, mut at) = (Vec::new(), 0);
    while at < end {
        let range = at + 2 < end && glob[at + 1] == '-';
        items.push((glob[at], glob[if range { at + 2 } else { at }]));
        at += if range { 3 } else { 1 };
    }
    Some((items, negated, &glob[end + 1..]))
}

/// Stands between what braces separate, so that no letters on both sides make one sign.
const SEAM: char = '\0';

type Globs = Vec<Vec<char>>;

/// All globs without braces that one with braces stands for; `None` = a bracket or brace is not closed, or a range is reversed.
fn without_braces(glob: &[char]) -> Option<Globs> {
    // Alternatives of each open brace, and what stands before it.
    let mut open: Vec<(Globs, Globs)> = Vec::new();
    let mut now = vec![Vec::new()];
    let mut rest = glob;
    let push = |now: &mut Vec<Vec<char>>, more: &[char]| now.iter_mut().for_each(|glob| glob.extend(more));
    while let Some((c, behind)) = rest.split_first() {
        rest = behind;
        match c {
            '[' => {
                let (items, _, after) = class(behind)?;
                if items.iter().any(|(from, to)| from > to) {
                    return None;
                }
                push(&mut now, &['[']);
                push(&mut now, &behind[..behind.len() - after.len()]);
                rest = after;
            }
            '{' => {
                push(&mut now, &[SEAM]);
                open.push((Vec::new(), std::mem::replace(&mut now, vec![Vec::new()])));
            }
            ',' if !open.is_empty() => {
                let (done, _) = open.last_mut()?;
                done.append(&mut now);
                now.push(Vec::new());
            }
            '}' if !open.is_empty() => {
                let (mut done, before) = open.pop()?;
                done.append(&mut now);
                now = before.iter().flat_map(|b| done.iter().map(move |d| [&b[..], d, &[SEAM]].concat())).collect();
            }
            c => push(&mut now, &[*c]),
        }
    }
    open.is_empty().then_some(now)
}

fn same(glob: char, letter: char, folds: bool) -> bool {
    glob == letter || folds && glob.eq_ignore_ascii_case(&letter)
}

/// All of the text is like the glob, which has no braces.
fn fits(glob: &[char], text: &[char], folds: bool) -> bool {
    let behind = |glob: &[char], letters: &dyn Fn(&char) -> bool| {
        let longest = text.iter().take_while(|c| letters(c)).count();
        (0..=longest).any(|skip| fits(glob, &text[skip..], folds))
    };
    match glob {
        [] => text.is_empty(),
        [SEAM, rest @ ..] => fits(rest, text, folds),
        ['*', '*', rest @ ..] => {
            let stars = rest.iter().take_while(|c| **c == '*').count();
            match &rest[stars..] {
                ['/', rest @ ..] => {
                    fits(rest, text, folds)
                        || (0..text.len()).any(|at| text[at] == '/' && fits(rest, &text[at + 1..], folds))
                }
                rest => behind(rest, &|_| true),
            }
        }
        ['*', rest @ ..] => behind(rest, &|c| *c != '/'),
        ['?', rest @ ..] => text.first().is_some_and(|c| *c != '/') && fits(rest, &text[1..], folds),
        ['[', rest @ ..] => {
            let (Some(letter), Some((items, negated, rest))) = (text.first(), class(rest)) else { return false };
            let within = |c: char| items.iter().any(|(from, to)| (*from..=*to).contains(&c));
            let cases = [*letter, letter.to_ascii_lowercase(), letter.to_ascii_uppercase()];
            let found = cases.iter().take(if folds { 3 } else { 1 }).any(|c| within(*c));
            *letter != '/' && found != negated && fits(rest, &text[1..], folds)
        }
        [c, rest @ ..] => text.first().is_some_and(|letter| same(*c, *letter, folds)) && fits(rest, &text[1..], folds),
    }
}

/// The answer of the language for a path; `None` = it refuses the glob.
fn naive(glob: &str, path: &str) -> Option<bool> {
    let folds = !glob.chars().any(char::is_uppercase);
    let globs = without_braces(&glob.chars().collect::<Vec<_>>())?;
    let texts: Vec<&str> = match (glob.contains('/'), glob.starts_with('/')) {
        (false, _) => path.rsplit('/').take(1).collect(),
        (true, true) => vec![path],
        (true, false) => path.match_indices('/').map(|(at, _)| &path[at + 1..]).collect(),
    };
    let texts: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
    Some(globs.iter().any(|glob| texts.iter().any(|text| fits(glob, text, folds))))
}

/// A glob, often one that is closed and rightly so.
fn glob() -> impl Strategy<Value = String> {
    let letters = "[abB<>&~#^$!.()|+ \\[\\]-]{1,2}";
    let part = prop_oneof![
        4 => letters,
        1 => "[/{},*?\\[\\]\\\\]",
        1 => Just("*".to_owned()),
        1 => Just("**/".to_owned()),
        3 => "\\[[!^]?[]ab<>&~#^$. \\[+-]{1,4}\\]",
        1 => "\\[[abB<&+~]-[abB<&+~]\\]",
        1 => "\\{[ab<>&-]{0,2},[ab<*?]{0,2}\\}",
    ];
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pattern_finds_what_a_matcher_that_backtracks_does(
        names in prop::collection::btree_set("[ab<&\\[][abB<>&~#^$!.()|+ \\[\\]-]{0,3}(/[ab<>&][ab<>&~\\[\\]-]{0,2})?", 1..12),
        glob in glob(),
    ) {
        // A text with such a beginning (a space has to stand in quotes), or between slashes, is no pattern.
        let whole = glob.len() > 1 && glob.starts_with('/') && glob.ends_with('/');
        prop_assume!(glob.contains(['*', '?', '[']) && !glob.starts_with(['<', '>', '-', ' ']) && !whole);
        // A file can't stand where a folder stands.
        let folders: Vec<&str> = names.iter().filter_map(|name| Some(name.split_once('/')?.0)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !folders.contains(name)).collect();
        let mut w = of(&names);
        w.session_mut().expand(ROOT, true, true);
        let all = w.session_mut().ask(TOP, 0, usize::MAX).rows;
        let query: String = glob.chars().map(|c| if c == ' ' { "\" \"".to_owned() } else { c.to_string() }).collect();
        let page = w.session_mut().ask(RowsQuery { query, flat: true, ..TOP.into() }, 0, usize::MAX);
        let mut found: Vec<NodeId> = page.rows.iter().map(|row| row.node).collect();
        found.sort_unstable();
        let path = |node: NodeId| format!("/{}", String::from_utf8_lossy(&w.tree().path(node)));
        let told: Vec<Option<bool>> = all.iter().map(|row| naive(&glob, &path(row.node))).collect();
        if let Some(wrong) = page.wrong {
            prop_assert_eq!((wrong.kind, &told[0]), (QueryErrorKind::BadGlob, &None), "{}: {}", glob, wrong.message);
        } else {
            let mut wanted: Vec<NodeId> = all.iter().zip(&told).filter(|(_, fits)| **fits == Some(true)).map(|(row, _)| row.node).collect();
            wanted.sort_unstable();
            prop_assert!(told.iter().all(Option::is_some), "{} is taken", glob);
            prop_assert_eq!(found, wanted, "{} among {:?}", glob, names);
        }
    }
}

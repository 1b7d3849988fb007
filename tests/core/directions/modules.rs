//! A crate's modules as its source files declare them: what each uses, what it defines, and where a path leads.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How many re-exports a path may go through.
const HOPS: usize = 16;

/// Source files by their path from the repository's root, as `src/tree/mod.rs`.
pub type Files = BTreeMap<String, String>;

/// A path that a file names, with its line.
pub struct Named {
    /// Its segments, as written.
    path: Vec<String>,
    line: usize,
}

/// A name that a `use` brings into a module.
struct Use {
    /// The name it has there; `*` for all of a module.
    name: String,
    named: Named,
    /// It has a visibility, so other modules can name it here.
    exported: bool,
}

/// One module: a file, or a part of one in braces.
#[derive(Default)]
pub struct Module {
    file: String,
    uses: Vec<Use>,
    named: Vec<Named>,
    items: HashSet<String>,
    /// Names that stand by themselves in the code, as `Tree` or `clean(`.
    spoken: HashSet<String>,
}

/// All modules of the library and the programs, by their path: `["crate", "tree", "merge"]`. A program's begins with its main file.
#[derive(Default)]
pub struct Modules(BTreeMap<Vec<String>, Module>);

impl Modules {
    /// Reads every module that `src/lib.rs`, `src/main.rs` and the programs in `src/bin` declare; tests are left out.
    pub fn read(files: &Files) -> Self {
        let mut modules = Self::default();
        let is_root = |file: &str| {
            let program = file.strip_prefix("src/bin/");
            matches!(file, "src/lib.rs" | "src/main.rs")
                || program.is_some_and(|p| !p.contains('/') || (p.ends_with("/main.rs") && p.matches('/').count() == 1))
        };
        for file in files.keys().filter(|file| is_root(file)) {
            let root = if file == "src/lib.rs" { "crate" } else { file };
            modules.read_file(files, file, vec![root.to_owned()]);
        }
        modules
    }

    /// The files that are part of a module.
    pub fn files(&self) -> BTreeSet<&str> {
        self.0.values().map(|module| &*module.file).collect()
    }

    /// Every import: from which file and line to which file. A path through a re-export leads to the file that defines the item, and to
    /// the re-exporting file too where that is another folder's. To re-export a neighbour's item is an import only if the file names it itself.
    pub fn imports(&self) -> BTreeMap<(&str, &str), usize> {
        let mut imports = BTreeMap::new();
        for (path, module) in &self.0 {
            let own = &*module.file;
            let mut add = |named: &Named, forwarded: bool| {
                let mut hops = Vec::new();
                self.resolve(path, &named.path, &mut hops);
                let Some(target) = hops.pop() else { return };
                let all = named.path.last().is_some_and(|last| last == "*");
                let passed = hops.into_iter().filter(|hop| all || (top(hop) != top(own) && top(hop) != top(target)));
                for file in passed.chain([target]) {
                    if file != own && !(forwarded && top(file) == top(own)) {
                        imports.entry((own, file)).or_insert(named.line);
                    }
                }
            };
            for used in &module.uses {
                add(&used.named, used.exported && !module.spoken.contains(&used.name));
            }
            module.named.iter().for_each(|named| add(named, false));
        }
        imports
    }

    /// The files that a path leads through, last the one that defines what it names; none for another crate's items.
    fn resolve<'m>(&'m self, from: &[String], path: &[String], hops: &mut Vec<&'m str>) {
        let Some((first, rest)) = path.split_first() else { return };
        let mut at = from.to_vec();
        let rest = match first.as_str() {
            "crate" => {
                at.truncate(1);
                rest
            }
            "layerscope" if from[0] != "crate" => {
                at = vec!["crate".to_owned()];
                rest
            }
            "self" => rest,
            "super" => path,
            name if self.knows(from, name) => path,
            _ => return,
        };
        for (index, segment) in rest.iter().enumerate() {
            let child = [at.as_slice(), std::slice::from_ref(segment)].concat();
            let Some(module) = self.0.get(&at) else { return };
            match segment.as_str() {
                "super" => drop(at.pop()),
                "self" => {}
                "*" => {
                    // All that a module shows: its own items, and what it re-exports.
                    for used in module.uses.iter().filter(|used| used.exported) {
                        if hops.len() < HOPS {
                            self.resolve(&at, &used.named.path, hops);
                        }
                    }
                    return hops.push(&module.file);
                }
                _ if self.0.contains_key(&child) => at = child,
                name => {
                    let used = module.uses.iter().find(|used| used.name == name);
                    let used =
                        used.or_else(|| module.uses.iter().find(|u| u.name == "*" && !module.items.contains(name)));
                    hops.push(&module.file);
                    if let Some(used) = used
                        && hops.len() < HOPS
                    {
                        let all = used.named.path.strip_suffix(&["*".to_owned()]).unwrap_or(&used.named.path);
                        let rest = if used.name == "*" { &rest[index..] } else { &rest[index + 1..] };
                        let before = hops.len();
                        self.resolve(&at, &[all, rest].concat(), hops);
                        if hops.len() == before {
                            hops.clear(); // another crate's
                        }
                    }
                    return;
                }
            }
        }
        hops.extend(self.0.get(&at).map(|module| &*module.file));
    }

    /// A module has a child or a `use` of this name, so a path there may begin with it.
    fn knows(&self, module: &[String], name: &str) -> bool {
        let child = [module, &[name.to_owned()]].concat();
        let used = |u: &Use| u.name == name && u.named.path.first().is_some_and(|first| first != name);
        self.0.contains_key(&child) || self.0.get(module).is_some_and(|m| m.uses.iter().any(used))
    }

    fn read_file(&mut self, files: &Files, file: &str, path: Vec<String>) {
        let tokens: TokenStream = files[file].parse().unwrap_or_else(|e| panic!("{file}: {e}"));
        self.read_module(files, file, path, tokens);
    }

    fn read_module(&mut self, files: &Files, file: &str, path: Vec<String>, tokens: TokenStream) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        let mut children = Vec::new();
        read_tokens(tokens, &mut module, &mut children, true);
        self.0.insert(path.clone(), module);
        for (name, body) in children {
            let child = [path.as_slice(), std::slice::from_ref(&name)].concat();
            match body {
                Some(body) => self.read_module(files, file, child, body),
                None => {
                    let folder = match file.strip_suffix("/mod.rs").or(file.strip_suffix("/lib.rs")) {
                        Some(folder) => folder.to_owned(),
                        None => file.strip_suffix("/main.rs").unwrap_or(file.trim_end_matches(".rs")).to_owned(),
                    };
                    // A file declared with `#[path]` has its modules beside it.
                    let (beside, _) = file.rsplit_once('/').unwrap_or_default();
                    let places =
                        [folder.as_str(), beside].map(|at| [format!("{at}/{name}.rs"), format!("{at}/{name}/mod.rs")]);
                    let own = places.into_iter().flatten().find(|place| files.contains_key(place));
                    let own = own.unwrap_or_else(|| panic!("{file}: no file of its module {name}"));
                    self.read_file(files, &own, child);
                }
            }
        }
    }
}

/// The top-level module of a file: `tree` for `src/tree/merge.rs`, `text` for `src/text.rs`.
pub fn top(file: &str) -> &str {
    let name = file.strip_prefix("src/").unwrap_or(file);
    name.split_once('/').map_or(name.trim_end_matches(".rs"), |(folder, _)| folder)
}

fn is(token: Option<&TokenTree>, text: &str) -> bool {
    match token {
        Some(TokenTree::Ident(ident)) => *ident == text,
        Some(TokenTree::Punct(punct)) => text.len() == 1 && text.starts_with(punct.as_char()),
        _ => false,
    }
}

fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    is(tokens.get(at), ":") && is(tokens.get(at + 1), ":")
}

/// Reads a module's tokens, or a group of them; `top` = not inside of an item.
fn read_tokens(tokens: TokenStream, module: &mut Module, children: &mut Vec<(String, Option<TokenStream>)>, top: bool) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1);
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                // `#![…]` has a mark in between.
                let bracket = at + if is(next, "!") { 2 } else { 1 };
                at = bracket;
                if tokens.get(bracket).is_some_and(is_test) {
                    at = item_end(&tokens, bracket + 1);
                }
            }
            TokenTree::Ident(ident) if *ident == "mod" && matches!(next, Some(TokenTree::Ident(_))) => {
                let name = next.map(ToString::to_string).unwrap_or_default();
                let body = tokens.get(at + 2).and_then(braced);
                children.push((name, body));
                at += 2;
            }
            TokenTree::Ident(ident) if *ident == "use" => {
                let end = tokens[at..].iter().position(|t| is(Some(t), ";")).map_or(tokens.len(), |n| at + n);
                let exported = is(before, "pub")
                    || matches!(before, Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Parenthesis);
                let line = ident.span().start().line;
                read_use(&tokens[at + 1..end], &[], &mut |path, name| {
                    let named = Named { path: path.to_vec(), line };
                    module.uses.push(Use { name: name.to_owned(), named, exported });
                });
                at = end;
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let after_path = at >= 2 && is_path(&tokens, at - 2);
                let mut path = vec![name.clone()];
                let defines = ["struct", "enum", "fn", "trait", "type", "const", "static", "union"];
                if top && defines.iter().any(|keyword| is(before, keyword)) {
                    module.items.insert(name);
                } else if !after_path && !is(before, ".") && !is(before, "fn") {
                    while is_path(&tokens, at + 1) && matches!(tokens.get(at + 3), Some(TokenTree::Ident(_))) {
                        path.push(tokens[at + 3].to_string());
                        at += 3;
                    }
                    let called = matches!(tokens.get(at + 1), Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Parenthesis);
                    if called || path.len() > 1 || name.starts_with(char::is_uppercase) {
                        module.spoken.insert(name);
                    }
                    if path.len() > 1 {
                        module.named.push(Named { path, line: ident.span().start().line });
                    }
                }
            }
            TokenTree::Group(group) => read_tokens(group.stream(), module, children, false),
            _ => {}
        }
        at += 1;
    }
}

fn braced(token: &TokenTree) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    }
}

/// `[cfg(test)]`, `[test]`, `[cfg(all(test, …))]`.
fn is_test(attribute: &TokenTree) -> bool {
    let text: String = attribute.to_string().chars().filter(|c| !c.is_whitespace()).collect();
    text.starts_with("[cfg(test") || text.starts_with("[cfg(all(test") || text == "[test]"
}

/// The last token of the item that begins at a place.
fn item_end(tokens: &[TokenTree], from: usize) -> usize {
    let statement = ["use", "const", "static", "type"];
    let closed = |token: &TokenTree| statement.iter().any(|keyword| is(Some(token), keyword));
    let needs_semicolon = tokens[from..].iter().take(4).any(closed);
    let ends = |token: &TokenTree| is(Some(token), ";") || (!needs_semicolon && braced(token).is_some());
    tokens[from..].iter().position(ends).map_or(tokens.len(), |n| from + n)
}

/// Calls `each` with every path of a `use`, and the name that it gets.
fn read_use(tokens: &[TokenTree], prefix: &[String], each: &mut impl FnMut(&[String], &str)) {
    for tokens in tokens.split(|token| is(Some(token), ",")) {
        let mut path = prefix.to_vec();
        let mut name = None;
        let mut tokens = tokens.iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => {
                    let inner: Vec<_> = group.stream().into_iter().collect();
                    read_use(&inner, &path, each);
                    path.clear();
                }
                TokenTree::Ident(ident) if *ident == "as" => name = tokens.next().map(ToString::to_string),
                TokenTree::Ident(ident) if *ident == "self" && !path.is_empty() => {}
                TokenTree::Ident(ident) => path.push(ident.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == '*' => path.push("*".into()),
                _ => {}
            }
        }
        if let Some(last) = path.last() {
            each(&path, name.as_ref().unwrap_or(last));
        }
    }
}

def sub(p, *pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s, (p,a)
        s=s.replace(a,b)
    open(p,'w').write(s)
W='/tmp/w/images/'
sub(W+'www/types.images.d.ts',
("// Every index of an image is one of that list, committed images stand last.","// Every index of an image is one of that list and never changes: archives and committed images that join stand behind."),
("  same: number[]; //        ids of layers elsewhere with the same diff_id:","  same: number[]; //        ids of layers elsewhere with the same diff_id, at most 20:"),
("  layer: { image: number; index: number }; // where to find it: the first image that has it","  layer: { image: number; index: number }; // where to find it: in the first image whose archive holds it, compressed if one does so"),
("has: boolean; by: number | null }[];","has: boolean; by: number | null }[]; // by: the first of `have` that has it"),
("/** Merging layers from..=to of the shown image into one. Exact once all layers are read. */","/** Merging layers from..=to of the shown image into one. Exact once all layers are read; all bytes are those of files' contents, uncompressed\n *  (docker's sizes count the names in symbolic links, too). from = to merges nothing and changes nothing. */"),
("  sharers: number[]; // those images","  sharers: number[]; // those images, at most 100"),
("  pull: number; //    what the next pull downloads when only the top layer changes: everything from the first changed layer up","  pull: number; //    what the next pull downloads when only the top layer changes: that layer, the new one when `to` is the top"),
("  runs: Squash[]; //  sensible runs of adjacent layers: each maximal run with something to save, largest first, at most 20","  runs: Squash[]; //  largest saving first, at most 20: each run of layers that kill each other's bytes, and for each number of merged layers\n  //                  the run that saves most, where that is more than any shorter one"),
("  stable: { image: number; until: number } | null; // beside another open image of the same repository: layers 0..until never changed between them","  stable: { image: number; until: number } | null; // beside another open image of the same repository, or else the one that shares most:\n  //                  the lowest `until` layers never changed between them"),
("  addFiles(files: File[]): Promise<import(\"./types.d.ts\").Opened>; // further archives beside the open ones","  /** Further archives beside the open ones; progress as phase \"adding\". Rejects when none of them can be read; the others are in `problems`. */\n  addFiles(files: File[]): Promise<import(\"./types.d.ts\").Opened>;"),
("compareRows(status, query, from, count), addArchive(file, index, onProgress): Opened; index = number of its opened file.","compareRows(status, query, from, count), addArchive(file, index, onProgress): Opened, which throws for a file that it can't read; index = number of\n// its opened file. opened(): Opened."),
)
sub(W+'src/workspace/archives.rs',
("""files. When it can't be read, that is one more problem of what was opened, and all else is as it was. Returns whether it could.
""","""files. *Errors:* as `open`; that is one more problem of what was opened, too, and all else is as it was.
"""),
("    ) -> bool {","    ) -> Result<()> {"),
("""        match archive.and_then(|archive| self.add(archive, &source)) {
            Ok(()) => true,
            Err(problem) => {
                self.refused.push(Problem { file: Some(name.to_owned()), ..*problem });
                false
            }
        }
""","""        archive.and_then(|archive| self.add(archive, &source)).map_err(|problem| {
            let problem = Problem { file: Some(name.to_owned()), ..*problem };
            self.refused.push(problem.clone());
            Box::new(problem)
        })
"""),
("            workspace.add_archive(name, *source, number, &mut |done, _| progress(before.saturating_add(done), total));","            // One that can't be read is told by the workspace.\n            let _ = workspace.add_archive(name, *source, number, &mut |done, _| progress(before.saturating_add(done), total));"),
)
sub(W+'src/wasm/images.rs',
("""    /// Opens one more archive beside those that are open → `Opened`; what could not be read is among its problems. `index` = what the
    /// file is among the opened ones.""","""    /// Opens one more archive beside those that are open → `Opened`. `index` = what the file is among the opened ones."""),
("        workspace.add_archive(&name, &source, index, &mut |done, total| tell(on_progress, done, total));","        let added = workspace.add_archive(&name, &source, index, &mut |done, total| tell(on_progress, done, total));\n        added.map_err(|p| thrown(&p))?;"),
)
sub(W+'tests/core/sharing/archives.rs',
("    assert!(workspace.add_archive(\"multi\", &files.0[2], 2, &mut |_, _| {}));","    workspace.add_archive(\"multi\", &files.0[2], 2, &mut |_, _| {}).unwrap();"),
("    assert!(!workspace.add_archive(\"late\", &broken, 1, &mut |_, _| {}));","    assert_eq!(workspace.add_archive(\"late\", &broken, 1, &mut |_, _| {}).unwrap_err().kind, Kind::NotAnArchive);"),
)
sub(W+'www/state/opening.js',
("  return `${count} ${t(\"archives.refused\", { file: refused.file, why: problemTitle(refused) })}`;","""  const key = `problem.${refused.kind}.what`;
  const why = has(key) ? t(key, refused) : refused.message;
  return `${count} ${t("archives.refused", { file: refused.file, why })}`;"""),
('import { t } from "../text/i18n.js";','import { has, t } from "../text/i18n.js";'),
)

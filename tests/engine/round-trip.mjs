// The same work in a real container of a Docker and in Layerscope: docker diff, the merged file system, the upper directory and what
// commit and save make of them have to be the same. A test file for each engine calls this.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startDocker } from "./docker.mjs";
import { archive, buildLayerscope, layerscope } from "./layerscope.mjs";
import { hashes, lines, listing, opaque, pack } from "./listing.mjs";
import { SCRIPTS } from "./scripts.mjs";

/** The files that an engine adds to every container, and their directories. */
const PLACEHOLDERS = [
  "/.dockerenv",
  ...["/dev", "/dev/console", "/dev/pts", "/dev/shm", "/proc", "/sys"],
  ...["/etc", "/etc/hostname", "/etc/hosts", "/etc/mtab", "/etc/resolv.conf"],
];
const KEYS = [
  "Id",
  "RepoTags",
  "RepoDigests",
  "RootFS",
  "Config",
  "Created",
  "Author",
  "Comment",
  "Architecture",
  "Os",
  "Size",
];

/**
 * Names the engine's tests. `whose` are the options with which Layerscope prints as this engine does.
 * @param {string} title @param {"20.10" | "graph" | "containerd"} which @param {string[]} whose
 */
export async function roundTrip(title, which, whose) {
  const started = await startDocker(which);
  const skip = "skip" in started ? started.skip : "";
  if ("skip" in started) console.log(`${title}: skipped: ${skip}`);
  const docker = /** @type {import("./docker.mjs").Docker} */ ("engine" in started ? started.engine : null);
  const cli = docker?.cli;
  const folder = mkdtempSync(join(tmpdir(), "layerscope-engine-files-"));
  /** The names of the archives of tests/fixtures in the engine. @type {Record<string, string>} */
  const names = {};

  before(() => {
    if (skip) return;
    buildLayerscope();
    for (const name of ["story", "rich"]) {
      const said = lines(cli.reading(archive(name), "load", "-q"));
      names[name] = said[0]?.split(" ").at(-1) ?? "";
    }
  });
  after(async () => {
    await docker?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A person's work in a container of the engine. @param {string} image @param {string[]} commands @param {string} exported */
  function theirs(image, commands, exported) {
    const isolated = ["--network", "none", "--user", "0:0", "-w", "/", "--entrypoint", "sh"];
    const container = cli.run("create", ...isolated, names[image] ?? "", "-c", commands.join("\n")).trim();
    cli.try("start", "-a", container);
    // A volume's directory is the engine's doing: rich names /vol.
    const diff = lines(cli.run("diff", container)).filter((line) => line !== "A /vol");
    cli.writing(exported, "export", container);
    return { container, diff: diff.sort() };
  }

  /** @param {string} image @param {string[]} args */
  function ours(image, ...args) {
    const told = lines(layerscope("run", "--diff", ...args, archive(image)));
    return told.filter((line) => /^[ACD] \//.test(line)).sort();
  }

  /** The engine's words about an image are ours. @param {string} saved @param {string} name */
  function sameWords(saved, name) {
    const table = (/** @type {string} */ text) =>
      lines(text).map((line) => {
        const { ID, CreatedBy, Size, Comment } = JSON.parse(line);
        return { ID, CreatedBy, Size, Comment };
      });
    const history = layerscope("history", ...whose, "--no-trunc", "--format", "json", saved);
    assert.deepEqual(
      table(history),
      table(cli.run("history", "--no-trunc", "--format", "{{json .}}", name)),
      "history",
    );
    const [theirs] = JSON.parse(cli.run("image", "inspect", name));
    const [ours] = JSON.parse(layerscope("image", ...whose, saved));
    for (const key of KEYS) assert.deepEqual(ours[key], theirs[key], key);
  }

  for (const { name, image, lines: commands, ops } of SCRIPTS) {
    test(`${title}: ${image}: ${name}`, { skip: skip !== "" }, () => {
      const place = mkdtempSync(join(folder, "run-"));
      const file = (/** @type {string} */ what) => join(place, what);
      const since = Math.floor(Date.now() / 1000) * 1000;
      const { container, diff } = theirs(image, commands, file("theirs.tar"));
      const saved = file("saved.tar");
      const commit = ["--commit", saved, "--name", "made/here:1", "--message", "by hand"];
      const typed = commands.flatMap((line) => ["--sh", line]);
      assert.deepEqual(ours(image, ...typed, "--write-overlay", file("upper.tar"), ...commit), diff, "docker diff");
      const chosen = (ops ?? []).flatMap((each) => ["--op", JSON.stringify(each)]);
      if (ops) {
        const menu = ours(image, ...chosen, "--write-overlay", file("menu.tar"));
        assert.deepEqual(menu, diff, "docker diff of a menu's work");
      }

      // The merged file system, and what a commit of it becomes in an engine. The two engines write at different moments.
      assert.match(cli.reading(saved, "load", "-q"), /made\/here:1/);
      const again = cli.run("create", "--network", "none", "--entrypoint", "true", "made/here:1").trim();
      cli.writing(file("ours.tar"), "export", again);
      const changed = new Set(diff.map((line) => line.slice(2)));
      const touched = new Set([...PLACEHOLDERS, ...changed]);
      assert.deepEqual(
        listing(file("ours.tar"), touched, since),
        listing(file("theirs.tar"), touched, since),
        "merged listing",
      );
      assert.deepEqual(hashes(file("ours.tar")), hashes(file("theirs.tar")), "content");
      sameWords(saved, "made/here:1");

      // Saved once more by the engine it is still the same image.
      cli.writing(file("resaved.tar"), "save", "made/here:1");
      assert.equal(layerscope("files", file("resaved.tar")), layerscope("files", saved));
      assert.match(layerscope("verify", file("resaved.tar")), /ok/);

      // The upper directory as the kernel has it, where the store says where it is.
      const upper = docker.upper(container);
      if (upper) {
        pack(upper, file("kernel.tar"));
        const all = new Set(listing(file("kernel.tar")).map(([path]) => `/${path}`));
        for (const each of ["upper.tar", ...(ops ? ["menu.tar"] : [])]) {
          assert.deepEqual(listing(file(each), all), listing(file("kernel.tar"), all), `upper directory: ${each}`);
        }
        assert.equal(opaque(file("upper.tar")), opaque(file("kernel.tar")), "opaque directories");
      }

      cli.run("rm", "-f", container, again);
      cli.run("rmi", "-f", "made/here:1");
      rmSync(place, { recursive: true, force: true });
    });
  }

  test(`${title}: a file of a saved commit is read by a container of it`, { skip: skip !== "" }, () => {
    const saved = join(folder, "cat.tar");
    const op = JSON.stringify({ op: "write", path: "/root/here", content: "from Layerscope\n" });
    layerscope("run", "--op", op, "--commit", saved, "--name", "made/cat:1", archive("story"));
    cli.reading(saved, "load", "-q");
    const said = cli.run("run", "--rm", "--network", "none", "--entrypoint", "cat", "made/cat:1", "/root/here");
    assert.equal(said, "from Layerscope\n");
  });
}

// The same work in a real container and in Layerscope: docker diff, the merged file system, the upper directory and what
// commit and save make of them have to be the same. Needs root and Debian's docker.io; says so and is skipped elsewhere.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { at } from "../../scripts/build/steps.mjs";
import { Docker, missing } from "./docker.mjs";
import { SCRIPTS } from "./scripts.mjs";

/** @type {Docker | null} */
let engine = null;
let skip = missing() ?? "";
if (!skip) {
  engine = new Docker();
  // Containers in containers, kernels without overlay: not every machine can.
  await engine.ready().catch((error) => {
    skip = `dockerd does not start here: ${error.message}`;
  });
  const driver = skip ? "" : engine.run("info", "-f", "{{.Driver}}").trim();
  if (!skip && driver !== "overlay2") skip = `dockerd has ${driver} here, not overlay2`;
}
if (skip) console.log(`engine: skipped: ${skip}`);
const docker = /** @type {Docker} */ (engine);
const folder = mkdtempSync(join(tmpdir(), "layerscope-engine-files-"));
/** The names of the archives of tests/fixtures in the engine. @type {Record<string, string>} */
const names = {};

const archive = (/** @type {string} */ name) => at(`tests/fixtures/docker/20.10/${name}.tar.gz`);
const lines = (/** @type {string} */ text) => text.split("\n").filter((line) => line !== "");

before(() => {
  if (skip) return;
  execFileSync("cargo", ["build", "--locked", "--quiet", "--bin", "layerscope"], { cwd: at("."), stdio: "inherit" });
  for (const name of ["story", "rich"]) {
    names[name] = docker.run("load", "-q", "-i", archive(name)).trim().split(" ").at(-1) ?? "";
  }
});

after(async () => {
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** @param {string[]} args */
function inspect(...args) {
  const { status, stdout, stderr } = spawnSync(at("target/debug/layerscope"), args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  // 1 = a command failed, as some are meant to.
  assert.ok(status === 0 || status === 1, `layerscope ${args.join(" ")}: ${status} ${stderr}`);
  return stdout;
}

/** The files that an engine adds to every container, and their directories. */
const PLACEHOLDERS = [
  "/.dockerenv",
  ...["/dev", "/dev/console", "/dev/pts", "/dev/shm", "/proc", "/sys"],
  ...["/etc", "/etc/hostname", "/etc/hosts", "/etc/mtab", "/etc/resolv.conf"],
];

/** A tar's entries by path: type, mode, owner, size, link; and the time where nothing happened. @param {string} path @param {Set<string>} [touched] */
function listing(path, touched = new Set()) {
  const listed = execFileSync("tar", ["--numeric-owner", "--full-time", "-tvf", path], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, TZ: "UTC", LC_ALL: "C.UTF-8" },
  });
  const entries = lines(listed).map((line) => {
    const [mode, owner, size, day, time, ...name] = line.split(/ +/);
    const behind = line.slice(line.indexOf(`${time} `) + (time?.length ?? 0)).trim();
    const text = behind.replace(/^\.\//, "").replace(" link to ./", " link to ");
    const file = (text.split(/ -> | link to /)[0] ?? "").replace(/^(\.\/+|\/+|\.$)/, "").replace(/\/$/, "");
    return [
      file,
      `${mode} ${owner} ${size} ${text} ${touched.has(`/${file}`) ? "" : `${day} ${time}`} ${name.length > 0}`,
    ];
  });
  return entries.filter(([file]) => file !== "" && file !== "vol").sort(([a], [b]) => ((a ?? "") < (b ?? "") ? -1 : 1));
}

/** The hash of each regular file of a tar. @param {string} path */
function hashes(path) {
  const into = mkdtempSync(join(folder, "x-"));
  execFileSync("tar", ["-xf", path, "-C", into]);
  const out = execFileSync("sh", ["-c", "find . -type f -print0 | sort -z | xargs -0r sha256sum"], {
    cwd: into,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  rmSync(into, { recursive: true, force: true });
  return lines(out);
}

for (const { name, image, lines: commands, ops } of SCRIPTS) {
  test(`${image}: ${name}`, { skip: skip !== "" }, () => {
    const place = mkdtempSync(join(folder, "run-"));
    const file = (/** @type {string} */ what) => join(place, what);
    mkdirSync(place, { recursive: true });

    const isolated = ["--network", "none", "--user", "0:0", "-w", "/", "--entrypoint", "sh"];
    const container = docker.run("create", ...isolated, names[image] ?? "", "-c", commands.join("\n")).trim();
    docker.try("start", "-a", container);
    // A volume's directory is the engine's doing: rich names /vol.
    const diff = lines(docker.run("diff", container))
      .filter((line) => line !== "A /vol")
      .sort();
    const differences = (/** @type {string[]} */ ...args) =>
      lines(inspect("run", "--diff", ...args, archive(image)))
        .filter((line) => /^[ACD] \//.test(line))
        .sort();
    const saved = file("saved.tar");
    const commit = ["--commit", saved, "--name", "made/here:1", "--message", "by hand"];
    const typed = commands.flatMap((line) => ["--sh", line]);
    const told = differences(...typed, "--write-overlay", file("upper.tar"), ...commit);
    assert.deepEqual(told, diff, "docker diff");
    const chosen = (ops ?? []).flatMap((each) => ["--op", JSON.stringify(each)]);
    if (ops)
      assert.deepEqual(
        differences(...chosen, "--write-overlay", file("menu.tar")),
        diff,
        "docker diff of a menu's work",
      );

    // The two engines write the upper directory at different moments.
    const upper = docker.run("inspect", "-f", "{{.GraphDriver.Data.UpperDir}}", container).trim();
    execFileSync("tar", [
      "-C",
      upper,
      "--xattrs",
      "--xattrs-include=*",
      "--numeric-owner",
      "-cf",
      file("kernel.tar"),
      ".",
    ]);
    const all = new Set(listing(file("kernel.tar")).map(([path]) => `/${path}`));

    // The merged file system, and what a commit of it becomes in an engine.
    docker.run("export", "-o", file("theirs.tar"), container);
    const loaded = docker.run("load", "-q", "-i", saved);
    assert.match(loaded, /made\/here:1/);
    const again = docker.run("create", "--network", "none", "--entrypoint", "true", "made/here:1").trim();
    docker.run("export", "-o", file("ours.tar"), again);
    const touched = new Set([...PLACEHOLDERS, ...all]);
    assert.deepEqual(listing(file("ours.tar"), touched), listing(file("theirs.tar"), touched), "merged listing");
    assert.deepEqual(hashes(file("ours.tar")), hashes(file("theirs.tar")), "content");

    // The engine's words about the image are ours.
    const table = (/** @type {string} */ text) =>
      lines(text).map((line) => {
        const { ID, CreatedBy, Size, Comment } = JSON.parse(line);
        return { ID, CreatedBy, Size, Comment };
      });
    assert.deepEqual(
      table(inspect("history", "--no-trunc", "--format", "json", saved)),
      table(docker.run("history", "--no-trunc", "--format", "{{json .}}", "made/here:1")),
    );
    const [theirs] = JSON.parse(docker.run("image", "inspect", "made/here:1"));
    const [ours] = JSON.parse(inspect("image", saved));
    for (const key of ["Id", "RootFS", "Config", "Created", "Author", "Comment", "Architecture", "Os", "Size"])
      assert.deepEqual(ours[key], theirs[key], key);

    // Saved once more by the engine it is still the same image.
    docker.run("save", "-o", file("resaved.tar"), "made/here:1");
    assert.equal(inspect("files", file("resaved.tar")), inspect("files", saved));
    assert.match(inspect("verify", file("resaved.tar")), /ok/);

    // The upper directory as the kernel has it.
    const uppers = ["upper.tar", ...(ops ? ["menu.tar"] : [])];
    for (const upper of uppers)
      assert.deepEqual(listing(file(upper), all), listing(file("kernel.tar"), all), `upper directory: ${upper}`);
    const opaque = (/** @type {string} */ path) =>
      lines(execFileSync("tar", ["--xattrs", "--xattrs-include=*", "-tvvf", path], { encoding: "utf8" })).filter(
        (line) => line.includes("overlay.opaque"),
      ).length;
    assert.equal(opaque(file("upper.tar")), opaque(file("kernel.tar")), "opaque directories");

    docker.run("rm", "-f", container, again);
    docker.run("rmi", "-f", "made/here:1");
    rmSync(place, { recursive: true, force: true });
  });
}

test("a file of a saved commit is read by a container of it", { skip: skip !== "" }, () => {
  const saved = join(folder, "cat.tar");
  inspect(
    "run",
    "--op",
    JSON.stringify({ op: "write", path: "/root/here", content: "from Layerscope\n" }),
    "--commit",
    saved,
    "--name",
    "made/cat:1",
    archive("story"),
  );
  docker.run("load", "-q", "-i", saved);
  const said = docker.run("run", "--rm", "--network", "none", "--entrypoint", "cat", "made/cat:1", "/root/here");
  assert.equal(said, "from Layerscope\n");
});

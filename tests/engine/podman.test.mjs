// The same work in a container of podman and in Layerscope; what is saved here runs there, and comes back.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { archive, buildLayerscope, layerscope } from "./layerscope.mjs";
import { hashes, lines, listing } from "./listing.mjs";
import { startPodman } from "./podman.mjs";
import { SCRIPTS } from "./scripts.mjs";

const started = await startPodman();
const skip = "skip" in started ? started.skip : "";
if (skip) console.log(`podman: skipped: ${skip}`);
const podman = /** @type {import("./podman.mjs").Podman} */ ("engine" in started ? started.engine : null);
const cli = podman?.cli;
const folder = mkdtempSync(join(tmpdir(), "layerscope-podman-"));
const NAMES = { story: "localhost/layers:v2", rich: "localhost/layers:rich" };

before(() => {
  if (skip) return;
  buildLayerscope();
  for (const name of ["story", "rich"]) cli.reading(archive(name), "load", "-q");
});
after(async () => {
  await podman?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Work whose `podman diff` is not Docker's; its files are compared all the same. */
const OTHERWISE = [
  // podman 5.8 prints the opaque directory as deleted.
  "a directory deleted and made again is opaque",
  // podman 5.8 fails: it looks for the lower directory's files below the new file.
  "a file takes a directory's place, and the other way",
];

// Where a container runs, podman makes directories and files for its mounts, and a line in /etc/group.
const MOUNTS = [
  "/dev",
  "/proc",
  "/sys",
  "/run",
  "/etc",
  "/etc/group",
  "/etc/hostname",
  "/etc/hosts",
  "/etc/mtab",
  "/etc/resolv.conf",
  "/vol",
];
const own = (/** @type {string} */ path) => MOUNTS.includes(path) || /^\/(dev|proc|sys|run)\//.test(path);

for (const { name, image, lines: commands } of SCRIPTS) {
  test(`podman: ${image}: ${name}`, { skip: skip !== "" }, () => {
    const place = mkdtempSync(join(folder, "run-"));
    const file = (/** @type {string} */ what) => join(place, what);
    const isolated = ["--network", "none", "--user", "0:0", "-w", "/", "--entrypoint", "sh"];
    const container = cli.run("create", ...isolated, NAMES[image], "-c", commands.join("\n")).trim();
    cli.try("start", "-a", container);
    const saved = file("saved.tar");
    const typed = commands.flatMap((line) => ["--sh", line]);
    const commit = ["--commit", saved, "--name", "localhost/made/here:1", "--message", "by hand"];
    const told = lines(layerscope("run", "--diff", ...typed, ...commit, archive(image)));
    const ours = told.filter((line) => /^[ACD] \//.test(line) && !own(line.slice(2)));
    cli.writing(file("theirs.tar"), "export", container);
    // podman calls a directory changed when its time is another, Docker when something in it is: only the rest is compared.
    const folders = new Set(
      listing(file("theirs.tar")).flatMap(([path, line]) => (line?.startsWith("d") ? [`/${path}`] : [])),
    );
    const decided = (/** @type {string[]} */ diff) =>
      diff.filter((line) => !line.startsWith("C ") || !folders.has(line.slice(2))).sort();
    const printed = OTHERWISE.includes(name) ? ours : lines(cli.run("diff", container));
    const theirs = printed.filter((line) => !own(line.slice(2)));
    assert.deepEqual(decided(ours), decided(theirs), "podman diff");

    // The merged file system of what was saved here is that of podman's own container.
    assert.match(cli.reading(saved, "load", "-q"), /localhost\/made\/here:1/);
    const again = cli.run("create", "--network", "none", "--entrypoint", "true", "localhost/made/here:1").trim();
    cli.writing(file("ours.tar"), "export", again);
    const touched = new Set([...ours, ...theirs].map((line) => line.slice(2)));
    const files = (/** @type {string} */ tar) => listing(tar, touched).filter(([path]) => !own(`/${path}`));
    assert.deepEqual(files(file("ours.tar")), files(file("theirs.tar")), "merged listing");
    const regular = (/** @type {string} */ tar) => hashes(tar).filter((line) => !own(line.slice(67)));
    assert.deepEqual(regular(file("ours.tar")), regular(file("theirs.tar")), "content");

    // podman says the same of it, and gives it back in both of its forms.
    const [ids] = JSON.parse(cli.run("image", "inspect", "localhost/made/here:1"));
    const [image_] = JSON.parse(layerscope("image", "--store", "graph", saved));
    assert.equal(image_.Id, `sha256:${ids.Id}`);
    assert.deepEqual(image_.RootFS, ids.RootFS);
    const steps = JSON.parse(cli.run("history", "--format", "json", "localhost/made/here:1"));
    const history = lines(layerscope("history", "--store", "graph", "--no-trunc", "--format", "json", saved));
    assert.deepEqual(
      history.map((line) => JSON.parse(line).CreatedBy),
      steps.map((/** @type {{ CreatedBy?: string }} */ step) => step.CreatedBy ?? ""),
    );
    for (const form of ["docker-archive", "oci-archive"]) {
      cli.writing(file(`${form}.tar`), "save", "-q", "--format", form, "localhost/made/here:1");
      assert.equal(layerscope("files", file(`${form}.tar`)), layerscope("files", saved), form);
      assert.match(layerscope("verify", file(`${form}.tar`)), /ok/);
    }

    cli.run("rm", "-f", container, again);
    cli.run("rmi", "-f", "localhost/made/here:1");
    rmSync(place, { recursive: true, force: true });
  });
}

test("podman: a file of a saved commit is read by a container of it", { skip: skip !== "" }, () => {
  const saved = join(folder, "cat.tar");
  const op = JSON.stringify({ op: "write", path: "/root/here", content: "from Layerscope\n" });
  layerscope("run", "--op", op, "--commit", saved, "--name", "localhost/made/cat:1", archive("story"));
  cli.reading(saved, "load", "-q");
  const run = ["run", "--rm", "--network", "none", "--entrypoint", "cat"];
  assert.equal(cli.run(...run, "localhost/made/cat:1", "/root/here"), "from Layerscope\n");
});

// How long a person waits for a small file at the far end of a large layer: in a gzip layer, and in a plain one.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { digest, dockerArchive, tar } from "../../tests/e2e/support/build.mjs";
import { mark, openPage } from "./browsers.mjs";
import { p95 } from "./figures.mjs";

/** @import { BrowserName, Opened } from "./browsers.mjs" */

/** Bytes before the files at the end, and of each of them. */
const BEFORE = 250e6;
const FILE = 1e6;
const FILES = 20;

/** Text as a log has it: deflate finds a third of it worth storing. @param {number} bytes @param {string} head @param {number} seed */
function log(bytes, head, seed) {
  const lines = [head];
  let [length, state] = [head.length + 1, seed];
  while (length < bytes) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const line = `${state.toString(16)} a line of a log that goes on`;
    lines.push(line);
    length += line.length + 1;
  }
  return Buffer.from(`${lines.join("\n")}\n`, "latin1").subarray(0, bytes);
}

/** @param {string} name a folder's: what its files begin with, too */
function layer(name) {
  const noise = log(BEFORE / 10, "before", 1);
  const before = Array.from({ length: 10 }, (_, n) => ({ path: `${name}/0before${n}.log`, data: noise }));
  const files = Array.from({ length: FILES }, (_, n) => ({
    path: `${name}/${name}${n}.txt`,
    data: log(FILE, `this is ${name}${n}.`, n + 2),
  }));
  return tar([{ path: `${name}/`, type: "5" }, ...before, ...files]);
}

/** Clicks a file's row: from the click to the frame that has its text. @param {Opened} page @param {string} name @returns {Promise<number>} ms */
async function shown(page, name) {
  await page.evaluate((head) => {
    /** @type {any} */ (globalThis).benchStep = new Promise((resolve) => {
      addEventListener(
        "click",
        (event) => {
          const there = () => document.querySelector("ls-content .content-body")?.textContent?.includes(head);
          const look = () => {
            if (!there()) return requestAnimationFrame(look);
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - event.timeStamp);
            return port2.postMessage(null);
          };
          requestAnimationFrame(look);
        },
        { capture: true, once: true },
      );
    });
  }, `this is ${name}.`);
  await (await page.element('[role="row"]', `${name}.txt`)).click();
  return page.evaluate(() => /** @type {any} */ (globalThis).benchStep);
}

/** @param {BrowserName} browser @returns {Promise<{ packed: number, plain: number }>} P95 in milliseconds */
export async function runFar(browser) {
  const folder = mkdtempSync(join(tmpdir(), "layerscope-bench-"));
  const archive = join(folder, "far.tar");
  const tars = [layer("packed"), layer("plain")];
  const rootfs = { type: "layers", diff_ids: tars.map(digest) };
  writeFileSync(
    archive,
    dockerArchive({
      layers: [[], []],
      tars: tars.map((bytes, n) => (n ? bytes : gzipSync(bytes, { level: 6 }))),
      config: { rootfs },
    }),
  );
  try {
    const page = await openPage(browser);
    try {
      await page.choose(archive);
      await mark(page, "verified");
      /** @param {string} name */
      const times = async (name) => {
        await (await page.element("#query")).focus();
        await page.press("Escape");
        await page.type(`${name}*.txt`);
        await page.element("body", `${FILES} matches`);
        const all = [];
        for (let n = 0; n < FILES; n++) all.push(await shown(page, `${name}${n}`));
        return all;
      };
      return { packed: p95(await times("packed")), plain: p95(await times("plain")) };
    } finally {
      await page.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

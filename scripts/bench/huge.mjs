// How an archive of 160 GB opens: 3,200 files of 50 MB in one layer, in a sparse file that takes a few MB of the disk.
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { header } from "../../tests/e2e/support/build.mjs";
import { padded } from "../../tests/e2e/support/tar.mjs";
import { mark, openPage } from "./browsers.mjs";

/** @import { BrowserName } from "./browsers.mjs" */

const FILES = 3200;
const FILE_BYTES = 50_000_000;
/** A header, and the two blocks of zeros that end a tar. */
const BLOCK = 512;
const END = 2 * BLOCK;

/** A header whose size needs more than tar's eleven octal digits. @param {string} path @param {number} size */
function largeHeader(path, size) {
  const out = header(path, 0);
  // Base 256, as GNU tar writes it: the first bit says so.
  out.writeUInt32BE(0x8000_0000, 124);
  out.writeBigUInt64BE(BigInt(size), 128);
  out.write("        ", 148, "latin1");
  const sum = out.reduce((total, byte) => total + byte, 0);
  out.write(`${sum.toString(8).padStart(7, "0")}\0`, 148, "latin1");
  return out;
}

/** An archive in the form of `docker save` 24 and older; only headers and documents are stored. @param {string} path */
function makeHuge(path) {
  const file = openSync(path, "w");
  try {
    let offset = 0;
    /** @param {Buffer} head @param {Buffer | number} data bytes, or how many zeros */
    const add = (head, data) => {
      writeSync(file, head, 0, BLOCK, offset);
      offset += BLOCK;
      if (typeof data === "number") offset += padded(data);
      else {
        writeSync(file, data, 0, data.length, offset);
        offset += padded(data.length);
      }
    };
    /** @param {string} name @param {unknown} value */
    const document = (name, value) => {
      const bytes = Buffer.from(JSON.stringify(value));
      add(header(name, bytes.length), bytes);
    };
    document("config.json", {
      architecture: "amd64",
      os: "linux",
      rootfs: { type: "layers", diff_ids: [`sha256:${"0".repeat(64)}`] },
      history: [{ created_by: "RUN huge" }],
    });
    add(largeHeader("huge/layer.tar", FILES * (BLOCK + padded(FILE_BYTES)) + END), 0);
    for (let n = 0; n < FILES; n++) {
      const folder = String(Math.floor(n / 100)).padStart(3, "0");
      add(header(`data/${folder}/${String(n).padStart(5, "0")}.bin`, FILE_BYTES), FILE_BYTES);
    }
    offset += END;
    document("manifest.json", [{ Config: "config.json", RepoTags: ["huge:1"], Layers: ["huge/layer.tar"] }]);
    ftruncateSync(file, offset + END);
  } finally {
    closeSync(file);
  }
}

/**
 * @param {BrowserName} browser
 * @param {string} [archive] another file than the one made here
 * @returns {Promise<{ stack: number, tree: number }>} milliseconds
 */
export async function runHuge(browser, archive) {
  const folder = mkdtempSync(join(tmpdir(), "layerscope-bench-"));
  try {
    const path = archive ?? join(folder, "huge.tar");
    if (!archive) makeHuge(path);
    const page = await openPage(browser);
    try {
      await page.choose(path);
      return { stack: await mark(page, "stack"), tree: await mark(page, "tree") };
    } finally {
      await page.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// An image whose files are of every kind that the page shows in its own way, some in several versions.
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { write } from "./archives.mjs";
import { dockerArchive, header } from "./build.mjs";
import { padded } from "./tar.mjs";

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A picture of a slope of colours, partly transparent; `claim` = the size that its head claims. @param {number} side @param {number} [claim] */
export function png(side, claim = side) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(claim, 0);
  head.writeUInt32BE(claim, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const line = (/** @type {number} */ y) => [
    0,
    ...Array.from({ length: side }, (_, x) => [(x * 255) / side, (y * 255) / side, 180, x < y ? 255 : 90]).flat(),
  ];
  const pixels = Buffer.from(Array.from({ length: side }, (_, y) => line(y)).flat());
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Loads, links and runs what it can, were it more than a picture. */
const SVG = `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="120" height="80" onload="document.title='pwned'">
<script>document.title='pwned'; parent.document.title='pwned'; fetch('https://example.invalid/svg')</script>
<style>@import url("https://example.invalid/style.css"); rect { fill: teal }</style>
<image href="https://example.invalid/picture.png" width="10" height="10"/>
<foreignObject width="10" height="10"><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://example.invalid/frame"></iframe></foreignObject>
<a xlink:href="javascript:document.title='pwned'"><rect width="120" height="80"/></a><circle cx="60" cy="40" r="30" fill="gold"/></svg>
`;

export const CONFIG = [
  "# settings",
  "name = demo",
  "colour = teal",
  "port = 80",
  ...Array.from({ length: 40 }, (_, i) => `key${i} = ${i}`),
  "end = yes",
];
/** The same file in layer 2. */
export const CONFIG_2 = CONFIG.with(2, "colour = gold").with(3, "port = 8080").toSpliced(40, 2, "key = <b>new</b>");
const lines = (/** @type {string[]} */ all) => `${all.join("\n")}\n`;

export const HOSTILE =
  "\u001b[1;31mred\u001b[0m and \u001b]0;title\u0007plain\n" +
  "<img src=x onerror=document.title='pwned'><script>document.title='pwned'</script>\n" +
  "user\u202egpj.exe\u202c zero\u200bwidth bell\u0007 tab\tend\n" +
  `${"long ".repeat(4000)}tail\n`;

export const JSON_TEXT =
  '{"b":1,"a":[1.10,{"deep":true,"none":{},"empty":[ ]}],"big":12345678901234567890,"b":"twice \\" and \\u202e"}';

/** Three layers; paths below /f. */
export function contents() {
  const config = (/** @type {string[]} */ all) => ({ path: "f/app.conf", data: lines(all) });
  return write(
    "contents.tar",
    dockerArchive({
      tags: ["made/contents:1"],
      layers: [
        [
          { path: "f/", type: "5" },
          config(CONFIG),
          { path: "f/again.txt", data: "the same bytes\n" },
          { path: "f/secret.txt", data: "first line\nhunter2\n" },
          { path: "f/data.json", data: JSON_TEXT },
          { path: "f/broken.json", data: '{"a": [1, 2' },
          { path: "f/empty", data: "" },
          { path: "f/hostile.log", data: HOSTILE },
          { path: "f/picture.png", data: png(64) },
          { path: "f/claims.png", data: png(8, 16_000) },
          { path: "f/vector.svg", data: SVG },
          { path: "f/bytes.bin", data: Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7) & 255)) },
          { path: "f/run.sh", data: "#!/bin/sh -e\necho hello\n" },
          { path: "f/utf16.txt", data: Buffer.from(`\ufeff${"héllo wörld 한국어\n".repeat(3)}`, "utf16le") },
          { path: "f/latin.txt", data: Buffer.from("caf\xe9\n", "latin1") },
          { path: "f/link", type: "2", link: "app.conf" },
          { path: "f/hard", type: "1", link: "f/run.sh" },
          { path: "f/what? a:name*.txt", data: "a name that no Windows writes\n" },
          { path: "f/sub/", type: "5" },
          { path: "f/sub/one.txt", data: "1\n" },
          { path: "f/sub/two.txt", data: "2\n" },
        ],
        [
          config(CONFIG_2),
          { path: "f/again.txt", data: "the same bytes\n", mode: 0o600, owner: 7 },
          { path: "f/bytes.bin", data: "now it is text\n" },
        ],
        [{ path: "f/.wh.secret.txt" }, { path: "f/sub/.wh.one.txt" }, { path: "f/sub/three.txt", data: "3\n" }],
      ],
    }),
  );
}

/** Bytes of one numbered line of `large`. */
const LINE = 64;
const TAILS = Array.from({ length: 997 }, (_, n) =>
  createHash("sha1")
    .update(String(n))
    .digest("hex")
    .padEnd(LINE - 12, "."),
);
const text = (/** @type {number} */ n) => `${String(n).padStart(10, "0")} ${TAILS[n % TAILS.length]}\n`;

/** An image with a log of many megabytes, every line numbered from 0. @param {number} megabytes */
export function large(megabytes) {
  const count = (megabytes << 20) / LINE;
  const size = count * LINE;
  /** @type {Buffer[]} */
  const parts = [header("big.log", size)];
  for (let at = 0; at < count; at += 16384) {
    parts.push(
      Buffer.from(Array.from({ length: Math.min(16384, count - at) }, (_, i) => text(at + i)).join(""), "latin1"),
    );
  }
  parts.push(Buffer.alloc(padded(size) - size + 1024));
  const layer = Buffer.concat(parts);
  return { path: write("large.tar", dockerArchive({ tars: [layer], layers: [] })), count, text };
}

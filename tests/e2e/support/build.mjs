// Writes archives that no tool here writes: any name, any document, any layer. Everything is given as it shall stand in the file.
import { createHash } from "node:crypto";
import { padded } from "./tar.mjs";

/** @typedef {{ path: string | Buffer, data?: string | Buffer, type?: string, link?: string | Buffer, mode?: number, owner?: number }} Entry type: tar's, "0" = a file */
/** @typedef {{ mediaType: string, digest: string, size: number, [more: string]: unknown }} Descriptor */

const ZEROS = Buffer.alloc(1024);

/** A ustar header. @param {string | Buffer} path at most 100 bytes @param {number} size @param {string} [type] @param {string | Buffer} [link] @param {Pick<Entry, "mode" | "owner">} [more] */
export function header(path, size, type = "0", link = "", { mode = type === "5" ? 0o755 : 0o644, owner = 0 } = {}) {
  const out = Buffer.alloc(512);
  /** @param {number} value @param {number} offset @param {number} length */
  const number = (value, offset, length) =>
    out.write(`${value.toString(8).padStart(length - 1, "0")}\0`, offset, "latin1");
  Buffer.from(path).copy(out, 0, 0, 100);
  number(mode, 100, 8);
  number(owner, 108, 8);
  number(owner, 116, 8);
  number(size, 124, 12);
  number(0, 136, 12);
  out.write(`        ${type}`, 148, "latin1");
  Buffer.from(link).copy(out, 157, 0, 100);
  out.write("ustar\x0000", 257, "latin1");
  number(
    out.reduce((total, byte) => total + byte, 0),
    148,
    8,
  );
  return out;
}

/** @param {Entry[]} entries */
export function tar(entries) {
  const parts = entries.map(({ path, data = "", type, link, ...more }) => {
    const bytes = Buffer.from(data);
    return [header(path, bytes.length, type, link, more), bytes, Buffer.alloc(padded(bytes.length) - bytes.length)];
  });
  return Buffer.concat([...parts.flat(), ZEROS]);
}

/** @param {Buffer} bytes */
export const digest = (bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

const json = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value));

/**
 * What docker save of 24 and older writes.
 * @param {{ layers: Entry[][], tars?: Buffer[], tags?: unknown, config?: Record<string, unknown>, history?: unknown[], names?: string[], more?: Entry[] }} image
 *   tars: the layers as they are; names: of the layers' members; more: members beside them
 */
export function dockerArchive({
  layers,
  tars = layers.map(tar),
  tags = ["made/up:1"],
  config = {},
  history,
  names,
  more = [],
}) {
  const members = tars.map((_, i) => names?.[i] ?? `${i}/layer.tar`);
  const document = {
    architecture: "amd64",
    os: "linux",
    created: "2024-01-02T03:04:05Z",
    rootfs: { type: "layers", diff_ids: tars.map(digest) },
    history: history ?? tars.map((_, i) => ({ created: "2024-01-02T03:04:05Z", created_by: `RUN step ${i + 1}` })),
    ...config,
  };
  return tar([
    ...tars.map((data, i) => ({ path: members[i] ?? "", data })),
    { path: "config.json", data: json(document) },
    ...more,
    { path: "manifest.json", data: json([{ Config: "config.json", RepoTags: tags, Layers: members }]) },
  ]);
}

/** An OCI layout in the making: blobs by digest, and what index.json lists. */
export class Layout {
  /** @type {Map<string, Buffer>} */
  #blobs = new Map();
  /** @type {Descriptor[]} */
  #listed = [];

  /** @param {Buffer} bytes @param {string} mediaType @param {Record<string, unknown>} [more] of the descriptor @returns {Descriptor} */
  blob(bytes, mediaType, more = {}) {
    this.#blobs.set(digest(bytes), bytes);
    return { mediaType, digest: digest(bytes), size: bytes.length, ...more };
  }

  /**
   * An image of these layers, listed in index.json.
   * @param {{ layers: Descriptor[], diffIds: string[], name?: string, platform?: { os: string, architecture: string, variant?: string } }} image
   */
  image({ layers, diffIds, name, platform = { os: "linux", architecture: "amd64" } }) {
    const history = diffIds.map((_, i) => ({ created_by: `RUN step ${i + 1}` }));
    const config = { ...platform, rootfs: { type: "layers", diff_ids: diffIds }, history };
    return this.manifest(
      {
        config: this.blob(json(config), "application/vnd.oci.image.config.v1+json"),
        layers,
      },
      { platform, ...(name ? { annotations: { "org.opencontainers.image.ref.name": name } } : {}) },
    );
  }

  /** @param {Record<string, unknown>} document @param {Record<string, unknown>} more of its descriptor */
  manifest(document, more) {
    const mediaType = "application/vnd.oci.image.manifest.v1+json";
    const bytes = json({ schemaVersion: 2, mediaType, ...document });
    const listed = this.blob(bytes, mediaType, more);
    this.#listed.push(listed);
    return listed;
  }

  /** Forgets a blob: it stays named and is not there. @param {string} digest */
  lose(digest) {
    this.#blobs.delete(digest);
  }

  /** Every file of the layout. @returns {{ path: string, data: Buffer }[]} */
  files() {
    return [
      { path: "oci-layout", data: json({ imageLayoutVersion: "1.0.0" }) },
      { path: "index.json", data: json({ schemaVersion: 2, manifests: this.#listed }) },
      ...[...this.#blobs].map(([name, data]) => ({ path: `blobs/${name.replace(":", "/")}`, data })),
    ];
  }

  tar() {
    return tar(this.files());
  }
}

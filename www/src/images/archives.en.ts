// Several archives side by side, in English.

/** @typedef {any} P */

export const archives = {
  "archives.several": (/** @type {P} */ p) => `${p.file} and ${p.n} more`,
  "archives.adding": "Adding archives",
  "archives.reading": (/** @type {P} */ p) =>
    p.of === 1 ? `Reading ${p.file}…` : `Reading ${p.file}, ${p.at} of ${p.of}…`,
  "archives.stopped": "Stopped: what has not been read is not added.",
  "archives.opened": (/** @type {P} */ p) =>
    `Opened ${p.n === 1 ? "1 archive" : `${p.n} archives`} with ${p.images === 1 ? "1 image" : `${p.images} images`}.`,
  "archives.refused": (/** @type {P} */ p) => `${p.file} could not be opened: ${p.why}`,
};

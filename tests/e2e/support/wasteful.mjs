// An image whose dead bytes are known to the last one: a chown that stores a file again, a cache that is deleted later, a copy of a copy.
import { write } from "./archives.mjs";
import { dockerArchive } from "./build.mjs";

const DATA = "a".repeat(50_000);
const DEB = "d".repeat(30_000);
const COPY = "z".repeat(8_000);
/** A name that is markup where it is not escaped. */
export const HOSTILE = `<b>&"'.txt`;

const COMMANDS = [
  "COPY app /app # buildkit",
  "RUN /bin/sh -c chown 1000:1000 /app/data.bin # buildkit",
  "RUN /bin/sh -c apt-get install -y thing # buildkit",
  "RUN /bin/sh -c rm -rf /var/cache/apt/archives # buildkit",
];

/** The sums of the image. */
export const SUMS = { size: 147_000, dead: 80_000, merged: 67_000 };

export const wasteful = () =>
  write(
    "wasteful.tar",
    dockerArchive({
      tags: ["waste/ful:1"],
      layers: [
        [
          { path: "app/data.bin", data: DATA },
          { path: `app/${HOSTILE}`, data: "k".repeat(1_000) },
          { path: "app/one/copy", data: COPY },
          { path: "app/two/copy", data: COPY },
        ],
        [{ path: "app/data.bin", data: DATA, owner: 1000 }],
        [{ path: "var/cache/apt/archives/thing.deb", data: DEB }],
        [{ path: "var/cache/apt/.wh.archives" }],
      ],
      history: COMMANDS.map((created_by) => ({ created: "2024-01-02T03:04:05Z", created_by })),
    }),
  );

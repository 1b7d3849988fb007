// Images that a page's layout has to bear: long names of everything, one file, thirty images.
import { write } from "./archives.mjs";
import { dockerArchive } from "./build.mjs";

/** A path that tar's header has no room for: GNU's entry with the name goes before it. @param {string} path @param {string} [data] */
const long = (path, data = "") => [
  { path: "././@LongLink", type: "L", data: `${path}\0` },
  { path: path.slice(0, 100), data },
];
const DEEP = `srv/${"application-with-a-long-name/".repeat(6)}node_modules/@scope/package/dist/`;
const TAG = `registry.example.com:5000/department/${"team-with-a-long-name/".repeat(6)}service:2024-11-30-build.4711-rc1`;
const RUN = `/bin/sh -c apt-get update && apt-get install -y --no-install-recommends ${Array.from({ length: 60 }, (_, i) => `libpackage${i}-dev=1.2.${i}-3ubuntu0.22.04.${i}`).join(" ")} && rm -rf /var/lib/apt/lists/* # buildkit`;

/** Paths of 200 characters and more, a tag and an instruction that no line holds. */
export const longNames = () =>
  write(
    "long-names.tar",
    dockerArchive({
      tags: [TAG, `${TAG}-second`],
      history: [{ created_by: RUN }, { created_by: `COPY ${DEEP} /${DEEP} # buildkit` }, { created_by: RUN }],
      layers: [
        [
          ...long(`${DEEP}${"a-file-with-a-long-name-".repeat(4)}.min.js`, "x".repeat(30_000)),
          ...long(`${DEEP}${"다국어로-된-긴-이름-".repeat(4)}.txt`, "긴 이름\n"),
          { path: "etc/short", data: "short\n" },
        ],
        [...long(`${DEEP}${"a-file-with-a-long-name-".repeat(4)}.min.js`, "y".repeat(40_000))],
        [{ path: "etc/.wh.short" }, { path: "link", type: "2", link: DEEP.slice(0, 99) }],
      ],
    }),
  );

/** One layer with one file. */
export const oneFile = () =>
  write("one-file.tar", dockerArchive({ tags: ["made/one:1"], layers: [[{ path: "hello", data: "hello\n" }]] }));

/** A layer without an entry. */
export const noFiles = () => write("no-files.tar", dockerArchive({ tags: ["made/none:1"], layers: [[]] }));

/** Thirty images on one base, an archive each. */
export const thirty = () =>
  Array.from({ length: 30 }, (_, i) =>
    write(
      `thirty-${i}.tar`,
      dockerArchive({
        tags: [`shop/service-${i}:1.${i}`],
        layers: [
          [{ path: "base", data: "b".repeat(90_000) }],
          [{ path: `own-${i % 7}`, data: String(i % 7).repeat(9000 + (i % 7) * 4000) }],
          [{ path: `app-${i}`, data: String(i).repeat(3000 + i * 500) }],
        ],
      }),
    ),
  );

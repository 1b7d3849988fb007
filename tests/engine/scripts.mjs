// What people do in a container, as command lines for a real one and for Layerscope, and as the operations that a menu would give; and
// where overlay2 has its own ways.

/** @typedef {Record<string, unknown> & { op: string }} Op as the generated `Op`; a content may be text */

const op = (
  /** @type {string} */ name,
  /** @type {string} */ path,
  /** @type {Record<string, unknown>} */ more = {},
) => ({
  op: name,
  path,
  ...more,
});
const write = (/** @type {string} */ path, /** @type {string} */ content) => op("write", path, { content });
const append = (/** @type {string} */ path, /** @type {string} */ content) => op("append", path, { content });
const remove = (/** @type {string} */ path) => op("remove", path, { recursive: true });
const move = (/** @type {string} */ from, /** @type {string} */ to) => ({ op: "move", from, to });
const B = "/data/dup/blob2";

/** @type {{ name: string, image: "story" | "rich", lines: string[], ops?: Op[] }[]} the images are those of tests/fixtures */
export const SCRIPTS = [
  {
    name: "a new file, and one more line",
    image: "story",
    lines: ["echo hello > /root/new.txt", "echo more >> /root/new.txt"],
    ops: [write("/root/new.txt", "hello\n"), append("/root/new.txt", "more\n")],
  },
  {
    name: "a line behind a lower file: it is copied up whole",
    image: "rich",
    lines: [`echo x >> ${B}`],
    ops: [append(B, "x\n")],
  },
  {
    name: "one mode bit: the same",
    image: "rich",
    lines: ["chmod 600 /data/dup/blob3", "chmod 2755 /data/a"],
    ops: [op("chmod", "/data/dup/blob3", { mode: 0o600 }), op("chmod", "/data/a", { mode: 0o2755 })],
  },
  {
    name: "an owner, and one of a directory",
    image: "rich",
    lines: [`chown 12:34 ${B}`, "chown 5 /data/a"],
    ops: [op("chown", B, { uid: 12, gid: 34 }), op("chown", "/data/a", { uid: 5 })],
  },
  {
    name: "deleted: a file, a tree",
    image: "rich",
    lines: [`rm ${B}`, "rm -r /data/a"],
    ops: [remove(B), remove("/data/a")],
  },
  {
    name: "a directory deleted and made again is opaque",
    image: "rich",
    lines: ["rm -rf /data/a/opaque", "mkdir /data/a/opaque", "echo mine > /data/a/opaque/mine"],
    ops: [remove("/data/a/opaque"), op("mkdir", "/data/a/opaque"), write("/data/a/opaque/mine", "mine\n")],
  },
  {
    name: "made and deleted: nothing is left but its parent",
    image: "story",
    lines: ["echo a > /root/a", "rm /root/a"],
    ops: [write("/root/a", "a\n"), remove("/root/a")],
  },
  {
    name: "renamed: a file, and a directory that lies below",
    image: "rich",
    lines: [`mv ${B} /data/dup/other`, "mv /data/a /data/b"],
    ops: [move(B, "/data/dup/other"), move("/data/a", "/data/b")],
  },
  {
    name: "deep new directories, and one of them removed",
    image: "story",
    lines: ["mkdir -p /opt/one/two/three", "touch /opt/one/two/file", "rmdir /opt/one/two/three"],
    ops: [
      op("mkdir", "/opt/one/two/three", { parents: true }),
      op("create", "/opt/one/two/file"),
      op("rmdir", "/opt/one/two/three"),
    ],
  },
  {
    name: "links of both kinds, also to what lies below",
    image: "rich",
    lines: [
      "ln -s blob2 /data/dup/soft",
      `ln ${B} /data/dup/hard`,
      "ln -s nowhere /data/dangling",
      "echo y >> /data/dup/hard",
    ],
    ops: [
      op("symlink", "/data/dup/soft", { target: "blob2" }),
      op("link", "/data/dup/hard", { target: B }),
      op("symlink", "/data/dangling", { target: "nowhere" }),
      append("/data/dup/hard", "y\n"),
    ],
  },
  {
    name: "a file takes a directory's place, and the other way",
    image: "rich",
    lines: [
      "rm -r /data/a/keep",
      "echo file > /data/a/keep",
      "rm /data/dup/blob3",
      "mkdir /data/dup/blob3",
      "touch /data/dup/blob3/in",
    ],
    ops: [
      remove("/data/a/keep"),
      write("/data/a/keep", "file\n"),
      remove("/data/dup/blob3"),
      op("mkdir", "/data/dup/blob3"),
      op("create", "/data/dup/blob3/in"),
    ],
  },
  {
    name: "touched at a time",
    image: "rich",
    lines: [`touch -d '2001-02-03 04:05:06' ${B}`, "touch /data/created"],
    ops: [op("touch", B, { time: { seconds: 981173106, nanos: 0 } }), op("touch", "/data/created")],
  },
  {
    name: "through a link to a directory",
    image: "rich",
    lines: ["ln -s /data/a /data/way", "echo through > /data/way/through", "rm /data/way"],
    ops: [
      op("symlink", "/data/way", { target: "/data/a" }),
      write("/data/way/through", "through\n"),
      remove("/data/way"),
    ],
  },
  {
    name: "what fails changes nothing",
    image: "rich",
    lines: ["rmdir /data/a", "mkdir /data/a", "echo x > /data/none/x", "echo x > /data/a"],
    ops: [op("rmdir", "/data/a"), op("mkdir", "/data/a"), write("/data/none/x", "x\n"), write("/data/a", "x\n")],
  },
  {
    name: "new capabilities are lost by writing, mode bits by a new owner",
    image: "rich",
    lines: ["echo z >> /data/types/capable", "chown 7 /data/types/setuid"],
    ops: [append("/data/types/capable", "z\n"), op("chown", "/data/types/setuid", { uid: 7 })],
  },
  {
    name: "copies of files and of a tree",
    image: "rich",
    lines: [`cp ${B} /data/copy`, "cp -r /data/a /data/acopy", "cp /bin/busybox /data/box", `cp -p ${B} /data/kept`],
  },
  {
    name: "quoting, patterns, and names with blanks",
    image: "story",
    lines: [
      "echo 'a  b' > '/root/with space'",
      `echo "it's" > "/root/it's"`,
      "touch /root/x1 /root/x2 /root/y1",
      "rm /root/x*",
      "mkdir /root/d && cd /root/d && echo here > here",
    ],
  },
];

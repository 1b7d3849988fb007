// The fields that each act asks for, and when they are well filled in.

/** @import { Asking } from "../state/container.js" */
/** @import { Filled } from "../state/containeracts.js" */

/** @typedef {{ name: "path" | "text" | "target" | "mode" | "owner" | "name" | "message" | "author" | "changes" | "createdBy", long?: boolean, rows?: number, check?: (filled: Filled) => boolean }} Field */

/** @type {Field} */
const path = { name: "path", check: (filled) => filled.path.startsWith("/") && !filled.path.endsWith("/") };
/** @type {Field} */
const text = { name: "text", long: true };

/** @type {Partial<Record<Asking["act"], Field[]>>} */
const FIELDS = {
  newFile: [path, text],
  newFolder: [path],
  edit: [text],
  append: [{ ...text, check: (filled) => filled.text !== "" }],
  rename: [path],
  chmod: [{ name: "mode", check: ({ mode }) => /^[0-7]{1,4}$/.test(mode) }],
  chown: [{ name: "owner", check: ({ owner }) => /^(\d+(:\d*)?|:\d+)$/.test(owner) }],
  symlink: [path, { name: "target", check: ({ target }) => target !== "" }],
  link: [path],
  commit: [
    { name: "name" },
    { name: "message" },
    { name: "author" },
    { name: "createdBy" },
    { name: "changes", long: true, rows: 4 },
  ],
};

/** @param {Asking["act"]} act */
export const fieldsOf = (act) => FIELDS[act] ?? [];

/** "rwxr-x--T" of octal digits, as ls writes it; "" while it is none. @param {string} mode */
export function modeWords(mode) {
  if (!/^[0-7]{1,4}$/.test(mode)) return "";
  const bits = Number.parseInt(mode, 8);
  return [0, 1, 2]
    .map((who) => {
      const three = (bits >> (6 - 3 * who)) & 7;
      const special = bits & (0o4000 >> who);
      const mark = who === 2 ? "t" : "s";
      const run = special ? (three & 1 ? mark : mark.toUpperCase()) : three & 1 ? "x" : "-";
      return `${three & 4 ? "r" : "-"}${three & 2 ? "w" : "-"}${run}`;
    })
    .join("");
}

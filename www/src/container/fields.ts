// The fields that each act asks for, and when they are well filled in.

import type { Filled } from "./acts.ts";
import type { Asking } from "./container.state.ts";

export type Field = {
  name: "path" | "text" | "target" | "mode" | "owner" | "name" | "message" | "author" | "changes" | "createdBy";
  long?: boolean;
  rows?: number;
  check?: (filled: Filled) => boolean;
};

const path: Field = { name: "path", check: (filled) => filled.path.startsWith("/") && !filled.path.endsWith("/") };
const text: Field = { name: "text", long: true };

const FIELDS: Partial<Record<Asking["act"], Field[]>> = {
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

export const fieldsOf = (act: Asking["act"]) => FIELDS[act] ?? [];

/** A mode of octal digits as ls writes it, "rwxr-x--T"; "" while the digits are not a mode. */
export function modeWords(mode: string) {
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

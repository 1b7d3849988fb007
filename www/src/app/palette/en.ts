// The palette's words in English.

import { s } from "../../ui/plural.ts";

export const en = {
  "palette.title": "Command palette",
  "palette.open": "Find a command",
  "palette.button": (p: { key: string }) => `Find a command (${p.key})`,
  "palette.field": "Command",
  "palette.hint": "Type a part of a command’s name",
  "palette.list": "Commands",
  "palette.count": (p: { n: string; one: boolean }) => s(p.n, "command"),
  "palette.none": "No command fits. Type fewer letters, or another word.",
  "palette.choose": "choose",
  "palette.run": "run",
  "palette.close": "close",
};

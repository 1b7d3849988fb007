// What a version's bytes are, in words.

import { has, t } from "../text/i18n.js";

/** @import { Description } from "../types.d.ts" */

/** "JSON · UTF-8", "ELF program · 64-bit x86-64". @param {Description} description */
export function kindWords({ what, detail, charset }) {
  const key = `content.what.${what}`;
  const name = has(key) ? t(key) : what;
  return [name, detail, charset && charset !== "utf-8" ? charset.toUpperCase() : ""].filter(Boolean).join(" · ");
}

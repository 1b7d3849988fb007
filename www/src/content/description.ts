// What a version's bytes are, in words, and in which forms they can be seen.

import { PICTURES } from "../state/picture.js";
import { has, t } from "../text/i18n.js";

/** @import { Description } from "../pkg/layerscope.js" */

/** @typedef {"text" | "json" | "picture" | "hex"} Form */

/** "JSON · UTF-8", "ELF program · 64-bit x86-64". @param {Description} description */
export function kindWords({ what, detail, charset }) {
  const key = `content.what.${what}`;
  const name = has(key) ? t(key) : what;
  return [name, detail, charset && charset !== "utf-8" ? charset.toUpperCase() : ""].filter(Boolean).join(" · ");
}

/** The ways in which it can be seen, the best first. SVG is drawn when asked: it is a program of shapes, and may be a long one. @param {Description} description @returns {Form[]} */
export function formsOf({ what, charset }) {
  /** @type {Form[]} */
  const forms = ["hex"];
  if (charset !== null) forms.unshift("text");
  if (what === "json" && charset !== null) forms.unshift("json");
  if (PICTURES.has(what)) forms.splice(what === "svg" ? 1 : 0, 0, "picture");
  return forms;
}

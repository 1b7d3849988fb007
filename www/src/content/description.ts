// What a version's bytes are, in words, and in which forms they can be seen.

import type { Description } from "../../pkg/layerscope.js";
import { textOf } from "../ui/i18n.ts";
import { PICTURES } from "./picture.ts";

export type Form = "text" | "json" | "picture" | "hex";

/** "JSON · UTF-8", "ELF program · 64-bit x86-64". */
export function kindWords({ what, detail, charset }: Description) {
  const key = `content.what.${what}`;
  const name = textOf(key) ?? what;
  return [name, detail, charset && charset !== "utf-8" ? charset.toUpperCase() : ""].filter(Boolean).join(" · ");
}

/** The ways in which it can be seen, the best first. SVG is drawn when asked: it is a program of shapes, and may be a long one. */
export function formsOf({ what, charset }: Description): Form[] {
  const forms: Form[] = ["hex"];
  if (charset !== null) forms.unshift("text");
  if (what === "json" && charset !== null) forms.unshift("json");
  if (PICTURES.has(what)) forms.splice(what === "svg" ? 1 : 0, 0, "picture");
  return forms;
}

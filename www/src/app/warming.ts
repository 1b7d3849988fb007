// While the person looks for a file: makes what the first image would wait for. Building number formats takes some 40 ms, a font's first glyphs 30.

import { number, percent } from "../ui/format.ts";

/** The characters of sizes, digests and commands. */
const GLYPHS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,.:;/-_=+~−—…↓&|$%()[]{}<>'\"·";
/** The faces of the stack: by family, weight and size of the page's style. */
const FACES = [
  "400 12.5px var(--sans)",
  "600 12.5px var(--sans)",
  "650 12.5px var(--sans)",
  "400 11.5px var(--sans)",
  "400 12px var(--mono)",
  "400 10.5px var(--mono)",
];

/** The formats that every layer's line uses. */
function formats() {
  number(0);
  percent(0, 1);
  percent(1, 20);
}

/** Lays out each face once, out of sight and unheard. */
function faces() {
  const box = document.createElement("div");
  box.setAttribute("aria-hidden", "true");
  box.style.cssText =
    "position: absolute; visibility: hidden; white-space: nowrap; top: 0; left: 0; width: 0; height: 0; overflow: hidden";
  for (const font of FACES) {
    const line = document.createElement("span");
    line.style.font = font;
    line.textContent = GLYPHS;
    box.append(line);
  }
  document.body.append(box);
  box.getBoundingClientRect();
  box.remove();
}

export function warmText() {
  formats();
  faces();
}

// Starts the page that is one file: its script and most of its styles ride in the document as packed text. scripts/build/page.mjs puts them there.

import { carried } from "../core/packed.ts";
import "./first.css";

/** The smallest module there is: compiling it fails where WebAssembly is missing or may not run. */
const NOTHING = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** A part of the document, not an address or eval: the policy names the hash of its text, and nothing else applies. */
async function part(tag: "script" | "style", id: string) {
  const element = document.createElement(tag);
  element.textContent = await carried(document.getElementById(id)?.textContent ?? "").text();
  return element;
}

/** The styles come before the script, which draws. */
async function start() {
  await WebAssembly.compile(NOTHING);
  document.head.append(...(await Promise.all([part("style", "packed-style"), part("script", "packed-app")])));
}

start().catch(() => {
  const unable = document.getElementById("unable");
  if (unable) unable.hidden = false;
});

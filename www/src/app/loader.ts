// Starts the page that is one file: its script rides in the document as packed text. scripts/build/page.mjs puts it there.

import { carried } from "../core/packed.ts";

/** The smallest module there is: compiling it fails where WebAssembly is missing or may not run. */
const NOTHING = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** Runs the script as a part of the document, not by its address or by eval: the policy names the hash of its text, and nothing else runs. */
async function start() {
  await WebAssembly.compile(NOTHING);
  const script = document.createElement("script");
  script.textContent = await carried(document.getElementById("packed-app")?.textContent ?? "").text();
  document.head.append(script);
}

start().catch(() => {
  const unable = document.getElementById("unable");
  if (unable) unable.hidden = false;
});

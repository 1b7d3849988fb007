// Starts the page that is one file: its script rides in the document as packed text. scripts/build/page.mjs puts it there.

import { carried } from "../core/carried.ts";

/** Runs the script as a part of the document, not by its address or by eval: the policy names the hash of its text, and nothing else runs. */
async function start() {
  const script = document.createElement("script");
  script.textContent = await carried(document.getElementById("packed-app")?.textContent ?? "").text();
  document.head.append(script);
}

start().catch(() => {
  const unable = document.getElementById("unable");
  if (unable) unable.hidden = false;
});

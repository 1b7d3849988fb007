// Questions about an image with a complete tree: dead bytes, the treemap's first picture, the differences to a commit of it.

/** @import { Opened } from "./browsers.mjs" */

/** Commands that make the commit another image: files go, get other permissions, move. Missing files change nothing. */
const LINES = ["rm -rf /usr/share/doc /usr/share/perl", "chmod -R 700 /var", "mv /etc/ssl /ssl", "touch /bench"];

/** From the click to the frame that has the treemap's picture. @param {Opened} page @returns {Promise<number>} ms */
const drawn = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const from = performance.now();
        const look = () => {
          if (!document.querySelector("ls-treemap canvas[data-drawn]")) return requestAnimationFrame(look);
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - from);
          return port2.postMessage(null);
        };
        /** @type {HTMLElement | null} */ (document.querySelector('input[name="shape"][value="treemap"]'))?.click();
        requestAnimationFrame(look);
      }),
  );

/**
 * Of the page's open image, whose digests are verified. It shows another image afterwards.
 * @param {Opened} page
 * @returns {Promise<{ waste: number, treemap: number, compare: number, unread: number, paths: number }>} milliseconds; paths compared
 */
export async function runAnswers(page) {
  const waste = await page.evaluate(async () => {
    const { engine } = /** @type {any} */ (globalThis).layerscope;
    const from = performance.now();
    await engine.ask("waste");
    return performance.now() - from;
  });
  const treemap = await drawn(page);
  const compared = await page.evaluate(async (lines) => {
    const { engine } = /** @type {any} */ (globalThis).layerscope;
    const [{ layers }] = await engine.ask("images");
    await engine.containers.choose(await engine.ask("run", layers - 1));
    for (const line of lines) await engine.shell.exec(line);
    const commit = await engine.containers.commit({ name: "bench:commit" });
    const proven = new Promise((resolve) => engine.addEventListener("verified", resolve, { once: true }));
    await engine.choose(commit);
    await proven;
    const times = [];
    let found;
    // The second one has the other image's tree already.
    for (let round = 0; round < 2; round++) {
      const from = performance.now();
      found = await engine.images.compare(0);
      times.push(performance.now() - from);
    }
    if (!found.certain || found.rebuild !== "different")
      throw new Error("The comparison missed that the commit differs from its image.");
    const { added, changed, removed, moved, equal } = found.files;
    const paths = added.paths + changed.paths + removed.paths + moved.paths + equal;
    return { unread: times[0] ?? 0, compare: times[1] ?? 0, paths };
  }, LINES);
  return { waste, treemap, ...compared };
}

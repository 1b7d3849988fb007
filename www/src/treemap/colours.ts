// The treemap's colours as plain numbers, for canvas and SVG: read off elements that the stylesheet paints in the page's theme.

/** @typedef {{ leaf: (layer: number) => string, folder: (layer: number) => string, edge: (layer: number) => string, ink: string, panel: string, dead: string }} Colours */

const pixel = /** @type {OffscreenCanvasRenderingContext2D} */ (
  new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })
);

/** "oklch(…)" → "#rrggbb", which everything can read. @param {string} colour */
function hex(colour) {
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  return `#${[...pixel.getImageData(0, 0, 1, 1).data.subarray(0, 3)].map((n) => n.toString(16).padStart(2, "0")).join("")}`;
}

/** @param {HTMLElement} host where the colours are those of the page @returns {Colours} */
export function readColours(host) {
  const probe = document.createElement("i");
  probe.hidden = true;
  host.append(probe);
  /** @param {string} names */
  const read = (names) => {
    probe.className = names;
    return hex(getComputedStyle(probe).color);
  };
  /** @type {Map<string, string>} */
  const known = new Map();
  const ask = (/** @type {string} */ kind) => (/** @type {number} */ layer) => {
    const key = `tm-${kind} L${layer}`;
    const colour = known.get(key);
    if (colour) return colour;
    if (!probe.isConnected) host.append(probe);
    known.set(key, read(key));
    probe.remove();
    return /** @type {string} */ (known.get(key));
  };
  const [ink, panel, dead] = ["tm-ink", "tm-panel", "tm-dead"].map(read);
  probe.remove();
  return {
    leaf: ask("leaf"),
    folder: ask("folder"),
    edge: ask("edge"),
    ink: ink ?? "",
    panel: panel ?? "",
    dead: dead ?? "",
  };
}

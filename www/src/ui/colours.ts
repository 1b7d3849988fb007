// Colours as plain numbers, for canvas and SVG: read off elements that the stylesheet paints in the page's theme.

export type Colours = {
  leaf: (layer: number) => string;
  folder: (layer: number) => string;
  edge: (layer: number) => string;
  ink: string;
  panel: string;
  dead: string;
};

const pixel = new OffscreenCanvas(1, 1).getContext("2d", {
  willReadFrequently: true,
}) as OffscreenCanvasRenderingContext2D;

/** "oklch(…)" → "#rrggbb", which everything can read. */
function hex(colour: string) {
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  return `#${[...pixel.getImageData(0, 0, 1, 1).data.subarray(0, 3)].map((n) => n.toString(16).padStart(2, "0")).join("")}`;
}

/** @param host where the colours are those of the page */
export function readColours(host: HTMLElement): Colours {
  const probe = document.createElement("i");
  probe.hidden = true;
  host.append(probe);
  const read = (names: string) => {
    probe.className = names;
    return hex(getComputedStyle(probe).color);
  };
  const known: Map<string, string> = new Map();
  const ask = (kind: string) => (layer: number) => {
    const key = `paint-${kind} L${layer}`;
    const colour = known.get(key);
    if (colour) return colour;
    if (!probe.isConnected) host.append(probe);
    known.set(key, read(key));
    probe.remove();
    return known.get(key) as string;
  };
  const [ink, panel, dead] = ["paint-ink", "paint-panel", "paint-dead"].map(read);
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

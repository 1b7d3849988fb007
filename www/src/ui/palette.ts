// One colour a layer, everywhere: writes the rules .L0, .L1 … for as many layers as the image has.

/** Hue, then lightness and chroma in the light theme, then in the dark one; order from base to top. */
const HUES = [
  [278, 0.5, 0.13, 0.7, 0.13],
  [245, 0.56, 0.12, 0.74, 0.11],
  [212, 0.6, 0.1, 0.78, 0.1],
  [178, 0.6, 0.1, 0.78, 0.1],
  [150, 0.6, 0.13, 0.78, 0.13],
  [122, 0.64, 0.14, 0.82, 0.14],
  [335, 0.56, 0.13, 0.74, 0.12],
  [305, 0.52, 0.14, 0.72, 0.13],
];

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
let painted = "";

/**
 * Few layers spread over all hues in order; more than there are hues go round, darker every other time, so that neighbours
 * always differ.
 */
function colour(layer: number, layers: number) {
  const last = HUES.length - 1;
  const at = layers <= HUES.length ? Math.round((layer * last) / Math.max(1, layers - 1)) : layer % HUES.length;
  const deeper = Math.floor(layer / HUES.length) % 2 === 1 && layers > HUES.length ? 0.06 : 0;
  const [hue = 0, l = 0, c = 0, dl = 0, dc = 0] = HUES[at] ?? [];
  return `light-dark(oklch(${(l - deeper).toFixed(2)} ${c} ${hue}),oklch(${(dl - deeper).toFixed(2)} ${dc} ${hue}))`;
}

/**
 * @param layers of the image
 * @param upper the layer of the container that is shown, -1 where none is: it is the one warm thing
 */
export function paint(layers: number, upper: number) {
  const key = `${layers} ${upper}`;
  if (key === painted) return;
  painted = key;
  const rules = Array.from({ length: layers }, (_, i) => `.L${i}{--c:${colour(i, layers)}}`);
  if (upper >= 0) rules.push(`.L${upper}{--c:var(--rw)}`);
  sheet.replaceSync(`:root{--layers:${layers}}${rules.join("")}`);
}

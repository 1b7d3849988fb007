// Shows the one of the four states that the page is in, puts theme and title where they belong, and leaves no one without focus.

import { painting } from "../ui/painting.ts";
import { paint } from "../ui/palette.ts";
import { imageName } from "./image-name.ts";
import { store } from "./store.ts";
import { upperOf } from "./upper.ts";

/** The states, and where the keyboard starts in each when what had the focus is gone. */
const PHASES = {
  start: "ls-start button",
  opening: "ls-opening button",
  explore: '[role="listbox"]',
  artifacts: "ls-artifacts-page button",
  build: "ls-build button",
  problem: "ls-problem button",
} as const;

const byId = (id: string) => document.getElementById(id) as HTMLElement;

/** Follows the store from now on. */
export function followPhase() {
  let before = store.state.phase;
  const follow = () => {
    const { phase, theme, part, beside, image, fileName, opened } = store.state;
    document.body.dataset.phase = phase;
    for (const id of Object.keys(PHASES)) byId(id).hidden = id !== phase;
    byId("explore").dataset.part = part;
    byId("explore").toggleAttribute("data-beside", beside !== null);
    document.documentElement.dataset.theme = theme;
    document.title = phase === "start" ? "Layerscope" : `${image ? imageName(image) : fileName} · Layerscope`;
    if (image) {
      const whole = opened?.images[image.index]?.layers ?? 0;
      paint(Math.max(whole, image.layers.length - (image.container ? 1 : 0)), upperOf(store.state));
    }
    if (phase !== before) afterFrame(() => catchFocus(phase));
    before = phase;
  };
  store.addEventListener("change", follow);
  follow();
}

/** Focusing lays the page out: the first frame of an image does not wait for that. */
function afterFrame(work: () => void) {
  const frame = painting();
  if (frame) frame.then(work);
  else requestAnimationFrame(work);
}

function catchFocus(phase: keyof typeof PHASES) {
  if (phase !== store.state.phase || document.activeElement !== document.body) return;
  (document.querySelector(PHASES[phase]) as HTMLElement | null)?.focus({ preventScroll: true });
}

// What a person can do with an open image, as functions: they ask the engine and put what it answers into the store.

import { remember, setLanguage, t } from "../text/i18n.js";
import { engine } from "./core.js";
import { question } from "./search.js";
import { store } from "./store.js";

/** @import { Finding, Mode, RowsQuery } from "../pkg/layerscope.js" */
/** @import { Part, Tab, Theme } from "./store.js" */

/** Chooses the layer whose container is looked at. @param {number} height */
export function setHeight(height) {
  const { image, tab, selected } = store.state;
  if (!image || height < 0 || height >= image.layers.length) return;
  store.set({ height, tab: tab === "file" && selected ? "file" : "layer" });
}

/** Shows what is known of a layer itself. @param {number} [layer] */
export function showLayer(layer = store.state.height) {
  store.set({ height: layer, tab: "layer", part: "details" });
}

/** @param {Mode} mode */
export const setMode = (mode) => store.set({ mode });

/** @param {boolean} ghosts */
export const setGhosts = (ghosts) => store.set({ ghosts });

/** On a narrow screen: which part is seen. @param {Part} part */
export const setPart = (part) => store.set({ part });

/** @param {Tab} tab */
export const setTab = (tab) => store.set({ tab });

/** Opens a tab, wherever the person is. @param {Tab} tab */
export const showTab = (tab) => store.set({ tab, part: "details", beside: null });

/**
 * Selects a path, and perhaps one version of it.
 * @param {number} node
 * @param {number | null} [layer]
 * @param {boolean} [show] also open the File tab
 */
export function select(node, layer = null, show = true) {
  store.set({
    selected: { node, layer },
    ...(show ? { tab: /** @type {Tab} */ ("file"), part: /** @type {Part} */ ("details") } : {}),
  });
}

/**
 * Selects a path and brings its row into sight, whatever is collapsed above it; where this view does not show it, in one that does.
 * @param {number} node
 * @param {number} [layer] one that has to do with it
 */
export async function reveal(node, layer = store.state.height) {
  select(node, layer === store.state.height ? null : layer);
  store.set({ folder: node });
  const now = question(store.state);
  const all = { ...now, query: "" };
  /** @type {RowsQuery[]} as little of a change as can be: this view, that layer's height, that layer alone */
  const views = [now, all, { ...all, height: layer, mode: "merged" }, { ...all, height: layer, mode: "layer" }];
  for (const view of views) {
    // The core reveals in the view it was last asked for: both questions go out together.
    const [, index] = await Promise.all([engine.ask("rows", view, 0, 0), engine.ask("reveal", node)]).catch(
      () => /** @type {const} */ ([null, -1]),
    );
    if (store.state.selected?.node !== node) return;
    if (index < 0) continue;
    store.set({ ...view, tree: store.state.tree + 1, revealed: { index } });
    return;
  }
}

/** Leads to the place of a finding: its path, else its layer, else its member. @param {Finding} finding */
export function goTo({ node, layer, member }) {
  if (node !== null) reveal(node, layer ?? undefined);
  else if (layer !== null) showLayer(layer);
  else if (member !== null) store.set({ member: { path: member }, tab: "archive", part: "details" });
}

/** Opens or closes a directory; `deep`: everything below it too. @param {number} node @param {boolean} open @param {boolean} [deep] */
export async function expand(node, open, deep = false) {
  await engine.ask("expand", node, open, deep).then(() => store.set({ tree: store.state.tree + 1 }), ignore);
}

/** @param {"en" | "ko"} language */
export function chooseLanguage(language) {
  setLanguage(language, true);
  store.set({ language, notice: "" });
}

/** @param {Theme} theme */
export function chooseTheme(theme) {
  remember("layerscope.theme", theme);
  store.set({ theme });
}

/** @param {boolean} help */
export const showHelp = (help) => store.set({ help });

/** Copies text and says so. @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    announce(t("notice.copied"));
    return true;
  } catch {
    announce(t("notice.notCopied"));
    return false;
  }
}

/** Says something politely; said twice it is heard twice. @param {string} notice */
export function announce(notice) {
  store.set({ notice: "" });
  setTimeout(() => store.set({ notice }), 50);
}

/** For promises whose failure the person has been told of already, or that nobody waits for any more. */
export function ignore() {}

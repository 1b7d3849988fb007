// What a person can do with an open image, as functions: they ask the engine and put what it answers into the store.

import type { Finding, RowsQuery } from "../../pkg/layerscope.js";
import { remember, setLanguage, t } from "../ui/i18n.ts";
import { engine } from "./engine.ts";
import type { Tab } from "./feature.ts";
import type { Part } from "./page.state.ts";
import { question } from "./question.ts";
import { registry } from "./registry.ts";
import type { Theme } from "./settings.state.ts";
import { store } from "./store.ts";

/** Chooses the layer whose container is looked at. */
export function setHeight(height: number) {
  const { image, tab, selected } = store.state;
  if (!image || height < 0 || height >= image.layers.length) return;
  store.set({ height, tab: tab === "file" && selected ? "file" : "layer" });
}

/** Shows what is known of a layer itself. */
export function showLayer(layer: number = store.state.height) {
  store.set({ height: layer, tab: "layer", part: "details" });
}

/** On a narrow screen: which part is seen. */
export const setPart = (part: Part) => store.set({ part });

export const setTab = (tab: Tab) => store.set({ tab });

/** Opens a tab, wherever the person is. */
export const showTab = (tab: Tab) => store.set({ tab, part: "details", beside: null });

/**
 * Selects a path, and perhaps one version of it.
 * @param show also open the File tab
 */
export function select(node: number, layer: number | null = null, show: boolean = true) {
  store.set({
    selected: { node, layer },
    ...(show ? { tab: "file" as Tab, part: "details" as Part } : {}),
  });
}

/**
 * Selects a path and brings its row into sight, whatever is collapsed above it; where this view does not show it, in one that does.
 * @param layer one that has to do with it
 */
export async function reveal(node: number, layer: number = store.state.height) {
  select(node, layer === store.state.height ? null : layer);
  for (const { reveal: also } of registry.shapes) if (also) store.set(also(node));
  const now = question(store.state);
  const all = { ...now, query: "" };
  /** as little of a change as can be: this view, that layer's height, that layer alone */
  const views: RowsQuery[] = [
    now,
    all,
    { ...all, height: layer, mode: "merged" },
    { ...all, height: layer, mode: "layer" },
  ];
  for (const view of views) {
    // The core reveals in the view it was last asked for: both questions go out together.
    const [, index] = await Promise.all([engine.ask("rows", view, 0, 0), engine.ask("reveal", node)]).catch(
      () => [null, -1] as const,
    );
    if (store.state.selected?.node !== node) return;
    if (index < 0) continue;
    store.set({ ...view, tree: store.state.tree + 1, revealed: { index } });
    return;
  }
}

/** Leads to the place of a finding: its path, else its layer, else its member. */
export function goTo({ node, layer, member }: Finding) {
  if (node !== null) reveal(node, layer ?? undefined);
  else if (layer !== null) showLayer(layer);
  else if (member !== null) store.set({ member: { path: member }, tab: "archive", part: "details" });
}

/** Opens or closes a directory; `deep`: everything below it too. */
export async function expand(node: number, open: boolean, deep: boolean = false) {
  await engine.ask("expand", node, open, deep).then(() => store.set({ tree: store.state.tree + 1 }), ignore);
}

export function chooseLanguage(language: "en" | "ko") {
  setLanguage(language, true);
  store.set({ language, notice: "" });
}

export function chooseTheme(theme: Theme) {
  remember("layerscope.theme", theme);
  store.set({ theme });
}

/** Keys of one character work, or don't. */
export function setSingleKeys(singleKeys: boolean): void {
  remember("layerscope.singleKeys", singleKeys ? "on" : "off");
  store.set({ singleKeys });
}

export const showHelp = (help: boolean) => store.set({ help });

/** Copies text and says so. */
export async function copy(text: string) {
  try {
    await navigator.clipboard.writeText(text);
    announce(t("notice.copied"));
    return true;
  } catch {
    announce(t("notice.notCopied"));
    return false;
  }
}

/** Says something politely; said twice it is heard twice. */
export function announce(notice: string) {
  store.set({ notice: "" });
  setTimeout(() => store.set({ notice }), 50);
}

/** Handles a failure that the page has shown already, or whose promise has no reader any more. */
export function ignore() {}

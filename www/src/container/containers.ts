// Above the image's layers: the containers that were run from it, side by side on the same layers, and the place of the next one.

import { html, nothing } from "lit";
import type { ContainerInfo, ImageInfo, LayerInfo } from "../../pkg/layerscope.js";
import type { State } from "../app/store.ts";
import { upperOf } from "../app/upper.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { ask, run, showContainer, siblings } from "./container.state.ts";
import { importTar } from "./import.state.ts";

/** A container's name, which counts from 1; the core counts from 0. */
export const containerName = ({ id }: Pick<ContainerInfo, "id">) => t("container.name", { n: number(id + 1) });

/** The layer that a new container stands on: the chosen one, or for a container's own layer the one below it. */
export const heightOf = (state: State) =>
  state.height === upperOf(state) ? (state.image?.container?.height ?? -1) : state.height;

/** The label of running a container now: names the layer where it is not the top one. */
export function runWords(state: Readonly<State>) {
  const height = heightOf(state);
  const layers = state.opened?.images[state.image?.index ?? 0]?.layers ?? 0;
  return height < layers - 1 ? t("container.run.from", { n: number(height + 1) }) : t("container.run");
}

function runButton(state: State, small: boolean) {
  const height = heightOf(state);
  const words = runWords(state);
  return html`<button type="button" class=${small ? "small run" : "run"} ?disabled=${!state.merged} aria-label=${small ? words : nothing} title=${t("container.run.title", { n: number(height + 1) })}
    @click=${() => run(height)}>${small ? html`${icons.plus}${t("container.run.short")}` : words}</button>`;
}

const importButton = (state: State) =>
  html`<label class="rw-import" title=${t("import.title")}><input type="file" class="sr" aria-label=${t("import.button")} ?disabled=${!state.merged} @change=${picked}><span>${t("import.short")}</span></label>`;

function picked(event: Event) {
  const input = event.target as HTMLInputElement;
  const [file] = input.files ?? [];
  if (file) importTar(file);
  input.value = "";
}

function card(container: ContainerInfo, shown: number | null | undefined) {
  const pressed = container.id === shown;
  return html`<button type="button" class="rw-card" aria-pressed=${pressed} title=${t("container.show", { n: number(container.id + 1), layers: number((container.height ?? -1) + 1) })}
    @click=${() => showContainer(container.id)}><b>${containerName(container)}</b><span title=${bytes(container.bytes)}>${size(container.bytes)}</span></button>`;
}

/** The place above the image's layers. */
export function containerPlace(state: State) {
  const all = siblings(state);
  const shown = state.image?.container?.id ?? null;
  if (all.length === 0) {
    return html`<div class="rw">
      <div class="row"><b>${t("stack.container")}</b> <span>${t("stack.readwrite")}</span><strong>0 B</strong></div>
      <p>${t("stack.container.text")}</p>
      <div class="rw-acts">${runButton(state, false)}${importButton(state)}</div>
    </div>`;
  }
  return html`<div class="rw-place" role="group" aria-label=${t("container.all")}>
      <button type="button" class="rw-card image" aria-pressed=${shown === null} title=${t("container.imageAlone.title")} @click=${() => showContainer(null)}>${icons.lock}${t("container.imageAlone")}</button>
      ${all.map((container) => card(container, shown))}
      ${runButton(state, true)}${importButton(state)}
    </div>`;
}

/** With whom a container shares its layers, and how much that is. */
function shares(state: State, image: ImageInfo, container: ContainerInfo) {
  const others = siblings(state).filter(({ id }) => id !== container.id);
  const deepest = others.reduce(
    (most, { height }) => Math.max(most, Math.min(height ?? -1, container.height ?? -1)),
    -1,
  );
  if (others.length === 0 || deepest < 0) return "";
  const layers = image.layers.slice(0, deepest + 1);
  const sum = layers.reduce((total, layer) => total + (layer.size ?? layer.stored), 0);
  const [first] = others;
  const name =
    others.length === 1 && first ? containerName(first) : t("container.others", { n: number(others.length) });
  return t("container.shares", { n: number(layers.length), size: size(sum), name });
}

const counts = ({ added, changed, removed }: LayerInfo) =>
  (
    [
      ["+", "stack.added", added],
      ["~", "stack.changed", changed],
      ["−", "stack.removed", removed],
    ] as const
  ).filter(([, , count]) => count);

/** The read-write layer in the stack: warm and dashed. */
export function containerSlab(state: Readonly<State>) {
  const { image } = state;
  const layer = image?.layers[upperOf(state)];
  const { container } = image ?? {};
  if (!image || !layer || !container) return nothing;
  const some = counts(layer);
  const words = some.map(([, key, count]) => t(key, { n: number(count ?? 0) }));
  const shared = shares(state, image, container);
  const entries = t("container.entries", { n: number(container.entries) });
  const says = [containerName(container), t("stack.readwrite"), size(container.bytes), entries, ...words, shared];
  const above = layer.index > state.height;
  return html`<div role="option" id=${`layer-${layer.index}`} data-layer=${layer.index} class=${`slab upper L${layer.index}${layer.index === state.height ? " pick" : ""}${above ? " above" : ""}`} aria-selected=${layer.index === state.height}>
    <span class="sr">${says.filter(Boolean).join(", ")}</span>
    <div class="line" aria-hidden="true"><b>${containerName(container)}</b><span class="cmd">${t("stack.readwrite")}</span><span class="size" title=${bytes(container.bytes)}>${size(container.bytes)}</span></div>
    <div class="sub" aria-hidden="true"><span>${entries}</span>${some.map(([sign, key, count]) => html`<span title=${t(key, { n: number(count ?? 0) })}>${sign}${number(count ?? 0)}</span>`)}</div>
    ${shared ? html`<div class="sub shares" aria-hidden="true" title=${shared}><span class="all">${shared}</span></div>` : nothing}
  </div>`;
}

/** Asks before a container goes. */
export const askRemove = () => ask({ act: "remove", path: null, folder: "/" });

/** Asks what the new image is to be called, and more. */
export const askCommit = () => ask({ act: "commit", path: null, folder: "/" });

// The stack: a listbox of the image's read-only layers, newest on top, under the place of a container's read-write layer.

import { html, nothing } from "lit";
import type { ImageInfo, LayerInfo, StackItem } from "../../pkg/layerscope.js";
import { setHeight, showLayer } from "../app/actions.ts";
import { pressed } from "../app/keys.ts";
import { registry } from "../app/registry.ts";
import type { State } from "../app/store.ts";
import { explained } from "../app/term.ts";
import { upperOf } from "../app/upper.ts";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { vars } from "../ui/vars.ts";
import { View } from "../ui/view.ts";
import { slab } from "./slab.ts";

/** From this many layers on each takes one line instead of two. */
const MANY = 18;

/**
 * How tall a layer is, as a share of the tallest: by the root of its bytes in the archive, so that 2 MB and 200 MB are both seen
 * to be what they are beside 800 MB, and 52 bytes are a line.
 */
const share = (layer: LayerInfo, most: number) => Math.sqrt(layer.stored / most);

class Stack extends View {
  static override properties = { below: { state: true } };
  /** Layers that are out of sight at the bottom. */
  declare below: number;
  override inFirstFrame = true;
  #shown = "";
  #resize = new ResizeObserver(() => this.#look());

  constructor() {
    super();
    this.below = 0;
  }

  override uses(s: Readonly<State>) {
    return [
      s.phase,
      s.opened,
      s.image,
      s.height,
      s.progress,
      s.merged,
      registry.recent(s).of,
      ...registry.uses("stack.top", s),
    ];
  }

  get #list() {
    return this.querySelector('[role="listbox"]') as HTMLElement | null;
  }

  /** Counts what is out of sight, so that a stack that goes on below says so. */
  #look() {
    const list = this.#list;
    if (!list) return;
    const end = list.getBoundingClientRect().bottom;
    const options = [...list.querySelectorAll('[role="option"]')];
    this.below = options.filter((option) => option.getBoundingClientRect().top > end - 12).length;
  }

  /** Layers that are seen at once, less the one that stays in sight. */
  get #page() {
    const list = this.#list;
    const pitch = (list?.scrollHeight ?? 0) / Math.max(1, this.state.image?.layers.length ?? 1);
    return Math.max(1, Math.floor((list?.clientHeight ?? 0) / Math.max(1, pitch)) - 1);
  }

  #key(event: KeyboardEvent) {
    const { height, image } = this.state;
    const top = (image?.layers.length ?? 0) - 1;
    const to: Record<string, () => number> = {
      ArrowUp: () => height + 1,
      ArrowDown: () => height - 1,
      Home: () => top,
      End: () => 0,
      PageUp: () => height + this.#page,
      PageDown: () => height - this.#page,
    };
    const key = pressed(event);
    const next = to[key];
    if (next) setHeight(Math.min(top, Math.max(0, next())));
    else if (key === "Enter") showLayer();
    else return;
    event.preventDefault();
  }

  #click(event: MouseEvent) {
    const option = (event.target as HTMLElement).closest('[role="option"]');
    if (!(option instanceof HTMLElement)) return;
    const layer = Number(option.dataset.layer);
    // Chosen again: the person wants to see the layer itself.
    if (layer === this.state.height) showLayer();
    else setHeight(layer);
  }

  #item(image: ImageInfo, item: StackItem, most: number) {
    if (item.type === "empty") {
      return html`<div class="empty" title=${`${item.command}\n${t("stack.empty")}`}>${item.instruction}</div>`;
    }
    const layer = image.layers[item.index];
    if (!layer) return nothing;
    if (layer.container !== null) return registry.parts("stack.upper", this.state);
    const { opened, height, progress } = this.state;
    return slab(layer, {
      height,
      reading: progress?.layers.find(({ index }) => index === item.index),
      share: share(layer, most),
      verifying: progress?.phase === "verifying",
      settles: item.index === image.layers.length - 1 && registry.recent(this.state).layer,
      title: opened?.form === "rootfs" ? t("stack.rootfs") : "",
    });
  }

  override render() {
    const { phase, opened, image, height } = this.state;
    if (phase !== "explore" || !image) return html``;
    const most = Math.max(1, ...image.layers.map((layer) => layer.stored));
    const sum = image.layers.reduce((total, layer) => total + share(layer, most), 0);
    const rootfs = opened?.form === "rootfs";
    return html`
      <div class="head"><h2>${t("stack.title")}</h2>${rootfs ? nothing : html`<span class="mute">${explained("layer", t("stack.newest"))}</span>`}</div>
      ${rootfs ? html`<p class="flat mute">${t("stack.rootfs.text")}</p>` : registry.parts("stack.top", this.state)}
      <div class=${`slabs${image.layers.length >= MANY ? " many" : ""}${this.below > 0 ? " more" : ""}`} role="listbox" tabindex="0" aria-label=${t("stack.title")}
        aria-activedescendant=${`layer-${height}`} @keydown=${this.#key} @click=${this.#click} @scroll=${this.#look}
        ${vars({ "--sum": Math.max(1, sum).toFixed(3), "--lines": image.stack.length - image.layers.length })}>
        ${image.stack.toReversed().map((item) => this.#item(image, item, most))}
      </div>
      <div class="beyond" aria-hidden="true">${this.below > 0 ? html`<span>↓ ${t("stack.more", { n: number(this.below) })}</span>` : nothing}</div>
      <div class="legend"><span>${rootfs ? nothing : html`<i class="hatch" aria-hidden="true"></i> ${explained("dead bytes", t("stack.dead"))}`}</span><span class="ro">${icons.lock}${t("stack.readonly")}</span></div>`;
  }

  override updated() {
    const { opened, height, image } = this.state;
    const list = this.#list;
    if (!image || !list) {
      this.#shown = "";
      return;
    }
    this.#resize.observe(list);
    const shown = `${opened?.file} ${image.index} ${height} ${upperOf(this.state)}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.querySelector(`#layer-${height}`)?.scrollIntoView({ block: "nearest" });
    this.#look();
  }
}
customElements.define("ls-stack", Stack);

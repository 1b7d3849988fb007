// The header: which image is looked at, another file, language, theme, help.

import { html, nothing } from "lit";
import type { ImageChoice } from "../../pkg/layerscope.js";
import { bytes, number, short, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { chooseLanguage, showHelp } from "./actions.ts";
import { nextTheme, otherLanguage } from "./appearance.ts";
import { pick } from "./drop.ts";
import { sizesInLines } from "./four-sizes.ts";
import { imageName } from "./image-name.ts";
import { ariaKey, keyLabel } from "./keys.ts";
import { chooseImage } from "./opening.state.ts";
import { openPalette } from "./palette/palette.state.ts";
import { registry } from "./registry.ts";
import type { State } from "./store.ts";

/** Names don't tell the images apart, or platforms would be news. */
const byPlatform = (images: ImageChoice[]) =>
  new Set(images.map(({ platform }) => platform)).size > 1 || new Set(images.map(imageName)).size < images.length;

/** The picker's label of each image: its name, its platform where names are equal, the start of its id where both are. */
function labels(images: ImageChoice[]) {
  const platforms = byPlatform(images);
  const full = images.map((image) => [imageName(image), platforms ? image.platform : null].filter(Boolean).join(" · "));
  return full.map((label, i) =>
    full.indexOf(label) === full.lastIndexOf(label) ? label : `${label} · ${short(images[i]?.id)}`,
  );
}

class Header extends View {
  override uses(s: Readonly<State>) {
    return [s.phase, s.opened, s.image, s.theme, s.beside];
  }

  #choose(event: Event) {
    chooseImage(Number((event.target as HTMLSelectElement).value));
  }

  #image() {
    const { opened, image, phase } = this.state;
    if (!opened || !image || phase !== "explore") return nothing;
    const several = opened.images.length > 1;
    const label = several ? labels(opened.images) : [];
    const picker = several
      ? html`<select aria-label=${t("header.image")} @change=${this.#choose}>
            ${opened.images.map((choice, i) => html`<option value=${choice.index} .selected=${choice.index === image.index}>${label[i]}</option>`)}
          </select>`
      : html`<b class="name" title=${imageName(image)}>${imageName(image)}</b>`;
    const total = image.size ?? image.stored;
    return html`${picker}<span class="summary"><span class="platform">${image.platform && !(several && byPlatform(opened.images)) ? `${image.platform} · ` : nothing}</span
      ><span title=${sizesInLines(image) || bytes(total)}>${size(total)}</span> · ${opened.form === "rootfs" ? t("stack.rootfs") : t("header.layers", { n: number(image.layers.filter((layer) => layer.container === null).length) })}</span>`;
  }

  override render() {
    const { phase, theme } = this.state;
    const other = otherLanguage();
    const find = t("palette.button", { key: keyLabel("Mod+k") });
    return html`<header>
      <h1>${t("app.title")}</h1>
      <div class="image">${this.#image()}</div>
      ${registry.parts("header", this.state)}
      ${phase === "start" ? nothing : html`<button type="button" aria-label=${t("start.open")} title=${t("start.open")} @click=${pick}>${t("header.open")}</button>`}
      <button type="button" class="quiet" lang=${other} @click=${() => chooseLanguage(other)}>${t("header.languageName")}</button>
      <button type="button" class="quiet icon-only" aria-label=${t(`header.theme.${theme}`)} title=${t(`header.theme.${theme}`)}
        @click=${nextTheme}>${icons[theme]}</button>
      <button type="button" class="quiet icon-only" data-command="palette.open" aria-label=${find} title=${find} aria-keyshortcuts=${ariaKey("Mod+k")} @click=${openPalette}>${icons.command}</button>
      <button type="button" class="quiet icon-only" aria-label=${t("header.help")} title=${t("header.help")} @click=${() => showHelp(true)}>?</button>
    </header>`;
  }
}
customElements.define("ls-header", Header);

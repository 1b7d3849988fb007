// No row is shown: why, and what leads on from a search that finds nothing.

import { html, nothing } from "lit";
import { showHelp } from "../app/actions.ts";
import type { State } from "../app/store.ts";
import { store } from "../app/store.ts";
import { upperOf } from "../app/upper.ts";
import { setQuery } from "../search/index.ts";
import { t } from "../ui/i18n.ts";

/** The layer that sees all others: the container's, else the top one. */
const top = ({ image }: Readonly<State>) => Math.max(0, (image?.layers.length ?? 1) - 1);

/** The view that a search finds most in: of all layers, with what was removed. */
const everywhere = (state: Readonly<State>) => state.mode === "merged" && state.ghosts && state.height === top(state);

function viewName(state: Readonly<State>): string {
  const { opened, height, mode } = state;
  if (opened?.form === "rootfs") return t("files.says.rootfs");
  return height === upperOf(state) ? t(`files.says.upper.${mode}`) : t(`files.says.${mode}`, { n: height + 1 });
}

function notFound(state: Readonly<State>) {
  const wider = () => store.set({ mode: "merged", ghosts: true, height: top(state) });
  const clear = () => {
    setQuery("");
    document.getElementById("query")?.focus();
  };
  return html`<div class="nothing"><p>${t("search.none")}</p>
    <p class="query mono"><bdi>${state.query}</bdi></p>
    <p class="mute">${t("search.none.view", { view: viewName(state) })}</p>
    <div class="acts">${everywhere(state) ? nothing : html`<button type="button" class="primary" @click=${wider}>${t("search.none.wider")}</button>`}<button type="button" @click=${clear}>${t("search.clear")}</button><button type="button" class="quiet" @click=${() => showHelp(true)}>${t("filter.help")}</button></div></div>`;
}

/** Why no row is shown. @param known the core has answered */
export function empty(state: Readonly<State>, known: boolean) {
  const { query, merged, mode } = state;
  if (known && query) return notFound(state);
  return html`<p class="nothing">${known && merged ? t(`files.nothing.${mode}`) : t("files.reading")}</p>`;
}

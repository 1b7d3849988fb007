// The marks of the layer strip, for the help.

import { html } from "lit";
import { t } from "../ui/i18n.ts";

/** In the order in which they are explained. */
const MARKS = ["a", "c", "t", "d", "r", "h", "u", "b"] as const;

/** Each mark with its meaning. */
export const marksHelp = () => html`<section><h3>${t("help.marks")}</h3><dl class="marks">
  ${MARKS.map((mark) => html`<div><dt><span class="strip one"><i class=${`L0 m-${mark}`}></i></span></dt><dd>${t(`change.${mark}`)}</dd></div>`)}
</dl></section>`;

// The query language, for the help: what can be written, and what it finds.

import { html } from "lit";
import type { PlainKey } from "../ui/i18n.ts";
import { t } from "../ui/i18n.ts";

const TERMS: [string, PlainKey][] = [
  ["passwd", "query.text"],
  ["*.so  etc/*.conf  /usr/**/*.py", "query.glob"],
  ["/\\.py[co]$/  re:^/usr/s?bin/", "query.regex"],
  ['"two words"', "query.quotes"],
  ["-node_modules", "query.not"],
  [">10M  size:1k..2k", "query.size"],
  ["kind:file,symlink", "query.kind"],
  ["owner:1000  owner:0:42  group:42", "query.owner"],
  ["mode:4755  mode:setuid", "query.mode"],
  ["time:>2024-01-31  time:2020..2022", "query.time"],
  ["layer:3  layer:2..4", "query.layer"],
  ["touched:3", "query.touched"],
  ["change:added,content", "query.change"],
  ["reason:mode", "query.reason"],
  ["is:dead  is:gone", "query.is"],
];

/** A list of terms, each with what it finds. */
export const queryHelp =
  () => html`<section class="query-help"><h3>${t("query.title")}</h3><p class="mute">${t("query.lead")}</p><dl>
  ${TERMS.map(([examples, what]) => html`<div><dt>${examples.split("  ").map((example) => html`<code>${example}</code> `)}</dt><dd>${t(what)}</dd></div>`)}
</dl></section>`;

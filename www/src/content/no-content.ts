// A version that has no content to look at: why, and where there is some.

import { html, nothing } from "lit";
import type { PathHistory, VersionInfo } from "../../pkg/layerscope.js";
import { select } from "../app/actions.ts";
import { t } from "../ui/i18n.ts";
import { before } from "./versions.ts";

function words({ kind, layer, change }: VersionInfo) {
  const n = layer + 1;
  if (kind === null) return t(change === "hidden" ? "content.hidden" : "content.whiteout", { n });
  if (kind === "dir") return t("content.directory");
  return t(kind === "symlink" ? "content.symlink" : "content.special");
}

export function absent(path: PathHistory, version: VersionInfo) {
  const earlier = version.kind === null ? before(path, version.layer) : null;
  return html`<p>${words(version)}</p>${
    earlier
      ? html`<button type="button" class="small" @click=${() => select(path.node, earlier.layer)}>${t("content.earlier", { n: earlier.layer + 1 })}</button>`
      : nothing
  }`;
}
